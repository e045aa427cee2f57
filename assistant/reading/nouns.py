"""Noun phrases copied out of a message, for people and things that no list holds: "the homework club", "the reading age".

They are found by the grammar around them, and are wording only. Nothing is copied that could be a name, a number or markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.people import ways_of
from assistant.reading.roles import to_roles

NOUNS = ways_of("nouns.yaml")
"""How the words beside a noun phrase use it."""
PLAIN = re.compile(r"(?!.*['’](?!s\b| ))[a-z][a-z'’-]*(?: [a-z][a-z'’-]*){0,5}\Z", re.IGNORECASE)
RELATIVE = re.compile(
    r"(?:wife|husband|partner|(?:step )?(?:brother|sister|mother|father|son|daughter)s?(?: in law)?|cousins?|uncles?|aunts?|aunties?"
    r"|nephews?|nieces?|friends?|mates?)\Z"
)
"""Of whom a reply says whose they are, as the message does."""
OWNER = re.compile(r"\b(mum|dad|nan|gran|grandad|uncle|aunt|auntie|brother|sister|mother|father|ex|partner|husband|wife)s(?= [a-z])")
"""Somebody whose is what follows, typed without the apostrophe."""
JUDGING = re.compile(
    r"(?:(?:lovely|nice|local|old|young|little|poor|own|usual|current|whole|main|actual|proper|nosy|kind|big|good|different) )+"
)
"""What a writer thinks of somebody or something, which is no part of what it is called."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase of a message: where it stands, and what a reply calls it."""

    start: int
    end: int
    phrase: str


def nouns(text: str, ways: tuple[str, ...], typed: str = "") -> list[Noun]:
    """The noun phrases that are used in one of these ways, in the order of the message.

    Args:
        text: the folded message.
        ways: names of ``NOUNS``.
        typed: the message with roles for names, from which capitals and apostrophes come.
    """
    return sorted((noun for way in ways for noun in _of(text, way, typed or text)), key=lambda noun: noun.end)


def _of(text: str, way: str, typed: str) -> Iterator[Noun]:
    for match in NOUNS[way].finditer(text):
        start, end = match.span(match.lastindex or 0)
        judging = JUDGING.match(text, start, end)
        start = judging.end() if judging else start
        if phrase := _called(text, start, end, typed):
            yield Noun(start, end, phrase)


def _called(text: str, start: int, end: int, typed: str) -> str:
    """What a reply calls it, or nothing where that cannot be made safely."""
    words = _as_typed(text[start:end], typed)
    before = text[:start]
    words = words.removesuffix("s") if re.search(r"\bone of (?:the|our) (?:\w+ )?$", before) else words
    whose = re.search(r"\b(?:his|her) $", before)
    if asks := re.match(r"(?:which|what|how|who|when)\b", text[start:end]):
        phrase = f"{asks[0]}{words[asks.end() :]}"
    elif whose and RELATIVE.match(text[start:end]):
        phrase = f"{whose[0]}{words}"
    elif words[:1].isupper() and not words.isupper() and not re.search(r"\b(?:the|an?|his|her|their|one of (?:the|our)) $", before):
        phrase = words  # the name of a service stands without "the"
    else:
        phrase = f"the {'other ' if before.endswith('another ') else ''}{words}"
    return phrase if PLAIN.match(phrase) and not to_roles((phrase,)).replaced else ""


def _as_typed(words: str, typed: str) -> str:
    """The words with the capitals and apostrophes that they were typed with; none of a capital that only opens a sentence."""
    letters = r"['’]?[\s-]+".join("['’]?".join(map(re.escape, word)) for word in words.split())
    found = re.search(rf"(?<![^\W_])({letters}(?:['’]s)?)(?![^\W_])", typed, re.IGNORECASE)
    if found is None:
        return OWNER.sub(r"\1's", words)
    as_typed = " ".join(re.sub(r"['’]s\Z", "", found[1]).split()) if words.endswith("s") else " ".join(found[1].split())
    opens = re.search(r"(?:^|[.?!:\n])\W*\Z", typed[: found.start()]) is not None
    first, *others = as_typed.split(" ")
    first = first if first.isupper() and len(first) > 1 or not opens else first.lower()
    plain = " ".join((first, *others))
    return OWNER.sub(r"\1's", plain.lower() if typed.isupper() else plain)
