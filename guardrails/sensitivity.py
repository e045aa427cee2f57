"""Finds the one fact that would change the answer: which single change of a fact leads to another verdict, the plainest first.

It asks ``decide`` again with one fact changed, and decides nothing itself. A sign of harm, of danger, or that a recipient is unsafe
is only ever raised here, never taken away: nobody is to learn from this what to leave out. What was said about consent, who would
receive it, what for and how may change either way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guardrails.decide import decide
from guardrails.facts import Fact, Facts, FactSheet, to_sheet
from guardrails.ruleset import Ruleset
from guardrails.verdict import Verdict

MOST_SHOWN = 2

_ABOUT_CONSENT = ("consent", "consent_giver", "consent_pressed", "consent_elsewhere", "disagreement", "responsibility_unclear")
_ANYTHING = ""
_ANY_HARM = "likely_harm"
"""The sign that stands for harm of any kind; it has words of its own."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A value that a fact might have, what it must be now (empty for anything), and words that fit after "If"."""

    fact: str
    value: str
    words: str
    now: str = _ANYTHING


_CONSENT = (
    _Change("consent", "given", "the right person freely said yes"),
    _Change("consent", "refused", "they said no, or took their yes back"),
    _Change("consent_giver", "parent", "it was somebody with parental responsibility who said yes", "somebody_else"),
)
_RECIPIENT = (
    _Change("recipient", "professional", "you ring back and find somebody whose work is to help the child", "unverified"),
    _Change("recipient", "unsafe", "the child must be kept safe from the one who would get it"),
)
_MENDED = (
    _Change("route", "secure", "it went by a secure route", "insecure"),
    _Change("purpose", "need", "it met a need of the child", "none"),
    _Change("everything", "no", "only what is needed went", "yes"),
)
_SIGNS = (
    _Change(_ANY_HARM, "cause", "you have good reason to believe that a child is, or will be, seriously harmed"),
    _Change("danger_now", "yes", "anybody is in danger at this moment"),
)
_STRONGER = "your worry about {says} became good reason to believe it"
_SPOILT = (
    _Change("purpose", "none", "it were only “just in case”"),
    _Change("route", "insecure", "it went by a route that is not secure"),
)


@dataclass(frozen=True, slots=True)
class Turning:
    """One changed fact and the verdict then. ``words`` fit after "If"; ``sign`` when what is added is a sign of harm or of danger."""

    fact: str
    value: str
    words: str
    verdict: Verdict
    sign: bool


def turning_points(facts: Facts, ruleset: Ruleset, as_of: date) -> tuple[Turning, ...]:
    """Every single change that leads to another or a more urgent outcome: consent, recipient, what can be mended, signs, the rest."""
    now = decide(facts, ruleset, as_of)
    return tuple(
        Turning(change.fact, change.value, change.words, then, sign)
        for change, sign in _changes(facts, ruleset.spec)
        if _is_another(now, then := decide(changed := _with(facts, change), ruleset, as_of)) and not _loosens(facts, changed, ruleset.spec)
    )


def plainest(turnings: tuple[Turning, ...]) -> tuple[Turning, ...]:
    """The one or two to show: the first, and beside it the first added sign, or else the next that leads somewhere else."""
    if not turnings:
        return ()
    first, *rest = turnings
    others = [turning for turning in rest if turning.fact != first.fact and turning.verdict.outcome is not first.verdict.outcome]
    signs = [turning for turning in others if turning.sign and not first.sign]
    return (first, *(signs or others)[: MOST_SHOWN - 1])


def consent_is_settled(facts: Facts, ruleset: Ruleset, as_of: date) -> bool:
    """Whether the outcome stays the same whatever else anybody says about consent."""
    now = decide(facts, ruleset, as_of).outcome
    changed = (facts.with_fact(Fact(id, value)) for id in _ABOUT_CONSENT for value in ruleset.spec.fact(id).values)
    return all(decide(other, ruleset, as_of).outcome is now for other in changed)


def _changes(facts: Facts, spec: FactSheet) -> Iterator[tuple[_Change, bool]]:
    """Every change that may be named, the plainest first, with whether it adds a sign. A fact that was struck out is not named again."""
    worries = (_Change(id, "cause", _STRONGER.format(says=spec.fact(id).says), "worry") for id in spec.harm_facts if id != _ANY_HARM)
    listed = ((_CONSENT, False), (_RECIPIENT, False), (_MENDED, False), (tuple(worries), True), (_SIGNS, True), (_SPOILT, False))
    for changes, sign in listed:
        for change in changes:
            now = facts.value(change.fact, spec)
            if change.fact not in facts.struck and change.value != now and change.now in {_ANYTHING, now}:
                yield change, sign


def _with(facts: Facts, change: _Change) -> Facts:
    return facts.with_fact(Fact(change.fact, change.value))


def _is_another(now: Verdict, then: Verdict) -> bool:
    return then.outcome is not now.outcome or then.urgency.rank > now.urgency.rank


def _loosens(facts: Facts, changed: Facts, spec: FactSheet) -> bool:
    """Whether a sign of harm or danger would count for less, or a recipient who is unsafe no longer be so."""
    now, then = to_sheet(facts, spec), to_sheet(changed, spec)
    signs = [variable for variable in spec.variables if variable.toward == "share"]
    fallen = any(sign.values.index(then[sign.id]) < sign.values.index(now[sign.id]) for sign in signs)
    return fallen or (now["recipient"] == "unsafe" and then["recipient"] != "unsafe")
