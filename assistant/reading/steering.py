"""Finds words that speak to the assistant and not of the case, and reads what is left of a message without them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import yaml

from assistant.reading.normalise import Folded
from assistant.reading.patterns import FOLDER

FEWEST_WORDS = 2
"""A message of which less would be left is not taken apart."""
STOP = re.compile(r"[.?!](?=\s|$)|\n|$")


def without_steering(folded: Folded) -> Folded | None:
    """The text with such words blanked, every other character where it was; ``None`` when there is nothing to blank."""
    kept = list(folded.text)
    for start, end in _runs(folded.text):
        kept[start:end] = " " * (end - start)
    text = "".join(kept)
    return replace(folded, text=text) if text != folded.text and len(re.findall(r"\w+", text)) >= FEWEST_WORDS else None


def _runs(text: str) -> Iterator[tuple[int, int]]:
    talk, marks = _patterns()
    for pattern in talk:
        for match in pattern.finditer(text):
            stop = STOP.search(text, match.end())
            yield match.start(), stop.end() if stop else len(text)
    for pattern in marks:
        for match in pattern.finditer(text):
            yield match.start(), match.end()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    listed = yaml.load((FOLDER / "steering.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    talk, marks = (tuple(re.compile(source) for source in listed[kind]) for kind in ("talk", "marks"))
    return talk, marks
