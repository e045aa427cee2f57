"""``python -m evals``: asks every case, prints every figure, writes the report, and fails when an open case's threshold does.

Sealed cases are measured and reported; no threshold looks at them, so nobody can tune to them. What was answered is kept in
``evals/results/`` and scored again without asking while nothing that it depends on has changed; a run that was stopped goes on.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

from assistant.parts import open_parts
from assistant.settings import Settings
from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, load_cases
from evals.gate import BASELINE, breaches, changes, keep_baseline, load_thresholds, read_baseline
from evals.generate import stamp_of
from evals.measure import OTHER_SETS, REPORT, SPLITS, measured_sets
from evals.report import Measured, render
from evals.score import Result


def main(arguments: list[str] | None = None) -> int:
    """Measure; status 1 when a threshold fails, 2 when nothing could be measured."""
    options = _options().parse_args(arguments)
    try:
        parts = open_parts(Settings.from_environ(os.environ))
        if parts.faults:
            print("\n".join(parts.faults), file=sys.stderr)
            return 2
        cases = load_cases()
        thresholds = load_thresholds()
        baseline = read_baseline()
        measured = list(measured_sets(cases, parts, options.set or (*OUTCOME_SETS, *OTHER_SETS), options.split or SPLITS))
    except ProductError as error:
        print(error, file=sys.stderr)
        return 2
    for each in measured:
        _print(each, sys.stdout)
    results = [result for each in measured for result in each.results]
    if options.failures:
        _print_failures(results)
    whole = not options.set and not options.split
    if whole or options.report:
        page = options.report or REPORT
        page.write_text(
            render(measured, thresholds, baseline, parts.corpus, parts.ruleset, stamp_of(parts), date.today()), encoding="utf-8"
        )
        print(f"The report is in {page}", file=sys.stderr)
    for change in changes(results, baseline):
        print(f"changed {change.case}: {change.before[0]}, {change.before[1]} is now {change.now[0]}, {change.now[1]}", file=sys.stderr)
    if options.keep_baseline:
        keep_baseline(results, BASELINE)
    broken = [line for each in measured if each.split == "open" for line in breaches(each.set, (*each.figures, *each.measures), thresholds)]
    for line in broken:
        print(f"FAILED {line}", file=sys.stderr)
    return 1 if broken else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--set", action="append", choices=(*OUTCOME_SETS, *OTHER_SETS), help="only this set; may be repeated")
    parser.add_argument("--split", action="append", choices=SPLITS, help="only this split")
    parser.add_argument("--failures", action="store_true", help="list every open case that was answered otherwise")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the HTML report here; a whole run writes results/report.html")
    parser.add_argument("--keep-baseline", action="store_true", help="keep what is answered now as what later runs are compared with")
    return parser


def _print(measured: Measured, out: TextIO) -> None:
    print(f"\n{measured.name}" + (f": {len(measured.results)} cases" if measured.results else ""), file=out)
    for line in (*(figure for figure in measured.figures if figure.total), *measured.measures):
        print(line, file=out)


def _print_failures(results: Iterable[Result]) -> None:
    for result in results:
        if result.case.split == "open" and not result.right:
            print(f"{result.case.id}: {result.case.outcome} answered {result.outcome}: {' // '.join(result.case.turns)[:160]}")


if __name__ == "__main__":
    sys.exit(main())
