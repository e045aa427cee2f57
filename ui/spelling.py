"""Mends words that the guide does not know, by the words that it knows: a slip of the finger should not hide a clause."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from corpus.clauses import Corpus

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")

_SHORTEST = 5
"""A shorter word is a name, a number or an abbreviation as often as a slip."""
_ALIKE = 0.8
_AS_GOOD = 0.05
"""Among words that are nearly as like as the likest, the one that the guide uses most is taken."""
_OFTEN = 3
"""The everyday questions hold slips of their own: a word of theirs is offered only from so many uses."""
_SUGGESTED = 8
_ANY_CASE = re.compile(WORD.pattern, re.IGNORECASE)


class Vocabulary:
    """The words of the guide, with how often each is used. ``offered`` are those by which a slip may be mended."""

    def __init__(self, own: Iterable[str], asked: Iterable[str]) -> None:
        first: Counter[str] = Counter(word for text in own for word in WORD.findall(text.casefold()))
        also: Counter[str] = Counter(word for text in asked for word in WORD.findall(text.casefold()))
        self._used = first + also
        self._offered = [word for word, times in self._used.items() if len(word) >= _SHORTEST and (word in first or times >= _OFTEN)]

    def knows(self, word: str) -> bool:
        """Whether the guide uses this word."""
        return word.casefold() in self._used

    def mend(self, text: str) -> str:
        """This text with every unknown word replaced by the known one that it is likest, if one is like enough."""
        return _ANY_CASE.sub(lambda match: self._mended(str(match[0])), text)

    def _mended(self, word: str) -> str:
        plain = word.casefold()
        if len(plain) < _SHORTEST or plain in self._used or not plain.isalpha():
            return word
        beginning_alike = [known for known in self._offered if known[0] == plain[0]]
        likes = {known: _likeness(plain, known) for known in get_close_matches(plain, beginning_alike, _SUGGESTED, _ALIKE)}
        if not likes:
            return word
        least = max(likes.values()) - _AS_GOOD
        likest = [known for known, like in likes.items() if like >= least]
        return max(likest, key=self._times)

    def _times(self, word: str) -> int:
        return self._used[word]


def vocabulary(corpus: Corpus) -> Vocabulary:
    """The words of the clauses, the differences and the contacts, and of the everyday questions that they answer."""
    own = [f"{clause.label} {clause.text}" for clause in corpus.clauses]
    own += [f"{difference.derby} {difference.national} {difference.say}" for difference in corpus.differences]
    own += [f"{contact.name} {contact.what_for} {contact.hours or ''}" for contact in corpus.contacts]
    return _vocabulary(tuple(own), tuple(question for clause in corpus.clauses for question in clause.questions))


@lru_cache(maxsize=2)
def _vocabulary(own: tuple[str, ...], asked: tuple[str, ...]) -> Vocabulary:
    return Vocabulary(own, asked)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
