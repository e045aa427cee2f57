"""What a message tells beside its facts, for wording only: circumstances that a step may suppose, and the person's own words of the signs.

The rules see none of this. A circumstance is told or it is not; a step that supposes one is said only where it fits. Own words go into the
script of a call as they were typed, with names turned into roles before, and without what they ask, what they say to whoever answers here,
and what a later message took back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.reading.aspects import tells_nothing
from assistant.reading.gap import read_gap
from assistant.reading.general import asks_beside
from assistant.reading.labels import CATEGORIES
from assistant.reading.normalise import apart, fold
from assistant.reading.patterns import Patterns, find, load_patterns
from assistant.reading.sieve import Sieve
from guardrails.facts import Words

PATTERNS = Path(__file__).resolve().parent / "patterns" / "told.yaml"
MOST_TOLD, MOST_READ_OUT = 120, 80
"""Words of an account, and of what is read out on the telephone."""
_SENTENCE = re.compile(r"(?:[^.?!\n]|(?<=\d)[.](?=\d))+[.?!]*")
_CLAUSE = re.compile(r"((?:^|\s*[,;:]\s+|\s+-+\s+|\s+(?:and|but|so|cos|because)\s+(?=i\b|i['’]?m\b|i['’]?ve\b)))", re.IGNORECASE)
"""What stands between two clauses of a sentence, one of which may be spoken to whoever answers here."""
_OF_HARM = {*CATEGORIES.values(), "likely_harm", "danger_now", "high_risk", "adult_harm"}
_NO_MORE = r"(?:[^.!,;]|[,;](?!\s*(?:and |but |cos |because |as )?(?:s?he|they|it|its|his|her|their|the|a|an|my|mums?|dads?|\d+)\b))*"
"""The rest of a sentence in which nobody is told of any more after a comma."""
_ASKED_AT_THE_END = re.compile(
    r"(?:[,;]|\s+-)?\s*(?:\b(?:and|so|but)\s+)?\b(?:can|cn|could|should|shud|must|may|shall|do|am|(?:who|what|how) do)\s+(?:i|we)\b"
    rf"{_NO_MORE}\Z|\?+\Z",
    re.IGNORECASE,
)
_ASKS_AFTER_A_COMMA = re.compile(r",[^,?]*\?+\s*\Z")
FEW = 6
"""Words of a question that tells nothing though it has no form of one ("tell mum first?")."""
_UNNAMED = re.compile(r"\b[Tt]he person\b(?! (?:who|that|with|in charge)\b)")
"""Stands for a name of which nothing more is known: whoever rings says it."""
_MARKUP = re.compile(r"[\[\](){}<>*_`#~|\\!$^=@]")
"""What a page could take for more than words."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    circumstances: dict[str, str]
    denied: str
    lead: str
    aside: str
    chatter: str
    grave: str
    quoted: str
    record: str
    question: str
    equals: str
    supposed: str


def circumstances(text: str) -> frozenset[str]:
    """Which circumstances these folded words tell of, by the names in ``patterns/told.yaml``; what is denied is not told."""
    names = tuple(_file().circumstances)
    return frozenset(names[place] for place in _sieve().may_match(text) if is_told_of(names[place], text))


def is_told_of(circumstance: str, text: str) -> bool:
    """Whether these folded words tell of this one."""
    denied = _patterns()["denied"]
    matches = expression_of(circumstance).finditer(text)
    return any(not denied.search(text, max(0, match.start() - 40), match.start()) for match in matches)


def expression_of(circumstance: str) -> re.Pattern[str]:
    """What folded words match that tell of it, or deny it."""
    return _patterns()[circumstance]


def own_words(messages: Sequence[str], pointed: Iterable[Words], guessed: Iterable[Words]) -> str:
    """What tells of the signs, in whole sentences as they were typed, to be read out on the telephone: all that was told where it is short.

    Args:
        messages: what was typed, with names turned into roles.
        pointed: the words at which patterns of harm point, by message. Sentences that hold them come before others, then those with grave
            words in messages that show harm, and then those that tell whom a child fears.
        guessed: the sentences that spoke most for what was only learned; they come next, and then the rest of the same messages.
    """
    told, surely, perhaps = list(_sentences(messages)), tuple(pointed), tuple(guessed)
    turns = {words.turn for words in (*surely, *perhaps)}
    fear, grave, quoted = (_patterns()[name] for name in ("fears_home", "grave", "quoted"))
    ranked = sorted(
        told,
        key=lambda each: (
            not any(map(each.holds, surely)),
            not (each.turn in turns and grave.search(apart(fold(each.text).text))),
            not (each.turn in turns and fear.search(apart(fold(each.text).text))),
            not any(map(each.holds, perhaps)),
            not (each.turn in turns and quoted.search(each.text)),
            each.turn not in turns,
        ),
    )
    chosen: list[_Sentence] = []
    for each in ranked:
        most = MOST_TOLD if any(map(each.holds, surely)) else MOST_READ_OUT
        if not chosen or sum(len(other.text.split()) for other in (*chosen, each)) <= most:
            chosen.append(each)
    return _UNNAMED.sub("[name]", _joined(each for each in told if each in chosen))


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
    gap = read_gap(folded := [fold(message) for message in messages])
    older = gap and Words(gap[0], *folded[gap[0]].span(gap[1].start, gap[1].end), "")
    for turn, message in enumerate(messages):
        for sentence in _SENTENCE.finditer(message):
            told = _without_what_is_asked(sentence[0])
            kept = _of_the_case(" ".join(_MARKUP.sub(" ", told).split()).strip(" ,;-"))
            if older and turn < older.turn:
                kept = _patterns()["equals"].sub("", kept).strip(" ,;-")
            supposed = older and older.turn == turn and sentence.start() < older.end and older.start < sentence.end()
            if supposed:
                kept = _patterns()["supposed"].sub("", kept)
            asked = "?" in sentence[0] and told.count(",") == sentence[0].count(",") and len(kept.split()) <= FEW
            disclosed = _patterns()["child_told"].search(apart(fold(kept).text)) is not None
            if kept and (supposed or disclosed or not (asked or tells_nothing(fold(kept))) or _shows_harm(kept)):
                yield _Sentence(kept if kept[-1] in ".!" else f"{kept}.", turn, sentence.start(), sentence.end())


def _without_what_is_asked(sentence: str) -> str:
    """A sentence up to what it asks at its end; whole where that shows harm ("what do i do hes just hit her")."""
    told = _ASKED_AT_THE_END.sub("", _ASKS_AFTER_A_COMMA.sub("", sentence))
    return sentence if _shows_harm(sentence[len(told) :]) else told


def _of_the_case(sentence: str) -> str:
    """A sentence without the clauses that are spoken to whoever answers here: a plea, a feeling, a question about the procedure. None goes
    that shows harm."""
    lead = _patterns()["lead"]
    parts = _CLAUSE.split(lead.sub("", sentence))
    clauses = [(parts[place], parts[place + 1]) for place in range(1, len(parts), 2)]
    kept = [(between, clause) for between, clause in clauses if clause and not _is_aside(clause)]
    return lead.sub("", "".join(between + clause if place else clause for place, (between, clause) in enumerate(kept)))


def _is_aside(clause: str) -> bool:
    folded = fold(clause)
    patterns, text = _patterns(), apart(folded.text).strip(" .!")
    asks = patterns["question"].match(folded.text) is not None and asks_beside(folded)
    aside = patterns["aside"].match(text) or patterns["chatter"].match(text) or patterns["record"].search(text)
    return (asks or aside is not None) and not _shows_harm(clause)


def _shows_harm(words: str) -> bool:
    return next(find(fold(words), _of_harm()), None) is not None


@cache
def _of_harm() -> Patterns:
    return Patterns(pattern for pattern in load_patterns()[0] if pattern.fact in _OF_HARM)


def _joined(sentences: Iterable[_Sentence]) -> str:
    return " ".join(" ".join(each.text for each in sentences).split()[:MOST_TOLD])


@cache
def _file() -> _File:
    return _File.model_validate(yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    read = _file()
    named = {**read.circumstances, **read.model_dump(exclude={"words", "circumstances"})}
    for name, listed in read.words.items():
        named = {key: pattern.replace(f"{{{name}}}", listed) for key, pattern in named.items()}
    return {key: re.compile(pattern, 0 if key in read.circumstances else re.IGNORECASE) for key, pattern in named.items()}


@cache
def _sieve() -> Sieve:
    return Sieve([expression_of(name) for name in _file().circumstances])


CIRCUMSTANCES = frozenset(_file().circumstances)
"""All that a message may be read to tell of."""
