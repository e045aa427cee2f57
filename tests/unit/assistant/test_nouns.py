"""Whom and what no list holds is called as the message calls it, by the grammar around it; nothing that could be a name is copied."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation import Conversation
from assistant.parts import Parts, load_parts
from assistant.pipeline import Answer, answer
from assistant.reading.normalise import fold
from assistant.reading.nouns import NOUNS, nouns
from assistant.reading.particulars import Particulars, read_particulars
from assistant.reading.roles import to_roles
from assistant.settings import Settings


@pytest.fixture(scope="module")
def parts() -> Parts:
    return replace(load_parts(Settings()), model=None)


def answered(parts: Parts, *turns: str) -> Answer:
    return answer(Conversation(turns, date(2026, 11, 23)), parts)


def read(message: str, recipient: str) -> Particulars:
    return read_particulars(fold(message), recipient, typed=message)


@pytest.mark.parametrize(("message", "recipient", "named"), [
    # whoever asks
    ("A debt adviser's come on board and would like a copy", "professional", "the debt adviser"),
    ("the toy library leader has asked what he likes. mum said fine", "professional", "the toy library leader"),
    ("suspended TA wants to know which child it was", "unsafe", "the suspended TA"),
    ("His wife works in our kitchen and wants to know what was said", "unsafe", "his wife"),
    ("Now his brothers have come to me, three of them, asking what she said", "unsafe", "his brothers"),
    ("One of our ward councillors, nice enough, wondered who is on a plan", "no_role", "the ward councillor"),
    ("Solicitor for her uncle has written, wants the postcode", "unsafe", "the solicitor"),
    # whom the writer would tell
    ("Mum says go ahead and tell the other minder who covers Fridays", "professional", "the other minder"),
    ("mum has asked in writing that I tell his brother's school the dates", "professional", "the brother's school"),
    ("want to let Portage know about him, nan said yes", "professional", "Portage"),
    ("My manager says give the parish clerk the names", "no_role", "the parish clerk"),
    ("I explained that the short-breaks club would get his care plan", "professional", "the short-breaks club"),
    ("The twins group at the children's centre would suit her. Just ring her number through to them?", "professional", "the twins group"),
    # the head of the noun, what kind, and how many
    ("Mum said yes to our notes going to the parenting course lead", "professional", "the parenting course lead"),
    ("her ballet teacher's asked about her joints", "professional", "the ballet teacher"),
    ("can I send the same folder to all six schools", "professional", "the schools"),
])
def test_whoever_no_list_holds_is_called_as_the_message_calls_them(message: str, recipient: str, named: str) -> None:
    assert read(message, recipient).recipient == named


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("A parent's made a complaint about him. He's collared me, says he's a right to know", "unsafe", "the person who asked"),
    ("woman on the phone asking when she leaves. I can hear her boyfriend in the background", "unsafe", "the woman who asked"),
    ("they went to her friend's after he hit her. He wants to know where she is", "unsafe", "the person who asked"),
    ("dad's on the phone asking for the class she's in. mum asked us to keep it quiet", "unsafe", "the father"),
    ("he told the court he'd hurt her. I posted it to the old house", "untold", ""),
])
def test_whoever_stands_by_is_not_who_asks(message: str, recipient: str, named: str) -> None:
    assert read(message, recipient).recipient == named


@pytest.mark.parametrize("message", [
    "she told me not to tell a soul",
    "he came in with the round burn, referral went in on the 3rd",
    "breathing fast, breath like pear drops",
    "can I tell the truth about it",
    "the deputy wants it in the group chat",
    "I gave it to the wrong one and she went with the flow",
])
def test_nobody_is_made_up(message: str) -> None:
    assert read(message, "professional").recipient == ""


@pytest.mark.parametrize(("message", "recipient", "asked"), [
    ("dad wants the fixtures list", "unsafe", ("the fixtures list",)),
    ("Only wants the name of their new school so he can post cards", "unsafe", ("the name of their new school",)),
    ("she wants to know which child complained, and who else knows", "no_role", ("which child complained",)),
    ("the tutor needs his timetable", "professional", ("the timetable",)),
    ("mum doesn't want her labelled, she just wants help", "professional", ()),
    ("he wants to know what I told you", "unsafe", ()),
])
def test_what_was_asked_for_is_named(message: str, recipient: str, asked: tuple[str, ...]) -> None:
    assert read(message, recipient).asked == asked


def test_a_plan_or_a_test_keeps_the_name_that_says_which() -> None:
    assert read("I'd need to tell them about his dyslexia plan", "professional").information == ("the dyslexia plan",)
    assert read("they want his swallowing assessment", "professional").information == ("the swallowing assessment",)


def test_a_way_that_fails_is_not_the_way_that_is_asked_about() -> None:
    assert read("Can I whatsapp it to the SENCO, school email takes forever", "professional").route == "by WhatsApp"


def test_what_is_copied_stands_in_the_reply_and_moves_no_outcome(parts: Parts) -> None:
    reply = answered(parts, "Mum has agreed. The homework club wants his reading targets. Ok to send them?").reply
    assert "the homework club" in reply.headline
    assert "them" not in reply.headline
    asked = answered(parts, "Portage want to know about his delay, nothing worrying. He is 3 and nobody has asked his parents").reply
    assert {phrase.to for phrase in asked.phrases} >= {"a parent with Parental Responsibility"}
    refused = answered(parts, "Grandad, who she says touches her, wants the school timetable").reply
    assert "not the school timetable" in " ".join(step.text for step in refused.steps)


WORDS = st.sampled_from(
    "tell send give the his her to with let know wants asked club debt adviser Priya Smith <b> **x** [name](http://a.b) 07700 DE1 a@b.uk solicitor ’s ' - … 12"
    " brothers brother's school about , . ? \n".split(" ")
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORDS, min_size=3, max_size=25).map(" ".join))
def test_nothing_that_is_copied_could_be_a_name_a_number_or_markup(message: str) -> None:
    typed = "\n".join(to_roles((message,)).turns)
    for noun in nouns(fold(typed).text, tuple(way for way in NOUNS if NOUNS[way].groups), typed):
        assert re.fullmatch(r"[A-Za-z'’ -]+", noun.phrase)
        assert not to_roles((noun.phrase,)).replaced


def test_a_long_message_is_read_in_time() -> None:
    message = "the club has been at the gate and " * 230
    assert nouns(message, ("asks", "told", "given", "sent", "gets", "wanted", "shared", "question")) is not None
