"""Finds numbers, dates, addresses and the like that single out one person, from the patterns of ``patterns/roles.yaml``.

A near miss stays: an age, a score, a section number, a published helpline, a date that is nobody's birthday.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from assistant.reading.normalise import LOOK_ALIKES
from assistant.reading.patterns import FOLDER

STROKES = str.maketrans("łŁøØđĐıİ’‘ʼ`´–—‑", "lLoOdDiI'''''---")
"""Letters that no decomposition undoes, and the marks phones put for ' and -."""

WITHOUT_FIGURES = frozenset({"e-mail", "web address", "street", "user name", "date of birth", "vehicle"})
FIGURES = re.compile(r"\d+")
BEFORE, AFTER = 48, 30
"""How far from figures the words that say what they are may stand."""

PARTS = ("month", "nth", "year", "spoken", "date", "birth", "past", "street", "not_street")
"""Patterns that others are made of, each of those before it: ``birth`` holds ``date``, which holds ``month``."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without accents or invisible characters, in its own case; ``origin[i]`` is where its character ``i`` was typed."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The run of the typed text behind ``text[start:end]``; an empty run stands for the place before it."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Found:
    """Something that singles a person out, at ``start:end`` of the plain text, and what is put there."""

    start: int
    end: int
    kind: str
    put: str
    role: str


@cache
def load_lists() -> dict[str, Any]:
    """``patterns/roles.yaml`` as it stands; lists of words become sets."""
    lists: dict[str, Any] = yaml.load((FOLDER / "roles.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    words = {key for key, value in lists.items() if isinstance(value, str) and key not in {*PARTS, "kept_phrases"}}
    return {key: frozenset(value.split()) if key in words else value for key, value in lists.items()}


def plain(typed: str) -> Plain:
    """Take off what must not hide a name: accents, look-alike letters, invisible characters, curly apostrophes."""
    if typed.isascii() and typed.isprintable():
        return Plain(typed, tuple(range(len(typed))))
    characters: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(typed):
        for part in character if character.isascii() else _unaccented(character):
            if part.isspace() and part != "\n":
                part = " "
            characters.append(part)
            origin.append(position)
    return Plain("".join(characters), tuple(origin))


def find_identifiers(text: str) -> Iterator[Found]:
    """Every identifier of a plain text, the surest families first; later ones may overlap earlier ones."""
    windows = tuple(_windows(text))
    lower = text.lower() if len(text.lower()) == len(text) else text
    for kind, patterns in _families():
        for pattern in patterns:
            where = ((0, len(text)),) if kind in WITHOUT_FIGURES else windows
            for match in _matches(pattern, text if pattern.flags & re.IGNORECASE else lower, where):
                if kind == "telephone" and re.sub(r"\D", "", match[0]) in load_lists()["published"]:
                    continue
                if not _is_apart(match):
                    continue
                start, end = match.span("id") if match.groupdict().get("id") else match.span()
                yield Found(start, end, kind, f"[{kind}]", f"[{kind}]")


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of words around figures; nothing else is searched for numbers."""
    start = end = -1
    for figure in FIGURES.finditer(text):
        low, high = max(0, figure.start() - BEFORE), figure.end() + AFTER
        if low > end:
            if end >= 0:
                yield start, end
            start = text.rfind(" ", max(0, low - BEFORE), low) + 1 or low
        end = text.find(" ", high, high + AFTER) if " " in text[high : high + AFTER] else min(high + AFTER, len(text))
    if end >= 0:
        yield start, end


def _matches(pattern: re.Pattern[str], text: str, windows: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


@cache
def _families() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    lists = load_lists()
    parts: dict[str, str] = {}
    for name in PARTS:
        parts[name] = _filled(lists[name], parts)
    return tuple((kind, tuple(_compiled(source, parts) for source in sources)) for kind, sources in lists["identifiers"].items())


def _compiled(source: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_filled(source, parts), re.IGNORECASE if "(?-i:" in source else 0)


def _filled(source: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        source = source.replace("{" + name + "}", part)
    return source


def _is_apart(match: re.Match[str]) -> bool:
    """Whether the words of a street can be its name, and the word of a user name is no word of every day."""
    lists, groups = load_lists(), match.groupdict()
    word, road = (groups.get("word") or "").lower(), (groups.get("road") or "").lower().split()
    words = [*road, *(groups.get("words") or "").lower().split()]
    if word and any(word in lists[name] for name in ("common", "never", "kept")):
        return False
    if words and not FIGURES.search(match[0]) and any(each in lists["usual_roads"] for each in words):
        return False
    return not any(each in lists["no_street"] for each in words) and not any(each in lists["main_roads"] for each in road)


def _unaccented(character: str) -> str:
    if unicodedata.category(character) in {"Cf", "Mn", "Cc"}:
        return ""
    decomposed = unicodedata.normalize("NFKD", character.translate(STROKES))
    letters = "".join(part for part in decomposed if not unicodedata.combining(part))
    alike = letters.lower().translate(LOOK_ALIKES)
    return alike.upper() if letters != letters.lower() and len(alike) == len(letters) else alike
