"""Whom a message would send something to, or who asks for it: by the words beside a person, never by their only being named."""

import re

from assistant.reading.nouns import NOUNS, Noun, nouns
from assistant.reading.people import PEOPLE, WAYS, Lexicon, Person, is_nobody, is_writer, people_in, with_uses

PRIVATE = ("relative", "outsider", "checked")
SHORTENED = {"nurse", "club", "coach", "boyfriend", "solicitor", "centre"}
ANYBODY = "the person who asked"
A_PARENT = "the parent who asked"
HIS_FRIEND = "the father or his friend"
COMING = ("asks", "comes")
ACTING = {"children's social care", "the police", "the LADO", "the court", "the designated safeguarding lead"}
"""Who acts on it, under whatever name."""
HE_OR_SHE = {
    "him": re.compile(r"father|boyfriend|partner|uncle|in-law|cousin|landlord|neighbour|friend|agent|councillor|chair"),
    "her": re.compile(r"mother|girlfriend|partner|aunt|in-law|cousin|landlord|neighbour|friend|agent|councillor|chair"),
}
"""For each word that stands for somebody named before, the phrases that it can stand for."""


def receiver(text: str, recipient: str, lexicon: Lexicon, typed: str = "") -> str:
    """Who would receive it, as a role, or nothing where no words say so.

    Args:
        text: the folded message.
        recipient: the value of the fact ``recipient``; whoever is refused is never somebody whose work is the child.
        lexicon: the people that there are words for. Whom it does not hold is called as the message calls them.
        typed: the message with roles for names, from which capitals and apostrophes come.
    """
    people = [person for person in people_in(text, lexicon) if not _is_bystander(text, person)]
    return _as_called(_listed_receiver(text, recipient, people), recipient, people, text, typed)


def _is_bystander(text: str, person: Person) -> bool:
    """Whether a relative or friend only shelters the family, made the complaint, or is heard behind whoever rang: none of them asks."""
    private = person.group in {"relative", "outsider"}
    led_up = WAYS["bystander"].search(text, max(0, person.start - 40), person.start)
    return private and (led_up or WAYS["stands_by"].match(text, person.end)) is not None


def _listed_receiver(text: str, recipient: str, people: list[Person]) -> str:
    """The same among those for whom there are words."""
    if recipient == "unsafe":
        asking = _for_another(people) or _best(people, ("relative",), COMING) or _best(people, PRIVATE, COMING) or _somebody(people)
        found = asking or _used(people, ("relative",)) or _used(people, PRIVATE) or _alone(people, "relative")
        if found in {"", ANYBODY}:
            found = _by_his_child(text) or found
        if found.endswith(" mother"):  # she may ask for somebody else to be told
            others = [person for person in people if not person.phrase.endswith(" mother")]
            found = _best(others, ("relative",), ("asks", "led_to")) or found
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


def _as_called(found: str, recipient: str, people: list[Person], text: str, typed: str) -> str:
    """Whoever was found, by the fuller noun of the message ("the course lead"). Where nobody was, or a relative who only asks that another
    be told, whoever the grammar of the message has asking, or told."""
    asking, told = _nouns(text, ("asks",), typed), _nouns(text, ("told", "given", "sent", "gets"), typed)
    mine = [person for person in people if person.phrase == found and found not in ACTING]
    fuller = [noun for noun in (*told, *asking) if any(_is_fuller(text, noun, person) for person in mine)]
    if fuller:
        return max(fuller, key=lambda noun: noun.end).phrase
    if recipient in {"unsafe", "no_role"} and found in {"", ANYBODY}:
        known = [person for person in people if person.group == "professional" or person.hurt]
        heard = (*(told if recipient == "no_role" else ()), *asking)
        strangers = [noun for noun in heard if not any(_is_work(text, noun, person) for person in _named_in(noun, known))]
        return _phrase(text, strangers[-1], people) if strangers else found
    if recipient != "professional":
        return found
    if mine and not any(person.group == "professional" or person.led_to for person in mine):
        others = [noun for noun in told if found not in {person.phrase for person in _named_in(noun, people)}]
        return _phrase(text, others[-1], people) if others else found
    kin = [person for person in people if person.group == "relative"]
    named = [noun for noun in (*told, *asking) if all(_is_fuller(text, noun, person) for person in _named_in(noun, kin))]
    return found or (_phrase(text, named[-1], people) if named else _of_them(text, people, typed))


def _nouns(text: str, ways: tuple[str, ...], typed: str) -> list[Noun]:
    """The nouns that are used so, without those that are the writer or the writer's own."""
    named = (noun for noun in nouns(text, ways, typed) if not NOUNS["senior"].fullmatch(noun.phrase))
    return [noun for noun in named if NOUNS["suits"].match(text, noun.end) or not is_writer(text, noun.start, noun.end)]


def _named_in(noun: Noun, people: list[Person]) -> list[Person]:
    return [person for person in people if person.start < noun.end and noun.start < person.end]


def _phrase(text: str, noun: Noun, people: list[Person]) -> str:
    """What a noun is called: by the list where it says no more than that."""
    listed = [person for person in _named_in(noun, people) if person.group != "somebody"]
    return listed[-1].phrase if listed and not _is_fuller(text, noun, listed[-1]) else noun.phrase


def _is_fuller(text: str, noun: Noun, person: Person) -> bool:
    """Whether a noun says more than the words of the list in it: what kind they are, whose head they are, or that they are many."""
    if not noun.start < person.end <= noun.end:
        return False
    rest = text[person.end : noun.end]
    is_many = NOUNS["many"].search(text, 0, noun.start) or NOUNS["many_do"].match(text, noun.end)
    return person.start > noun.start or rest not in {"", "s"} or (rest == "s" and is_many is not None)


def _is_work(text: str, noun: Noun, person: Person) -> bool:
    """Whether a noun is somebody of the list, by their whole name or with what they are there ("the MARAC lead")."""
    return person.end + 1 >= noun.end or NOUNS["works"].search(text, person.end, noun.end) is not None


def _of_them(text: str, people: list[Person], typed: str) -> str:
    """Whom "them" stands for: the service that was named last before."""
    if them := NOUNS["them"].search(text):
        named = [(person.start, person.phrase) for person in people if person.group == "professional"]
        named += [(noun.start, _phrase(text, noun, people)) for noun in _nouns(text, ("service",), typed)]
        before = [(start, phrase) for start, phrase in named if start < them.start() and not NOUNS["place"].search(text[:start])]
        return max(before, default=(0, ""))[1]
    return ""


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
    named = [person for person in found if not is_nobody(text, person.start, person.end) and not _is_ours(text, person)]
    used = [with_uses(text, person, people) for person in named]
    return _best(used, ("professional",), ("led_to", "asks", "comes"))


def _is_ours(text: str, person: Person) -> bool:
    """Whether they belong to the writer's own work ("our team")."""
    return re.search(r"\b(?:my|our) $", text[: person.start]) is not None
