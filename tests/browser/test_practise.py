"""Practice in the browser: by keyboard and by touch, wrong and right, to the certificate, and on again another day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.practise.progress import Progress, to_text
from assistant.practise.schedule import is_complete, next_situation
from assistant.practise.situations import Practice, Situation, load_practice
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome
from tests.browser.conftest import picture
from tests.browser.looking import NAMELESS, SMALL, download
from ui.components.practise import CHOICES

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def practice() -> Practice:
    return load_practice(load_ruleset().spec)


def opened(open_page: Opener, address: str, size: str) -> Page:
    page = open_page(address + "/practise", size)
    page.get_by_role("button", name="See the answer").wait_for()
    return page


def asked(page: Page, practice: Practice) -> Situation:
    told = page.locator(".told").inner_text().strip()
    return next(situation for situation in practice.situations if situation.situation == told)


def decide(page: Page, outcome: Outcome) -> None:
    page.get_by_text(CHOICES[outcome], exact=True).click()
    page.get_by_role("button", name="See the answer").click()
    page.get_by_role("button", name="Next situation").wait_for()


def complete_text(practice: Practice) -> str:
    progress = Progress(3)
    while not is_complete(practice, progress):
        progress = progress.with_answer(next_situation(practice, progress).id, True)
    return to_text(progress)


def bring_back(page: Page, text: str) -> None:
    page.get_by_role("tab", name="Go on another day").click()
    page.get_by_label("Paste a text that you copied").fill(text)
    page.get_by_role("button", name="Go on from there").click()


def levels(page: Page) -> list[int]:
    shown = page.locator("h1:visible, h2:visible, h3:visible, h4:visible")
    return [int(tag[1]) for tag in shown.evaluate_all("all => all.map(it => it.tagName)")]


def await_focus(page: Page, id: str, move: int) -> None:
    expect(page.locator(f"#{id}[data-name='{id}-{move}']")).to_be_focused()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_focus_goes_to_the_result_and_then_to_the_next_situation_from_its_beginning(
    address: str, open_page: Opener, practice: Practice, size: str
) -> None:
    page = opened(open_page, address, size)
    decide(page, asked(page, practice).outcome)
    await_focus(page, "result", 0)
    expect(page.locator(".tag.result")).to_be_in_viewport()
    page.get_by_role("button", name="Next situation").click()
    await_focus(page, "situation", 1)
    expect(page.locator("#situation")).to_be_in_viewport()
    expect(page.locator(".told")).to_be_in_viewport(ratio=1)
    top = page.locator("#situation").evaluate("it => it.getBoundingClientRect().top")
    assert 0 <= top <= page.viewport_size["height"] / 2  # type: ignore[index]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_each_of_the_seven_wrong_answers_is_explained_by_the_rules(
    address: str, open_page: Opener, practice: Practice, size: str
) -> None:
    page = opened(open_page, address, size)
    first = asked(page, practice)
    chosen = next(outcome for outcome in Outcome if outcome is not first.outcome and outcome not in first.wrong)
    decide(page, chosen)
    expect(page.get_by_text("That answer would need another case, in which").first).to_be_visible()
    page.get_by_text("Why not the other").click()
    expect(page.get_by_text("That answer would need another case, in which")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_after_a_reload_it_says_that_progress_is_gone(address: str, open_page: Opener, practice: Practice, size: str) -> None:
    page = opened(open_page, address, size)
    expect(page.locator(".lost")).to_have_count(0)
    decide(page, asked(page, practice).outcome)
    expect(page.get_by_text("Still missing for the certificate:")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="See the answer").wait_for()
    expect(page.get_by_role("status").filter(has_text="the progress that stood here is gone")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_wrong_answer_and_then_a_right_one(address: str, open_page: Opener, practice: Practice, size: str) -> None:
    page = opened(open_page, address, size)
    first = asked(page, practice)
    assert page.get_by_role("radio", checked=True).count() == 0
    decide(page, next(iter(first.wrong)))
    expect(page.locator(".tag.result")).to_have_text("✕Not right")
    expect(page.get_by_text(first.remember)).to_be_visible()
    picture(page, f"practise-{size}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Next situation").click()
    page.get_by_role("heading", name="Situation 2").wait_for()
    expect(page.locator(".told")).to_be_in_viewport()
    second = asked(page, practice)
    assert second != first
    decide(page, second.outcome)
    expect(page.locator(".tag.result")).to_have_text("✓Right")


def test_it_can_be_done_by_keyboard_alone(address: str, open_page: Opener, practice: Practice) -> None:
    page = opened(open_page, address, "desktop")
    page.get_by_role("tab", name="Situation").focus()
    page.keyboard.press("Tab")
    for _ in range(3):
        if page.evaluate("document.activeElement.type") == "radio":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    page.keyboard.press("Tab")
    assert "See the answer" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Next situation").wait_for()
    await_focus(page, "result", 0)
    for _ in range(15):
        page.keyboard.press("Tab")
        if "Next situation" in page.evaluate("document.activeElement.innerText || ''"):
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="Situation 2").wait_for()
            return
    pytest.fail("The way on takes more than fifteen stops to reach.")


def test_headings_are_in_order_and_controls_are_named_and_large_enough(address: str, open_page: Opener, practice: Practice) -> None:
    page = opened(open_page, address, "desktop")
    decide(page, asked(page, practice).outcome)
    for tab in ("Situation", "What you have practised", "Certificate", "Go on another day"):
        page.get_by_role("tab", name=tab, exact=True).click()
        page.wait_for_timeout(300)
        found = levels(page)
        assert found[0] == 1 and found.count(1) == 1, tab
        assert all(later - earlier <= 1 for earlier, later in zip(found, found[1:], strict=False)), tab
        assert page.evaluate(SMALL) == []
        assert page.evaluate(NAMELESS) == []
    assert page.title() == "Practise – Can I share this?"


def test_each_answer_is_announced_once(address: str, open_page: Opener, practice: Practice) -> None:
    page = opened(open_page, address, "desktop")
    page.evaluate(
        """() => { window.told = []; new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
          if (node.nodeType === 1) [node, ...node.querySelectorAll('*')].forEach(it => {
            if (['status', 'alert'].includes(it.getAttribute('role')) && it.innerText) window.told.push(it.innerText);
          }); }))).observe(document.body, {childList: true, subtree: true}); }"""
    )
    decide(page, asked(page, practice).outcome)
    page.wait_for_timeout(1000)
    told = page.evaluate("window.told")
    assert len(told) == 1
    assert told[0].startswith("Situation 1: Right.")


def test_the_certificate_is_taken_away_and_prints_on_one_page(
    address: str, open_page: Opener, practice: Practice, tmp_path: Path
) -> None:
    page = opened(open_page, address, "phone")
    bring_back(page, complete_text(practice))
    page.get_by_text("You have practised every clause.").wait_for()
    page.get_by_role("tab", name="Certificate").click()
    page.get_by_label("Your name, as it should stand on the certificate").fill("Sam <i>O’Neill</i>")
    page.get_by_role("button", name="Make the certificate").click()
    taken = download(page, page.get_by_role("button", name="Download the certificate").click)
    path = tmp_path / "certificate.html"
    path.write_bytes(Path(taken.path()).read_bytes())
    text = path.read_text(encoding="utf-8")
    assert taken.suggested_filename == "certificate-of-practice.html"
    assert "Sam &lt;i&gt;O’Neill&lt;/i&gt;" in text
    page.set_content(text)
    expect(page.locator(".name")).to_have_text("Sam <i>O’Neill</i>")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1


def test_progress_goes_on_in_another_window(address: str, open_page: Opener, practice: Practice) -> None:
    page = opened(open_page, address, "desktop")
    decide(page, asked(page, practice).outcome)
    page.get_by_role("tab", name="Go on another day").click()
    copied = page.get_by_test_id("stCode").inner_text().strip()
    other = opened(open_page, address, "desktop")
    bring_back(other, copied + "x")
    other.get_by_text("That progress is not whole").last.wait_for()
    bring_back(other, copied)
    other.get_by_role("tab", name="Situation", exact=True).click()
    other.get_by_role("heading", name="Situation 2").wait_for()
