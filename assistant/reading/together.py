"""Facts that several things told state together, in whatever sentences and turns they stand.

"He rang for her timetable. There is an injunction" says in two sentences what neither says alone. The lines are in
``patterns/together.yaml``: the words of every group in ``all`` must be met, none of them denied or only supposed.

``patterns/kinds.yaml`` has the same form and states no fact: it says which kind of harm words tell of where harm is read already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.reading.normalise import Folded
from assistant.reading.patterns import FOLDER, Match, Pattern, Patterns, Sentence, compiled, macros_in, sentences_of
from corpus.errors import RulesError

NAME, KINDS = "together.yaml", "kinds.yaml"
INNOCENT = "innocent"
"""States no fact: it weighs against harm."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    states: dict[str, str]
    all: list[str]
    unless: list[str] = []


@dataclass(frozen=True, slots=True)
class Together:
    """What is stated where every part is met somewhere, and no word of ``unless`` is."""

    states: tuple[tuple[str, str], ...]
    parts: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


def find_together(turns: Sequence[Folded], name: str = NAME) -> Iterator[tuple[int, Match]]:
    """Every fact that is stated so, at the words of its latest part, in the turn with which it is complete; a kind of harm at the words of
    each.

    A part is looked for only once the parts before it were met, and only in sentences that may hold it.
    """
    likely = _likely(turns, name)
    met: dict[str, tuple[int, Match] | None] = {}

    def first(part: Pattern) -> tuple[int, Match] | None:
        if part.fact not in met:
            found = ((place, sentence.first(part, *part.any)) for place, sentence in likely.get(part.fact, ()))
            met[part.fact] = next(((place, match) for place, match in found if match), None)
        return met[part.fact]

    for line in load_together(name=name):
        if all(map(first, line.parts)) and not any(map(first, line.unless)):
            parts = list(filter(None, map(first, line.parts)))
            for at, said in parts if name == KINDS else [max(parts, key=itemgetter(0))]:
                yield from ((at, Match(fact, value, said.start, said.end, sure=fact != INNOCENT)) for fact, value in line.states)


def _likely(turns: Sequence[Folded], name: str) -> dict[str, list[tuple[int, Sentence]]]:
    """For each part the sentences in which it may be met, with the number of their turn."""
    likely: dict[str, list[tuple[int, Sentence]]] = {}
    for place, turn in enumerate(turns):
        for sentence in sentences_of(turn):
            for part, _ in _parts(name).likely_in(sentence.text):
                likely.setdefault(part.fact, []).append((place, sentence))
    return likely


@cache
def load_together(folder: Path = FOLDER, name: str = NAME) -> tuple[Together, ...]:
    """All lines of one of the two files.

    Raises:
        RulesError: with every line that is not of the form, does not compile or would match inside a word.
    """
    try:
        lines = TypeAdapter(list[_Line]).validate_python(yaml.load((folder / name).read_bytes(), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise RulesError((f"{name}: {error}",)) from error
    faults: list[str] = []
    macros = macros_in(folder)
    read = tuple(
        Together(
            tuple(line.states.items()),
            tuple(_part(name, source, macros, faults) for source in line.all),
            tuple(_part(name, source, macros, faults) for source in line.unless),
        )
        for line in lines
    )
    if faults:
        raise RulesError(tuple(faults))
    return read


@cache
def _parts(name: str) -> Patterns:
    """The parts of all lines, each once: many lines share theirs."""
    return Patterns({part.fact: part for line in load_together(name=name) for part in (*line.parts, *line.unless)}.values())


def _part(name: str, source: str, macros: dict[str, str], faults: list[str]) -> Pattern:
    """Words that may be denied or supposed, as a pattern that stands for nothing but itself."""
    return Pattern(source, "met", compiled(name, "", [source], macros, faults), (), deniable=True)
