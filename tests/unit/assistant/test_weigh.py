"""A reading hangs together: what each head says, what the whole is like, and what the rules make of it."""

import random
from datetime import date

import numpy as np

from assistant.reading.labelled import labelled_sheet
from assistant.reading.labels import CATEGORIES, HEADS, OUTCOMES, URGENCIES
from assistant.reading.opinion import Opinion
from assistant.reading.stating import STATED
from assistant.reading.weigh import MOST, _combinations, _Whole, likeliest
from guardrails.facts import Fact, Facts, to_sheet
from guardrails.ruleset import load_ruleset

RULESET = load_ruleset()
AS_OF = date(2026, 11, 23)


def opinion(harmed: float = 0.02, outcome: str = "", **sure: str) -> Opinion:
    """An opinion that is sure of these heads' values, undecided about none, and sees the whole as this outcome."""
    heads = {
        head: {value: 0.94 if value == sure.get(head, values[0]) else 0.06 / (len(values) - 1) for value in values}
        for head, values in HEADS.items()
    }
    seen = {one: (0.9 if one == outcome else 0.1 / 7) if outcome else 1 / 8 for one in OUTCOMES}
    nothing = np.zeros(4, dtype=np.float32)
    return Opinion(heads, dict.fromkeys(CATEGORIES, 0.0), harmed, seen, dict.fromkeys(URGENCIES, 1 / 3), nothing, None, (), nothing)


def test_what_every_head_is_sure_of_is_read() -> None:
    labels = likeliest(opinion(recipient="role", consent="given", handling="need"), {}, RULESET, AS_OF)
    assert (labels["recipient"], labels["consent"], labels["handling"]) == ("role", "given", "need")


def test_the_view_of_the_whole_settles_what_a_head_leaves_open() -> None:
    torn = opinion(outcome="pause_and_seek_advice", recipient="role", handling="need")
    torn.heads["consent"].update(given=0.4, refused=0.38, untold=0.14)  # type: ignore[attr-defined]  # a plain dict here
    assert likeliest(torn, {}, RULESET, AS_OF)["consent"] == "refused"


def test_nobody_is_a_stranger_on_a_faint_guess() -> None:
    torn = opinion(outcome="pause_and_seek_advice", recipient="role", consent="given", handling="need")
    torn.heads["recipient"].update(role=0.8, unverified=0.12)  # type: ignore[attr-defined]  # a plain dict here
    assert likeliest(torn, {}, RULESET, AS_OF)["recipient"] == "role"


def test_words_that_point_at_a_value_weigh() -> None:
    torn = opinion(recipient="role", consent="given")
    torn.heads["handling"].update(need=0.5, insecure=0.4, untold=0.05)  # type: ignore[attr-defined]  # a plain dict here
    assert likeliest(torn, {}, RULESET, AS_OF)["handling"] == "need"
    assert likeliest(torn, {("handling", "insecure"): 1.5}, RULESET, AS_OF)["handling"] == "insecure"


def test_harm_as_likely_as_not_counts_where_somebody_unsafe_would_be_told() -> None:
    calm, torn = (opinion(harmed=harmed, outcome="do_not_share", recipient="unsafe") for harmed in (0.45, 0.54))
    for each in (calm, torn):
        each.heads["harm"].update(none=0.88, cause=0.075, evidence=0.02)  # type: ignore[attr-defined]  # a plain dict here
    assert likeliest(calm, {}, RULESET, AS_OF)["harm"] == "none"
    labels = likeliest(torn, {}, RULESET, AS_OF)
    assert (labels["recipient"], labels["harm"]) == ("unsafe", "cause")


def test_the_combinations_tried_are_bounded_and_hold_the_best() -> None:
    level = {head: dict.fromkeys(values, 0.0) for head, values in HEADS.items()}
    tried = [labels for labels, _ in _combinations(level)]
    assert 1 < len(tried) <= MOST
    best = {head: values[-1] for head, values in HEADS.items() if head != "doubt"}
    weights = {head: {value: float(value == best.get(head)) * 9 for value in values} for head, values in HEADS.items()}
    assert [{head: one[head] for head in best} for one, _ in _combinations(weights)] == [best]
    assert [sure for _, sure in _combinations(weights)] == [9.0 * len(best)]


def test_what_is_left_out_of_the_weighing_could_not_have_won() -> None:
    chance = random.Random(7)
    for _ in range(60):
        guess = opinion(chance.random(), chance.choice(OUTCOMES), **{head: chance.choice(values) for head, values in HEADS.items()})
        weights = {head: {value: chance.gauss(0, 1.5) for value in values} for head, values in HEADS.items()}
        whole, combinations = _Whole(guess), list(_combinations(weights))
        heaviest = max(combinations, key=lambda one: one[1] + whole.weight(one[0], RULESET, AS_OF))
        assert whole.best_of(combinations, RULESET, AS_OF) == heaviest[0]


def test_the_facts_that_labels_state_make_the_sheet_that_was_weighed() -> None:
    chance = random.Random(1)
    levels = {"none": (), "worry": (("likely_harm", "worry"),), "cause": (("likely_harm", "cause"),), "evidence": (("likely_harm", "evidence"),)}
    for _ in range(3000):
        labels = {head: chance.choice(values) for head, values in HEADS.items()}
        if labels["matter"] == "safe_address" and labels["recipient"] == "unsafe":
            continue  # the reader takes the recipient away: it has already gone to them
        stated = list(levels[labels["harm"]])
        for head, value in labels.items():
            if head != "doubt" or labels["consent"] == "doubt":
                stated += STATED.get((head, value), ())
        facts = Facts({id: Fact(id, value) for id, value in stated})
        assert to_sheet(facts, RULESET.spec) == labelled_sheet(labels), labels


def test_a_question_shows_no_harm_unless_nothing_else_is_likely() -> None:
    torn = opinion(harmed=0.3, outcome="information", kind="information")
    torn.heads["harm"].update(none=0.5, cause=0.1, evidence=0.4)  # type: ignore[attr-defined]  # a plain dict here
    assert likeliest(torn, {}, RULESET, AS_OF)["harm"] == "none"
    sure = opinion(harmed=0.99, kind="information", harm="evidence")
    assert likeliest(sure, {}, RULESET, AS_OF)["harm"] == "evidence"
