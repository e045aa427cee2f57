"""What was answered is kept, gone on with, and never mistaken for an answer by other parts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from evals.generate import generate, read_outputs
from evals.questions import Question

CASES = tuple(Question(id=str(number), turns=(f"question {number}",)) for number in range(4))
STAMP = {"rules": "one"}


class Counted:
    """Answers with the last turn, counts how often it was asked, and stops the run where it is told to."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.asked: list[str] = []
        self.stop_at = stop_at

    def __call__(self, turns: tuple[str, ...]) -> Mapping[str, Any]:
        if len(self.asked) == self.stop_at:
            raise KeyboardInterrupt
        self.asked.append(turns[-1])
        if turns[-1] == "question 2":
            raise InputError("no words")
        return {"outcome": "clarify", "answer": turns[-1]}


def test_a_run_that_was_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kept = tmp_path / "outputs.jsonl"
    with pytest.raises(KeyboardInterrupt):
        list(generate(CASES, Counted(stop_at=2), kept, STAMP))
    with kept.open("a", encoding="utf-8") as file:
        file.write('{"case": "2", "answ')  # a line cut short by a kill
    ask = Counted()
    outputs = list(generate(CASES, ask, kept, STAMP))
    assert ask.asked == ["question 2", "question 3"]
    assert [output.case for output in outputs] == ["0", "1", "2", "3"]
    assert outputs[2].error == "no words"


def test_other_parts_or_another_question_are_asked_afresh(tmp_path: Path) -> None:
    kept = tmp_path / "outputs.jsonl"
    list(generate(CASES, Counted(), kept, STAMP))
    for cases, stamp, wanted in (
        (CASES, STAMP, 0),
        (CASES, {"rules": "two"}, 4),
        ((Question(id="0", turns=("something else",)), *CASES[1:]), {"rules": "two"}, 1),
    ):
        ask = Counted()
        list(generate(cases, ask, kept, stamp))
        assert len(ask.asked) == wanted


def test_outputs_are_scored_again_without_asking(tmp_path: Path) -> None:
    kept = tmp_path / "outputs.jsonl"
    made = list(generate(CASES, Counted(), kept, STAMP))
    assert list(read_outputs(kept)) == made
    assert list(read_outputs(tmp_path / "none.jsonl")) == []
