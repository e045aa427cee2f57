"""A paper as a Word file. The one door to python-docx."""

import io
from datetime import UTC, datetime, time

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from assistant.documents.pieces import AUTHOR, LANGUAGE, Piece, to_pieces
from assistant.record import Paper

_INK, _BLUE = RGBColor(0x14, 0x20, 0x2E), RGBColor(0x1D, 0x4F, 0x91)
_STYLES = {
    "title": "Heading 1",
    "heading": "Heading 2",
    "text": "Normal",
    "item": "List Bullet",
    "option": "Normal",
    "blank": "Normal",
    "quote": "Quote",
    "citation": "Normal",
    "small": "Normal",
}
_BOX, _TICKED_BOX = "☐", "☒"
_BOX_FONT = "MS Gothic"  # the font that Word's own tick boxes are set in
_SIZES = {"citation": Pt(9), "small": Pt(8)}


def to_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    document = new_document()
    _describe(document, paper)
    _dress(document)
    for piece in to_pieces(paper):
        _add(document, piece)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _describe(document: Document, paper: Paper) -> None:
    """The file's own particulars: what it is called and in which language, and no trace of whose machine it came from."""
    told = document.core_properties
    told.title, told.language, told.author, told.comments = paper.title, LANGUAGE, AUTHOR, ""
    told.created = told.modified = datetime.combine(paper.as_of, time(), UTC)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _dress(document: Document) -> None:
    for name, size, colour in (("Normal", 11, _INK), ("Heading 1", 18, _BLUE), ("Heading 2", 13, _BLUE), ("Quote", 11, _INK)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), colour, "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:hAnsi"), "Arial")
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)


def _add(document: Document, piece: Piece) -> None:
    paragraph = document.add_paragraph(style=_STYLES[piece.kind])
    if piece.kind == "option":
        _box(paragraph, piece.ticked)
    paragraph.add_run(piece.text)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_together = piece.kind not in {"text", "quote"}
    if piece.kind in _SIZES:
        for run in paragraph.runs:
            run.font.size = _SIZES[piece.kind]
    if piece.kind == "blank":
        _rule(paragraph)
    if piece.kind in {"quote", "citation"}:
        paragraph.paragraph_format.left_indent = Cm(0.8)
    if piece.kind == "quote":
        paragraph.paragraph_format.keep_with_next = True


def _box(paragraph: Paragraph, ticked: bool) -> None:
    """A box to tick, in a font that has it on every machine with Word."""
    run = paragraph.add_run(f"{_TICKED_BOX if ticked else _BOX} ")
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for letters in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{letters}"), _BOX_FONT)


def _rule(paragraph: Paragraph) -> None:
    """A line to write on: a tab with a leader, which is not read out letter by letter as underscores are."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.4), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run(" \t")
