"""The report: one HTML page that needs nothing beside itself, to read, to print and to keep.

Every failure of an open case opens to what was asked, read, fired and answered. Sealed cases appear in figures alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.clauses import Corpus
from evals.gate import Answered, Change, Threshold, changes, value_of
from evals.score import Figure, Measure, Result, cited_of_procedure
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

TEMPLATES = Path(__file__).resolve().parent
FEWEST = 5
"""A tag with fewer cases than this gets no row: its share would say nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One set's one split: the results and what was counted over them."""

    set: str
    split: str
    results: tuple[Result, ...]
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...] = ()

    @property
    def name(self) -> str:
        """How the report calls it."""
        return f"{self.set}, {self.split}"


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
        return value <= self.threshold.aim if self.threshold.at_most < 1 else value >= self.threshold.aim


@dataclass(frozen=True, slots=True)
class Covered:
    """What rests on one clause of the procedure."""

    id: str
    label: str
    rules: int
    cases: int
    quoted: int


def render(
    measured: Sequence[Measured],
    thresholds: Sequence[Threshold],
    baseline: Mapping[str, Answered],
    corpus: Corpus,
    ruleset: Ruleset,
    stamp: Mapping[str, str],
    made_on: date,
) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    results = [result for each in measured for result in each.results]
    shown = [result for result in results if result.case.split == "open"]
    return environment.get_template("report.html").render(
        made_on=made_on.isoformat(),
        stamp=stamp,
        headline=[(each.name, each.figures[0]) for each in measured if each.results and each.figures[0].total],
        levels=list(levels_of(measured, thresholds)),
        measured=measured,
        changed=sorted(changes(results, baseline), key=_gravest),
        has_baseline=bool(baseline),
        outcomes=[str(outcome) for outcome in Outcome],
        confusions=[(each.name, confusion(each.results)) for each in measured if each.results],
        tags=by_tag(shown),
        covered=coverage(results, corpus, ruleset),
        failures=[failure(result) for result in shown if not result.right],
    )


def levels_of(measured: Sequence[Measured], thresholds: Sequence[Threshold]) -> Iterator[Level]:
    """Every threshold with the figure of the open cases that it holds."""
    named: dict[tuple[str, str], Figure | Measure] = {}
    for each in measured:
        if each.split == "open":
            named |= {(each.set, figure.name): figure for figure in each.figures}
            named |= {(each.set, number.name): number for number in each.measures}
    for threshold in thresholds:
        yield Level(threshold, named.get((threshold.set, threshold.name)))


def confusion(results: Sequence[Result]) -> dict[str, Counter[str]]:
    """How often each labelled outcome was answered with each; an accepted alternative counts as the labelled one."""
    table: dict[str, Counter[str]] = {str(outcome): Counter() for outcome in Outcome}
    for result in results:
        said = result.case.outcome if result.right else result.outcome
        table[str(result.case.outcome)][str(said or "error")] += 1
    return table


def by_tag(results: Sequence[Result]) -> list[tuple[str, Figure]]:
    """Accuracy for every tag with enough cases, the worst first."""
    held: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for tag in result.case.tags:
            if not tag.startswith(("pair-", "wording-")):
                held[tag].append(result)
    rows = [(tag, Figure(tag, sum(r.right for r in each), len(each))) for tag, each in held.items() if len(each) >= FEWEST]
    return sorted(rows, key=lambda row: (row[1].share, row[0]))


def coverage(results: Sequence[Result], corpus: Corpus, ruleset: Ruleset) -> list[Covered]:
    """For every clause of the procedure, in its order: the rules that cite it, the cases that ask for it, the answers that quote it."""
    cited = Counter(clause for rule in ruleset.rules for clause in rule.cites)
    asked = Counter(clause for result in results for clause in result.case.clauses)
    quoted = Counter(clause for result in results for clause in set(cited_of_procedure(result)))
    return [Covered(c.id, c.label, cited[c.id], asked[c.id], quoted[c.id]) for c in corpus.procedure()]


def failure(result: Result) -> dict[str, Any]:
    """What a failing case opens to."""
    said = result.answered
    return {
        "id": result.case.id,
        "turns": result.case.turns,
        "labelled": str(result.case.outcome),
        "answered": str(result.outcome or result.output.error if result.output else ""),
        "missed": result.missed_exception,
        "why": result.case.why,
        "facts": said.get("facts", ()),
        "path": said.get("explanation", ()),
        "answer": said.get("answer", ""),
    }


def _gravest(change: Change) -> tuple[int, str]:
    return ({False: 0, None: 1, True: 2}[change.better], change.case)
