"""Asks every case once and keeps what was answered: an output can be scored again, years later, without asking.

What is kept is a file of JSON lines: first what it was answered with, then one line a case, written as soon as it is answered. A run
that was stopped goes on where it stopped; one with other parts (rules, wording, corpus, weights, model) starts afresh, and what was
answered before is set aside under the hash of its own parts.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from assistant.contract import to_json
from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import answer
from corpus.errors import InputError
from evals.speaking import as_seen

AS_OF = date(2026, 11, 23)
"""The day for which every case is asked, so that a later run answers the same."""


ROOT = Path(__file__).resolve().parent.parent
ANSWERING = ("corpus", "ingest", "guardrails", "assistant", "prompts", "evals/speaking.py", "evals/generate.py")
"""Where everything stands that an answer is made with or kept by: code, rules, patterns, lists, weights, wording and prompts."""
TAUGHT = "assistant/reading/examples"
"""The training messages, which change an answer only through the weights that are learned from them."""
_SHORT = re.compile("[0-9a-f]{12}")


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
    """Ask the assistant itself, and where a model is set wait for its words: what counts is what the person finally sees."""

    def ask(turns: tuple[str, ...]) -> Mapping[str, Any]:
        conversation = Conversation(turns, as_of)
        seen, spoken = as_seen(answer(conversation, parts), parts)
        told = to_json(seen, conversation, parts, explained=True)
        return {**told, "spoken": asdict(spoken)} if spoken else told

    return ask


def stamp_of(parts: Parts, as_of: date = AS_OF) -> dict[str, Any]:
    """What outputs depend on: the parts' hashes, the model by name where one is set, the program's own files and the day asked for."""
    return {"as_of": as_of.isoformat(), "code": _hash_as_started(), **parts.hashes}


def hash_of_files(root: Path) -> str:
    """One SHA-256 over the names and bytes of every file that an answer is made with."""
    digest = hashlib.sha256()
    for path in sorted(_files(root)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def short(stamp: Mapping[str, Any]) -> str:
    """The name under which outputs with this stamp are set aside."""
    return hashlib.sha256(json.dumps(dict(stamp), sort_keys=True).encode()).hexdigest()[:12]


def aside(kept: Path, name: str) -> Path:
    """Where outputs of that short name are set aside."""
    return kept.with_name(f"{kept.stem}.{name}{kept.suffix}")


def generate(cases: Sequence[Asked], ask: Ask, kept: Path | None, stamp: Mapping[str, Any]) -> Iterator[Output]:
    """One output a case, in the cases' order.

    Args:
        cases: what to ask.
        ask: how; see ``asking``.
        kept: the file of outputs, gone on with where it was made with the same ``stamp``; ``None`` keeps nothing.
        stamp: what it is answered with: hashes by name.

    An answer to which the model failed to say anything is asked for again by the next run.
    """
    if kept:
        _make_ready(kept, stamp)
    known = {output.case: output for output in read_outputs(kept, stamp)} if kept else {}
    for case in cases:
        output = known.get(case.id)
        if output is None or tuple(output.answer.get("asked", ())) != case.turns or output.answer.get("spoken", {}).get("failed"):
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


@cache
def _hash_as_started() -> str:
    """The hash of this program's files as they were when it was first asked for: what was loaded does not change with the disk."""
    return hash_of_files(ROOT)


def _files(root: Path) -> Iterator[Path]:
    for place in ANSWERING:
        for path in (root / place).rglob("*") if (root / place).is_dir() else [root / place]:
            if path.is_file() and "__pycache__" not in path.parts and root / TAUGHT not in path.parents:
                yield path


def _make_ready(kept: Path, stamp: Mapping[str, Any]) -> None:
    """See to it that the file is one of this stamp.

    Outputs of another are set aside, in the place of any that were before; those of this one that had been set aside come back.
    """
    held = _stamp_in(kept)
    if held == dict(stamp):
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    mine = aside(kept, short(stamp))
    if held is not None and any(read_outputs(kept)):
        for older in _set_aside(kept):
            if older != mine:
                older.unlink()
        kept.replace(aside(kept, short(held)))
    if _stamp_in(mine) == dict(stamp):
        mine.replace(kept)
    else:
        kept.write_text(json.dumps(dict(stamp)) + "\n", encoding="utf-8")


def _set_aside(kept: Path) -> Iterator[Path]:
    for path in kept.parent.glob(f"{kept.stem}.*{kept.suffix}"):
        if _SHORT.fullmatch(path.name.removeprefix(f"{kept.stem}.").removesuffix(kept.suffix)):
            yield path


def _stamp_in(kept: Path) -> dict[str, Any] | None:
    """What a file's outputs were made with; ``None`` for one that is not there or is no file of outputs."""
    try:
        with kept.open(encoding="utf-8") as file:
            return next(_records([file.readline()]), None)
    except (FileNotFoundError, UnicodeDecodeError):
        return None


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
