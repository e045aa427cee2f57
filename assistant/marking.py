"""Marks what to think about in something that a person is about to send, and writes a copy of it without identifiers.

Marked are identifiers, private matters of other people, opinions and hearsay put as fact, places where somebody unsafe could find a family,
and people and mailboxes that it should not go to. Each mark says why and names the clauses that say so. Some things are missed, so
this helps to look and is no proof that nothing is left. Nothing that is read here is kept. The words are in ``marking.yaml``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from assistant.reading.roles import to_roles
from corpus.errors import PromptError

LONGEST = 8000
"""Characters of one message that are looked through."""

WORDS = Path(__file__).resolve().parent / "marking.yaml"
_SIGNATURE = 25
"""Words after a sign-off that may be the writer's name, work and number."""
_GREETED = 40
"""Characters of a greeting before its comma."""
_SENTENCE_ENDS = ".!?\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of the message as it was pasted, what kind of thing it is, why it should perhaps not go, and the clauses that say so.

    ``put`` is what stands for an identifier in the copy to take away; nothing is put for words that only the writer can change.
    """

    start: int
    end: int
    kind: str
    why: str
    clauses: tuple[str, ...]
    put: str = ""


def to_marks(message: str, *, unsafe: bool = False) -> tuple[Mark, ...]:
    """What to look at before this is sent, in the order of the text; no two marks overlap.

    Args:
        message: what the person is about to send.
        unsafe: whether the answer names somebody who must not find the family.
    """
    words = load_marking()
    own = tuple(_own(message, words))
    found = (
        *_recipients(message, words),
        *_identifiers(message, words, unsafe),
        *_references(message, words),
        *_telling(message, words, unsafe),
    )
    kept: list[Mark] = []
    for mark in found:
        is_own = mark.put and mark.kind == words.identifiers.label and any(start <= mark.start < end for start, end in own)
        if not is_own and not any(other.start < mark.end and mark.start < other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def to_copy(message: str, marks: Iterable[Mark]) -> str:
    """The message with roles and kinds in the place of identifiers, to take away. What only the writer can judge stays as it is."""
    pieces, place = [], 0
    for mark in marks:
        if mark.put:
            before = message[place : mark.start]
            pieces += [before.rstrip(" ")] if _says_already(before, mark.put) else [before, mark.put]
            place = mark.end
    return "".join((*pieces, message[place:]))


def _says_already(before: str, role: str) -> bool:
    """Whether the writer's own words lead up to the name with its role ("his mum Donna")."""
    return bool(re.search(rf"\b{re.escape(role.split()[-1])} +\Z", before, re.IGNORECASE))


def _pattern(source: object) -> object:
    return re.compile(source, re.IGNORECASE | re.MULTILINE) if isinstance(source, str) else source


Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _References(_Strict):
    put: str
    patterns: tuple[Pattern, ...]


class _Identifiers(_Strict):
    label: str
    rests_on: tuple[str, ...]
    other: str
    why: Mapping[str, str]
    places: tuple[str, ...]
    references: _References


class _Recipients(_Strict):
    label: str
    rests_on: tuple[str, ...]
    outsider: str
    private: str
    crowd: str
    outsiders: Pattern
    mailboxes: Pattern
    crowds: Pattern
    routes: Pattern


class Kind(_Strict):
    """One kind of thing that may not belong into the message, with the words that point to it."""

    id: str
    label: str
    why: str
    rests_on: tuple[str, ...]
    words: tuple[Pattern, ...]
    of_others: tuple[Pattern, ...] = ()
    only_if: Literal["", "unsafe"] = ""


class Marking(_Strict):
    """Everything that ``marking.yaml`` holds."""

    others: Pattern
    identifiers: _Identifiers
    greeting: Pattern
    sign_off: Pattern
    signature_ends: Pattern
    header: Pattern
    copied: Pattern
    recipients: _Recipients
    kinds: tuple[Kind, ...]

    def kind(self, id: str) -> Kind:
        """The kind with this id."""
        return next(kind for kind in self.kinds if kind.id == id)

    @property
    def clauses(self) -> frozenset[str]:
        """The ids of all clauses that a mark can rest on."""
        of_kinds = (id for kind in self.kinds for id in kind.rests_on)
        return frozenset((*self.identifiers.rests_on, *self.recipients.rests_on, *of_kinds))


@cache
def load_marking(path: Path = WORDS) -> Marking:
    """Read the words and reasons.

    Raises:
        PromptError: if the file cannot be read or is not as it should be.
    """
    try:
        return Marking.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, re.error, yaml.YAMLError, ValidationError) as error:
        raise PromptError(f"{path} cannot be used: {error}. Correct it, or restore it from the repository.") from error


def _own(message: str, words: Marking) -> Iterator[tuple[int, int]]:
    """The runs in which a name or number is how any message opens and closes: greeting, the lines to and from, signature."""
    for match in words.greeting.finditer(message):
        comma = message.find(",", match.end(), match.end() + _GREETED)
        line = message.find("\n", match.end())
        yield match.end(), min((at for at in (comma, line) if at >= 0), default=0) if comma >= 0 else match.end() + 1
    for match in words.header.finditer(message):
        yield match.span("people")
    closings = [match.end() for match in words.sign_off.finditer(message)]
    if closings:
        after = words.signature_ends.search(message, closings[-1])
        end = after.start() if after else len(message)
        if len(message[closings[-1] : end].split()) > _SIGNATURE:  # thanks said at the beginning, with the message after it
            end = closings[-1]
        if not words.others.search(message, closings[-1], end):
            yield closings[-1], end


def _recipients(message: str, words: Marking) -> Iterator[Mark]:
    """People and mailboxes that it should not go to, and routes that others can read."""
    given = words.recipients

    def mark(match: re.Match[str], why: str, put: str = "") -> Mark:
        return Mark(match.start(), match.end(), given.label, why, given.rests_on, put)

    for match in given.mailboxes.finditer(message):
        yield mark(match, given.private, "[e-mail]")
    for line in (*words.header.finditer(message), *words.copied.finditer(message)):
        if line.groupdict().get("field", "").lower() != "from":
            start, end = line.span("people")
            yield from (mark(match, given.outsider) for match in given.outsiders.finditer(message, start, end))
            yield from (mark(match, given.crowd) for match in given.crowds.finditer(message, start, end))
    for match in given.routes.finditer(message):
        yield mark(match, given.private)


def _references(message: str, words: Marking) -> Iterator[Mark]:
    told = words.identifiers
    for pattern in told.references.patterns:
        for match in pattern.finditer(message):
            yield Mark(*match.span("id"), told.label, told.why["reference"], told.rests_on, told.references.put)


def _identifiers(message: str, words: Marking, unsafe: bool) -> Iterator[Mark]:
    told, place = words.identifiers, words.kind("address")
    for found in to_roles((message,)).replaced:
        start, end = _trimmed(message, found.start, found.end)
        if start >= end:
            continue
        if unsafe and found.kind in told.places:
            yield Mark(start, end, place.label, place.why, place.rests_on, found.role)
        else:
            yield Mark(start, end, told.label, told.why.get(found.kind, told.other), told.rests_on, found.role)


def _telling(message: str, words: Marking, unsafe: bool) -> Iterator[Mark]:
    for kind in words.kinds:
        if kind.only_if == "unsafe" and not unsafe:
            continue
        for match in _matches(message, kind, words):
            yield Mark(match.start(), match.end(), kind.label, kind.why, kind.rests_on)


def _matches(message: str, kind: Kind, words: Marking) -> Iterator[re.Match[str]]:
    for pattern in kind.words:
        yield from pattern.finditer(message)
    for pattern in kind.of_others:
        yield from (match for match in pattern.finditer(message) if words.others.search(message, *_sentence(message, match.start())))


def _sentence(message: str, place: int) -> tuple[int, int]:
    """Where the sentence around this place begins and ends."""
    start = max(message.rfind(mark, 0, place) for mark in _SENTENCE_ENDS) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := message.find(mark, place)) >= 0]
    return start, min(ends, default=len(message))


def _trimmed(message: str, start: int, end: int) -> tuple[int, int]:
    """The run without the blanks and brackets at its ends, which are no part of a name or a number."""
    while start < end and not (message[start].isalnum() or message[start] == "+"):
        start += 1
    while start < end and not message[end - 1].isalnum():
        end -= 1
    return start, end
