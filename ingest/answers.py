"""Finds the settled answer to a question: the one that its wordings were learned to speak for, if it is sure enough and the clauses agree.

A wrong direct answer is worse than none, so all of that has to hold together; only a question that is surely one of the wordings' needs no
clause to agree. The measures were chosen on 233 questions by three writers who had not seen the answers, each candidate labelled by hand:
123 are answered outright (93 by likeness to the nearest wordings, which this took the place of), 40 from the same matter, two from
another, and five would mislead. Of 116 kept back 59 are answered outright (41), 17 from the same matter, three from another, and three
would mislead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from corpus.clauses import ClauseId
from ingest.ranking import Floats, score_owners, similarities_to

SURE = 0.3
"""How surely an answer must be meant: its score, and ``AHEAD`` of what it stands above the next that rests on other clauses."""
AHEAD = 0.5
"""How much standing above the next counts beside the score."""
SURELY = 0.6
"""The score from which no clause has to agree."""
SAME = 0.5
"""Two answers of whose clauses this share is common (Jaccard) say much the same: neither stands in the other's way."""
AGREES = 0.2
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
    """The settled answers of a corpus; the vectors of all their wordings in one order; and how much each wording speaks for each answer."""

    entries: tuple[Asked, ...]
    vectors: Floats
    weights: Floats

    def scores(self, vector: Floats) -> Floats:
        """How surely each answer is meant by a question, from its unit vector; one that is meant for sure scores about 1."""
        return score_owners(similarities_to(self.vectors, vector), self.weights)

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
        best, ahead = self._first(scores + AGREES * agreed)
        fits = scores[best] + AHEAD * ahead >= least and (agreed[best] > 0 or scores[best] >= SURELY)
        return self.entries[best].id if fits else ""

    def _first(self, scores: Floats) -> tuple[int, float]:
        """The place of the best answer, and by how much it stands above the next that rests on other clauses."""
        best = int(scores.argmax())
        others = scores[~self._alike[best]]
        return best, float(scores[best] - others.max(initial=0.0))

    @cached_property
    def _alike(self) -> npt.NDArray[np.bool_]:
        """Which answers, a row each, rest on much the same clauses as which."""
        named = sorted({id for entry in self.entries for id in entry.clauses})
        rests = np.array([[id in entry.clauses for id in named] for entry in self.entries], dtype=np.float32)
        shared, each = rests @ rests.T, rests.sum(axis=1)
        alike: npt.NDArray[np.bool_] = shared >= SAME * (each[:, None] + each[None, :] - shared)
        return alike
