"""The guide in a browser: clauses at their addresses with the focus on them, the search, the card, and use at 400 per cent."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import download, hidden_stop

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]

TABS = ("The chapter", "Questions and answers", "Where guidance differs", "Sources", "Whom to ring")
_LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter(it => it.offsetParent).map(it => Number(it.tagName[1]))"""
# A link inside a sentence is exempt (WCAG 2.5.8); one that stands alone is not.
_SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, summary, input, [role=tab], .stPageLink a, li > a, .ring)')]
  .filter(it => it.offsetParent).map(it => [it.innerText || it.getAttribute('aria-label'), it.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
# The letters of each number in doubt beside those of its doubt, in pixels.
_SIZES = """() => [...document.querySelectorAll('.unsure')].map(it => [it, it.parentElement.querySelector('.doubt')])
  .map(pair => pair.map(it => parseFloat(getComputedStyle(it).fontSize)))"""
_NAMELESS = """() => [...document.querySelectorAll('[data-testid=stMain] :is(button, textarea, input, a)')]
  .filter(it => it.offsetParent && !(it.textContent.trim() || it.getAttribute('aria-label') || it.title || it.labels?.length))
  .map(it => it.outerHTML.slice(0, 200))"""


def await_focus(page: Page, what: str) -> None:
    id, _, name = what.partition(" ")
    expect(page.locator(f"#{id}[data-name='{name}']")).to_be_focused(timeout=60_000)


@pytest.mark.parametrize("size", ["desktop", "phone", "320x256"])
def test_a_clause_opens_at_its_address_first_focused_and_named_in_the_title(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide?clause=E2", size)
    await_focus(page, "opened E2")
    expect(page).to_have_title("E2: Exception 2: reasonable cause to believe – Can I share this?")
    expect(page.locator("#opened")).to_be_in_viewport()
    expect(page.get_by_test_id("stCode").first).to_contain_text(f"{address}/guide?clause=E2")
    assert page.evaluate(_LEVELS)[:3] == [1, 2, 3]


def test_links_inside_the_guide_move_focus_title_and_address_and_the_way_back_works(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide?clause=e2", "desktop")
    await_focus(page, "opened E2")
    page.get_by_role("link", name="After it: E3").press("Enter")
    await_focus(page, "opened E3")
    expect(page).to_have_url(f"{address}/guide?clause=E3")
    expect(page).to_have_title(re.compile("^E3: "))
    page.get_by_role("link", name="ISA-R3").or_(page.locator(".st-key-near a")).first.press("Enter")
    expect(page.locator("#opened")).not_to_contain_text("(E3)")
    page.go_back()
    await_focus(page, "opened E3")
    page.get_by_role("link", name="The whole guide").press("Enter")
    expect(page.locator("#opened")).to_have_count(0)
    expect(page).to_have_url(f"{address}/guide")
    expect(page).to_have_title("The procedure and its sources – Can I share this?")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_slip_of_the_finger_finds_the_clause_with_its_words_marked(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide", size)
    box = page.get_by_label("Search the chapter")
    box.fill("parental responsability")
    box.press("Enter")
    await_focus(page, "found search-1")
    expect(page.get_by_text("Searched for “parental responsibility”")).to_be_visible()
    first = page.locator("[class*='st-key-found-']").first
    expect(first).to_contain_text("(C3)")
    expect(first.locator("mark").first).to_have_text("Parental")
    first.get_by_role("link", name="Open C3").press("Enter")
    await_focus(page, "opened C3")
    expect(page.locator(".st-key-clause blockquote mark").first).to_have_text("Parental")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_question_opens_to_its_answer_and_what_it_rests_on(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide", size)
    page.get_by_role("tab", name="Questions and answers").click()
    page.locator(".answered > details > summary").filter(has_text="Consent (").click()
    entry = page.locator(".answered details details").filter(has_text="Can a step-parent give consent?").first
    entry.locator("summary").click()
    expect(entry.locator(".outright")).to_have_text("Only if they hold Parental Responsibility.")
    expect(entry.locator(".rests")).to_contain_text("Under 12, or without understanding (C3)")


def test_words_that_nobody_knows_are_told_to_fit_nothing(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide", "phone")
    box = page.get_by_label("Search the chapter")
    box.fill("asdfgh")
    box.press("Enter")
    await_focus(page, "found search-1")
    expect(page.locator("#found")).to_have_text("Nothing fits “asdfgh”")
    expect(page.locator("[class*='st-key-found-']")).to_have_count(0)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_difference_opens_at_its_address_and_from_the_clause_that_it_bears_on(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide?clause=D4", size)
    await_focus(page, "opened D4")
    expect(page).to_have_title(re.compile("^D4: where guidance differs on C3"))
    expect(page.get_by_text("There is no clause")).to_have_count(0)
    expect(page.get_by_test_id("stCode").first).to_contain_text(f"{address}/guide?clause=D4")
    page.locator(".st-key-differs-on").get_by_role("link", name="C3").press("Enter")
    await_focus(page, "opened C3")
    page.get_by_role("link", name="Open D4").first.press("Enter")
    await_focus(page, "opened D4")
    assert page.evaluate(_LEVELS)[:3] == [1, 2, 3]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_exception_stands_beside_its_rule_and_the_other_exceptions(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide?clause=E1", size)
    await_focus(page, "opened E1")
    together = page.locator(".st-key-rule-and-exceptions")
    expect(together.locator("blockquote")).to_have_count(4)
    expect(together.locator("blockquote").nth(0)).to_contain_text("a lack of consent should never compromise")
    expect(together.locator("blockquote").nth(3)).to_contain_text("prevent significant harm")
    together.get_by_role("link", name="E3:").press("Enter")
    await_focus(page, "opened E3")


def test_an_address_is_copied_as_it_stands(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide", "desktop")
    page.get_by_role("tab", name="Sources").click()
    shown = page.get_by_role("tabpanel").locator("a[href^='https://www.']")
    assert shown.count() > 0
    for link in shown.all():
        assert "\u2060" not in link.inner_text() if link.is_visible() else True
        assert f"https://{link.text_content()}" == link.get_attribute("href")


def test_looking_into_the_guide_keeps_the_conversation(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("Who has to consent for a child who is two?")
    box.press("Enter")
    page.get_by_role("status").filter(has_text="Answer 1 ready:").wait_for(state="attached")
    page.get_by_role("link", name="The procedure and its sources").click()
    page.get_by_role("link", name="Open C3 with").click()
    await_focus(page, "opened C3")
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.locator("[class*='st-key-card-']")).to_contain_text("About the procedure")


def test_an_unknown_clause_is_told_first_and_its_characters_draw_nothing(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide?clause=%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E", "phone")
    told = page.locator("#opened")
    expect(told).to_have_text("There is no clause “<img src=x onerror=window.hit=1>” here")
    expect(page).to_have_title("No such clause – Can I share this?")
    expect(page.locator("#opened")).to_be_focused()
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert page.evaluate("window.hit") is None


def test_a_search_by_keyboard_puts_what_was_found_first_and_opens_a_clause(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide?clause=P4", "desktop")
    await_focus(page, "opened P4")
    box = page.get_by_label("Search the chapter")
    box.fill("mum says no, can I still ring if I think she is being hurt")
    box.press("Enter")
    await_focus(page, "found search-1")
    expect(page).to_have_url(f"{address}/guide")
    expect(page.locator("#found")).to_be_in_viewport()
    first = page.locator("[class*='st-key-found-']").first
    expect(first).to_contain_text(re.compile("confirmed at the publisher|not checked at the publisher"))
    first.get_by_role("link").last.press("Enter")
    expect(page.locator("#opened")).to_be_focused()
    page.get_by_role("link", name="Back to what was found").press("Enter")
    await_focus(page, "found search-1")
    page.get_by_role("button", name="Clear the search").press("Enter")
    expect(page.locator("#found")).to_have_count(0)


def test_the_card_is_saved_and_stands_alone(address: str, open_page: Opener, tmp_path: Path) -> None:
    page = open_page(f"{address}/guide", "desktop")
    page.get_by_role("tab", name="Whom to ring").click()
    saved_card = download(page, page.get_by_role("button", name="Save a card to print").click)
    assert saved_card.suggested_filename == "whom-to-ring.html"
    saved = tmp_path / "card.html"
    saved_card.save_as(saved)
    card = page.context.browser.new_page(viewport={"width": 320, "height": 256})  # type: ignore[union-attr]
    card.set_content(saved.read_text(encoding="utf-8"))
    expect(card.get_by_role("heading", level=1)).to_have_text("Whom to ring about a child")
    expect(card.locator("section.first .number")).to_have_text("999")
    assert card.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = card.evaluate(_SIZES)
    assert sizes
    assert all(number <= doubt for number, doubt in sizes)
    pdf = card.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    card.close()


@pytest.mark.parametrize("size", ["desktop", "phone", "320x256"])
def test_headings_targets_names_and_width_hold_in_every_tab(address: str, open_page: Opener, size: str) -> None:
    page = open_page(f"{address}/guide?clause=C3", size)
    await_focus(page, "opened C3")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel")).to_be_visible()
        levels = page.evaluate(_LEVELS)
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False)), (tab, levels)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], tab  # type: ignore[index]
        assert page.evaluate(_SMALL) == [], tab
        assert page.evaluate(_NAMELESS) == [], tab


def test_nothing_that_has_the_focus_is_hidden_at_four_hundred_per_cent(address: str, open_page: Opener) -> None:
    page = open_page(f"{address}/guide?clause=E2", "320x256")
    await_focus(page, "opened E2")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden.append(hidden_stop(page))
    assert [one for one in hidden if one] == []
