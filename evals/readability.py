"""How hard a text is to read, by the Flesch-Kincaid grade, with syllables counted by rule of thumb."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s”)]+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]


def words_of(text: str) -> list[str]:
    """The words of a text, without numbers."""
    return _WORD.findall(text)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of all the texts together."""
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    syllables = sum(map(syllables_in, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@lru_cache(16384)
def syllables_in(word: str) -> int:
    """Groups of vowels, less the endings that are not spoken."""
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    groups = len(_VOWELS.findall(plain))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzg]es$", plain):
        groups -= 1
    return max(1, groups)
