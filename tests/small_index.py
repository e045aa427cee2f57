"""A corpus of a few clauses and an encoder without a model, so that the index's tests take moments."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from corpus.clauses import Certainty, Clause, ClauseId, Corpus, Status

CLAUSES = {
    "K1": ("Parcels should be sent by a locked van.", ("can i post it", "is the bicycle courier fine", "which van do i book")),
    "K2": ("Only the addressee may open a parcel.", ("who opens the box", "may my neighbour unwrap it")),
    "K3": ("A lost parcel is reported the same day.", ("it never came", "parcel went missing yesterday")),
    "N1": ("National rules say that glass is wrapped twice.", ("how do i wrap a vase",)),
}


class WordEncoder:
    """Words hashed into a few dozen directions: texts that share words are near each other. Counts what it embeds."""

    def __init__(self, name: str = "words", dimensions: int = 48) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.embedded += texts
        rows = np.full((len(texts), self.dimensions), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimensions] += 1.0
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def make_corpus(**texts: str) -> Corpus:
    """The small corpus, with other words for the clauses named."""
    clauses = tuple(_clause(id, texts.get(id, text), questions) for id, (text, questions) in CLAUSES.items())
    digest = hashlib.sha256(repr(clauses).encode()).hexdigest()
    return Corpus((), clauses, (), (), (), (), "", digest)


def without(corpus: Corpus, id: str) -> Corpus:
    """The corpus with one clause fewer."""
    kept = tuple(clause for clause in corpus.clauses if clause.id != id)
    return replace(corpus, clauses=kept, hash=corpus.hash[::-1])


def _clause(id: str, text: str, questions: tuple[str, ...]) -> Clause:
    start = 0 if id.startswith("K") else None
    source = "derby" if id.startswith("K") else "post"
    return Clause(
        ClauseId(id),
        source,
        "1",
        f"Rule {id[1]}: parcels" if start == 0 else "Glass",
        text,
        "1",
        Status.LOCAL,
        Certainty.CONFIRMED,
        "https://example.org",
        start,
        start,
        questions,
    )
