"""An adult partner of a child of 12 to 15 is read from the ages, and nobody else's age is taken for theirs."""

from datetime import date

import pytest

from assistant.reading.ages import as_corrected
from assistant.reading.gap import read_gap, read_under_age
from assistant.reading.normalise import fold
from assistant.reading.reader import read_facts
from guardrails.ruleset import load_ruleset

RULESET = load_ruleset()
AS_OF = date(2026, 11, 23)


@pytest.mark.parametrize("turns", [
    ["shes 14 n her new bf is 22, picks her up in a van"],
    ["Year 9 girl. She's dating somebody and he's twenty six, all above board she says"],
    ["she's thirteen. in love apparently. the lad is 31 yrs old"],
    ["14 yr old came in for condoms. Boyfriend's 22, he's working"],
    ["both 15, going out together", "sorry, i asked again. he's 24"],
])
def test_an_adult_partner_is_a_sign_wherever_the_ages_stand(turns: list[str]) -> None:
    found = read_gap([fold(turn) for turn in turns])
    assert found is not None
    turn, match = found
    assert match.sure
    assert turn == len(turns) - 1
    assert fold(turns[turn]).text[match.start : match.end].split()[-1] in {"22", "six", "31", "24"}


@pytest.mark.parametrize("turns", [
    ["shes 14 and seeing a lad in year 10, both giggling"],
    ["shes 15, mums boyfriend is 29 and does the school run"],
    ["he's 14, together with his mum, she is 41"],
    ["they are 15 and going out, dad is 45 and cross"],
    ["shes 17 and her boyfriend is 22"],
    ["shes 15, sleeping with her boyfriend, 20 minutes late every day since"],
    ["in the training scenario she is 14 and her boyfriend is 26"],
    ["shes 14. the netball coach is 30"],
])
def test_no_other_age_makes_a_gap(turns: list[str]) -> None:
    assert read_gap([fold(turn) for turn in turns]) is None


@pytest.mark.parametrize(("turns", "words"), [
    (["17 and 24 weeks gone, lad her age, wants her mum kept out of it", "and if she'd been 12?"], "24 weeks gone"),
    (["15 yr old asked for condoms, bf 15 too, sensible", "say she was eleven"], "condoms"),
    (["she is 16 and came for the morning after pill", "does it change if shes 12"], "morning after pill"),
    (["a 12 year old is pregnant"], "pregnant"),
])  # fmt: skip
def test_what_comes_of_sex_tells_of_it_where_the_child_is_or_might_be_under_thirteen(turns: list[str], words: str) -> None:
    found = read_under_age([fold(turn) for turn in turns])
    assert found is not None
    turn, match = found
    assert fold(turns[turn]).text[match.start : match.end] == words


@pytest.mark.parametrize("turns", [
    ["my client is 26 and pregnant, her 9 year old needs a letter for school"],
    ["12 year old upset, his mum is pregnant again"],
    ["the ehc plan for a 10 year old goes to the new school"],
    ["12 yr old takes a contraceptive for heavy periods"],
    ["16, 20 weeks gone, happy", "what if she was 17"],
    ["16, 20 weeks gone, happy", "her sister is 12"],
])  # fmt: skip
def test_somebody_elses_pregnancy_or_a_medicine_tells_nothing_of_a_child(turns: list[str]) -> None:
    assert read_under_age([fold(turn) for turn in turns]) is None


@pytest.mark.parametrize(("turns", "band"), [
    (("both 15, sleeping together", "ah. hes 24"), "13_to_15"),
    (("shes 15 and asks for the pill", "and what if she was 19?"), "18_or_over"),
    (("shes 9", "typo, i meant 19"), "18_or_over"),
    (("he is 16 and wants it kept quiet", "his sister is 14"), "13_to_15"),
])
def test_a_grown_ups_age_told_later_does_not_make_the_child_grown_up(turns: tuple[str, ...], band: str) -> None:
    facts = read_facts(turns, RULESET, None, AS_OF).facts
    assert facts.value("child_age", RULESET.spec) == band


@pytest.mark.parametrize(("told", "then", "read"), [
    ("shes 6 and texts him", "sorry shes 16 not 6", "shes 16 and texts him"), ("lad 9 hits me", "typo, i meant 19", "lad 19 hits me"),
    ("he is 15", "what about his sister 9", "he is 15"), ("she is in year 4", "sorry shes 9", "she is in year 4"),
    ("twins of 4", "sorry its 6 not 5", "twins of 4"),
])  # fmt: skip
def test_a_corrected_age_stands_in_the_place_of_the_one_told(told: str, then: str, read: str) -> None:
    corrected, _ = as_corrected((fold(told), fold(then)))
    assert corrected.text == read
    assert len(corrected.origin) == len(corrected.text)
