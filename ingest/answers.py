"""Finds the settled answer to a question: the one whose wordings come nearest, if it stands clear of the next and the clauses agree.

A wrong direct answer is worse than none, so all of that has to hold together; only a question that is nearly one of the wordings needs no
clause to agree. The measures were chosen on questions whose candidates were labelled by hand: of 166 that are nobody's wording and do not
ask for a list, 106 get a settled answer. 83 of these answer outright, 14 speak of the same matter, one is wrong, eight were not labelled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from corpus.clauses import ClauseId
from ingest.ranking import Floats

FITS = 0.66
"""Likeness of the question to an answer's wordings from which the answer may be given."""
CLEAR = 0.05
"""By so much it stands above the next that rests on other clauses."""
NEARLY, CLEARLY = 0.8, 0.08
"""The likeness, and by how much it stands above the next, from which no clause has to agree."""
BESIDE = 0.03
"""By no more than this may another answer's wordings come nearer than those of the one that the clauses speak for."""
SAME = 0.5
"""Two answers of whose clauses this share is common (Jaccard) say much the same: neither stands in the other's way."""
AGREES = 0.3
"""What it adds that the clauses found for the question are those that the answer rests on; a fifth less for each place further down."""
_NEAREST, _NEXT_FEW, _FEW = 0.6, 0.4, 3
"""How the nearest wording weighs against the mean of the nearest three."""
_LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A settled answer as the index knows it: its wordings, and the clauses that it rests on."""

    id: str
    wordings: tuple[str, ...]
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True)
class Answers:
    """The settled answers of a corpus, and the vectors of all their wordings in one order."""

    entries: tuple[Asked, ...]
    vectors: Floats

    def fitting(self, vector: Floats, found: Sequence[ClauseId]) -> str:
        """The id of the settled answer to a question, empty where none fits.

        Args:
            vector: the question's unit vector.
            found: the clauses found for it, best first.
        """
        if not self.entries:
            return ""
        likeness = self._likeness(vector)
        nearly, ahead = self._first(likeness)
        if likeness[nearly] >= NEARLY and ahead >= CLEARLY:
            return self.entries[nearly].id
        ranks = {id: 1.0 - place / _LOOKED_AT for place, id in enumerate(found[:_LOOKED_AT])}
        agreed = np.array([max((ranks.get(id, 0.0) for id in entry.clauses), default=0.0) for entry in self.entries], dtype=np.float32)
        best, ahead = self._first(likeness + AGREES * agreed)
        fits = likeness[best] >= max(FITS, likeness[nearly] - BESIDE) and agreed[best] > 0
        return self.entries[best].id if fits and ahead >= CLEAR else ""

    def _first(self, scores: Floats) -> tuple[int, float]:
        """The place of the best answer, and by how much it stands above the next that rests on other clauses."""
        best = int(scores.argmax())
        ours = set(self.entries[best].clauses)
        shared = np.array([len(ours & theirs) / len(ours | theirs) for theirs in (set(entry.clauses) for entry in self.entries)])
        return best, float(scores[best] - scores[shared < SAME].max(initial=-1.0))

    def _likeness(self, vector: Floats) -> Floats:
        """How near the question comes to each answer."""
        similarities = self.vectors @ vector
        likeness = np.zeros(len(self.entries), dtype=np.float32)
        for place, (start, end) in enumerate(self._spans):
            nearest = np.sort(similarities[start:end])[::-1]
            likeness[place] = _NEAREST * nearest[0] + _NEXT_FEW * nearest[:_FEW].mean()
        return likeness

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """Where the wordings of each answer stand among the vectors."""
        ends: npt.NDArray[np.intp] = np.cumsum([len(entry.wordings) for entry in self.entries])
        return list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
