"""Closes up words that were typed letter by letter ("h i t s", "h.i.t.s"), also where a whole phrase was.

A gap wider than the narrowest of its run ends a word; where all gaps are alike, the run is cut into the words that are likeliest to
follow each other. Initials, kisses and letters in the order of the alphabet stay as they were typed.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise
from string import ascii_lowercase

RUN = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .*_·•|/-]{1,8}+[^\W\d_](?![^\W_])){2,}+")
"""Three single letters or more, with nothing but spaces and marks between them."""
SHORTEST, LONG = 3, 4
"""A run must hold a word of so many letters that was met, or of so many that is known, or a longer one; no unknown piece is shorter."""

SINGLE, OFTEN = frozenset("ai"), 2
"""The words of one letter; one of two is known where the training messages kept beside the weights hold it more often than this."""
APOSTROPHES = str.maketrans("", "", "'’")
LISTED, UNKNOWN, UNKNOWN_LETTER = 12.0, 12.0, 3.0
"""What a word costs that is listed and was not met; what a piece costs that is no word, and each of its letters.
Chosen on training messages written without spaces."""


def close_up(text: str) -> list[str]:
    """The characters of a plain text, each in its place; empty where one between spelt-out letters is left out.

    A stop before a space ends a sentence, unless every word of the run has one.
    """
    characters = list(text)
    for match in RUN.finditer(text):
        letters = [place for place in range(*match.span()) if text[place].isalpha()]
        words = list(_words(text, letters))
        if not _is_spelt_out(["".join(text[place] for place in word) for word in words]):
            continue
        for place in set(range(*match.span())).difference(letters):
            characters[place] = ""
        gaps = [range(before[-1] + 1, after[0]) for before, after in pairwise(words)]
        stops = [{".", " "} <= set(text[gap.start : gap.stop]) for gap in gaps]
        for gap, stop in zip(gaps, stops, strict=True):
            characters[gap[-1]] = " "
            if stop and not all(stops):
                characters[gap[0]] = "."
    return characters


def _is_spelt_out(words: Sequence[str]) -> bool:
    letters = "".join(words)
    if letters in ascii_lowercase or len(set(letters)) == 1:
        return False
    return any(map(_tells, words))


def _tells(word: str) -> bool:
    """Whether a run that holds this word is spelt out: the shorter it is, the surer it has to be a word."""
    cost = _costs().get(word, math.inf)
    return len(word) > LONG or (len(word) == LONG and cost < math.inf) or (len(word) == SHORTEST and cost < LISTED)


def _words(text: str, letters: Sequence[int]) -> Iterator[Sequence[int]]:
    """Where the letters of each word of a run stand. Letters alone between wider gaps are a run again, of a wider kind."""
    if len(letters) == 1:
        yield letters
        return
    for alone, groups in groupby(_between_gaps(text, letters), key=lambda group: len(group) == 1):
        if alone:
            yield from _words(text, [group[0] for group in groups])
        else:
            for group in groups:
                yield from _cut_up(text, group)


def _between_gaps(text: str, letters: Sequence[int]) -> list[list[int]]:
    """The letters of a run in groups, a new one after every gap that is wider than the narrowest: spaces count before marks."""
    widths = [(text.count(" ", here, there), there - here) for here, there in pairwise(letters)]
    narrowest = min(widths)
    groups = [[letters[0]]]
    for letter, width in zip(letters[1:], widths, strict=True):
        if width > narrowest:
            groups.append([])
        groups[-1].append(letter)
    return groups


def _cut_up(text: str, letters: Sequence[int]) -> Iterator[Sequence[int]]:
    start = 0
    for piece in cut("".join(text[place] for place in letters)):
        yield letters[start : start + len(piece)]
        start += len(piece)


def cut(letters: str) -> list[str]:
    """The cheapest way to cut letters into known words, and pieces that are none where nothing else goes. Linear in their length."""
    costs, count = _costs(), len(letters)
    best = [(0.0, 0)] + [(math.inf, 0)] * count
    unknown = (math.inf, 0)
    for here in range(count + 1):
        if here >= SHORTEST:
            anew = here - SHORTEST
            unknown = min((unknown[0] + UNKNOWN_LETTER, unknown[1]), (best[anew][0] + UNKNOWN + SHORTEST * UNKNOWN_LETTER, anew))
            best[here] = min(best[here], unknown)
        for end in range(here + 1, count + 1):
            cost = costs.get(letters[here:end])
            if cost is None:
                break
            best[end] = min(best[end], (best[here][0] + cost, here))
    return _pieces(letters, best) if best[count][0] < math.inf else [letters]


def _pieces(letters: str, best: Sequence[tuple[float, int]]) -> list[str]:
    ends = [len(letters)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    return [letters[start:end] for start, end in pairwise(reversed(ends))]


@cache
def _costs() -> Mapping[str, float]:
    """What each known word costs: the less, the more often it is met. Every beginning of a word is there too, at a price beyond all."""
    from assistant.reading.nearest import MESSAGES  # these two fold text themselves
    from assistant.reading.words import word_lists

    met = Counter(word for line in MESSAGES.read_text("utf-8").splitlines() for word in _letters_only(json.loads(line)["text"]))
    total, lists = sum(met.values()), word_lists()
    listed = {*lists["english"], *lists["common"], *(name + end for name in lists["given"] for end in ("", "s"))}
    costs = {word: LISTED for word in listed if len(word) >= SHORTEST and word.isalpha()}
    costs |= {word: math.log(total / times) for word, times in met.items() if len(word) >= SHORTEST or times > OFTEN}
    costs = {word: cost for word, cost in costs.items() if len(word) > 1 or word in SINGLE}
    beginnings = {word[:end] for word in costs for end in range(1, len(word))}
    return dict.fromkeys(beginnings, math.inf) | costs


def _letters_only(typed: str) -> list[str]:
    return re.findall(r"[a-z]+", typed.lower().translate(APOSTROPHES))
