"""The words for a verdict say what was decided, by which rules, and what would change it."""

from datetime import date

import pytest

from guardrails.decide import decide
from guardrails.explain import OUTCOME_WORDS, VALUE_WORDS, VARIABLE_WORDS, explain, nearly_fired, what_would_change
from guardrails.facts import Fact, Facts, Words, to_sheet
from guardrails.proofs import facts_of
from guardrails.ruleset import Ruleset, load_ruleset
from guardrails.verdict import Outcome

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


def test_every_outcome_variable_and_value_has_words(ruleset: Ruleset) -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(VARIABLE_WORDS) == {variable.id for variable in ruleset.spec.variables}
    assert set(VALUE_WORDS) == {(variable.id, value) for variable in ruleset.spec.variables for value in variable.values}


def test_the_path_runs_from_words_to_outcome(ruleset: Ruleset) -> None:
    facts = Facts({"physical_harm": Fact("physical_harm", "cause", (Words(0, 10, 22, "a fresh burn"),))})
    facts = facts.with_fact(Fact("consent", "refused")).without("recipient")
    told = explain(decide(facts, ruleset, AS_OF), facts, ruleset)
    assert "Fact: a child being physically hurt: cause, from “a fresh burn”." in told
    assert "Struck out: who would receive it." in told
    assert any(line.startswith("Rule harm-reasonable-cause decides") for line in told)
    assert any("consent-refused would have meant" in line and "overruled" in line for line in told)
    assert any(line.startswith("Outcome: share without consent") and "E2" in line for line in told)


def test_an_empty_sheet_is_said_to_be_empty(ruleset: Ruleset) -> None:
    assert explain(decide(Facts(), ruleset, AS_OF), Facts(), ruleset)[0] == "No fact was stated."


def test_a_worry_is_one_step_from_reasonable_cause(ruleset: Ruleset) -> None:
    facts = facts_of({"neglect": "worry"})
    near = nearly_fired(decide(facts, ruleset, AS_OF), to_sheet(facts, ruleset.spec), ruleset)
    assert ("harm-reasonable-cause", "child_harm") in {(rule.id, variable) for rule, variable in near}


def test_a_rule_that_fired_did_not_nearly_fire(ruleset: Ruleset) -> None:
    facts = facts_of({"neglect": "worry", "consent": "refused", "recipient": "no_role"})
    verdict = decide(facts, ruleset, AS_OF)
    near = nearly_fired(verdict, to_sheet(facts, ruleset.spec), ruleset)
    assert near
    assert not {rule.id for rule, _ in near} & set(verdict.fired)


def test_every_change_is_what_deciding_gives(ruleset: Ruleset) -> None:
    facts = facts_of({"consent": "refused"})
    now = decide(facts, ruleset, AS_OF)
    changes = what_would_change(facts, ruleset, AS_OF)
    assert {"physical_harm", "recipient", "danger_now"} <= {change.fact for change in changes}
    for change in changes:
        then = decide(facts.with_fact(Fact(change.fact, change.value)), ruleset, AS_OF)
        assert (then.outcome, then.urgency, then.escalate) == (change.outcome, change.urgency, change.escalate)
        assert then.outcome is not now.outcome


def test_what_is_stated_or_struck_out_is_not_asked_again(ruleset: Ruleset) -> None:
    facts = facts_of({"consent": "refused", "neglect": "cause"}).without("neglect")
    assert not {"consent", "neglect"} & {change.fact for change in what_would_change(facts, ruleset, AS_OF)}
