"""An evaluator's file in the browser: asked, stopped, gone on with, and taken away as results."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import picture
from tests.browser.looking import download

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]


def questions(count: int, broken: str = "") -> bytes:
    rows = "".join(f'{n},"can I tell nursery number {n} about her allergy, mum said yes",share_with_consent\n' for n in range(count))
    return f"id,question,outcome\n{rows}{broken}".encode()


def give(page: Page, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": data})


def test_twenty_lines_are_answered_and_five_named(address: str, open_page: Opener) -> None:
    page = open_page(address + "/evaluate", "desktop")
    give(page, questions(20, "3,again,\n,,clarify\nx,what,perhaps\ny,?!,\nz,a,b,c,d\n"))
    page.get_by_text("5 lines cannot be asked.").wait_for()
    page.get_by_role("button", name="Ask 20 questions").click()
    page.get_by_text("20 of 20 questions were answered.").wait_for()
    picture(page, "evaluate")
    results = download(page, page.get_by_role("button", name="Download the results").click)
    rows = list(csv.DictReader(io.StringIO(Path(results.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 20
    assert {row["answered"] for row in rows} <= {"share_with_consent", "clarify", "seek_consent"}
    assert all(row["answer"] and row["right"] for row in rows)


def test_a_run_is_stopped_and_goes_on(address: str, open_page: Opener) -> None:
    page = open_page(address + "/evaluate", "phone")
    give(page, questions(150))
    page.get_by_role("button", name="Ask 150 questions").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Go on").wait_for()
    assert page.get_by_text("of 150 answered.").first.is_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("150 of 150 questions were answered.").wait_for(timeout=120_000)


def test_a_file_that_cannot_be_read_is_told_why(address: str, open_page: Opener) -> None:
    page = open_page(address + "/evaluate", "desktop")
    give(page, b"id,text\n1,hello\n")
    page.get_by_text("has no column “question”").wait_for()
