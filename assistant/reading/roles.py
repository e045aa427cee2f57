"""Puts roles in the place of names, and the name of its kind in the place of a number or an address, before anything is read.

"his sister aaliyah (8), 07700 900123" is read as "his sister (8), [telephone]". Every offset leads back to the typed words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.reading.beside import AGE, INITIALS, SCHOOL_YEAR
from assistant.reading.identifiers import Found, Plain, find_identifiers, load_lists, plain
from assistant.reading.names import Name, find_names
from assistant.reading.words import DETERMINERS, Page

ORDINALS = ("", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")
PASSES = 6
"""What is put in a name's place may bring a neighbour to light; texts of people need two passes."""

TOLD_AFTER = re.compile(r"(?:,? (?:is |who is )?(?:(?:his|her|their|the|my|our|a) )?|'s |,? ?\()(?P<noun>[a-z-]+)\b", re.IGNORECASE)
KIN_RANK, AGE_RANK, CHILDISH_RANK, TITLE_RANK, UNKNOWN_RANK = range(5)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A run of a turn as typed that was replaced, by what role, and what kind of thing it was (name, telephone, …)."""

    turn: int
    start: int
    end: int
    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    put: str
    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class Roles:
    """The turns with roles for names, and where each role stands for what. It holds no word that was replaced."""

    turns: tuple[str, ...]
    replaced: tuple[Replaced, ...]
    _edits: tuple[tuple[_Edit, ...], ...] = field(repr=False)

    def to_original(self, turn: int, start: int, end: int) -> tuple[int, int]:
        """The run of the typed turn behind ``turns[turn][start:end]``; a role touched counts whole."""
        return _typed(self._edits[turn], start, end)


@dataclass(slots=True)
class _Person:
    base: str = "person"
    rank: int = UNKNOWN_RANK
    number: int = 0

    def learn(self, base: str, rank: int) -> None:
        if rank < self.rank:
            self.base, self.rank = base, rank

    @property
    def role(self) -> str:
        if self.base in load_lists()["parents"] and not self.number:
            return self.base
        return f"the {ORDINALS[min(self.number, len(ORDINALS) - 1)]}{self.base}"


def to_roles(turns: Sequence[str]) -> Roles:
    """Replace names and identifiers in a conversation; the same person has the same role in every turn."""
    edits: list[list[_Edit]] = [[] for _ in turns]
    texts = list(turns)
    for _ in range(PASSES):
        changed = False
        plains = [plain(text) for text in texts]
        for turn, found in enumerate(_find(plains)):
            if found:
                changed = True
                edits[turn] = _added(edits[turn], [(plains[turn].span(each.start, each.end), each) for each in found])
                texts[turn] = _applied(turns[turn], edits[turn])
        if not changed:
            break
    replaced = tuple(Replaced(turn, e.start, e.end, e.role, e.kind) for turn, each in enumerate(edits) for e in each)
    return Roles(tuple(texts), replaced, tuple(map(tuple, edits)))


def _find(plains: Sequence[Plain]) -> list[list[Found]]:
    found = [_apart(find_identifiers(each.text)) for each in plains]
    blanked = [_blanked(each.text, taken) for each, taken in zip(plains, found, strict=True)]
    people: dict[str, _Person] = {}
    mentions = [(page, [(name, _person(page, name, people)) for name in names]) for page, names in find_names(blanked)]
    for page, named in mentions:
        for name, person in named:
            _learn(page, name, person)
    _number(person for _, named in mentions for _, person in named)
    for taken, (page, named) in zip(found, mentions, strict=True):
        taken.extend(_put(page, name, person) for name, person in named)
        taken.extend(Found(m.start(), m.end(), "name", "the person", "the person") for m in INITIALS.finditer(page.text))
        taken[:] = _apart(taken)
    return found


def _apart(found: Iterable[Found]) -> list[Found]:
    """Those that do not overlap an earlier one, in the order of the text."""
    kept: list[Found] = []
    taken: set[int] = set()
    for each in found:
        run = range(each.start, each.end)
        if taken.isdisjoint(run):
            taken.update(run)
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def _blanked(text: str, taken: Sequence[Found]) -> str:
    """The text with every identifier as figures, so that no name is read inside one."""
    for each in taken:
        text = text[: each.start] + "0" * (each.end - each.start) + text[each.end :]
    return text


def _person(page: Page, name: Name, people: dict[str, _Person]) -> _Person:
    words = [word.text for word in page.words[name.first : name.last] if len(word.text) > 1] or [page.word(name.first)]
    if page.words[name.first].tier == "family":
        return people.setdefault("family " + words[0], _Person("family", KIN_RANK))
    key = f"{name.title} {words[-1]}" if name.title else words[0]
    person = people.setdefault(key, _Person())
    if not name.title and len(words) > 1:
        people.setdefault(words[-1], person)
    return person


def _learn(page: Page, name: Name, person: _Person) -> None:
    """What the words around a mention say of the person."""
    lists, last = load_lists(), page.words[name.last - 1]
    noun = _noun_before(page, name)
    if noun:
        person.learn("child" if noun in lists["children"] else noun, KIN_RANK)
    tail = page.text[last.end : last.end + 40]
    after = TOLD_AFTER.match(tail)
    if after and not last.owns and (after["noun"].lower() in lists["kin"] or after["noun"].lower() in lists["jobs"]):
        told = after["noun"].lower()
        if not after[0].startswith(" ") or after[0].strip() != after["noun"]:
            person.learn("child" if told in lists["children"] else told, KIN_RANK)
    age = AGE.match(tail)
    if age:
        person.learn("child" if int(age["age"]) < 18 or "month" in age[0] else "adult", AGE_RANK)
    if SCHOOL_YEAR.match(tail) or page.word(name.first - 1) in lists["plurals"]:
        person.learn("child", AGE_RANK)
    if last.owns and page.word(name.last) in lists["childish"]:
        person.learn("child", CHILDISH_RANK)
    if name.title:
        person.learn(lists["titles"][name.title], TITLE_RANK)


def _noun_before(page: Page, name: Name) -> str:
    at = name.first - (2 if name.title else 1)
    if at < 0 or page.words[at].owns or page.words[at + 1].before not in {" ", ", ", " ("}:
        return ""
    lists, noun = load_lists(), page.words[at].text
    if page.words[at + 1].before == ", " and page.text[page.words[name.last - 1].end :][:1] != ",":
        return ""
    return noun if noun in lists["kin"] or noun in lists["jobs"] else ""


def _number(people: Iterable[_Person]) -> None:
    counted: dict[str, int] = {}
    seen: set[int] = set()
    for person in people:
        if id(person) not in seen:
            seen.add(id(person))
            person.number = counted.get(person.base, 0)
            counted[person.base] = person.number + 1


def _put(page: Page, name: Name, person: _Person) -> Found:
    """The replacement of one mention, with the grammar of its place."""
    first, last = page.words[name.first - bool(name.title)], page.words[name.last - 1]
    noun = _noun_before(page, name)
    gap = first.before
    if noun and gap != " (" and (person.base == noun or person.base == "child"):
        return Found(first.start - len(gap), last.end, "name", "", person.role)
    put = person.role
    before = page.word(name.first - 1 - bool(name.title))
    if before in DETERMINERS and first.before == " ":
        put = put.removeprefix("the ")
    if first.first and first.capital:
        put = put[0].upper() + put[1:]
    if page.text[last.end : last.end + 1].isdigit():
        put += " "
    if page.text[max(0, first.start - 1) : first.start].isalnum():
        put = " " + put
    return Found(first.start, last.end, "name", put, person.role)


def _added(edits: Sequence[_Edit], found: Sequence[tuple[tuple[int, int], Found]]) -> list[_Edit]:
    """Edits of the typed turn, from finds in the text that earlier edits made."""
    new = []
    for (start, end), each in found:
        typed = _typed(edits, start, end)
        new.append(_Edit(*typed, each.put, each.role, each.kind))
    old = [e for e in edits if not any(n.start < e.end and e.start < n.end for n in new)]
    return sorted(old + new, key=lambda edit: edit.start)


def _applied(typed: str, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [typed[at : edit.start], edit.put]
        at = edit.end
    return "".join([*parts, typed[at:]])


def _typed(edits: Sequence[_Edit], start: int, end: int) -> tuple[int, int]:
    """Where a run of the edited text was typed."""
    shift, first, last = 0, None, None
    for edit in edits:
        left, right = edit.start + shift, edit.start + shift + len(edit.put)
        if first is None and start < right:
            first = edit.start if start >= left else start - shift
        if last is None and end <= right:
            last = edit.end if end > left else end - shift
        shift = right - edit.end
    return (start - shift if first is None else first), (end - shift if last is None else last)
