"""Whom to speak to, how to reach them, and how surely that is known on the day."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from assistant.compose.case import Case, Situation, fits
from assistant.compose.slots import Slots
from assistant.reply import SpeakTo
from assistant.wording import EVERY, Person, Wording, fill, variables_in
from corpus.clauses import Certainty, Contact, Corpus

GOES_STALE_AFTER = timedelta(days=90)
"""After so long without a check a number is shown with a warning."""
_KNOWN_TO_ALL = {"999", "101"}


def people(
    case: Case, here: Situation, values: Slots, corpus: Corpus, wording: Wording, asked_for: Iterable[str] = ()
) -> Iterator[SpeakTo]:
    """Everybody whom the wording names for this situation, each once, after the contacts that were asked for."""
    met: set[str] = set()
    wanted = tuple(Person(contact=contact.id, why=contact.what_for) for contact in corpus.contacts if contact.id in set(asked_for))
    for person in (*wanted, *wording.replies[case.verdict.outcome].speak_to, *wording.replies[EVERY].speak_to):
        key = person.contact or person.name
        if key in met or not fits(person.when, person.unless, here) or not set(variables_in(person.name + person.why)) <= set(values):
            continue
        met.add(key)
        yield speak_to(person, values, case.as_of, corpus, wording)


def speak_to(person: Person, values: Slots, as_of: date | None, corpus: Corpus, wording: Wording) -> SpeakTo:
    """One person or office to speak to. A number that was not confirmed is never given as certain."""
    why = fill(person.why, values)
    known = {contact.id: contact for contact in corpus.contacts}.get(person.contact)
    if known is None:
        return SpeakTo(fill(person.name or wording.joins["contact_missing"], values), "", why)
    return SpeakTo(known.name, _reach(known, wording), why, _caution(known, as_of, wording))


def reached(contacts: Iterable[str], corpus: Corpus, wording: Wording) -> Iterator[str]:
    """A sentence for each of these contacts that can be rung or written to."""
    for contact in corpus.contacts:
        if contact.id in set(contacts) and (contact.number or contact.email):
            yield wording.join("reached", contact=contact.name, reach=_reach(contact, wording))


def _reach(contact: Contact, wording: Wording) -> str:
    ways = []
    if contact.number:
        certain = contact.certainty is Certainty.CONFIRMED
        ways.append(contact.number if certain else wording.join("perhaps", number=contact.number))
    if contact.email:
        ways.append(contact.email)
    if contact.hours and contact.number not in _KNOWN_TO_ALL:
        ways.append(contact.hours)
    return "; ".join(ways)


def _caution(contact: Contact, as_of: date | None, wording: Wording) -> str:
    if contact.number in _KNOWN_TO_ALL:
        return ""
    checked = date.fromisoformat(contact.checked)
    day = f"{checked.day} {checked:%B %Y}"
    if not contact.number and not contact.email:
        return wording.join("caution_none", day=day)
    if contact.certainty is not Certainty.CONFIRMED:
        return wording.join("caution_unsure", day=day)
    if as_of is not None and as_of - checked >= GOES_STALE_AFTER:
        return wording.join("caution_stale", day=day)
    return wording.join("caution_confirmed", day=day)
