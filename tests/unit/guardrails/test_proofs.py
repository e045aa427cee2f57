"""The check passes on the rules as they are, and fails when one of them is damaged."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from guardrails import proofs
from guardrails.__main__ import load_labels, report_lines
from guardrails.decide import decide, decide_sheet
from guardrails.facts import Derivation, FactSpec
from guardrails.promises import PROMISES
from guardrails.proofs import Table, check, facts_of, kind_of
from guardrails.ruleset import Consequence, Rule, Ruleset, load_ruleset
from guardrails.verdict import Outcome, Urgency
from tests.spec.test_spec import SITUATIONS, disagreements

AS_OF = date(2026, 11, 22)
TABLE = Table(load_ruleset(), AS_OF)
SHEETS = [TABLE.sheet(state) for state in random.Random(20261122).sample(range(len(TABLE.held)), k=3_000)]


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset(clauses=load_labels())


def test_the_rules_keep_every_promise(ruleset: Ruleset) -> None:
    report = check(ruleset, AS_OF)
    assert report.states == 362_880
    assert sum(report.outcomes.values()) == report.states
    assert report.faults == ()
    assert report.never_fired == report.never_deciding == report.notes == ()
    assert "0 fault(s)" in list(report_lines(report, ruleset, 1.0))


def test_a_rule_that_starts_later_is_checked_on_its_day(ruleset: Ruleset) -> None:
    later = with_rule(ruleset, "harm-evidence", in_force_from=date(2027, 1, 1))
    assert proofs.days_of_change(later, AS_OF) == (date(2027, 1, 1),)
    assert proofs.days_of_change(ruleset, AS_OF) == ()


def with_rule(ruleset: Ruleset, id: str, **changes: object) -> Ruleset:
    """The ruleset with one rule changed."""
    rules = (rule.model_copy(update=changes) if rule.id == id else rule for rule in ruleset.rules)
    return replace(ruleset, rules=tuple(rules))


def without_rule(ruleset: Ruleset, id: str) -> Ruleset:
    """The ruleset with one rule dropped."""
    return replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.id != id))


def with_then(ruleset: Ruleset, id: str, **changes: object) -> Ruleset:
    """The ruleset with the consequence of one rule changed."""
    return with_rule(ruleset, id, then=ruleset.rule(id).then.model_copy(update=changes))


def broken_promise(ruleset: Ruleset) -> str | None:
    """The first promise that a state breaks."""
    table = Table(ruleset, AS_OF)
    return next((promise.id for promise in PROMISES if any(proofs.breaches(table, promise))), None)


NO_FACTS_TELL_THEM_APART = {
    "harm-hold-accused escalates differently": "every fact that raises hold to accused escalates by another rule",
    "recipient-already-known-harm without recipient no_role_known": "the rule that decides then says the same",
    "no-case-information without its condition on matter": "a sign that was set aside makes a case of any message",
    "no-case-out-of-scope without its condition on matter": "a sign that was set aside makes a case of any message",
    "recipient-not-this-person without recipient no_role_known": "the rule that decides then says the same",
    "recipient-not-this-person without recipient unsafe": "the rule that decides then says the same",
    "recipient-already-known-harm without child_harm worry": "without significant harm the rule that decides says the same",
}
"""Mutants that change some state of the decision sheet, and no verdict on a case that facts can lead to; with the reason."""

PLANTED: dict[str, tuple[str, Callable[[Ruleset], Ruleset]]] = {
    "the rule on a worry is dropped": ("clarify-with-worry", lambda rules: without_rule(rules, "harm-worry")),
    "evidence grants one exception too few": ("exceptions-match", lambda rules: with_then(rules, "harm-evidence", exceptions=("E1",))),
    "a refusal no longer escalates": ("pause-escalates", lambda rules: with_then(rules, "consent-refused", escalate=False)),
    "an unsafe recipient has the standing of any other": (
        "unsafe-never-told",
        lambda rules: with_then(rules, "recipient-unsafe", standing="no_harm"),
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_breaks_its_promise(planted: str, ruleset: Ruleset) -> None:
    promise, plant = PLANTED[planted]
    assert broken_promise(plant(ruleset)) == promise


def test_swapped_exceptions_are_found(ruleset: Ruleset) -> None:
    first, second = ruleset.rule("harm-evidence"), ruleset.rule("harm-reasonable-cause")
    swapped = with_rule(with_rule(ruleset, first.id, cites=second.cites), second.id, cites=first.cites)
    found = list(proofs.uncited(swapped.rules))
    assert any(first.id in fault for fault in found)
    assert any(second.id in fault for fault in found)
    assert not list(proofs.uncited(ruleset.rules))


def test_an_overruled_rule_is_found(ruleset: Ruleset) -> None:
    shadow = ruleset.rule("consent-refused").model_copy(
        update={"id": "shadow", "then": Consequence(outcome=Outcome.SEEK_CONSENT), "when": {"consent": ("refused",)}}
    )
    table = Table(replace(ruleset, rules=(*ruleset.rules, shadow)), AS_OF)
    assert table.never_deciding == ("shadow",)


def test_a_fact_that_lowers_is_found(ruleset: Ruleset) -> None:
    spec = ruleset.spec
    raises = Derivation(when={"neglect": ("worry",)}, raises={"child_harm": "evidence"})
    damaged = replace(spec, derivations=(*spec.derivations, raises))
    assert not list(proofs.uncovered(spec))
    assert any("neglect" in fault for fault in proofs.uncovered(damaged))
    assert any("neglect" in fault for fault in proofs.lowered_sheets(damaged))


def test_a_fact_that_reaches_nothing_is_found(ruleset: Ruleset) -> None:
    spec = ruleset.spec
    idle = FactSpec(id="weather", group="matter", values=("dry", "wet"), says="the weather", asks="Is it wet?")
    damaged = replace(spec, facts=(*spec.facts, idle))
    assert not list(proofs.unreached(spec))
    assert list(proofs.unreached(damaged)) == ["no value of weather changes the decision sheet"]


def test_a_derivation_that_is_lost_is_found_in_the_manual(ruleset: Ruleset) -> None:
    survivors = []
    for lost in ruleset.spec.derivations:
        kept = tuple(line for line in ruleset.spec.derivations if line is not lost)
        if not disagrees(replace(ruleset, spec=replace(ruleset.spec, derivations=kept))):
            survivors.append(dict(lost.when))
    assert not survivors


def test_every_mutant_of_the_rules_is_found_in_the_manual_or_changes_nothing(ruleset: Ruleset) -> None:
    tried = 0
    survivors = []
    before = sampled_kinds(ruleset)
    for rule in ruleset.rules:
        for name, mutant in mutants(rule):
            tried += 1
            rules = (mutant if one is rule else one for one in ruleset.rules)
            other = replace(ruleset, rules=tuple(one for one in rules if one))
            if name not in NO_FACTS_TELL_THEM_APART and not disagrees(other) and sampled_kinds(other) != before:
                survivors.append(name)
    assert tried > 300
    assert not survivors


def sampled_kinds(ruleset: Ruleset) -> list[tuple[object, ...]]:
    """What a person acts on, in a fixed sample of the states."""
    return [kind_of(decide_sheet(sheet, ruleset, AS_OF)) for sheet in SHEETS]


def disagrees(ruleset: Ruleset) -> bool:
    """Whether the manual notices that these are other rules."""
    return any(
        any(disagreements(situation, decide(facts_of(situation["facts"]), ruleset, AS_OF))) for situation in SITUATIONS
    ) or any(proofs.uncited(ruleset.rules))


def mutants(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    """The rule dropped, and the rule with one thing about it changed."""
    then = rule.then
    yield f"{rule.id} dropped", None
    if then.outcome:
        for outcome in Outcome:
            if outcome is not then.outcome:
                yield f"{rule.id} gives {outcome}", changed(rule, outcome=outcome)
    for urgency in Urgency:
        if urgency is not then.urgency:
            yield f"{rule.id} is {urgency}", changed(rule, urgency=urgency)
    yield f"{rule.id} escalates differently", changed(rule, escalate=not then.escalate)
    for field in ("exceptions", "recipients", "not_with"):
        for item in getattr(then, field):
            yield f"{rule.id} loses {item}", changed(rule, **{field: tuple(one for one in getattr(then, field) if one != item)})
    for id, values in rule.when.items():
        if len(rule.when) > 1:
            others = {key: value for key, value in rule.when.items() if key != id}
            yield f"{rule.id} without its condition on {id}", rule.model_copy(update={"when": others})
        for value in values if len(values) > 1 else ():
            fewer = {**rule.when, id: tuple(one for one in values if one != value)}
            yield f"{rule.id} without {id} {value}", rule.model_copy(update={"when": fewer})


def changed(rule: Rule, **then: object) -> Rule:
    """The rule with another consequence."""
    return rule.model_copy(update={"then": rule.then.model_copy(update=then)})
