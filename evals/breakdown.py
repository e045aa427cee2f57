"""Results by tag, principle, source and clause: where an evaluator looks for what is behind a figure.

Everything here counts over results that are given; none of it asks anything. Cases on which two readers disagree are to be left out before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.clauses import Clause, Corpus
from evals.result import Figure, Found, Result, citations_of, cited_of_procedure
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

FEWEST = 5
"""A tag with fewer cases than this gets no row: its share would say nothing."""
SINGLE = ("P", "E")
"""The letters of the ids of principles and exceptions: each clause has a row of its own. The others are taken together."""
GROUPS = {
    "S": "What the chapter is for (S1 to S4)",
    "I": "Why sharing matters (I1, I2)",
    "J": "Judgement (J1)",
    "O": "The safety of the child overrules (O1)",
    "A": "Advice when in doubt (A1, A2)",
    "C": "Consent and openness (C1 to C8)",
    "L": "Legislation and guidance (L1)",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a breakdown: open cases that are right, sealed ones, and a second share where there is one to tell."""

    label: str
    open: Figure
    sealed: Figure
    quoted: Figure | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """What rests on one clause of the procedure: rules, labelled cases and questions to the search, with how many of them are right."""

    id: str
    label: str
    section: str
    rules: int
    cases: Figure
    quoted: Figure
    searched: Figure

    @property
    def by(self) -> str:
        """What covers it, in words."""
        held = {"rules": self.rules, "cases": self.cases.total, "search": self.searched.total}
        named = [name for name, number in held.items() if number]
        return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named) or "nothing"


def confusion(results: Iterable[Result]) -> dict[str, Counter[str]]:
    """How often each labelled outcome was answered with each; an accepted alternative counts as the labelled one."""
    table: dict[str, Counter[str]] = {str(outcome): Counter() for outcome in Outcome}
    for result in results:
        said = result.case.outcome if result.right else result.outcome
        table[str(result.case.outcome)][str(said or "error")] += 1
    return table


def by_tag(results: Iterable[Result]) -> list[Figure]:
    """Accuracy for every tag with enough cases, the worst first."""
    held: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for tag in result.case.tags:
            if not tag.startswith(("pair-", "wording-")):
                held[tag.replace("_", " ")].append(result)
    rows = [_right(tag, each) for tag, each in held.items() if len(each) >= FEWEST]
    return sorted(rows, key=lambda row: (row.share, row.name))


def by_principle(results: Sequence[Result], corpus: Corpus) -> list[Row]:
    """A row for every principle and exception, and for the other clauses by kind: the cases whose labels name it."""
    held: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for group in {_group_of(id) for id in labels_of(result)}:
            held[group].append(result)
    groups = dict.fromkeys(_group_of(clause.id) for clause in corpus.procedure())
    return [_row(_title(group, corpus), held[group], _quoted(group, held[group])) for group in groups if held[group]]


def by_source(results: Sequence[Result], corpus: Corpus) -> list[Row]:
    """A row for every source: the answers that quote it or say what it states today."""
    held: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for source in sources_of(result, corpus):
            held[source].append(result)
    return [_row(f"{source.title} ({source.id})", held[source.id]) for source in corpus.sources] + [_row("no source", held[""])]


def coverage(results: Sequence[Result], found: Sequence[Found], corpus: Corpus, ruleset: Ruleset) -> list[Covered]:
    """For every clause of the procedure, in its order, what covers it."""
    cited = Counter(clause for rule in ruleset.rules for clause in rule.cites)
    return [_covered(clause, cited[clause.id], results, found) for clause in corpus.procedure()]


def stability(results: Iterable[Result]) -> list[tuple[int, int]]:
    """How alike the wordings of a situation are answered: of so many of them (ten first), so many situations."""
    held: dict[str, Counter[Outcome | None]] = defaultdict(Counter)
    for result in results:
        if (situation := result.case.group("wording")) is not None:
            held[situation][result.outcome] += 1
    alike = Counter(max(outcomes.values()) for outcomes in held.values())
    return [(number, alike[number]) for number in range(max(alike), min(alike) - 1, -1)] if alike else []


def labels_of(result: Result) -> set[str]:
    """The clauses of the procedure that the case is labelled with: what a right answer quotes, and the exceptions engaged."""
    return {*result.case.clauses, *result.case.exceptions}


def sources_of(result: Result, corpus: Corpus) -> set[str]:
    """The sources that the answer quotes, or whose position today it tells in a notice; an empty name where there are none."""
    notes: Mapping[str, tuple[str, ...]] = {each.id: each.notes for each in corpus.differences}
    told = [note for notice in result.answered.get("notices", ()) for note in notes.get(notice["id"], ())]
    return {corpus.clause(id).source for id in (*(cited["id"] for cited in citations_of(result)), *told) if corpus.has(id)} or {""}


def _covered(clause: Clause, rules: int, results: Sequence[Result], found: Sequence[Found]) -> Covered:
    labelled = [result for result in results if clause.id in labels_of(result)]
    wanted = [result for result in labelled if clause.id in result.case.clauses]
    first = [each for each in found if each.case.clauses[0] == clause.id]
    return Covered(
        clause.id, clause.label, clause.section, rules, _right("cases", labelled),
        Figure("quoted", sum(clause.id in cited_of_procedure(result) for result in wanted), len(wanted)),
        Figure("search", sum(each.rank is not None for each in first), len(first)),
    )  # fmt: skip


def _group_of(id: str) -> str:
    return id if id.startswith(SINGLE) else id[0]


def _title(group: str, corpus: Corpus) -> str:
    return GROUPS[group] if group in GROUPS else f"{corpus.clause(group).label} ({group})"


def _quoted(group: str, results: Iterable[Result]) -> Figure:
    """Of the clauses of the group that answers must quote, those that they do."""
    wanted = [id in cited_of_procedure(result) for result in results for id in result.case.clauses if _group_of(id) == group]
    return Figure("quoted", sum(wanted), len(wanted))


def _row(label: str, results: Sequence[Result], quoted: Figure | None = None) -> Row:
    split = {name: [result for result in results if result.case.split == name] for name in ("open", "sealed")}
    return Row(label, _right(label, split["open"]), _right(label, split["sealed"]), quoted)


def _right(name: str, results: Sequence[Result]) -> Figure:
    return Figure(name, sum(result.right for result in results), len(results))
