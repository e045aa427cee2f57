"""How far the two readers of the cases that were read twice agree: ``python -m evals.agreement``."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, load_cases
from evals.result import Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two readers label alike, and how often they would by chance alone, given how often each uses each label."""

    alike: Figure
    by_chance: float

    @property
    def kappa(self) -> float:
        """Cohen's kappa (1960): 1 for readers who always agree, 0 for those who do as often as chance would."""
        return self._beyond_chance(self.alike.share)

    def interval(self) -> tuple[float, float]:
        """The 95 % interval of kappa: that of the agreement (Wilson), with what chance gives held as it was observed."""
        low, high = self.alike.interval()
        return self._beyond_chance(low), self._beyond_chance(high)

    def _beyond_chance(self, share: float) -> float:
        return (share - self.by_chance) / (1 - self.by_chance) if self.by_chance < 1 else 1.0

    def __str__(self) -> str:
        low, high = self.interval()
        return f"kappa {self.kappa:.2f} ({low:.2f} to {high:.2f})"


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of two readers, from the labels that both gave to each thing."""
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[label] * seconds[label] for label in firsts) / max(len(pairs), 1) ** 2
    return Agreement(Figure("agreement", sum(first == second for first, second in pairs), len(pairs)), by_chance)


def main() -> int:
    """Print agreement on outcome, urgency and escalation over all cases that were read twice."""
    try:
        cases = load_cases()
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    read_twice = [(case, case.second) for name in OUTCOME_SETS for case in cases.of(name) if case.second]
    for name in ("outcome", "urgency", "escalate"):
        agreed = agreement([(str(getattr(first, name)), str(getattr(second, name))) for first, second in read_twice])
        low, high = agreed.alike.interval()
        print(f"{name:<10} {agreed.alike.hits} of {agreed.alike.total}  {agreed.alike.share:.1%} ({low:.1%} to {high:.1%}), {agreed}")
    print(f"{len(cases.judgement)} cases are kept apart as a matter of judgement, with the other halves of their pairs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
