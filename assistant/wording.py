"""What the fixed wording is made of: lines and when each is said. Values only; reading the file is ``assistant.prompt``'s work.

A *line* is one piece of text with variables in braces. A *spot* is a place in a reply for one line, the first that fits.
A reply's *parts* are its spots in the order in which they are shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from corpus.errors import PromptError
from guardrails.facts import OneOf
from guardrails.verdict import Outcome

EVERY = "every"
"""The part of the wording that belongs to every outcome."""

PARTS = ("banner", "headline", "lead", "focus", "steps", "share", "leave_out", "phrases", "record", "net", "notices")

_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_SENTENCE_START = re.compile(r"(^[^\w]*|[.!?]\s+)([a-z])")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(_Strict):
    """One line of the wording and when it is said.

    ``when`` and ``unless`` name keys of the situation and the values that fit. ``says`` are the must-say lines that it
    carries, ``rests_on`` the clauses that it claims from (none: plain advice), ``to`` who a phrase is for. A ``spare`` step is
    the first to go where there are too many; one that ``joins`` follows on in the line before it.
    """

    text: str
    when: dict[str, OneOf] = Field(default_factory=dict)
    unless: dict[str, OneOf] = Field(default_factory=dict)
    says: OneOf = ()
    rests_on: OneOf = ()
    to: str = ""
    spare: bool = False
    joins: bool = False


class Spot(_Strict):
    """A place for one line: the first that fits is said."""

    one_of: tuple[Line, ...]

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, value: object) -> object:
        return value if isinstance(value, Mapping) and "one_of" in value else {"one_of": [value]}


class Person(_Strict):
    """Somebody to speak to in a situation: a contact of the corpus, or a role that has no number."""

    contact: str = ""
    name: str = ""
    why: str
    when: dict[str, OneOf] = Field(default_factory=dict)
    unless: dict[str, OneOf] = Field(default_factory=dict)


class Condition(_Strict):
    """The situations in which something belongs into a reply."""

    when: dict[str, OneOf] = Field(default_factory=dict)
    unless: dict[str, OneOf] = Field(default_factory=dict)


class Bearing(Condition):
    """When a difference from national guidance matters; with ``brought`` also where none of its clauses is quoted."""

    brought: bool = False


class MustSay(_Strict):
    """A line that a rule asks for, in its plainest words, for where no line of the case says it better."""

    part: str
    text: str


class Sign(_Strict):
    """What is said about one fact: why it matters, what to do with it, what to leave out, and what to do while it is a worry.

    With ``when``, the fact counts as a sign only in such a case. Of each part the first line is said that fits. ``called`` is what a
    sentence calls it where more was told than its kind; else the words of the fact sheet do.
    """

    called: tuple[Line, ...] = ()

    why: tuple[Line, ...]
    step: tuple[Line, ...]
    leave_out: tuple[Line, ...]
    worry: tuple[Line, ...] = ()
    when: dict[str, OneOf] = Field(default_factory=dict)

    @field_validator("called", "why", "step", "leave_out", "worry", mode="before")
    @classmethod
    def _as_lines(cls, value: object) -> object:
        return [{"text": value}] if isinstance(value, str) else value


class Question(_Strict):
    """How the one question of a ``clarify`` names the answers to a fact; the question itself is the fact sheet's."""

    fact: str
    answers: dict[str, str]


class Parts(_Strict):
    """The spots of a reply, in the order in which they are shown."""

    banner: tuple[Spot, ...] = ()
    headline: tuple[Spot, ...] = ()
    lead: tuple[Spot, ...] = ()
    focus: tuple[Spot, ...] = ()
    steps: tuple[Spot, ...] = ()
    share: tuple[Spot, ...] = ()
    leave_out: tuple[Spot, ...] = ()
    phrases: tuple[Spot, ...] = ()
    record: tuple[Spot, ...] = ()
    net: tuple[Spot, ...] = ()
    notices: tuple[Spot, ...] = ()
    speak_to: tuple[Person, ...] = ()

    def spots(self, part: str) -> tuple[Spot, ...]:
        """The spots of one part, by its name."""
        spots: tuple[Spot, ...] = getattr(self, part)
        return spots


class Aspect(_Strict):
    """What a follow-up may ask for: what that is called, and the part of the answer that shows it, if one does."""

    title: str
    part: Literal["share", "leave_out", "phrases", "record", "speak_to", "quotes"] | None = None


class SafetyCard(_Strict):
    """The whole reply that is shown when reading itself fails."""

    banner: str
    danger: str
    headline: str
    steps: tuple[str, ...]
    asks: str
    net: str
    record: tuple[str, ...]
    speak_to: tuple[Person, ...]


@dataclass(frozen=True)
class Wording:
    """All fixed wording, checked, with one hash over the file's bytes."""

    kinds: Mapping[str, Mapping[str, tuple[str, ...]]]
    roles: Mapping[str, str]
    also_with: Mapping[str, tuple[Condition, ...]]
    slots: Mapping[str, tuple[Line, ...]]
    signs: Mapping[str, Sign]
    replies: Mapping[str, Parts]
    aspects: Mapping[str, Aspect]
    national: Mapping[str, Bearing]
    added: Mapping[str, Condition]
    must_say: Mapping[str, MustSay]
    questions: tuple[Question, ...]
    answer_means: Mapping[Outcome, str]
    glosses: Mapping[str, str]
    voices: Mapping[str, str]
    joins: Mapping[str, str]
    faults: Mapping[str, str]
    safety_card: SafetyCard
    hash: str

    def spots(self, part: str, outcome: str) -> tuple[Spot, ...]:
        """The spots of one part under one outcome, and after them those that belong to every outcome."""
        return self.replies[outcome].spots(part) + self.replies[EVERY].spots(part)

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line with a condition or a variable, and where it stands."""
        for outcome, parts in self.replies.items():
            for part in PARTS:
                for number, spot in enumerate(parts.spots(part), 1):
                    for line in spot.one_of:
                        yield f"replies.{outcome}.{part} {number}", line
        for name, lines in self.slots.items():
            for line in lines:
                yield f"slots.{name}", line
        for id, sign in self.signs.items():
            for line in (*sign.called, *sign.why, *sign.step, *sign.leave_out, *sign.worry):
                yield f"signs.{id}", line

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text and where it stands."""
        for place, line in self.lines():
            yield from ((place, line.text), (place, line.to))
        for outcome, parts in self.replies.items():
            for person in parts.speak_to:
                yield from ((f"replies.{outcome}.speak_to", text) for text in (person.name, person.why))
        for id, must in self.must_say.items():
            yield f"must_say.{id}", must.text
        for question in self.questions:
            yield from ((f"questions.{question.fact}", answer) for answer in question.answers.values())
        for name in ("roles", "answer_means", "glosses", "voices", "joins", "faults"):
            yield from ((f"{name}.{key}", text) for key, text in getattr(self, name).items())
        yield from ((f"aspects.{id}", aspect.title) for id, aspect in self.aspects.items())
        card = self.safety_card
        for text in (card.banner, card.danger, card.headline, *card.steps, card.asks, card.net, *card.record):
            yield "safety_card", text

    def join(self, name: str, **values: str) -> str:
        """One of the short phrases that replies are put together with, filled."""
        return put_in(self.joins[name], values)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled and every sentence begun with a capital letter.

    Raises:
        PromptError: if a variable has no value.
    """
    missing = sorted(set(variables_in(text)) - set(values))
    if missing:
        raise PromptError(f"The line “{text}” needs {', '.join(missing)}, which has no value here.")
    return capitalised(" ".join(put_in(text, values).split()))


def put_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled, once, and nothing else changed; every variable must have a value."""
    return _VARIABLE.sub(lambda match: values[match[1]], text)


def capitalised(text: str) -> str:
    """The text with every sentence begun with a capital letter."""
    return _SENTENCE_START.sub(lambda match: match[1] + match[2].upper(), text)


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the variables in a text, in the order in which they stand."""
    return tuple(_VARIABLE.findall(text))


def without_variables(text: str) -> str:
    """The text with its variables taken out."""
    return _VARIABLE.sub("", text)
