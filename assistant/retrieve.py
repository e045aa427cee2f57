"""Finds the clauses for a question, and says when nothing fits well."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.parts import Parts
from corpus.clauses import ClauseId

TOP = 5
WEAK = 0.20
"""Below this score the best clause is offered as near to the question, not as its answer: the lowest twentieth of open questions."""
CLOSE = 0.6
"""To answer a question about the procedure a clause must score at least this share of the best one's score."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Clauses found for the question, best first; ``weak`` when none fits well; ``fault`` when the search failed.

    ``close`` are those of them that fit nearly as well as the best.
    """

    clauses: tuple[ClauseId, ...] = ()
    close: tuple[ClauseId, ...] = ()
    weak: bool = False
    fault: str = ""


def retrieve(question: str, parts: Parts, vector: npt.NDArray[np.float32] | None = None) -> Evidence:
    """The best clauses for this question, or the reason there are none.

    ``vector`` is the question's, where reading it has made it already.
    """
    if parts.index is None or parts.encoder is None:
        return Evidence(weak=True, fault="The search is not available, so this answer rests on the rules' own clauses.")
    shared = parts.learned is not None and parts.learned.shares_vectors_with(parts.encoder.name)
    hits = parts.index.search(question, TOP, vector if vector is not None and shared else parts.encoder.encode([question])[0])
    close = tuple(hit.clause for hit in hits if hit.score >= CLOSE * hits[0].score)
    return Evidence(tuple(hit.clause for hit in hits), close, weak=not hits or hits[0].score < WEAK)
