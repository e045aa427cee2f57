"""What can be used by keyboard, on the narrowest window and by a screen reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looking import NAMELESS, SMALL, hidden_stop
from tests.browser.test_journeys import JOURNEYS, ask

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]


def test_nothing_is_cut_off_or_hidden_at_four_hundred_per_cent(address: str, open_page: Opener) -> None:
    page = open_page(address, "320x256")
    ask(page, JOURNEYS[0].message)
    page.get_by_text("It cannot clear your browser").wait_for(state="detached")  # what stood there before the answer goes when the run ends
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("document.activeElement.blur()")
    hidden = []
    for _ in range(30):
        page.keyboard.press("Tab")
        hidden.append(hidden_stop(page))
    assert [one for one in hidden if one] == []


def test_the_box_is_reached_with_a_few_tabs(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.evaluate("document.activeElement.blur()")
    stops = []
    while "Skip the links to the pages" not in stops[-1:]:
        assert len(stops) < 3  # Streamlit's own link and its scrolling region come first
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.innerText"))
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            return
    pytest.fail("The box takes more than three stops to reach once the links are skipped.")


def test_headings_are_in_order_and_controls_are_named_and_large_enough(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(it => it.tagName)")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert page.evaluate(SMALL) == []
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.title() == "Ask – Can I share this?"


def test_an_answer_is_announced_once_and_danger_once(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.evaluate(
        """() => { window.told = []; new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
          if (node.nodeType === 1) [node, ...node.querySelectorAll('*')].forEach(it => {
            if (['status', 'alert'].includes(it.getAttribute('role')) && it.innerText) window.told.push(it.getAttribute('role'));
          }); }))).observe(document.body, {childList: true, subtree: true}); }"""
    )
    ask(page, "He is outside the nursery with a knife right now and is trying to take the children.")
    page.wait_for_timeout(1500)
    told = page.evaluate("window.told")
    assert told.count("status") == 1
    assert told.count("alert") == 1


def test_everything_served_carries_the_policy(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    for path in ("/", "/guide", "/_stcore/health", "/favicon.png"):
        headers = page.request.get(address + path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
    for path in ("/_stcore/agent/openapi.json", "/_stcore/metrics"):
        assert page.request.get(address + path).status == 404
