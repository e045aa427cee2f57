"""Five journeys at a desk and on a phone: the outcome, the quote and the next thing to do are on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import picture

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]


@dataclass(frozen=True)
class Journey:
    """What somebody types and what must then be on the screen."""

    name: str
    message: str
    outcome: str
    quote: str
    next_action: str


JOURNEYS = (
    Journey(
        "harm",
        "A boy of eight came in with a belt mark across his back and said his dad did it. Mum says we may not ring anyone.",
        "Share: consent not needed",
        "a child is suffering, or likely to suffer",
        "social care",
    ),
    Journey(
        "unsafe",
        "A tenant fled her husband after he beat her. His brother is at the desk asking which flat she and the children are in.",
        "Do not share",
        "relevant to the purpose of reducing risk",
        "tell them today",
    ),
    Journey(
        "agreed",
        "Mum has said yes to my telling the nursery about his speech delay so that they can help him. What may I send?",
        "Share what was agreed",
        "Consent to Sharing Information Form",
        "Write it down",
    ),
    Journey(
        "request",
        "A solicitor for the father rang and asked for our notes on the children. He would not say which firm. Can I send them?",
        "Pause and get advice",
        "they should seek advice from their manager",
        "Ring back",
    ),
    Journey(
        "question",
        "Who has to consent for a child who is two?",
        "About the procedure",
        "the person with Parental Responsibility should be asked",
        "real child",
    ),
)


def ask(page: Page, message: str, number: int = 1) -> None:
    """Type a message, send it with the keyboard, and wait until its answer is announced."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(message)
    box.press("Enter")
    page.get_by_role("status").filter(has_text=f"Answer {number} ready:").wait_for(state="attached")


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_the_outcome_the_quote_and_the_next_action_are_shown(address: str, open_page: Opener, journey: Journey, size: str) -> None:
    page = open_page(address, size)
    ask(page, journey.message)
    card = page.locator("[class*='st-key-card-']")
    expect(card).to_contain_text(journey.outcome)
    expect(card).to_be_in_viewport()
    expect(page.locator("blockquote").filter(has_text=journey.quote).first).to_be_visible()
    expect(page.get_by_text(journey.next_action).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    if journey.name in {"harm", "unsafe"}:
        picture(page, f"{journey.name}-{size}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_danger_now_stays_in_sight_above_everything(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, "He is outside the nursery with a knife right now and is trying to take the children.")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("999")
    above = alert.bounding_box()
    title = page.get_by_role("heading", level=1).bounding_box()
    assert above is not None and title is not None and above["y"] < title["y"]
    picture(page, f"danger-{size}")
    page.get_by_text("How the rules came to this").scroll_into_view_if_needed()
    expect(alert).to_be_in_viewport()


def test_a_quote_opens_in_its_place_and_leads_to_the_clause_in_the_chapter(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    opener = page.get_by_text("in its place in the chapter").first
    opener.click()
    marked = page.locator(".place mark").first
    expect(marked).to_be_visible()
    quoted = page.locator("figure.quote blockquote").first.inner_text()
    assert marked.inner_text() == quoted
    picture(page, "quote-in-its-place")
    link = page.get_by_role("link", name="in the whole chapter").first.get_attribute("href") or ""
    chapter = open_page(f"{address}/{link}", "desktop")
    clause = chapter.locator(f"[id='{link.partition('#')[2]}']")
    expect(clause).to_be_in_viewport()
    expect(chapter).to_have_title("The procedure and its sources – Can I share this?")


def test_facts_are_struck_out_put_back_and_forgotten(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    fact = page.locator(".st-key-fact-physical_harm")
    expect(fact).to_contain_text("belt mark")
    fact.get_by_role("button", name="Strike out").click()
    page.get_by_role("status").filter(has_text="Answer 2 ready:").wait_for(state="attached")
    expect(fact).to_have_count(0)
    page.get_by_role("button", name="Put back").click()
    expect(fact).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Questions that others ask")).to_be_visible()
    expect(page.get_by_text("belt mark across")).to_have_count(0)


def test_the_first_page_and_the_guide_look_as_they_should(address: str, open_page: Opener) -> None:
    for size in ("desktop", "phone"):
        page = open_page(address, size)
        expect(page.get_by_role("heading", name="Questions that others ask")).to_be_visible()
        picture(page, f"first-page-{size}")
    page.get_by_role("link", name="The procedure and its sources").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The procedure and its sources")
    for tab in ("Where guidance differs", "Sources", "Whom to ring"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tabpanel")).to_be_visible()
    picture(page, "guide-phone")
