"""The rules once more, as formulas: the solver finds no state that breaks what the design promises.

The formulas are made from the loaded rules; the promises are written again here, as formulas, and not taken from ``guardrails``.
"""

import functools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import z3

from guardrails.decide import decide_sheet
from guardrails.ruleset import Rule, Ruleset, load_ruleset
from guardrails.verdict import PRECEDENCE, Outcome, Standing, Urgency

AS_OF = date(2026, 11, 22)
RANDOM_STATES = 2_500
Formula = Any  # the solver's package carries no types


@dataclass(frozen=True)
class Encoded:
    """One decision sheet as unknowns, and the verdict as formulas over them."""

    ruleset: Ruleset
    state: dict[str, Formula]

    @property
    def legal(self) -> Formula:
        """Every unknown is one of its variable's values."""
        return z3.And(
            *(
                z3.And(self.state[variable.id] >= 0, self.state[variable.id] < len(variable.values))
                for variable in self.ruleset.spec.variables
            )
        )

    def value(self, variable: str, *values: str) -> Formula:
        """The variable has one of these values."""
        known = self.ruleset.spec.variable(variable).values
        return z3.Or(*(self.state[variable] == known.index(value) for value in values))

    def fires(self, rule: Rule) -> Formula:
        """Every condition of the rule is met."""
        return z3.And(*(self.value(id, *values) for id, values in rule.when.items()))

    def some_rule(self, chosen: Callable[[Rule], bool]) -> Formula:
        """A rule fires for which this holds."""
        return z3.Or(*(self.fires(rule) for rule in self.ruleset.rules if rule.in_force(AS_OF) and chosen(rule)))

    def outcome(self) -> Formula:
        """The place of the outcome among all eight; eight stands for none."""
        result: Formula = z3.IntVal(len(PRECEDENCE))
        for standing in reversed(Standing):
            for place in reversed(range(len(PRECEDENCE))):
                wanted = (PRECEDENCE[place], standing.name.lower())
                fired = self.some_rule(functools.partial(_decides, wanted))
                result = z3.If(fired, z3.IntVal(place), result)
        return result

    def is_outcome(self, *outcomes: Outcome) -> Formula:
        """The outcome is one of these."""
        return z3.Or(*(self.outcome() == PRECEDENCE.index(outcome) for outcome in outcomes))

    def urgency(self) -> Formula:
        """0 routine, 1 today, 2 immediate."""
        immediate = self.some_rule(lambda rule: rule.then.urgency is Urgency.IMMEDIATE)
        today = self.some_rule(lambda rule: rule.then.urgency is Urgency.TODAY)
        return z3.If(immediate, 2, z3.If(today, 1, 0))

    def escalate(self) -> Formula:
        """Some fired rule asks for it."""
        return self.some_rule(lambda rule: rule.then.escalate)

    def exception(self, id: str) -> Formula:
        """Some fired rule grants it."""
        return self.some_rule(lambda rule: id in rule.then.exceptions)

    def not_with(self, who: str) -> Formula:
        """Some fired rule keeps it from them."""
        return self.some_rule(lambda rule: who in rule.then.not_with)

    def harm(self) -> Formula:
        """Signs of significant harm to anybody."""
        return z3.Or(self.value("child_harm", "cause", "evidence"), self.value("other_harm", "harm"), self.value("danger", "yes"))

    def case(self) -> Formula:
        """There is a case to decide."""
        return z3.Not(self.is_outcome(Outcome.INFORMATION, Outcome.OUT_OF_SCOPE))


def _decides(wanted: tuple[Outcome, str], rule: Rule) -> bool:
    return (rule.then.outcome, rule.then.standing) == wanted


def encoded(ruleset: Ruleset, name: str) -> Encoded:
    return Encoded(ruleset, {variable.id: z3.Int(f"{name}_{variable.id}") for variable in ruleset.spec.variables})


SHARE, PAUSE, REFUSE = Outcome.SHARE_WITHOUT_CONSENT, Outcome.PAUSE, Outcome.DO_NOT_SHARE
ASK_BACK, ASK_FIRST, AGREED = Outcome.CLARIFY, Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT

PROMISES: dict[str, Callable[[Encoded], Formula]] = {
    "a rule decides every state": lambda one: one.outcome() < len(PRECEDENCE),
    "an unsafe recipient is always refused in a case": lambda one: z3.Implies(
        z3.And(one.value("recipient", "unsafe"), one.case()), z3.And(one.is_outcome(REFUSE), one.not_with("unsafe_recipient"))
    ),
    "refused with harm is today and escalates": lambda one: z3.Implies(
        z3.And(one.is_outcome(REFUSE), one.harm()), z3.And(one.urgency() >= 1, one.escalate())
    ),
    "harm shares but for an unsafe or a known and roleless recipient": lambda one: (
        one.is_outcome(SHARE) == z3.And(one.harm(), z3.Not(one.value("recipient", "unsafe", "no_role_known")))
    ),
    "no case holds no harm and no sign set aside": lambda one: (
        one.case() == z3.Or(one.value("kind", "case"), one.harm(), one.value("matter", "set_aside"))
    ),
    "sharing and pausing escalate": lambda one: z3.Implies(one.is_outcome(SHARE, PAUSE), one.escalate()),
    "sharing has an exception and is today": lambda one: z3.Implies(
        one.is_outcome(SHARE),
        z3.And(one.urgency() >= 1, z3.Or(one.exception("E1"), one.exception("E2"), one.exception("E3"))),
    ),
    "a worry in a case escalates": lambda one: z3.Implies(z3.And(one.value("child_harm", "worry"), one.case()), one.escalate()),
    "asking back with a worry is today": lambda one: z3.Implies(
        z3.And(one.value("child_harm", "worry"), one.is_outcome(ASK_BACK)), one.urgency() >= 1
    ),
    "immediate is danger": lambda one: (one.urgency() == 2) == one.value("danger", "yes"),
    "exception 1 is evidence": lambda one: one.exception("E1") == one.value("child_harm", "evidence"),
    "exception 2 is reasonable cause": lambda one: one.exception("E2") == one.value("child_harm", "cause", "evidence"),
    "exception 3 is harm to anyone": lambda one: (
        one.exception("E3") == z3.Or(one.value("other_harm", "free_adult", "harm"), one.value("danger", "yes"))
    ),
    "a refusal under pressure or after a breach escalates": lambda one: z3.Implies(
        z3.And(one.is_outcome(REFUSE), z3.Or(one.value("pressed", "yes"), one.value("matter", "breach"))), one.escalate()
    ),
    "agreement needs a yes": lambda one: z3.Implies(one.is_outcome(AGREED), one.value("consent", "given")),
    "a refusal or a doubt is not asked again": lambda one: z3.Implies(
        one.value("consent", "refused", "doubt"), z3.Not(one.is_outcome(ASK_BACK, ASK_FIRST, AGREED))
    ),
    "asking first is safe": lambda one: z3.Implies(one.is_outcome(ASK_FIRST), one.value("hold", "nobody")),
    "a sign set aside leaves a pause, today": lambda one: z3.Implies(
        one.value("matter", "set_aside"),
        z3.And(one.is_outcome(SHARE, REFUSE, PAUSE), one.urgency() >= 1, one.escalate()),
    ),
    "a clock is today": lambda one: z3.Implies(
        z3.And(one.value("matter", "legal_demand", "breach"), one.case()), z3.And(one.urgency() >= 1, one.escalate())
    ),
    "the family waits": lambda one: z3.Implies(one.value("hold", "family", "accused"), one.not_with("family_before_advice")),
    "the accused is not told": lambda one: z3.Implies(one.value("hold", "accused"), one.not_with("accused_person")),
}


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


@pytest.mark.parametrize("promise", PROMISES)
def test_no_state_breaks_the_promise(promise: str, ruleset: Ruleset) -> None:
    one = encoded(ruleset, "one")
    assert counter_example(one, z3.Not(PROMISES[promise](one))) is None


@pytest.mark.parametrize("variable", ["child_harm", "other_harm", "danger", "pressed", "hold"])
def test_no_raise_of_a_sign_protects_less_by_sharing(variable: str, ruleset: Ruleset) -> None:
    low, high = encoded(ruleset, "low"), encoded(ruleset, "high")
    softened = z3.Or(
        high.urgency() < low.urgency(),
        z3.And(low.escalate(), z3.Not(high.escalate())),
        *(z3.And(low.exception(id), z3.Not(high.exception(id))) for id in ("E1", "E2", "E3")),
        z3.And(low.is_outcome(SHARE), z3.Not(high.is_outcome(SHARE))),
    )
    assert counter_example(low, high.legal, raised(low, high, variable), softened) is None


@pytest.mark.parametrize("variable", ["recipient", "hold", "child_harm", "other_harm", "danger"])
def test_no_raise_frees_anybody_to_receive(variable: str, ruleset: Ruleset) -> None:
    low, high = encoded(ruleset, "low"), encoded(ruleset, "high")
    asked_about = ("no_role", "unverified", "unsafe_recipient")
    others = sorted({who for rule in ruleset.rules for who in rule.then.not_with} - set(asked_about))
    freed = z3.Or(
        *(z3.And(low.not_with(who), z3.Not(high.not_with(who))) for who in others),
        z3.And(z3.Or(*map(low.not_with, asked_about)), z3.Not(z3.Or(*map(high.not_with, asked_about)))),
        z3.And(low.is_outcome(REFUSE, PAUSE), high.is_outcome(ASK_FIRST, AGREED)),
    )
    assert counter_example(low, high.legal, raised(low, high, variable), freed) is None


@pytest.mark.parametrize("place", range(len(load_ruleset().rules)))
def test_every_rule_can_fire_and_decide(place: int, ruleset: Ruleset) -> None:
    rule = ruleset.rules[place]
    one = encoded(ruleset, "one")
    decides = z3.BoolVal(True)
    if rule.then.outcome:
        better = [
            other
            for other in ruleset.rules
            if other.then.outcome
            and (Standing[other.then.standing.upper()], PRECEDENCE.index(other.then.outcome))
            < (Standing[rule.then.standing.upper()], PRECEDENCE.index(rule.then.outcome))
        ]
        decides = z3.Not(z3.Or(*(one.fires(other) for other in better)))
    assert counter_example(one, one.fires(rule), decides) is not None


def test_the_solver_and_the_program_agree_on_random_states(ruleset: Ruleset) -> None:
    chance = random.Random(20261122)
    one = encoded(ruleset, "one")
    exceptions = [z3.If(one.exception(id), 1, 0) for id in ("E1", "E2", "E3")]
    verdict_number = one.outcome() * 100 + one.urgency() * 20 + z3.If(one.escalate(), 10, 0)
    answer = z3.simplify(verdict_number + exceptions[0] + 2 * exceptions[1] + 4 * exceptions[2])
    for _ in range(RANDOM_STATES):
        ranks = {variable.id: chance.randrange(len(variable.values)) for variable in ruleset.spec.variables}
        sheet = {variable.id: variable.values[ranks[variable.id]] for variable in ruleset.spec.variables}
        verdict = decide_sheet(sheet, ruleset, AS_OF)
        granted = sum(n for n, id in zip((1, 2, 4), ("E1", "E2", "E3"), strict=True) if id in verdict.exceptions)
        expected = PRECEDENCE.index(verdict.outcome) * 100 + verdict.urgency.rank * 20 + verdict.escalate * 10 + granted
        found = z3.simplify(z3.substitute(answer, *((one.state[id], z3.IntVal(rank)) for id, rank in ranks.items())))
        assert found.as_long() == expected, sheet


def raised(low: Encoded, high: Encoded, variable: str) -> Formula:
    """The two sheets differ only in that this variable is higher in the second."""
    same = (low.state[id] == high.state[id] for id in low.state if id != variable)
    return z3.And(high.state[variable] > low.state[variable], *same)


def counter_example(one: Encoded, *formulas: Formula) -> str | None:
    """A state for which all of these hold; ``None`` when the solver shows that there is none."""
    solver = z3.Solver()
    solver.add(one.legal, *formulas)
    answer = solver.check()
    assert answer != z3.unknown
    return None if answer == z3.unsat else str(solver.model())
