"""Patterns that point at the words they matched, read from ``patterns/*.yaml``.

Text is folded first (``normalise``). A sign of harm does not count where it is denied by the writer, asked only as a hypothesis in a
general question (``scope``), or made innocent by words near by in the same sentence. What somebody else is said to have denied or
explained does not count against a sign, and one sign that does not count hides no other.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.reading.boundaries import loose_alternatives
from assistant.reading.normalise import Folded, apart
from assistant.reading.scope import is_denied, is_told, suppositions
from assistant.reading.sieve import Sieve
from corpus.errors import RulesError

FOLDER = Path(__file__).resolve().parent / "patterns"
SENTENCE = re.compile(
    r"[^.?!\n]+(?:(?:(?<=\be)\.(?=g\b)|(?<=\be\.g)\.|(?<=\w)\.(?=(?:net|com|org|gov|uk)\b))[^.?!\n]*)*(?:[.?!]+|\n|$)"
)
"""A run of a text up to a full stop; those of "e.g." and of an e-mail address end nothing."""
LONGEST_SENTENCE = 600
"""Characters matched at once; a run-on message is cut at spaces so that matching stays linear."""

NEAR_BY = 160
"""Characters on either side of a sign of harm in which words of the same sentence make it innocent."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    fact: str
    value: str
    any: list[str]
    unless: list[str] = []


@dataclass(frozen=True, slots=True)
class Pattern:
    """One fact's value and the words that point at it.

    ``deniable`` patterns are signs of harm; ``sure`` ones hold whatever the whole says.
    """

    fact: str
    value: str
    any: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    deniable: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met in the folded text at ``start:end``."""

    fact: str
    value: str
    start: int
    end: int
    sure: bool = False


class Patterns:
    """Patterns that are looked for together."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._each = tuple((pattern, words) for pattern in self._patterns for words in pattern.any)
        self._sieve = Sieve([words for _, words in self._each])

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._patterns)

    def likely_in(self, sentence: str) -> Iterator[tuple[Pattern, re.Pattern[str]]]:
        """Each pattern with those of its expressions, in order, that a sentence may match."""
        return (self._each[place] for place in self._sieve.may_match(sentence))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a folded text, where it starts, and the runs of it in which a case is only supposed."""

    text: str
    start: int
    supposed: tuple[tuple[int, int], ...]

    def first(self, pattern: Pattern, words: re.Pattern[str]) -> Match | None:
        """The first match of one of the pattern's expressions that counts."""
        found = (match for match in words.finditer(self.text) if _counts(pattern, self.text, match, self.supposed))
        match = next(found, None)
        return Match(pattern.fact, pattern.value, self.start + match.start(), self.start + match.end(), pattern.sure) if match else None


def find(folded: Folded, patterns: Patterns) -> Iterator[Match]:
    """Every pattern's first match in every sentence of the text."""
    for sentence in sentences_of(folded):
        met: Pattern | None = None
        for pattern, words in patterns.likely_in(sentence.text):
            match = sentence.first(pattern, words) if pattern is not met else None
            if match:
                met = pattern
                yield match


def sentences_of(folded: Folded) -> Iterator[Sentence]:
    """The sentences of a text as patterns are looked for in them."""
    text = apart(folded.text)
    runs = tuple(sentences(text))
    supposed = suppositions(text, runs)
    for start, end in runs:
        yield Sentence(text[start:end], start, tuple((low - start, high - start) for low, high in supposed))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a folded text stands; very long ones are cut at a space."""
    for match in SENTENCE.finditer(text):
        start = match.start()
        while match.end() - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        if text[start : match.end()].strip():
            yield start, match.end()


def _counts(pattern: Pattern, sentence: str, match: re.Match[str], supposed: tuple[tuple[int, int], ...]) -> bool:
    """Whether words that were met say what they seem to: a sign of harm must not be supposed, denied or explained."""
    if not pattern.deniable:
        return not any(words.search(sentence) for words in pattern.unless)
    if any(low <= match.start() < high for low, high in supposed) or is_denied(sentence, match.start()):
        return False
    return not any(_is_explained(sentence, match, words) for words in pattern.unless)


def _is_explained(sentence: str, match: re.Match[str], words: re.Pattern[str]) -> bool:
    """Whether such words stand near by; what somebody else is said to say explains nothing, but for the very words of the match."""
    space = sentence.find(" ", match.end() + NEAR_BY)
    found = words.search(sentence, max(0, match.start() - NEAR_BY), space if space > 0 else len(sentence))
    if found is None:
        return False
    overlaps = found.start() < match.end() and match.start() < found.end()
    return overlaps or not is_told(sentence, found.start())


@cache
def load_patterns(folder: Path = FOLDER) -> tuple[Patterns, str]:
    """All patterns, and one hash over every file that reading uses: those of names, steering and particulars as well.

    Raises:
        RulesError: with every pattern that does not compile, is not of the form or would match inside a word.
    """
    faults: list[str] = []
    macros = macros_in(folder)
    patterns: list[Pattern] = []
    for name in ("harm.yaml", "sure.yaml", "innocent.yaml", "facts.yaml"):
        try:
            lines = TypeAdapter(list[_Line]).validate_python(yaml.load((folder / name).read_bytes(), Loader=yaml.CSafeLoader))
        except (yaml.YAMLError, ValidationError) as error:
            faults.append(f"{name}: {error}")
            continue
        for line in lines:
            met, unless = (compiled(name, line.fact, sources, macros, faults) for sources in (line.any, line.unless))
            patterns.append(Pattern(line.fact, line.value, met, unless, name in {"harm.yaml", "sure.yaml"}, name == "sure.yaml"))
    if faults:
        raise RulesError(tuple(faults))
    return Patterns(patterns), _hash(folder)


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def macros_in(folder: Path) -> dict[str, str]:
    """The word classes that patterns share, by name."""
    macros: dict[str, str] = yaml.load((folder / "macros.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return macros


def compiled(name: str, fact: str, sources: list[str], macros: dict[str, str], faults: list[str]) -> tuple[re.Pattern[str], ...]:
    """The patterns of one line of the file ``name``; what is wrong with any of them is added to ``faults``."""
    ready: list[re.Pattern[str]] = []
    for source in sources:
        whole = _expanded(source, macros)
        try:
            ready.append(re.compile(whole))
        except re.error as error:
            faults.append(f"{name}: {fact}: “{source[:60]}”: {error}")
            continue
        faults += [
            f"{name}: {fact}: “{loose[:60]}” would match inside a word: put alternatives in a group, between \\b and \\b"
            for loose in loose_alternatives(whole)
        ]
    return tuple(ready)


def _expanded(source: str, macros: dict[str, str]) -> str:
    for _ in range(4):  # macros may name macros
        for macro, words in macros.items():
            source = source.replace("{" + macro + "}", words)
    return source
