"""What the learned part makes of one text: probabilities, never decisions, and the run of the text that spoke for any of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.reading.labels import CATEGORIES, HEADS, OUTCOMES, URGENCIES

WORST = {"harm", "other", "hold", "matter"}
TOLD = {"recipient", "consent", "handling", "known", "pressed", "doubt"}
"""Of several windows, the most worried speaks for ``WORST``, the one least sure that nothing was said for ``TOLD``, all for the rest."""

Floats = npt.NDArray[np.float64]
Probabilities = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of tokens as it was read: where each stands in the text, its hidden states, the scores, and the search's vector."""

    spans: tuple[tuple[int, int], ...]
    hidden: npt.NDArray[np.float32]
    scores: Floats
    vector: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Probabilities for one text: per head and value, per category of harm, of significant harm to anybody, and of what follows.

    ``like`` is the unit vector of what the network made of the text, for finding the training messages nearest to it. ``vector`` is
    the search's; there is none for a text of several windows.
    """

    heads: Mapping[str, Probabilities]
    categories: Probabilities
    harmed: float
    outcomes: Probabilities
    urgencies: Probabilities
    like: npt.NDArray[np.float32]
    vector: npt.NDArray[np.float32] | None
    windows: tuple[Window, ...]
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


def make_opinion(windows: tuple[Window, ...], directions: npt.NDArray[np.float32]) -> Opinion:
    """The opinion on a text that was read in these windows."""
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
