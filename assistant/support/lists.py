"""The words that the support check knows, from ``support/lists.yaml``, and what counts as a concept."""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from ingest.check import FUNCTION_WORDS

LISTS = Path(__file__).resolve().parent / "lists.yaml"


@dataclass(frozen=True)
class Lists:
    """The words of ``lists.yaml``, ready for use."""

    raw: dict[str, Any]

    @cached_property
    def same(self) -> dict[str, str]:
        """Each listed word to the first of its line."""
        return {word: line.split()[0] for line in reversed(self.raw["same"]) for word in line.split()}

    @cached_property
    def phrases(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What is replaced before words are read."""
        return tuple((re.compile(found), put) for found, put in self.raw["phrases"])

    @cached_property
    def bounds(self) -> dict[str, str]:
        """Each word that widens or narrows, to the first of its line."""
        return {word: line.split()[0] for line in self.raw["bounds"] for word in line.split()}

    def words(self, name: str) -> frozenset[str]:
        """A list of words by its name."""
        return _split(self.raw[name])


@cache
def load_lists() -> Lists:
    """The lists of ``lists.yaml``."""
    return Lists(yaml.load(LISTS.read_bytes(), Loader=yaml.CSafeLoader))


@lru_cache(4096)
def to_concept(token: str) -> str:
    """The word itself, or what it is listed as the same as, its ending cut."""
    same = load_lists().same
    if token in same:
        return same[token]
    if not token[0].isalpha() or token in FUNCTION_WORDS or token in load_lists().words("negators"):
        return token
    return same.get(stem := _stem(token), stem)


@lru_cache(4096)
def says_something(token: str) -> bool:
    """Whether this token is a concept: no function word, and none that only denies, bounds, asks or makes a condition."""
    lists = load_lists()
    if not token[0].isalpha():
        return False
    classes = ("negators", "oblige", "advise", "permit", "conditions")
    if token in FUNCTION_WORDS or token in lists.bounds or token == "you":
        return False
    return not any(token in lists.words(name) for name in classes)


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ly", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > 3 and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            word = word.removesuffix(ending) + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())
