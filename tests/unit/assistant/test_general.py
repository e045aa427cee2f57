import pytest

from assistant.reading.general import is_general, record_question
from assistant.reading.normalise import fold
from assistant.retrieve import questions_in
from guardrails.facts import Fact, Provenance

CASE = {"ask": Fact("ask", "case", provenance=Provenance.LEARNED)}
OTHER = {"ask": Fact("ask", "out_of_scope", provenance=Provenance.LEARNED)}


@pytest.mark.parametrize(
    "question",
    [
        "Who should I ask for advice?",
        "Do I need to tell the family I'm sharing information?",
        "hi, can I share by email?",
        "What do I have to say to a family about information I am sharing?",
        "Am I allowed to talk to other agencies before parents agree?",
    ],
)
def test_a_question_of_nobody_in_particular_is_about_the_procedure(question):
    assert is_general(fold(question), CASE)


@pytest.mark.parametrize(
    "message",
    [
        "can i share this with school?",
        "Can I tell her new worker about it?",
        "can i share some info about a child i work with?",
        "can i shair some infomation abuot a child i wrok with",
        "Do I need to tell the mum before I ring?",
        "do i need consent",
        "Who should I ask? She has a bruise.",
        "A man called about a student. do I ring back?",
        "I want to know who to ask for advice",
        "should we send the plan to housing tomorrow",
        "Can I pass on what a boy of 12 said to me?",
        "What should I do about " + "a family who may need advice " * 6 + "?",
        "",
    ],
)
def test_whoever_points_at_somebody_or_tells_something_is_asked_about_a_case(message):
    assert not is_general(fold(message), CASE)


@pytest.mark.parametrize("message", ["how do I write that up?", "what do i have to write down", "ok so where do I record it", "what should I put in the record?"])
def test_how_to_write_it_down_asked_alone_is_no_case(message):
    assert is_general(fold(message), CASE)
    assert not is_general(fold(message), {**CASE, "neglect": Fact("neglect", "worry", provenance=Provenance.LEARNED)})


@pytest.mark.parametrize("message", [
    "dad hits him, how do I write that up?", "how do I put it to her dad", "what should I record about the boy", "can I write that up for his school",
])  # fmt: skip
def test_whoever_tells_something_beside_it_or_means_somebody_stays_a_case(message):
    assert not is_general(fold(message), CASE)


@pytest.mark.parametrize("message", ["lado email address", "ooh number?", "need the front door number please", "derby social care phone number tonight"])
def test_a_wish_for_a_number_and_nothing_else_is_no_case(message):
    assert is_general(fold(message), {**CASE, "recipient": Fact("recipient", "unverified", provenance=Provenance.LEARNED)})


@pytest.mark.parametrize("message", ["his dad wants the number for the lado", "gran wants lado number", "mum gave me the social care number she uses"])
def test_somebody_who_wants_a_number_stays_a_case(message):
    assert not is_general(fold(message), {**CASE, "recipient": Fact("recipient", "no_role", provenance=Provenance.LEARNED)})


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Belt marks on his back. Front door took it this morning, I've got the reference. What do I put in the log?", "what do i put in the log?"),
        ("rang the front door about grandad & they took it. How do I write it up, one page?", "how do i write it up, one page?"),
        ("cigarette burns, rang social care, they accepted it and a strategy meeting has happened. what do I put in our record?", "what do i put in our record?"),
        ("IRT Tuesday about his belt marks, they've emailed to say it's accepted. How do I write up what I told them?", "how do i write up what i told them?"),
        ("social care took the referral about the twins, mum knows. just need to know what to put in my note?", "what to put in my note?"),
        ("LADO's got it, form sent. How do I record it our side?", "how do i record it our side?"),
    ],
)
def test_what_was_taken_up_is_only_to_be_recorded(message, asked):
    folded = fold(message)
    assert folded.text[record_question(folded)[1] :] == asked


def test_what_was_told_before_is_what_was_taken_up():
    told = "Bruise on each cheek today, mum says he fell\nrang it through, IRT accepted, SW now with the family\nso just the paperwork. {}"
    assert record_question(fold(told.format("How do I word why I shared, and what else has to be in the note")))
    assert record_question(fold(told.format("How do I record that he has new marks"))) is None


@pytest.mark.parametrize(
    "message",
    [
        "belt marks. Front door took it. now his brother says dad hit him too. what do I put in the log?",
        "belt marks. Front door took it. she is back in with a black eye. what do I put in the log?",
        "belt marks. Front door haven't taken it. what do I put in the log?",
        "if social care accepted it what would I put in the log?",
        "belt marks, police have got it. can I tell the school nurse?",
        "belt marks. Front door took it. What do I put in the log? He has gone home to dad",
        "belt marks. what do I put in the log?",
        "found cigarette burn on his arm this morning, 4yrs. irt took the referral about the dirty house last month. where do i log it",
        "told the parents about the marks on her legs and they took it really well. how do i record it",
        "handprint on her back. early help took it. what do i write",
        "rats and no food, irt took the call. signposted to early help and closed. what do I log",
        "belt marks, police have got it. do I put a copy on the school app for the father",
        "belt marks, front door took it. what do I write in the note I share with dad",
        "rang LADO about the swim coach, they accepted it. how do I record it and he is on shift tonight with the under 8s",
        "his mates come round and they took everything, kids were crying. what do I put in the log?",
        "social care took the children last year. what do I put in the log?",
        "irt about the belt marks, not accepted yet. what do I put in the log?",
        "rang irt about the belt marks, waiting to hear if it's accepted. how do I record it",
        "belt marks. rang irt, they accepted dads explanation. how do I record it",
        "belt marks. irt took the referral about the twins but the toddler was left. how do I record it",
        "Front door took it. what do I put in the log now that he has bruises again?",
    ],
)
def test_what_may_be_new_or_was_not_taken_up_is_still_to_be_decided(message):
    assert record_question(fold(message)) is None


def test_what_was_read_besides_keeps_the_case():
    question = fold("Who should I ask for advice?")

    assert not is_general(question, {})
    assert not is_general(question, {**CASE, "neglect": Fact("neglect", "worry", provenance=Provenance.LEARNED)})
    assert not is_general(question, {"ask": Fact("ask", "case", provenance=Provenance.PERSON)})


def test_what_sounds_like_something_else_is_in_scope_only_where_it_names_the_chapter():
    assert is_general(fold("How much weight does section 2 give to the safety of the child?"), OTHER)
    assert is_general(fold("What does the guide say about adults?"), OTHER)
    assert not is_general(fold("What do schools say about adults?"), OTHER)


def test_a_message_of_several_questions_is_searched_question_by_question():
    both = "what does the procedure say when parents disagree? and who can i ask without saying who it is"

    assert questions_in(both) == ["what does the procedure say when parents disagree?", "and who can i ask without saying who it is"]


@pytest.mark.parametrize("message", [
    "Who can I ask?", "I am new here. Who can I ask about it?", "why? and who decides about it?", "consent", "???",
    "Must a referral be typed? our deputy told us that it must", "how long are notes kept?? the new trustee wants it in writing today",
])  # fmt: skip
def test_one_question_is_searched_whole(message):
    assert questions_in(message) == [message]


GUESSED = {"likely_harm": Fact("likely_harm", "evidence", provenance=Provenance.LEARNED)}


@pytest.mark.parametrize("question", [
    "Do I have to report FGM to the police myself?", "must i report known fgm", "who has to report FGM, me or the lead",
])  # fmt: skip
def test_whose_duty_it_is_to_report_is_a_question_though_it_names_harm(question):
    assert is_general(fold(question), GUESSED)


@pytest.mark.parametrize("message", [
    "do i have to report neglect she told me about", "must i report fgm, a girl in my class was cut", "do i have to report the bruise", "do i have to report neglect if i only saw it once",
    "is it true that he hits her and nobody does anything", "is it right that staff lock pupils in a cupboard",
])  # fmt: skip
def test_a_duty_asked_about_somebody_is_a_case(message):
    assert not is_general(fold(message), GUESSED)


def test_whether_something_is_the_rule_is_a_question_where_no_harm_was_read():
    question = "Is it true that everything has to be sent so that nothing is missed?"
    assert is_general(fold(question), {**CASE, "everything": Fact("everything", "yes", provenance=Provenance.LEARNED)})
