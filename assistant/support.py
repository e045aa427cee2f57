"""Whether a sentence is borne out by the clause that it names: a deterministic measure, with no model and no chance in it.

A sentence is read as a row of concepts (words, with those that mean the same put together) and held against each stretch of the
clause. It is borne out by a stretch if every check of ``CHECKS`` passes, in short:

- every word that says something is a word of the clause, or one listed as the same: one foreign word is one too many;
- nothing is denied that the clause affirms, nor affirmed that it denies;
- it is no stronger and no weaker than the clause: *must*, *should* and *may* are never exchanged;
- figures are the clause's, in the clause's order; *only*, *all*, *before*, *under* and the like are the clause's too;
- who has to act is who has to in the clause, and nothing comes from, or is done by or against, what it does not in the clause;
- where the clause has a condition or an exception, the sentence has one as well.

So it passes sentences that say part of a clause in nearly its words, and withholds freer ones, right or wrong. How often it errs either
way is measured by ``python -m evals.support``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from ingest.check import FUNCTION_WORDS

LISTS = Path(__file__).resolve().parent / "support.yaml"
LEAST_SHARED = 2
"""Concepts that a sentence must share with its clause, however short it is."""
FIRST, SECOND, REACH = 1, 2, 5
"""A denial surely reaches the first concept after it, in a clause the second too, and may reach the fifth; "without" reaches two."""
BEFORE_YOU = frozenset({",", ";", ":", "if", "when", "where", "whether", "and", "what"})
"""What "you" may follow in a sentence whose clause names nobody: "if you are unsure", never "harm to you"."""
CONNECTING = frozenset({"if", "when", "where", "unless", "for", "to", "with", "without"})
LIMITS = ("stay ", "unless ", "except ", "but ", "however", "only if ")
"""How a sentence begins that takes back part of the one before it, which then may not stand alone."""
NUMBERS = """nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen""".split()
FAR = 99
"""In a clause, *must*, *should* and *may* govern all that follows until the next of them."""
NEAR = 5
"""Concepts within which a person follows what leads up to them."""
BETWEEN = frozenset({"not", "never", "always", "only", "also", "therefore"})

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
        return tuple(token for token in self.tokens if _says(token))


@dataclass(frozen=True)
class Lists:
    """The words of ``support.yaml``, ready for use."""

    raw: dict[str, Any]

    @cached_property
    def same(self) -> dict[str, str]:
        """Each listed word to the first of its line."""
        return {word: line.split()[0] for line in reversed(self.raw["same"]) for word in line.split()}

    @cached_property
    def phrases(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What is replaced before words are read."""
        return tuple((re.compile(found), put) for found, put in self.raw["phrases"])

    @cached_property
    def bounds(self) -> dict[str, str]:
        """Each word that widens or narrows, to the first of its line."""
        return {word: line.split()[0] for line in self.raw["bounds"] for word in line.split()}

    def words(self, name: str) -> frozenset[str]:
        """A list of words by its name."""
        return _split(self.raw[name])


@cache
def load_lists() -> Lists:
    """The lists of ``support.yaml``."""
    return Lists(yaml.load(LISTS.read_bytes(), Loader=yaml.CSafeLoader))


def unsupported(sentence: str, texts: Iterable[str]) -> str:
    """Why no stretch of these texts bears the sentence out; empty if one does.

    Args:
        sentence: what would be shown.
        texts: the clause's own words, and whatever else is held to say the same.
    """
    said = read(sentence)
    nearest, reason = -1, "it has no clause to rest on"
    for stretch in stretches(texts):
        passed, fault = _first_fault(said, stretch)
        if not fault:
            return ""
        if passed > nearest:
            nearest, reason = passed, fault
    return reason


def read(text: str) -> Stretch:
    """A text as concepts."""
    lists = load_lists()
    plain = text.lower().replace("’", "'").replace("‘", "'")
    for found, put in lists.phrases:
        plain = found.sub(put, plain)
    tokens = tuple(_concept(token) for token in _TOKEN.findall(plain))
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
        elif _says(token):
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


def _first_fault(said: Stretch, stretch: Stretch) -> tuple[int, str]:
    for number, check in enumerate(CHECKS):
        fault = check(said, stretch)
        if fault:
            return number, fault
    return len(CHECKS), ""


def _foreign_words(said: Stretch, stretch: Stretch) -> str:
    framing = load_lists().words("framing")
    own = [concept for concept in said.concepts if concept not in framing]
    known = {*stretch.concepts, *(("practitioner",) if stretch.opens and _first_actor(said) == "practitioner" else ())}
    if any(concept not in known for concept in own) or not _may_address(said, stretch):
        return "it says what its clause does not"
    return "" if len({*own} & known) >= LEAST_SHARED else "it says too little of its clause"


def _may_address(said: Stretch, stretch: Stretch) -> bool:
    """Whether "you" is somebody of whom the clause speaks: the practitioner, or whoever is told to do something."""
    if "you" not in said.tokens or {"you", "practitioner"} & {*stretch.tokens}:
        return True
    places = [place for place, token in enumerate(said.tokens) if token == "you"]
    return all(place == 0 or said.tokens[place - 1] in BEFORE_YOU for place in places)


def _numbers(said: Stretch, stretch: Stretch) -> str:
    ours, theirs = _figures(said), iter(_figures(stretch))
    return "" if all(figure in theirs for figure in ours) else "it has a figure that its clause does not"


def _bounds(said: Stretch, stretch: Stretch) -> str:
    bounds = load_lists().bounds
    ours, theirs = ({bounds[token] for token in each.tokens if token in bounds} for each in (said, stretch))
    if ours - theirs - {"or"} or ("only" in theirs - ours and _only(stretch) & {*said.concepts}):
        return "it widens or narrows what its clause says"
    return "" if _compares(said) <= _compares(stretch) else "it turns round what its clause compares"


def _only(stretch: Stretch) -> set[str]:
    """What *only* is said of: the next concept that says something of its own."""
    framing, found, narrowed = load_lists().words("framing"), set(), False
    for token in stretch.tokens:
        if load_lists().bounds.get(token) == "only":
            narrowed = True
        elif narrowed and _says(token) and token not in framing:
            found.add(token)
            narrowed = False
    return found


def _compares(stretch: Stretch) -> set[tuple[str, bool]]:
    """Each concept with whether it stands before *than*, where there is a comparison."""
    if "than" not in stretch.tokens:
        return set()
    middle = stretch.tokens.index("than")
    return {(token, place < middle) for place, token in enumerate(stretch.tokens) if _says(token)}


def _polarity(said: Stretch, stretch: Stretch) -> str:
    sure, near, _ = denied(said, FIRST)
    their_sure, their_near, their_open = denied(stretch, SECOND)
    if any(concept not in their_near for concept in sure):
        return "it denies what its clause says"
    if any(concept in said.concepts and concept not in near for concept in their_sure - their_open):
        return "it affirms what its clause denies"
    turned = {by for by, concept in _turned(stretch) if concept in said.concepts and by not in said.concepts}
    return "it leaves out what turns its clause's meaning" if turned else ""


def _turned(stretch: Stretch) -> set[tuple[str, str]]:
    """Each concept that stands only under a word such as *prevent* or *reduce*, with that word."""
    inverters = load_lists().words("inverters")
    found: dict[str, str] = {}
    by, left = "", 0
    free: set[str] = set()
    for token in stretch.tokens:
        if token in inverters:
            by, left = token, SECOND
        elif _says(token):
            if left:
                found[token] = by
                left -= 1
            else:
                free.add(token)
    return {(by, concept) for concept, by in found.items() if concept not in free}


def _modality(said: Stretch, stretch: Stretch) -> str:
    ours, theirs = _asked(said, FIRST), _asked(stretch, FAR)
    of_clause = {strength for strength, _ in theirs}
    for strength, concept in ours:
        attached = {other for other, same in theirs if same == concept}
        if strength not in (attached or of_clause):
            return "it is stronger or weaker than its clause"
    return ""


def _actor(said: Stretch, stretch: Stretch) -> str:
    ours, theirs = _agents(said), _agents(stretch)
    free = {("practitioner", False)} if stretch.opens or not theirs else set()
    if ours - theirs - free:
        return "it names somebody else to act than its clause"
    subject = _first_actor(said)
    known = _subjects(stretch) | {actor for actor, passive in theirs | free if not passive}
    if subject and subject not in known:
        return "it begins with somebody else than its clause"
    placed = all(_follows(stretch, *pair) for pair in _led_to(said)) and _reached(said) <= _reached(stretch)
    return "" if placed else "it puts somebody where its clause does not"


def _first_actor(stretch: Stretch) -> str:
    """Whom the sentence begins with, if it begins with a person and not with "you"."""
    first = next((token for token in stretch.tokens if _says(token) or token in CONNECTING), "")
    return first if first in load_lists().words("actors") else ""


def _subjects(stretch: Stretch) -> set[str]:
    """Everybody with whom a part of the clause begins."""
    lists = load_lists()
    ends = lists.words("conditions") | lists.words("breaks")
    found, begins = set(), True
    for token in stretch.tokens:
        if not token[0].isalnum() or token in ends:
            begins = True
        elif _says(token):
            if begins and token in lists.words("actors"):
                found.add(token)
            begins = False
    return found


def _reached(stretch: Stretch) -> set[tuple[str, str]]:
    """Each person with the little word that leads to them: to, with, from, by, for."""
    lists = load_lists()
    found = set()
    for place, token in enumerate(stretch.tokens):
        if token in lists.words("actors"):
            for before in reversed(stretch.tokens[max(0, place - 3) : place]):
                if before in lists.words("leading"):
                    found.add((before, token))
                if not before[0].isalnum():
                    break
    return found


def _turned_round(said: Stretch, stretch: Stretch) -> str:
    """Whether something comes from, or is done by or against, something else where the clause has no such relation at all."""
    relations = load_lists().words("relations")
    return "it relates things as its clause does not" if relations & {*said.tokens} - {*stretch.tokens} else ""


def _conditions(said: Stretch, stretch: Stretch) -> str:
    hard = load_lists().words("hard_conditions")
    if bool(hard & {*stretch.tokens}) is not bool(hard & {*said.tokens}):
        return "it drops or adds an exception"
    if (_conditional(stretch) or _bracketed(stretch) & {*said.concepts}) and not _conditional(said):
        return "it drops a condition that its clause makes"
    return ""


CHECKS: tuple[Callable[[Stretch, Stretch], str], ...] = (
    _foreign_words,
    _numbers,
    _bounds,
    _polarity,
    _modality,
    _actor,
    _turned_round,
    _conditions,
)


@lru_cache(4096)
def _concept(token: str) -> str:
    same = load_lists().same
    if token in same:
        return same[token]
    if not token[0].isalpha() or token in FUNCTION_WORDS or token in load_lists().words("negators"):
        return token
    return same.get(stem := _stem(token), stem)


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ly", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > 3 and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            word = word.removesuffix(ending) + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(4096)
def _says(token: str) -> bool:
    lists = load_lists()
    if not token[0].isalpha():
        return False
    classes = ("negators", "oblige", "advise", "permit", "conditions")
    if token in FUNCTION_WORDS or token in lists.bounds or token == "you":
        return False
    return not any(token in lists.words(name) for name in classes)


def _figures(stretch: Stretch) -> tuple[str, ...]:
    found = []
    for token in stretch.tokens:
        if token.isdigit():
            found.append(token)
        elif token in NUMBERS and token != "one":
            found.append(str(NUMBERS.index(token)))
    return tuple(found)


def _asked(stretch: Stretch, reach: int) -> set[tuple[str, str]]:
    """How strongly it asks for what: each *must*, *should* or *may* with the concepts that it governs, until the next of them."""
    lists = load_lists()
    found = set()
    strength, left = ("advise", reach) if stretch.opens else ("", 0)
    for token in stretch.tokens:
        modal = next((name for name in ("oblige", "advise", "permit") if token in lists.words(name)), "")
        if modal:
            strength, left = modal, reach
        elif strength and left and _says(token):
            found.add((strength, token))
            left -= 1
    return found


def _agents(stretch: Stretch) -> set[tuple[str, bool]]:
    """Who must, should or may act, and whether it is done to them instead."""
    lists = load_lists()
    actors = lists.words("actors")
    modals = lists.words("oblige") | lists.words("advise") | lists.words("permit")
    found: set[tuple[str, bool]] = set()
    last, content = "", 0
    for place, token in enumerate(stretch.tokens):
        if token in actors and "of" not in stretch.tokens[max(0, place - 2) : place]:
            last, content = "practitioner" if token == "you" else token, 0
        elif _says(token) or token in ",;.:":
            content += 1
        elif token in modals and last and not content:
            after = [following for following in stretch.tokens[place + 1 : place + 4] if following not in BETWEEN]
            found.add((last, after[:1] == ["be"] and not _describes(after[1:2])))
    return found


def _led_to(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """Each person spoken of, with the concept that leads up to them."""
    lists = load_lists()
    actors, ends, framing = lists.words("actors"), lists.words("conditions"), lists.words("framing")
    before = ""
    for token in stretch.tokens:
        if not token[0].isalnum() or token in ends:
            before = ""
        elif _says(token):
            if token in actors and before:
                yield before, token
            before = "" if token in framing else token


def _follows(stretch: Stretch, before: str, actor: str) -> bool:
    """Whether the clause has this person soon after this concept, if it has the concept at all."""
    concepts = stretch.concepts
    places = [place for place, concept in enumerate(concepts) if concept == before]
    return not places or any(actor in concepts[place + 1 : place + 1 + NEAR] for place in places)


def _describes(after: list[str]) -> bool:
    """Whether "be" leads to what somebody is like ("be open") rather than to what is done to them ("be asked")."""
    return bool(after) and after[0] in {"open", "honest", "able", "ready", "clear", "sure"}


def _bracketed(stretch: Stretch) -> set[str]:
    """What is spoken of in brackets alone, in brackets that make a condition."""
    conditions, inside, outside, conditional, depth = load_lists().words("conditions"), set[str](), set[str](), False, 0
    for token in stretch.tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        conditional |= depth > 0 and token in conditions
        if _says(token):
            (inside if depth > 0 else outside).add(token)
    return inside - outside if conditional else set()


def _conditional(stretch: Stretch) -> bool:
    """Whether it makes a condition outside brackets."""
    conditions, depth = load_lists().words("conditions"), 0
    for token in stretch.tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token in conditions and token != "whether" and depth <= 0:
            return True
    return False


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())
