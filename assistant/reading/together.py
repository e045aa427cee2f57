"""Facts that several things told state together, in whatever sentences and turns they stand.

"He rang for her timetable. There is an injunction" says in two sentences what neither says alone. The lines are in
``patterns/together.yaml``: the words of every group in ``all`` must be met, none of them denied or only supposed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.reading.normalise import Folded
from assistant.reading.patterns import FOLDER, Match, Pattern, Patterns, compiled, find, macros_in
from corpus.errors import RulesError

NAME = "together.yaml"
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


def find_together(turns: Sequence[Folded]) -> Iterator[tuple[int, Match]]:
    """Every fact that is stated so, at the words of its latest part, in the turn with which it is complete."""
    met: dict[str, tuple[int, Match]] = {}
    for place, turn in enumerate(turns):
        for match in find(turn, _parts()):
            met.setdefault(match.fact, (place, match))
    for line in load_together():
        if all(part.fact in met for part in line.parts) and not any(words.fact in met for words in line.unless):
            at, said = max((met[part.fact] for part in line.parts), key=itemgetter(0))
            yield from ((at, Match(fact, value, said.start, said.end, sure=fact != INNOCENT)) for fact, value in line.states)


@cache
def load_together(folder: Path = FOLDER) -> tuple[Together, ...]:
    """All lines.

    Raises:
        RulesError: with every line that is not of the form, does not compile or would match inside a word.
    """
    try:
        lines = TypeAdapter(list[_Line]).validate_python(yaml.load((folder / NAME).read_bytes(), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise RulesError((f"{NAME}: {error}",)) from error
    faults: list[str] = []
    macros = macros_in(folder)
    read = tuple(
        Together(
            tuple(line.states.items()),
            tuple(_part(source, macros, faults) for source in line.all),
            tuple(_part(source, macros, faults) for source in line.unless),
        )
        for line in lines
    )
    if faults:
        raise RulesError(tuple(faults))
    return read


@cache
def _parts() -> Patterns:
    """The parts of all lines, each once: many lines share theirs."""
    return Patterns({part.fact: part for line in load_together() for part in (*line.parts, *line.unless)}.values())


def _part(source: str, macros: dict[str, str], faults: list[str]) -> Pattern:
    """Words that may be denied or supposed, as a pattern that stands for nothing but itself."""
    return Pattern(source, "met", compiled(NAME, "", [source], macros, faults), (), deniable=True)
