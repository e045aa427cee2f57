"""Who has to act, who is acted upon, and what comes from where."""

from collections.abc import Iterator

from assistant.support.lists import load_lists, says_something
from assistant.support.stretch import Stretch

CONNECTING = frozenset({"if", "when", "where", "unless", "for", "to", "with", "without"})
NEAR = 5
"""Concepts within which a person follows what leads up to them."""
BETWEEN = frozenset({"not", "never", "always", "only", "also", "therefore"})


def actor(said: Stretch, stretch: Stretch) -> str:
    """Whether somebody else acts, or is acted upon, than in the clause."""
    acts_here, acts_there = _acts(said), _acts(stretch)
    ours, theirs = ({(who, passive) for who, passive, _ in acts} for acts in (acts_here, acts_there))
    if any(deed in {other for _, _, other in acts_there} and (who, passive, deed) not in acts_there for who, passive, deed in acts_here):
        return "it gives to one what its clause gives to another"
    free = {("practitioner", False)} if stretch.opens or not theirs else set()
    if ours - theirs - free:
        return "it names somebody else to act than its clause"
    subject = first_actor(said)
    known = _subjects(stretch) | {actor for actor, passive in theirs | free if not passive}
    if subject and subject not in known:
        return "it begins with somebody else than its clause"
    placed = all(_follows(stretch, *pair) for pair in _led_to(said)) and _reached(said) <= _reached(stretch)
    return "" if placed else "it puts somebody where its clause does not"


def first_actor(stretch: Stretch) -> str:
    """Whom the sentence begins with, if it begins with a person and not with "you"."""
    first = next((token for token in stretch.tokens if says_something(token) or token in CONNECTING), "")
    return first if first in load_lists().words("actors") else ""


def _subjects(stretch: Stretch) -> set[str]:
    """Everybody with whom a part of the clause begins."""
    lists = load_lists()
    ends = lists.words("conditions") | lists.words("breaks")
    found, begins = set(), True
    for token in stretch.tokens:
        if not token[0].isalnum() or token in ends:
            begins = True
        elif says_something(token):
            if begins and token in lists.words("actors"):
                found.add(token)
            begins = False
    return found


def _reached(stretch: Stretch) -> set[tuple[str, str]]:
    """Each person with the little word that leads to them: to, with, from, by, for."""
    lists = load_lists()
    found = set()
    for place, token in enumerate(stretch.tokens):
        if token in lists.words("actors"):
            for before in reversed(stretch.tokens[max(0, place - 3) : place]):
                if before in lists.words("leading"):
                    found.add((before, token))
                if not before[0].isalnum():
                    break
    return found


def turned_round(said: Stretch, stretch: Stretch) -> str:
    """Whether something comes from, or is done by or against, something else where the clause has no such relation at all."""
    relations = load_lists().words("relations")
    return "it relates things as its clause does not" if relations & {*said.tokens} - {*stretch.tokens} else ""


def _acts(stretch: Stretch) -> set[tuple[str, bool, str]]:
    """Who must, should or may act, whether it is done to them instead, and the deed."""
    lists = load_lists()
    actors = lists.words("actors")
    modals = lists.words("oblige") | lists.words("advise") | lists.words("permit")
    found: set[tuple[str, bool, str]] = set()
    last, content = "", 0
    for place, token in enumerate(stretch.tokens):
        if token in actors and "of" not in stretch.tokens[max(0, place - 2) : place]:
            last, content = "practitioner" if token == "you" else token, 0
        elif says_something(token) or token in ",;.:":
            content += 1
        elif token in modals and last and not content:
            after = [following for following in stretch.tokens[place + 1 : place + 4] if following not in BETWEEN]
            deed = next((following for following in after if says_something(following)), "")
            found.add((last, after[:1] == ["be"] and not _describes(after[1:2]), deed))
    return found


def _led_to(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """Each person spoken of, with the concept that leads up to them."""
    lists = load_lists()
    actors, ends, framing = lists.words("actors"), lists.words("conditions"), lists.words("framing")
    before = ""
    for token in stretch.tokens:
        if not token[0].isalnum() or token in ends:
            before = ""
        elif says_something(token):
            if token in actors and before:
                yield before, token
            before = "" if token in framing else token


def _follows(stretch: Stretch, before: str, actor: str) -> bool:
    """Whether the clause has this person soon after this concept, if it has the concept at all."""
    concepts = stretch.concepts
    places = [place for place, concept in enumerate(concepts) if concept == before]
    return not places or any(actor in concepts[place + 1 : place + 1 + NEAR] for place in places)


def _describes(after: list[str]) -> bool:
    """Whether "be" leads to what somebody is like ("be open") rather than to what is done to them ("be asked")."""
    return bool(after) and after[0] in {"open", "honest", "able", "ready", "clear", "sure"}
