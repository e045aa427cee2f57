"""What may leave for a language model: words of a closed vocabulary, and placeholders for everything else.

Names and identifiers became roles before this (``assistant.reading.roles``). This is the second line: figures go, whatever they were,
and so does every word that is neither in the corpus nor a common English word that is nobody's name. A word with a capital has to be
better known than one without, and one that is somebody's name as well ("Mark", "Faith", "Will") goes only where it is plainly the word. So
a name that the first line missed does not leave. Before a call off this machine ``assistant.second_opinion`` is asked as well. Nothing
that was taken out is kept here, and nothing has to be put back: no sentence that holds a placeholder passes the checks, and the person's
own words stay on their own screen as they were typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.identifiers import load_lists
from assistant.reading.roles import to_roles
from assistant.reading.words import DETERMINERS, word_lists
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
_NEXT = re.compile(r" ([^\W\d_]+)")
_MODALS = frozenset({"may", "will"})
_AFTER_MODALS = DETERMINERS | frozenset("i you he she it we they there someone somebody anyone anybody".split())
""" "May I" and "Will they" are how a question begins; a person of that name is not spoken of so."""
_LONG = 3
"""Letters that a neighbour must have more than: "and", "has" and "to" stand beside names too."""
_vocabularies: dict[str, "Vocabulary"] = {}


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
        if _PLACEHOLDER.fullmatch(token) or (known.holds(token, _after(match)) and not _overlaps(match.span(), named)):
            return token
        held_back += 1
        return NUMBER if any(character.isdigit() for character in token) else WORD

    return Outgoing(_TOKEN.sub(replaced, plain), held_back)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that may be sent.

    ``words`` are those of the clauses and common English words that are nobody's name. ``capital`` are those of them that may be written
    with one: the clauses' own, grammar, roles and places, since any other word with a capital may be what somebody is called. ``either``
    are the clauses' words that are names as well: they go with a small letter where they are in ``small``, and beside the neighbour that
    a clause gives them ("Young people", "Fraser guidelines").
    """

    words: frozenset[str]
    capital: frozenset[str]
    either: frozenset[str]
    small: frozenset[str]
    beside: frozenset[tuple[str, str]]

    def holds(self, token: str, after: str) -> bool:
        """Whether this word or figure may be sent, with the word ``after`` it."""
        bare = token.lower().replace("’", "'")
        if any(character.isdigit() for character in bare):
            return bare.strip(".,:;()?!\"'").removesuffix("s") in AGES
        whole = (bare, bare.removesuffix("'s"))
        if any(word in self.either for word in whole):
            return (token.islower() and whole[1] in self.small) or self._is_word(whole[0], after)
        words = self.capital if token[0].isupper() and not token[1:2].isupper() else self.words
        return any(word in words for word in whole) or all(part in words for part in re.split(r"['-]", bare))

    def _is_word(self, word: str, after: str) -> bool:
        return after in _AFTER_MODALS if word in _MODALS else (word, after) in self.beside


def vocabulary(corpus: Corpus) -> Vocabulary:
    """The words of this corpus and the common ones that may be sent."""
    if corpus.hash not in _vocabularies:
        _vocabularies[corpus.hash] = _vocabulary(corpus)
    return _vocabularies[corpus.hash]


def _vocabulary(corpus: Corpus) -> Vocabulary:
    texts = [_words(f"{clause.label} {clause.text}") for clause in corpus.clauses]
    lists = word_lists()
    named = lists["names"] | lists["may_given"] | lists["may_family"]
    of_corpus = frozenset(word for text in texts for word in text) | {"i", "a"}
    either = of_corpus & (named - (lists["kept"] - lists["names"]))
    free = frozenset(word for phrase in (lists["common"] | lists["kept"] | lists["role"]) - named for word in _words(phrase))
    words = (of_corpus - either) | free
    return Vocabulary(
        words=words,
        capital=(of_corpus - either) | (words - load_lists()["common"]),
        either=either,
        small=(either - lists["names"]) | _MODALS,
        beside=frozenset(pair for text in texts for pair in pairwise(text) if pair[0] in either and len(pair[1]) > _LONG),
    )


def _after(match: re.Match[str]) -> str:
    """The word that follows after a single space, without case; nothing where none does."""
    following = _NEXT.match(match.string, match.end())
    return following[1].lower() if following else ""


def _overlaps(span: tuple[int, int], runs: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in runs)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['-][a-z]+)*", text.lower().replace("’", "'"))
