"""Replies and answers made by hand, and what AppTest sees turned back into what a person reads."""

import re
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from assistant.pipeline import Answer
from assistant.reply import Notice, Phrase, Quote, Reply, Sentence, SpeakTo
from guardrails.facts import Fact, Facts, Words
from guardrails.verdict import Outcome, Urgency
from ui.markup import JOINER


def make_reply(**changes: object) -> Reply:
    """A reply that has every part."""
    quote = Quote("E2", "Exception 2", "3 Consent", "derby", "The chapter", "1.1.8", "local", "confirmed", "", "second words", 12, 24)
    note = replace(quote, clause="ISA-R3", source="isa", address="https://www.gov.uk/x", text="A summary.", start=None, end=None)
    reply = Reply(
        outcome=Outcome.SHARE_WITHOUT_CONSENT,
        urgency=Urgency.TODAY,
        escalate=True,
        headline="Share today.",
        lead=(Sentence("There is cause.", ("E2",)),),
        asks=("What was seen?",),
        steps=(Sentence("Ring first."), Sentence("Write after.")),
        quotes=(quote, note),
        share=(Sentence("What you saw."),),
        leave_out=(Sentence("The neighbours."),),
        national=(Notice("D5", "Decide first whether you need consent."),),
        phrases=(Phrase("the parent", "I have to pass this on."),),
        speak_to=(SpeakTo("The front door", "01332 641172", "urgent concerns", "checked in November"),),
        record=(Sentence("What you decided."),),
        net="Do not wait for a manager.",
        near=(note,),
        notices=(Notice("search_failed", "The search failed."),),
    )
    return replace(reply, **changes)  # type: ignore[arg-type]


def make_answer(reply: Reply | None = None, *facts: Fact) -> Answer:
    """An answer round this reply, with these facts."""
    return Answer(
        id="a1",
        turns=("belt marks on his legs",),
        reply=reply or make_reply(),
        facts=Facts({fact.id: fact for fact in facts}),
        verdict=None,
        explanation=("harm-reasonable-cause held.",),
        ms={},
    )


def make_fact(id: str = "physical_harm", value: str = "cause") -> Fact:
    """A fact read from the first words of the first message."""
    return Fact(id, value, (Words(0, 0, 9, "belt mark"),))


def seen(app: AppTest) -> str:
    """Everything that the page shows, in order of kind, as the characters a person reads."""
    shown = [*app.title, *app.header, *app.subheader, *app.markdown, *app.text, *app.get("html")]
    texts = [str(getattr(element, "value", None) or element.proto.body) for element in shown]
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", "\n".join(texts)).replace(JOINER, "").replace("&#x27;", "'")


def headings(app: AppTest) -> list[str]:
    """The page's headings of the second level."""
    return [heading.value for heading in app.header]
