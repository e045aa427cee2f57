"""``python -m evals``: asks every case, prints every figure, writes the report, and fails when an open case's threshold does.

Sealed cases are measured and reported; no threshold looks at them, so nobody can tune to them. What was answered is kept in
``evals/results/`` and scored again without asking while nothing that it depends on has changed; a run that was stopped goes on. With a
language model set, its words count as the person sees them.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

from assistant.parts import Parts, open_parts
from assistant.settings import Settings
from corpus.errors import InputError, ProductError
from evals.case import OUTCOME_SETS, Split, load_cases
from evals.gate import BASELINE, breaches, changes, keep_baseline, load_thresholds, read_baseline, told
from evals.generate import stamp_of
from evals.judge import Calibration, Judge, calibrate, judge_stamp, judged, load_judge, load_judge_pairs, nearest_by
from evals.measure import OTHER_SETS, REPORT, SPLITS, kinds_of_case, measured_again, measured_sets
from evals.report import Evaluated, render
from evals.result import Figure, Measure, Measured, Result
from ingest.clauses import load_corpus


def main(arguments: list[str] | None = None) -> int:
    """Measure; status 1 when a threshold fails, 2 when nothing could be measured."""
    parser = _parser()
    options = parser.parse_args(arguments)
    whole = not options.set and not options.split
    if options.keep_baseline and not whole:
        parser.error("--keep-baseline needs a whole run: a baseline of some sets would no longer see the others")
    if options.again:
        return _again(options.again, options.set or OUTCOME_SETS, options.split or SPLITS)
    try:
        settings = Settings.from_environ(os.environ)
        parts = open_parts(settings)
        if parts.faults:
            raise InputError("\n".join(parts.faults))
        if options.keep_baseline and parts.model:
            raise InputError("A baseline is kept without a language model, as the gate is run. Unset CAN_I_SHARE_MODEL.")
        thresholds, baseline = load_thresholds(), read_baseline()
        judge = load_judge(options.judge, settings) if options.judge else None
        calibration = calibrate(judge, load_judge_pairs()) if judge else None
        measured = _measured(parts, options.set or (*OUTCOME_SETS, *OTHER_SETS), options.split or SPLITS, judge, calibration)
    except ProductError as error:
        print(error, file=sys.stderr)
        return 2
    if calibration:
        print(calibration)
    for each in measured:
        _print(each, sys.stdout)
    results = [result for each in measured for result in each.results]
    if options.failures:
        _print_failures(results)
    if whole or options.report:
        page = options.report or REPORT
        stamp = {**stamp_of(parts), **(judge_stamp(judge) if judge else {})}
        evaluated = Evaluated(measured, parts.corpus, parts.ruleset, stamp, date.today(), thresholds, baseline, calibration)
        page.write_text(render(evaluated), encoding="utf-8")
        print(f"The report is in {page}", file=sys.stderr)
    for line in told(list(changes(results, baseline)), baseline):
        print(line, file=sys.stderr)
    if options.keep_baseline:
        keep_baseline(results, BASELINE)
    held: dict[str, tuple[Figure | Measure, ...]] = {each.set: (*each.figures, *each.measures) for each in measured if each.split == "open"}
    sets = {threshold.set for threshold in thresholds} if whole else held.keys()
    broken = [line for name in sorted(sets) for line in breaches(name, held.get(name, ()), thresholds)]
    for line in broken:
        print(f"FAILED {line}", file=sys.stderr)
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--set", action="append", choices=(*OUTCOME_SETS, *OTHER_SETS), help="only this set; may be repeated")
    parser.add_argument("--split", action="append", choices=SPLITS, help="only this split")
    parser.add_argument("--failures", action="store_true", help="list every open case that was answered otherwise")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the HTML report here; a whole run writes results/report.html")
    parser.add_argument("--keep-baseline", action="store_true", help="keep what is answered now as what later runs are compared with")
    parser.add_argument("--again", metavar="HASH", help="score again what was set aside as results/outputs-….HASH.jsonl, without asking")
    parser.add_argument("--judge", metavar="PROVIDER:MODEL", help="let this model judge whether key points are made in other words")
    return parser


def _again(of: str, sets: Iterable[str], splits: Iterable[str]) -> int:
    """Print the figures of what was set aside; held to nothing, because it was answered by other parts than today's."""
    try:
        measured = list(measured_again(load_cases(), load_corpus(), tuple(sets), tuple(splits), of))
    except ProductError as error:
        print(error, file=sys.stderr)
        return 2
    for each in measured:
        _print(each, sys.stdout)
    if not measured:
        print(f"Nothing is set aside under {of} in evals/results.", file=sys.stderr)
    return 0 if measured else 2


def _measured(
    parts: Parts, sets: Iterable[str], splits: Iterable[Split], judge: Judge | None, calibration: Calibration | None
) -> list[Measured]:
    measured = list(measured_sets(load_cases(), parts, tuple(sets), tuple(splits)))
    if judge and calibration and parts.encoder:
        measured = list(judged(measured, judge, calibration, nearest_by(parts.encoder)))
    return [*measured, *kinds_of_case(measured, tuple(splits))]


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
