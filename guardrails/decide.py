"""Facts in, verdict out: pure and total. It takes no text, no clock, no network and no model."""

from collections.abc import Iterable
from datetime import date

from guardrails.facts import Facts, Sheet, to_sheet
from guardrails.ruleset import Rule, Ruleset
from guardrails.verdict import (
    EXCEPTIONS,
    PRECEDENCE,
    Outcome,
    Standing,
    Urgency,
    Verdict,
)

_RANKS = {
    (standing.name.lower(), outcome): (standing, place)
    for standing in Standing
    for place, outcome in enumerate(PRECEDENCE)
}


def decide(facts: Facts, ruleset: Ruleset, as_of: date) -> Verdict:
    """What the procedure says about a case with these facts, by the rules in force on ``as_of``."""
    return decide_sheet(to_sheet(facts, ruleset.spec), ruleset, as_of)


def decide_sheet(sheet: Sheet, ruleset: Ruleset, as_of: date) -> Verdict:
    """The verdict on a decision sheet. Every sheet gets one: with no rule fired, ``clarify`` and escalate.

    A set of fired rules always has the same verdict, so the ruleset remembers the ones it has met.
    """
    held = ruleset.in_force(as_of)
    for variable, holding in ruleset.holding.items():
        held &= holding[sheet[variable]]
    verdict = ruleset.remembered.get(held)
    if verdict is None:
        verdict = ruleset.remembered[held] = combine(ruleset.members(held))
    return verdict


def holds(rule: Rule, sheet: Sheet) -> bool:
    """Whether every condition of the rule is met by the sheet."""
    return all(sheet[variable] in values for variable, values in rule.when.items())


def combine(fired: Iterable[Rule]) -> Verdict:
    """One verdict from all fired rules; their order does not matter.

    A rule that was overruled still counts for urgency, escalation, exceptions and recipients, but its lines of wording are not said
    and its clauses not cited, unless it engages an exception: "do not share yet" has no place beside "share today".
    """
    rules = sorted(fired, key=lambda rule: rule.id)
    deciding = _deciding(rules)
    if not deciding:
        return Verdict(Outcome.CLARIFY, Urgency.TODAY, True, (), (), (), (), (), (), tuple(rule.id for rule in rules))
    decided = {rule.id for rule in deciding}
    heard = [*deciding, *(rule for rule in rules if rule.id not in decided)]
    exceptions = {exception for rule in rules for exception in rule.then.exceptions}
    return Verdict(
        outcome=deciding[0].then.outcome or Outcome.CLARIFY,
        urgency=max((rule.then.urgency for rule in rules), key=lambda urgency: urgency.rank),
        escalate=any(rule.then.escalate for rule in rules),
        exceptions=tuple(id for id in EXCEPTIONS if id in exceptions),
        recipients_with=_union(rule.then.recipients for rule in heard),
        recipients_not_with=_union(rule.then.not_with for rule in heard),
        must_say=_union(rule.must_say for rule in heard if rule.id in decided or rule.then.outcome is None),
        cites=_union(rule.cites for rule in heard if rule.id in decided or rule.then.outcome is None or rule.then.exceptions),
        deciding=tuple(rule.id for rule in deciding),
        fired=tuple(rule.id for rule in rules),
    )


def _deciding(rules: list[Rule]) -> list[Rule]:
    """The fired rules that make the outcome: of the highest standing, and of those the ones that come first in precedence."""
    ranked = [(_RANKS[rule.then.standing, rule.then.outcome], rule) for rule in rules if rule.then.outcome]
    first = min((rank for rank, _ in ranked), default=None)
    return [rule for rank, rule in ranked if rank == first]


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All items once, in the order in which they were first met."""
    return tuple(dict.fromkeys(item for items in lists for item in items))
