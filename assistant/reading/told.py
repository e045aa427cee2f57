"""What a message tells beside its facts, for wording only: circumstances that a step may suppose, and the person's own words of the signs.

The rules see none of this. A circumstance is told or it is not; a step that supposes one is said only where it fits. Own words go into the
script of a call as they were typed, with names turned into roles before: never a question, never what the writer says of themself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.reading.aspects import tells_nothing
from assistant.reading.normalise import apart, fold
from guardrails.facts import Words

PATTERNS = Path(__file__).resolve().parent / "patterns" / "told.yaml"
MOST, MOST_WORDS = 3, 28
"""Pieces of somebody's own words, and words in all of them; there may always be two."""
LONGEST, SHORTEST, SHORTEST_POINTED = 18, 3, 2
"""Words of one piece, and the fewest where patterns point at them ("no food")."""
STOP = re.compile(r"[.;!?\n]")
MOST_TOLD = 120
"""Words of an account."""
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")
_ASKED_AT_THE_END = re.compile(
    r"(?:[,;]|\s+-)?\s*(?:\b(?:and|so|but)\s+)?\b(?:can|cn|could|should|shud|must|may|shall|do|am|(?:who|what|how) do)\s+(?:i|we)\b"
    r"[^.!]*\Z|\?+\Z",
    re.IGNORECASE,
)
OPENS, CLOSES = re.compile(r"(?:^|\s)['‘\"]"), re.compile(r"['’\"](?:\s|$)")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    circumstances: dict[str, str]
    denied: str
    said: str
    parts: str
    not_told: dict[str, str]


def circumstances(text: str) -> frozenset[str]:
    """Which circumstances these folded words tell of, by the names in ``patterns/told.yaml``; what is denied is not told."""
    patterns = _patterns()
    return frozenset(
        name
        for name in _file().circumstances
        if any(not patterns["denied"].search(text, max(0, match.start() - 40), match.start()) for match in patterns[name].finditer(text))
    )


def own_words(turns: Sequence[str], pointed: Iterable[Words], guessed: Iterable[Words]) -> tuple[str, ...]:
    """Short pieces of what was typed that tell of the signs, in the order in which they were typed.

    Args:
        turns: the messages, with names turned into roles.
        pointed: the words at which patterns of harm point, by turn.
        guessed: the sentences that spoke most for what was only learned. Pieces beside those may
            stand too, and any where neither holds one.
    """
    pieces = [(turn, start, end) for turn, text in enumerate(turns) for start, end in _pieces(text)]
    surely, perhaps = ([piece for piece in pieces if any(_meet(piece, one) for one in words)] for words in (tuple(pointed), tuple(guessed)))
    long = [piece for piece in pieces if len(turns[piece[0]][piece[1] : piece[2]].split()) >= SHORTEST]
    found = list(dict.fromkeys([*surely, *(piece for piece in perhaps if piece in long)]))[:MOST]
    beside = [piece for piece in pieces if any(_in_one_sentence(piece, other, turns) for other in found)]
    chosen = list(dict.fromkeys([*found, *beside] or long))[:MOST]
    texts = [turns[turn][start:end] for turn, start, end in sorted(chosen)]
    while len(texts) > MOST - 1 and sum(len(text.split()) for text in texts) > MOST_WORDS:
        texts.pop()
    return tuple(dict.fromkeys(texts))


def account_of(messages: Sequence[str]) -> str:
    """What messages tell of the case, in their own words, for a letter or a call: whole sentences without what they ask, and no more than
    ``MOST_TOLD`` words."""
    told: list[str] = []
    for message in messages:
        for sentence in _SENTENCE.findall(message):
            kept = _ASKED_AT_THE_END.sub("", sentence).strip(" ,;-")
            if kept and not tells_nothing(fold(kept)):
                told.append(kept if kept[-1] in ".!" else f"{kept}.")
    return " ".join(" ".join(told).split()[:MOST_TOLD])


def _meet(piece: tuple[int, int, int], words: Words) -> bool:
    turn, start, end = piece
    return turn == words.turn and start < words.end and words.start < end


def _in_one_sentence(piece: tuple[int, int, int], other: tuple[int, int, int], turns: Sequence[str]) -> bool:
    first, last = sorted((piece, other))
    return first[0] == last[0] and STOP.search(turns[first[0]], first[2], max(first[2], last[1])) is None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a message, between commas, stops and "and", that tell something of others."""
    start, asks = 0, False
    for stop in [*_patterns()["parts"].finditer(text), None]:
        end = stop.start() if stop else len(text)
        low, high = _without_quotes(text, start, end)
        if len(text[low:high].split()) > LONGEST and (said := _patterns()["said"].match(text, low, high)):
            low = said.end()
        asks = asks or _is(text[low:high], "asks")
        if not asks and "?" not in text[end : stop.end() if stop else end] and _tells(text[low:high]):
            yield low, high
        start = stop.end() if stop else end
        asks = asks and not STOP.search(text, end, start)


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The run without the spaces around it, and without a quotation mark that has no other in it."""
    low, high = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    opens, closes = OPENS.search(text[low:high]), CLOSES.search(text[low:high])
    if opens and not closes:
        low += len(text[low:high]) - len(text[low:high].lstrip("'‘\""))
    if closes and not opens:
        high -= len(text[low:high]) - len(text[low:high].rstrip("'’\""))
    return low, high


def _tells(piece: str) -> bool:
    fits = SHORTEST_POINTED <= len(piece.split()) <= LONGEST and piece.count("(") == piece.count(")")
    return fits and not any(_is(piece, name) for name in _file().not_told)


def _is(piece: str, name: str) -> bool:
    return _patterns()[name].search(apart(fold(piece).text)) is not None


@cache
def _file() -> _File:
    return _File.model_validate(yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read = _file()
    named = {**read.circumstances, **read.not_told, "denied": read.denied, "said": read.said, "parts": read.parts}
    for name, listed in read.words.items():
        named = {key: pattern.replace(f"{{{name}}}", listed) for key, pattern in named.items()}
    return {key: re.compile(pattern) for key, pattern in named.items()}


CIRCUMSTANCES = frozenset(_file().circumstances)
"""All that a message may be read to tell of."""
