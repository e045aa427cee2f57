"""The encoder that serves: an exported ONNX file, run on one thread without torch or sentence-transformers.

Texts are run in batches of equal length, so nothing is padded and a text's vector does not depend on its company:
the same text gives the same bytes alone, in a batch, and in a build that re-embeds only what changed. Several batches run at once,
each on a thread of its own, so that a build uses all cores.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from ingest.onnx_runtime import open_session

_BATCH = 32
_SMALLEST_NORM = 1e-12  # what sentence-transformers divides by at least, so that an all-zero mean stays finite


class OnnxEncoder:
    """Mean-pooled, unit-length sentence vectors; anything beyond ``max_tokens`` of a text is not read."""

    def __init__(self, name: str, folder: Path, dimensions: int, max_tokens: int) -> None:
        self.name = name
        self.dimensions = dimensions
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", max_tokens)
        self._session = open_session(folder / "model.onnx")
        self._inputs = {declared.name for declared in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit row per text, in the order given."""
        tokens = [self._tokenizer.encode(_readable(text)).ids for text in texts]
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        batches = [(batch, np.array([tokens[index] for index in batch], dtype=np.int64)) for batch in _of_equal_length(tokens)]
        if len(batches) == 1:
            return self._run(batches[0][1])
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for (batch, _), vectors in zip(batches, pool.map(self._run, (ids for _, ids in batches)), strict=True):
                rows[batch] = vectors
        return rows

    def _run(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        (states,) = self._session.run(None, {key: given[key] for key in given if key in self._inputs})
        means = np.asarray(states, dtype=np.float32).mean(axis=1)
        norms = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _SMALLEST_NORM)
        unit: npt.NDArray[np.float32] = (means / norms).astype(np.float32)
        return unit


def load_tokenizer(file: Path, max_tokens: int) -> Tokenizer:
    """The model's own tokenizer, cutting at ``max_tokens`` and never padding."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _readable(text: str) -> str:
    """The text with stray halves of characters, which the tokenizer refuses, turned into question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _of_equal_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
    for _, group in groupby(order, key=lambda index: len(tokens[index])):
        same = list(group)
        for start in range(0, len(same), _BATCH):
            yield same[start : start + _BATCH]
