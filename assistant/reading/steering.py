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
LONGEST_LEAD = 12
"""Words of a sentence before such words, which go with them where they tell nothing of a case ("The message above has been cleared")."""
OF_A_CASE = re.compile(
    r"\b(?:he|hes|him|his|she|shes|her|they|theyre|them|their|child\w*|kids?|boys?|girls?|lads?|baby|babies|pupils?|students?|teen\w*|famil\w+"
    r"|mums?|mam|mother|dads?|father|parents?|step\w+|nan|gran\w*|uncle|aunt\w*|brother|sister|partner|boyfriend|ex|yp|young|year|yr|\d+"
    r"|(?:can|should|could|may|do|must) (?:i|we)|tell|send|share|school|nursery|police|gp"
    r"|bruis\w*|marks?|burn\w*|hit|hits|hurt\w*|blood\w*|kni(?:fe|ves)|drunk|dead|die|kill\w*|touch\w*|pregnan\w*|cut\w*|sex\w*|scared|alone"
    r"|hungry|refuge|address|order|injunction)\b"
)


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
            yield _lead(text, match.start()), stop.end() if stop else len(text)
    for pattern in marks:
        for match in pattern.finditer(text):
            yield match.start(), match.end()


def _lead(text: str, start: int) -> int:
    """Where the words begin that lead up to ``start`` in its sentence, if they are few and tell nothing of a case."""
    begins = max(text.rfind(stop, 0, start) for stop in ".?!\n") + 1
    lead = text[begins:start]
    return start if OF_A_CASE.search(lead) or len(lead.split()) > LONGEST_LEAD else begins


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    listed = yaml.load((FOLDER / "steering.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    talk, marks = (tuple(re.compile(source) for source in listed[kind]) for kind in ("talk", "marks"))
    return talk, marks
