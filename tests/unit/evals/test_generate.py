"""What was answered is kept, gone on with, set aside when the parts change, and never mistaken for an answer by other parts."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from evals.generate import ROOT, aside, generate, hash_of_files, read_outputs, short
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


def test_outputs_of_other_parts_are_set_aside_and_scored_again_later(tmp_path: Path) -> None:
    kept, two, three = tmp_path / "outputs.jsonl", {"rules": "two"}, {"rules": "three"}
    (tmp_path / "outputs.mine.jsonl").write_text("somebody's own", encoding="utf-8")
    first = list(generate(CASES, Counted(), kept, STAMP))
    list(generate(CASES[:1], Counted(), kept, two))
    assert list(read_outputs(aside(kept, short(STAMP)), STAMP)) == first
    assert [output.case for output in read_outputs(kept, two)] == ["0"]
    list(generate(CASES[:2], Counted(), kept, three))
    assert not aside(kept, short(STAMP)).exists()
    assert [output.case for output in read_outputs(aside(kept, short(two)), two)] == ["0"]
    assert (tmp_path / "outputs.mine.jsonl").exists()


def test_outputs_that_were_set_aside_come_back_with_their_parts(tmp_path: Path) -> None:
    kept, two = tmp_path / "outputs.jsonl", {"rules": "two"}
    list(generate(CASES, Counted(), kept, STAMP))
    list(generate(CASES, Counted(), kept, two))
    ask = Counted()
    list(generate(CASES, ask, kept, STAMP))
    assert ask.asked == []
    assert len(list(read_outputs(aside(kept, short(two)), two))) == len(CASES)


def test_a_run_that_answered_nothing_takes_the_place_of_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "outputs.jsonl"
    list(generate(CASES, Counted(), kept, STAMP))
    list(generate((), Counted(), kept, {"rules": "two"}))
    list(generate(CASES[:1], Counted(), kept, {"rules": "three"}))
    assert len(list(read_outputs(aside(kept, short(STAMP)), STAMP))) == len(CASES)


def test_a_file_that_holds_no_outputs_is_begun_afresh(tmp_path: Path) -> None:
    kept = tmp_path / "outputs.jsonl"
    kept.write_bytes(b"\xff\xfe not a file of outputs")
    assert len(list(generate(CASES, Counted(), kept, STAMP))) == len(list(read_outputs(kept, STAMP))) == len(CASES)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    for name in ("corpus", "ingest", "guardrails", "assistant", "prompts", "evals"):
        left_out = shutil.ignore_patterns("__pycache__", "results", "cases")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    return folder


def test_everything_that_an_answer_is_made_with_changes_the_stamp(copied: Path) -> None:
    wanted = [
        *(path for kind in ("yaml", "npz", "jsonl", "md", "py") for path in sorted(copied.rglob(f"*.{kind}"))),
        copied / "evals" / "generate.py",
    ]
    telling = [path for path in wanted if path.relative_to(copied).parts[0] != "evals" or path.name in {"generate.py", "speaking.py"}]
    telling = [path for path in telling if "examples" not in path.parts]
    named = {path.relative_to(copied).as_posix() for path in telling}
    assert {f"assistant/reading/patterns/{name}.yaml" for name in ("roles", "steering", "particulars", "harm", "macros")} <= named
    assert {"assistant/support/lists.yaml", "prompts/word_question.md", "assistant/reading/weights/nearest.jsonl", "guardrails/facts.yaml"} <= named
    assert any(name.startswith("corpus/questions/") for name in named)
    whole = hash_of_files(copied)
    for path in telling:
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert hash_of_files(copied) != whole, path
        path.write_bytes(content)
    assert hash_of_files(copied) == whole


def test_training_messages_and_compiled_files_change_no_answer_and_no_stamp(copied: Path) -> None:
    whole = hash_of_files(copied)
    (copied / "assistant" / "reading" / "examples" / "more.jsonl").write_text("{}", encoding="utf-8")
    (copied / "assistant" / "__pycache__").mkdir()
    (copied / "assistant" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert hash_of_files(copied) == whole
