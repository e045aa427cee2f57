"""Reads an evaluator's own questions: CSV or JSON lines in, checked line by line.

Only a question is needed; whoever adds what the right answer is gets figures as well. A line with a fault gets a sentence that names it; a
file that is something else altogether is told what it looks like and what to do.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import InputError
from evals.case import OutcomeCase
from guardrails.verdict import EXCEPTIONS, Outcome, Urgency
from ingest.clauses import load_corpus

BETWEEN = "||"
"""Stands between the messages of one conversation in a cell."""
MOST_BYTES, MOST_LINES = 20_000_000, 20_000
COLUMNS = ("id", "question", "outcome", "urgency", "exceptions", "clauses", "tags", "comment")
TEMPLATE = (
    ",".join(COLUMNS) + "\n"
    '1,"can i tell the school nurse about his asthma, mum says yes",share_with_consent,routine,,C1,asthma,\n'
    '2,"she is six and has three round burns on her arm || mum says dont tell anyone",share_without_consent,today,E1 E2,E1,burns,\n'
    '3,"what does the guide say about keeping a record",,,,,,\n'
)
"""What an evaluator starts from: everything after the question may be left empty."""
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs begin, whatever they are called."""
UNCLOSED = "A quotation mark may be missing, or one inside a cell may have to be doubled"
SAVE_AS = "Open it in Excel, choose Save As and “CSV UTF-8 (Comma delimited)”, and give that file."


class Question(BaseModel):
    """One line of the file: a conversation, and what would be right where the evaluator says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=200)
    turns: tuple[str, ...] = Field(min_length=1)
    outcome: Outcome | None = None
    urgency: Urgency | None = None
    exceptions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    comment: str = ""

    @field_validator("turns")
    @classmethod
    def _holds_words(cls, turns: tuple[str, ...]) -> tuple[str, ...]:
        if not all(any(letter.isalnum() for letter in turn) for turn in turns):
            raise ValueError("there are no words in it")
        return turns

    @field_validator("exceptions")
    @classmethod
    def _are_exceptions(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        if strange := set(named) - set(EXCEPTIONS):
            raise ValueError(f"{', '.join(sorted(strange))} is no exception; they are {', '.join(EXCEPTIONS)}")
        return named

    @field_validator("clauses")
    @classmethod
    def _are_clauses(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        if strange := [id for id in named if id not in _clauses()]:
            raise ValueError(f"{', '.join(strange)} is no clause of the procedure; they are {', '.join(sorted(_clauses()))}")
        return named

    def as_case(self, outcome: Outcome) -> OutcomeCase:
        """The line as a case, for the figures, where it says what outcome is right."""
        return OutcomeCase(
            id=self.id, turns=self.turns, outcome=outcome, urgency=self.urgency or Urgency.ROUTINE, escalate=False,
            exceptions=self.exceptions, unsafe_recipient=False, tags=self.tags, voice="", why=self.comment, split="open",
            clauses=self.clauses,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line that could not be asked: its number in the file, the first line being 1, and what is wrong with it."""

    line: int
    fault: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.fault}"


def read_questions(name: str, data: bytes) -> tuple[tuple[Question, ...], tuple[LineFault, ...]]:
    """The questions of a file, and the lines that are none.

    Args:
        name: the file's name: ``.csv`` or ``.jsonl``.
        data: its bytes, UTF-8.

    Raises:
        InputError: for a file that cannot be read at all.
    """
    text = _text(name, data)
    if name.lower().endswith((".jsonl", ".ndjson", ".json")):
        lines = _json_lines(text)
    elif name.lower().endswith(".csv"):
        lines = _csv_lines(name, text)
    else:
        raise InputError(f"{name} is neither a .csv nor a .jsonl file.")
    questions: dict[str, Question] = {}
    faults: list[LineFault] = []
    for number, record in lines:
        if number > MOST_LINES:
            raise InputError(f"{name} has more than {MOST_LINES} lines. Split it into several files.")
        read = record if isinstance(record, str) else _question(record, number)
        if isinstance(read, str):
            faults.append(LineFault(number, read))
        elif read.id in questions:
            faults.append(LineFault(number, f"the id “{read.id}” was used before"))
        else:
            questions[read.id] = read
    if not questions and not faults:
        raise InputError(f"{name} holds no questions, only the names of its columns. Write one question a line below them.")
    return tuple(questions.values()), tuple(faults)


def _text(name: str, data: bytes) -> str:
    """The file's text, or what it is instead and what to do about that."""
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Split it into several files.")
    if data.startswith(WORKBOOKS) or name.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        raise InputError(f"{name} is a spreadsheet's own file. {SAVE_AS}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:1000]:
        raise InputError(f"{name} is UTF-16 (“Unicode text”), not UTF-8. {SAVE_AS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name} is not UTF-8: line {line} holds a letter of another encoding, most likely Windows-1252. {SAVE_AS}"
        ) from error
    if not text.strip():
        raise InputError(f"{name} is empty. Start from the template: one question a line, below the names of the columns.")
    return text


def _json_lines(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, f"this is no JSON ({error.msg} at character {error.pos + 1})"
                continue
            yield number, record if isinstance(record, dict) else 'a line must be an object such as {"question": "…"}'


def _csv_lines(name: str, text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    separator = max(",;\t", key=text.splitlines()[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [column.strip().lower() for column in reader.fieldnames or ()]
    except csv.Error as error:
        raise InputError(f"The first line of {name}, with the names of the columns, is no CSV ({error}). {UNCLOSED}.") from error
    if "question" not in header:
        raise InputError(f"{name} has no column “question” (it has {', '.join(header) or 'none'}). The columns are {', '.join(COLUMNS)}.")
    reader.fieldnames = header
    before = reader.line_num
    try:
        for row in reader:
            first, before = before + 1, reader.line_num
            if None in row:
                yield first, "there are more cells than columns; put a question that holds commas into quotation marks"
            elif any((value or "").strip() for value in row.values()):
                yield first, {key: value or "" for key, value in row.items()}
    except csv.Error as error:
        yield before + 1, f"this is no CSV ({error}). {UNCLOSED}. The lines after it were not read"


@cache
def _clauses() -> frozenset[str]:
    """The clauses that a line may name: the procedure's own. Notes are not labelled anywhere, so none counts."""
    return frozenset(clause.id for clause in load_corpus().procedure())


def _question(record: Mapping[str, Any], number: int) -> Question | str:
    """A question, or what is wrong with it."""
    given = {key: value for key, value in record.items() if value not in ("", None)}
    if strange := given.keys() - {*COLUMNS, "turns"}:
        return f"{', '.join(sorted(map(str, strange)))} is no column; the columns are {', '.join(COLUMNS)}"
    try:
        asked = given.pop("question", "")
        turns = given.pop("turns", None) or [turn for turn in str(asked).split(BETWEEN) if turn.strip()]
        lists = {key: _as_list(given.pop(key)) for key in ("exceptions", "clauses", "tags") if key in given}
        id = str(given.pop("id", number))
        return Question.model_validate({"id": id, "turns": turns, **lists, **given})
    except ValidationError as error:
        return "; ".join(f"{_column(fault)}: {_plainly(fault)}" for fault in error.errors())


def _as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else str(value).replace(",", " ").replace(";", " ").split()


def _column(fault: Mapping[str, Any]) -> str:
    name = str(next(iter(fault["loc"]), "line"))
    return "question" if name == "turns" else name


def _plainly(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "enum":
        return f"“{fault['input']}” is none of {fault['ctx']['expected']}"
    if fault["type"] == "too_short":
        return "there is none"
    return str(fault["msg"]).removeprefix("Value error, ")
