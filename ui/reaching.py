"""Whom to speak to about an answer, in the order that fits who is asking and how soon, with the night beside the day.

The day comes in from the page; nothing here looks at a clock. Every name and number is the corpus' own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.compose.people import speak_to
from assistant.parts import Parts
from assistant.reply import Reply, SpeakTo
from assistant.wording import Person
from corpus.clauses import Contact
from guardrails.verdict import Urgency
from ui.ages import days_since, is_old

DAY_AND_NIGHT = {"front_door_derby": "out_of_hours_derby", "front_door_derbyshire": "out_of_hours_derbyshire"}
"""Who answers when somebody else has gone home."""

_WHEN = {
    "emergency": "Day or night",
    "police_non_emergency": "Day or night",
    **dict.fromkeys(DAY_AND_NIGHT, "In the daytime"),
    **dict.fromkeys(DAY_AND_NIGHT.values(), "Evenings, nights, weekends and bank holidays"),
}
_OWN = {
    ("social_care", "front_door_derby"): "If this is your own team, use your own route.",
    ("police", "police_non_emergency"): "You are the police: use your own control room.",
}
_AT_NIGHT = "When the office is shut and it cannot wait."
_NEVER_OLD = "emergency"


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to speak to. ``when`` says at what hours, if that matters; ``aged`` warns of a number that nobody checked for long."""

    person: SpeakTo
    when: str = ""
    aged: str = ""


def to_reaches(reply: Reply, parts: Parts, asker: str, today: date) -> tuple[Reach, ...]:
    """Everybody whom the reply names, each front door followed by who answers at night; where nothing presses, one's own lead first."""
    known = {contact.name: contact for contact in parts.corpus.contacts}
    reaches = list(_with_nights(reply.speak_to, known, parts, today))
    if reply.urgency is Urgency.ROUTINE:
        reaches.sort(key=lambda person: person.name in known)
    return tuple(_reach(person, known.get(person.name), asker, today) for person in reaches)


def _with_nights(people: tuple[SpeakTo, ...], known: dict[str, Contact], parts: Parts, today: date) -> Iterator[SpeakTo]:
    by_id = {contact.id: contact for contact in known.values()}
    nights = {by_id[night].name for day, night in DAY_AND_NIGHT.items() if night in by_id and _named(day, people, by_id)}
    for person in people:
        if person.name in nights:
            continue
        yield person
        contact = known.get(person.name)
        night = DAY_AND_NIGHT.get(contact.id) if contact else None
        if night in by_id:
            yield speak_to(Person(contact=night, why=_AT_NIGHT), {}, today, parts.corpus, parts.wording)


def _named(id: str, people: tuple[SpeakTo, ...], by_id: dict[str, Contact]) -> bool:
    return id in by_id and any(person.name == by_id[id].name for person in people)


def _reach(person: SpeakTo, contact: Contact | None, asker: str, today: date) -> Reach:
    if contact is None:
        return Reach(person)
    own = _OWN.get((asker, contact.id))
    told = replace(person, why=f"{person.why} {own}") if own else person
    old = contact.id != _NEVER_OLD and is_old(contact.checked, today)
    return Reach(told, _WHEN.get(contact.id, ""), _age(contact, today) if old else "")


def _age(contact: Contact, today: date) -> str:
    age = days_since(contact.checked, today)
    since = f"for {age} days" if age is not None else "on a day that can be told"
    return f"Nobody checked this {since}. Look it up before you rely on it. In danger, ring 999."
