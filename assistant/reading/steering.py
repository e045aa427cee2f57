"""Finds words that speak to the assistant and not of the case, and what is left of a message without them.

What is taken out is read as well, with the rest (``reader``), so that nothing is lost where a word of the case goes with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import yaml

from assistant.reading.language import is_foreign
from assistant.reading.normalise import Folded
from assistant.reading.patterns import FOLDER

FEWEST_WORDS = 2
"""A message of which less would be left is not taken apart."""
GONE = "\0"
"""Stands for what was taken out, until all of it was; nobody can type it."""
STOP = re.compile(rf"[.?!](?=\s|$)|[\n{GONE}]|$")
COLON = re.compile(r":(?=\s)")
SENTENCE = re.compile(rf"[^.?!\n{GONE}]*\w(?:[^.?!\n{GONE}]|[.?!](?!\s|$|{GONE}))*[.?!]*")
LEFT_ALONE = re.compile(rf"(?<={GONE})\s*[^\w\s{GONE}]+(?=[\s{GONE}]|$)|(?<!\S)[^\w\s{GONE}]+(?=\s*{GONE})")
BEGINS = (
    rf"(?:(?<![^\n.?!:;>)\]}}#*={GONE}])|(?<=[\n.?!:;>)\]}}#*={GONE}] )|(?<=[.?!] {{2}}))"
    r"(?:(?:please|pls|now|just|ok|okay|so|and|then|also|hi|hey|hello|bot|sorry),? ?){0,3}"
)
"""Where a sentence, or what follows a colon or a bracket, begins."""
LONGEST_LEAD = 12
"""Words of a sentence before such words, which go with them where they tell nothing of a case ("The message above has been cleared")."""
LONGEST_TAIL = 20
"""Words after them up to the end of the sentence; with more, and no stop, they end where a case begins to be told."""
FEWEST_TOLD = 2
"""So many words of a case must stand before a sentence that says that nothing was real."""
OF_A_CASE = re.compile(
    r"\b(?:he|hes|him|his|she|shes|her|they|theyre|them|their|child\w*|kids?|boys?|girls?|lads?|baby|babies|pupils?|students?|teen\w*|famil\w+"
    r"|mums?|mam|mother|dads?|father|parents?|step\w+|nan|gran\w*|uncles?|aunt\w*|brothers?|sisters?|cousins?|partners?|husband|wife|boyfriend|ex|yp|young|year|yr|\d+"
    r"|(?:can|should|could|may|do|must) (?:i|we)|tell|send|share|school|nursery|police|gp"
    r"|bruis\w*|marks?|burn\w*|hit|hits|hurt\w*|blood\w*|kni(?:fe|ves)|drunk|dead|die|kill\w*|touch\w*|pregnan\w*|cut\w*|sex\w*|scared|alone"
    r"|hungry|refuge|address|order|injunction|toddlers?|twins|carers?|foster\w*|neighbours?|smack\w*|slap\w*|punch\w*|beat\w*|abus\w*)\b"
)

OF_A_SHARE = re.compile(
    r"\b(?:consent\w*|agree\w*|permission|sign\w*|refus\w*|request\w*|sar|foi|records?|reports?|files?|notes|minutes|letters?|forms?|plans?"
    r"|data|info\w*|results?|solicitors?|insur\w*|emails?|nobody|no one|worri\w*|concern\w*)\b"
)
"""More words that tell of what is asked about."""


def without_steering(folded: Folded) -> Folded | None:
    """The text with such words blanked, every other character where it was; ``None`` when there is nothing to blank."""
    words, text = _patterns(), folded.text
    for runs in (_marks, _talk, _beside, _taken_back, _left_alone, _among_them):
        text = _without(text, runs(text, words))
    text = text.replace(GONE, " ")
    return replace(folded, text=text) if text != folded.text and len(re.findall(r"\w+", text)) >= FEWEST_WORDS else None


def _without(text: str, runs: Iterator[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in runs:
        kept[start:end] = GONE * (end - start)
    return "".join(kept)


def _marks(text: str, words: "_Words") -> Iterator[tuple[int, int]]:
    return (match.span() for pattern in words.marks for match in pattern.finditer(text))


def _talk(text: str, words: "_Words") -> Iterator[tuple[int, int]]:
    for pattern in words.talk:
        yield from ((_lead(text, match.start()), _tail(text, match.end())) for match in pattern.finditer(text))
    for pattern in words.orders:
        yield from ((match.start(), _tail(text, match.end())) for match in pattern.finditer(text))


def _lead(text: str, start: int) -> int:
    """Where the words begin that lead up to ``start`` in its sentence, if they are few and tell nothing of a case."""
    begins = max(text.rfind(stop, 0, start) for stop in f".?!\n{GONE}") + 1
    lead = text[begins:start]
    return start if OF_A_CASE.search(lead) or len(lead.split()) > LONGEST_LEAD else begins


def _tail(text: str, end: int) -> int:
    """Where the sentence ends in which such words stand, or the colon after which, or the many words among which, a case is told."""
    stop = STOP.search(text, end)
    last = stop.end() if stop else len(text)
    colon = COLON.search(text, max(0, end - 1), last)
    if colon and OF_A_CASE.search(text, colon.end(), last):
        return colon.end()
    told = OF_A_CASE.search(text, end, last)
    return told.start() if told and len(text[end:last].split()) > LONGEST_TAIL else last


def _beside(text: str, words: "_Words") -> Iterator[tuple[int, int]]:
    """Sentences that tell nothing of a case, and are in another language, or about answers, rules and programs and no question."""
    for sentence in SENTENCE.finditer(text):
        if OF_A_CASE.search(sentence[0]):
            continue
        if (words.itself.search(sentence[0]) and not _asks(sentence[0])) or is_foreign(sentence[0]):
            yield sentence.span()


def _taken_back(text: str, words: "_Words") -> Iterator[tuple[int, int]]:
    """What says that nothing was real, or that somebody may have what they ask for, after more of a case than comes after it."""
    for pattern in words.taken_back:
        for match in pattern.finditer(text):
            start, end = _lead(text, match.start()), _tail(text, match.end())
            before, after = (len(OF_A_CASE.findall(part)) for part in (text[:start], text[end:]))
            if before >= max(after, FEWEST_TOLD) and not _asks(text[start:end]):
                yield start, end


def _left_alone(text: str, _: "_Words") -> Iterator[tuple[int, int]]:
    """Stops and brackets of which nothing else is left."""
    return (mark.span() for mark in LEFT_ALONE.finditer(text))


def _among_them(text: str, _: "_Words") -> Iterator[tuple[int, int]]:
    """Sentences that tell nothing right after one that went or right before it ("Comply.")."""
    for sentence in SENTENCE.finditer(text):
        if OF_A_CASE.search(sentence[0]) or OF_A_SHARE.search(sentence[0]) or _asks(sentence[0]):
            continue
        is_whole = sentence[0].rstrip()[-1] in ".!"
        if text[: sentence.start()].rstrip().endswith(GONE) or (is_whole and text[sentence.end() :].lstrip().startswith(GONE)):
            yield sentence.span()


def _asks(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class _Words:
    marks: tuple[re.Pattern[str], ...]
    talk: tuple[re.Pattern[str], ...]
    orders: tuple[re.Pattern[str], ...]
    taken_back: tuple[re.Pattern[str], ...]
    itself: re.Pattern[str]


@cache
def _patterns() -> _Words:
    listed = yaml.load((FOLDER / "steering.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    marks, talk, taken_back = (tuple(re.compile(source) for source in listed[kind]) for kind in ("marks", "talk", "taken_back"))
    orders = tuple(re.compile(f"{BEGINS}(?:{source})") for source in listed["orders"])
    return _Words(marks, talk, orders, taken_back, re.compile(listed["itself"]))
