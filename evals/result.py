"""What is counted: a ``Figure`` is a share with its 95 % interval (Wilson, 1927), a ``Result`` a case beside what was answered to it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.case import OutcomeCase, RetrievalCase
from evals.generate import Output
from guardrails.verdict import Outcome

Z = 1.959964  # the 97.5th percentile of the normal distribution


@dataclass(frozen=True, slots=True)
class Figure:
    """``hits`` of ``total``, as a share with its interval."""

    name: str
    hits: int
    total: int
    note: str = ""
    """What has to be known beside the figure, printed with it: how far a model that judged can be trusted."""

    @property
    def share(self) -> float:
        """The share, 0 where there is nothing to count."""
        return self.hits / self.total if self.total else 0.0

    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval."""
        if not self.total:
            return (0.0, 1.0)
        n, p = self.total, self.share
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return (max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.name:<56} {self.hits:>4} of {self.total:<4} {self.share:6.1%}  ({low:.1%} to {high:.1%})  {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that is no share: a score between 0 and 1, a time, a grade; ``within`` is its 95 % interval, with cases enough."""

    name: str
    value: float
    unit: str = ""
    within: tuple[float, float] | None = None

    def __str__(self) -> str:
        told = f"{self.name:<56} {self.value:.3f} {self.unit}".rstrip()
        return f"{told}  ({self.within[0]:.3f} to {self.within[1]:.3f})" if self.within else told


@dataclass(frozen=True, slots=True)
class Found:
    """A question to the search, and the place of the first acceptable clause: 0 is the first, ``None`` none of those looked at."""

    case: RetrievalCase
    rank: int | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One split of one set, or whatever is counted together: the results and what was counted over them."""

    set: str
    split: str
    results: tuple["Result", ...]
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def name(self) -> str:
        """How the report calls it."""
        return f"{self.set}, {self.split}" if self.split else self.set


@dataclass(frozen=True, slots=True)
class Result:
    """One case with what was answered. ``output`` has the whole answer, for the figures that look into it."""

    case: OutcomeCase
    outcome: Outcome | None
    urgency: str
    escalate: bool
    exceptions: tuple[str, ...]
    output: Output | None = None

    @classmethod
    def of(cls, case: OutcomeCase, output: Output) -> "Result":
        """The case beside its output; one that could not be asked has no outcome and is wrong."""
        if output.error:
            return cls(case, None, "", False, (), output)
        said = output.answer
        return cls(case, Outcome(said["outcome"]), said["urgency"], said["escalate"], tuple(said["exceptions"]), output)

    @property
    def right(self) -> bool:
        """Whether the outcome is the labelled one or another that a fair reviewer accepts."""
        return self.outcome is self.case.outcome or self.outcome in self.case.also

    @property
    def missed_exception(self) -> bool:
        """Whether harm was there and the answer was another than to share without consent."""
        return self.case.outcome is Outcome.SHARE_WITHOUT_CONSENT and not self.right

    @property
    def answered(self) -> Mapping[str, Any]:
        """The contract's object; empty where there is none."""
        return self.output.answer if self.output else {}


def paired(cases: Iterable[OutcomeCase], outputs: Iterable[Output]) -> tuple[Result, ...]:
    """Every case that has an output beside it."""
    by_id = {output.case: output for output in outputs}
    return tuple(Result.of(case, by_id[case.id]) for case in cases if case.id in by_id)


def citations_of(result: Result) -> Sequence[Mapping[str, str]]:
    """What the answer quotes, in its order, in the contract's own shape."""
    cited: Sequence[Mapping[str, str]] = result.answered.get("citations", ())
    return cited


def cited_of_procedure(result: Result) -> tuple[str, ...]:
    """The clauses of the procedure that the answer quotes, in order. An id without a full stop or dash is one of the procedure's 29."""
    return tuple(cited["id"] for cited in citations_of(result) if cited["id"].isalnum())


def text_of(result: Result) -> str:
    """The whole answer as a person reads it."""
    return str(result.answered.get("answer", ""))


def own_words(result: Result) -> list[str]:
    """The answer's lines without quotations: what the product itself wrote."""
    return [line for line in text_of(result).splitlines() if line.strip() and not line.startswith(">")]


def says(text: str, wordings: Iterable[str]) -> bool:
    """Whether any of these wordings stands in the text, whatever its case, apostrophes and emphasis."""
    plain = _plain(text)
    return any(_plain(wording) in plain for wording in wordings)


def read_value(result: Result, fact: str) -> str | None:
    """The value that was read for a fact; ``None`` where it was not read."""
    facts = result.answered.get("facts", ())
    return next((str(each["value"]) for each in facts if each["id"] == fact), None)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").replace("*", "").split())
