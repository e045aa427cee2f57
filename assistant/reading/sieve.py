"""Tells which of many regular expressions may match a text, so that the others need not be tried.

What ``\\b(?:punch|kick)\\w* him\\b`` matches holds " punch" or " kick", where every run that is no word is written as one space. So an
expression is tried only on a text that holds one of the literals that it needs. They are worked out from the expression itself; a way of
writing that is not known here may match anything, and an expression of which nothing is known is always tried.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHORTEST, _LONGEST = 3, 6
"""Characters of a literal. A shorter one is met in every text, and of a longer one the beginning tells as much."""
_MOST = 128
"""Wordings of a part of an expression that are told apart."""
_RARER = 0.3
"""How much rarer every further character makes a literal."""
_NO_WORD = re.compile(r"\W+")
_TOKEN = re.compile(r"\(\?(?:[:=!]|<[=!]|P<\w+>)|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?:[*+?]|\{\d*,?\d*\})[+?]?|[\w ]+(?![*+?{])|.", re.DOTALL)
_REPEATS = re.compile(r"[*+?].?|\{.+", re.DOTALL)
_MAY_BE_MISSING = ("*", "?", "{0", "{,")
_BETWEEN_WORDS = frozenset(r"\b \s \W \n \t \r \f \v".split())
_OF_NO_WIDTH = frozenset(r"\A \Z \B ^ $".split())
_OF_ANY_KIND = frozenset(r"\w \d \S \D .".split())
_HOLE = "\0"
"""Stands in a wording for whatever may stand there, or nothing."""


class Sieve:
    """Expressions that are tried on whole texts, and which of them may match one."""

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        self._always: set[int] = set()
        self._needing: dict[str, list[int]] = {}
        for place, expression in enumerate(expressions):
            literals = needed_by(expression)
            if not literals:
                self._always.add(place)
            for literal in literals:
                self._needing.setdefault(literal, []).append(place)

    def may_match(self, text: str) -> list[int]:
        """The places, in order, of all expressions that match anywhere in the text, and of some that do not."""
        spaced = _spaced(f" {text} ")
        runs = {spaced[start : start + length] for length in range(_SHORTEST, _LONGEST + 1) for start in range(len(spaced) - length + 1)}
        return sorted(self._always.union(*(self._needing[literal] for literal in self._needing.keys() & runs)))


def needed_by(expression: re.Pattern[str]) -> frozenset[str]:
    """Literals one of which is in every text that the expression matches, written with one space between words; none where that is not
    known."""
    if expression.flags != re.UNICODE:
        return frozenset()
    try:
        return _Reader(expression.pattern).read().literals
    except _UnknownError:
        return frozenset()


class _UnknownError(ValueError):
    """The expression is written in a way that is not known here."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of an expression matches: one of these ``wordings``; and in the text then is one of the ``beside``, if any are known."""

    wordings: frozenset[str]
    beside: frozenset[str] = frozenset()

    @property
    def literals(self) -> frozenset[str]:
        """What is in every text that the part matches."""
        return _rarest([frozenset(max(one.split(_HOLE), key=len)[:_LONGEST] for one in self.wordings), self.beside])


_ANYTHING, _NOTHING, _GAP = (_Part(frozenset({wording})) for wording in (_HOLE, "", " "))


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens = _TOKEN.findall(expression)[::-1]

    def read(self) -> _Part:
        """The whole expression."""
        part = self._alternatives()
        if self._tokens:
            raise _UnknownError("a bracket that was not opened")
        return part

    def _alternatives(self) -> _Part:
        parts = [self._sequence()]
        while self._next == "|":
            self._tokens.pop()
            parts.append(self._sequence())
        return _either(parts)

    def _sequence(self) -> _Part:
        parts = []
        while self._next not in {"", "|", ")"}:
            part = self._element(self._tokens.pop())
            parts.append(_repeated(part, self._tokens.pop()) if _REPEATS.fullmatch(self._next) else part)
        return _one_after_another(parts)

    def _element(self, token: str) -> _Part:
        if token in _BETWEEN_WORDS:
            return _GAP
        if token in _OF_NO_WIDTH:
            return _NOTHING
        if token in _OF_ANY_KIND:
            return _ANYTHING
        if token.startswith("("):
            return self._group(token)
        return _one_of(token[1:-1]) if token.startswith("[") and len(token) > 1 else _Part(frozenset({_plain(token)}))

    def _group(self, opening: str) -> _Part:
        if opening == "(" and self._next.startswith("?"):
            raise _UnknownError("a bracket of an unknown kind")
        part = self._alternatives()
        if not self._tokens or self._tokens.pop() != ")":
            raise _UnknownError("a bracket that is not closed")
        if opening == "(?=":
            return _Part(_NOTHING.wordings, part.literals)
        return _NOTHING if opening.endswith(("=", "!")) else part

    @property
    def _next(self) -> str:
        return self._tokens[-1] if self._tokens else ""


def _either(parts: Sequence[_Part]) -> _Part:
    wordings = frozenset[str]().union(*(part.wordings for part in parts))
    each = [part.literals for part in parts]
    beside = frozenset[str]().union(*each) if all(each) else frozenset[str]()
    return _Part(wordings if len(wordings) <= _MOST else _ANYTHING.wordings, beside)


def _one_after_another(parts: Iterable[_Part]) -> _Part:
    """The parts put together into as few pieces as there may be with so many wordings; of all pieces the rarest is needed."""
    pieces = [_NOTHING]
    for part in parts:
        if len(pieces[-1].wordings) * len(part.wordings) > _MOST:
            pieces.append(part)
        else:
            longer = frozenset(_joined(left, right) for left in pieces[-1].wordings for right in part.wordings)
            pieces[-1] = _Part(longer, _rarest([pieces[-1].beside, part.beside]))
    if len(pieces) == 1:
        return pieces[0]
    return _Part(_ANYTHING.wordings, _rarest([piece.literals for piece in pieces]))


def _repeated(part: _Part, repeats: str) -> _Part:
    if part == _GAP or repeats.startswith("?"):
        return _either([part, _NOTHING]) if repeats.startswith(_MAY_BE_MISSING) else part
    if repeats.startswith(_MAY_BE_MISSING):
        return _ANYTHING
    return _one_after_another([part, _ANYTHING])


def _one_of(characters: str) -> _Part:
    """A class of characters, where it lists them one by one."""
    listed = re.findall(r"\\.|.", characters, re.DOTALL)
    if characters.startswith("^") or any(one in _OF_ANY_KIND and one != "." for one in listed):
        return _ANYTHING
    if "-" in listed[1:-1]:
        return _ANYTHING
    return _Part(frozenset(" " if one in _BETWEEN_WORDS else _plain(one) for one in listed))


def _plain(token: str) -> str:
    """Characters of an expression, or an escaped one, as they stand in a spaced text."""
    if token[0] in "\\{[(" and len(token) > 1:
        if token[0] != "\\" or token[1].isalnum():
            raise _UnknownError(token)
        token = token[1]
    return _spaced(token)


def _joined(left: str, right: str) -> str:
    both = (" ", _HOLE)
    return left + right[1:] if left.endswith(both) and left[-1:] == right[:1] else left + right


def _rarest(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Of these sets of literals the one of which any is met least; nothing where a literal of each is too short."""
    known = [one for one in sets if one and min(map(len, one)) >= _SHORTEST]
    return min(known, key=lambda one: sum(_RARER ** len(literal) for literal in one), default=frozenset())


def _spaced(text: str) -> str:
    return _NO_WORD.sub(" ", text)
