"""A second child in a conversation begins anew, and the person is asked; nothing of the first is counted for the second."""

import pytest

from assistant.reading.ages import corrects_age
from assistant.reading.cases import first_of_case
from assistant.reading.normalise import fold


@pytest.mark.parametrize("opening", [
    "different child now: can i tell the club about an allergy", "ok, another family. mum agreed to SALT", "Separate case - lad of 9",
    "next one: school want the report", "unrelated, but can i email a plan", "right, new one, a girl in year 4",
])  # fmt: skip
def test_words_that_begin_another_case(opening: str) -> None:
    assert first_of_case([fold("he has bruises"), fold(opening), fold("mum said yes")]) == 1


@pytest.mark.parametrize("turn", [
    "his mum has another child at home", "he hurt a different boy last week", "and can i tell school", "she says another lad saw it",
])  # fmt: skip
def test_words_of_the_same_story(turn: str) -> None:
    assert first_of_case([fold("he has bruises"), fold(turn)]) == 0


def test_the_first_message_begins_the_first_case() -> None:
    assert first_of_case([fold("another child, not the one from last week")]) == 0


def test_saying_it_is_the_same_child_takes_the_beginning_back() -> None:
    assert first_of_case([fold("he has bruises"), fold("different child now, mum agreed"), fold("sorry, same child")]) == 0


@pytest.mark.parametrize(("turn", "corrects"), [
    ("typo, i meant 19 not 9", True), ("sorry shes 16, got that wrong", True), ("actually he is fine", False), ("she is 9", False),
])  # fmt: skip
def test_a_correction_of_an_age(turn: str, corrects: bool) -> None:
    assert corrects_age(fold(turn)) is corrects
