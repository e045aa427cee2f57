"""Everybody whom a message names, and how the words beside them use them: they ask, come, are told, were hurt or answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

Entries = Sequence[tuple[re.Pattern[str], str]]
Lexicon = Mapping[str, Entries]
"""For each group of words, what matches and the phrase that a reply uses."""
PEOPLE = ("professional", "relative", "outsider", "checked", "somebody")
PATTERNS = Path(__file__).resolve().parent / "patterns"


def ways_of(file: str) -> dict[str, re.Pattern[str]]:
    """The ways of a file of patterns, each with its parts put in."""
    raw: dict[str, dict[str, str]] = yaml.load((PATTERNS / file).read_bytes(), Loader=yaml.CSafeLoader)
    found = raw["ways"]
    for name, words in raw["parts"].items():
        found = {way: pattern.replace(name, words) for way, pattern in found.items()}
    return {way: re.compile(pattern) for way, pattern in found.items()}


WAYS = ways_of("ways.yaml")
"""How the words beside a person or a thing use them."""
ON_SOCIAL_MEDIA = "anyone on social media"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a message names: where, in which group, and how the words around use them. ``asks_to`` is where their asking ends."""

    start: int
    end: int
    phrase: str
    group: str
    asks_to: int = 0
    comes: bool = False
    led_to: bool = False
    asked_about: bool = False
    hurt: bool = False
    sent_to: bool = False
    answers: bool = False
    owner: bool = False

    @property
    def asks(self) -> bool:
        """Whether they ask for something."""
        return self.asks_to > 0


def people_in(text: str, lexicon: Lexicon) -> list[Person]:
    """Everybody named, by the longest words where some overlap, without the writer and without services that only name a paper."""
    words = [(pattern, phrase, group) for group in PEOPLE for pattern, phrase in lexicon[group]]
    named = sorted((match.start(), -match.end(), phrase, group) for pattern, phrase, group in words for match in pattern.finditer(text))
    people: list[Person] = []
    last = 0
    for start, back, phrase, group in named:
        if start >= last and not (group == "professional" and is_nobody(text, start, -back)):
            people.append(Person(start, -back, phrase, group))
        last = max(last, -back)
    used = [with_uses(text, person, people) for person in people if not _is_a_claim_or_a_place(text, person)]
    used = [replace(person, asks_to=0) if _breaks_off(text, person, used) else person for person in used]
    return [person for person in used if not any(other.start < person.start < other.asks_to for other in used) or person.led_to]


def _breaks_off(text: str, person: Person, others: list[Person]) -> bool:
    """Whether the asking is that of somebody named after a comma ("mum rang, dad wants the address")."""
    later = [other for other in others if other.start > person.end and other.asks_to and other.asks_to == person.asks_to]
    return any(re.search(r"[,;:-] ?(?:the |her |his )?$", text[person.end : other.start]) for other in later)


def _is_a_claim_or_a_place(text: str, person: Person) -> bool:
    """Whether somebody only says where they work ("he works at a solicitors"), or wrote by way of it ("found me on facebook")."""
    before = text[max(0, person.start - 60) : person.start]
    works = person.group == "checked" and WAYS["works_at"].search(before) is not None
    return works or (person.phrase == ON_SOCIAL_MEDIA and WAYS["found_on"].search(before) is not None)


def is_nobody(text: str, start: int, end: int) -> bool:
    """Whether the name of a service stands for the writer's own work, or only says what a paper is."""
    served = WAYS["serves"].search(text, max(0, start - 60), start)
    return served is not None or is_writer(text, start, end) or WAYS["papers"].match(text, end) is not None


def with_uses(text: str, person: Person, people: list[Person]) -> Person:
    """This person with how the words before and after use them; whoever was hurt stands for nothing else there."""
    hurt = WAYS["hurt"].search(text, max(0, person.start - 40), person.start) or WAYS["sheltered"].match(text, person.end)
    if person.group == "relative" and (hurt or WAYS["whose"].search(text, max(0, person.start - 60), person.start)):
        return replace(person, hurt=True)
    end = _after_brackets(text, person)
    asks = WAYS["asks"].match(text, end)
    led_to = _is_led_to(text, person, people)
    return replace(
        person,
        asks_to=asks.end() if asks else person.end if WAYS["asked_by"].search(text, max(0, person.start - 60), person.start) else 0,
        comes=WAYS["comes"].match(text, end) is not None,
        led_to=led_to,
        asked_about=led_to and person.group != "somebody" and _is_asked_about(text, person),
        sent_to=WAYS["sent_to"].search(text, max(0, person.start - 60), person.start) is not None,
        answers=WAYS["answers"].match(text, end) is not None,
        owner=WAYS["owns"].match(text, person.end) is not None,
    )


def _after_brackets(text: str, person: Person) -> int:
    """Where the words about a person go on after what stands in brackets."""
    told = WAYS["in_brackets"].match(text, person.end)
    return told.end() if told else person.end


def _is_asked_about(text: str, person: Person) -> bool:
    """Whether the question itself is whether this person may be told."""
    return WAYS["may_i"].search(text, max(0, person.start - 60), person.start) is not None


def _is_led_to(text: str, person: Person, people: list[Person]) -> bool:
    """Whether words of sharing lead up to this person and to nobody named in between."""
    allowed = WAYS["allowed"].search(text, max(0, person.start - 40), person.start)
    if WAYS["can_have"].match(text, person.end) or (allowed and WAYS["may_have"].match(text, person.end)):
        return True
    if person.group == "professional" and WAYS["wanted"].search(text[: person.start]) and WAYS["wanted_to"].match(text, person.end):
        return True
    if person.group == "relative" and WAYS["not_asked"].search(text, max(0, person.start - 70), person.start):
        return False
    owns = WAYS["owns"].match(text, person.end) or (person.group == "relative" and text.startswith("s", person.end))
    if owns and not WAYS["inbox"].match(text, person.end):
        return False
    between = [other for other in people if other.start < person.start and not _listed(text, other.start, person.start)]
    nearest = max((other.end for other in between), default=0)
    return WAYS["led_to"].search(text, max(nearest, person.start - 90, 0), person.start) is not None


def _listed(text: str, start: int, end: int) -> bool:
    """Whether somebody named before is one of a list ("the school and the GP")."""
    return re.search(r"^\w+(?: \w+)? (?:and|or) (?:the )?$", text[start:end]) is not None


def is_writer(text: str, start: int, end: int) -> bool:
    """Whether these words say what the writer's own work is ("HV here", "I'm a counsellor", and "nursery deputy x" at the end)."""
    if WAYS["signs_off"].search(text[:start]) and WAYS["signed"].fullmatch(text, end):
        return True
    opens = WAYS["opening"].fullmatch(text, 0, start) is not None and WAYS["closing"].match(text, end) is not None
    asks = (WAYS["asks"].match(text, end) or WAYS["comes"].match(text, end)) and not WAYS["breaks_off"].match(text, end)
    return (opens and not asks) or text.startswith(" here", end) or WAYS["i_am"].search(text, 0, start) is not None
