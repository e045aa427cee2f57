"""What a message tells beside its facts, for wording only: circumstances that a step may suppose, and the person's own words of the signs.

The rules see none of this. A circumstance is told or it is not; a step that supposes one is said only where it fits. Own words go into the
script of a call as they were typed, with names turned into roles before, and without what they ask.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.reading.aspects import tells_nothing
from assistant.reading.normalise import fold
from guardrails.facts import Words

PATTERNS = Path(__file__).resolve().parent / "patterns" / "told.yaml"
MOST_TOLD, MOST_READ_OUT = 120, 60
"""Words of an account, and of what is read out on the telephone."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_ASKED_AT_THE_END = re.compile(
    r"(?:[,;]|\s+-)?\s*(?:\b(?:and|so|but)\s+)?\b(?:can|cn|could|should|shud|must|may|shall|do|am|(?:who|what|how) do)\s+(?:i|we)\b"
    r"[^.!]*\Z|\?+\Z",
    re.IGNORECASE,
)
_ASKS_AFTER_A_COMMA = re.compile(r",[^,?]*\?+\s*\Z")
FEW = 6
"""Words of a question that tells nothing though it has no form of one ("tell mum first?")."""
_MARKUP = re.compile(r"[\[\](){}<>*_`#~|\\!$^=@]")
"""What a page could take for more than words."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    circumstances: dict[str, str]
    denied: str


def circumstances(text: str) -> frozenset[str]:
    """Which circumstances these folded words tell of, by the names in ``patterns/told.yaml``; what is denied is not told."""
    patterns = _patterns()
    return frozenset(
        name
        for name in _file().circumstances
        if any(not patterns["denied"].search(text, max(0, match.start() - 40), match.start()) for match in patterns[name].finditer(text))
    )


def own_words(messages: Sequence[str], pointed: Iterable[Words], guessed: Iterable[Words]) -> str:
    """What tells of the signs, in whole sentences as they were typed, to be read out on the telephone: all that was told where it is short.

    Args:
        messages: what was typed, with names turned into roles.
        pointed: the words at which patterns of harm point, by message. Sentences that hold them come before others.
        guessed: the sentences that spoke most for what was only learned; they come next.
    """
    told, surely, perhaps = list(_sentences(messages)), tuple(pointed), tuple(guessed)
    ranked = sorted(told, key=lambda each: (not any(map(each.holds, surely)), not any(map(each.holds, perhaps))))
    chosen: list[_Sentence] = []
    for each in ranked:
        if not chosen or sum(len(other.text.split()) for other in (*chosen, each)) <= MOST_READ_OUT:
            chosen.append(each)
    return _joined(each for each in told if each in chosen)


def account_of(messages: Sequence[str]) -> str:
    """What messages tell of the case, in their own words, for a letter: whole sentences without what they ask, and no more than
    ``MOST_TOLD`` words."""
    return _joined(_sentences(messages))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What a sentence tells, and where it stands."""

    text: str
    turn: int
    start: int
    end: int

    def holds(self, words: Words) -> bool:
        """Whether any of these words stand in it."""
        return self.turn == words.turn and self.start < words.end and words.start < self.end


def _sentences(messages: Sequence[str]) -> Iterator[_Sentence]:
    for turn, message in enumerate(messages):
        for sentence in _SENTENCE.finditer(message):
            told = _ASKED_AT_THE_END.sub("", _ASKS_AFTER_A_COMMA.sub("", sentence[0]))
            kept = " ".join(_MARKUP.sub(" ", told).split()).strip(" ,;-")
            only_asks = told.count(",") == sentence[0].count(",") and "?" in sentence[0] and len(kept.split()) <= FEW
            if kept and not only_asks and not tells_nothing(fold(kept)):
                yield _Sentence(kept if kept[-1] in ".!" else f"{kept}.", turn, sentence.start(), sentence.end())


def _joined(sentences: Iterable[_Sentence]) -> str:
    return " ".join(" ".join(each.text for each in sentences).split()[:MOST_TOLD])


@cache
def _file() -> _File:
    return _File.model_validate(yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read = _file()
    named = {**read.circumstances, "denied": read.denied}
    for name, listed in read.words.items():
        named = {key: pattern.replace(f"{{{name}}}", listed) for key, pattern in named.items()}
    return {key: re.compile(pattern) for key, pattern in named.items()}


CIRCUMSTANCES = frozenset(_file().circumstances)
"""All that a message may be read to tell of."""
