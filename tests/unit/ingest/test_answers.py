"""The settled answer to a question: given where it is clearly meant, and otherwise none."""

import numpy as np
import pytest

from corpus.clauses import ClauseId
from ingest.answers import FITS, Answers, Asked

P1, P7, C1 = map(ClauseId, ("P1", "P7", "C1"))
ENTRIES = (Asked("how_much", ("how much", "how much to share"), (P1,)), Asked("record", ("write it down", "record it"), (P7, C1)))


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


ANSWERS = Answers(ENTRIES, np.stack([unit(1, 0, 0), unit(1, 0.2, 0), unit(0, 1, 0), unit(0, 1, 0.2)]))


def test_the_nearest_answer_is_given_where_the_clauses_agree() -> None:
    assert ANSWERS.fitting(unit(1, 0.1, 0), (P1, C1)) == "how_much"
    assert ANSWERS.fitting(unit(0, 1, 0.1), (P1, C1)) == "record"


def test_none_is_given_where_no_clause_agrees_unless_it_is_nearly_a_wording() -> None:
    alike, nearly = unit(1, 0.2, 0.8), unit(1, 0.1, 0)
    assert ANSWERS.fitting(alike, (P1,)) == "how_much"
    assert ANSWERS.fitting(alike, (P7, C1)) == ""
    assert ANSWERS.fitting(alike, ()) == ""
    assert ANSWERS.fitting(nearly, ()) == "how_much"


def test_none_is_given_to_a_question_that_is_far_from_all() -> None:
    assert ANSWERS.fitting(unit(0.3, 0.3, 1), (P1, P7)) == ""
    assert ANSWERS._likeness(unit(0.3, 0.3, 1)).max() < FITS


def test_none_is_given_where_two_are_as_near() -> None:
    between = unit(1, 1, 0)
    near = Answers(ENTRIES, np.stack([between] * 4))
    assert near.fitting(between, (P1, P7)) == "how_much"
    assert near.fitting(between, (P7, P1)) == "record"
    other = Answers((Asked("one", ("how much",), (P1, C1)), Asked("other", ("how many",), (C1, P7))), np.stack([between] * 2))
    assert other.fitting(between, (C1,)) == ""
    same = Answers((Asked("one", ("how much",), (P1, C1)), Asked("other", ("how many",), (C1, P1))), np.stack([between] * 2))
    assert same.fitting(between, (C1,)) == "one"


@pytest.mark.parametrize("place", range(5))
def test_a_clause_found_further_down_counts_less_but_counts(place: int) -> None:
    found = tuple(map(ClauseId, ("S1", "S2", "S3", "S4", "I1")))
    assert ANSWERS.fitting(unit(1, 0.1, 0), (*found[:place], P1)) == "how_much"


def test_no_answers_are_no_fault() -> None:
    assert Answers((), np.zeros((0, 3), dtype=np.float32)).fitting(unit(1, 0, 0), (P1,)) == ""


def test_one_answer_alone_needs_no_next() -> None:
    alone = Answers(ENTRIES[:1], ANSWERS.vectors[:2])
    assert alone.fitting(unit(1, 0.1, 0), (P1,)) == "how_much"
