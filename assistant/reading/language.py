"""Tells whether a message is in English, the only language in which facts are read."""

from assistant.reading.normalise import Folded
from assistant.reading.patterns import sentences
from assistant.reading.words import Word, read_words

FEWEST = 5
"""Words below which a text in Latin letters is taken for English: names and shorthand would decide."""
KNOWN = 0.4
"""The share of its words that are known in an English message. Of 26,900 training messages, dialect and typing errors among them, the
lowest share is 0.43; nine messages in other languages, some of them mixed with English, had 0.34 at the most."""
ENGLISH = {"common", "english", "kept"}


def is_english(message: Folded) -> bool:
    """Whether facts can be read from a folded message: it is in English, or a sentence of it is, whatever stands beside that."""
    text = message.text
    words = _latin(text)
    if len(words) < FEWEST:
        return len(words) >= len(read_words(text)) / 2
    return _known(words) or any(_known(_latin(text[start:end])) for start, end in sentences(text))


def _latin(text: str) -> list[Word]:
    return [word for word in read_words(text) if word.text.isascii()]


def _known(words: list[Word]) -> bool:
    """Whether there are words enough to tell, and enough of them are known."""
    return len(words) >= FEWEST and sum(word.tier in ENGLISH for word in words) >= KNOWN * len(words)
