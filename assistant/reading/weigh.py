"""Chooses the reading that hangs together: of the values that the learned part holds likely, the combination likeliest as a whole.

Every head alone may be right nine times in ten and the whole still be wrong. So the heads' probabilities are weighed together with
what the network makes of the message as a whole: whether anybody is harmed, and what would follow. The rules say what follows from a
combination; they are asked, and nothing here overrules them. What is returned are values for the closed heads, never an outcome.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from assistant.reading.labelled import Labels, harmed, labelled_sheet
from assistant.reading.labels import HEADS
from assistant.reading.opinion import Opinion
from guardrails.decide import decide_sheet
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

MARGIN = 2.5
"""Values of a head that are more than this much less likely than its best (natural logarithm) are not tried."""
MOST = 384
"""Combinations tried at most; with more, the least likely values are left out first."""
OUTCOME, URGENCY, HARMED = 1.0, 0.5, 0.5
"""How much the network's view of the whole counts beside its heads. Chosen on held-out training messages and open cases."""
TOWARDS_HARM, TOWARDS_DANGER = 2.6, 1.5
"""Added for a reading that protects: missing a sign of harm, or danger now, is worse than a false alarm."""
AGAINST_TURNING_AWAY = 0.3
"""Taken off a reading in which harm is there and the person is turned away all the same: it takes more to read a recipient so."""
AS_LIKELY_AS_NOT = 0.5
"""From this probability harm counts wherever the one to be told is unsafe: they stay refused, and the answer says whom to tell instead."""
SURE_ENOUGH = {("known", "yes"): 0.5, ("matter", "crime_only"): 0.4, ("matter", "safe_address"): 0.5, ("recipient", "unverified"): 0.15}
"""Values that must be this likely by themselves, or be said in words: else nobody is told that others have it already, of a crime, that
an address has reached whom they fled, or that nobody knows who asks."""
CASE = "case"
"""A message that shows harm is one, and no question: none of the 3,260 examples that are none shows any."""
TINY = 1e-6

Pointed = Mapping[tuple[str, str], float]
"""For a head's value, how much the words that patterns matched speak for it (natural logarithm)."""


class _Whole:
    """What the network makes of a message as a whole, as what it adds to a combination of values."""

    def __init__(self, opinion: Opinion) -> None:
        self._outcomes = {outcome: OUTCOME * _log(p) for outcome, p in opinion.outcomes.items()}
        self._urgencies = {urgency: URGENCY * _log(p) for urgency, p in opinion.urgencies.items()}
        self._harmed = HARMED * _log(opinion.harmed) + TOWARDS_HARM
        self._unharmed = HARMED * _log(1 - opinion.harmed)

        most_harmed = max(self._unharmed, self._harmed + TOWARDS_DANGER)
        self._most = max(self._outcomes.values()) + max(self._urgencies.values()) + most_harmed + TINY

    def best_of(self, combinations: Sequence[tuple[Labels, float]], ruleset: Ruleset, as_of: date) -> Labels:
        """The combination that weighs most, the first of several. Those that nothing could raise to the best are not asked about."""
        best, heaviest = combinations[0][0], -math.inf
        first = len(combinations)
        for place, (labels, sure) in sorted(enumerate(combinations), key=lambda each: -each[1][1]):
            if sure + self._most < heaviest:
                break
            weight = sure + self.weight(labels, ruleset, as_of)
            if weight > heaviest or (weight == heaviest and place < first):
                best, heaviest, first = labels, weight, place
        return best

    def weight(self, labels: Labels, ruleset: Ruleset, as_of: date) -> float:
        """How well what the rules make of these values goes with the whole."""
        verdict = decide_sheet(labelled_sheet(labels), ruleset, as_of)
        fits = self._outcomes[verdict.outcome] + self._urgencies[verdict.urgency]
        if not harmed(labels):
            return fits + self._unharmed
        turned_away = AGAINST_TURNING_AWAY if verdict.outcome is Outcome.DO_NOT_SHARE else 0.0
        return fits + self._harmed - turned_away + (TOWARDS_DANGER if labels["danger"] == "yes" else 0.0)


def likeliest(opinion: Opinion, pointed: Pointed, ruleset: Ruleset, as_of: date) -> Labels:
    """One value for every head. Who has been sent a safe address by mistake is nobody who asks: those hiding from them come first."""
    weights = {head: {value: _log(p) + pointed.get((head, value), 0.0) for value, p in opinion.heads[head].items()} for head in HEADS}
    unsure = {key for key, least in SURE_ENOUGH.items() if key not in pointed and opinion.heads[key[0]][key[1]] < least}
    weights = {head: {value: w for value, w in values.items() if (head, value) not in unsure} for head, values in weights.items()}
    whole, every = _Whole(opinion), list(_combinations(weights))
    combinations = [(one, sure) for one, sure in every if one["kind"] == CASE or not harmed(one)] or every
    labels = whole.best_of(combinations, ruleset, as_of)
    if labels["recipient"] == "unsafe" and opinion.harmed >= AS_LIKELY_AS_NOT:
        hurt = [(one, sure) for one, sure in combinations if one["recipient"] == "unsafe" and harmed(one)]
        labels = whole.best_of(hurt, ruleset, as_of) if hurt else labels
    if labels["matter"] == "safe_address" and labels["recipient"] == "unsafe":
        labels = {**labels, "recipient": "untold"}
    return {**labels, "doubt": max(weights["doubt"], key=lambda value: weights["doubt"][value])}


def _combinations(weights: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[Labels, float]]:
    """Every combination of the values near the best of their head with the sum of their weights; with too many, the nearest."""
    best = {head: max(values, key=values.__getitem__) for head, values in weights.items() if head != "doubt"}
    admitted = {head: [value] for head, value in best.items()}
    behind = ((weights[head][best[head]] - weight, head, value) for head in best for value, weight in weights[head].items())
    for short, head, value in sorted(behind):
        count = math.prod(map(len, admitted.values())) // len(admitted[head]) * (len(admitted[head]) + 1)
        if value != best[head] and short <= MARGIN and count <= MOST:
            admitted[head].append(value)
    weighed = [[(value, weights[head][value]) for value in values] for head, values in admitted.items()]
    heads = (*admitted, "doubt")
    for pairs in product(*weighed, [(HEADS["doubt"][0], 0.0)]):
        values, each = zip(*pairs, strict=True)
        yield dict(zip(heads, values, strict=True)), sum(each)


def _log(probability: float) -> float:
    return math.log(max(probability, TINY))
