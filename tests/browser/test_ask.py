"""The answer as a hurried person finds it: the outcome first, numbers to ring, what to check, what a correction changed, a way out, a copy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import download, hidden_stop
from tests.browser.states import DANGER, open_all, settle
from tests.browser.test_journeys import JOURNEYS, ask

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]

HARM = JOURNEYS[0].message
INFERRED = "She begs to stay behind on the days he is off shift. Can I tell the school nurse?"
CARD = "[class*='st-key-card-']"
PATHS = ("", "/record", "/practise", "/guide", "/evaluate", "/accessibility")
_TOP = "selector => document.querySelector(selector).getBoundingClientRect().top"
_SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
# What the bar at the end of the window lies over, and by how much the page reaches below the bar's upper edge.
_BELOW_BAR = """() => document.querySelector('[data-testid=stMain]').getBoundingClientRect().bottom
  - document.querySelector('.st-key-leave').getBoundingClientRect().top"""
_RING = """it => { const box = it.getBoundingClientRect(), look = getComputedStyle(it);
  return [look.outlineStyle, parseFloat(look.outlineWidth), box.width, box.height]; }"""


def strike(page: Page, fact: str, number: int = 2) -> None:
    """Strike a fact out and wait for the answer that follows."""
    chip = page.locator(f".st-key-fact-{fact}")
    chip.locator("summary").click()
    chip.get_by_role("button", name="Strike out").click()
    page.get_by_role("status").filter(has_text=f"Answer {number} ready:").wait_for(state="attached")
    settle(page)


@pytest.mark.parametrize(("size", "most"), [("desktop", 0.25), ("phone", 0.25), ("844x390", 0.4)])
def test_the_outcome_comes_before_everything_but_danger(address: str, open_page: Opener, size: str, most: float) -> None:
    page = open_page(address, size)
    ask(page, DANGER)
    settle(page)
    assert page.evaluate(_SCROLLED) == 0
    assert page.evaluate(_TOP, CARD) <= most * page.viewport_size["height"]  # type: ignore[index]
    expect(page.locator("#answer")).to_be_in_viewport(ratio=1)
    expect(page.locator("#answer")).to_be_focused()
    assert page.evaluate(_TOP, ".st-key-steps") < page.evaluate(_TOP, ".st-key-ask-box")


@pytest.mark.parametrize("size", ["844x390", "320x256"])
def test_danger_stays_in_sight_in_a_low_window_and_can_be_rung(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, DANGER)
    settle(page)
    page.get_by_text("How the rules came to this").scroll_into_view_if_needed()
    alert = page.get_by_role("alert")
    expect(alert).to_be_in_viewport(ratio=1)
    expect(alert.get_by_text("Danger now: ring 999")).to_be_visible()
    expect(alert.locator(".danger-whole")).to_be_hidden()
    expect(alert.get_by_role("link", name="Telephone 999")).to_be_in_viewport()
    box = alert.bounding_box()
    assert box is not None and box["height"] <= 48
    page.evaluate("document.activeElement.blur()")
    hidden = []
    for _ in range(45):
        page.keyboard.press("Tab")
        hidden.append(hidden_stop(page))
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        hidden.append(hidden_stop(page))
    assert [one for one in hidden if one] == []


def test_every_number_of_the_answer_can_be_rung(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    ask(page, DANGER)
    open_all(page)
    left = page.evaluate(
        r"""() => { const found = [], walk = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) { const it = walk.currentNode.parentElement;
            if (/\b999\b|\b0\d{4} \d{6}\b/.test(walk.currentNode.data) &&
              !it.closest('a[href^="tel:"], [data-testid=stCode], .unseen, .st-key-reasons, blockquote, textarea, .st-key-national')) found.push(walk.currentNode.data); }
          return found; }"""
    )
    assert left == []
    expect(page.locator(".st-key-steps").get_by_role("link", name="Telephone 999").first).to_have_attribute("href", "tel:999")
    expect(page.locator(".contact").get_by_role("link", name="Telephone 01332 641172").first).to_have_attribute("href", "tel:01332641172")
    copied = page.evaluate("() => { getSelection().selectAllChildren(document.querySelector('.st-key-steps')); return getSelection().toString(); }")
    assert "Ring 999." in copied and "01332 641172" in copied


@pytest.mark.parametrize("size", ["desktop", "phone", "320x256"])
def test_a_line_under_the_outcome_leads_to_what_was_read(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, INFERRED)
    settle(page)
    chips = page.locator("[class*='st-key-fact-'] summary")
    unsure = chips.filter(has_text="not sure – please check").count()
    assert 0 < unsure <= chips.count()
    line = page.get_by_role("link", name=f"Check it: I am not sure of {unsure} of {chips.count()}")
    assert page.evaluate(_TOP, CARD) < page.evaluate(_TOP, ".read-line") < page.evaluate(_TOP, ".st-key-steps")
    line.focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="What I read in your words")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    assert hidden_stop(page) is None


def test_a_chip_opens_to_ones_own_words_and_never_to_a_strangers(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    ask(page, INFERRED)
    settle(page)
    chip = page.locator("[class*='st-key-fact-']").filter(has_text="not sure").first
    chip.locator("summary").click()
    expect(chip).to_contain_text("Read from your message as a whole; please check.")
    expect(chip).to_contain_text("She begs to stay behind")
    expect(page.locator(".st-key-read")).not_to_contain_text("% sure")
    expect(page.locator(".st-key-read")).not_to_contain_text("distance")
    behind = page.locator(".st-key-reasons")
    behind.locator("summary").click()
    expect(behind).to_contain_text("it is never a real case")
    expect(behind).to_contain_text("Nearest made-up example:")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_correction_brings_the_outcome_back_into_sight_and_says_what_it_was(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, HARM)
    settle(page)
    strike(page, "physical_harm")
    headline = page.locator("#answer")
    expect(headline).to_be_focused()
    expect(headline).to_be_in_viewport(ratio=1)
    changed = page.locator(".changed")
    expect(changed).to_contain_text("Changed by your correction: was “Share: consent not needed”")
    expect(changed).to_be_in_viewport()
    expect(page.get_by_role("status").filter(has_text="Changed by your correction")).to_have_count(1)
    page.get_by_role("button", name="Put back").click()
    page.get_by_role("status").filter(has_text="Answer 3 ready:").wait_for(state="attached")
    settle(page)
    expect(headline).to_be_focused()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize(
    ("follow_up", "title", "words"),
    [
        ("how do i write that up", "How to write it down", "What you shared"),
        ("who do i ring then", "Whom to ring", "Initial Response Team"),
        ("should i tell mum first", "Whether to tell the family", "have rung"),
    ],
)
def test_what_a_follow_up_asks_for_comes_right_after_the_outcome(
    address: str, open_page: Opener, follow_up: str, title: str, words: str, size: str
) -> None:
    page = open_page(address, size)
    ask(page, HARM)
    settle(page)
    ask(page, follow_up, number=2)
    settle(page)
    asked_for = page.locator(".st-key-asked-for")
    expect(asked_for.get_by_role("heading", name=title)).to_be_visible()
    expect(asked_for).to_contain_text(words)
    assert page.evaluate(_TOP, CARD) < page.evaluate(_TOP, ".st-key-asked-for") < page.evaluate(_TOP, ".st-key-steps")
    expect(page.locator("#answer")).to_be_in_viewport(ratio=1)


def test_a_question_of_nobody_in_particular_is_answered_outright(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, "Can a step-parent give consent?")
    settle(page)
    expect(page.locator("#answer")).to_have_text("Only if they hold Parental Responsibility.")
    expect(page.locator(".st-key-derby")).to_contain_text("the person with Parental Responsibility should be asked")


def test_going_on_is_not_pulled_back_to_the_headline(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, HARM)
    settle(page)
    page.locator("summary").filter(has_text="Was this answer right?").click()
    page.get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Save this line").wait_for()
    settle(page)
    expect(page.locator("#answer")).not_to_be_focused()


@pytest.mark.parametrize("size", ["phone", "320x256"])
@pytest.mark.parametrize("path", PATHS)
def test_the_way_out_is_on_every_page_and_covers_nothing(address: str, open_page: Opener, path: str, size: str) -> None:
    page = open_page(address + path, size)
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    expect(page.get_by_role("button", name="Leave now")).to_be_in_viewport(ratio=1)
    assert page.evaluate(_BELOW_BAR) <= 0.5
    assert page.locator(".st-key-leave-script").count() == 1


@pytest.mark.parametrize("path", ["/record", "/guide"])
def test_shift_three_times_leaves_from_every_page(address: str, open_page: Opener, path: str) -> None:
    page = open_page(address + path, "phone")
    page.get_by_role("heading", level=1).wait_for()
    page.locator("html[data-leaves]").wait_for(state="attached")
    page.get_by_role("button", name="Leave now").wait_for()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_what_is_copied_and_saved_is_plain_text_and_its_button_is_in_sight(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    ask(page, HARM)
    settle(page)
    for words in ("Copy for my manager", "Copy or save this answer"):
        opener = page.locator("details").filter(has=page.locator("summary").filter(has_text=words))
        opener.locator("summary").click()
        button = opener.get_by_role("button", name="Copy to clipboard")
        page.mouse.move(0, 0)
        expect(button).to_be_visible()
        assert button.evaluate("it => it.checkVisibility({opacityProperty: true, visibilityProperty: true})")
    saved = download(page, page.get_by_role("button", name="Save this answer").click).path().read_text(encoding="utf-8")
    assert "**" not in saved and "\n>" not in saved
    assert saved.startswith("Can I share this? The answer of ")
    assert "What to do now\n" in saved


def test_a_button_prints_and_the_day_is_on_the_paper(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    ask(page, HARM)
    settle(page)
    page.evaluate("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
    day = page.locator(".on-paper")
    expect(day).to_be_hidden()
    page.get_by_role("button", name="Print this answer").click()
    page.locator("html[data-printed]").wait_for(state="attached")
    page.emulate_media(media="print")
    expect(day).to_be_visible()
    expect(day).to_contain_text("The answer of ")
    assert page.evaluate(_TOP, ".on-paper") < page.evaluate(_TOP, CARD)
    expect(page.locator(".st-key-steps").get_by_text("01332 641172")).to_be_visible()
    expect(page.locator(".st-key-leave")).to_be_hidden()


def test_the_ring_goes_round_the_whole_list_to_choose_from(address: str, open_page: Opener) -> None:
    page = open_page(address, "phone")
    box = page.get_by_role("combobox", name="Where do you work?")
    box.wait_for()
    settle(page)
    page.keyboard.press("Tab")
    box.focus()
    style, width, across, high = page.get_by_test_id("stSelectbox").first.locator("[role=group]").evaluate(_RING)
    whole = page.get_by_test_id("stSelectbox").first.bounding_box()
    assert whole is not None
    assert (style, width) == ("solid", 3)
    assert across >= whole["width"] - 2 and high >= 24
    assert box.evaluate("it => getComputedStyle(it).outlineStyle") == "none"
