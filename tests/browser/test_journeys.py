"""The main journeys of three kinds of people, at a desk and on a phone: the outcome, the quote and the next thing to do.

Somebody with a case asks, corrects what was read, and takes a record away; somebody new practises and looks into the guide; whoever
evaluates puts questions of their own. Every quote is held to the corpus, character by character.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from assistant.practise.situations import load_practice
from corpus.clauses import Corpus
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome
from ingest.clauses import load_corpus
from tests.browser.conftest import picture
from tests.browser.looking import download
from ui.components.practise import CHOICES

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
    Journey(
        "danger",
        "He is outside the nursery with a knife right now and is trying to take the children.",
        "Share: consent not needed",
        "To prevent significant harm to any individual",
        "Ring 999",
    ),
)


def ask(page: Page, message: str, number: int = 1) -> None:
    """Type a message, send it with the keyboard, and wait until its answer is announced and the page is drawn whole."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(message)
    box.press("Enter")
    page.get_by_role("status").filter(has_text=f"Answer {number} ready:").wait_for(state="attached")
    page.wait_for_timeout(100)
    page.locator("[data-test-script-state=notRunning]").wait_for()


@cache
def corpus() -> Corpus:
    """What the quotes are held to."""
    return load_corpus()


def is_in_the_chapter(words: str) -> bool:
    """Whether the chapter has these very characters, however its lines are broken."""
    return " ".join(words.split()) in " ".join(corpus().procedure_text.split())


def expect_quote(within: Page | Locator, words: str) -> None:
    """A quotation is in sight that has these words, and the chapter has them too."""
    assert is_in_the_chapter(words)
    more = within.get_by_text("More of its words")
    quote = within.locator("blockquote").filter(has_text=words).first
    expect(within.locator("blockquote").first).to_be_visible()
    if not quote.is_visible() and more.count():
        more.first.click()
    expect(quote).to_be_visible()
    assert is_in_the_chapter(quote.inner_text())


def expect_no_wider_than_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


EACH_SIZE = pytest.mark.parametrize("size", ["desktop", "phone"])


# Somebody with a case


@EACH_SIZE
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_the_outcome_the_quote_and_the_next_action_are_shown(address: str, open_page: Opener, journey: Journey, size: str) -> None:
    page = open_page(address, size)
    ask(page, journey.message)
    card = page.locator("[class*='st-key-card-']")
    expect(card).to_contain_text(journey.outcome)
    expect(card).to_be_in_viewport()
    if journey.name in {"harm", "unsafe"}:
        picture(page, f"{journey.name}-{size}")
    expect_quote(page, journey.quote)
    expect(page.get_by_text(journey.next_action).first).to_be_visible()
    expect_no_wider_than_the_window(page)


@EACH_SIZE
def test_a_fact_that_was_misread_is_struck_out_and_the_answer_changes(address: str, open_page: Opener, size: str) -> None:
    agreed = next(journey for journey in JOURNEYS if journey.name == "agreed")
    page = open_page(address, size)
    ask(page, agreed.message)
    card = page.locator("[class*='st-key-card-']")
    expect(card).to_contain_text(agreed.outcome)
    fact = page.locator(".st-key-fact-consent")
    fact.locator("summary").click()
    fact.get_by_role("button", name="Strike out").click()
    page.get_by_role("status").filter(has_text="Answer 2 ready:").wait_for(state="attached")
    expect(card).to_contain_text("Ask for consent first")
    expect_quote(page, "Consent to share information should be obtained where it is appropriate and possible to do so.")
    expect(page.get_by_text("Until there is a yes, tell the nursery nothing.").first).to_be_visible()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    expect_no_wider_than_the_window(page)


@EACH_SIZE
def test_the_record_of_an_answer_is_taken_away_with_its_words_and_what_to_do(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, JOURNEYS[0].message)
    expect(page.locator("[class*='st-key-card-']")).to_contain_text(JOURNEYS[0].outcome)
    page.get_by_role("link", name="Record the decision").first.click()
    page.get_by_role("heading", name="The record", exact=True).wait_for()
    button = page.get_by_role("button", name="Download as plain text").first
    record = Path(download(page, button.click).path()).read_text(encoding="utf-8-sig")
    assert "without consent" in record
    assert corpus().clause("E1").text in record
    assert "social care" in record
    expect_no_wider_than_the_window(page)


# Somebody new


@EACH_SIZE
def test_a_situation_is_practised_and_its_clauses_are_quoted(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address + "/practise", size)
    page.get_by_role("button", name="See the answer").wait_for()
    told = page.locator(".told").inner_text().strip()
    situation = next(one for one in load_practice(load_ruleset().spec).situations if one.situation == told)
    chosen = next(outcome for outcome in Outcome if outcome is not situation.outcome)
    page.get_by_text(CHOICES[chosen], exact=True).click()
    page.get_by_role("button", name="See the answer").click()
    result = page.get_by_role("heading", name=f"The answer: {CHOICES[situation.outcome]}.")
    expect(result).to_be_visible()
    expect(page.get_by_text(f"You chose “{CHOICES[chosen]}”.")).to_be_visible()
    for id in situation.practises:
        expect_quote(page, corpus().clause(id).text)
    page.get_by_role("button", name="Next situation").click()
    expect(page.get_by_role("heading", name="Situation 2")).to_be_in_viewport()
    expect_no_wider_than_the_window(page)


@EACH_SIZE
def test_a_search_of_the_guide_leads_to_a_clause_and_the_rules_that_rest_on_it(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    page.get_by_role("link", name="The procedure and its sources").click()
    box = page.get_by_label("Search the chapter")
    box.fill("sufficient understanding")
    box.press("Enter")
    page.get_by_role("heading", name="found for “sufficient understanding”").wait_for()
    page.get_by_role("link", name="Open C3 with").first.click()
    expect(page.get_by_role("heading", level=2, name="Under 12, or without understanding (C3)")).to_be_in_viewport()
    opened = page.locator(".st-key-clause")
    expect_quote(opened, corpus().clause("C3").text)
    expect(opened.get_by_text("Nobody who can agree has been asked yet. Ask for consent first.").first).to_be_visible()
    opened.get_by_role("link", name="Open D4").click()
    expect(page.get_by_role("heading", level=2, name="Where guidance differs on C3 (D4)")).to_be_in_viewport()
    expect_no_wider_than_the_window(page)


# Whoever evaluates


@EACH_SIZE
def test_questions_of_ones_own_become_results_with_outcome_clause_and_quote(address: str, open_page: Opener, size: str) -> None:
    harm, question = JOURNEYS[0], next(journey for journey in JOURNEYS if journey.name == "question")
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerows(
        [("id", "question", "outcome"), ("a", harm.message, "share_without_consent"), ("b", question.message, "do_not_share")]
    )
    page = open_page(address + "/evaluate", size)
    mine = {"name": "mine.csv", "mimeType": "text/csv", "buffer": lines.getvalue().encode()}
    page.locator("input[type=file]").set_input_files(mine)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ask 2 questions").click()
    page.get_by_text("2 of 2 questions were answered.").wait_for()
    taken = download(page, page.get_by_role("button", name="Download the results").click)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(Path(taken.path()).read_text(encoding="utf-8-sig")))}
    assert [(rows[id]["answered"], rows[id]["right"]) for id in "ab"] == [("share_without_consent", "yes"), ("information", "no")]
    assert corpus().clause("E1").text in rows["a"]["answer"]
    assert "E1" in rows["a"]["cited"].split()
    assert harm.next_action in rows["a"]["answer"]
    expect_no_wider_than_the_window(page)


# What stands round an answer


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


def test_a_quote_opens_in_its_place_and_leads_to_the_clause_in_the_guide(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    opener = page.get_by_text("in its place in the chapter").first
    opener.click()
    marked = page.locator(".place mark").first
    expect(marked).to_be_visible()
    quoted = page.locator("figure.quote blockquote").first.inner_text()
    assert marked.inner_text() == quoted
    picture(page, "quote-in-its-place")
    link = page.get_by_role("link", name="in the guide").first.get_attribute("href") or ""
    guide = open_page(f"{address}/{link}", "desktop")
    guide.locator("h2#opened").wait_for()
    id = link.partition("clause=")[2]
    expect(guide.locator("h2#opened")).to_contain_text(f"({id})")
    expect(guide.locator("h2#opened")).to_be_in_viewport()
    expect(guide).to_have_title(re.compile(f"^{id}: .* – Can I share this\\?$"))


def test_facts_are_struck_out_put_back_and_forgotten(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    fact = page.locator(".st-key-fact-physical_harm")
    expect(fact).to_contain_text("belt mark")
    fact.locator("summary").click()
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


def test_the_way_out_is_in_sight_says_what_it_does_and_leaves_nothing_behind(address: str, browser: Browser) -> None:
    asked: list[str] = []

    def note(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.fulfill(body="<title>Weather</title>", content_type="text/html")

    page = browser.new_page(viewport={"width": 320, "height": 256})
    page.set_default_timeout(60_000)
    page.route("**/*", note)
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    expect(page.get_by_text("forgets this conversation and opens BBC Weather")).to_be_visible()
    ask(page, JOURNEYS[0].message)
    way_out = page.get_by_role("button", name="Leave now")
    expect(way_out).to_be_in_viewport()
    page.get_by_text("How the rules came to this").scroll_into_view_if_needed()
    expect(way_out).to_be_in_viewport()
    assert asked == []
    length = page.evaluate("history.length")
    way_out.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert asked[0] == "https://www.bbc.co.uk/weather"
    assert page.evaluate("history.length") == length
    page.go_back()
    assert "belt mark" not in page.content()
    page.close()


def test_pressing_shift_three_times_leaves_and_typing_capitals_does_not(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(address)
    box = page.get_by_test_id("stChatInputTextArea")
    page.locator(".st-key-leave-script").wait_for(state="attached")
    box.click()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    page.wait_for_timeout(600)
    assert page.url.startswith(address)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.close()


@pytest.mark.parametrize("size", ["desktop", "phone", "320x256"])
def test_what_helps_beside_an_answer_opens_and_fits(address: str, open_page: Opener, size: str) -> None:
    page = open_page(address, size)
    ask(page, JOURNEYS[3].message)
    expect(page.get_by_text("What would change this:")).to_be_visible()
    expect(page.get_by_text("Do not even say that you know the family.").first).to_be_visible()
    page.get_by_text("Copy for my manager").click()
    expect(page.get_by_text("What I ask of you").first).to_be_visible()
    page.locator("summary").filter(has_text="Paste the e-mail").click()
    box = page.get_by_label("Paste the e-mail you are about to send")
    box.fill("Her mum Donna (07700 900123) is in the refuge. I attach the whole file. <img src=x onerror=window.hit=1>")
    page.get_by_role("button", name="Show what to cut").click()
    cuts = page.locator(".cut mark")
    expect(cuts.filter(has_text="whole file")).to_be_visible()
    expect(cuts.filter(has_text="07700 900123")).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    page.get_by_role("button", name="Clear it").click()
    expect(cuts).to_have_count(0)
    box = page.get_by_label("Paste the e-mail you are about to send")
    expect(box).to_have_count(1)
    expect(box).to_have_value("")


def test_a_judged_answer_becomes_a_line_to_keep(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[2].message)
    page.locator("summary").filter(has_text="Was this answer right?").click()
    page.get_by_text("No", exact=True).click()
    expect(page.get_by_text("act on that, whatever this answer says")).to_be_visible()
    page.wait_for_timeout(1000)  # a list that is opened while the page is still being drawn closes again
    page.get_by_label("What should it have been?").click()
    page.get_by_role("option", name="Pause and get advice").click()
    expect(page.get_by_text('"outcome": "pause_and_seek_advice"')).to_be_visible()
    expect(page.get_by_role("button", name="Save this line")).to_be_visible()


def test_on_paper_the_answer_stands_alone_with_its_openers_open(address: str, open_page: Opener) -> None:
    page = open_page(address, "desktop")
    ask(page, JOURNEYS[0].message)
    page.emulate_media(media="print")
    expect(page.locator("h2#answer")).to_be_visible()
    expect(page.get_by_text("Initial Response Team").first).to_be_visible()
    for gone in (".st-key-ask-box", ".st-key-leave", ".st-key-read", ".st-key-helps", ".st-key-take-away", ".st-key-pages"):
        expect(page.locator(gone)).to_be_hidden()
