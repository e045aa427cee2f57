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
    runs = [message.text, *(message.text[start:end] for start, end in sentences(message.text))]
    words = [[word for word in read_words(run) if word.text.isascii()] for run in runs]
    if len(words[0]) < FEWEST:
        return len(words[0]) >= len(read_words(message.text)) / 2
    return any(len(run) >= FEWEST and _known(run) >= KNOWN for run in words)


def _known(words: list[Word]) -> float:
    return sum(word.tier in ENGLISH for word in words) / len(words)
