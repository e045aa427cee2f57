"""Finds in a person's own words what would be shared and what for, who advised, and what the family was told: to be quoted, never judged.

Only turns in which roles stand for names are read, and what is found is a run of those turns. The patterns are in ``own_words.yaml``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from guardrails.facts import Fact

PATTERNS = Path(__file__).resolve().parent / "own_words.yaml"
MOST_THINGS = 4
_MOST_WORDS = 12
"""Words of a phrase that names a thing; a longer one is a tale and is quoted elsewhere."""
_MOST_QUOTED = 1200
"""Characters of one person's words that are quoted in one place."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a person's own words say, each as a run of them.

    ``things`` name what would be shared ("his speech delay"), ``purpose`` what it is for ("so that they can help him"). ``consulted`` and
    ``told`` are sentences on who advised and on what the family knows. ``turns`` are their messages, cut where they are very long.
    """

    turns: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def read_own_words(turns: Sequence[str], recipient: str = "") -> OwnWords:
    """What these turns say.

    Args:
        turns: the messages, with roles for names.
        recipient: who would receive it, so that nobody is taken for a thing.
    """
    texts = tuple(turn.translate(_APOSTROPHES) for turn in turns)
    things = tuple(dict.fromkeys(_things(texts, recipient)))[:MOST_THINGS]
    return OwnWords(
        _cut(" ".join(turn.split()) for turn in turns),
        things,
        _found(texts, "purpose"),
        _found(texts, "consulted"),
        _found(texts, "told"),
    )


def sentences_behind(facts: Iterable[Fact | None], turns: Sequence[str]) -> tuple[str, ...]:
    """The sentences that hold the words that these facts were read from, each once and in the order of the turns."""
    places = {(words.turn, words.start) for fact in facts if fact for words in fact.words if words.turn < len(turns)}
    return _cut(dict.fromkeys(_sentence(turns[turn], start) for turn, start in sorted(places)))


_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    raw: dict[str, str | list[str]] = yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader)
    begins = str(raw["begins"])
    listed = {name: [value] if isinstance(value, str) else value for name, value in raw.items()}
    return {
        name: tuple(re.compile(source.replace("{begins}", begins), re.IGNORECASE) for source in sources) for name, sources in listed.items()
    }


def _things(texts: Sequence[str], recipient: str) -> Iterator[str]:
    patterns = _patterns()
    for text in texts:
        found = sorted((match.start("what"), match["what"]) for pattern in patterns["topics"] for match in pattern.finditer(text))
        for _, phrase in found:
            for thing in patterns["splits"][0].split(patterns["ends"][0].split(phrase, maxsplit=1)[0].strip()):
                if _is_thing(thing, recipient):
                    yield thing


def _is_thing(phrase: str, recipient: str) -> bool:
    words = phrase.split()
    named = bool(recipient) and phrase.lower().startswith(recipient.lower())
    return 1 < len(words) <= _MOST_WORDS and not named and not _patterns()["not_a_thing"][0].match(phrase)


def _found(texts: Sequence[str], name: str) -> tuple[str, ...]:
    matches = (match for text in texts for pattern in _patterns()[name] for match in pattern.finditer(text))
    return _cut(dict.fromkeys(match.groupdict().get("what") or _sentence(match.string, match.start()) for match in matches))


def _sentence(text: str, place: int) -> str:
    """The sentence of a text around a place, without blanks at its ends."""
    found = next((match for match in _SENTENCE.finditer(text) if match.start() <= place < match.end()), None)
    return " ".join((found[0] if found else text).split())


def _cut(texts: Iterable[str]) -> tuple[str, ...]:
    """As many of the texts as may be quoted, the last of them cut at a word."""
    kept, left = [], _MOST_QUOTED
    for text in filter(None, (text.strip() for text in texts)):
        if left <= 0:
            break
        kept.append(text if len(text) <= left else f"{text[:left].rsplit(' ', 1)[0]} …")
        left -= len(text)
    return tuple(kept)
