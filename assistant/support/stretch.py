"""Sentences and clauses as rows of concepts: words, with those that mean the same put together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.support.lists import Lists, load_lists, says_something, to_concept

FIRST, SECOND, REACH = 1, 2, 5
"""A denial surely reaches the first concept after it, in a clause the second too, and may reach the fifth; "without" reaches two."""
LIMITS = ("stay ", "unless ", "except ", "but ", "however", "only if ")
"""How a sentence begins that takes back part of the one before it, which then may not stand alone."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?\d*|\d+|[,;:.!?()–]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=;)\s+(?!even |if |unless )|,? and so (?=there )")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence as concepts: ``tokens`` in order, marks of punctuation included."""

    tokens: tuple[str, ...]
    opens: bool
    """Whether it begins with a verb, and so tells somebody to do something."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The tokens that say something of their own."""
        return tuple(token for token in self.tokens if says_something(token))


def read(text: str) -> Stretch:
    """A text as concepts."""
    lists = load_lists()
    plain = text.lower().replace("’", "'").replace("‘", "'")
    for found, put in lists.phrases:
        plain = found.sub(put, plain)
    tokens = tuple(to_concept(token) for token in _TOKEN.findall(plain))
    words = [token for token in _TOKEN.findall(plain) if token[0].isalnum() or token == ","]
    words = words[1:] if words[:1] == [","] else words
    return Stretch(tokens, bool(words) and _opens(words, lists))


def is_sentence(text: str) -> bool:
    """Whether it has a verb: it tells somebody to do something, or has a helping verb or another that is listed. A heading has none."""
    lists = load_lists()
    plain = _TOKEN.findall(text.lower().replace("’", "'"))
    verbs = lists.words("verbs_first") | lists.words("auxiliaries")
    return read(text).opens or any({token, token.removesuffix("s"), token.removesuffix("es")} & verbs for token in plain)


def stretches(texts: Iterable[str]) -> Iterator[Stretch]:
    """Each sentence of each text, together with the next where that takes something back."""
    for text in texts:
        yield from _stretches(text)


@cache
def _stretches(text: str) -> tuple[Stretch, ...]:
    """Of a clause or its plain words only, so that nothing else is kept."""
    parts = _SENTENCE.split(" ".join(text.split()))
    following = [*parts[1:], ""]
    whole = (f"{part} {after}" if after.lower().startswith(LIMITS) else part for part, after in zip(parts, following, strict=True))
    return tuple(map(read, whole))


def denied(stretch: Stretch, surely: int = FIRST) -> tuple[set[str], set[str], set[str]]:
    """The concepts surely denied, those perhaps denied, and those that stand at least once where nothing denies them."""
    lists = load_lists()
    negators, ends = lists.words("negators"), lists.words("conditions") | lists.words("breaks")
    modals = lists.words("oblige") | lists.words("advise") | lists.words("permit")
    sure: set[str] = set()
    near: set[str] = set()
    free: set[str] = set()
    since, reach = 99, REACH
    for token in stretch.tokens:
        if token in negators:
            since, reach = 0, SECOND if token == "without" else REACH
        elif not token[0].isalnum() or token in ends or (reach == SECOND and token in modals):
            since = 99
        elif says_something(token):
            since += 1
            (near if since <= reach else free).add(token)
            if since <= surely:
                sure.add(token)
    return sure, near, free


def _opens(words: list[str], lists: Lists) -> bool:
    if words[0] in lists.words("conditions") and "," in words:
        words = words[words.index(",") + 1 :] or words
    first = words[1] if words[0] in {"do", "not", "never", "always", "so", "then", "only", "also"} and len(words) > 1 else words[0]
    first = words[2] if words[:2] == ["do", "not"] and len(words) > 2 else first
    return first in lists.words("verbs_first")
