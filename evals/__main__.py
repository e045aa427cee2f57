"""``python -m evals``: measures outcomes and retrieval, prints every figure, and fails when a threshold of the open cases does.

Sealed cases are measured and reported with ``--split sealed``; no threshold looks at them, so nobody can tune to them.
"""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

import yaml

from assistant.conversation import Conversation
from assistant.parts import Parts, open_parts
from assistant.pipeline import answer
from assistant.settings import Settings
from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, Cases, OutcomeCase, load_cases
from evals.score import Figure, Result, figures, group_figures, macro_f1

FOLDER = Path(__file__).resolve().parent
AS_OF = date(2026, 11, 23)


def main(arguments: list[str] | None = None) -> int:
    """Measure one split; status 1 when a threshold fails."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("--split", choices=["open", "sealed"], default="open")
    parser.add_argument("--set", choices=OUTCOME_SETS, default="outcomes", help="which cases; the gate holds only “outcomes”")
    parser.add_argument("--failures", action="store_true", help="list every case that was answered otherwise")
    options = parser.parse_args(arguments)
    try:
        parts = open_parts(Settings.from_environ(os.environ))
        if parts.faults:
            print("\n".join(parts.faults), file=sys.stderr)
            return 1
        cases = load_cases()
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    results = run_outcomes(cases.of(options.set), parts, options.split)
    measured = (*figures(results), *group_figures(results))
    gated = options.set == "outcomes"
    if gated:
        measured = (*measured, *retrieval_figures(cases, parts, options.split))
    for figure in measured:
        low, high = figure.interval()
        print(f"{figure.name:<52} {figure.hits:>4} of {figure.total:<4} {figure.share:6.1%}  ({low:.1%} to {high:.1%})")
    print(f"{'macro F1':<52} {macro_f1(results):.3f}")
    _keep(f"{options.set}-{options.split}", results, measured)
    if options.failures:
        for result in results:
            if not result.right:
                print(f"{result.case.id}: {result.case.outcome} answered {result.outcome}: {' // '.join(result.case.turns)[:160]}")
    return _gate(measured) if gated and options.split == "open" else 0


def run_outcomes(cases: tuple[OutcomeCase, ...], parts: Parts, split: str) -> tuple[Result, ...]:
    """Answer every case of a split."""
    results = []
    for case in cases:
        if case.split == split:
            reached = answer(Conversation(case.turns, AS_OF), parts)
            exceptions = reached.verdict.exceptions if reached.verdict else ()
            results.append(Result(case, reached.reply.outcome, reached.reply.urgency, reached.reply.escalate, exceptions))
    return tuple(results)


def retrieval_figures(cases: Cases, parts: Parts, split: str) -> tuple[Figure, ...]:
    """Whether a right clause of the procedure comes first, and in the first five, by style of question."""
    if parts.index is None or parts.encoder is None:
        return ()
    found: dict[str, list[int]] = {"plain": [], "term": []}
    for case in cases.retrieval:
        if case.split == split:
            hits = parts.index.search(case.question, 5, parts.encoder.encode([case.question])[0], procedure_only=True)
            ranks = [rank for rank, hit in enumerate(hits) if hit.clause in case.clauses]
            found[case.style].append(ranks[0] if ranks else 99)
    return tuple(
        Figure(f"retrieval: right clause {where}, {style}", sum(rank < depth for rank in ranks), len(ranks))
        for style, ranks in found.items()
        for where, depth in (("first", 1), ("in the first five", 5))
    )


def _gate(measured: tuple[Figure, ...]) -> int:
    by_name = {figure.name: figure for figure in measured}
    failed = False
    for threshold in yaml.load((FOLDER / "thresholds.yaml").read_bytes(), Loader=yaml.CSafeLoader):
        figure = by_name[threshold["name"]]
        low, high = threshold.get("at_least", 0.0), threshold.get("at_most", 1.0)
        if not low <= figure.share <= high:
            failed = True
            print(f"FAILED {figure.name}: {figure.share:.1%} is not between {low:.1%} and {high:.1%}", file=sys.stderr)
    return 1 if failed else 0


def _keep(name: str, results: tuple[Result, ...], measured: tuple[Figure, ...]) -> None:
    folder = FOLDER / "results"
    folder.mkdir(exist_ok=True)
    kept = {
        "figures": {figure.name: [figure.hits, figure.total] for figure in measured},
        "cases": {result.case.id: str(result.outcome) for result in results},
    }
    (folder / f"{name}.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
