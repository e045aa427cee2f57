"""What helps beside an answer: its wording rests on real clauses, an e-mail is marked where it says too much, a note holds no names."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.asides import load_asides
from assistant.briefing import to_briefing
from assistant.marking import LONGEST, to_marks
from assistant.pipeline import UNREAD, Answer
from assistant.prompt import FOLDER
from assistant.reading.particulars import Particulars
from assistant.reply import Reply, Sentence
from corpus.clauses import Corpus
from corpus.errors import PromptError
from guardrails.decide import decide
from guardrails.facts import Fact, Facts, Provenance, Words
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome, Urgency
from ingest.clauses import read_corpus

AS_OF = date(2026, 11, 22)
MAIL = (
    "Hi Sarah, re Kayla Smith DOB 12/03/2015, she is now at 12 Green Lane, Derby DE1 2AB with her mum Donna (07700 900123) in the refuge. "
    "Another pupil saw it. I attach the whole file. Reply to sue@gmail.com"
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(Path(__file__).resolve().parents[3] / "corpus")[0]


def marked(message: str) -> list[str]:
    return [message[mark.start : mark.end] for mark in to_marks(message)]


def answered(facts: Facts, *, read: bool = True) -> Answer:
    verdict = decide(facts, load_ruleset(), AS_OF) if read else None
    outcome = verdict.outcome if verdict else Outcome.CLARIFY
    reply = Reply(outcome, verdict.urgency if verdict else Urgency.TODAY, True, "Share today.", steps=tuple(Sentence(f"Step {n}.") for n in range(7)))
    said = ("Kayla has a belt mark",) if read else (UNREAD,)
    return Answer("a1", said, reply, facts, verdict, (), {}, Particulars(recipient="the school nurse", child="the girl"))


def test_every_line_rests_on_clauses_that_exist(corpus: Corpus) -> None:
    assert load_asides().clauses
    assert [id for id in sorted(load_asides().clauses) if not corpus.has(id)] == []
    assert all(step.rests_on for step in load_asides().caller.steps)
    assert all(check.rests_on for check in load_asides().sending.checks)


@pytest.mark.parametrize("change", [("asks:", "askss:"), ("information: ", "infomation: "), ("manager:", "manager")])
def test_a_file_that_is_not_as_it_should_be_is_refused_with_its_name(tmp_path: Path, change: tuple[str, str]) -> None:
    broken = tmp_path / "asides.yaml"
    broken.write_text((FOLDER / "asides.yaml").read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(PromptError, match="asides.yaml cannot be used"):
        load_asides(broken)


def test_names_numbers_addresses_safe_places_others_and_whole_files_are_marked() -> None:
    found = marked(MAIL)
    for words in ("Kayla Smith", "12/03/2015", "12 Green Lane", "DE1 2AB", "Donna", "07700 900123", "refuge", "Another pupil", "whole file", "sue@gmail.com"):
        assert words in found


def test_marks_stand_in_order_and_never_overlap() -> None:
    marks = to_marks(MAIL * 3)
    assert all(one.end <= other.start for one, other in zip(marks, marks[1:], strict=False))
    assert all(mark.why for mark in marks)


@pytest.mark.parametrize("plain", ["", "   ", "Thank you for the call. I will write again on Monday.", "<script>alert(1)</script>"])
def test_plain_words_are_left_alone(plain: str) -> None:
    assert to_marks(plain) == ()


def test_the_longest_message_is_looked_through() -> None:
    assert "refuge" in marked(("nothing to see here. " * 400)[: LONGEST - 20] + " in the refuge")


def test_the_note_says_outcome_urgency_facts_clauses_steps_and_what_is_asked(corpus: Corpus) -> None:
    facts = Facts({"physical_harm": Fact("physical_harm", "evidence", (Words(0, 12, 21, "belt mark"),))}).without("neglect")
    facts = facts.with_fact(Fact("pressed", "yes", provenance=Provenance.PERSON))
    note = to_briefing(answered(facts), AS_OF, load_ruleset().spec, corpus)
    for words in (
        "Share today.", "How soon: today.", "about: the girl", "would go to: the school nurse", "a child being physically hurt: evidence of it",
        "somebody pressing you: yes (I added this)", "misread: a child's basic needs", "(E1)", "1. Step 0.", "4. Step 3.",
        "What I have done so far:", "I am not waiting for a yes", "22 November 2026", "answer a1", "The tool does not decide.",
    ):  # fmt: skip
        assert words in note
    assert "Step 4." not in note


def test_no_word_of_a_message_reaches_the_note(corpus: Corpus) -> None:
    facts = Facts({"physical_harm": Fact("physical_harm", "evidence", (Words(0, 0, 5, "Kayla"),), reason="Kayla")})
    answer = replace(answered(facts), particulars=Particulars(recipient="Kayla <b>http://x.test</b>"))
    note = to_briefing(answer, AS_OF, load_ruleset().spec, corpus)
    assert "Kayla" not in note
    assert "<b>" not in note


@pytest.mark.parametrize("outcome", list(Outcome))
def test_something_is_asked_for_every_outcome(outcome: Outcome) -> None:
    assert load_asides().manager.asks[outcome].endswith(".")


def test_where_nothing_was_read_the_note_asks_for_help(corpus: Corpus) -> None:
    note = to_briefing(answered(Facts(), read=False), AS_OF, load_ruleset().spec, corpus)
    assert "Please go through this with me today" in note
    assert "It rests on" not in note
