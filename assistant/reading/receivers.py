"""Whom a message would send something to, or who asks for it: by the words beside a person, never by their only being named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

Nouns = Sequence[tuple[re.Pattern[str], str]]
Lexicon = Mapping[str, Nouns]
"""For each group of words, what matches and the phrase that a reply uses."""

PEOPLE = ("professional", "relative", "outsider", "checked", "somebody")
PRIVATE = ("relative", "outsider", "checked")

WAYS_FILE = Path(__file__).resolve().parent / "patterns" / "ways.yaml"


def _ways() -> dict[str, re.Pattern[str]]:
    raw: dict[str, dict[str, str]] = yaml.load(WAYS_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    found = raw["ways"]
    for name, words in raw["parts"].items():
        found = {way: pattern.replace(name, words) for way, pattern in found.items()}
    return {way: re.compile(pattern) for way, pattern in found.items()}


WAYS = _ways()
"""How the words beside a person or a thing use them."""

SHORTENED = {"nurse", "club", "coach", "boyfriend", "solicitor", "centre"}
ANYBODY = "the person who asked"
A_PARENT = "the parent who asked"
HIS_FRIEND = "the father or his friend"
ON_SOCIAL_MEDIA = "anyone on social media"
COMING = ("asks", "comes")
HE_OR_SHE = {
    "him": re.compile(r"father|boyfriend|partner|uncle|in-law|cousin|landlord|neighbour|friend|agent|councillor|chair"),
    "her": re.compile(r"mother|girlfriend|partner|aunt|in-law|cousin|landlord|neighbour|friend|agent|councillor|chair"),
}
"""For each word that stands for somebody named before, the phrases that it can stand for."""


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


def receiver(text: str, recipient: str, lexicon: Lexicon) -> str:
    """Who would receive it, as a role, or nothing where no words say so.

    Args:
        text: the folded message.
        recipient: the value of the fact ``recipient``; whoever is refused is never somebody whose work is the child.
        lexicon: the people that there are words for.
    """
    people = people_in(text, lexicon)
    if recipient == "unsafe":
        asking = _for_another(people) or _best(people, ("relative",), COMING) or _best(people, PRIVATE, COMING) or _somebody(people)
        found = asking or _used(people, ("relative",)) or _used(people, PRIVATE) or _alone(people, "relative")
        if found in {"", ANYBODY}:
            found = _by_his_child(text) or found
        if found.endswith(" mother"):  # she may ask for somebody else to be told
            found = _best([person for person in people if not person.phrase.endswith(" mother")], ("relative",), ("led_to",)) or found
    elif recipient == "no_role":
        found = _used(people, PRIVATE) or _somebody(people) or _best(people, ("professional",), COMING) or _alone(people, "relative")
    elif recipient == "unverified":
        found = _used(people, ("checked",)) or _alone(people, "checked") or _unchecked(people, text)
        found = found or _best(people, ("professional",), COMING)
    else:
        if asked_about := _best(people, PEOPLE, ("asked_about",)):
            return _in_full(asked_about, people)
        if for_another := _asked_to_send(people, text):
            return for_another
        told = recipient == "professional"
        uses = ("led_to", "asks", "comes") if told else ("led_to", "asks")
        found = _best(people, ("professional",), uses) or _best(people, PRIVATE, ("led_to", "asks"))
        if told and not found:
            found = _meant(people) or _only(people, text) or _unlisted(people, text)
    return _in_full(found, people)


def _by_his_child(text: str) -> str:
    """A "he" or "she" who asks after a child of his or hers is the father or the mother, where the message says no more of them."""
    return next((f"the {parent}" for parent in ("father", "mother") if WAYS[f"asks_as_{parent}"].search(text)), "")


def went_to(text: str, lexicon: Lexicon) -> str:
    """Who got what went astray: whom it was sent to, or who that turned out to be; never whose it was, nor who is named last."""
    known = [person for person in people_in(text, lexicon) if person.group != "somebody"]
    people = [person for person in known if not person.owner or _is_inbox(text, person)]
    for way in ("turned_out", "went_to"):
        for person in people:
            if WAYS[way].search(text, max(0, person.start - 170), person.start):
                return person.phrase
    return ""


def _is_inbox(text: str, person: Person) -> bool:
    """Whether something went "to dads email", which is to him."""
    return WAYS["inbox"].match(text, person.end) is not None and re.search(r"\bto (?:the |her |his )?$", text[: person.start]) is not None


def people_in(text: str, lexicon: Lexicon) -> list[Person]:
    """Everybody named, by the longest words where some overlap, without the writer and without services that only name a paper."""
    words = [(pattern, phrase, group) for group in PEOPLE for pattern, phrase in lexicon[group]]
    named = sorted((match.start(), -match.end(), phrase, group) for pattern, phrase, group in words for match in pattern.finditer(text))
    people: list[Person] = []
    last = 0
    for start, back, phrase, group in named:
        if start >= last and not (group == "professional" and _is_nobody(text, start, -back)):
            people.append(Person(start, -back, phrase, group))
        last = max(last, -back)
    used = [_with_uses(text, person, people) for person in people if not _is_a_claim_or_a_place(text, person)]
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


def _is_nobody(text: str, start: int, end: int) -> bool:
    """Whether the name of a service stands for the writer's own work, or only says what a paper is."""
    served = WAYS["serves"].search(text, max(0, start - 60), start)
    return served is not None or is_writer(text, start, end) or WAYS["papers"].match(text, end) is not None


def _with_uses(text: str, person: Person, people: list[Person]) -> Person:
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


def _best(people: list[Person], groups: tuple[str, ...], uses: tuple[str, ...]) -> str:
    """The last person of these groups who is used in the first of these ways that anybody is."""
    for use in uses:
        found = [person for person in people if person.group in groups and getattr(person, use)]
        if found:
            return found[-1].phrase
    return ""


def _used(people: list[Person], groups: tuple[str, ...]) -> str:
    return _best(people, groups, ("asks", "comes", "led_to", "sent_to"))


def _asked_to_send(people: list[Person], text: str) -> str:
    """Whom the writer was asked to send something, where that is a relative, and so not who asked ("asked me to send mum photos")."""
    led = (person for person in people if person.group == "relative" and not person.owner)
    return next((each.phrase for each in led if WAYS["asked_to_send"].search(text, max(0, each.start - 110), each.start)), "")


def _for_another(people: list[Person]) -> str:
    """A friend through whom somebody asks: neither is to be told."""
    return next((person.phrase for person in people if person.phrase == HIS_FRIEND and not person.owner), "")


def _unchecked(people: list[Person], text: str) -> str:
    """Who rang or wrote, of whom nobody knows whether they are what they say."""
    private = _best(people, ("relative", "outsider"), ("asks", "comes"))
    if private:
        return private
    if WAYS["wrote"].search(text):
        return "the sender of the e-mail"
    return "the caller" if WAYS["rang"].search(text) else _used(people, PRIVATE) or _somebody(people)


def _somebody(people: list[Person]) -> str:
    """Somebody who asks and is no more than a man, a woman or "he": in the fullest of these words, or whoever was named before."""
    strangers = [person for person in people if person.group == "somebody"]
    fuller = [person for person in strangers if person.phrase not in {ANYBODY, A_PARENT, *HE_OR_SHE}]
    parents = [person for person in strangers if person.phrase == A_PARENT]
    if named := _best(fuller, ("somebody",), COMING) or _meant(people) or _best(parents, ("somebody",), COMING):
        return named
    return ANYBODY if _best(strangers, ("somebody",), COMING) else ""


def _meant(people: list[Person]) -> str:
    """The last relative or outsider before a "he" or "she" who asks, or whom something would be told, if he or she can be meant."""
    for at in reversed(range(len(people))):
        kind = HE_OR_SHE.get(people[at].phrase)
        if kind and (people[at].asks or people[at].comes or people[at].led_to):
            known = [person for person in people[:at] if person.group in {"relative", "outsider"} and not person.owner]
            before = [person for person in known if kind.search(person.phrase)]
            if before:
                return before[-1].phrase
    return ""


def _alone(people: list[Person], group: str) -> str:
    """The one of this group of whom a message speaks, for whoever is to be kept away is often named for nothing else; never the mother,
    nor who agreed or was asked to."""
    alone = [person for person in people if person.group == group and not person.hurt and not person.answers]
    phrases = {person.phrase for person in alone if not person.phrase.endswith("mother")}
    return next(iter(phrases)) if len(phrases) == 1 else ""


def _in_full(phrase: str, people: list[Person]) -> str:
    """The fuller name that the message gives elsewhere ("the school nurse" for "the nurse")."""
    last = phrase.rpartition(" ")[2]
    if last not in SHORTENED or phrase != f"the {last}":
        return phrase
    fuller = {person.phrase for person in people if person.phrase.endswith(f" {last}") and person.phrase != phrase}
    return next(iter(fuller)) if len(fuller) == 1 else phrase


def _only(people: list[Person], text: str) -> str:
    """The one service named near words of sharing, where the reading says that a service would receive it."""
    near = {person.phrase for person in people if person.group == "professional" and WAYS["near"].search(text, 0, person.start)}
    return next(iter(near)) if len(near) == 1 else ""


def _unlisted(people: list[Person], text: str) -> str:
    """Somebody whom no list holds, called as the message calls them ("the sleep clinic"), if words use them as one who is told or asks."""
    found = [Person(match.start(1), match.end(1), f"the {match[1]}", "professional") for match in WAYS["unlisted"].finditer(text)]
    named = [person for person in found if not _is_nobody(text, person.start, person.end) and not _is_ours(text, person)]
    used = [_with_uses(text, person, people) for person in named]
    return _best(used, ("professional",), ("led_to", "asks", "comes"))


def _is_ours(text: str, person: Person) -> bool:
    """Whether they belong to the writer's own work ("our team")."""
    return re.search(r"\b(?:my|our) $", text[: person.start]) is not None


def is_writer(text: str, start: int, end: int) -> bool:
    """Whether these words say what the writer's own work is ("HV here", "I'm a counsellor", and "nursery deputy x" at the end)."""
    if WAYS["signs_off"].search(text[:start]) and WAYS["signed"].fullmatch(text, end):
        return True
    opens = WAYS["opening"].fullmatch(text, 0, start) is not None and WAYS["closing"].match(text, end) is not None
    asks = (WAYS["asks"].match(text, end) or WAYS["comes"].match(text, end)) and not WAYS["breaks_off"].match(text, end)
    return (opens and not asks) or text.startswith(" here", end) or WAYS["i_am"].search(text, 0, start) is not None
