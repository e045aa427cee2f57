"""A second child in a conversation begins anew, and the person is asked; nothing of the first is counted for the second."""

from datetime import date

import pytest

from assistant.reading.ages import corrects_age
from assistant.reading.cases import turns_of_case
from assistant.reading.normalise import fold
from assistant.reading.reader import Reading, read_facts
from assistant.reading.roles import to_roles
from guardrails.ruleset import load_ruleset


@pytest.mark.parametrize("opening", [
    "different child now: can i tell the club about an allergy", "ok, another family. mum agreed to SALT", "Separate case - lad of 9",
    "next one: school want the report", "wait different kid, girl of 7", "unrelated, but can i email a plan", "right, new one, a girl in year 4",
])  # fmt: skip
def test_words_that_begin_another_case(opening: str) -> None:
    assert turns_of_case([fold("he has bruises"), fold(opening), fold("mum said yes")])[0] == 1


@pytest.mark.parametrize("turn", [
    "his mum has another child at home", "he hurt a different boy last week", "and can i tell school", "she says another lad saw it",
])  # fmt: skip
def test_words_of_the_same_story(turn: str) -> None:
    assert turns_of_case([fold("he has bruises"), fold(turn)])[0] == 0


@pytest.mark.parametrize("turn", [
    "right deep breath, completely different family now. mum signed for his plan", "Right thats done. different family now. can I send it?",
    "ta thats all logged. right, different family altogether, nowt to do with them lot", "phew. ok so new family: mum agreed to SALT",
])  # fmt: skip
def test_another_family_may_come_after_thanks_or_a_feeling(turn: str) -> None:
    assert turns_of_case([fold("he has bruises"), fold(turn)])[0] == 1


@pytest.mark.parametrize("turn", [
    "thanks. a completely different family came in and saw him hit her", "hes been placed. new family, new school. can i tell them",
    "ta. ok so new family worker now, mum signed for her", "another family member says so",
    "Second one has come today with a court seal on it",
])  # fmt: skip
def test_another_family_of_the_same_story_begins_no_case(turn: str) -> None:
    assert turns_of_case([fold("he has bruises"), fold(turn)])[0] == 0


def test_the_first_message_begins_the_first_case() -> None:
    assert turns_of_case([fold("another child, not the one from last week")])[0] == 0


def test_saying_it_is_the_same_child_takes_the_beginning_back() -> None:
    assert turns_of_case([fold("he has bruises"), fold("different child now, mum agreed"), fold("sorry, same child")])[0] == 0


@pytest.mark.parametrize(("turn", "corrects"), [
    ("typo, i meant 19 not 9", True), ("sorry shes 16, got that wrong", True), ("actually he is fine", False), ("she is 9", False),
])  # fmt: skip
def test_a_correction_of_an_age(turn: str, corrects: bool) -> None:
    assert corrects_age(fold(turn)) is corrects


def begins(*typed: str) -> int:
    """Where the latest case begins, of messages as they were typed."""
    return turns_of_case([fold(turn) for turn in to_roles(typed).turns])[0]


@pytest.mark.parametrize("opening", [
    "my other lad, liam 9, can i tell the club about his asthma", "sorry wrong child, this one: needs glasses",
    "oops, wrong family. the ones i mean agreed", "wrong one - this girl is in year 4", "and what about his cousin", "what about her classmate",
    "this isnt the same child. can i send an eye test", "next: mum at number 9 agreed to salt, ok to send?", "next: can i send an eye test",
    "another question about a boy of 6: mum agreed to salt, can i send the report", "sorry, different child: can i send the eye test",
])  # fmt: skip
def test_more_words_that_begin_another_case(opening: str) -> None:
    assert begins("jayden told me his dad hits him", opening) == 1


@pytest.mark.parametrize(("told", "then"), [
    ("jayden told me his dad hits him", "also maisie in my class has an eye test, can i send the letter to the optician"),
    ("a lad in my class told me his dad hits him", "also maisie in my class, eye test, can i send it"),
    ("jayden has bruises", "next: can i send aisha's eye test to the optician"),
    ("jayden has bruises", "can i send Aisha's eye test"),
    ("jayden has bruises", "Ellie in year 4 needs glasses. Mum agreed. Can I send it to the optician?"),
    ("My pupil Tom (7) has bruises", "Priya's mum has signed the SALT form, ok to send?"),
    ("Jayden's dad hits him", "Now Maisie. She needs an eye test, ok to send it to the optician?"),
])  # fmt: skip
def test_a_child_with_another_name_is_another_case(told: str, then: str) -> None:
    assert begins(told, then) == 1


@pytest.mark.parametrize(("told", "then"), [
    ("14 yr old girl is cutting herself", "9 yr old lad, mum agreed to salt, can i send the referral"),
    ("girl of 14 is cutting herself", "a boy in year 3 needs glasses, can i send his eye test"),
])  # fmt: skip
def test_a_child_with_another_age_is_another_case(told: str, then: str) -> None:
    assert begins(told, then) == 1


@pytest.mark.parametrize(("told", "then"), [
    ("jayden has bruises", "his sister ellie too"),
    ("jayden has bruises", "ellie has them as well, shes his sister"),
    ("jayden has bruises", "what about his brother"),
    ("jayden has bruises", "and his little sister ellie, 4, can i tell nursery"),
    ("he is 9, bruises", "theres a 2 yr old at home too, can i tell social care"),
    ("girl of 14, cutting", "her brother is 9, do i tell his school"),
])  # fmt: skip
def test_a_brother_or_sister_belongs_to_the_case(told: str, then: str) -> None:
    assert begins(told, then) == 0


@pytest.mark.parametrize(("told", "then"), [
    ("jayden has bruises", "ryan saw it. can i tell ryan's mum"),
    ("jayden hit another lad", "can i tell ryan's mum"),
    ("Jayden's dad hits him", "Maisie told me he hits her as well, can I ring social care?"),
    ("his cousin hit him", "what about his cousin, can i tell him"),
    ("he has bruises", "and another lad saw it, do i ask him"),
    ("girl of 14, cutting", "a 9 yr old saw it, can i ask him"),
])  # fmt: skip
def test_who_has_a_part_in_the_story_begins_no_other_case(told: str, then: str) -> None:
    assert begins(told, then) == 0


@pytest.mark.parametrize(("told", "then"), [
    ("jayden has bruises", "can i tell Sarah"),
    ("jayden has bruises", "Mrs Khan said yes"),
    ("Jayden's dad hits him", "Kelly wants to know, can i tell her"),
    ("jayden has bruises", "can I send it to Sarah's email"),
    ("dad hits her", "dave from social care rang, can i tell him"),
    ("a lad in my class has bruises", "can i tell ryan's mum"),
    ("jayden has bruises", "the child needs help, can i ring"),
    ("jayden has bruises", "my other half says leave it"),
])  # fmt: skip
def test_a_name_of_somebody_else_begins_no_other_case(told: str, then: str) -> None:
    assert begins(told, then) == 0


@pytest.mark.parametrize("then", [
    "another question: can i tell her mum", "next question, can i tell her gp", "next: do i tell her school",
    "sorry shes 15, can i tell school", "what if she was 9, can i tell mum", "hes 24, her boyfriend. can i tell mum",
])  # fmt: skip
def test_what_points_back_belongs_to_the_case(then: str) -> None:
    assert begins("girl of 14 is cutting herself", then) == 0


def test_a_letter_to_the_wrong_child_is_told_of_the_same_case() -> None:
    assert begins("i posted his plan to the wrong house", "wrong child got the letter") == 0
    assert begins("she says he is 17", "sorry wrong card. shes 12, and hes 17") == 0


def test_not_the_same_child_does_not_take_the_beginning_back() -> None:
    assert begins("he has bruises", "different child now, mum agreed", "no, its not the same child") == 2


def in_plain_words(*typed: str) -> Reading:
    """What patterns alone read of a conversation."""
    return read_facts(to_roles(typed).turns, load_ruleset(), None, date(2026, 11, 23))


def test_nothing_of_the_first_child_is_counted_for_the_second_and_the_person_is_asked() -> None:
    errand = "also maisie in my class has an eye test, can i send the letter to the optician"
    reading = in_plain_words("jayden told me his dad hits him with a belt", errand)
    assert reading.which_case == "another_case"
    assert reading.facts.stated.keys() == in_plain_words(errand).facts.stated.keys()


@pytest.mark.parametrize("then", ["his sister too", "and can i tell his school", "sorry, same child"])
def test_a_sign_of_the_same_child_is_never_lost(then: str) -> None:
    reading = in_plain_words("jayden told me his dad hits him with a belt", "new one: can i send an eye test", "same child", then)
    assert not reading.which_case
    assert "physical_harm" in reading.facts.stated


TWO = ("mum wants school to know about his eczema, she said yes", "different child now: 14yo girl, new bf is 25, can i tell social care")


@pytest.mark.parametrize(("back", "told"), [
    ("ok back to the first one, can I email it", (0, 2)), ("for the first child, can i email it", (0, 2)),
    ("going back to the other lad", (0, 2)), ("back to the eczema one", (0, 2)),
    ("back to the girl", (1, 2)), ("back to the school thing", (1, 2)), ("for the first time she cried", (1, 2)),
])  # fmt: skip
def test_an_earlier_case_can_be_gone_back_to(back: str, told: tuple[int, ...]) -> None:
    assert turns_of_case([fold(turn) for turn in (*TWO, back)]) == told


def test_a_word_on_how_the_last_case_ended_may_come_first() -> None:
    turns = ("mum of the twins signed for the school to know", "different family now, a lad of 14 carries a knife", "right done that, police have it. back to the twins")
    assert turns_of_case([fold(turn) for turn in turns]) == (0, 2)
    assert turns_of_case([fold(turn) for turn in (*turns[:2], "police have it. he came back to the twins yesterday")]) == (1, 2)


def test_what_follows_stays_with_the_case_gone_back_to_and_the_person_is_told() -> None:
    reading = in_plain_words(*TWO, "ok back to the first one", "mum has changed her mind")
    assert reading.which_case == "earlier_case"
    assert reading.facts.stated["consent"].value == "refused"
    assert "child_age" not in reading.facts.stated
