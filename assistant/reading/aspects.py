"""Hears what part of an answer a message asks for, so that it can come first: "how do I write that up?" wants what to write down.

A follow-up is heard by plain words (``patterns/aspects.yaml``) and else by what it is like (``learn_aspects``), any other message only by
plain words. What is said of each aspect is in the wording. Heard here as well: whether a message tells anything at all of the case, and
what was done about it already.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from pydantic import BaseModel, ConfigDict

from assistant.reading.normalise import Folded, apart

PATTERNS = Path(__file__).resolve().parent / "patterns" / "aspects.yaml"
WEIGHTS = Path(__file__).resolve().parent / "weights" / "aspects.npz"
NONE = "none"
LONGEST = 24
"""Words of a message that may ask for no more than a part of the answer before it; a longer one tells something."""
LIKELY = 0.4
"""From this probability a follow-up is taken to ask for an aspect. Of examples held out 65 % are then heard and 17 % taken for another;
from 0.5 it is 61 and 11 %, from 0.3 67 and 23 %. The 150 that are reported were looked at too when this was chosen."""
FEW = 4
"""Words of a message that asks for a part of the answer without the form of a question ("and the number")."""
BY_NAME = {"own_people", "school", "sibling"}
"""Aspects that ask after somebody else: they come first even where the yes before was not for them."""
CHANGED = "changed"
"""The aspect of a message that changes what was told, to see what follows ("what if he was 24")."""
CORRECTED = "corrected"
"""The aspect of a message that takes back what was told ("sorry, wrong end of the stick"): it takes no sign away, and is told how to."""
DECLINED = "declined"
"""What was done where those who act said no, and the aspect of a message that asks what is left then."""
UNDER_WAY = {"unanswered", "shut", DECLINED}
"""What is told of those who act, and asks what then."""
TOLD_OF = {"parental", "deadline", CHANGED, CORRECTED}
"""Aspects whose words tell what somebody claims or demands, so that the message is read with the case."""
OF_THE_CASE = {"record", DECLINED}
"""Aspects whose answer is the case's own, and better than what is settled for anybody's."""
DRAFTED = {"email", "call"}
"""Aspects answered with a draft, in which stands what was told of the case in the person's own words."""
OTHER = "other"
"""Stands for what a follow-up asks where it is heard that it asks for something, and not what."""
_PIECE = re.compile(r"[^.?!,;\n]+[.?!,;\n]*\s*")
_ANSWER = re.compile(r"\b(?:yes|no|yeah|yep|nope|nah)\b")
_SUPPOSED = re.compile(r"\b(?:if|suppos\w+|in case)\b")
_GOES_ON = re.compile(r"\s*(?:and|or|but|to|about|when|if|with|for)\b")

Floats = npt.NDArray[np.float32]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    fillers: str
    questions: str
    supposes: str
    feelings: str
    progress: dict[str, tuple[str, ...]]
    against: str
    another_child: str
    following: dict[str, tuple[str, ...]]
    outright: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Patterns:
    fillers: re.Pattern[str]
    questions: re.Pattern[str]
    supposes: re.Pattern[str]
    feelings: re.Pattern[str]
    another_child: re.Pattern[str]
    against: re.Pattern[str]
    progress: Mapping[str, re.Pattern[str]]
    following: Mapping[str, re.Pattern[str]]
    outright: Mapping[str, re.Pattern[str]]


def aspect_of(message: Folded, vector: Floats | None, *, follows: bool) -> str:
    """The aspect that a message asks for, empty where it asks for none.

    Args:
        message: what was said.
        vector: the search's unit vector of it, where there is one.
        follows: whether it comes after others of the same case.
    """
    text = apart(message.text)
    is_short = len(text.split()) <= LONGEST
    plain = (_following(text) if follows and is_short else "") or _met(_patterns().outright, text)
    if plain or not follows or vector is None or not is_short:
        return plain
    names, weights, bias = _learned()
    scores = np.exp(vector @ weights + bias)
    best = int(scores.argmax())
    return names[best] if scores[best] >= LIKELY * scores.sum() and names[best] != NONE else ""


def asks_after_a_no(message: Folded) -> bool:
    """Whether a message asks what is left once those who act said no ("so is that it", "who do I go to if they say no again")."""
    return is_question(message) and _patterns().against.search(apart(message.text)) is not None


def is_question(message: Folded) -> bool:
    """Whether a message has the form of a question, or is so short that it tells nothing."""
    text = apart(message.text)
    return len(text.split()) <= FEW or _patterns().questions.search(text) is not None


def is_filler(message: Folded) -> bool:
    """Whether a message says nothing at all ("ok thanks")."""
    return _patterns().fillers.search(apart(message.text)) is not None


def is_supposed(message: Folded) -> bool:
    """Whether what a message says is only supposed ("what if she says no?")."""
    return _patterns().supposes.search(apart(message.text)) is not None


def without_asides(message: Folded) -> Folded:
    """A message without the thanks that it opens with and the writer's own feelings; as it is where nothing else is left of it."""
    kept: list[re.Match[str]] = []
    for piece in _PIECE.finditer(message.text):
        text = apart(piece[0]).strip()
        opens = not kept and _patterns().fillers.search(text) is not None and not _ANSWER.search(text)
        if not opens and not _patterns().feelings.search(text):
            kept.append(piece)
    if not kept:
        return message
    origin = tuple(place for piece in kept for place in message.origin[piece.start() : piece.end()])
    return Folded("".join(piece[0] for piece in kept), origin)


def tells_nothing(message: Folded) -> bool:
    """Whether every piece of a message asks, thanks, or says how the writer feels or what was done about the case: nothing of what
    happened to anybody."""
    pieces = [apart(piece[0]).strip(" .?!,;\n") for piece in _PIECE.finditer(message.text)]
    asked = False
    for text in filter(None, pieces):
        goes_on = asked and _GOES_ON.match(text) is not None
        asked = goes_on or _patterns().questions.match(text) is not None or _following(text) not in {"", *TOLD_OF}
        if not asked and not (_patterns().fillers.search(text) or _patterns().feelings.search(text) or _progress(text)):
            return False
    return len(message.text.split()) <= LONGEST


def brings_another_child(message: Folded) -> bool:
    """Whether a message brings in a brother, a sister or a baby beside the child told of before."""
    return _patterns().another_child.search(apart(message.text)) is not None


def progress_of(messages: Sequence[Folded]) -> str:
    """What was done about the case, or stands in the way: ``declined`` where those who act said no, ``unanswered`` where they did not
    come back, ``shut`` where they cannot be reached now, whichever was said last; else ``rung`` where a later message says that
    those who act were told, ``told`` where somebody was; empty where nothing of it was said."""
    told = ""
    for place in range(len(messages) - 1, -1, -1):
        met = _progress(apart(messages[place].text))
        if met in UNDER_WAY:
            return met
        told = told or ("rung" if place and met in {"rung", "done"} else "told" if met in {"rung", "told"} else "")
    return told


def hash_of_aspects() -> str:
    """What was learned, as a hash; the patterns are hashed with the others."""
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()


def _following(text: str) -> str:
    """What a follow-up asks for in plain words; that those who act said no, did not come back or are not there, asks what then."""
    heard = _met(_patterns().following, text)
    progress = "" if heard else _progress(text)
    return heard or (progress if progress in UNDER_WAY else "")


def _progress(text: str) -> str:
    return "" if _SUPPOSED.search(text) else _met(_patterns().progress, text)


def _met(patterns: Mapping[str, re.Pattern[str]], text: str) -> str:
    return next((name for name, pattern in patterns.items() if pattern.search(text)), "")


@cache
def _learned() -> tuple[tuple[str, ...], Floats, Floats]:
    with np.load(WEIGHTS) as kept:
        return tuple(kept["names"].tolist()), kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)


@cache
def _patterns() -> _Patterns:
    read = _File.model_validate(yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader))
    groups = (read.progress, read.following, read.outright)
    progress, following, outright = ({name: _either(listed, read.words) for name, listed in group.items()} for group in groups)
    single = (read.fillers, read.questions, read.supposes, read.feelings, read.another_child, read.against)
    fillers, questions, supposes, feelings, another, against = (_either((pattern,), read.words) for pattern in single)
    return _Patterns(fillers, questions, supposes, feelings, another, against, progress, following, outright)


def _either(patterns: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all of these, with the lists of words put in."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, listed in reversed(tuple(words.items())):  # a list may name those above it
        joined = joined.replace(f"{{{name}}}", listed)
    return re.compile(joined)
