"""Hears what part of an answer a message asks for, so that it can come first: "how do I write that up?" wants what to write down.

A follow-up is heard by what it is like (``learn_aspects``), any other message only by plain words (``patterns/aspects.yaml``). What is said
of each aspect is in the wording.
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

Floats = npt.NDArray[np.float32]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, str]
    fillers: str
    questions: str
    supposes: str
    outright: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Patterns:
    fillers: re.Pattern[str]
    questions: re.Pattern[str]
    supposes: re.Pattern[str]
    outright: Mapping[str, re.Pattern[str]]


def aspect_of(message: Folded, vector: Floats | None, *, follows: bool) -> str:
    """The aspect that a message asks for, empty where it asks for none.

    Args:
        message: what was said.
        vector: the search's unit vector of it, where there is one.
        follows: whether it comes after others of the same case.
    """
    text = apart(message.text)
    plain = next((aspect for aspect, pattern in _patterns().outright.items() if pattern.search(text)), "")
    if plain or not follows or vector is None or len(text.split()) > LONGEST:
        return plain
    names, weights, bias = _learned()
    scores = np.exp(vector @ weights + bias)
    best = int(scores.argmax())
    return names[best] if scores[best] >= LIKELY * scores.sum() and names[best] != NONE else ""


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


def hash_of_aspects() -> str:
    """What was learned, as a hash; the patterns are hashed with the others."""
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()


@cache
def _learned() -> tuple[tuple[str, ...], Floats, Floats]:
    with np.load(WEIGHTS) as kept:
        return tuple(kept["names"].tolist()), kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)


@cache
def _patterns() -> _Patterns:
    read = _File.model_validate(yaml.load(PATTERNS.read_bytes(), Loader=yaml.CSafeLoader))
    outright = {aspect: _either(patterns, read.words) for aspect, patterns in read.outright.items()}
    fillers, questions, supposes = (_either((pattern,), read.words) for pattern in (read.fillers, read.questions, read.supposes))
    return _Patterns(fillers, questions, supposes, outright)


def _either(patterns: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for all of these, with the lists of words put in."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, listed in words.items():
        joined = joined.replace(f"{{{name}}}", listed)
    return re.compile(joined)
