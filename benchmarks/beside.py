"""How often each is right, and how fast: this product beside what one would otherwise build, on the same open cases.

`python -m benchmarks.beside [--page FILE] [--notes]`. Every way answers in the contract's shape, so that `evals.score` counts all alike.
What only finds clauses has no outcome of its own and is given one by hand (`outcome_of`); nothing is learned from the cases. The ways
take turns on each message, so that a busy machine slows all of them, and times are read as ratios.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.language_models.fake_chat_models import ParrotFakeChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnablePassthrough
from zen import ZenEngine

from assistant.parts import Parts, open_parts
from assistant.settings import Settings
from benchmarks.retrieval import Ranker, rank_by_words, rank_with_splitter
from corpus.clauses import Corpus
from evals.case import OutcomeCase, RetrievalCase, load_cases
from evals.generate import AS_OF, Ask, Output, asking
from evals.result import Figure, Result, paired
from evals.score import figures, measures
from guardrails.decide import decide_sheet
from guardrails.facts import FactSheet, Sheet, to_sheet
from guardrails.proofs import facts_of
from guardrails.ruleset import Rule, Ruleset
from guardrails.verdict import PRECEDENCE, Outcome, Standing
from ingest.embed import Encoder
from ingest.index import Index

Given = TypeVar("Given")
Made = TypeVar("Made")
Answer = Mapping[str, Any]
"""The contract's object, or as much of it as a way can fill, with the milliseconds that it took."""

SETS = ("outcomes", "everyday")
OURS = "this product"
ENGINE = "its rules run by zen-engine"
COUNTED = ("under sharing", "false alarms", "over sharing", "accuracy")
OUTCOME_HEADS = ("Missed exceptions", "False alarms", "Over sharing", "Accuracy", "Macro F1")
HEADS = ("Way", *OUTCOME_HEADS, "Right clause first", "In the first five", "Time, ratio to ours")
NONE = "–"
"""Stands in a cell for what a way does not do at all."""

ALARMS = (
    *("abuse", "abusive", "neglect", "hit", "punch", "kick", "slap", "beaten", "burn", "bruise", "injur", "wound", "bleeding", "fracture"),
    *("strangle", "choke", "knife", "weapon", "stab", "threat", "kill", "suicid", "self-harm", "self harm", "overdose", "rape", "sexual"),
    *("groom", "exploit", "traffick", "fgm", "mutilat", "forced marriage", "violen", "assault", "attack", "unsafe", "danger", "at risk"),
    *("harm", "hurt", "scared", "starv", "hungry", "drugs", "drunk", "missing", "radicalis", "county lines", "gang"),
)
AGREED = ("consent given", "given consent", "gave consent", "has consented", "agreed", "said yes", "permission", "happy for us", "signed")
"""With the alarms the sixty strings of a guardrail as it is usually written: looked for anywhere, inside other words as well."""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the names of the columns, and cells; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Engines:
    """The same decisions made twice: answers with the other engine's outcomes, how often both agree, medians of milliseconds.

    ``messages`` counts what was read of messages, ``states`` every state there is of the decision sheet. ``fresh`` is ours where it has
    not yet met the set of rules that fire, ``ours`` where it has.
    """

    answers: Mapping[str, Answer]
    messages: Figure
    states: Figure
    theirs: float
    ours: float
    fresh: float


def main(arguments: list[str] | None = None) -> int:
    """Asks everything once and prints the tables; writes the page where one is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("--page", type=Path, metavar="FILE", help="write one HTML page as well")
    parser.add_argument("--notes", action="store_true", help="let the plain searches look through the notes too, where no right answer is")
    options = parser.parse_args(arguments)
    parts = open_parts(Settings.from_environ(os.environ))
    if parts.encoder is None or parts.index is None or parts.faults:
        print("\n".join(parts.faults), file=sys.stderr)
        return 1
    cases, loaded = dict[str, list[OutcomeCase]](), load_cases()
    for name in SETS:
        cases[name] = [case for case in loaded.of(name) if case.split == "open"]
    questions = [case for case in loaded.retrieval if case.split == "open"]
    answers = ask_all(make_ways(parts, parts.encoder, parts.index, options.notes), turns_of(cases, questions))
    engines = compare_engines(parts.ruleset, answers[OURS])
    tables = make_tables(answers, engines, cases, questions)
    notes = make_notes(answers[OURS], engines, options.notes)
    print(to_markdown(tables, notes))
    if options.page:
        options.page.write_text(to_page(tables, notes, date.today()), encoding="utf-8")
    return 0


def make_ways(parts: Parts, encoder: Encoder, index: Index, notes: bool) -> dict[str, Ask]:
    """Every way of answering, ours first. The plain searches get the procedure alone unless ``notes`` are wanted: it is kinder to them."""
    corpus = parts.corpus if notes else replace(parts.corpus, clauses=tuple(parts.corpus.procedure()))
    procedure = {clause.id for clause in corpus.procedure()}

    def search(text: str) -> list[str]:
        return [hit.clause for hit in index.search(text, 5, encoder.encode([text])[0], procedure_only=True)]

    return {
        OURS: asking(parts),
        "its search alone": to_ask(search, procedure),
        "LangChain retrieval chain": to_ask(rank_with_chain(corpus, rank_with_splitter(corpus, encoder)), procedure),
        "BM25 on clause text": to_ask(rank_by_words(corpus), procedure),
        "substring guardrail": lambda turns: _in_contract(outcome_by_words(" ".join(turns))),
    }


def to_ask(rank: Ranker, procedure: Collection[str]) -> Ask:
    """A search asked as the assistant is: the whole conversation as one text, the clauses found as citations, an outcome by hand."""

    def ask(turns: tuple[str, ...]) -> Answer:
        clauses = [id for id in rank(" ".join(turns)) if id in procedure]
        return _in_contract(outcome_of(clauses), clauses)

    return ask


def outcome_of(clauses: Sequence[str]) -> Outcome:
    """What somebody would do who reads the nearest clause alone: an exception means share, a clause on consent means ask."""
    if not clauses:
        return Outcome.INFORMATION
    return {"E": Outcome.SHARE_WITHOUT_CONSENT, "C": Outcome.SEEK_CONSENT}.get(clauses[0][0], Outcome.INFORMATION)


def outcome_by_words(text: str) -> Outcome:
    """The substring guardrail: an alarm, else an agreement, else ask first."""
    lowered = text.lower()
    if any(alarm in lowered for alarm in ALARMS):
        return Outcome.SHARE_WITHOUT_CONSENT
    return Outcome.SHARE_WITH_CONSENT if any(words in lowered for words in AGREED) else Outcome.SEEK_CONSENT


class ClauseRetriever(BaseRetriever):
    """The clauses that a ranker finds, as documents."""

    corpus: Corpus
    rank: Ranker

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [Document(self.corpus.clause(id).text, metadata={"clause": id}) for id in self.rank(query)]


def rank_with_chain(corpus: Corpus, rank: Ranker) -> Ranker:
    """A tutorial's chain of retriever, prompt, model and parser. The model repeats its prompt: such a chain can answer only passages."""
    prompt = ChatPromptTemplate.from_template("Answer from this text alone:\n{context}\n\nQuestion: {input}")
    chain = RunnablePassthrough.assign(context=itemgetter("input") | ClauseRetriever(corpus=corpus, rank=rank)).assign(
        answer=prompt | ParrotFakeChatModel() | StrOutputParser()
    )
    return lambda query: [document.metadata["clause"] for document in chain.invoke({"input": query})["context"]]


def to_jdm(ruleset: Ruleset, as_of: date = AS_OF) -> dict[str, Any]:
    """The rules that have an outcome as one GoRules decision table, of which the first row that fits decides.

    Ours takes the outcome of the highest standing and precedence, so rows in that order decide the same. What rules add to an
    outcome (urgency, escalation, exceptions) is left out, which is kind to the other engine.
    """
    rules = sorted((rule for rule in ruleset.rules if rule.then.outcome and rule.in_force(as_of)), key=_rank)
    variables = [variable.id for variable in ruleset.spec.variables]
    rows = [{"_id": rule.id, **_cells(rule, variables), "outcome": json.dumps(rule.then.outcome)} for rule in rules]
    rows.append({"_id": "otherwise", **dict.fromkeys(variables, ""), "outcome": json.dumps(Outcome.CLARIFY)})
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": id, "name": id, "field": id} for id in variables],
        "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
        "rules": rows,
    }
    nodes: list[dict[str, Any]] = [
        {"id": "sheet", "name": "sheet", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "decisionTableNode", "content": content},
        {"id": "verdict", "name": "verdict", "type": "outputNode"},
    ]
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in (("sheet", "rules"), ("rules", "verdict"))]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def make_engine(ruleset: Ruleset, as_of: date = AS_OF) -> Callable[[Sheet], Outcome]:
    """The rules as zen-engine runs them: a decision sheet in, its outcome out. Its loader compiles them once, which is its fastest way."""
    engine = ZenEngine({"loader": {"type": "static", "content": {"rules": to_jdm(ruleset, as_of)}}})
    engine.get_decision("rules").validate()
    return lambda sheet: Outcome(engine.evaluate("rules", dict(sheet))["result"]["outcome"])


def compare_engines(ruleset: Ruleset, answers: Mapping[str, Answer]) -> Engines:
    """Every decision sheet that the product read, decided by both and held against what it answered; then every state there is."""
    engine, decided = make_engine(ruleset), dict[str, Answer]()
    theirs, ours, fresh = list[float](), list[float](), list[float]()

    def decide(sheet: Sheet) -> Outcome:
        return decide_sheet(sheet, ruleset, AS_OF).outcome

    for id, said in answers.items():
        sheet = to_sheet(facts_of({fact["id"]: fact["value"] for fact in said["facts"]}), ruleset.spec)
        outcome = engine(sheet)  # untimed, so that neither engine meets a sheet for the first time
        spent = _timed(engine, sheet)[1]
        decided[id] = {**said, "outcome": str(outcome), "citations": [], "ms": {"total": spent}}
        theirs.append(spent)
        ruleset.remembered.clear()
        fresh.append(_timed(decide, sheet)[1])
        ours.append(_timed(decide, sheet)[1])
    messages = _agreement(decided[id]["outcome"] == said["outcome"] for id, said in answers.items())
    states = _agreement(engine(sheet) is decide(sheet) for sheet in every_sheet(ruleset.spec))
    return Engines(decided, messages, states, median(theirs), median(ours), median(fresh))


def every_sheet(spec: FactSheet) -> Iterator[Sheet]:
    """Every state that the decision sheet can have."""
    for values in product(*(variable.values for variable in spec.variables)):
        yield dict(zip((variable.id for variable in spec.variables), values, strict=True))


def turns_of(cases: Mapping[str, Iterable[OutcomeCase]], questions: Iterable[RetrievalCase]) -> dict[str, tuple[str, ...]]:
    """Everything to ask, by id."""
    asked = {case.id: case.turns for each in cases.values() for case in each}
    return asked | {question.id: (question.question,) for question in questions}


def ask_all(ways: Mapping[str, Ask], asked: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, Answer]]:
    """What each way answers to each message, every way in turn on one message before the next."""
    answers: dict[str, dict[str, Answer]] = {name: {} for name in ways}
    for id, turns in asked.items():
        for name, ask in ways.items():
            said, spent = _timed(ask, turns)
            answers[name][id] = {**said, "ms": {"total": spent}}
    return answers


def make_tables(
    answers: Mapping[str, Mapping[str, Answer]],
    engines: Engines,
    cases: Mapping[str, Sequence[OutcomeCase]],
    questions: Sequence[RetrievalCase],
) -> tuple[Table, Table]:
    """One row a way over all sets, then the outcomes set by set."""
    every = [case for each in cases.values() for case in each]
    ways = {**answers, ENGINE: engines.answers}
    spent = {name: _measure(_results(every, said), "time of an answer, median") for name, said in ways.items()}
    ratios = {name: _ratio(each, spent[OURS]) for name, each in spent.items()}
    ratios[ENGINE] = f"{_ratio(engines.theirs, engines.ours)} (deciding alone)"
    rows = [(name, *outcome_cells(_results(every, said)), *clause_cells(questions, said), ratios[name]) for name, said in ways.items()]
    by_set = [(name, set, *outcome_cells(_results(each, said))) for name, said in ways.items() for set, each in cases.items()]
    return (
        Table(f"{len(every)} open cases for the outcome, {len(questions)} open questions for the clause", HEADS, tuple(rows)),
        Table("The outcomes set by set", ("Way", "Set", *OUTCOME_HEADS), tuple(by_set)),
    )


def outcome_cells(results: Sequence[Result]) -> tuple[str, ...]:
    """How often the outcome was right, and how it was wrong."""
    named = {figure.name: figure for figure in figures(results)}
    return (*(_share(named[name]) for name in COUNTED), f"{_measure(results, 'macro F1'):.2f}")


def clause_cells(questions: Sequence[RetrievalCase], said: Mapping[str, Answer]) -> tuple[str, ...]:
    """How often a right clause is cited first, and among the first five; of the procedure's clauses, as only those are labelled."""
    cited = {question: [each["id"] for each in said[question.id]["citations"] if each["id"].isalnum()] for question in questions}
    if not any(cited.values()):
        return (NONE, NONE)
    hits = {depth: sum(bool({*q.clauses} & {*ids[:depth]}) for q, ids in cited.items()) for depth in (1, 5)}
    return tuple(_share(Figure("", count, len(cited))) for count in hits.values())


def make_notes(ours: Mapping[str, Answer], engines: Engines, notes: bool) -> tuple[str, ...]:
    """What a reader must know to read the tables rightly."""
    spent = median(said["ms"]["total"] for said in ours.values())
    searched = "the procedure and the notes" if notes else "the procedure alone, which is kinder to them"
    return (
        "Shares stand with their 95 % interval (Wilson). The cases are invented; settings of this product were chosen on the open "
        "outcomes, so its figures there are a little kind. docs/figures.md says how untouched each set is.",
        "What only searches has no outcome of its own: nearest clause E1 to E3 is read as share without consent, C1 to C8 as seek consent, "
        "any other as information. The guardrail knows an alarm, an agreement, else ask first. So neither pauses, refuses or asks back.",
        f"The LangChain chain and BM25 search {searched}; notes found or cited are passed over, as only the procedure's clauses are "
        "labelled. This product cites what its rules rest on before what its search found, so its search has a row of its own. "
        "The messages of a conversation are joined for whatever takes one text.",
        f"One answer of this product, written out with its quotations and next steps, takes {spent:.1f} ms at the median here; "
        "the ratios are of medians.",
        f"zen-engine decides as this product answered in {engines.messages.hits:,} of {engines.messages.total:,} messages, the questions "
        f"included, and as its rules do in {engines.states.hits:,} of {engines.states.total:,} states of the decision sheet. It takes "
        f"{engines.theirs * 1000:.1f} µs to decide the outcome alone, and ours {engines.ours * 1000:.1f} µs for the whole verdict "
        f"where those rules have fired together before, {engines.fresh * 1000:.1f} µs where not. It reads no words: the facts are ours.",
    )


def to_markdown(tables: Iterable[Table], notes: Iterable[str]) -> str:
    """The tables and what to know about them."""
    blocks = []
    for table in tables:
        lines = [table.heads, ("---",) * len(table.heads), *table.rows]
        blocks.append(f"{table.caption}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join((*blocks, "\n".join(f"- {note}" for note in notes)))


def to_page(tables: Sequence[Table], notes: Sequence[str], made_on: date) -> str:
    """The same as a page that needs nothing beside itself."""
    loader = FileSystemLoader(Path(__file__).resolve().parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("beside.html").render(tables=tables, notes=notes, made_on=made_on.isoformat())


def _in_contract(outcome: Outcome, clauses: Sequence[str] = ()) -> Answer:
    citations = [{"id": id} for id in clauses]
    return {"outcome": str(outcome), "urgency": "", "escalate": False, "exceptions": (), "citations": citations, "facts": ()}


def _rank(rule: Rule) -> tuple[int, int]:
    return Standing[rule.then.standing.upper()], PRECEDENCE.index(rule.then.outcome or Outcome.CLARIFY)


def _cells(rule: Rule, variables: Iterable[str]) -> dict[str, str]:
    return {id: ", ".join(map(json.dumps, rule.when.get(id, ()))) for id in variables}


def _agreement(agreed: Iterable[bool]) -> Figure:
    each = list(agreed)
    return Figure("agreement", sum(each), len(each))


def _timed(work: Callable[[Given], Made], given: Given) -> tuple[Made, float]:
    began = time.perf_counter()
    made = work(given)
    return made, (time.perf_counter() - began) * 1000


def _results(cases: Sequence[OutcomeCase], said: Mapping[str, Answer]) -> tuple[Result, ...]:
    return paired(cases, (Output(case.id, said[case.id]) for case in cases))


def _measure(results: Sequence[Result], name: str) -> float:
    return next(measure.value for measure in measures(results) if measure.name == name)


def _ratio(theirs: float, ours: float) -> str:
    """Two figures, never as a power of ten."""
    return f"{float(f'{theirs / ours:.2g}'):.10f}".rstrip("0").rstrip(".")


def _share(figure: Figure) -> str:
    low, high = figure.interval()
    return f"{figure.hits} of {figure.total}, {figure.share:.1%} ({low:.0%} to {high:.0%})" if figure.total else NONE


if __name__ == "__main__":
    sys.exit(main())
