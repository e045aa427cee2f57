"""How many names and patterned identifiers become roles, and what else is touched: ``python -m evals.identifiers``."""

import argparse
import sys
from collections.abc import Sequence

from assistant.reading.roles import to_roles
from corpus.errors import ProductError
from evals.case import IdentifierCase, load_cases
from evals.result import Figure


def identifier_figures(cases: Sequence[IdentifierCase]) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Names and identifiers replaced, terms touched; and a line for everything that went wrong."""
    hits, totals = {"names": 0, "identifiers": 0, "terms": 0}, {"names": 0, "identifiers": 0, "terms": 0}
    wrong = []
    for case in cases:
        replaced = [(one.start, one.end) for one in to_roles([case.text]).replaced]
        runs = {"names": case.names, "identifiers": [one["text"] for one in case.identifiers], "terms": case.terms}
        for kind, texts in runs.items():
            for text in texts:
                start = case.text.find(text)
                gone = any(low < start + len(text) and high > start for low, high in replaced)
                totals[kind] += 1
                hits[kind] += gone
                if gone is (kind == "terms"):
                    wrong.append(f"{case.id}: {kind} “{text}” {'touched' if gone else 'left'} in: {case.text}")
    named = {"names": "names that became roles", "identifiers": "identifiers that became roles", "terms": "terms that were touched"}
    return tuple(Figure(named[kind], hits[kind], totals[kind]) for kind in named), tuple(wrong)


def main() -> int:
    """Print the figures of one split."""
    parser = argparse.ArgumentParser(prog="python -m evals.identifiers", description=__doc__)
    parser.add_argument("--split", choices=["open", "sealed"], default="open")
    parser.add_argument("--failures", action="store_true", help="print every run that went wrong; of open lines only")
    options = parser.parse_args()
    try:
        cases = [case for case in load_cases().identifiers if case.split == options.split]
        figures, wrong = identifier_figures(cases)
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    for figure in figures:
        low, high = figure.interval()
        print(f"{figure.name:<32} {figure.hits:>4} of {figure.total:<4} {figure.share:6.1%}  ({low:.1%} to {high:.1%})")
    if options.failures and options.split == "open":
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
