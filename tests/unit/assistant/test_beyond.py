"""A yes is for one sharing: asking about somebody or something else later leaves that without one."""

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.reading.beyond import Beyond, went_beyond
from assistant.reading.normalise import fold
from assistant.reading.reader import Reading, read_facts
from assistant.reading.roles import to_roles
from guardrails.ruleset import load_ruleset

AGREED = "can i tell the football coach he has epilepsy, mum said yes"


def beyond(*typed: str) -> Beyond:
    turns = [fold(turn) for turn in to_roles(typed).turns]
    return went_beyond(turns, range(len(turns)))


def in_plain_words(turns: Sequence[str]) -> Reading:
    """What patterns alone read of a conversation."""
    return read_facts(tuple(turns), load_ruleset(), None, date(2026, 11, 23))


@pytest.mark.parametrize(("asked", "recipient"), [
    ("and the grandparents?", "the grandparents"), ("what about the school nurse", "the school nurse"),
    ("can i tell the swimming club too", "the swimming club"), ("could the GP have a copy as well?", "the GP"),
    ("actually its for the physio", "the physiotherapist"), ("not the coach, his nan", "the grandmother"),
])  # fmt: skip
def test_another_recipient_is_noticed(asked: str, recipient: str) -> None:
    assert beyond(AGREED, asked).recipient == recipient


@pytest.mark.parametrize("asked", ["what about his school report", "can i send the school report too"])
def test_something_more_is_noticed(asked: str) -> None:
    assert beyond(AGREED, asked).information


@pytest.mark.parametrize("asked", [
    "new coach is asking is there owt else about the family he should know, everyone knows their dads inside anyway and it will come out",
    "the coach also wants to know what else is going on at home",
])
def test_whoever_receives_it_and_asks_for_more_is_noticed(asked: str) -> None:
    assert beyond(AGREED, asked).turn == 1


@pytest.mark.parametrize("asked", [
    "is there anything else i should do", "what else do i write down", "and dad?", "should i tell mum first", "do i send the whole file", "the coach already knows", "mum told the school nurse herself",
    "his nan said thats fine", "should i talk to the dsl first", "ok thanks", "how do i send it", "the coach can read it then?",
    "i saw the neighbour outside and she waved at me as i went past to the car park after work on a friday",
])  # fmt: skip
def test_what_only_tells_or_asks_how_is_not(asked: str) -> None:
    assert not beyond(AGREED, asked).turn


def test_an_earlier_yes_is_none_to_another_sharing() -> None:
    reading = in_plain_words((AGREED, "and the grandparents?"))
    consent = reading.facts.stated["consent"]
    assert (consent.value, consent.words[0].turn, consent.words[0].text) == ("not_asked", 1, "grandparents")
    assert reading.beyond_consent
    assert reading.particulars.recipient == "the grandparents"
    assert "consent_giver" not in reading.facts.stated


def test_a_yes_to_the_other_sharing_counts() -> None:
    reading = in_plain_words((AGREED, "and the grandparents?", "mum says its fine for them as well"))
    assert reading.facts.stated["consent"].value == "given"
    assert not reading.beyond_consent


def test_whoever_is_named_instead_takes_the_place_of_one_without_a_role() -> None:
    reading = in_plain_words(("can i tell the neighbour he has a heart condition", "not the neighbour, the school nurse"))
    assert reading.facts.stated["recipient"].value == "professional"
    assert reading.particulars.recipient == "the school nurse"


def test_nobody_takes_the_place_of_somebody_unsafe() -> None:
    told = "he broke her arm and they fled. her ex rang asking for the new school"
    before, after = in_plain_words((told,)), in_plain_words((told, "not him, the school nurse"))
    assert before.facts.stated["recipient"].value == after.facts.stated["recipient"].value == "unsafe"
    assert after.particulars.recipient == before.particulars.recipient


@pytest.mark.parametrize("asked", [
    "what about her medical stuff", "and mums own mental health notes?", "can i tell her work placement too", "same again for his school?",
    "can i cc the new stepmum in", "the housing assoc has asked for it as well, for arrears", "can we use her pic and story in our newsletter",
    "and a copy to her mum?", "can dad have it? theyre split", "what about her medical stuff generally, the whole file",
])  # fmt: skip
def test_whatever_it_is_called(asked: str) -> None:
    assert beyond("he said yes to the coach having his attendance figures", asked).turn


def test_whoever_is_named_instead_by_a_slip_keeps_the_yes() -> None:
    reading = in_plain_words(("can i tell the neighbour hes got asthma, mum said yes", "not the neighbour, the health visitor. typo"))
    assert reading.facts.stated["consent"].value == "given"
    assert reading.particulars.recipient == "the health visitor"


@pytest.mark.parametrize(("turns", "value"), [
    (("mum said yes to the GP knowing", "sorry she said shed think about it"), "not_asked"),
    (("can i send it to salt", "she wants to think about it", "ok shes just rung back and said go ahead"), "given"),
    (("mum would want the tutor to know", "mum wouldnt mind"), "not_asked"),
    (("mum told me in confidence that shes low",), "not_asked"),
    (("mum took back her ok for the play therapist",), "refused"),
])  # fmt: skip
def test_only_a_yes_that_was_given_counts_and_the_last_answer(turns: tuple[str, ...], value: str) -> None:
    assert in_plain_words(turns).facts.stated["consent"].value == value
