"""The settled answer to a question: given where it is surely meant, and otherwise none."""

import numpy as np
import pytest

from corpus.clauses import ClauseId
from ingest.answers import AGREES, SURE, Answers, Asked
from ingest.contents import make_answers

P1, P7, C1 = map(ClauseId, ("P1", "P7", "C1"))
ENTRIES = (Asked("how_much", ("how much", "how much to share"), (P1,)), Asked("record", ("write it down", "record it"), (P7, C1)))


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


VECTORS = np.stack([unit(1, 0, 0), unit(1, 0.2, 0), unit(0, 1, 0), unit(0, 1, 0.2)])
ANSWERS = make_answers(ENTRIES, VECTORS)


OTHERS = tuple(Asked(f"another_{number}", ("something else",), (ClauseId("L1"),)) for number in range(10))


def scored(*scores: float) -> Answers:
    """Answers that are meant so surely whatever is asked; what is missing to 1 is shared by others that rest on another clause."""
    likely = np.array([*scores, *(len(OTHERS) * [(1.0 - sum(scores)) / len(OTHERS)])])
    learned = np.stack([np.ones(len(likely)), np.log(np.maximum(likely, 1e-9))]).astype(np.float32)
    return Answers((*ENTRIES[: len(scores)], *OTHERS), learned)


ANYTHING = np.ones(1, dtype=np.float32)


def test_a_wording_is_meant_for_its_own_answer() -> None:
    for vector, answer in zip(VECTORS, ("how_much", "how_much", "record", "record"), strict=True):
        assert ANSWERS.fitting(vector, (P1, C1)) == answer


def test_each_wording_speaks_for_its_own_answer_and_against_the_other() -> None:
    own, other = ANSWERS.scores(VECTORS[0])
    assert own > other
    assert own + other == pytest.approx(1.0)


def test_none_is_given_where_no_clause_agrees_unless_it_is_surely_meant() -> None:
    assert scored(0.45, 0.2).fitting(ANYTHING, (P1,)) == "how_much"
    assert scored(0.45, 0.2).fitting(ANYTHING, (ClauseId("S1"),)) == ""
    assert scored(0.45, 0.2).fitting(ANYTHING, ()) == ""
    assert scored(0.7, 0.0).fitting(ANYTHING, ()) == "how_much"


def test_none_is_given_to_a_question_that_nothing_speaks_for() -> None:
    assert scored(SURE / 2, 0.1).fitting(ANYTHING, (P1, P7)) == ""


def test_more_can_be_asked_of_an_answer() -> None:
    assert scored(0.35, 0.1).fitting(ANYTHING, (P1,)) == "how_much"
    assert scored(0.35, 0.1).fitting(ANYTHING, (P1,), least=0.6) == ""


def test_the_clauses_found_decide_between_two_that_are_meant_alike() -> None:
    alike = scored(0.4, 0.4)
    assert alike.fitting(ANYTHING, (P1, P7)) == "how_much"
    assert alike.fitting(ANYTHING, (P7, P1)) == "record"
    assert AGREES > 0


@pytest.mark.parametrize("place", range(5))
def test_a_clause_found_further_down_counts_less_but_counts(place: int) -> None:
    found = tuple(map(ClauseId, ("S1", "S2", "S3", "S4", "I1")))
    assert scored(0.45, 0.0).fitting(ANYTHING, (*found[:place], P1)) == "how_much"


def test_no_answers_are_no_fault() -> None:
    none = make_answers((), np.zeros((0, 3), dtype=np.float32))
    assert none.fitting(unit(1, 0, 0), (P1,)) == ""
    assert none.scores(unit(1, 0, 0)).shape == (0,)


def test_one_answer_alone_needs_no_next() -> None:
    assert make_answers(ENTRIES[:1], VECTORS[:2]).fitting(unit(1, 0.1, 0), (P1,)) == "how_much"
