"""Tells whether a message is in English, the only language in which facts are read, and whether a part of it is in none that can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.normalise import Folded
from assistant.reading.patterns import sentences
from assistant.reading.words import Word, read_words

FEWEST = 5
"""Words below which a text in Latin letters is taken for English: names and shorthand would decide."""
FEWEST_OF_SENTENCE = 3
KNOWN = 0.4
"""The share of its words that are known in an English message. Of 26,900 training messages, dialect and typing errors among them, the
lowest share is 0.43; nine messages in other languages, some of them mixed with English, had 0.34 at the most."""
ENGLISH = {"common", "english", "kept"}
RUN, KNOWN_IN_RUN = 6, 1
"""So many words one after the other of which at most so many are known cannot be read. Of 30,308 training messages 17 hold such a run, most
of them a list of names or of findings."""
CODED = re.compile(r"[a-z0-9+/_-]{40,}", re.IGNORECASE)
"""A run of letters and figures without a space that no English word or address is as long as."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """How much of a message can be read: whether it is in English, and whether some of it is in another language or in code."""

    is_english: bool
    holds_unread: bool


def legibility_of(message: Folded) -> Legibility:
    """Whether facts can be read from a folded message: it is in English, or a sentence of it is, whatever stands beside that."""
    text, words = message.text, read_words(message.text)
    latin = [word for word in words if word.text.isascii()]
    if len(latin) < FEWEST:
        return Legibility(len(latin) >= len(words) / 2, _holds_unread(text, words))
    return Legibility(_known(latin) or any(_known(_within(latin, *each)) for each in sentences(text)), _holds_unread(text, words))


def is_foreign(sentence: str) -> bool:
    """Whether one sentence of a message is in another language, or in other letters."""
    words = read_words(sentence)
    return len(words) >= FEWEST_OF_SENTENCE and sum(word.tier in ENGLISH for word in words) < KNOWN * len(words)


def _holds_unread(text: str, words: Sequence[Word]) -> bool:
    known = [word.tier in ENGLISH for word in words]
    return CODED.search(text) is not None or any(sum(known[start : start + RUN]) <= KNOWN_IN_RUN for start in range(len(known) - RUN + 1))


def _within(words: Sequence[Word], start: int, end: int) -> list[Word]:
    return [word for word in words if start <= word.start < end]


def _known(words: Sequence[Word]) -> bool:
    """Whether there are words enough to tell, and enough of them are known."""
    return len(words) >= FEWEST and sum(word.tier in ENGLISH for word in words) >= KNOWN * len(words)
