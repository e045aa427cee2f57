"""95 % intervals of what is no share: of a score over cases, by drawing them again; of a median, by the ranks between which it lies."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from evals.result import Z

SAMPLES, SEED = 1000, 20261123
"""How often the cases are drawn again, and the seed that makes every run draw them alike."""
FEWEST = 10
"""Cases below which an interval would say more than they do."""

Scores = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""How often each case stands in each sample in, one score a sample out."""


def of_samples(cases: int, scores: Scores) -> tuple[float, float] | None:
    """The middle 95 % of the scores of samples drawn with replacement (the percentile bootstrap; Efron, 1979)."""
    if cases < FEWEST:
        return None
    drawn = np.random.default_rng(SEED).multinomial(cases, np.full(cases, 1 / cases), SAMPLES)
    low, high = np.quantile(scores(drawn.astype(np.float64)), (0.025, 0.975))
    return float(low), float(high)


def between_ranks(ordered: Sequence[float], share: float) -> tuple[float, float] | None:
    """The interval of a quantile, whatever the numbers' distribution (Conover, 1999); ``None`` where they are too few to hold it.

    Args:
        ordered: the numbers, the least first.
        share: which quantile: 0.5 is the median.
    """
    middle, half = len(ordered) * share, Z * math.sqrt(len(ordered) * share * (1 - share))
    low, high = round(middle - half), round(middle + half) + 1
    return (ordered[low - 1], ordered[high - 1]) if low >= 1 and high <= len(ordered) else None
