"""Finds the settled answer to a question: the one that its wordings were learned to speak for, if it is sure enough and the clauses agree.

A wrong direct answer is worse than none, so both have to hold together; only a question that is surely one of the wordings' needs no
clause to agree. The measures were chosen on 116 questions by three writers who had not seen the answers, each candidate labelled by hand:
66 are answered outright, 20 from the same matter, one from another, and three would mislead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.clauses import ClauseId
from ingest.ranking import Floats, score_answers

SURE = 0.3
"""How likely an answer must be meant. From 0.2 on two questions more of the 116 are answered outright, and three more wrongly."""
SURELY = 0.5
"""From here no clause has to agree."""
AGREES = 0.05
"""What it adds that the clauses found for the question are those that the answer rests on; a fifth less for each place further down."""
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A settled answer as the index knows it: its wordings, and the clauses that it rests on."""

    id: str
    wordings: tuple[str, ...]
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True)
class Answers:
    """The settled answers of a corpus, and what was learned from all their wordings of how a question speaks for each."""

    entries: tuple[Asked, ...]
    weights: Floats

    def scores(self, vector: Floats) -> Floats:
        """How surely each answer is meant by a question, from its unit vector: of all together 1."""
        return score_answers(vector, self.weights)

    def fitting(self, vector: Floats, found: Sequence[ClauseId], least: float = SURE) -> str:
        """The id of the settled answer to a question, empty where none fits.

        Args:
            vector: the question's unit vector.
            found: the clauses found for it, best first.
            least: how surely it must be meant, as ``SURE`` is measured.
        """
        if not self.entries:
            return ""
        scores = self.scores(vector)
        ranks = {id: 1.0 - place / _LOOKED_AT for place, id in enumerate(found[:_LOOKED_AT])}
        agreed = np.array([max((ranks.get(id, 0.0) for id in entry.clauses), default=0.0) for entry in self.entries], dtype=np.float32)
        best = int((scores + AGREES * agreed).argmax())
        fits = scores[best] >= least and (agreed[best] > 0 or scores[best] >= SURELY)
        return self.entries[best].id if fits else ""
