"""An evaluator's own questions: ``python -m evals.own FILE --out FOLDER``.

The file is CSV or JSON lines. Only a question is needed; whoever adds what the right answer is gets figures as well. A line with a
fault gets a sentence that names it, and the other lines are asked all the same.
"""

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.parts import open_parts
from assistant.settings import Settings
from corpus.errors import InputError, ProductError
from evals.case import OutcomeCase
from evals.generate import Output, asking, generate, stamp_of
from evals.score import Result, figures, measures
from guardrails.verdict import EXCEPTIONS, Outcome, Urgency

BETWEEN = "||"
"""Stands between the messages of one conversation in a cell."""
MOST_BYTES, MOST_LINES = 20_000_000, 20_000
COLUMNS = ("id", "question", "outcome", "urgency", "exceptions", "clauses", "tags")
TEMPLATE = (
    ",".join(COLUMNS) + "\n"
    '1,"can i tell the school nurse about his asthma, mum says yes",share_with_consent,routine,,C1,asthma\n'
    '2,"she is six and has three round burns on her arm || mum says dont tell anyone",share_without_consent,today,E1 E2,E1,burns\n'
    '3,"what does the guide say about keeping a record",,,,,\n'
)
"""What an evaluator starts from: everything after the question may be left empty."""
ANSWERED = ("answered", "answered_urgency", "escalate", "answered_exceptions", "cited", "right", "answer", "error", "ms")


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

    def as_case(self, outcome: Outcome) -> OutcomeCase:
        """The line as a case, for the figures, where it says what outcome is right."""
        return OutcomeCase(
            id=self.id, turns=self.turns, outcome=outcome, urgency=self.urgency or Urgency.ROUTINE, escalate=False,
            exceptions=self.exceptions, unsafe_recipient=False, tags=self.tags, voice="", why="", split="open", clauses=self.clauses,
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
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Split it into several files.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 (byte {error.start}). In Excel, save it as “CSV UTF-8”.") from error
    if not text.strip():
        raise InputError(f"{name} is empty. Start from the template: python -m evals.own --template")
    if name.lower().endswith((".jsonl", ".ndjson", ".json")):
        lines = _json_lines(text)
    elif name.lower().endswith(".csv"):
        lines = _csv_lines(name, text)
    else:
        raise InputError(f"{name} is neither a .csv nor a .jsonl file.")
    questions: list[Question] = []
    faults: list[LineFault] = []
    for number, record in lines:
        read = record if isinstance(record, str) else _question(record, number, {question.id for question in questions})
        if isinstance(read, str):
            faults.append(LineFault(number, read))
        else:
            questions.append(read)
        if number > MOST_LINES:
            raise InputError(f"{name} has more than {MOST_LINES} lines. Split it into several files.")
    return tuple(questions), tuple(faults)


def results_csv(questions: Sequence[Question], outputs: Iterable[Output]) -> str:
    """What was asked and answered, one row a question, for a spreadsheet."""
    written = io.StringIO()
    writer = csv.DictWriter(written, (*COLUMNS, *ANSWERED), lineterminator="\r\n")
    writer.writeheader()
    by_id = {output.case: output for output in outputs}
    for question in questions:
        if question.id in by_id:
            writer.writerow({name: _cell(value) for name, value in _row(question, by_id[question.id]).items()})
    return written.getvalue()


def labelled_results(questions: Sequence[Question], outputs: Iterable[Output]) -> tuple[Result, ...]:
    """The lines that say what is right, beside what was answered."""
    by_id = {output.case: output for output in outputs}
    return tuple(Result.of(q.as_case(q.outcome), by_id[q.id]) for q in questions if q.outcome is not None and q.id in by_id)


def own_figures(results: Sequence[Result]) -> list[str]:
    """The figures that an evaluator's labels allow. Urgency and escalation are left out: a line need not say them."""
    left_out = ("urgency right", "escalation right", "danger now found", "exceptions named as labelled")
    shown = [figure for figure in figures(results) if figure.total and figure.name not in left_out]
    return [*map(str, shown), *(str(measure) for measure in measures(results))] if results else []


def main(arguments: list[str] | None = None) -> int:
    """Ask a file; status 1 when a line had a fault, 2 when the file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.own", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="CSV or JSON lines")
    parser.add_argument("--out", type=Path, default=Path("own-results"), metavar="FOLDER", help="where the results go")
    parser.add_argument("--template", action="store_true", help="print a CSV to start from")
    options = parser.parse_args(arguments)
    if options.template or not options.file:
        print(TEMPLATE, end="")
        return 0
    try:
        questions, faults = read_questions(options.file.name, options.file.read_bytes())
        parts = open_parts(Settings.from_environ(os.environ))
        if parts.faults:
            raise InputError("\n".join(parts.faults))
        options.out.mkdir(parents=True, exist_ok=True)
        outputs = []
        for output in generate(questions, asking(parts), options.out / "outputs.jsonl", stamp_of(parts)):
            outputs.append(output)
            print(f"\r{len(outputs)} of {len(questions)}", end="", file=sys.stderr, flush=True)
        (options.out / "results.csv").write_text(results_csv(questions, outputs), encoding="utf-8-sig", newline="")
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    except (ProductError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"\n{len(outputs)} answered, {len(faults)} lines with faults. Results: {options.out / 'results.csv'}", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    print("\n".join(own_figures(labelled_results(questions, outputs))))
    return 1 if faults else 0


def _json_lines(text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, f"this is no JSON ({error.msg} at character {error.pos + 1})"
                continue
            yield number, record if isinstance(record, dict) else 'a line must be an object such as {"question": "…"}'


def _csv_lines(name: str, text: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    dialect = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect)
    header = [column.strip().lower() for column in reader.fieldnames or ()]
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
        yield before + 1, f"this is no CSV ({error}); the lines after it were not read"


def _question(record: Mapping[str, Any], number: int, taken: set[str]) -> Question | str:
    """A question, or what is wrong with it."""
    given = {key: value for key, value in record.items() if value not in ("", None)}
    if strange := given.keys() - {*COLUMNS, "turns"}:
        return f"{', '.join(sorted(map(str, strange)))} is no column; the columns are {', '.join(COLUMNS)}"
    try:
        asked = given.pop("question", "")
        turns = given.pop("turns", None) or [turn for turn in str(asked).split(BETWEEN) if turn.strip()]
        lists = {key: _as_list(given.pop(key)) for key in ("exceptions", "clauses", "tags") if key in given}
        id = str(given.pop("id", number))
        question = Question.model_validate({"id": id, "turns": turns, **lists, **given})
    except ValidationError as error:
        return "; ".join(f"{_column(fault)}: {_plainly(fault)}" for fault in error.errors())
    return f"the id “{question.id}” was used before" if question.id in taken else question


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


def _row(question: Question, output: Output) -> dict[str, Any]:
    said = output.answer
    right = "" if question.outcome is None else "yes" if said.get("outcome") == question.outcome else "no"
    return {
        "id": question.id,
        "question": f" {BETWEEN} ".join(question.turns),
        "outcome": question.outcome or "",
        "urgency": question.urgency or "",
        "exceptions": " ".join(question.exceptions),
        "clauses": " ".join(question.clauses),
        "tags": " ".join(question.tags),
        "answered": said.get("outcome", ""),
        "answered_urgency": said.get("urgency", ""),
        "escalate": "yes" if said.get("escalate") else "no",
        "answered_exceptions": " ".join(said.get("exceptions", ())),
        "cited": " ".join(cited["id"] for cited in said.get("citations", ())),
        "right": right,
        "answer": said.get("answer", ""),
        "error": output.error,
        "ms": said.get("ms", {}).get("total", ""),
    }


def _cell(value: Any) -> str:
    """The value as a spreadsheet may show it: one that it would take for a formula is kept as text."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


if __name__ == "__main__":
    sys.exit(main())
