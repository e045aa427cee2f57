"""Plain words that state their fact whatever else a message holds, and words that look like them and do not."""

from datetime import date

import pytest

from assistant.reading.reader import read_facts
from guardrails.facts import Facts
from guardrails.ruleset import load_ruleset


def read(message: str) -> Facts:
    """What patterns alone read."""
    return read_facts((message,), load_ruleset(), None, date(2026, 11, 23)).facts


@pytest.mark.parametrize(("message", "fact", "value"), [
    ("mum was swaying and slurring and drove off with him on her lap 5 min ago", "danger_now", "yes"),
    ("new mum says baby is looking at her with the devils eyes", "danger_now", "yes"),
    ("she told me the baby is suffering and she needs to put it out of its misery", "danger_now", "yes"),
    ("9 rotten teeth, face swollen, was not brought four times", "neglect", "cause"),
    ("her dad was inside for what he did to her", "adult_harm", "yes"),
    ("mum told us to do one", "consent", "refused"),
    ("the mosque teacher uses a stick on them", "physical_harm", "cause"),
    ("one of our TAs was seen grabbing a boy by the neck", "about_staff", "yes"),
    ("saw my room leader yank a 2yr old by the arm", "about_staff", "yes"),
])  # fmt: skip
def test_plain_words_state_their_fact(message: str, fact: str, value: str) -> None:
    assert read(message).stated[fact].value == value


@pytest.mark.parametrize(("message", "fact"), [
    ("dad was pissed last week and drove off in a huff", "danger_now"), ("the hamster was put out of its misery", "danger_now"),
    ("in the nativity the baby is possessed", "danger_now"), ("two rotten teeth, first appointment is booked", "neglect"),
    ("my manager pushed the referral through for him", "about_staff"), ("our volunteer hit a great idea", "about_staff"),
    ("our coach pushed him to try for the county", "about_staff"),
])  # fmt: skip
def test_words_that_look_like_them_do_not(message: str, fact: str) -> None:
    assert fact not in read(message).stated
