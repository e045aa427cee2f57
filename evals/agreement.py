"""How far the two readers of the cases that were read twice agree: ``python -m evals.agreement``."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence

from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, OutcomeCase, load_cases
from evals.score import Figure


def agreement(cases: Sequence[OutcomeCase], of: Callable[[OutcomeCase], tuple[str, str]]) -> tuple[Figure, float]:
    """The share of cases that two readers label alike, and Cohen's kappa (1960), which allows for chance."""
    pairs = [of(case) for case in cases]
    alike = sum(first == second for first, second in pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[label] * seconds[label] for label in firsts) / max(len(pairs), 1) ** 2
    observed = alike / max(len(pairs), 1)
    return Figure("agreement", alike, len(pairs)), (observed - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def main() -> int:
    """Print agreement on outcome, urgency and escalation over all cases that were read twice."""
    try:
        cases = load_cases()
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    read_twice = [case for name in OUTCOME_SETS for case in cases.of(name) if case.second]
    for name in ("outcome", "urgency", "escalate"):
        figure, kappa = agreement(read_twice, lambda case, name=name: (str(getattr(case, name)), str(getattr(case.second, name))))  # type: ignore[misc]  # a lambda's default has no type
        low, high = figure.interval()
        print(f"{name:<10} {figure.hits} of {figure.total}  {figure.share:.1%} ({low:.1%} to {high:.1%}), kappa {kappa:.2f}")
    print(f"{len(cases.judgement)} cases are kept apart as a matter of judgement, with the other halves of their pairs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
