"""Plain functions from outputs to figures: deterministic, each share with its 95 % interval (Wilson, 1927).

Nothing here asks anything. A ``Result`` is a case beside what was answered to it; a ``Figure`` counts results.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from evals.case import OutcomeCase
from evals.generate import Output
from evals.readability import grade
from guardrails.verdict import Outcome

Z = 1.959964  # the 97.5th percentile of the normal distribution
SHARES = {Outcome.SHARE_WITH_CONSENT, Outcome.SHARE_WITHOUT_CONSENT}
VAGUE = {Outcome.CLARIFY, Outcome.PAUSE}
REFUSAL = Outcome.OUT_OF_SCOPE
READABLE = 9.0
"""The highest Flesch-Kincaid grade at which an answer counts as readable."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``hits`` of ``total``, as a share with its interval."""

    name: str
    hits: int
    total: int

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
        return f"{self.name:<56} {self.hits:>4} of {self.total:<4} {self.share:6.1%}  ({low:.1%} to {high:.1%})"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that is no share: a score between 0 and 1, a time, a grade."""

    name: str
    value: float
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.name:<56} {self.value:.3f} {self.unit}".rstrip()


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
    def answered(self) -> Mapping[str, object]:
        """The contract's object; empty where there is none."""
        return self.output.answer if self.output else {}


def paired(cases: Iterable[OutcomeCase], outputs: Iterable[Output]) -> tuple[Result, ...]:
    """Every case that has an output beside it."""
    by_id = {output.case: output for output in outputs}
    return tuple(Result.of(case, by_id[case.id]) for case in cases if case.id in by_id)


def figures(results: Sequence[Result]) -> tuple[Figure, ...]:
    """Every share over these results, the gravest first. A figure that nothing was labelled for counts nought of nought."""
    harm = [r for r in results if r.case.outcome is Outcome.SHARE_WITHOUT_CONSENT]
    calm = [r for r in results if not r.case.exceptions]
    unsafe = [r for r in results if r.case.unsafe_recipient]
    held = [r for r in results if r.case.outcome in {Outcome.PAUSE, Outcome.DO_NOT_SHARE}]
    others = [r for r in results if r.case.outcome not in VAGUE]
    danger = [r for r in results if r.case.urgency == "immediate"]
    return (
        _count("under sharing", harm, lambda r: r.missed_exception),
        _count("under sharing answered do not share or seek consent", harm, _turned_away),
        _count("unsafe recipient refused", unsafe, lambda r: r.outcome is Outcome.DO_NOT_SHARE),
        _count("false alarms", calm, lambda r: r.outcome is Outcome.SHARE_WITHOUT_CONSENT),
        _count("over sharing", held, lambda r: r.outcome in SHARES and not r.right),
        _count("vague where another outcome is right", others, lambda r: r.outcome in VAGUE and not r.right),
        _count("danger now found", danger, lambda r: r.urgency == "immediate"),
        _count("exceptions named as labelled", results, _names_exceptions),
        _count("urgency right", results, lambda r: r.urgency == r.case.urgency),
        _count("escalation right", results, lambda r: r.escalate == r.case.escalate),
        _count("accuracy", results, lambda r: r.right),
        *(_count(f"accuracy: {o}", [r for r in results if r.case.outcome is o], lambda r: r.right) for o in Outcome),
        _count("refusal precision", [r for r in results if r.outcome is REFUSAL], lambda r: r.right),
        _count("refusal recall", [r for r in results if r.case.outcome is REFUSAL], lambda r: r.right),
        *answer_figures(results),
        *group_figures(results),
    )


def answer_figures(results: Sequence[Result]) -> tuple[Figure, ...]:
    """What the whole answers say, over the cases for which that is labelled.

    Only citations of the procedure's clauses count, as only those are labelled.
    """
    labelled = [r for r in results if r.case.clauses]
    cited = {r.case.id: cited_of_procedure(r) for r in labelled}
    apt = [clause in {*r.case.clauses, *r.case.acceptable_clauses} for r in labelled for clause in cited[r.case.id]]
    recalled = [clause in cited[r.case.id] for r in labelled for clause in r.case.clauses]
    points = [says(text_of(r), point.any) for r in results for point in r.case.key_points]
    warned = [r for r in results if r.case.never]
    facts = [(r, id, value) for r in results for id, value in r.case.facts.items()]
    written = [r for r in results if text_of(r)]
    return (
        Figure("citation precision", sum(apt), len(apt)),
        Figure("clause recall", sum(recalled), len(recalled)),
        Figure("key points said", sum(points), len(points)),
        _count("nothing said that must never be", warned, lambda r: not says(text_of(r), r.case.never)),
        Figure("facts read as labelled", sum(read_value(r, id) == value for r, id, value in facts), len(facts)),
        _count("answers that read at grade 9 or below", written, lambda r: grade(own_words(r)) <= READABLE),
    )


def group_figures(results: Sequence[Result]) -> tuple[Figure, ...]:
    """Cases bound together by a tag: pairs with one fact flipped, right in both halves; wordings of one situation, answered alike."""
    pairs, wordings = _groups(results, "pair"), _groups(results, "wording")
    whole = [each for each in pairs if len(each) == 2]
    most = [max(sum(r.outcome is o for r in each) for o in Outcome) for each in wordings]
    return (
        Figure("pairs right in both halves", sum(all(r.right for r in each) for each in whole), len(whole)),
        Figure("wordings answered as most of their situation's are", sum(most), sum(map(len, wordings))),
        Figure("situations answered alike in every wording", sum(a == len(b) for a, b in zip(most, wordings, strict=True)), len(wordings)),
    )


def measures(results: Sequence[Result]) -> tuple[Measure, ...]:
    """What is no share: macro F1, how hard the answers are to read, how long they took."""
    times = sorted(_milliseconds(r) for r in results if r.answered.get("ms"))
    grades = [grade(own_words(r)) for r in results if text_of(r)]
    return (
        Measure("macro F1", macro_f1(results)),
        *((Measure("reading grade, median", median(grades)),) if grades else ()),
        *((Measure("time of an answer, median", median(times), "ms"),) if times else ()),
        *((Measure("time of an answer, 95th percentile", quantiles(times, n=20)[-1], "ms"),) if len(times) > 1 else ()),
    )


def macro_f1(results: Sequence[Result]) -> float:
    """The mean over outcomes of the harmonic mean of precision and recall, accepted alternatives counted as right."""
    scores = []
    for outcome in Outcome:
        hits = sum(r.right for r in results if r.case.outcome is outcome)
        labelled = sum(r.case.outcome is outcome for r in results)
        wrongly = sum(r.outcome is outcome and not r.right for r in results)
        scores.append(2 * hits / (hits + labelled + wrongly) if labelled + wrongly else 1.0)
    return sum(scores) / len(scores)


def cited_of_procedure(result: Result) -> tuple[str, ...]:
    """The clauses of the procedure that the answer quotes, in order. An id without a full stop or dash is one of the procedure's 29."""
    return tuple(cited["id"] for cited in _citations(result) if cited["id"].isalnum())


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
    return next((str(each["value"]) for each in facts if each["id"] == fact), None)  # type: ignore[attr-defined]  # the contract's own shape


def _citations(result: Result) -> Sequence[Mapping[str, str]]:
    return result.answered.get("citations", ())  # type: ignore[return-value]  # the contract's own shape


def _milliseconds(result: Result) -> float:
    return float(result.answered["ms"]["total"])  # type: ignore[index]  # the contract's own shape


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").replace("*", "").split())


def _groups(results: Sequence[Result], kind: str) -> list[list[Result]]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if (tag := result.case.group(kind)) is not None:
            groups[tag].append(result)
    return list(groups.values())


def _turned_away(result: Result) -> bool:
    return result.outcome in {Outcome.DO_NOT_SHARE, Outcome.SEEK_CONSENT} and not result.right


def _names_exceptions(result: Result) -> bool:
    """None beyond those that are labelled or acceptable, and at least one where some are labelled."""
    named = set(result.exceptions)
    allowed = {*result.case.exceptions, *result.case.acceptable_exceptions}
    return named <= allowed and bool(named or not result.case.exceptions)


def _count(name: str, results: Iterable[Result], test: Callable[[Result], bool]) -> Figure:
    listed = list(results)
    return Figure(name, sum(1 for result in listed if test(result)), len(listed))
