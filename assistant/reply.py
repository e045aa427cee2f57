"""What the person is shown, as values: a screen, a terminal and the JSON contract all read the same ``Reply``.

Sentences come from the fixed wording or from a checked draft; quotes come from the store by id. Nothing here decides anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.verdict import Outcome, Urgency


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that a reply may show, with the clauses it rests on (empty only for the fixed wording's own advice)."""

    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of a clause, or a note in this project's words, with where they stand.

    ``start`` and ``end`` are offsets into the procedure's text; ``None`` for a note, which is a summary and not a quotation.
    """

    clause: str
    label: str
    section: str
    source: str
    title: str
    edition: str
    status: str
    certainty: str
    address: str
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said beside the answer: where national guidance differs, or what could not be done. ``id`` is D1…D15 or a fault's name."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SpeakTo:
    """Somebody to speak to, with how to reach them; ``caution`` says how surely the number is known and when it was checked."""

    name: str
    reach: str
    why: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to say to somebody: ``to`` is who ("the parent", "whoever demands it")."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Focus:
    """What the latest message asks of the answer ("how do I write that up?"): what that is called, what is said of it, and the part of the
    reply that shows it, which then comes first; empty where no part does."""

    title: str
    says: tuple[Sentence, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """All that is shown for one message, in the order in which it is shown. Empty parts are left out.

    ``banner`` is the danger-now line and comes before everything. ``lead`` is what the procedure says about this case in two sentences.
    ``explanation`` is what a language model added to a case, each sentence checked. ``steps`` is what to do now, in order. ``net`` states
    the exceptions and whom to speak to. ``asks`` is the one question of a ``clarify``, with what the outcome would be either way.
    ``national`` are the differences that matter here. ``focus`` is what a follow-up asks for, and comes right after the lead.
    """

    outcome: Outcome
    urgency: Urgency
    escalate: bool
    headline: str
    lead: tuple[Sentence, ...] = ()
    banner: str = ""
    asks: tuple[str, ...] = ()
    steps: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    share: tuple[Sentence, ...] = ()
    leave_out: tuple[Sentence, ...] = ()
    national: tuple[Notice, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    speak_to: tuple[SpeakTo, ...] = ()
    record: tuple[Sentence, ...] = ()
    net: str = ""
    near: tuple[Quote, ...] = ()
    notices: tuple[Notice, ...] = ()
    generator: str = "rules"
    withheld: tuple[str, ...] = ()
    explanation: tuple[Sentence, ...] = ()
    focus: Focus | None = None

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence that claims something, for the checks and the readability figures."""
        yield from (*self.lead, *self.explanation, *(self.focus.says if self.focus else ()))
        yield from (*self.steps, *self.share, *self.leave_out, *self.record)


def to_markdown(reply: Reply) -> str:
    """The whole reply as Markdown, quotes and next steps included: the contract's ``answer``."""
    return "\n\n".join(part for part in _parts(reply) if part)


def _parts(reply: Reply) -> Iterator[str]:
    asked_for = reply.focus.part if reply.focus else ""
    yield f"**{reply.banner}**" if reply.banner else ""
    yield f"**{reply.headline}**"
    yield " ".join(sentence.text for sentence in reply.lead)
    yield " ".join(sentence.text for sentence in reply.explanation)
    if reply.focus:
        yield f"**{reply.focus.title}**\n\n{' '.join(sentence.text for sentence in reply.focus.says)}"
        yield _part(reply, asked_for)
    yield _listed("One question", reply.asks)
    yield _numbered("What to do now", [step.text for step in reply.steps])
    for part in ("quotes", "share", "leave_out", "national", "phrases", "speak_to", "record"):
        yield _part(reply, part) if part != asked_for else ""
    quoted = {quote.clause for quote in reply.quotes}
    yield _quoted("Near to what you asked", tuple(quote for quote in reply.near if quote.clause not in quoted))
    yield reply.net
    yield _listed("Please note", [notice.text for notice in reply.notices])


def _part(reply: Reply, part: str) -> str:
    """One part of the reply by its name; nothing for a name that is none."""
    match part:
        case "quotes":
            return _quoted("The words it rests on", reply.quotes)
        case "share":
            return _listed("What to share", [item.text for item in reply.share])
        case "leave_out":
            return _listed("What to leave out", [item.text for item in reply.leave_out])
        case "national":
            return _listed("Beyond the chapter", [notice.text for notice in reply.national])
        case "phrases":
            return _listed("Words you can use", [f"To {phrase.to}: “{phrase.text}”" for phrase in reply.phrases])
        case "speak_to":
            return _listed("Who to speak to", [_reached(contact) for contact in reply.speak_to])
        case "record":
            return _listed("Write it down", [item.text for item in reply.record])
        case _:
            return ""


def _listed(title: str, items: list[str] | tuple[str, ...]) -> str:
    return "\n".join([f"**{title}**", "", *(f"- {item}" for item in items)]) if items else ""


def _numbered(title: str, items: list[str]) -> str:
    return "\n".join([f"**{title}**", "", *(f"{n}. {item}" for n, item in enumerate(items, 1))]) if items else ""


def _quoted(title: str, quotes: tuple[Quote, ...]) -> str:
    if not quotes:
        return ""
    blocks = []
    for quote in quotes:
        cited = f"{quote.label} ({quote.clause}), section {quote.section}, {quote.title}, {quote.edition}, {quote.status}"
        if quote.start is None:
            cited = f"{quote.label} ({quote.clause}), our summary of {quote.title}, {quote.edition}, {quote.status}, {quote.certainty}"
        words = "\n".join(f"> {line}" if line else ">" for line in quote.text.splitlines())
        blocks.append(f"{words}\n>\n> — {cited}")
    return f"**{title}**\n\n" + "\n\n".join(blocks)


def _reached(contact: SpeakTo) -> str:
    reach = f", {contact.reach}" if contact.reach else ""
    caution = f" ({contact.caution})" if contact.caution else ""
    return f"{contact.name}{reach}: {contact.why}{caution}"
