"""The learned part of the reader as it serves: one ONNX graph on one thread, without torch, and the model of wording beside it.

``prepare_learned`` exports the encoder with its adapters once into a cache folder named by the hash of the learned weights and proves
the graph equal to the network; ``load_learned`` opens it. The graph gives the search's vectors as well, so ``SharedEncoder``
spares a process that reads from holding the encoder's weights twice.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.lexical import load_lexical
from assistant.reading.opinion import Opinion, Window, make_opinion
from corpus.errors import EmbedderError
from ingest.embed import MAX_TOKENS
from ingest.files import publish_folder, sha256_of, write_aside
from ingest.onnx_encoder import load_tokenizer
from ingest.onnx_runtime import open_session
from ingest.tuned import hash_of_additions, label_of_tuned

WEIGHTS = Path(__file__).resolve().parent / "weights"
TEMPERATURE = 2.0
"""Raw scores are divided by this: the networks are surer than they are right. Chosen on held-out training messages."""
WINDOW, STRIDE = 250, 180
"""Tokens read at once and how far the next window starts, so that nothing of a long message is lost."""
FORM = "2"
"""Raise it when the graph is made differently from the same weights."""


class LearnedReader:
    """Gives an opinion on texts; deterministic for one file of weights."""

    def __init__(self, folder: Path, hash: str) -> None:
        self.hash = hash
        self._lexical = load_lexical()
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", 100_000)
        with np.load(_adapters()[0]) as weights:
            self._directions = weights["heads.weight"].astype(np.float32)
        self._session = open_session(folder / "reader.onnx")

    @staticmethod
    def shares_vectors_with(encoder_name: str) -> bool:
        """Whether the vectors of an ``Opinion`` are those of the encoder with this name."""
        return encoder_name.startswith(f"{label_of_tuned()}/")

    def read(self, text: str) -> Opinion:
        """An opinion on one folded text; a long one is read in overlapping windows."""
        windows = tuple(self._run(*window) for window in self._windows(text))
        return make_opinion(windows, self._directions)

    def vector(self, text: str) -> npt.NDArray[np.float32]:
        """The search's unit vector of this text; what is beyond its limit is not read."""
        ids = self._tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8")).ids
        kept = ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]
        return np.asarray(self._session.run(["vector"], {"input_ids": np.array([kept], dtype=np.int64)})[0][0], dtype=np.float32)

    def _windows(self, text: str) -> Iterator[tuple[str, list[int], tuple[tuple[int, int], ...]]]:
        """Each window's own text, the tokens' ids, and where in the whole text each token stands."""
        encoded = self._tokenizer.encode(text)
        ids, spans = encoded.ids, tuple(encoded.offsets)
        if len(ids) <= WINDOW:
            yield text, ids, spans
            return
        inner = WINDOW - 2
        for start in range(1, max(2, len(ids) - 1 - inner + STRIDE), STRIDE):
            end = min(start + inner, len(ids) - 1)
            if start < end:
                part = text[spans[start][0] : spans[end - 1][1]]
                yield part, [ids[0], *ids[start:end], ids[-1]], (spans[0], *spans[start:end], spans[-1])

    def _run(self, text: str, ids: list[int], spans: tuple[tuple[int, int], ...]) -> Window:
        vector, scores, hidden = self._session.run(None, {"input_ids": np.array([ids], dtype=np.int64)})
        seen = np.asarray(scores, dtype=np.float64)[0].mean(axis=0) / TEMPERATURE + self._lexical.scores(text)
        return Window(spans, np.asarray(hidden, dtype=np.float32)[0], seen, np.asarray(vector, dtype=np.float32)[0])


class SharedEncoder:
    """Gives the vectors of the encoder with this name from the reader's own graph."""

    def __init__(self, reader: LearnedReader, name: str) -> None:
        self.name = name
        self.dimensions = int(reader.vector("").shape[0])
        self._reader = reader

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit row per text, in the order given."""
        return np.array([self._reader.vector(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)


def adapter_hash() -> str:
    """One SHA-256 over the learned weights in the repository and the form of the graph."""
    return hashlib.sha256("".join([FORM, hash_of_additions(), *map(sha256_of, _adapters())]).encode()).hexdigest()


def _adapters() -> list[Path]:
    return sorted(WEIGHTS.glob("adapter-*.npz"))


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
    from assistant.reading.export import export_reader

    with publish_folder(cache / f"reader-{adapter_hash()}") as folder:
        export_reader(folder)
        file = folder / "reader.onnx"
        write_aside(folder / "stamp", f"{file.stat().st_size} {sha256_of(file)}")
    return load_learned(cache)
