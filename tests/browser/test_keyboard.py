"""Core tasks by keyboard alone, and where its stops are: none hidden and none a trap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guardrails.verdict import Outcome
from tests.browser.looking import BARS, download, hidden_stop
from tests.browser.states import DANGER, MESSAGES, SCREENS, settle
from tests.browser.test_journeys import ask

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]

HARM = MESSAGES[Outcome.SHARE_WITHOUT_CONSENT]
TITLES = {
    "": "Ask",
    "/record": "Record the decision",
    "/practise": "Practise",
    "/guide": "The procedure and its sources",
    "/evaluate": "Put it to the test",
    "/accessibility": "Accessibility",
}
_HERE = """() => { const it = document.activeElement; if (!it || it === document.body) return '';
  const control = it.matches('a, button, summary, input, textarea, [role=tab]');
  return `${it.tagName} ${control && (it.innerText || it.getAttribute('aria-label') || it.value) || ''}`.slice(0, 120); }"""


def step_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until what has the focus says these words."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_HERE))
        if words in seen[-1]:
            return
    pytest.fail(f"“{words}” was not reached in {most} stops: {seen}")


def write_and_send(page: Page) -> None:
    """From the top of the page to the box, in at most six stops, and send a message."""
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.evaluate("document.activeElement.blur()")
    step_to(page, "Skip the links to the pages", 3)
    page.keyboard.press("Enter")
    step_to(page, "TEXTAREA", 3)
    page.keyboard.type(HARM)
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Answer 1 ready:").wait_for(state="attached")
    settle(page)


def test_a_question_is_asked_and_its_quote_read(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    write_and_send(page)
    step_to(page, "in its place in the chapter")
    page.keyboard.press("Enter")
    expect(page.locator(".place mark").first).to_be_visible()


def test_a_fact_is_struck_out(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    write_and_send(page)
    step_to(page, "belt mark")
    page.keyboard.press("Enter")
    step_to(page, "Strike out", 3)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put back").wait_for()


def test_a_record_is_written_and_taken_away(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    write_and_send(page)
    step_to(page, "Record this decision")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The record", exact=True).wait_for()
    settle(page)
    page.get_by_role("heading", level=1).click()
    step_to(page, "TEXTAREA")
    page.keyboard.press("Control+End")
    page.keyboard.type(" More of it.")
    page.keyboard.press("Tab")
    settle(page)
    step_to(page, "Download as Word")
    assert download(page, lambda: page.keyboard.press("Enter")).suggested_filename == "record-of-decision.docx"


def test_a_clause_is_found_and_opened(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    step_to(page, "The procedure and its sources", 12)
    page.keyboard.press("Enter")
    page.get_by_label("Search the chapter").wait_for()
    settle(page)
    page.get_by_role("heading", level=1).click()
    step_to(page, "INPUT", 12)
    page.keyboard.type("reasonable cause to believe")
    page.keyboard.press("Enter")
    page.locator("#found").wait_for()
    settle(page)
    step_to(page, "with its differences")
    page.keyboard.press("Enter")
    expect(page.locator("#opened")).to_be_focused()


@pytest.mark.parametrize("name", ["danger", "record", "practise", "guide", "clause", "evaluate"])
def test_at_four_hundred_per_cent_no_stop_is_hidden_and_none_is_a_trap(address: str, open_page: Opener, name: str) -> None:
    page = open_page(address + SCREENS[name].path, "desktop")
    next(SCREENS[name].walk(page))
    page.set_viewport_size({"width": 320, "height": 256})
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(BARS) <= 0.35
    page.evaluate("document.activeElement.blur()")
    stops: list[str] = []
    hidden = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_HERE))
        hidden.append(hidden_stop(page))
        if len(stops) > 3 and stops[-1] == "":
            break
    assert [one for one in hidden if one] == []
    assert stops[-1] == "", "The keyboard does not get out of the page."
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(_HERE) == stops[-2]


@pytest.mark.parametrize("path", TITLES)
def test_the_title_names_the_screen_and_the_language_is_english(address: str, open_page: Opener, path: str) -> None:
    page = open_page(address + path, "desktop")
    expect(page).to_have_title(f"{TITLES[path]} – Can I share this?")
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)


def test_danger_is_told_once_and_each_answer_once(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.evaluate(
        """() => { window.told = []; new MutationObserver(changes => changes.forEach(change => {
          const added = [...change.addedNodes].filter(it => it.nodeType === 1);
          const live = added.flatMap(it => [it, ...it.querySelectorAll('*')]);
          const round = (change.target.nodeType === 1 ? change.target : change.target.parentElement)?.closest('[role=status], [role=alert], [aria-live]');
          for (const it of round ? [round] : live)
            if (it.matches('[role=status], [role=alert], [aria-live]:not([aria-live=off])') && it.textContent.trim())
              window.told.push((it.getAttribute('role') || 'live') + ': ' + it.textContent.trim().slice(0, 40));
        })).observe(document.body, {childList: true, characterData: true, subtree: true}); }"""
    )
    ask(page, HARM)
    settle(page)
    page.wait_for_timeout(500)
    first = page.evaluate("window.told")
    assert [line.split(":")[0] for line in first] == ["status"], first
    ask(page, DANGER, 2)
    settle(page)
    page.wait_for_timeout(500)
    second = page.evaluate("window.told")[1:]
    assert sorted(line.split(":")[0] for line in second) == ["alert", "status"]
