"""The record in the browser: finished at a desk and on a phone, taken away as files, and forgotten."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import picture
from tests.browser.looking import NAMELESS, SMALL, download
from tests.browser.test_journeys import JOURNEYS, ask

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]

AGREED = next(journey.message for journey in JOURNEYS if journey.name == "agreed")


def to_record(page: Page, message: str) -> None:
    """Ask, and go on to the record of the answer."""
    ask(page, message)
    page.get_by_role("link", name="Record the decision").first.click()
    page.get_by_role("heading", name="The record", exact=True).wait_for()


def taken(page: Page, label: str, place: str = "record-end") -> bytes:
    """The file that a button gives."""
    button = page.locator(f".st-key-files-{place}").get_by_role("button", name=label)
    return Path(download(page, button.click).path()).read_bytes()


def test_without_an_answer_it_leads_back_to_the_question(address: str, open_page: Opener) -> None:
    page = open_page(address + "/record", "phone")
    page.get_by_text("There is nothing to record yet.").wait_for()
    page.get_by_role("link", name="Go to Ask").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_record_is_finished_and_taken_away(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    to_record(page, JOURNEYS[0].message)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    picture(page, f"record-{size}")
    assert page.get_by_role("radio", checked=True).count() == 0
    page.get_by_text("Advice sought first").click()
    box = page.get_by_label("Who was consulted")
    box.fill("The designated lead, łatwo.")
    # The button is pressed while the box still has the focus: the file must have the last words all the same.
    word = Document(io.BytesIO(taken(page, "Download as Word")))
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "The designated lead, łatwo." in words
    assert "☒ Advice sought first (chosen)" in words
    assert "☐ Share" in words
    assert "[to be filled in by you]" in words
    pdf = "".join(part.extract_text() for part in PdfReader(io.BytesIO(taken(page, "Download as PDF"))).pages)
    assert "The designated lead, łatwo." in pdf
    assert "The designated lead, łatwo." in taken(page, "Download as plain text").decode("utf-8-sig")


def test_the_form_is_there_after_a_yes_and_not_where_consent_is_not_needed(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    to_record(page, AGREED)
    form = taken(page, "Download as plain text", "form-top").decode("utf-8-sig")
    assert "Consent to Sharing Information" in form
    assert "What a no means" in form
    assert "The nursery, and nobody else." in form
    assert "Organisation, and team or service:" in form
    assert "Versions" not in form
    harmed = open_page(address, "desktop")
    to_record(harmed, JOURNEYS[0].message)
    expect(harmed.get_by_text("There is no consent form here")).to_be_visible()


def test_what_was_written_is_there_on_return_and_gone_after_a_reload(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    to_record(page, JOURNEYS[0].message)
    page.get_by_label("What happens next").fill("Ring again at nine.")
    page.get_by_role("button", name="Back to the answer").click(delay=50)  # straight from the box, as quick as a finger
    page.get_by_role("heading", name="What you said").wait_for()
    page.get_by_role("link", name="Record the decision").first.click()
    expect(page.get_by_label("What happens next")).to_have_value("Ring again at nine.")
    page.reload()
    page.get_by_text("There is nothing to record yet.").wait_for()
    assert page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)].join().includes('Ring again')") is False


def test_headings_are_in_order_and_controls_are_named_and_large_enough(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    to_record(page, AGREED)
    page.wait_for_timeout(500)
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(it => it.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert page.evaluate(SMALL) == []
    assert page.evaluate(NAMELESS) == []
    assert page.title() == "Record the decision – Can I share this?"


def test_the_record_fits_the_narrowest_window(address: str, open_page: Opener) -> None:
    page = open_page(address, "320x568")
    to_record(page, AGREED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
