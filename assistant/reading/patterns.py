"""Patterns that point at the words they matched, read from ``patterns/*.yaml``.

Text is folded first (``normalise``). A sign of harm does not count where it is denied by the writer, asked only as a hypothesis in a
general question, or made innocent by words of the same sentence; a denial by somebody else denies nothing.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.reading.normalise import Folded
from corpus.errors import RulesError

FOLDER = Path(__file__).resolve().parent / "patterns"
SENTENCE = re.compile(r"[^.?!\n]+(?:[.?!]+|\n|$)")
LONGEST_SENTENCE = 600
"""Characters matched at once; a run-on message is cut at spaces so that matching stays linear."""

DENIED = re.compile(
    r"\b(?:no|not|never|nothing|without|isnt|arent|wasnt|werent|dont|doesnt|didnt|hasnt|havent|havnt|hadnt|cant|"
    r"no (?:signs?|history|evidence|mention) of|ruled out|nobody|no ?one|none|free of)(?: \w+){0,3} $"
)


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


def find(folded: Folded, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
    """Every pattern's first match in every sentence of the text."""
    for start, end in sentences(folded.text):
        sentence = folded.text[start:end]
        for pattern in patterns:
            match = _first(pattern, sentence)
            if match:
                yield Match(pattern.fact, pattern.value, start + match.start(), start + match.end(), pattern.sure)


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


def _first(pattern: Pattern, sentence: str) -> re.Match[str] | None:
    for words in pattern.any:
        for match in words.finditer(sentence):
            if pattern.deniable and DENIED.search(sentence[max(0, match.start() - 40) : match.start()]):
                continue
            if any(innocent.search(sentence) for innocent in pattern.unless):
                return None
            return match
    return None


@cache
def load_patterns(folder: Path = FOLDER) -> tuple[tuple[Pattern, ...], str]:
    """All patterns and one hash over their files.

    Raises:
        RulesError: with every pattern that does not compile or is not of the form.
    """
    faults: list[str] = []
    digest = hashlib.sha256()
    macros = yaml.load((folder / "macros.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    digest.update((folder / "macros.yaml").read_bytes())
    patterns: list[Pattern] = []
    for name in ("harm.yaml", "sure.yaml", "innocent.yaml", "facts.yaml"):
        content = (folder / name).read_bytes()
        digest.update(content)
        try:
            lines = TypeAdapter(list[_Line]).validate_python(yaml.load(content, Loader=yaml.CSafeLoader))
        except (yaml.YAMLError, ValidationError) as error:
            faults.append(f"{name}: {error}")
            continue
        for line in lines:
            found = _compiled(name, line, macros, faults)
            patterns.append(Pattern(line.fact, line.value, found[0], found[1], name in {"harm.yaml", "sure.yaml"}, name == "sure.yaml"))
    if faults:
        raise RulesError(tuple(faults))
    return tuple(patterns), digest.hexdigest()


def _compiled(
    name: str, line: _Line, macros: dict[str, str], faults: list[str]
) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    groups: list[tuple[re.Pattern[str], ...]] = []
    for sources in (line.any, line.unless):
        compiled = []
        for source in sources:
            try:
                compiled.append(re.compile(_expanded(source, macros)))
            except re.error as error:
                faults.append(f"{name}: {line.fact}: “{source[:60]}”: {error}")
        groups.append(tuple(compiled))
    return groups[0], groups[1]


def _expanded(source: str, macros: dict[str, str]) -> str:
    for _ in range(3):  # macros may name macros
        for macro, words in macros.items():
            source = source.replace("{" + macro + "}", words)
    return source
