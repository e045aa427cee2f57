"""Cuts clauses into passages: what is embedded and searched, each belonging to exactly one clause.

A clause gives its own words, in pieces short enough for the encoder to read whole, and one passage for every everyday
question that it answers. A passage never crosses from one clause into the next, so whatever is found can be cited.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.clauses import Clause, ClauseId, Corpus
from ingest.embed import MAX_TOKENS, count_tokens

Kind = Literal["text", "question"]

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_WORD_END = re.compile(r"\s+")
_MARKERS = 2  # a token never holds less than one character, and the encoder adds two tokens of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a clause's own text, or one everyday question that the clause answers."""

    id: str
    clause: ClauseId
    kind: Kind
    text: str


def to_passages(corpus: Corpus, count: Callable[[str], int] = count_tokens) -> tuple[Passage, ...]:
    """Every passage of the corpus, in its order; ``count`` says how many tokens a text takes."""
    return tuple(passage for clause in corpus.clauses for passage in _passages_of(clause, count))


def _passages_of(clause: Clause, count: Callable[[str], int]) -> Iterator[Passage]:
    texts: list[tuple[Kind, str]] = [("text", piece) for piece in _pieces(clause.text, count)]
    texts += [("question", question) for question in clause.questions]
    for position, (kind, text) in enumerate(texts):
        digest = hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()[:8]
        yield Passage(f"{clause.id}#{position}-{digest}", clause.id, kind, text)


def _pieces(text: str, count: Callable[[str], int]) -> Iterator[str]:
    """The text in as few pieces as fit, cut at sentence ends, and at words where one sentence is too long."""
    if _fits(text, count):
        yield from [text.strip()] if text.strip() else []
        return
    for boundary in (_SENTENCE_END, _WORD_END):
        cuts = [match.end() for match in boundary.finditer(text) if _fits(text[: match.start()], count)]
        if cuts:
            yield text[: cuts[-1]].strip()
            yield from _pieces(text[cuts[-1] :], count)
            return
    middle = len(text) // 2
    yield from _pieces(text[:middle], count)
    yield from _pieces(text[middle:], count)


def _fits(text: str, count: Callable[[str], int]) -> bool:
    return len(text) + _MARKERS <= MAX_TOKENS or count(text) <= MAX_TOKENS
