"""Measures whole sets: asks their cases, or takes what was answered before by the same parts, and counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from assistant.parts import Parts
from evals.case import Cases, OutcomeCase
from evals.generate import asking, generate, stamp_of
from evals.identifiers import identifier_figures
from evals.report import Measured
from evals.score import Figure, Result, figures, measures

RESULTS = Path(__file__).resolve().parent / "results"
REPORT = RESULTS / "report.html"
SPLITS = ("open", "sealed")
OTHER_SETS = ("retrieval", "identifiers")

Note = Callable[[str, float], None]
"""Is told which split is being asked and what share of it is done."""


def measured_sets(
    cases: Cases, parts: Parts, sets: Sequence[str], splits: Sequence[str], note: Note = lambda *_: None
) -> Iterator[Measured]:
    """Every split of every set that has cases, one after the other; ``note`` is told how many of a split's cases are done."""
    for name in sets:
        for split in splits:
            if name == "retrieval":
                yield Measured(name, split, (), retrieval_figures(cases, parts, split))
            elif name == "identifiers":
                yield Measured(name, split, (), identifier_figures([line for line in cases.identifiers if line.split == split])[0])
            elif any(case.split == split for case in cases.of(name)):
                yield measure(cases.of(name), parts, name, split, note=note)


def measure(
    cases: Iterable[OutcomeCase], parts: Parts, name: str, split: str, kept: Path | None = RESULTS, note: Note = lambda *_: None
) -> Measured:
    """Ask one split of one set, or take what was answered before with the same parts, and count."""
    chosen = [case for case in cases if case.split == split]
    outputs = generate(chosen, asking(parts), kept and kept / f"outputs-{name}-{split}.jsonl", stamp_of(parts))
    results = []
    for case, output in zip(chosen, outputs, strict=True):
        results.append(Result.of(case, output))
        note(f"{name}, {split}", len(results) / len(chosen))
    return Measured(name, split, tuple(results), figures(results), measures(results))


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
        Figure(f"right clause {where}, {style}", sum(rank < depth for rank in ranks), len(ranks))
        for style, ranks in found.items()
        for where, depth in (("first", 1), ("in the first five", 5))
    )
