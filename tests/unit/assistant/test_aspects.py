"""What part of an answer a follow-up asks for: heard rightly, put first, and never a reason to read or decide anything else."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assistant.draft import compose
from assistant.reading.learned import LearnedReader
from assistant.reading.reader import read_facts
from assistant.reply import Reply, to_markdown
from assistant.verify import verify
from guardrails.verdict import NO_CASE, Outcome, Urgency
from tests.loaded import loaded_reader
from tests.unit.assistant.situations import Situation, case_of, corpus, every_situation, over_all, ruleset, situations, wording

FRESH = Path(__file__).with_name("asked_for.jsonl")
CASE = "reception girl has a bruise on her cheek and says daddy did it. can i tell social care"
DAY = date(2026, 11, 26)
ALL = situations()
FOLLOW_UPS = {
    "record": ["how do i write that up", "ok thanks, and where do I record it?", "does it go on cpoms", "is a line in his file enough"],
    "words": ["what do i say to her", "how do I word it", "not sure what i'd even say to mum", "any nice way of putting that"],
    "contact": ["who do i ring then", "and the number?", "whats the lado", "how do I get hold of them out of hours"],
    "share": ["what exactly do they need", "how much do i tell them", "do i send the whole file", "who else should know"],
    "leave_out": ["should i mention her sister", "what do I leave out", "what should i not say"],
    "route": ["can i email it", "is a text ok", "by what means should it be sent"],
    "family": ["should i tell mum first", "do I have to let the parents know", "will it tip him off", "mum and dad??"],
    "consent": ["do i need to ask them", "what if she says no", "isn't consent needed"],
    "manager": ["my dsl is off today", "do I tell my boss first", "what if my manager says no"],
    "when": ["can it wait till monday", "how soon", "does it have to be tonight"],
    "next": ["what happens next", "then what", "what if nobody answers"],
    "why": ["why", "where does it say that", "on what grounds", "are you sure?"],
    "close": ["thanks", "ok cheers, bye", "Thank you so much for your help.", "that's all, thanks x"],
    "": ["thanks, she has said dad did it", "ok", "he's 14 actually", "she has said yes now", "does derby county play tonight"],
}
ASKED = [(said, aspect) for aspect, several in FOLLOW_UPS.items() for said in several]


@pytest.fixture(scope="module")
def learned() -> LearnedReader:
    return loaded_reader()


@cache
def replied(situation: Situation, aspect: str) -> Reply:
    return verify(compose(case_of(situation), (), corpus(), wording(), aspect=aspect), corpus())


def heard(learned: LearnedReader | None, *turns: str) -> str:
    return read_facts(turns, ruleset(), learned, DAY).aspect


@pytest.mark.parametrize(("said", "aspect"), ASKED)
def test_a_follow_up_is_heard(learned: LearnedReader, said: str, aspect: str) -> None:
    assert heard(learned, CASE, said) == aspect


def test_most_follow_ups_that_nobody_learned_from_are_heard(learned: LearnedReader) -> None:
    lines = [json.loads(line) for line in FRESH.read_text("utf-8").splitlines()]
    right = [heard(learned, *line["turns"]) == line["aspect"].replace("none", "") for line in lines]
    assert len(lines) == 150
    assert sum(right) >= 0.75 * len(right)


def test_without_the_learned_part_only_plain_words_are_heard() -> None:
    assert heard(None, CASE, "who do i ring then") == "contact"
    assert heard(None, CASE, "whats the lado") == ""


@pytest.mark.parametrize(
    ("said", "aspect"),
    [
        (CASE, ""),
        ("can i email his report to the new school, mum agreed", ""),
        (CASE + ". should i tell mum first?", "family"),
        ("boy 5, cigarette burns. can it wait till monday?", "when"),
        ("boy 5, cigarette burns. who do i ring", "contact"),
        ("what have i to write down when i decide not to share something", "record"),
        ("what should be recorded if we do not share", "record"),
        ("what goes in the record when we share without consent", "record"),
        ("do i need to write anything down", "record"),
        ("what do i have to tell the school", ""),
        ("can I see his record at school", ""),
    ],
)
def test_a_case_asks_for_a_part_only_outright(said: str, aspect: str) -> None:
    assert heard(None, said) == aspect


def test_a_new_case_is_no_follow_up(learned: LearnedReader) -> None:
    assert heard(learned, CASE, "different child: can i email his report to school, mum agreed") == ""


@every_situation
def test_what_was_asked_for_comes_first_and_takes_nothing_away(situation: Situation) -> None:
    plain = replied(situation, "")
    lines = to_markdown(plain).splitlines()
    assert plain.focus is None
    for aspect, asked in wording().aspects.items():
        reply = replied(situation, aspect)
        if plain.outcome is Outcome.INFORMATION and aspect == "record":
            assert len(reply.record) >= 5 and reply.steps == plain.steps  # asked alone, it gets the list of what to write down
            continue
        if plain.outcome in NO_CASE:
            assert reply.focus is None
            continue
        assert reply.focus is not None and reply.focus.title == asked.title
        assert (reply.outcome, reply.urgency, reply.escalate, reply.headline) == (plain.outcome, plain.urgency, plain.escalate, plain.headline)
        assert (reply.steps, reply.record, reply.net) == (plain.steps, plain.record, plain.net)
        text = to_markdown(reply)
        assert text.index(reply.focus.title) < text.index("**What to do now**")
        for line in lines:
            assert line in text


@over_all([one for one in ALL if case_of(one).verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT], lambda row: row.name)
def test_beside_harm_nothing_asked_for_waits_or_asks_for_a_yes(situation: Situation) -> None:
    said = {aspect: " ".join(one.text for one in focus.says) for aspect in wording().aspects if (focus := replied(situation, aspect).focus)}
    assert "do not wait" in said["manager"] or "nobody's leave" in said["manager"]
    assert said["consent"].startswith(("You do not need it", "The no does not stop you", "You have a yes"))
    assert "Not first" in said["family"] or not said["family"].startswith("Yes")
    if case_of(situation).verdict.urgency is Urgency.IMMEDIATE:
        assert "999" in said["when"] and "999" in said["contact"]
    else:
        assert said["when"].startswith("Today")


@over_all([one for one in ALL if "family_before_advice" in case_of(one).verdict.recipients_not_with], lambda row: row.name)
def test_a_family_that_may_not_be_told_is_not_told(situation: Situation) -> None:
    focus = replied(situation, "family").focus
    if focus is not None:
        assert focus.says[0].text.startswith(("Not ", "No", "Say nothing", "The family at risk", "That is not for you"))


@pytest.mark.parametrize("said", [said for said, aspect in ASKED if aspect and said not in {"is a text ok", "my dsl is off today"}])
def test_asking_for_a_part_changes_no_fact(learned: LearnedReader, said: str) -> None:
    told, asked = (read_facts(turns, ruleset(), learned, DAY).facts for turns in ((CASE,), (CASE, said)))
    assert told == asked


@pytest.mark.parametrize(
    ("said", "fact", "value"),
    [
        ("is a text ok?", "route", "insecure"),
        ("who do i ring, he's outside now with a knife", "danger_now", "yes"),
        ("can i email it? she says he raped her", "sexual_harm", "evidence"),
        ("who do i ring? mum has said yes to it now", "consent", "given"),
    ],
)
def test_what_a_follow_up_tells_beside_is_read(learned: LearnedReader, said: str, fact: str, value: str) -> None:
    assert read_facts((CASE, said), ruleset(), learned, DAY).facts.value(fact, ruleset().spec) == value
