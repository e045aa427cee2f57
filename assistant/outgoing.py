"""What may leave for a language model: words of a closed vocabulary, and placeholders for everything else.

Names and identifiers became roles before this (``assistant.reading.roles``). This is the second line: figures go, whatever they were,
and so does every word that is neither in the corpus nor a common English word that is nobody's name. So a name that the first line
missed does not leave. Before a call off this machine ``assistant.second_opinion`` is asked as well. Nothing that was taken out is kept
here, and nothing has to be put back: no sentence that holds a placeholder passes the checks, and the person's own words stay on their
own screen as they were typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.reading.roles import to_roles
from assistant.reading.words import word_lists
from assistant.second_opinion import people_in
from corpus.clauses import Corpus

WORD = "[word]"
NUMBER = "[number]"
LONGEST = 1200
"""Characters of a question that are sent; a question about a procedure is shorter."""
AGES = frozenset(map(str, range(1, 26)))
"""Small whole numbers stay: "under 12" is the point of a question, and singles nobody out."""

_TOKEN = re.compile(r"\[[a-z -]+\]|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\s\w]*\d[\w./:-]*")
_PLACEHOLDER = re.compile(r"\[[a-z -]+\]")
_vocabularies: dict[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text that may leave, and how many names, identifiers and uncommon words stayed behind."""

    text: str
    held_back: int


def to_outgoing(typed: str, corpus: Corpus, *, remote: bool = False) -> Outgoing:
    """A person's own words as they may be sent: roles for names, placeholders for what singles somebody out, known words for the rest.

    Args:
        typed: what the person wrote.
        corpus: whose words are known.
        remote: whether it leaves this machine; a second opinion on names is then asked where one is installed.

    Raises:
        ModelError: when the second opinion fails.
    """
    roles = to_roles([typed[:LONGEST]])
    plain = " ".join(roles.turns[0].split())
    known = vocabulary(corpus)
    named = people_in(plain, corpus) if remote else ()
    held_back = len(roles.replaced)

    def replaced(match: re.Match[str]) -> str:
        nonlocal held_back
        token = match[0]
        if _PLACEHOLDER.fullmatch(token) or (_is_known(token, known) and not _overlaps(match.span(), named)):
            return token
        held_back += 1
        return NUMBER if any(character.isdigit() for character in token) else WORD

    return Outgoing(_TOKEN.sub(replaced, plain), held_back)


def vocabulary(corpus: Corpus) -> frozenset[str]:
    """The words that may be sent: those of the clauses and their labels, roles, and common English words that are nobody's name."""
    if corpus.hash not in _vocabularies:
        _vocabularies[corpus.hash] = _vocabulary(corpus)
    return _vocabularies[corpus.hash]


def _vocabulary(corpus: Corpus) -> frozenset[str]:
    of_corpus = frozenset(word for clause in corpus.clauses for word in _words(f"{clause.label} {clause.text}"))
    lists = word_lists()
    free = (lists["common"] | lists["kept"] | lists["role"]) - lists["names"] - lists["may_given"] - lists["may_family"]
    return of_corpus | {"i", "a"} | frozenset(word for phrase in free for word in _words(phrase))


def _overlaps(span: tuple[int, int], runs: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in runs)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['-][a-z]+)*", text.lower().replace("’", "'"))


def _is_known(token: str, known: frozenset[str]) -> bool:
    bare = token.lower().replace("’", "'")
    if any(character.isdigit() for character in bare):
        return bare.strip(".,:;()?!\"'").removesuffix("s") in AGES
    return bare in known or bare.removesuffix("'s") in known or all(part in known for part in re.split(r"['-]", bare))
