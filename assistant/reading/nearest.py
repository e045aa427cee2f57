"""The training messages nearest to what somebody typed: the reason that can be shown for what only the learned part saw.

Which messages, and what the network makes of them, is kept beside the weights, eight bits a number. Only short messages are kept,
because a reason has to be read.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.labelled import Example, label, load_examples
from assistant.reading.labels import HEADS
from assistant.reading.normalise import joined
from assistant.reading.roles import to_roles

VECTORS = Path(__file__).resolve().parent / "weights" / "nearest.npz"
MESSAGES = VECTORS.with_suffix(".jsonl")
LONGEST, MOST = 24, 2000
"""Words of a message that is shown as a reason, and how many messages are kept."""


@dataclass(frozen=True, slots=True)
class Near:
    """A training message, and how far it is: 0 is the same, 1 has nothing in common."""

    text: str
    distance: float


class NearestExamples:
    """Finds the nearest training message that carries a label."""

    def __init__(self, examples: tuple[Example, ...], vectors: npt.NDArray[np.float32]) -> None:
        self._examples = examples
        self._vectors = vectors
        self._carrying: dict[tuple[str, str], npt.NDArray[np.intp]] = {}

    def with_label(self, head: str, value: str, like: npt.NDArray[np.float32]) -> Near | None:
        """The nearest message with this value of a head, or in this category of harm for ``head`` "categories"."""
        wanted = self._carrying.get((head, value))
        if wanted is None:
            carrying = [place for place, example in enumerate(self._examples) if _carries(example, head, value)]
            wanted = self._carrying[head, value] = np.array(carrying, dtype=np.intp)
        if not len(wanted):
            return None
        closeness = np.einsum("pd,d->p", self._vectors[wanted], like)
        best = int(closeness.argmax())
        return Near(str(self._examples[wanted[best]]["text"]), round(float(1 - closeness[best]), 2))


@cache
def load_nearest() -> NearestExamples:
    """What was kept with the weights."""
    examples = tuple(json.loads(line) for line in MESSAGES.read_text("utf-8").splitlines())
    with np.load(VECTORS) as kept:
        rows = kept["vectors"].astype(np.float32)
    return NearestExamples(examples, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def keep_nearest(likeness: Callable[[list[str]], npt.NDArray[np.float32]]) -> None:
    """Write which short messages there are and what the network makes of them (``likeness``: unit rows for folded texts)."""
    short = [e for e in load_examples() if "text" in e and len(str(e["text"]).split()) <= LONGEST]
    kept = short[:: max(1, -(-len(short) // MOST))]
    texts = [to_roles([str(example["text"])]).turns[0] for example in kept]
    rows = likeness([joined([text]) for text in texts])
    np.savez_compressed(VECTORS, vectors=np.round(rows * 127 / np.abs(rows).max()).astype(np.int8))
    labels = [{key: example[key] for key in (*HEADS, "categories") if key in example} for example in kept]
    lines = [json.dumps({"text": text, **carried}, ensure_ascii=False) for text, carried in zip(texts, labels, strict=True)]
    MESSAGES.write_text("\n".join(lines) + "\n", "utf-8")


def _carries(example: Example, head: str, value: str) -> bool:
    return value in example.get("categories", ()) if head == "categories" else label(example, head) == value
