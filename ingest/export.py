"""Turns a sentence-transformers folder into an ONNX file, once. Needs torch; nothing that serves imports this.

Only the shape that it can reproduce is taken on: one transformer, mean pooling, unit length. Whether the file really gives
the same vectors is proved by ``ingest.embed`` against sentence-transformers, not assumed here.
"""

import io
import json
import shutil
import warnings
from pathlib import Path
from typing import Any

from corpus.errors import EmbedderError

_OPSET = 17
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_MODULES = ("Transformer", "Pooling", "Normalize")


def export_to_onnx(model: Path, target: Path) -> None:
    """Writes ``model.onnx`` and ``tokenizer.json`` into ``target``; raises ``EmbedderError`` for another architecture."""
    _refuse_other_shapes(model)
    _export(model, target / "model.onnx")
    shutil.copyfile(model / "tokenizer.json", target / "tokenizer.json")


def _refuse_other_shapes(model: Path) -> None:
    try:
        modules = json.loads((model / "modules.json").read_text("utf-8"))
        kinds = tuple(module["type"].rsplit(".", 1)[-1] for module in modules)
        pooling = json.loads((model / modules[1]["path"] / "config.json").read_text("utf-8"))
    except (OSError, ValueError, LookupError) as error:
        raise EmbedderError(f"{model} is not laid out as a sentence-transformers model: {error}") from error
    if kinds != _MODULES:
        raise EmbedderError(f"its modules are {', '.join(kinds)}, not {', '.join(_MODULES)}")
    if not _is_mean_pooling(pooling):
        raise EmbedderError("it does not pool by the mean of its tokens")
    if not (model / "tokenizer.json").is_file():
        raise EmbedderError("it has no tokenizer.json")


def _is_mean_pooling(pooling: dict[str, object]) -> bool:
    named = pooling.get("pooling_mode")
    if named is not None:
        return named == "mean"
    chosen = [key for key, value in pooling.items() if key.startswith("pooling_mode_") and value is True]
    return chosen == ["pooling_mode_mean_tokens"]


def _export(model: Path, target: Path) -> None:
    import torch
    from transformers import AutoModel

    torch.set_num_threads(1)
    network = AutoModel.from_pretrained(model, attn_implementation="eager", local_files_only=True).eval()

    class States(torch.nn.Module):
        """The network's last hidden states and nothing else, with its inputs by position as the exporter wants them."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.network(input_ids=ids, attention_mask=mask, token_type_ids=types, return_dict=False)[0]
            return states

    buffer: Any = io.BytesIO()  # written by ourselves, so that a full disk is told apart from a network that cannot be exported
    ids = torch.ones((2, 7), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own age and of branches that the proof then covers
        torch.onnx.export(
            States(),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            buffer,
            input_names=list(_INPUTS),
            output_names=["states"],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*_INPUTS, "states")},
            opset_version=_OPSET,
            dynamo=False,
        )
    target.write_bytes(buffer.getvalue())
