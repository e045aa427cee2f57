"""An evaluator's file: every good line is asked, every other one is named with what is wrong with it."""

import csv
import io
import json

import pytest

from corpus.errors import InputError
from evals.generate import Output
from evals.own import TEMPLATE, labelled_results, own_figures, read_questions, results_csv

HEADER = "id,question,outcome,urgency,exceptions,clauses,tags\n"


def test_twenty_good_and_five_broken_lines_give_twenty_questions_and_five_faults() -> None:
    good = "".join(f'{n},"can I tell nursery {n}, mum agreed",share_with_consent,,,,\n' for n in range(20))
    broken = '7,"again",,,,,\nx1,,seek_consent,,,,\nx2,"what now",share_maybe,,,,\nx3,"ok, then",,,E9,,\nx4,a,b,c,d,e,f,g\n'
    questions, faults = read_questions("mine.csv", (HEADER + good + broken).encode())
    assert len(questions) == 20
    assert [fault.line for fault in faults] == [22, 23, 24, 25, 26]
    for fault, said in zip(faults, ("used before", "question: there is none", "share_maybe", "E9", "more cells"), strict=True):
        assert said in str(fault)


def test_the_template_is_read_as_it_stands() -> None:
    questions, faults = read_questions("template.csv", TEMPLATE.encode("utf-8-sig"))
    assert not faults
    assert [len(question.turns) for question in questions] == [1, 2, 1]
    assert questions[1].exceptions == ("E1", "E2")


def test_semicolons_of_a_spreadsheet_and_cells_of_several_lines_are_read() -> None:
    questions, faults = read_questions("mine.csv", b'ID;Question\n1;"first\nsecond"\n;"no id"\n')
    assert not faults
    assert [question.id for question in questions] == ["1", "4"]
    assert questions[0].turns == ("first\nsecond",)


def test_json_lines_are_read_and_a_broken_one_is_named() -> None:
    lines = ['{"id": "a", "turns": ["one", "two"]}', "{broken", '["list"]', '{"question": "?!"}', '{"question": "x", "colour": "red"}']
    questions, faults = read_questions("mine.jsonl", "\n".join(lines).encode())
    assert [question.turns for question in questions] == [("one", "two")]
    assert [fault.line for fault in faults] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,text\n1,x\n", "no column"),
        ("a.csv", "id,question\n1,caf\xe9\n".encode("latin-1"), "UTF-8"),
        ("a.xlsx", b"PK", "neither"),
        ("a.csv", b"x" * 20_000_001, "larger"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_questions(name, data)


def test_results_can_be_opened_in_a_spreadsheet_and_hold_no_formula() -> None:
    questions, _ = read_questions("q.jsonl", json.dumps({"id": "=1+1", "question": "@cmd, “quoted”\nnext"}).encode())
    output = Output("=1+1", {"outcome": "clarify", "answer": "-x", "citations": [{"id": "C1"}], "escalate": True, "ms": {"total": 3}})
    row = next(csv.DictReader(io.StringIO(results_csv(questions, [output]))))
    assert (row["id"], row["question"][:2], row["answer"], row["cited"], row["right"]) == ("'=1+1", "'@", "'-x", "C1", "")


def test_figures_count_only_lines_that_say_what_is_right() -> None:
    questions, _ = read_questions("q.csv", (HEADER + "1,a b,clarify,,,,\n2,c d,,,,,\n").encode())
    said = {"outcome": "clarify", "urgency": "routine", "escalate": False, "exceptions": [], "answer": "One. Two."}
    results = labelled_results(questions, [Output("1", said), Output("2", said)])
    assert len(results) == 1
    assert any("1 of 1" in line and "accuracy" in line for line in own_figures(results))
    assert own_figures(()) == []
