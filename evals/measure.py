"""Measures whole sets: asks their cases, or takes what was answered before by the same parts, and counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from assistant.parts import Parts
from corpus.clauses import Corpus
from evals.case import OUTCOME_SETS, Cases, OutcomeCase, RetrievalCase, Split
from evals.generate import aside, asking, generate, read_outputs, stamp_of
from evals.hostile import hostile_figure
from evals.identifiers import identifier_figures
from evals.prompting import prompt_figure
from evals.result import Figure, Found, Measured, Result, paired
from evals.score import figures, kind_figures, measures, quote_figure

RESULTS = Path(__file__).resolve().parent / "results"
REPORT = RESULTS / "report.html"
SPLITS: tuple[Split, ...] = ("open", "sealed")
OTHER_SETS = ("retrieval", "guidance", "identifiers", "hostile", "prompts")
APART = "judgement"
"""The set on which two readers disagree: it counts for nothing but its own figures."""
KINDS_OF_CASE = "kinds of case"
DEPTH = 5

Note = Callable[[str, float], None]
"""Is told which split is being asked and what share of it is done."""


def measured_sets(
    cases: Cases, parts: Parts, sets: Sequence[str], splits: Sequence[Split], note: Note = lambda *_: None
) -> Iterator[Measured]:
    """Every split of every set that has cases, one after the other; ``note`` is told how many of a split's cases are done."""
    for name in sets:
        for split in splits:
            if name == "hostile":
                yield Measured(name, split, (), (hostile_figure(cases, parts, RESULTS, split),))
            elif name == "prompts":
                if split == "open":
                    yield Measured(name, split, (), (prompt_figure([case for case in cases.answers if case.split == split], parts),))
            elif name in {"retrieval", "guidance"}:
                asked = cases.retrieval if name == "retrieval" else cases.guidance
                found = retrieval([case for case in asked if case.split == split], parts, of_notes=name == "guidance")
                yield Measured(name, split, (), retrieval_figures(found), found=found)
            elif name == "identifiers":
                yield Measured(name, split, (), identifier_figures([line for line in cases.identifiers if line.split == split])[0])
            elif any(case.split == split for case in cases.of(name)):
                yield measure(cases.of(name), parts, name, split, note=note)


def kinds_of_case(measured: Sequence[Measured], splits: Sequence[str]) -> Iterator[Measured]:
    """What makes cases hard, over all sets that were measured but the one that counts for nothing, by split."""
    for split in splits:
        results = tuple(result for each in measured if each.split == split and each.set != APART for result in each.results)
        if results:
            yield Measured(KINDS_OF_CASE, split, (), kind_figures(results))


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
    return counted(name, split, results, parts.corpus)


def measured_again(
    cases: Cases, corpus: Corpus, sets: Sequence[str], splits: Sequence[str], of: str, kept: Path = RESULTS
) -> Iterator[Measured]:
    """Every split of every set whose outputs were set aside under the short name ``of``, scored again without asking."""
    for name in sets:
        for split in splits:
            outputs = read_outputs(aside(kept / f"outputs-{name}-{split}.jsonl", of))
            chosen = [case for case in cases.of(name) if case.split == split] if name in OUTCOME_SETS else []
            if results := paired(chosen, outputs):
                yield counted(name, split, results, corpus)


def counted(name: str, split: str, results: Sequence[Result], corpus: Corpus) -> Measured:
    """Everything that is counted over the results of one split of one set."""
    return Measured(name, split, tuple(results), (*figures(results), quote_figure(results, corpus)), measures(results))


def retrieval(cases: Iterable[RetrievalCase], parts: Parts, of_notes: bool = False) -> tuple[Found, ...]:
    """Where a right clause of the procedure, or a right note, stands among the first five of its kind that are found for each question."""
    if parts.index is None or parts.encoder is None:
        return ()
    found = []
    for case in cases:
        ours, notes = parts.index.search_apart(case.question, DEPTH, DEPTH, parts.encoder.encode([case.question])[0])
        hits = notes if of_notes else ours
        found.append(Found(case, next((rank for rank, hit in enumerate(hits) if hit.clause in case.clauses), None)))
    return tuple(found)


def retrieval_figures(found: Sequence[Found]) -> tuple[Figure, ...]:
    """Whether a right clause comes first, and in the first five, by style of question."""
    ranks = {style: [each.rank for each in found if each.case.style == style] for style in ("plain", "term")}
    return tuple(
        Figure(f"right clause {where}, {style}", sum(rank is not None and rank < depth for rank in places), len(places))
        for style, places in ranks.items()
        for where, depth in (("first", 1), ("in the first five", DEPTH))
    )
