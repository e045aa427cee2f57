"""An evaluator's file: every good line is asked, every other one is named with what is wrong with it."""

import csv
import io
import json
import os

import pytest

from assistant.parts import Parts, open_parts
from assistant.settings import Settings
from corpus.errors import InputError
from evals.generate import Output
from evals.own import labelled_results, own_figures, own_report, results_csv, results_jsonl
from evals.questions import TEMPLATE, read_questions

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


def test_a_byte_order_mark_and_tabs_are_read() -> None:
    questions, faults = read_questions("mine.csv", "id\tquestion\n1\tone, two\n".encode("utf-8-sig"))
    assert not faults
    assert questions[0].turns == ("one, two",)


def test_five_megabytes_are_read_line_by_line_and_a_missing_quotation_mark_is_named() -> None:
    long = "x" * 500
    lines = "".join(f"{n},{long}\n" for n in range(10_000))
    questions, faults = read_questions("mine.csv", f"id,question\n{lines}".encode())
    assert (len(questions), faults) == (10_000, ())
    questions, faults = read_questions("mine.csv", f'id,question\n1,one\n2,"two\n{lines}'.encode())
    assert [question.id for question in questions] == ["1"]
    assert [fault.line for fault in faults] == [3]
    assert "quotation mark" in str(faults[0])


@pytest.mark.parametrize(
    ("lines", "asked", "line"),
    [
        ('1,one\n2,"two, and\n3,three\n4,four\n', ["1"], 3),
        ('1,one\n2,"two, and\n3,"three, too"\n4,four\n', ["1"], 3),
        ('1,one\n2,"first\nsecond"\n3,"he said "no" to me, twice"\n4,four\n', ["1", "2"], 5),
        ('1,one\n2,two\n3,"three', ["1", "2"], 4),
    ],
)
def test_a_quotation_mark_that_is_missing_swallows_nothing_unnoticed(lines: str, asked: list[str], line: int) -> None:
    questions, faults = read_questions("mine.csv", f"id,question\n{lines}".encode())
    assert [question.id for question in questions] == asked
    assert [fault.line for fault in faults] == [line]
    assert "quotation mark" in str(faults[0])
    assert "were not read" in str(faults[0])


def test_quotation_marks_that_are_no_fault_are_read() -> None:
    questions, faults = read_questions("mine.csv", b'id,question\n1,she said "no" again\n2,"she said ""no"", twice"\n')
    assert not faults
    assert [question.turns[0] for question in questions] == ['she said "no" again', 'she said "no", twice']


def test_names_of_columns_with_a_quotation_mark_missing_are_refused() -> None:
    with pytest.raises(InputError, match="first line .* quotation mark"):
        read_questions("mine.csv", b'id,"question\n1,one\n')


@pytest.mark.parametrize(("named", "strange"), [("X9", "X9"), ("E1 C99", "C99"), ("WT-1", "WT-1"), ("e1", "e1"), ("E4", "E4")])
def test_a_clause_that_the_procedure_does_not_have_is_a_fault(named: str, strange: str) -> None:
    questions, faults = read_questions("mine.csv", f"{HEADER}1,a b,,,,{named},\n2,c d,,,,E1 C1,\n".encode())
    assert [question.id for question in questions] == ["2"]
    assert str(faults[0]).startswith(f"line 2: clauses: {strange} is no clause")
    _, faults = read_questions("mine.jsonl", json.dumps({"question": "a b", "clauses": named.split()}).encode())
    assert strange in str(faults[0])


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
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", "empty"),
        ("a.csv", b"id,question\n", "no questions"),
        ("a.csv", "id,question\n1,mum’s café\n".encode("cp1252"), "line 2 .* Windows-1252"),
        ("a.csv", "id,question\n1,hello\n".encode("utf-16"), "UTF-16"),
        ("a.csv", "id,question\n1,hello\n".encode("utf-16-le"), "UTF-16"),
        ("a.xlsx", b"PK\x03\x04", "Save As"),
        ("renamed.csv", b"PK\x03\x04\x14", "Save As"),
        ("a.docx", b"x", "neither"),
        ("a.csv", b"question\n" + b"x\n" * 20_001, "20000 lines"),
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


@pytest.fixture(scope="module")
def parts() -> Parts:
    return open_parts(Settings.from_environ(os.environ))


def test_figures_and_report_count_only_lines_that_say_what_is_right(parts: Parts) -> None:
    questions, _ = read_questions("q.csv", (HEADER + "1,<b>a b,clarify,,,,\n2,c d,,,,,\n3,e f,seek_consent,,,,\n").encode())
    said = {"outcome": "clarify", "urgency": "routine", "escalate": False, "exceptions": [], "answer": "One. Two."}
    results = labelled_results(questions, [Output(id, said) for id in "123"])
    assert [result.case.id for result in results] == ["1", "3"]
    assert {figure.name: (figure.hits, figure.total) for figure in own_figures(results, parts)}["accuracy"] == (1, 2)
    assert own_figures((), parts) == ()
    html = own_report(results, parts)
    assert "labelled seek consent, answered clarify" in html
    assert "evaluator’s own" in html
    assert "Thresholds" not in html
    assert "Missed exceptions" not in html


def test_results_for_programs_hold_what_was_asked_said_and_answered() -> None:
    questions, _ = read_questions("q.csv", (HEADER + "1,a || b,clarify,,,C1,t\n2,c,,,,,\n3,not asked,,,,,\n").encode())
    outputs = [Output("1", {"outcome": "clarify", "asked": ["a", "b"]}), Output("2", {}, "too long")]
    one, two = map(json.loads, results_jsonl(questions, outputs).splitlines())
    assert one == {
        "id": "1", "turns": ["a", "b"], "outcome": "clarify", "clauses": ["C1"], "tags": ["t"], "right": "yes",
        "answered": {"outcome": "clarify"}, "error": "",
    }  # fmt: skip
    assert (two["right"], two["error"]) == ("", "too long")
