"""A paper as a PDF file, tagged so that headings and paragraphs are heard as such, in their order. The one door to fpdf2."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import xstatic.pkg.roboto_fontface as roboto
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.prefs import ViewerPreferences

from assistant.documents.pieces import AUTHOR, LANGUAGE, Piece, to_pieces
from assistant.record import Paper

UNPRINTABLE = "[letters that this PDF cannot print: see the Word or text file]"

_FONTS = Path(roboto.BASE_DIR) / "fonts" / "roboto"
_REGULAR, _BOLD = _FONTS / "Roboto-Regular.ttf", _FONTS / "Roboto-Bold.ttf"
_FAMILY = "roboto"
_TAGS: Mapping[str, str] = {"title": "/H1", "heading": "/H2"}
_SIZES: Mapping[str, float] = {"title": 18, "heading": 13, "citation": 9, "small": 8}
_SIZE = 10.5
_MARGIN = 20.0
_INDENT = 6.0
_LINE = 0.48  # height of a line in millimetres for each point of the letters
_ROOM_BELOW_HEADING = 25.0
_BOX, _BOX_TO_TEXT = 3.4, 2.0
"""A box to tick and the gap after it, in millimetres."""
_RULE_ROOM = 6.0


def to_pdf(paper: Paper) -> bytes:
    """The paper as a PDF file."""
    pdf = _Pdf(paper)
    for piece in to_pieces(paper):
        pdf.add(piece)
    return bytes(pdf.output())


class _Pdf(FPDF):
    """A page layout of single paragraphs, each tagged for what it is.

    fpdf2 tags only figures through its public door, so ``_tagged`` uses the private one that it is built on; the version is pinned.
    """

    def __init__(self, paper: Paper) -> None:
        super().__init__(format="A4")
        self.set_title(paper.title)
        self.set_lang(LANGUAGE)
        self.set_author(AUTHOR)
        self.set_creator(AUTHOR)
        self.set_creation_date(datetime.combine(paper.as_of, time(), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.add_font(_FAMILY, "", _REGULAR)
        self.add_font(_FAMILY, "B", _BOLD)
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN)
        self.add_page()

    def footer(self) -> None:
        """The page's number, which is not part of what is read out."""
        self._out("/Artifact BMC")
        self.set_y(-14)
        self.set_font(_FAMILY, "", 8)
        self.cell(0, 5, str(self.page), align="R")
        self._out("EMC")

    def add(self, piece: Piece) -> None:
        """Add one paragraph below the last."""
        size = _SIZES.get(piece.kind, _SIZE)
        headed = piece.kind in {"title", "heading"}
        if headed:
            self._leave_room()
        self.set_font(_FAMILY, "B" if headed else "", size)
        self.set_text_color(*((29, 79, 145) if headed else (20, 32, 46)))
        text = printable(piece.text)
        if headed:
            self.start_section(text, level=0 if piece.kind == "title" else 1)
        indent = _INDENT if piece.kind in {"item", "option", "quote", "citation"} else 0.0
        self.set_left_margin(_MARGIN + indent)
        self.set_x(_MARGIN + indent)
        height = size * _LINE
        if piece.kind in {"blank", "option"}:
            self._keep_together(len(self._lines(text, height)) * height + _RULE_ROOM)
        if piece.kind == "option":
            self._box(height, piece.ticked)
        self._lay(f"• {text}" if piece.kind == "item" else text, height, _TAGS.get(piece.kind, "/P"))
        if piece.kind == "blank":
            self._rule()
        self.set_left_margin(_MARGIN)
        self.ln(1.5)

    def _leave_room(self) -> None:
        if self.y > self.t_margin:
            self.ln(3)
        if self.y + _ROOM_BELOW_HEADING > self.h - self.b_margin:
            self.add_page()

    def _keep_together(self, height: float) -> None:
        """Begin a new page where what comes does not fit on this one, so that a label and its line stay on one page."""
        if self.y + height > self.h - self.b_margin:
            self.add_page()
            self.set_x(self.l_margin)

    def _box(self, height: float, ticked: bool) -> None:
        """A box to tick, drawn because the letters have none, with room for the words after it."""
        self._out("/Artifact BMC")
        self.set_draw_color(20, 32, 46)
        top = self.y + (height - _BOX) / 2
        self.rect(self.l_margin, top, _BOX, _BOX)
        if ticked:
            self.line(self.l_margin, top, self.l_margin + _BOX, top + _BOX)
            self.line(self.l_margin, top + _BOX, self.l_margin + _BOX, top)
        self._out("EMC")
        self.set_left_margin(self.l_margin + _BOX + _BOX_TO_TEXT)
        self.set_x(self.l_margin)

    def _lay(self, text: str, height: float, tag: str) -> None:
        """Lay the lines of a paragraph, with a tag for as much of it as stands on one page."""
        lines = self._lines(text, height)
        while lines:
            if self.will_page_break(height):
                self.add_page()
                self.set_x(self.l_margin)
            fitting = max(1, int((self.h - self.b_margin - self.y) / height + 1e-6))
            with self._tagged(tag):
                for line in lines[:fitting]:
                    self.cell(0, height, line, new_x="LMARGIN", new_y="NEXT")
            lines = lines[fitting:]

    def _lines(self, text: str, height: float) -> list[str]:
        lines = self.multi_cell(0, height, text, align="L", dry_run=True, output=MethodReturnValue.LINES) if text else None
        return lines if isinstance(lines, list) else [""]

    def _rule(self) -> None:
        """A line to write on, as wide as the page, with room above it for handwriting."""
        self._out("/Artifact BMC")
        self.set_draw_color(107, 119, 133)
        self.line(self.l_margin, self.y + 5, self.w - self.r_margin, self.y + 5)
        self._out("EMC")
        self.ln(_RULE_ROOM)

    @contextmanager
    def _tagged(self, tag: str) -> Iterator[None]:
        mcid = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=tag, mcid=mcid)
        self._out(f"{tag} <</MCID {mcid}>> BDC")
        yield
        self._out("EMC")


def printable(text: str) -> str:
    """The text with every run of letters that the PDF's font does not have told in its place."""
    known = _letters()
    marked = "".join(letter if letter.isspace() or ord(letter) in known else "\0" for letter in text)
    return re.sub("\0(?:[\0\\s]*\0)?", UNPRINTABLE, marked)


@cache
def _letters() -> frozenset[int]:
    """The letters that both cuts of the font have."""
    cuts = (TTFont(path, lazy=True).getBestCmap() for path in (_REGULAR, _BOLD))
    return frozenset.intersection(*map(frozenset, cuts))
