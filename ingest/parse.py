"""Reads the procedure's text into its clauses, from the structure of the text and never from offsets.

The text is cut into pieces that together hold every character once: the title lines, the contents list, headings,
clauses, and the white space and bullet marks between them. A clause starts where a sentence, a paragraph or a bullet begins
with the words that ``corpus/derby/clauses.yaml`` gives for it, and runs to the next one. The published text lists a section
"3. Consent" whose heading is missing from the body; an edition with the heading restored parses as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

BULLET = re.compile(r"[ \t]*[•·‣▪*–-][ \t]+")
NUMBERED = re.compile(r"(?P<number>\d+)\.[ \t]+(?P<title>\S.*)")
SENTENCE_START = re.compile(r"(?<=[.?!;])\s+(?=[A-Z“\"])")


class PieceKind(StrEnum):
    """What a run of the source's characters is."""

    TITLE = "title"
    CONTENTS = "contents"
    HEADING = "heading"
    CLAUSE = "clause"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class ClauseName:
    """What a clause is called, where it stands, and the words that it begins with."""

    id: str
    section: str
    label: str
    begins: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters ``text[start:end]``; ``name`` is set on clauses, ``section`` on clauses and headings."""

    kind: PieceKind
    start: int
    end: int
    section: str = ""
    name: ClauseName | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The pieces of a text in order, and everything that was wrong with it."""

    pieces: tuple[Piece, ...]
    missing_headings: tuple[str, ...]
    faults: tuple[str, ...]

    def clauses(self) -> Iterator[Piece]:
        """The pieces that are clauses."""
        return (piece for piece in self.pieces if piece.kind is PieceKind.CLAUSE)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def parse_procedure(text: str, names: tuple[ClauseName, ...], sections: dict[str, str]) -> Parsed:
    """Cut the procedure into pieces.

    Args:
        text: the whole document, as published.
        names: the clauses to find.
        sections: section number to title, for telling a heading from a sentence and for noticing a missing one.

    Returns:
        Every character of ``text`` in exactly one piece. Text that belongs to no clause, a clause that is not
        found, found twice or found under another heading are faults.
    """
    marks = tuple(_marks(text, names, sections))
    pieces = tuple(_pieces(text, marks))
    headings = {piece.section for piece in pieces if piece.kind is PieceKind.HEADING}
    missing = tuple(number for number in sections if number != "0" and number not in headings)
    return Parsed(pieces, missing, tuple(_faults(text, pieces, names, missing)))


def _marks(text: str, names: tuple[ClauseName, ...], sections: dict[str, str]) -> Iterator[Piece]:
    """Where each piece begins, as pieces whose end is not known yet."""
    section, in_title = "0", True
    for line in _lines(text):
        number = _section_of(line.text, sections)
        if number is not None and line.text[0].isspace():
            yield Piece(PieceKind.CONTENTS, line.start, line.end)
        elif number is not None:
            section = number
            yield Piece(PieceKind.HEADING, line.start, line.end, section)
        else:
            found = list(_clauses_in(line, names, section))
            in_title = in_title and not found
            if found and found[0].start > line.start and not BULLET.fullmatch(text, line.start, found[0].start):
                yield Piece(PieceKind.LAYOUT, line.start, found[0].start, section)
            if not found:
                yield Piece(PieceKind.TITLE if in_title else PieceKind.LAYOUT, line.start, line.end, section)
            yield from found


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text):
        yield _Line(match.start(), match.end(), match.group())


def _section_of(line: str, sections: dict[str, str]) -> str | None:
    """The number of the section that this line is the heading or the contents entry of."""
    match = NUMBERED.fullmatch(line.strip())
    if match is None:
        return None
    title = sections.get(match["number"], "")
    return match["number"] if title and match["title"].strip().casefold() == title.casefold() else None


def _clauses_in(line: _Line, names: tuple[ClauseName, ...], section: str) -> Iterator[Piece]:
    """The clauses that begin in this line, each at the start of a sentence."""
    bullet = BULLET.match(line.text)
    first = bullet.end() if bullet else len(line.text) - len(line.text.lstrip())
    starts = [first, *(match.end() for match in SENTENCE_START.finditer(line.text, first))]
    for at in starts:
        for name in names:
            if line.text.startswith(name.begins, at):
                yield Piece(PieceKind.CLAUSE, line.start + at, line.end, section, name)


def _pieces(text: str, marks: tuple[Piece, ...]) -> Iterator[Piece]:
    """Close each mark at the next, let clauses run on over unclaimed lines of their section's list, fill the gaps."""
    at, index = 0, 0
    while index < len(marks):
        mark, index = marks[index], index + 1
        end = mark.end
        if mark.kind is PieceKind.CLAUSE:
            while index < len(marks) and _continues(mark, marks[index]):
                end, index = marks[index].end, index + 1
            if index < len(marks):
                end = min(end, marks[index].start)
        end = mark.start + len(text[mark.start : end].rstrip())
        if at < mark.start:
            yield Piece(PieceKind.LAYOUT, at, mark.start)
        yield Piece(mark.kind, mark.start, end, mark.section, mark.name)
        at = end
    if at < len(text):
        yield Piece(PieceKind.LAYOUT, at, len(text))


def _continues(clause: Piece, line: Piece) -> bool:
    """Whether an unclaimed line belongs to the clause before it: only the last section's list of documents does."""
    return line.kind is PieceKind.LAYOUT and clause.name is not None and line.section == clause.section == "4"


def _faults(
    text: str, pieces: tuple[Piece, ...], names: tuple[ClauseName, ...], missing: tuple[str, ...]
) -> Iterator[str]:
    found = [piece.name.id for piece in pieces if piece.name]
    for name in names:
        if found.count(name.id) != 1:
            times = "is not in the text" if name.id not in found else "begins more than once"
            yield f"clause {name.id} {times}: looked for “{name.begins}”"
    for piece in pieces:
        if piece.name and piece.section != piece.name.section and piece.name.section not in missing:
            yield f"clause {piece.name.id} stands under section {piece.section}, not {piece.name.section}"
        if piece.kind is PieceKind.LAYOUT and not BULLET.fullmatch(text[piece.start : piece.end].strip() + " "):
            stray = text[piece.start : piece.end].strip()
            if stray:
                yield f"text belongs to no clause, at character {piece.start}: “{stray[:60]}”"
