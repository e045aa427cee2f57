"""``python -m assistant ask "…"``: one question, a conversation or a file of them, for a person or for a program."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import yaml

from assistant.contract import to_json
from assistant.conversation import Conversation
from assistant.parts import Parts, load_parts, open_parts
from assistant.pipeline import Answer, answer, speak
from assistant.reading.particulars import AREAS, ASKERS
from assistant.reply import to_markdown
from assistant.settings import Settings
from corpus.errors import InputError, ProductError
from guardrails.facts import Fact, FactSheet, Provenance

LONGEST_LINE = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Run the command; faults that a person can mend are printed without a traceback and give status 1."""
    options = _options().parse_args(arguments)
    try:
        if options.command == "prepare":
            return _prepare()
        parts = open_parts(Settings.from_environ(os.environ))
        for fault in parts.faults:
            print(fault, file=sys.stderr)
        return _batch(options, parts) if options.batch else _ask(options, parts)
    except ProductError as error:
        print(f"{error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="ask in your own words whether something may be shared")
    ask.add_argument("message", nargs="?", help="what you would say; - reads it from standard input")
    ask.add_argument("--turn", action="append", default=[], metavar="TEXT", help="a further message of the same conversation")
    ask.add_argument("--batch", metavar="FILE", help='JSON lines {"id": …, "turns": ["…"]}; - for standard input')
    ask.add_argument("--json", action="store_true", help="print the contract's object instead of text")
    ask.add_argument("--facts", metavar="FILE", help="YAML with facts that you state yourself: fact: value")
    ask.add_argument("--strike", action="append", default=[], metavar="FACT", help="strike out a fact as misread")
    ask.add_argument("--asker", choices=ASKERS, default="", help="where you work; it changes whom to ring, not the outcome")
    ask.add_argument("--area", choices=AREAS, default="", help="where the child lives; it changes whom to ring, not the outcome")
    ask.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="the day asked for, YYYY-MM-DD")
    ask.add_argument("--as-typed", action="store_true", help="give the turns with the names that were typed, not the roles")
    ask.add_argument("--explain", action="store_true", help="add the path of the rules")
    commands.add_parser("prepare", help="build and verify the search index and the reader")
    return parser


def _prepare() -> int:
    """Build what is missing, stale or damaged, and check all of it."""

    def show(doing: str, share: float) -> None:
        print(f"{share:4.0%} {doing}", file=sys.stderr, flush=True)

    parts = load_parts(Settings.from_environ(os.environ), show)
    for fault in parts.faults:
        print(fault, file=sys.stderr)
    if not parts.faults:
        print(f"Ready: index {parts.hashes['index'][:12]}, reader {parts.hashes['reader'].split(':')[1][:12]}.")
    return 1 if parts.faults else 0


def _ask(options: argparse.Namespace, parts: Parts) -> int:
    first = [sys.stdin.read() if options.message == "-" else options.message] if options.message is not None else []
    if not first and not options.turn:
        raise InputError('There is no question. Put it in quotation marks: python -m assistant ask "can I tell the school …"')
    conversation = _conversation(options, parts, (*first, *options.turn))
    result = _whole(answer(conversation, parts), parts)
    if options.json:
        _print_json(to_json(result, conversation, parts, explained=options.explain, as_typed=options.as_typed))
    else:
        print(_for_a_person(result, options.explain))
    return 0


def _whole(composed: Answer, parts: Parts) -> Answer:
    """The answer with all that a language model adds, where one is set: nothing here is shown before its end."""
    result = composed
    for result in speak(composed, parts):  # noqa: B007  # only the last is wanted
        pass
    return result


def _batch(options: argparse.Namespace, parts: Parts) -> int:
    """Answer every line in order; a line that cannot be read gets its error and the rest are answered."""
    failed = False
    with _opened(options.batch) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            id: object = None
            try:
                record = _record(line, number)
                id = record.get("id")
                conversation = _conversation(options, parts, _turns(record, number))
                result = _whole(answer(conversation, parts), parts)
                _print_json(to_json(result, conversation, parts, explained=options.explain, as_typed=options.as_typed) | {"id": id})
            except ProductError as error:
                failed = True
                _print_json({"id": id, "error": str(error)})
    return 1 if failed else 0


def _opened(name: str) -> TextIO:
    if name == "-":
        return sys.stdin
    try:
        return open(name, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}. Give the path of a file of JSON lines.") from error


def _record(line: str, number: int) -> dict[str, Any]:
    if len(line) > LONGEST_LINE * 4:
        raise InputError(f"Line {number} is too long to be read ({len(line)} characters).")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f'Line {number} is not JSON ({error}). Each line is {{"id": …, "turns": ["…"]}}.') from error
    if not isinstance(record, dict):
        raise InputError(f'Line {number} is not an object. Each line is {{"id": …, "turns": ["…"]}}.')
    return record


def _turns(record: dict[str, Any], number: int) -> tuple[str, ...]:
    turns = record.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise InputError(f"Line {number} has no turns: “turns” is a list of one or more messages.")
    return tuple(turns)


def _conversation(options: argparse.Namespace, parts: Parts, turns: tuple[str, ...]) -> Conversation:
    readable = tuple(turn.encode("utf-8", "replace").decode("utf-8") for turn in turns)
    conversation = Conversation(readable, options.as_of or date.today(), asker=options.asker, area=options.area)
    for fact in _stated(options.facts, parts.ruleset.spec) if options.facts else ():
        conversation = conversation.with_correction(fact)
    for id in options.strike:
        if not any(spec.id == id for spec in parts.ruleset.spec.facts):
            raise InputError(f"There is no fact “{id}” to strike out. `python -m guardrails table` lists them.")
        conversation = conversation.without_fact(id)
    return conversation


def _stated(file: str, spec: FactSheet) -> Iterator[Fact]:
    try:
        stated = yaml.load(Path(file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{file} cannot be read as YAML: {error}") from error
    if not isinstance(stated, dict):
        raise InputError(f"{file} holds no facts. Write one a line: fact: value")
    for id, value in stated.items():
        text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        if not spec.has(str(id), text):
            known = ", ".join(spec.fact(str(id)).values) if any(s.id == id for s in spec.facts) else "no such fact"
            raise InputError(f"{file}: “{id}: {value}” is not on the fact sheet ({known}).")
        yield Fact(str(id), text, provenance=Provenance.PERSON)


def _for_a_person(result: Answer, explained: bool) -> str:
    text = to_markdown(result.reply)
    if explained and result.explanation:
        text += "\n\n**How the rules came to this**\n\n" + "\n".join(f"- {line}" for line in result.explanation)
    return text


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, sort_keys=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
