"""Who is named in an answer: who asks, who would be told, who may agree, and whose council enquires. Beside near misses."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts, load_parts
from assistant.pipeline import Answer, answer
from assistant.reading.normalise import fold
from assistant.reading.particulars import read_particulars
from assistant.reply import Reply
from assistant.settings import Settings


@pytest.fixture(scope="module")
def parts() -> Parts:
    return replace(load_parts(Settings()), model=None)


def answered(parts: Parts, *turns: str) -> Answer:
    return answer(Conversation(turns, date(2026, 11, 23)), parts)


def whole(reply: Reply) -> str:
    """All that is said in the headline, the steps and the words to say."""
    words = (f"[{phrase.to}] {phrase.text}" for phrase in reply.phrases)
    return " ".join((reply.headline, *(part.text for part in (*reply.lead, *reply.steps, *reply.share)), *words))


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("ex partner of one of our hostel mums rang the desk, says he can know her new school", "unsafe", "the ex-partner"),
    ("the brother of a mum in our scheme came asking which flat", "unsafe", "the brother"),
    ("father of two of our pupils, violent to mum, emailed to ask for the timetable", "unsafe", "the father"),
    ("mum rang, dad wants her new address and he used to beat her", "unsafe", "the father"),
    ("he's on the birth certificate and wants to know when she finishes. mum has an injunction", "unsafe", "the father"),
    ("a bloke rang, he hit mum, hes after what days his son comes in", "unsafe", "the man who asked"),
    ("grandad wants his daughter's address, she fled from him", "unsafe", "the grandfather"),
    ("he rang to know where his stepdaughter is. he hit her", "unsafe", "the person who asked"),
])
def test_whoever_asks_is_named_and_not_whose_they_are(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(("message", "named"), [
    ("we'd like the ed psych to see a boy of 4. havent asked his parents yet", "the educational psychologist"),
    ("I want the school nurse to look at his weight. Not mentioned it to mum", "the school nurse"),
    ("hoping to get the health visitor involved, nobody's spoken to dad", "the health visitor"),
    ("can I tell mum what he drew? not told her yet", "the mother"),
    ("dad wants the report, can I give it to him", "the father"),
    ("lone father was offered a referral to the family hub", "the family hub"),
    ("social worker rang about the baby of our client in the drug service", "children's social care"),
    ("can we tell the drug service that she is using again", "the drugs service"),
])
def test_who_is_asked_for_leave_is_not_who_would_be_told(message: str, named: str) -> None:
    assert read_particulars(fold(message), "professional").recipient == named


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("a man says he's her uncle and works at a solicitors, rang for the dates she came", "unverified", "the caller"),
    ("woman emailed, says she works for a law firm, wants the file", "unverified", "the sender of the e-mail"),
    ("a solicitor rang wanting the file", "unverified", "the solicitor"),
    ("birth mum's brother found us on insta asking how they are", "no_role", "the uncle"),
    ("his aunt sent a friend request on facebook, asks which school", "no_role", "the aunt"),
    ("can i put the photo of her on our facebook", "no_role", "anyone on social media"),
])
def test_a_claim_makes_no_solicitor_and_a_page_is_nobody(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(("message", "information"), [
    ("email from a hotmail address, wants everything we hold on him", ("the whole file",)),
    ("a gmail address asking for the register", ("the register",)),
    ("he asks for their new address", ("the address",)),
    ("officer wants the names and numbers of every kid who came", ("the names of all the children",)),
    ("they asked for a list of all the members", ("the names of all the children",)),
    ("the aunt asks what school they go to, he's not to know where they live", ("where the child goes",)),
    ("wants to know which mornings she is in", ("when the child is there",)),
])
def test_what_is_asked_for_is_named(message: str, information: tuple[str, ...]) -> None:
    assert read_particulars(fold(message), "unverified").information == information


@pytest.mark.parametrize(("message", "child"), [
    ("one of my street dance girls is going out with a lad whos 19", "the girl"),
    ("two of our under 9 boys were picked up by a man", "the boy"),
    ("the conviction was for assault of a girl, he now stays with a family", "the child"),
    ("a lad in my form is messaging a girl he met online", "the boy"),
    ("boy says his sister hits him", "the boy"),
])
def test_who_it_is_about_is_not_who_they_go_with(message: str, child: str) -> None:
    assert read_particulars(fold(message), "untold").child == child


@pytest.mark.parametrize(("message", "area"), [
    ("Walsall social worker rang, section 47, wants our notes", "elsewhere"),
    ("s47 enquiry from a social worker in Chesterfield", "derbyshire"),
    ("Leeds childrens services are doing a section 47 enquiry on our pupil", "elsewhere"),
    ("derby city social worker rang on a section 47", "derby"),
    ("social worker from Leeds rang for a chat about dad, the kids live here", ""),
    ("section 47 on the twins, the social worker asked if dad is in Leeds", ""),
    ("section 47, the children live in Derby, the social worker is from Nottingham", "derby"),
])
def test_a_section_47_enquiry_is_of_the_council_where_the_child_is(message: str, area: str) -> None:
    assert read_particulars(fold(message), "professional").area == area


@pytest.mark.parametrize(("message", "asker"), [
    ("mum said no. what now? school secretary", "school"),
    ("he asked when she is in. nursery deputy x", "early_years"),
    ("im admin at a youth justice charity", "youth"),
    ("who do i tell, school or nursery", ""),
    ("im working with a GP on this", ""),
])
def test_a_name_of_work_under_a_message_is_the_writers(message: str, asker: str) -> None:
    assert read_particulars(fold(message), "untold").asker == asker
