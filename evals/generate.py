"""Asks every case once and keeps what was answered: an output can be scored again, years later, without asking.

What is kept is a file of JSON lines: first what it was answered with, then one line a case, written as soon as it is answered. A run
that was stopped goes on where it stopped; one with other parts (rules, wording, corpus, weights) starts afresh.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from assistant.contract import to_json
from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import answer
from corpus.errors import InputError

AS_OF = date(2026, 11, 23)
"""The day for which every case is asked, so that a later run answers the same."""


ROOT = Path(__file__).resolve().parent.parent
CODE = ("corpus", "ingest", "guardrails", "assistant")


class Asked(Protocol):
    """What can be asked: a case of ours or a line of an evaluator's own file."""

    @property
    def id(self) -> str:
        """Its name in the results."""
        ...

    @property
    def turns(self) -> tuple[str, ...]:
        """The person's messages, oldest first."""
        ...


Ask = Callable[[tuple[str, ...]], Mapping[str, Any]]
"""Turns in, the contract's object out."""


@dataclass(frozen=True, slots=True)
class Output:
    """What one case was answered: the contract's object with the path of its rules, or why it could not be asked."""

    case: str
    answer: Mapping[str, Any]
    error: str = ""


def asking(parts: Parts, as_of: date = AS_OF) -> Ask:
    """Ask the assistant itself."""

    def ask(turns: tuple[str, ...]) -> Mapping[str, Any]:
        conversation = Conversation(turns, as_of)
        return to_json(answer(conversation, parts), conversation, parts, explained=True)

    return ask


def stamp_of(parts: Parts, as_of: date = AS_OF) -> dict[str, Any]:
    """What outputs depend on: the parts' hashes, the program's own code and the day asked for."""
    code = hashlib.sha256(b"".join(path.read_bytes() for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))))
    return {"as_of": as_of.isoformat(), "code": code.hexdigest(), **parts.hashes}


def generate(cases: Sequence[Asked], ask: Ask, kept: Path | None, stamp: Mapping[str, Any]) -> Iterator[Output]:
    """One output a case, in the cases' order.

    Args:
        cases: what to ask.
        ask: how; see ``asking``.
        kept: the file of outputs, gone on with where it was made with the same ``stamp``; ``None`` keeps nothing.
        stamp: what it is answered with: hashes by name.
    """
    known = {output.case: output for output in read_outputs(kept, stamp)} if kept else {}
    if kept and not known:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(dict(stamp)) + "\n", encoding="utf-8")
    for case in cases:
        output = known.get(case.id)
        if output is None or tuple(output.answer.get("asked", ())) != case.turns:
            output = _asked(case, ask)
            if kept:
                _append(kept, output)
        yield output


def read_outputs(kept: Path, stamp: Mapping[str, Any] | None = None) -> Iterator[Output]:
    """What a file holds; nothing where it was made with another ``stamp``. A line cut short by a kill is passed over."""
    try:
        lines = kept.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    records = list(_records(lines))
    if not records or (stamp is not None and records[0] != dict(stamp)):
        return
    for record in records[1:]:
        yield Output(record["case"], record["answer"], record.get("error", ""))


def _records(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(record, dict):
            yield record


def _asked(case: Asked, ask: Ask) -> Output:
    try:
        return Output(case.id, {**ask(case.turns), "asked": list(case.turns)})
    except InputError as error:
        return Output(case.id, {"asked": list(case.turns)}, str(error))


def _append(kept: Path, output: Output) -> None:
    line = json.dumps({"case": output.case, "answer": dict(output.answer), "error": output.error}, ensure_ascii=False)
    with kept.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
