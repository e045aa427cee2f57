"""Words of a plain text, and how sure each alone is a person's name, by the lists of ``patterns/roles.yaml``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.reading.identifiers import load_lists
from ingest.model_files import find_model

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
DETERMINERS = frozenset("the a an this that my our your his her their another little young poor dear each every no some any".split())
PLACED = frozenset("the a an in at on to from near of this that every each last next since until by st saint our".split())
ROLE_WORDS = frozenset("child person adult family second third fourth fifth sixth seventh eighth ninth tenth nun".split())
_ALIKE = str.maketrans("yc", "ik")
"""Letters that are put for one another in the spelling of a name."""
_LONG_ENOUGH = 5
"""Letters of a name that may be known by its sound: a shorter one sounds like words."""
TIERS = {"role": "common", "hard_words": "hard", "seldom_words": "seldom", "names": "name"}


@dataclass(slots=True)
class Word:
    """A word of the text: ``text`` without case and without a genitive 's."""

    text: str
    start: int
    end: int
    capital: bool
    first: bool
    """It opens a sentence, so that its capital says nothing."""
    owns: bool
    before: str
    """What stands between it and the word before."""
    tier: str = ""
    phrase: bool = False
    """It is part of a phrase of the field."""


@dataclass(frozen=True, slots=True)
class Page:
    """A turn cut into words."""

    text: str
    words: list[Word]

    def word(self, index: int) -> str:
        """The text of a word, or nothing outside the page."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def raw(self, index: int) -> str:
        """A word as it was typed."""
        return self.text[self.words[index].start : self.words[index].end]


def read_words(text: str) -> list[Word]:
    """Cut a plain text into words, each with how sure it alone is a name. Linear in its length."""
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        raw = match[0]
        owns = raw[-2:].lower() == "'s"
        raw = raw[:-2] if owns else raw
        before = text[end : match.start()]
        first = not words or bool(set(before) & set('.?!\n:"“”;•*'))
        capital = raw[0].isupper() and not raw[1:2].isupper()
        words.append(Word(raw.lower(), match.start(), match.start() + len(raw), capital, first, owns, before))
        end = match.end()
    if len(words) > 3 and sum(word.capital for word in words) > 0.7 * len(words):
        for word in words:
            word.capital = False
    kept = set(_kept(words))
    for index, word in enumerate(words):
        word.phrase = index in kept
        word.tier = "kept" if word.phrase else tier(word.text)
        if word.tier in {"unknown", "common", "english"} and len(word.text) > 3 and word.text[-1] == "s" and not word.owns:
            if index and words[index - 1].text == "the" and _is_plural(word):
                word.tier = "family"
            elif _is_genitive(words, index):
                stem = word.text[:-1]
                word.text, word.end, word.tier, word.owns = stem, word.end - 1, tier(stem), True
    return words


def _is_genitive(words: Sequence[Word], index: int) -> bool:
    """ "jades mum" without its apostrophe."""
    word, lists = words[index], load_lists()
    following = words[index + 1].text if index + 1 < len(words) and words[index + 1].before == " " else ""
    stem = tier(word.text[:-1])
    if word.tier == "unknown" and stem == "name":
        return len(word.text) > 4 or following in lists["belongs"]
    if index and words[index - 1].text in DETERMINERS:
        return False
    relations = lists["kin"] | lists["childish"] | lists["plurals"]
    if index and words[index - 1].tier == "name" and word.before == " " and word.text[:-1] in word_lists()["may_family"]:
        return following in relations
    return word.tier != "common" and stem in {"name", "seldom"} and following in relations


def _is_plural(word: Word) -> bool:
    stem = word.text[:-1]
    return tier(stem) == "name" or (word.tier != "common" and tier(stem) == "hard" and (word.capital or stem == "smith"))


def tier(word: str) -> str:
    """How sure a word alone is a name: ``name``, ``seldom`` or ``hard`` (words too), ``kept``, ``common``, ``english`` or ``unknown``."""
    lists = word_lists()
    if word[-1] == "s" and word[:-1] in lists["kept"]:
        return "kept"
    for name in ("role", "hard_words", "seldom_words", "kept", "names", "common", "english"):
        if word in lists[name]:
            return TIERS.get(name, name)
    parts = word.split("-")
    if len(parts) > 1 and any(part in lists["common"] or len(part) < 2 for part in parts):
        return "common"
    if (
        len(parts) > 1
        and len(word) > 5
        and (any(len(part) > 2 and tier(part) == "name" for part in parts) or {*map(tier, parts)} in ({"seldom"}, {"seldom", "hard"}))
    ):
        return "name"
    short = len(word) < 2 or word.endswith(("n't", "'ve", "'ll", "'re", "'d", "'m"))
    if short or ("'" in word and tier(word.replace("'", "")) == "common"):
        return "common"
    return "name" if _respelt(word) in lists["respelt"] else "unknown"


def _respelt(word: str) -> str:
    """The same for spellings of one name that sound alike ("mykayla", "kaydenn", "jaxxon"); empty for a short one."""
    plainer = re.sub(r"(.)\1+", r"\1", word.translate(_ALIKE).replace("ph", "f").replace("ck", "k").replace("ks", "x"))
    return plainer if len(plainer) >= _LONG_ENOUGH else ""


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The lists a word alone is judged by; words of grammar and of kinship are never names."""
    lists = load_lists()
    given = {word for names in lists["given"].values() for word in names.split()}
    grammar = lists["never"].union(*(lists[key] for key in ("kin", "jobs", "said", "belongs", "institutions", "plurals")))
    return {
        "role": ROLE_WORDS | lists["titles"].keys(),
        "hard_words": lists["hard_words"] - grammar - lists["kept"],
        "seldom_words": lists["seldom_words"] - grammar,
        "kept": lists["kept"] - grammar,
        "given": frozenset(given),
        "respelt": frozenset(filter(None, map(_respelt, given - grammar - lists["common"] - lists["seldom_words"] - lists["hard_words"]))),
        "may_given": ((given - lists["common"] - grammar) | lists["seldom_words"] | lists["given_words"]) - lists["never"],
        "may_family": (lists["surnames"] | lists["surname_words"]) - lists["never"],
        "names": (given | lists["surnames"]) - grammar,
        "english": _english(),
        "common": lists["common"] | grammar | lists["no_street"] | PLACED | DETERMINERS,
    }


def _english() -> frozenset[str]:
    """The whole words that the encoder knows, from its own package: a word among them is more likely a word than a name."""
    lines = (find_model(None) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line.isascii() and line.isalpha() and len(line) > 2)


def _kept(words: Sequence[Word]) -> Iterator[int]:
    starts = _phrases()
    for index, word in enumerate(words):
        for phrase in starts.get(word.text, ()):
            here = [_whole(each) for each in words[index : index + len(phrase)]]
            if here == list(phrase):
                yield from range(index, index + len(phrase))


def _whole(word: Word) -> str:
    return word.text + "'s" if word.owns else word.text


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    starts: dict[str, list[tuple[str, ...]]] = {}
    for line in load_lists()["kept_phrases"].split("|"):
        for phrase in line.strip().split("\n"):
            words = tuple(match[0] for match in WORD.finditer(phrase))
            if words:
                starts.setdefault(words[0].removesuffix("'s"), []).append(words)
    return starts


LONGEST = 30
"""Letters beyond which nothing is a slip of a listed word: every slip is tried, so a word without end would take as long."""


def is_near(word: str, listed: str) -> bool:
    """One slip away from a word of a list: a letter left out, added, swapped or changed."""
    if len(word) > LONGEST:
        return False
    words = word_lists()[listed]
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    if any(a + b[1:] in words or a + b[1:2] + b[:1] + b[2:] in words for a, b in cuts):
        return True
    return any(a + c + b[k:] in words for a, b in cuts for c in "abcdefghijklmnopqrstuvwxyz" for k in (0, 1))
