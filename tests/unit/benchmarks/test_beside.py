"""Each way answers as it would on its own, the other engine decides as ours, and all are counted alike."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from benchmarks.beside import (
    AGREED,
    ALARMS,
    ENGINE,
    NONE,
    OURS,
    Answer,
    Engines,
    ask_all,
    clause_cells,
    compare_engines,
    every_sheet,
    make_engine,
    make_notes,
    make_tables,
    outcome_by_words,
    outcome_of,
    rank_with_chain,
    to_ask,
    to_jdm,
    to_markdown,
    to_page,
    turns_of,
)
from benchmarks.retrieval import rank_with_splitter
from corpus.clauses import Corpus
from evals.case import OutcomeCase, RetrievalCase
from evals.generate import AS_OF
from evals.result import Figure
from guardrails.decide import decide, decide_sheet
from guardrails.facts import Facts
from guardrails.ruleset import Rule, Ruleset, load_ruleset
from guardrails.verdict import Outcome
from tests.small_index import WordEncoder, make_corpus

APART = 997  # of the states, every so many-th: a prime, so that every value of every variable is met


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return load_ruleset()


@pytest.fixture(scope="module")
def parcels() -> Corpus:
    """The small corpus with the procedure's clauses as runs of one text, long enough to be cut between them."""
    clauses, text = [], ""
    for clause in make_corpus().procedure():
        words = clause.text + " Parcels are parcels." * 20
        clauses.append(replace(clause, text=words, start=len(text), end=len(text) + len(words)))
        text += words + "\n\n"
    return replace(make_corpus(), clauses=tuple(clauses), procedure_text=text)


def outcome_case(id: str, outcome: str, *exceptions: str) -> OutcomeCase:
    given = {"id": id, "turns": ("one", "two"), "outcome": outcome, "urgency": "today", "escalate": True, "exceptions": exceptions}
    return OutcomeCase.model_validate({**given, "unsafe_recipient": False, "tags": (), "voice": "v", "why": "w", "split": "open"})


def question(id: str, *clauses: str) -> RetrievalCase:
    given = {"id": id, "question": "q", "clauses": clauses, "style": "plain", "voice": "v", "why": "w", "split": "open"}
    return RetrievalCase.model_validate(given)


def said(outcome: str, *clauses: str, ms: float = 1.0) -> Answer:
    given = {"outcome": outcome, "urgency": "today", "escalate": True, "exceptions": (), "facts": ()}
    return {**given, "citations": [{"id": id} for id in clauses], "ms": {"total": ms}}


CASES = {"outcomes": [outcome_case("a", "share_without_consent", "E2")], "everyday": [outcome_case("b", "seek_consent")]}
QUESTIONS = [question("q", "P4")]
ANSWERS: Mapping[str, Mapping[str, Answer]] = {
    OURS: {"a": said("share_without_consent", ms=8.0), "b": said("seek_consent", ms=8.0), "q": said("information", "ISA-R3", "P1", "P4")},
    "silent": {"a": said("seek_consent", ms=2.0), "b": said("share_without_consent", ms=2.0), "q": said("clarify")},
}
ENGINES = Engines(ANSWERS[OURS], Figure("", 3, 3), Figure("", 362_880, 362_880), theirs=0.44, ours=0.004, fresh=0.04)


@pytest.mark.parametrize(
    ("clauses", "outcome"),
    [
        (["E2", "C1"], Outcome.SHARE_WITHOUT_CONSENT),
        (["C7", "E1"], Outcome.SEEK_CONSENT),
        (["P4", "E1"], Outcome.INFORMATION),
        ([], Outcome.INFORMATION),
    ],
)
def test_the_nearest_clause_alone_says_the_outcome(clauses: list[str], outcome: Outcome) -> None:
    assert outcome_of(clauses) is outcome


def test_an_alarm_word_beats_an_agreement_and_without_either_the_guardrail_asks_first() -> None:
    assert outcome_by_words("Mum AGREED but he has a Bruise") is Outcome.SHARE_WITHOUT_CONSENT
    assert outcome_by_words("mum agreed, can I tell the nurse") is Outcome.SHARE_WITH_CONSENT
    assert outcome_by_words("can I tell the nurse") is Outcome.SEEK_CONSENT


def test_the_guardrail_looks_inside_words_as_such_tools_do() -> None:
    assert outcome_by_words("a white lie") is Outcome.SHARE_WITHOUT_CONSENT
    assert 55 <= len({*ALARMS, *AGREED}) == len(ALARMS) + len(AGREED) <= 65


def test_a_search_is_asked_the_whole_conversation_and_notes_are_passed_over() -> None:
    heard = []

    def rank(text: str) -> list[str]:
        heard.append(text)
        return ["ISA-R3", "E2", "C1"]

    answered = to_ask(rank, {"E2", "C1"})(("he is hurt", "who do I tell"))
    assert heard == ["he is hurt who do I tell"]
    assert answered["outcome"] == "share_without_consent"
    assert [cited["id"] for cited in answered["citations"]] == ["E2", "C1"]


def test_the_chain_answers_with_the_passages_that_its_retriever_found(parcels: Corpus) -> None:
    rank = rank_with_chain(parcels, rank_with_splitter(parcels, WordEncoder()))
    assert rank("lost parcel is reported the same day")[0] == "K3"
    assert {*rank("lost")} == {"K1", "K2", "K3"}


def test_the_other_engine_decides_every_state_as_ours(rules: Ruleset) -> None:
    engine = make_engine(rules)
    sheets = list(islice(every_sheet(rules.spec), 0, None, APART))
    for variable in rules.spec.variables:
        assert {sheet[variable.id] for sheet in sheets} == set(variable.values)
    assert [sheet for sheet in sheets if engine(sheet) is not decide_sheet(sheet, rules, AS_OF).outcome] == []


def test_only_rules_in_force_with_an_outcome_reach_the_other_engine(rules: Ruleset) -> None:
    def exported(ruleset: Ruleset, as_of: date) -> list[str]:
        rows = next(node["content"]["rules"] for node in to_jdm(ruleset, as_of)["nodes"] if "content" in node)
        return [row["_id"] for row in rows]

    deciding = {rule.id for rule in rules.rules if rule.then.outcome}
    assert {*exported(rules, AS_OF)} == {*deciding, "otherwise"}
    assert exported(rules, AS_OF)[-1] == "otherwise"
    assert exported(rules, date(1990, 1, 1)) == ["otherwise"]


def test_where_nothing_fires_the_other_engine_asks_to_clarify_as_ours_does(rules: Ruleset) -> None:
    none = Ruleset(rules.spec, ())
    sheet = next(every_sheet(rules.spec))
    assert make_engine(none)(sheet) is decide_sheet(sheet, none, AS_OF).outcome is Outcome.CLARIFY


def test_a_disagreement_of_the_engines_is_counted(rules: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.beside.every_sheet", lambda spec: [])
    decided = decide(Facts(), rules, AS_OF).outcome
    other = next(outcome for outcome in Outcome if outcome is not decided)
    engines = compare_engines(rules, {"right": said(decided), "wrong": said(other)})
    assert (engines.messages.hits, engines.messages.total) == (1, 2)
    assert engines.answers["wrong"]["outcome"] == decided


def test_a_rule_damaged_in_one_place_is_noticed(rules: Ruleset) -> None:
    def damaged(rule: Rule) -> Rule:
        if rule.then.outcome is not Outcome.SHARE_WITHOUT_CONSENT:
            return rule
        return rule.model_copy(update={"then": rule.then.model_copy(update={"outcome": Outcome.DO_NOT_SHARE})})

    engine = make_engine(Ruleset(rules.spec, tuple(map(damaged, rules.rules))))
    sheets = islice(every_sheet(rules.spec), 0, None, APART)
    assert any(engine(sheet) is not decide_sheet(sheet, rules, AS_OF).outcome for sheet in sheets)


def test_the_ways_take_turns_on_every_message() -> None:
    order: list[str] = []

    def way(name: str) -> Answer:
        order.append(name)
        return said("clarify")

    asked = turns_of(CASES, QUESTIONS)
    assert asked == {"a": ("one", "two"), "b": ("one", "two"), "q": ("q",)}
    answers = ask_all({"x": lambda turns: way("x"), "y": lambda turns: way("y")}, asked)
    assert order == ["x", "y"] * 3
    assert all(each["ms"]["total"] >= 0 for way_said in answers.values() for each in way_said.values())


def test_a_clause_counts_by_its_place_among_the_procedures_and_silence_is_no_figure() -> None:
    first, five = clause_cells(QUESTIONS, ANSWERS[OURS])
    assert first.startswith("0 of 1")
    assert five.startswith("1 of 1")
    assert clause_cells(QUESTIONS, ANSWERS["silent"]) == (NONE, NONE)


def test_the_tables_count_all_ways_alike_and_give_times_as_ratios_to_ours() -> None:
    whole, by_set = make_tables(ANSWERS, ENGINES, CASES, QUESTIONS)
    ours, silent, engine = (dict(zip(whole.heads, row, strict=True)) for row in whole.rows)
    assert ours["Missed exceptions"].startswith("0 of 1")
    assert silent["Missed exceptions"].startswith("1 of 1")
    assert silent["False alarms"].startswith("1 of 1")
    assert ours["Accuracy"].startswith("2 of 2")
    assert ours["Over sharing"] == NONE
    assert (ours["Time, ratio to ours"], silent["Time, ratio to ours"]) == ("1", "0.25")
    assert (engine["Way"], engine["Time, ratio to ours"]) == (ENGINE, "110 (deciding alone)")
    assert [row[:2] for row in by_set.rows][:2] == [(OURS, "outcomes"), (OURS, "everyday")]


def test_markdown_and_page_hold_every_cell_and_the_page_needs_nothing_beside_itself() -> None:
    tables, notes = make_tables(ANSWERS, ENGINES, CASES, QUESTIONS), make_notes(ANSWERS[OURS], ENGINES, notes=False)
    markdown, page = to_markdown(tables, (*notes, "a < b")), to_page(tables, (*notes, "a < b"), date(2026, 11, 23))
    for cell in (cell for table in tables for row in table.rows for cell in row):
        assert cell in markdown
        assert cell in page
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {len(tables[0].heads) + 1, len(tables[1].heads) + 1}
    assert "362,880 of 362,880" in page
    assert "a &lt; b" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]|<script|https?:", page)
