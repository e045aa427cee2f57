"""Which situation comes next, and how each clause and each outcome stands: spaced repetition over what was missed.

Every clause and every outcome has a Leitner box. A wrong answer puts all clauses of its situation, and its outcome, into the first
box, from which they return after two others; each right answer moves them a box up, where they rest longer. The same progress always
has the same next situation.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.practise.progress import Progress
from assistant.practise.situations import Practice, Situation

INTERVALS = (0, 3, 9, 27)
"""After how many answers what is in each box is due again; box 0 holds what was never asked."""
MISSED, TOP = 1, len(INTERVALS) - 1
_REST = 6
"""No situation comes back before so many others were asked."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one topic stands, a clause or an outcome: its box, how often it was asked and answered rightly, the last answer, and when
    it is due.
    """

    topic: str
    box: int = 0
    asked: int = 0
    right: int = 0
    last_right: bool = False
    due: int = 0

    def after(self, turn: int, right: bool) -> "Standing":
        """This standing after an answer."""
        box = min(max(self.box, MISSED) + 1, TOP) if right else MISSED
        return Standing(self.topic, box, self.asked + 1, self.right + right, right, turn + INTERVALS[box])


def coverage(practice: Practice, progress: Progress) -> tuple[Standing, ...]:
    """How every clause stands, in the order in which clauses are shown. Answers to situations that are gone count for nothing."""
    return _standings(practice.clauses, practice, progress)


def outcome_coverage(practice: Practice, progress: Progress) -> tuple[Standing, ...]:
    """How every outcome stands: whether a situation that has it was decided, and rightly."""
    return _standings(practice.outcomes, practice, progress)


def is_complete(practice: Practice, progress: Progress) -> bool:
    """Whether every clause and every outcome has been practised and was last answered rightly."""
    standings = (*coverage(practice, progress), *outcome_coverage(practice, progress))
    return all(standing.last_right for standing in standings)


def _standings(topics: Iterable[str], practice: Practice, progress: Progress) -> tuple[Standing, ...]:
    standing = {str(topic): Standing(str(topic)) for topic in topics}
    for turn, answer in enumerate(progress.answers, 1):
        situation = practice.by_id.get(answer.situation)
        for topic in situation.topics if situation else ():
            if topic in standing:
                standing[topic] = standing[topic].after(turn, answer.right)
    return tuple(standing.values())


def next_situation(practice: Practice, progress: Progress) -> Situation:
    """The situation to ask now: on the clause or outcome that needs it most, one that was asked least and not just now."""
    resting = {answer.situation for answer in progress.answers[-min(_REST, len(practice.situations) - 1) :]}
    rested = [situation for situation in practice.situations if situation.id not in resting] or list(practice.situations)
    for topic in _wanted(practice, progress):
        fitting = [situation for situation in rested if topic in situation.topics]
        if fitting:
            return min(fitting, key=_preference(practice, progress))
    return min(rested, key=_preference(practice, progress))


def _wanted(practice: Practice, progress: Progress) -> Iterator[str]:
    """The topics by need: missed and due, then never asked, then due, then whatever is due soonest; clauses before outcomes."""
    now = len(progress.answers) + 1
    clauses, outcomes = coverage(practice, progress), outcome_coverage(practice, progress)
    ordered = [*_by_due(clauses, progress.seed), *_by_due(outcomes, progress.seed)]
    yield from (one.topic for one in ordered if one.box == MISSED and one.due <= now)
    yield from (one.topic for one in ordered if one.box == 0)
    yield from (one.topic for one in ordered if one.box > MISSED and one.due <= now)
    yield from (one.topic for one in ordered if one.due > now)


def _by_due(standings: Iterable[Standing], seed: int) -> list[Standing]:
    return sorted(standings, key=lambda standing: (standing.due, _shuffled(seed, standing.topic)))


class _preference:
    """Orders situations that fit alike: least asked, then the outcome least met, then by the seed."""

    def __init__(self, practice: Practice, progress: Progress) -> None:
        self._seed = progress.seed
        self._asked: Mapping[str, int] = Counter(answer.situation for answer in progress.answers)
        known = (practice.by_id.get(answer.situation) for answer in progress.answers)
        self._met: Mapping[str, int] = Counter(situation.outcome for situation in known if situation)

    def __call__(self, situation: Situation) -> tuple[int, int, str]:
        return self._asked[situation.id], self._met[situation.outcome], _shuffled(self._seed, situation.id)


def _shuffled(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
