"""An evaluator's file and the project's own cases in the browser: asked, stopped, gone on with, looked at, and taken away as results."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import picture, size_of, watched
from tests.browser.looking import download
from ui.components.evaluation_asking import ASK

pytestmark = pytest.mark.browser

_PAST_THE_WINDOW = """[...document.querySelectorAll('.st-key-evaluation *')].filter(it => !it.closest('.wide, .unseen'))
  .filter(it => it.getBoundingClientRect().right > innerWidth).map(it => it.outerHTML.slice(0, 160))"""
SOME_OF_150 = re.compile(r"^[1-9]\d* of 150 answered")
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
    page.get_by_text(SOME_OF_150).first.wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Go on").wait_for()
    assert page.get_by_text("of 150 answered.").first.is_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("150 of 150 questions were answered.").wait_for(timeout=120_000)


def look_elsewhere(page: Page) -> None:
    page.get_by_role("link", name="Practise").click()
    page.get_by_role("heading", name="Practise", exact=True).wait_for()
    page.get_by_role("link", name="Put it to the test").click()
    page.get_by_role("heading", name="Put it to the test").wait_for()


def test_a_run_outlives_a_look_at_another_page_until_it_is_cleared(address: str, open_page: Opener) -> None:
    page = open_page(address + "/evaluate", "desktop")
    give(page, questions(150))
    page.get_by_role("button", name="Ask 150 questions").click()
    page.get_by_text(SOME_OF_150).first.wait_for()
    look_elsewhere(page)
    page.get_by_text("150 of 150 questions were answered.").wait_for(timeout=120_000)
    look_elsewhere(page)
    page.get_by_text("150 of 150 questions were answered.").wait_for()
    page.get_by_role("tab", name="This project’s cases").click()
    page.get_by_role("button", name=ASK).wait_for()
    page.get_by_role("tab", name="Your own questions").click()
    page.get_by_text("Figures over the lines").wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    results = download(page, page.get_by_role("button", name="Download the results").click)
    assert len(Path(results.path()).read_text(encoding="utf-8-sig").splitlines()) > 150
    page.get_by_role("button", name="Clear the questions and results").click()
    page.get_by_role("heading", name="Results").wait_for(state="detached")
    assert page.get_by_text("mine.csv").count() == 0
    look_elsewhere(page)
    assert page.get_by_role("button", name="Clear the questions and results").count() == 0
    give(page, questions(2))
    page.get_by_role("button", name="Ask 2 questions").wait_for()


def test_a_file_that_cannot_be_read_is_told_why(address: str, open_page: Opener) -> None:
    page = open_page(address + "/evaluate", "desktop")
    give(page, b"id,text\n1,hello\n")
    page.get_by_text("has no column “question”").wait_for()


def ask_some(page: Page) -> None:
    """Ask the project's own open cases, and stop once a hundred were asked: some of them go wrong."""
    page.get_by_role("button", name=ASK).click()
    page.get_by_text(re.compile(r"^[1-9]\d\d of \d+ cases asked")).wait_for(timeout=180_000)
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("open cases were asked so far").wait_for()
    page.get_by_role("heading", name="What went wrong").wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()


looks_at_the_stopped_run = pytest.mark.xdist_group("stopped run")  # all in one process, so that it is run once


@pytest.fixture(scope="module")
def stopped(address: str, browser: Browser) -> Iterator[Page]:
    """The page with the results of a run that was stopped, asked once for all tests that look at it."""
    with watched(browser) as opener:
        page = opener(address + "/evaluate", "desktop")
        page.get_by_role("tab", name="This project’s cases").click()
        ask_some(page)
        yield page


@pytest.fixture
def asked(stopped: Page) -> Iterator[Callable[[str], Page]]:
    """Gives the page with the results a size."""

    def opener(size: str) -> Page:
        width, height = size_of(size)
        stopped.set_viewport_size({"width": width, "height": height})
        stopped.locator("[data-test-script-state=notRunning]").wait_for()
        return stopped

    yield opener
    stopped.emulate_media(media="screen")


@looks_at_the_stopped_run
def test_the_open_cases_are_asked_stopped_and_gone_on_with(asked: Callable[[str], Page]) -> None:
    page = asked("desktop")
    picture(page, "evaluation")
    for heading in ("Figures against thresholds", "What changed against the baseline", "Confusion of outcomes", "By source"):
        assert page.get_by_role("heading", name=heading).is_visible()
    before = number_asked(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text(re.compile(rf"^(?!{before} ).* cases asked")).wait_for()
    assert page.get_by_role("heading", name="What went wrong").count() == 0
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("open cases were asked so far").wait_for()
    assert number_asked(page) > before


def number_asked(page: Page) -> int:
    return int(page.get_by_text("open cases were asked so far").inner_text().split()[0])


@looks_at_the_stopped_run
def test_every_level_stands_with_figure_interval_and_aim(asked: Callable[[str], Page]) -> None:
    page = asked("desktop")
    table = page.get_by_role("table", name="The lower the better")
    assert table.get_by_role("columnheader").all_inner_texts()[::4] == ["Figure", "Aim"]
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="outcomes: under sharing", exact=True))
    cells = row.get_by_role("cell").all_inner_texts()
    assert re.fullmatch(r"\d+\.\d% of \d+ \(\d+\.\d% to \d+\.\d%\)", cells[0])
    assert re.fullmatch(r"≤ \d+\.\d%: (holds|FAILS)", cells[-2])
    assert re.fullmatch(r"≤ \d+\.\d%: (reached|not yet)", cells[-1])
    assert row.locator(".scale span").evaluate_all("all => all.map(it => it.className)") == ["whisker", "level", "aim", "dot"]


@looks_at_the_stopped_run
def test_a_failure_opens_to_question_facts_rules_evidence_and_answer(asked: Callable[[str], Page]) -> None:
    page = asked("phone")
    failed = page.locator(".st-key-evaluation-failures").get_by_test_id("stExpander")
    assert 1 <= failed.count() <= 20
    failed.first.locator("summary").first.click()
    opened = page.locator(".failed").first
    opened.get_by_role("heading", name="Answer").wait_for()
    assert opened.get_by_role("heading").all_inner_texts() == [
        "Asked", "What is wrong", "Why it is labelled so", "Facts that were read", "Rules that fired", "Evidence", "Answer",
    ]  # fmt: skip
    for place in opened.locator(".place").all():
        assert place.inner_text().strip()


@looks_at_the_stopped_run
@pytest.mark.parametrize("size", ["desktop", "phone", "320x700"])
def test_the_results_fit_the_window_and_wide_tables_scroll_by_keyboard(asked: Callable[[str], Page], size: str) -> None:
    page = asked(size)
    assert page.evaluate(_PAST_THE_WINDOW) == []
    wide = page.get_by_role("region", name="Confusion of outcomes")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    scrolled, overflows = wide.evaluate("it => [it.scrollLeft > 0, it.scrollWidth > it.clientWidth]")
    assert scrolled == overflows


@looks_at_the_stopped_run
def test_the_contents_lead_to_every_part(asked: Callable[[str], Page]) -> None:
    page = asked("phone")
    links = page.get_by_role("navigation", name="Results").get_by_role("link")
    assert links.count() == len(page.locator("h2.part").all())
    for link in links.all():
        words = link.inner_text()
        link.press("Enter")
        page.wait_for_function("words => document.activeElement.innerText === words", arg=words)


@looks_at_the_stopped_run
def test_the_results_are_printed_whole_and_alone(asked: Callable[[str], Page]) -> None:
    page = asked("desktop")
    page.emulate_media(media="print")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) > 5
    assert not page.get_by_role("button", name="Go on").is_visible()
    assert not page.get_by_role("tab", name="Your own questions").is_visible()
    assert page.get_by_role("heading", name="What went wrong").is_visible()


@looks_at_the_stopped_run
def test_the_report_of_the_run_is_taken_away(asked: Callable[[str], Page]) -> None:
    page = asked("desktop")
    report = download(page, page.get_by_role("button", name="Download the report of this run").click)
    text = Path(report.path()).read_text(encoding="utf-8")
    assert "Confusion of outcomes" in text
    assert "Open cases that went wrong" in text
