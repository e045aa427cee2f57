"""A paper as a run of paragraphs, each told apart by what it is: what every kind of file is made from."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.record import Paper, Section, load_record_wording, to_citation

LANGUAGE = "en-GB"
AUTHOR = "Can I share this?"

_SMALL_PRINT = "Small print"
_BLANK_LINES = 2  # to write on, where a section was left empty
_NOT_TEXT = {"Cc", "Cs", "Co", "Cn"}  # control characters, halves of pairs, private and unassigned ones


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph. A ``blank`` is a label with a line to write on beside it; an ``item`` is of a list.

    An ``option`` has a box to tick; ``ticked`` says whether it was.
    """

    kind: Literal["title", "heading", "text", "item", "option", "blank", "quote", "citation", "small"]
    text: str
    ticked: bool = False


def to_pieces(paper: Paper) -> Iterator[Piece]:
    """The paper's paragraphs, in order."""
    yield Piece("title", _clean(paper.title))
    yield from (Piece("text", _clean(line)) for line in paper.introduction)
    for section in (*paper.sections, paper.closing):
        yield Piece("heading", _clean(section.heading))
        yield from _of_section(section)
    if paper.small_print:
        yield Piece("heading", _SMALL_PRINT)
    yield from (Piece("small", _clean(line)) for line in paper.small_print)


def _of_section(section: Section) -> Iterator[Piece]:
    for option in section.options:
        ticked = option == section.chosen
        yield Piece("option", f"{option} (chosen)" if ticked else option, ticked)
    lines = [line for line in map(_clean, section.text.splitlines()) if line]
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if line.startswith("- "):
            yield Piece("item", line.removeprefix("- "))
        else:
            yield Piece("blank" if _is_blank(line) and not after.startswith("- ") else "text", line)
    if not lines and not section.options and not section.quotes:
        yield from [Piece("blank", "")] * _BLANK_LINES
    yield from [Piece("blank", "")] * section.room
    for quote in section.quotes:
        yield Piece("quote", quote.text if quote.start is None else f"“{quote.text}”")
        yield Piece("citation", to_citation(quote))


def _is_blank(line: str) -> bool:
    return line.endswith((":", load_record_wording().to_fill_in))


def _clean(text: str) -> str:
    """The text with letters and their accents joined, and without what no file can carry."""
    joined = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join(letter for letter in joined if unicodedata.category(letter) not in _NOT_TEXT).strip()
