"""What the wording of a message speaks for by itself: one linear model over its words and runs of letters, beside the network.

The network reads what a message means and blurs how it is put; this reads how it is put and knows nothing of what it means. They err
apart, so their scores are added. Words, neighbouring words and runs of two to five letters are hashed into places, each weighed by how
rare it is in the examples; ``learn_lexical`` learns the weights from the same examples as the network.
"""

import hashlib
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.labels import HEADS, OUTPUTS
from assistant.reading.opinion import Floats, place_of

WEIGHTS = Path(__file__).resolve().parent / "weights" / "lexical.npz"
BITS = 16
"""The places are two to the power of this."""
LONGEST_RUN = 5
LEFT_OUT = {"danger", "doubt", "kind", "recipient"}
"""Heads that wording reads worse than the network: fewer would be found in danger, fewer of those who are unsafe, and fewer questions that
are not covered. Why there is doubt would be learned from too few messages."""
SHARE = 0.5
"""How much a score of this model counts beside one of the network. Chosen on held-out training messages; flat from 0.3 to 0.8."""

Places = npt.NDArray[np.intp]
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio in 64 bits, which spreads neighbouring numbers (Knuth, 1973)


class LexicalModel:
    """Scores texts; the same text always gets the same scores. The weights are for places that are weighed by their rarity already."""

    def __init__(self, weights: npt.NDArray[np.int8], scale: Floats, bias: Floats, rarity: Floats) -> None:
        self._weights = weights
        self._scale = scale
        self._bias = bias
        self._rarity = rarity
        self._outputs = outputs()

    def scores(self, text: str) -> Floats:
        """What to add to the network's ``OUTPUTS`` scores of a folded text, nothing for an empty one."""
        added = np.zeros(OUTPUTS)
        places = places_of(text)
        if len(places):
            summed = self._weights[places].sum(axis=0, dtype=np.int32) / np.linalg.norm(self._rarity[places])
            added[self._outputs] = SHARE * (summed * self._scale + self._bias)
        return added


def outputs() -> Places:
    """The places of the network's outputs that this model scores as well."""
    left_out = {place_of(head, value) for head in LEFT_OUT for value in HEADS[head]}
    return np.array([place for place in range(OUTPUTS) if place not in left_out], dtype=np.intp)


def places_of(text: str) -> Places:
    """The places of everything that a text is made of, each once, in order."""
    words = text.lower().encode("utf-8", "replace").decode("utf-8").split()
    if not words:
        return np.array([], dtype=np.intp)
    letters = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    near = [*words, *map(" ".join, zip(words, words[1:], strict=False)), *map(" _ ".join, zip(words, words[2:], strict=False))]
    kinds = [np.array([zlib.crc32(each.encode()) for each in near], dtype=np.uint64)]
    runs = letters
    with np.errstate(over="ignore"):
        for length in range(2, min(LONGEST_RUN, len(letters)) + 1):
            runs = (runs[: len(letters) - length + 1] * _SPREAD) ^ (letters[length - 1 :] + np.uint64(length))
            kinds.append(runs)
        hashed = np.concatenate(kinds) * _SPREAD >> np.uint64(64 - BITS)
    return np.unique(hashed).astype(np.intp)


@cache
def hash_of_lexical() -> str:
    """What was learned, as a hash."""
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()


@cache
def load_lexical() -> LexicalModel:
    """The model as it was learned."""
    with np.load(WEIGHTS) as kept:
        return LexicalModel(kept["weights"], *(kept[name].astype(np.float64) for name in ("scale", "bias", "rarity")))
