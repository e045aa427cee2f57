"""The learned part of the reader as it serves: one ONNX graph on one thread, without torch.

``prepare_learned`` exports the encoder with its adapters once into a cache folder named by the hash of the learned weights and proves
the graph equal to the network; ``load_learned`` opens it. An ``Opinion`` holds probabilities, never decisions, and can point at the
run of the text that spoke for any of them.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.labels import CATEGORIES, HEADS, OUTCOMES, OUTPUTS, URGENCIES
from corpus.errors import EmbedderError
from ingest.files import publish_folder, sha256_of, write_aside
from ingest.model_files import PUBLISHED_SHA256, find_model
from ingest.onnx_encoder import load_tokenizer
from ingest.onnx_runtime import open_session

WEIGHTS = Path(__file__).resolve().parent / "weights"
TEMPERATURE = 2.0
"""Raw scores are divided by this: the networks are surer than they are right. Chosen on held-out training messages."""
WINDOW, STRIDE = 250, 180
"""Tokens read at once and how far the next window starts, so that nothing of a long message is lost."""
CLOSE_ENOUGH = 1e-3
FORM = "2"
"""Raise it when the graph is made differently from the same weights."""
WORST = {"harm", "other", "hold", "matter"}
TOLD = {"recipient", "consent", "handling", "known", "pressed", "doubt"}
"""Of several windows, the most worried speaks for ``WORST``, the one least sure that nothing was said for ``TOLD``, all for the rest."""

Floats = npt.NDArray[np.float64]
Probabilities = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of tokens as it was read: where each stands in the text, its hidden states, the scores, and the plain vector."""

    spans: tuple[tuple[int, int], ...]
    hidden: npt.NDArray[np.float32]
    scores: Floats
    vector: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Probabilities for one text: per head and value, per category of harm, of significant harm to anybody, and of what follows.

    ``like`` is the unit vector of what the network made of the text, for finding the training messages nearest to it. ``vector`` is
    the plain encoder's, for searching; there is none for a text of several windows.
    """

    heads: Mapping[str, Probabilities]
    categories: Probabilities
    harmed: float
    outcomes: Probabilities
    urgencies: Probabilities
    like: npt.NDArray[np.float32]
    vector: npt.NDArray[np.float32] | None
    windows: tuple[_Window, ...]
    directions: npt.NDArray[np.float32]

    def pointed_at(self, output: int, others: tuple[int, ...], runs: tuple[tuple[int, int], ...]) -> int:
        """Which of these runs of the text spoke most for one output against others: its place in ``runs``."""
        direction = self.directions[output] - (self.directions[list(others)].mean(axis=0) if others else 0.0)
        spoke = np.zeros(len(runs))
        for window in self.windows:
            shares = _contributions(window.hidden, direction)
            for (start, end), share in zip(window.spans, shares, strict=True):
                place = next((i for i, (low, high) in enumerate(runs) if low <= start < high and end > start), None)
                if place is not None:
                    spoke[place] += share
        return int(spoke.argmax())


class LearnedReader:
    """Gives an opinion on texts; deterministic for one file of weights."""

    def __init__(self, folder: Path, hash: str) -> None:
        self.hash = hash
        self._tokenizer = load_tokenizer(folder / "tokenizer.json", 100_000)
        with np.load(_adapters()[0]) as weights:
            self._directions = weights["heads.weight"].astype(np.float32)
        self._session = open_session(folder / "reader.onnx")

    @staticmethod
    def shares_vectors_with(encoder_name: str) -> bool:
        """Whether the plain vectors of an ``Opinion`` are those of the encoder with this name."""
        return f"@{PUBLISHED_SHA256[:12]}/" in encoder_name

    def read(self, text: str) -> Opinion:
        """An opinion on one folded text; a long one is read in overlapping windows."""
        windows = tuple(self._run(ids, spans) for ids, spans in self._windows(text))
        return _opinion(windows, self._directions)

    def _windows(self, text: str) -> Iterator[tuple[list[int], tuple[tuple[int, int], ...]]]:
        encoded = self._tokenizer.encode(text)
        ids, spans = encoded.ids, tuple(encoded.offsets)
        if len(ids) <= WINDOW:
            yield ids, spans
            return
        inner = WINDOW - 2
        for start in range(1, max(2, len(ids) - 1 - inner + STRIDE), STRIDE):
            end = min(start + inner, len(ids) - 1)
            if start < end:
                yield [ids[0], *ids[start:end], ids[-1]], (spans[0], *spans[start:end], spans[-1])

    def _run(self, ids: list[int], spans: tuple[tuple[int, int], ...]) -> _Window:
        vector, scores, hidden = self._session.run(None, {"input_ids": np.array([ids], dtype=np.int64)})
        mean = np.asarray(scores, dtype=np.float64)[0].mean(axis=0) / TEMPERATURE
        return _Window(spans, np.asarray(hidden, dtype=np.float32)[0], mean, np.asarray(vector, dtype=np.float32)[0])


def adapter_hash() -> str:
    """One SHA-256 over the learned weights in the repository and the form of the graph."""
    return hashlib.sha256("".join([FORM, *map(sha256_of, _adapters())]).encode()).hexdigest()


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
    with publish_folder(cache / f"reader-{adapter_hash()}") as folder:
        _export(folder)
        file = folder / "reader.onnx"
        write_aside(folder / "stamp", f"{file.stat().st_size} {sha256_of(file)}")
    return load_learned(cache)


def place_of(head: str, value: str) -> int:
    """Where a head's value stands among the network's outputs."""
    at = 0
    for name, values in HEADS.items():
        if name == head:
            return at + values.index(value)
        at += len(values)
    raise KeyError(head)


def place_of_category(category: str) -> int:
    """Where a category of harm stands among the network's outputs."""
    return sum(map(len, HEADS.values())) + list(CATEGORIES).index(category)


def _export(folder: Path) -> None:
    import shutil
    import warnings

    import torch

    from assistant.reading.network import Panel, load_readers

    torch.set_num_threads(1)
    model = find_model(None)
    shutil.copyfile(model / "tokenizer.json", folder / "tokenizer.json")
    readers = load_readers(model)
    ids = torch.randint(1000, 20_000, (1, 41))
    with torch.no_grad():
        expected = torch.cat([reader(ids, torch.ones_like(ids))[0] for reader in readers]).numpy()
    for reader in readers:
        reader.merge()
    panel = Panel(model, readers).eval()
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


def _opinion(windows: tuple[_Window, ...], directions: npt.NDArray[np.float32]) -> Opinion:
    scores = np.stack([window.scores for window in windows])
    heads: dict[str, Probabilities] = {}
    at = 0
    categories_at = sum(map(len, HEADS.values()))
    harmed_at = categories_at + len(CATEGORIES)
    worst = int(scores[:, harmed_at].argmax())
    for head, values in HEADS.items():
        heads[head] = _named(values, _chosen(head, _softmax(scores[:, at : at + len(values)]), worst))
        at += len(values)
    likely = 1 / (1 + np.exp(-scores[:, categories_at : harmed_at + 1]))
    after = harmed_at + 1
    outcomes = _softmax(scores[:, after : after + len(OUTCOMES)])[worst]
    urgencies = _softmax(scores[:, after + len(OUTCOMES) :])
    mean = windows[worst].hidden.mean(axis=0)
    return Opinion(
        heads,
        _named(tuple(CATEGORIES), likely[:, :-1].max(axis=0)),
        round(float(likely[worst, -1]), 6),
        _named(OUTCOMES, outcomes),
        _named(URGENCIES, urgencies[int(urgencies[:, -1].argmax())]),
        (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32),
        windows[0].vector if len(windows) == 1 else None,
        windows,
        directions,
    )


def _chosen(head: str, each: Floats, worst: int) -> Floats:
    if head == "danger":
        row: Floats = each[int(each[:, 1].argmax())]
    elif head in WORST:
        row = each[worst]
    elif head in TOLD:
        row = each[int(each[:, 0].argmin())]
    else:
        row = each.mean(axis=0)
    return row


def _softmax(block: Floats) -> Floats:
    odds = np.exp(block - block.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def _named(values: tuple[str, ...], probabilities: Floats) -> Probabilities:
    return {value: round(float(p), 6) for value, p in zip(values, probabilities, strict=True)}


def _contributions(hidden: npt.NDArray[np.float32], direction: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What each token added to the score along a direction: its part of the mean, and of the maximum where it is the maximum."""
    width = hidden.shape[1]
    shares = np.asarray(hidden @ direction[:width] / len(hidden), dtype=np.float32)
    np.add.at(shares, hidden.argmax(axis=0), hidden.max(axis=0) * direction[width:])
    return shares
