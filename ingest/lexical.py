"""Searching by words: BM25 over the passages, with function words dropped and endings cut."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import bm25s  # type: ignore[import-untyped, unused-ignore]

_K1 = 1.2
_B = 0.6
LEXICAL_VERSION = f"{_K1} {_B} 1"
"""What the word scores depend on; raise the last number when words are cut differently."""

_NOTHING = "_"  # stands for a passage without a content word, because an empty document has no length to divide by
_WORD = re.compile(r"[a-z0-9']+")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_SHORTEST_STEM = 3
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        """a an the and or but if so of to in on at by for from with about as into is are was were be been being am do does did
        have has had i i'm im me my we our us you your he she it its it's they them their his her this that these those what
        which who whom when where why how can could should would will shall may might must not no dont don't just there here
        any some all than then up out off over"""
    )
)


class Lexicon:
    """The BM25 scores of a fixed list of passages."""

    def __init__(self, scorer: "bm25s.BM25", passages: int) -> None:
        self._scorer = scorer
        self._passages = passages

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """One score per passage; all zero when no word of the query is known."""
        known = [word for word in to_words(query) if word in self._scorer.vocab_dict]
        if not known:
            return np.zeros(self._passages, dtype=np.float32)
        return np.asarray(self._scorer.get_scores(known), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Writes the scorer's files into the folder."""
        self._scorer.save(str(folder), show_progress=False)


def make_lexicon(texts: Sequence[str]) -> Lexicon:
    """A lexicon over the texts, in their order."""
    import bm25s

    scorer = bm25s.BM25(k1=_K1, b=_B)
    scorer.index([to_words(text) or [_NOTHING] for text in texts], show_progress=False)
    return Lexicon(scorer, len(texts))


def load_lexicon(folder: Path, passages: int) -> Lexicon:
    """The lexicon that ``save`` wrote."""
    import bm25s

    return Lexicon(bm25s.BM25.load(str(folder), load_vocab=True), passages)


def to_words(text: str) -> list[str]:
    """The content words of a text, in lower case and without their endings."""
    words = (word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _FUNCTION_WORDS)
    return [stem for stem in map(_stem, words) if stem]


def _stem(word: str) -> str:
    word = word.replace("'s", "").replace("'", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
