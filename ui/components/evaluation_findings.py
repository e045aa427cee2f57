"""What is shown of a run: everything is counted by ``evals``, and only open cases that went wrong keep their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.parts import Parts
from evals import breakdown
from evals.breakdown import Covered, Row
from evals.case import OUTCOME_SETS, Cases, Split
from evals.gate import Change, changes, lacks_wording, load_thresholds, read_baseline
from evals.measure import APART, SPLITS, kinds_of_case
from evals.report import FAULTS, Level, failure, fault_of, levels_of, wrong_with
from evals.result import Figure, Measured, Result

ALL_OPEN = "All open cases"

Confusion = Mapping[str, Mapping[str, int]]
"""Labelled outcome, then answered outcome, then how often."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run found. Of sealed cases it holds figures alone."""

    made_on: date
    stamp: Mapping[str, Any]
    asked: Mapping[Split, Figure]
    """How many cases of each split were asked, of all there are."""
    levels: tuple[Level, ...]
    figures: tuple[Measured, ...]
    """Every set with its figures, without its cases."""
    has_baseline: bool
    lacks_wording: bool
    """Whether the baseline was kept without what tells changes of citations and wording."""
    changed: tuple[Change, ...]
    confusions: Mapping[str, Confusion]
    tags: tuple[Figure, ...]
    principles: tuple[Row, ...]
    sources: tuple[Row, ...]
    covered: tuple[Covered, ...]
    failures: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Under each heading what the open cases that went wrong open to."""

    @property
    def missed(self) -> tuple[Figure, ...]:
        """For each set with cases of harm how many were answered with anything but to share without consent."""
        return tuple(
            replace(figure, name=each.name)
            for each in self.figures
            for figure in each.figures
            if figure.name == "under sharing" and figure.total
        )


def findings_of(measured: Sequence[Measured], parts: Parts, cases: Cases, stamp: Mapping[str, Any], made_on: date) -> Findings:
    """Everything that is shown of what was measured.

    Args:
        measured: the sets that were asked, with their results.
        parts: for the clauses and the rules that cite them.
        cases: all that there are to ask.
        stamp: what it was answered with.
        made_on: the day of the run.
    """
    results = [result for each in measured for result in each.results]
    counted = [result for each in measured if each.set != APART for result in each.results]
    is_open = [result for result in counted if result.case.split == "open"]
    found = [one for each in measured for one in each.found]
    baseline = read_baseline()
    return Findings(
        made_on,
        stamp,
        {split: Figure(split, sum(result.case.split == split for result in results), number_of(cases, split)) for split in SPLITS},
        tuple(levels_of(measured, load_thresholds())),
        tuple(replace(each, results=(), found=()) for each in (*measured, *kinds_of_case(measured, SPLITS))),
        bool(baseline),
        lacks_wording(baseline),
        _gravest_first(changes(results, baseline)),
        {ALL_OPEN: breakdown.confusion(is_open), **{each.name: breakdown.confusion(each.results) for each in measured if each.results}},
        tuple(breakdown.by_tag(is_open)),
        tuple(breakdown.by_principle(counted, parts.corpus)),
        tuple(row for row in breakdown.by_source(counted, parts.corpus) if row.open.total or row.sealed.total),
        tuple(breakdown.coverage(counted, found, parts.corpus, parts.ruleset)),
        _failures([result for result in results if result.case.split == "open"]),
    )


def number_of(cases: Cases, split: Split) -> int:
    """How many cases with a labelled outcome a split has."""
    return sum(case.split == split for name in OUTCOME_SETS for case in cases.of(name))


def _gravest_first(changed: Iterable[Change]) -> tuple[Change, ...]:
    """Those that got worse, those that are as right or wrong as before, those that got better."""
    return tuple(sorted(changed, key=lambda change: (False, None, True).index(change.better)))


def _failures(results: Sequence[Result]) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    wrong = [(fault_of(result), failure(result)) for result in results if wrong_with(result)]
    return {fault: opened for fault in FAULTS if (opened := tuple(each for of, each in wrong if of == fault))}
