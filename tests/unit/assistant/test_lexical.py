"""The model of wording beside the network: what it is made of, and that it stands for the same outputs."""

import numpy as np
import pytest

from assistant.reading.labels import HEADS, OUTPUTS
from assistant.reading.lexical import BITS, LEFT_OUT, WEIGHTS, load_lexical, outputs, places_of
from assistant.reading.opinion import place_of

LARGEST = 5_000_000
"""Bytes that weights in the repository may have."""


@pytest.mark.parametrize("text", ["", "  ", "a", "he is 6", "\ud800 lone", "👊 👊", "é" * 300])
def test_any_text_has_places_and_finite_scores(text: str) -> None:
    places = places_of(text)
    assert sorted(set(places)) == list(places)
    assert all(0 <= place < 1 << BITS for place in places)
    assert np.isfinite(load_lexical().scores(text)).all()


def test_a_text_without_words_adds_nothing() -> None:
    assert not load_lexical().scores(" \n ").any()


def test_space_and_case_make_no_difference() -> None:
    assert list(places_of("He  hits\nHer")) == list(places_of("he hits her"))


def test_order_and_neighbours_do() -> None:
    assert set(places_of("she hits him")) != set(places_of("him hits she"))


def test_the_heads_left_out_are_left_to_the_network() -> None:
    scores = load_lexical().scores("dad hits him with a belt, can i tell social care, mum agreed")
    left = [place_of(head, value) for head in LEFT_OUT for value in HEADS[head]]
    assert not scores[left].any()
    assert scores[outputs()].any()
    assert len(scores) == OUTPUTS


def test_words_of_harm_speak_for_harm_and_words_of_an_errand_do_not() -> None:
    def harm(text: str) -> float:
        scores = load_lexical().scores(text)
        return float(scores[place_of("harm", "evidence")] - scores[place_of("harm", "none")])

    assert harm("he says his dad hits him with a belt and he has marks on his back") > 0
    assert harm("mum has signed the form so can we send his swimming certificate to the club") < 0


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < LARGEST
