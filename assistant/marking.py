"""Marks what to cut in something that a person is about to send: names, numbers, addresses, safe places, whole files, other people.

Names and identifiers are found by the product's own reading; some are missed, so this helps to look and is no proof that nothing is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.asides import SendingWording, load_asides
from assistant.reading.roles import to_roles

LONGEST = 8000
"""Characters of one message that are looked through."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of the message as it was pasted, why it should perhaps not go, and the clauses that say so."""

    start: int
    end: int
    why: str
    clauses: tuple[str, ...] = ()


def to_marks(message: str) -> tuple[Mark, ...]:
    """What to look at before this is sent, in the order of the text; no two marks overlap."""
    words = load_asides().sending
    kept: list[Mark] = []
    for mark in (*_identifiers(message, words), *_telling(message, words)):
        if not any(other.start < mark.end and mark.start < other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _identifiers(message: str, words: SendingWording) -> Iterator[Mark]:
    for found in to_roles((message,)).replaced:
        start, end = _trimmed(message, found.start, found.end)
        if start < end:
            yield Mark(start, end, words.kinds.get(found.kind, words.other_kind))


def _telling(message: str, words: SendingWording) -> Iterator[Mark]:
    for telling in words.words:
        for match in telling.pattern.finditer(message):
            yield Mark(match.start(), match.end(), telling.why, telling.rests_on)


def _trimmed(message: str, start: int, end: int) -> tuple[int, int]:
    """The run without the blanks and brackets at its ends, which are no part of a name or a number."""
    while start < end and not (message[start].isalnum() or message[start] == "+"):
        start += 1
    while start < end and not message[end - 1].isalnum():
        end -= 1
    return start, end
