"""The papers as files: read back, they hold every word, headings, the language and the title, and nothing was written to disk."""

import io
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader

from assistant.documents import FORMATS, to_docx, to_pdf, to_text
from assistant.documents.pdf import UNPRINTABLE, printable
from assistant.record import ConsentForm, Nothing, Paper, Record, Section, to_citation
from tests.unit.assistant.situations import Situation
from tests.unit.assistant.test_record import ALL, formed, recorded

POLISH = "Zażółć gęślą jaźń. Ștefan și Țiriac. Žižek. Ķekava. Dvořák. Ğ ı İ. Łódź"


def one_of_each() -> Iterator[Paper]:
    """A paper of every outcome that has one, and a form."""
    met: set[str] = set()
    for situation in ALL:
        for paper in (recorded(situation), formed(situation)):
            if isinstance(paper, Nothing):
                continue
            says = f"{type(paper).__name__} {paper.sections[1].text[:60]}"
            if says not in met:
                met.add(says)
                yield paper


PAPERS = tuple(one_of_each())
every_paper = pytest.mark.parametrize("paper", PAPERS, ids=range(len(PAPERS)))


def a_record() -> Record:
    paper = recorded(next(each for each in ALL if each.facts.get("physical_harm") == "evidence"))
    assert isinstance(paper, Record)
    return paper


def with_text(text: str) -> Paper:
    return a_record().written({"why": text}, {"decided": "Share"})


def plain(text: str) -> str:
    """The text without the breaks that a layout puts in."""
    return "".join(text.split())


def pdf_text(data: bytes) -> str:
    pages = (page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages)
    return plain("\n".join(line for lines in pages for line in lines if not line.strip().isdigit()))


def docx_text(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def words_of_paper(paper: Paper) -> Iterator[str]:
    yield from (paper.title, *paper.introduction, paper.closing.heading, paper.closing.text, *paper.small_print)
    for section in paper.sections:
        yield from (section.heading, *section.options)
        yield from (line.removeprefix("- ") for line in section.text.splitlines())
        for quote in section.quotes:
            yield from (*quote.text.splitlines(), to_citation(quote))


def test_there_is_a_paper_of_every_kind() -> None:
    assert len(PAPERS) >= 7
    assert any(isinstance(paper, ConsentForm) for paper in PAPERS)


@every_paper
def test_every_word_is_in_every_file(paper: Paper) -> None:
    files = {"docx": plain(docx_text(to_docx(paper))), "pdf": pdf_text(to_pdf(paper)), "txt": plain(to_text(paper).decode("utf-8-sig"))}
    for words in words_of_paper(paper):
        for ending, text in files.items():
            assert plain(words).replace("•", "") in text.replace(">", "").replace("•", ""), f"{words} is not in the {ending}"


@every_paper
def test_word_has_real_headings_a_title_and_the_language(paper: Paper) -> None:
    document = Document(io.BytesIO(to_docx(paper)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert styles[0] == "Heading 1"
    assert styles.count("Heading 1") == 1
    assert [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 2"] == [
        *(section.heading for section in paper.sections), paper.closing.heading, *(["Small print"] if paper.small_print else []),
    ]  # fmt: skip
    told = document.core_properties
    assert (told.title, told.language, told.author, told.comments) == (paper.title, "en-GB", "Can I share this?", "")
    assert 'w:val="en-US"' not in document.styles.element.xml
    assert document.tables == []


@every_paper
def test_a_pdf_has_tagged_headings_an_outline_a_title_and_the_language(paper: Paper) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(paper)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == paper.title
    tags = [tag.get_object()["/S"] for tag in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert tags[0] == "/H1"
    assert tags.count("/H2") == len(paper.sections) + 1 + bool(paper.small_print)
    assert set(tags) == {"/H1", "/H2", "/P"}
    title, sections = reader.outline
    assert title["/Title"] == paper.title  # type: ignore[index, call-overload]
    assert [entry["/Title"] for entry in sections][:2] == [each.heading for each in paper.sections][:2]  # type: ignore[index, union-attr, call-overload]


def test_all_of_a_pdfs_content_is_tagged_or_marked_as_decoration() -> None:
    for page in PdfReader(io.BytesIO(to_pdf(a_record()))).pages:
        contents = page.get_contents()
        assert contents is not None
        depth = 0
        for line in contents.get_data().decode("latin-1").splitlines():
            depth += line.endswith((" BDC", " BMC")) - (line == "EMC")
            assert depth in {0, 1}
            assert depth or not line.endswith("Tj ET")


def test_letters_of_other_languages_print_in_every_file() -> None:
    paper = with_text(POLISH)
    assert POLISH in docx_text(to_docx(paper))
    assert plain(POLISH) in pdf_text(to_pdf(paper))
    assert POLISH in to_text(paper).decode("utf-8-sig")
    assert printable(POLISH) == POLISH


@pytest.mark.parametrize("written", ["أمي قالت لا", "ਮਾਂ", "妈妈说不", "😀"])
def test_letters_that_the_pdf_cannot_print_are_told_in_their_place(written: str) -> None:
    paper = with_text(f"Before {written} after")
    text = pdf_text(to_pdf(paper))
    assert "Before" in text
    assert "after" in text
    assert plain(UNPRINTABLE) in text
    assert "after" in docx_text(to_docx(paper))


def test_a_run_of_such_letters_is_told_once() -> None:
    assert printable("x أمي قالت لا y") == f"x {UNPRINTABLE} y"


@pytest.mark.parametrize("written", ["a\x00b\x0bc", "\ud800", "x" * 30_000, "word " * 8000, "\n" * 500, "]]></w:t> & <b>", "%PDF \\( )", "\t"])
def test_no_text_stops_a_file_from_being_made(written: str) -> None:
    paper = with_text(written)
    for format in FORMATS:
        assert format.make(paper)
    assert "Small print" in docx_text(to_docx(paper))


def test_a_blank_is_a_line_to_write_on_and_what_is_filled_in_is_not() -> None:
    text = to_text(a_record().written({"written": "Role of the writer: nurse\nDate:\nFacts:\n- one"}, {})).decode("utf-8-sig")
    assert "Role of the writer: nurse\n" in text
    assert "Date: ____" in text
    assert "Facts:\n- one" in text


def test_an_empty_section_leaves_room_to_write() -> None:
    paper = replace(a_record(), sections=(Section("one", "One", ""),))
    assert to_text(paper).decode("utf-8-sig").count("_" * 30) == 2


def test_boxes_to_tick_are_boxes_and_the_one_chosen_has_a_cross() -> None:
    word = Document(io.BytesIO(to_docx(with_text("x"))))
    assert "☒ Share (chosen)" in docx_text(to_docx(with_text("x")))
    assert "☐ Do not share" in docx_text(to_docx(with_text("x")))
    boxes = [run for paragraph in word.paragraphs for run in paragraph.runs if run.text.strip() in {"☐", "☒"}]
    assert len(boxes) == 3
    assert {run.font.name for run in boxes} == {"MS Gothic"}
    for paper in (with_text("x"), a_form()):
        assert "[ ]" not in docx_text(to_docx(paper)) + "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages)
    assert squares(a_form()) == 3


def squares(paper: Paper) -> int:
    """How many boxes are drawn in the PDF."""
    contents = (page.get_contents() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages)
    return sum(len(re.findall(rb" re S", content.get_data())) for content in contents if content is not None)


def a_form() -> ConsentForm:
    return next(paper for paper in PAPERS if isinstance(paper, ConsentForm))


def test_a_familys_form_has_no_small_print_and_lines_for_several_items() -> None:
    text = to_text(a_form()).decode("utf-8-sig")
    assert "Versions" not in text and "Small print" not in text
    assert text.split("With whom")[0].split("Item by item:")[1].count("_" * 30) >= 3


@every_paper
def test_a_label_and_its_line_stand_on_one_page(paper: Paper) -> None:
    for paragraph in Document(io.BytesIO(to_docx(paper))).paragraphs:
        if "\t" in paragraph.text:
            assert paragraph.paragraph_format.keep_together
    for page in PdfReader(io.BytesIO(to_pdf(paper))).pages:
        contents = page.get_contents()
        assert contents is not None
        first = re.search(rb"BT| l S", contents.get_data())
        assert first is not None and first[0] == b"BT", "a page begins with the line of a label on the page before"


def test_only_what_was_chosen_is_ticked() -> None:
    text = to_text(with_text("x")).decode("utf-8-sig")
    assert "[x] Share (chosen)" in text
    assert "[ ] Do not share" in text
    assert "[x]" not in to_text(a_record()).decode("utf-8-sig")


_writes: list[str] = []
_watched: list[int] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and threading.get_ident() in _watched:
        path, mode, flags = (*arguments, None, None)[:3]
        # the lowest two bits of the flags say whether a file is opened for writing
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 3):
            _writes.append(str(path))


@contextmanager
def watched() -> Iterator[list[str]]:
    """Every file that this thread opens for writing meanwhile."""
    _writes.clear()
    if not any(True for _ in _hooked):
        sys.addaudithook(_watch)
        _hooked.append(True)
    _watched.append(threading.get_ident())
    try:
        yield _writes
    finally:
        _watched.remove(threading.get_ident())


_hooked: list[bool] = []


def test_the_watch_sees_a_file_that_is_written(tmp_path: object) -> None:
    with watched() as writes, open(f"{tmp_path}/x", "w", encoding="utf-8") as file:
        file.write("x")
    assert len(writes) == 1


@every_paper
def test_nothing_is_written_to_disk(paper: Paper) -> None:
    with watched() as writes:
        for format in FORMATS:
            format.make(paper)
    assert writes == []


def test_every_situation_makes_its_files() -> None:
    made = 0
    for situation in ALL[::7]:
        made += _made(situation)
    assert made > 5


def _made(situation: Situation) -> int:
    paper = recorded(situation)
    return 0 if isinstance(paper, Nothing) else sum(bool(format.make(paper)) for format in FORMATS)
