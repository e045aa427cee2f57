"""The report: one HTML page that needs nothing beside itself, to look at, to read, to print and to keep.

Every open case that went wrong opens to what was asked, read, fired, quoted and answered. Sealed cases appear in figures alone.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.clauses import Corpus
from evals import breakdown
from evals.gate import Answered, Threshold, changes, lacks_wording, value_of
from evals.judge import Calibration
from evals.measure import APART, KINDS_OF_CASE
from evals.result import Figure, Measure, Measured, Result, citations_of, cited_of_procedure, read_value, says, text_of
from evals.score import KIND_FIGURES
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

TEMPLATES = Path(__file__).resolve().parent
FAULTS = ("Missed exceptions", "Another outcome than labelled", "The outcome is right, something else is not")
"""The headings of what went wrong, the gravest first."""


@dataclass(frozen=True, slots=True)
class Level:
    """A threshold beside the figure it holds."""

    threshold: Threshold
    figure: Figure | Measure | None

    @property
    def holds(self) -> bool:
        """Whether the level is kept."""
        return self.figure is not None and not self.threshold.broken_by(self.figure)

    @property
    def reached(self) -> bool:
        """Whether the aim is reached, which asks more than the level."""
        if self.figure is None:
            return False
        value = value_of(self.figure)
        return value <= self.threshold.aim if self.is_ceiling else value >= self.threshold.aim

    @property
    def is_ceiling(self) -> bool:
        """Whether the lower figure is the better one."""
        return self.threshold.at_most < 1

    @property
    def bound(self) -> float:
        """What the figure must keep to."""
        return self.threshold.at_most if self.is_ceiling else self.threshold.at_least


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All that a report tells of: what was measured and with what, and what it is held against."""

    measured: Sequence[Measured]
    corpus: Corpus
    ruleset: Ruleset
    stamp: Mapping[str, str]
    made_on: date
    thresholds: Sequence[Threshold] = ()
    baseline: Mapping[str, Answered] = field(default_factory=dict)
    judge: Calibration | None = None
    own: bool = False
    """Whether the questions are an evaluator's own."""


def render(evaluated: Evaluated) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    environment.filters["words"] = lambda name: str(name).replace("_", " ")
    environment.globals["axis"] = axis
    measured, corpus = evaluated.measured, evaluated.corpus
    counted = [result for each in measured if each.set != APART for result in each.results]
    shown = [result for each in measured for result in each.results if result.case.split == "open"]
    found = [one for each in measured for one in each.found]
    levels = [level for level in levels_of(measured, evaluated.thresholds) if isinstance(level.figure, Figure) and level.figure.total]
    wrong = [(fault_of(result), failure(result)) for result in shown if wrong_with(result)]
    return environment.get_template("report.html").render(
        e=evaluated,
        made_on=evaluated.made_on.isoformat(),
        headline=[(each.name, figure) for each in measured for figure in each.figures if figure.name == "under sharing" and figure.total],
        levels=list(levels_of(measured, evaluated.thresholds)),
        plotted=[
            ("The higher the better", [level for level in levels if not level.is_ceiling]),
            ("The lower the better", [level for level in levels if level.is_ceiling]),
        ],
        changed=list(changes([result for each in measured for result in each.results], evaluated.baseline)),
        lacks_wording=lacks_wording(evaluated.baseline),
        kinds=list(_kinds(measured)),
        outcomes=[str(outcome) for outcome in Outcome],
        confusions=[
            ("All open cases", breakdown.confusion(r for r in counted if r.case.split == "open")),
            *((each.name, breakdown.confusion(each.results)) for each in measured if each.results),
        ],
        tags=breakdown.by_tag(result for result in counted if result.case.split == "open"),
        principles=breakdown.by_principle(counted, corpus),
        sources=[row for row in breakdown.by_source(counted, corpus) if row.open.total or row.sealed.total],
        covered=breakdown.coverage(counted, found, corpus, evaluated.ruleset),
        stability=[(each.name, rows) for each in measured if (rows := breakdown.stability(each.results))],
        failures=[(fault, cases) for fault in FAULTS if (cases := [opened for of, opened in wrong if of == fault])],
    )  # fmt: skip


def levels_of(measured: Sequence[Measured], thresholds: Sequence[Threshold]) -> Iterator[Level]:
    """Every threshold with the figure of the open cases that it holds."""
    named: dict[tuple[str, str], Figure | Measure] = {}
    for each in measured:
        if each.split == "open":
            named |= {(each.set, figure.name): figure for figure in each.figures}
            named |= {(each.set, number.name): number for number in each.measures}
    for threshold in thresholds:
        yield Level(threshold, named.get((threshold.set, threshold.name)))


def axis(figures: Iterable[Figure], beside: Iterable[float] = ()) -> tuple[int, int]:
    """From where to where a plot of these shares goes, in whole tens of a hundred, so that every interval fits and little is empty."""
    ends = [end for figure in figures for end in figure.interval()] + list(beside)
    low, high = math.floor(min(ends, default=0) * 10) * 10, math.ceil(max(ends, default=1) * 10) * 10
    return max(0, low), min(100, max(high, low + 10))


def fault_of(result: Result) -> str:
    """Under which heading a case that went wrong stands."""
    return FAULTS[0] if result.missed_exception else FAULTS[1] if not result.right else FAULTS[2]


def wrong_with(result: Result) -> tuple[str, ...]:
    """What the answer lacks or has too much of, by the case's labels, as phrases; nothing where all is right."""
    case, text, cited = result.case, text_of(result), cited_of_procedure(result)
    apt = {*case.clauses, *case.acceptable_clauses}
    return (
        *(() if result.right else (f"labelled {case.outcome}, answered {result.outcome or 'nothing'}".replace("_", " "),)),
        *(f"does not say: {point.point}" for point in case.key_points if not says(text, point.any)),
        *(f"says “{never}”" for never in case.never if says(text, [never])),
        *(f"does not quote {id}" for id in case.clauses if id not in cited),
        *(f"quotes {id}, which is not apt" for id in cited if case.acceptable_clauses and id not in apt),
        *(
            f"{id} is {value}, read as {read_value(result, id) or 'untold'}".replace("_", " ")
            for id, value in case.facts.items()
            if read_value(result, id) != value
        ),
    )


def failure(result: Result) -> dict[str, Any]:
    """What a failing case opens to."""
    said = result.answered
    return {
        "id": result.case.id,
        "turns": result.case.turns,
        "wrong": wrong_with(result),
        "why": result.case.why,
        "error": result.output.error if result.output else "",
        "facts": said.get("facts", ()),
        "path": said.get("explanation", ()),
        "evidence": citations_of(result),
        "answer": said.get("answer", ""),
    }


def _kinds(measured: Iterable[Measured]) -> Iterator[tuple[str, list[Figure]]]:
    """For each split and each figure the kinds of case beside each other."""
    for each in measured:
        if each.set == KINDS_OF_CASE:
            for wanted in KIND_FIGURES:
                rows = [figure for figure in each.figures if figure.total and figure.name.endswith(f": {wanted}")]
                yield f"{wanted}, {each.split} cases", [replace(figure, name=figure.name.removesuffix(f": {wanted}")) for figure in rows]
