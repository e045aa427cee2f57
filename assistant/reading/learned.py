"""The learned part of the reader as it serves: one ONNX graph on one thread, without torch.

``prepare`` exports the encoder with its adapters once into a cache folder named by the hash of the learned weights and proves
the graph equal to the network; ``load`` opens it. ``Opinion`` holds probabilities, never decisions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from assistant.reading.labels import CATEGORIES, HEADS, OUTPUTS
from corpus.errors import EmbedderError
from ingest.files import publish_folder, sha256_of, write_aside
from ingest.model_files import find_model
from ingest.onnx_encoder import load_tokenizer

ADAPTER = Path(__file__).resolve().parent / "weights" / "adapter.npz"
WINDOW, STRIDE = 200, 140
"""Tokens read at once and how far the next window starts, so that nothing of a long message is lost."""
CLOSE_ENOUGH = 1e-3


@dataclass(frozen=True, slots=True)
class Opinion:
    """Probabilities for one message: per head and value, per category of harm, and of significant harm to anybody."""

    heads: dict[str, dict[str, float]]
    categories: dict[str, float]
    harmed: float

    def best(self, head: str) -> tuple[str, float]:
        """The likeliest value of a head and its probability."""
        value = max(self.heads[head], key=lambda one: self.heads[head][one])
        return value, self.heads[head][value]


class LearnedReader:
    """Gives an opinion on messages; deterministic for one file of weights."""

    def __init__(self, folder: Path, hash: str) -> None:
        self.hash = hash
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", 100_000)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, ["CPUExecutionProvider"])

    def read(self, text: str) -> Opinion:
        """An opinion on one message; a long one is read in overlapping windows, and the most worried window counts."""
        scores = np.stack([self._scores(window) for window in self._windows(text)])
        return _opinion(scores)

    def _windows(self, text: str) -> list[list[int]]:
        ids = self._tokenizer.encode(text).ids
        if len(ids) <= WINDOW:
            return [ids]
        first, body, last = ids[0], ids[1:-1], ids[-1]
        starts = range(0, max(1, len(body) - (WINDOW - 2) + STRIDE), STRIDE)
        return [[first, *body[start : start + WINDOW - 2], last] for start in starts if body[start:]]

    def _scores(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        tokens = np.array([ids], dtype=np.int64)
        (scores,) = self._session.run(None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})
        row: npt.NDArray[np.float32] = np.asarray(scores, dtype=np.float32)[0]
        return row


def adapter_hash() -> str:
    """The SHA-256 of the learned weights in the repository."""
    return sha256_of(ADAPTER)


def load_learned(cache: Path) -> LearnedReader:
    """Open the prepared graph.

    Raises:
        EmbedderError: when it has not been prepared for these weights, or its file was cut short.
    """
    hash = adapter_hash()
    folder = cache / f"reader-{hash}"
    try:
        size = int((folder / "stamp").read_text("utf-8").split()[0])
        whole = (folder / "reader.onnx").stat().st_size == size
    except (OSError, ValueError, IndexError):
        whole = False
    if not whole:
        raise EmbedderError("The reader's learned part is not prepared. Run `python -m ingest build` or `make index`.")
    return LearnedReader(folder, hash)


def prepare_learned(cache: Path, progress: Callable[[str, float], None] = lambda *_: None) -> LearnedReader:
    """The learned reader, exported and proved first if that has not been done for these very weights."""
    try:
        return load_learned(cache)
    except EmbedderError:
        progress("Preparing the reader", 0.0)
    with publish_folder(cache / f"reader-{adapter_hash()}") as folder:
        _export(folder)
        file = folder / "reader.onnx"
        write_aside(folder / "stamp", f"{file.stat().st_size} {sha256_of(file)}")
    return load_learned(cache)


def _export(folder: Path) -> None:
    import shutil
    import warnings

    import torch

    from assistant.reading.network import Reader

    torch.set_num_threads(1)
    model = find_model(None)
    shutil.copyfile(model / "tokenizer.json", folder / "tokenizer.json")
    network = Reader(model).eval()
    with np.load(ADAPTER) as weights:
        network.take(dict(weights))
    ids = torch.randint(1000, 20_000, (2, 9))
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the exporter warns of its own age
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(folder / "reader.onnx"),
            input_names=["input_ids", "attention_mask"],
            output_names=["scores"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask", "scores")},
            opset_version=17,
            dynamo=False,
        )
        expected = network(ids, torch.ones_like(ids)).numpy()
    session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), providers=["CPUExecutionProvider"])
    (got,) = session.run(None, {"input_ids": ids.numpy(), "attention_mask": np.ones((2, 9), dtype=np.int64)})
    if expected.shape[1] != OUTPUTS or np.abs(expected - np.asarray(got)).max() > CLOSE_ENOUGH:
        raise EmbedderError("The exported reader differs from the network it was made from; nothing was replaced.")


def _opinion(scores: npt.NDArray[np.float32]) -> Opinion:
    """From raw scores, one row per window: means for what describes the message, maxima for signs of harm."""
    heads: dict[str, dict[str, float]] = {}
    at = 0
    worst = int(scores[:, -1].argmax())
    for head, values in HEADS.items():
        block = scores[:, at : at + len(values)].astype(np.float64)
        odds = np.exp(block - block.max(axis=1, keepdims=True))
        each = odds / odds.sum(axis=1, keepdims=True)
        chosen = each[worst] if head in {"harm", "other", "hold"} else each.mean(axis=0)
        if head == "danger":
            chosen = each[int(each[:, 1].argmax())]
        heads[head] = {value: round(float(p), 6) for value, p in zip(values, chosen, strict=True)}
        at += len(values)
    likely = 1 / (1 + np.exp(-scores.astype(np.float64)))
    categories = likely[:, at : at + len(CATEGORIES)].max(axis=0)
    named = {category: round(float(p), 6) for category, p in zip(CATEGORIES, categories, strict=True)}
    return Opinion(heads, named, round(float(likely[worst, -1]), 6))


