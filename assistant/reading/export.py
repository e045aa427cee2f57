"""Turns the reader's networks into one ONNX graph, once, and proves it equal to them. Needs torch; nothing that serves imports this."""

import shutil
import warnings
from pathlib import Path

import numpy as np
import torch

from assistant.reading.labels import OUTPUTS
from assistant.reading.network import Panel, load_readers
from corpus.errors import EmbedderError
from ingest.model_files import find_model
from ingest.onnx_runtime import open_session
from ingest.tuned import tuned_model

CLOSE_ENOUGH = 1e-3


def export_reader(folder: Path) -> None:
    """Write ``reader.onnx`` and ``tokenizer.json`` into this folder.

    Raises:
        EmbedderError: when what the graph gives is not what the networks give.
    """
    torch.set_num_threads(1)
    model = find_model(None)
    shutil.copyfile(model / "tokenizer.json", folder / "tokenizer.json")
    readers = load_readers(model)
    ids = torch.randint(1000, 20_000, (1, 41))
    with torch.no_grad():
        expected = torch.cat([reader(ids, torch.ones_like(ids))[0] for reader in readers]).numpy()
    for reader in readers:
        reader.merge()
    with tuned_model(model, folder) as of_search:
        panel = Panel(of_search, readers).eval()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the exporter warns of its own age
        torch.onnx.export(
            panel,
            (ids[:, :9],),
            str(folder / "reader.onnx"),
            input_names=["input_ids"],
            output_names=["vector", "scores", "hidden"],
            dynamic_axes={name: {1: "tokens"} for name in ("input_ids", "hidden")},
            opset_version=17,
            dynamo=False,
        )
    session = open_session(folder / "reader.onnx")
    got = np.asarray(session.run(["scores"], {"input_ids": ids.numpy()})[0])[0]
    if expected.shape[1] != OUTPUTS or np.abs(expected - got).max() > CLOSE_ENOUGH:
        raise EmbedderError("The exported reader differs from the networks it was made from; nothing was replaced.")
