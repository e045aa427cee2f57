"""Every state of every screen, to be looked at one after the other. A walk goes through one screen and halts, with a name, at each state.

A walk begins on a page that has just been opened, and stays on that page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, TimeoutError, expect

from assistant.practise.situations import load_practice
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome
from tests.browser.test_evaluate import ask_some, give, questions
from tests.browser.test_guide import TABS, await_focus
from tests.browser.test_journeys import JOURNEYS, ask
from tests.browser.test_practise import asked, bring_back, complete_text, decide
from ui.words import SIGNS

Walk = Callable[[Page], Iterator[str]]

_JOURNEYS = {journey.name: journey.message for journey in JOURNEYS}
MESSAGES = {
    Outcome.SHARE_WITHOUT_CONSENT: _JOURNEYS["harm"],
    Outcome.SHARE_WITH_CONSENT: _JOURNEYS["agreed"],
    Outcome.SEEK_CONSENT: "Mum has not been asked yet. Can I send the school a summary so that they can support him?",
    Outcome.PAUSE: _JOURNEYS["request"],
    Outcome.DO_NOT_SHARE: _JOURNEYS["unsafe"],
    Outcome.CLARIFY: "Can I share what I know with the school?",
    Outcome.INFORMATION: _JOURNEYS["question"],
    Outcome.OUT_OF_SCOPE: "What time does the swimming pool open?",
}
"""A message for each outcome."""
DANGER = "He is outside the nursery with a knife right now and is trying to take the children."


@dataclass(frozen=True)
class Screen:
    """A screen, where it opens, and the walk through its states."""

    path: str
    walk: Walk


def send(page: Page, message: str) -> None:
    """Type a message and send it with the keyboard."""
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(message)
    box.press("Enter")


def to_new_conversation(page: Page) -> None:
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="Questions that others ask").wait_for()


def settle(page: Page) -> None:
    """Wait until the page is drawn whole: what stood there before is gone only when the server's run ends."""
    page.wait_for_timeout(100)
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(100)


def open_all(page: Page) -> None:
    """Open every opener that is in sight, also those inside another."""
    for _ in range(2):
        page.evaluate("document.querySelectorAll('[data-testid=stMain] details:not([open]) > summary').forEach(it => it.checkVisibility() && it.click())")
        page.wait_for_timeout(400)


LOOKED_FOR = 500
"""Milliseconds in which Streamlit looks whether the files that an answer offers are there, once it has drawn them. A conversation that is
ended before has taken them away, which it says on the console."""


def outcomes(page: Page) -> Iterator[str]:
    page.get_by_role("heading", name="Questions that others ask").wait_for()
    yield "empty"
    for number, (outcome, message) in enumerate(MESSAGES.items(), 1):
        ask(page, message)
        expect(page.locator(f".st-key-card-{outcome}")).to_contain_text(SIGNS[outcome].words)
        yield outcome
        if number < len(MESSAGES):
            page.wait_for_timeout(LOOKED_FOR)
            to_new_conversation(page)


def danger(page: Page) -> Iterator[str]:
    ask(page, DANGER)
    page.get_by_role("alert").wait_for()
    yield "danger now"
    open_all(page)
    yield "danger now, everything open"


def helps(page: Page) -> Iterator[str]:
    ask(page, _JOURNEYS["request"])
    open_all(page)
    yield "everything open, with the caller check and the contacts"
    box = page.get_by_label("Paste the e-mail you are about to send")
    box.fill("Her mum Donna (07700 900123) is in the refuge. I attach the whole file.")
    page.get_by_role("button", name="Show what to cut").click()
    page.locator(".cut mark").first.wait_for()
    yield "an e-mail with what to cut"
    page.get_by_text("No", exact=True).click()
    page.get_by_text("act on that, whatever this answer says").wait_for()
    yield "judged"


def _open_list(page: Page, box: Locator) -> None:
    """Open a list by keyboard, again where the page, still being drawn, has closed it."""
    for _ in range(4):
        box.press("ArrowDown")
        try:
            page.get_by_role("listbox").wait_for(timeout=5_000)
        except TimeoutError:
            continue
        return
    raise AssertionError("the list does not open")


def corrections(page: Page) -> Iterator[str]:
    ask(page, _JOURNEYS["harm"])
    fact = page.locator(".st-key-fact-physical_harm")
    fact.locator("summary").click()
    fact.get_by_role("button", name="Strike out").wait_for()
    yield "a chip open"
    _open_list(page, fact.get_by_role("combobox"))
    yield "a list of values open"
    page.keyboard.press("Escape")
    fact.get_by_role("button", name="Strike out").click()
    page.get_by_role("button", name="Put back").wait_for()
    yield "a fact struck out"
    send(page, "?!")
    page.locator(".st-key-trouble").wait_for()
    yield "after a message that cannot be read"


def no_record(page: Page) -> Iterator[str]:
    page.get_by_text("There is nothing to record yet.").wait_for()
    yield "empty"


def record(page: Page) -> Iterator[str]:
    ask(page, _JOURNEYS["agreed"])
    page.get_by_role("link", name="Record the decision").first.click()
    page.get_by_role("heading", name="The consent form", exact=True).wait_for()
    yield "drafted, with the consent form"
    page.get_by_label("Who was consulted").fill("Donna Smith, the designated lead.")
    page.get_by_label("What happens next").click()
    page.get_by_text("This may hold a name").wait_for()
    open_all(page)
    yield "edited"
    page.get_by_role("button", name="Back to the answer").click()
    page.get_by_role("heading", name="What you said").wait_for()
    ask(page, _JOURNEYS["harm"], 2)
    page.get_by_role("link", name="Record the decision").first.click()
    page.get_by_text("The answer has changed since you wrote here.").wait_for()
    yield "after another answer, without a consent form"


def practise(page: Page) -> Iterator[str]:
    practice = load_practice(load_ruleset().spec)
    page.get_by_role("button", name="See the answer").wait_for()
    yield "a situation"
    page.get_by_role("button", name="See the answer").click()
    page.locator(".st-key-trouble").wait_for()
    yield "no answer chosen"
    situation = asked(page, practice)
    decide(page, next(iter(situation.wrong)))
    open_all(page)
    yield "revealed, wrong"
    page.get_by_role("button", name="Next situation").click()
    page.get_by_role("heading", name="Situation 2").wait_for()
    settle(page)
    decide(page, asked(page, practice).outcome)
    yield "revealed, right"
    for tab in ("What you have practised", "Certificate"):
        page.get_by_role("tab", name=tab, exact=True).click()
        page.get_by_role("heading", name=tab, exact=True).wait_for()
        yield tab
    bring_back(page, "x")
    page.locator(".st-key-practise-not-read").wait_for()
    yield "a text that cannot be taken up"
    bring_back(page, complete_text(practice))
    page.get_by_text("You have practised every clause.").wait_for()
    page.get_by_role("tab", name="Certificate").click()
    page.get_by_role("button", name="Make the certificate").click()
    page.get_by_role("button", name="Download the certificate").wait_for()
    yield "the certificate"


def guide(page: Page) -> Iterator[str]:
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        page.get_by_role("tabpanel").wait_for()
        open_all(page)
        yield tab
    for words, state in (("mum says no, can I still ring", "what a search found"), ("qqq zzz", "a search that fits nothing")):
        box = page.get_by_label("Search the chapter")
        box.fill(words)
        box.press("Enter")
        page.locator("#found").filter(has_text=words).wait_for()
        yield state


def clause(page: Page) -> Iterator[str]:
    await_focus(page, "opened E2")
    open_all(page)
    yield "a clause open by link"


def no_clause(page: Page) -> Iterator[str]:
    page.get_by_role("heading", name="There is no clause").wait_for()
    yield "a link to no clause"


def evaluate(page: Page) -> Iterator[str]:
    page.get_by_role("button", name="Download the template").wait_for()
    yield "empty"
    give(page, b"id,text\n1,hello\n")
    page.get_by_text("has no column “question”").wait_for()
    yield "a file that cannot be read"
    give(page, questions(3, "0,again,\n,,clarify\n"))
    page.get_by_text("lines cannot be asked.").wait_for()
    yield "a file with broken lines"
    page.get_by_role("button", name="Ask 3 questions").click()
    page.get_by_text("3 of 3 questions were answered.").wait_for()
    yield "results"
    page.get_by_role("tab", name="This project’s cases").click()
    page.get_by_role("button", name="Ask the open cases now").wait_for()
    yield "this project’s cases"
    ask_some(page)
    open_all(page)
    yield "what a stopped run found, every failure open"


def statement(page: Page) -> Iterator[str]:
    page.get_by_role("heading", name="How this was tested").wait_for()
    yield "the statement"


def lost(page: Page) -> Iterator[str]:
    ask(page, _JOURNEYS["question"])
    settle(page)
    page.reload()
    page.get_by_role("status").filter(has_text="is gone").wait_for()
    yield "after a reload"


SCREENS = {
    "outcomes": Screen("", outcomes),
    "danger": Screen("", danger),
    "helps": Screen("", helps),
    "corrections": Screen("", corrections),
    "no record": Screen("/record", no_record),
    "record": Screen("", record),
    "practise": Screen("/practise", practise),
    "guide": Screen("/guide", guide),
    "clause": Screen("/guide?clause=E2", clause),
    "no clause": Screen("/guide?clause=Q99", no_clause),
    "evaluate": Screen("/evaluate", evaluate),
    "statement": Screen("/accessibility", statement),
    "lost": Screen("", lost),
}
