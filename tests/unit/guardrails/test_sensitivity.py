"""What would change the answer is what ``decide`` says, and a sign is never taken away to loosen it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.decide import decide
from guardrails.facts import Fact, Facts, to_sheet
from guardrails.ruleset import Ruleset, load_ruleset
from guardrails.sensitivity import MOST_SHOWN, Turning, consent_is_settled, plainest, turning_points
from guardrails.verdict import Outcome, Urgency

AS_OF = date(2026, 11, 22)
RULESET = load_ruleset()
SPEC = RULESET.spec
SHEETS = st.lists(st.sampled_from(SPEC.facts).flatmap(lambda fact: st.tuples(st.just(fact.id), st.sampled_from(fact.values))), max_size=8)


def facts_of(**values: str) -> Facts:
    return Facts({id: Fact(id, value) for id, value in values.items()})


def turned(**values: str) -> tuple[Turning, ...]:
    return plainest(turning_points(facts_of(**values), RULESET, AS_OF))


@given(SHEETS)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_every_change_leads_where_it_says_and_no_sign_is_ever_lowered(stated: list[tuple[str, str]]) -> None:
    facts = facts_of(**dict(stated))
    now = decide(facts, RULESET, AS_OF)
    for turning in turning_points(facts, RULESET, AS_OF):
        changed = facts.with_fact(Fact(turning.fact, turning.value))
        then = decide(changed, RULESET, AS_OF)
        assert then == turning.verdict
        assert then.outcome is not now.outcome or then.urgency.rank > now.urgency.rank
        before, after = to_sheet(facts, SPEC), to_sheet(changed, SPEC)
        for variable in SPEC.variables:
            if variable.toward == "share":
                assert variable.values.index(after[variable.id]) >= variable.values.index(before[variable.id])
        assert before["recipient"] != "unsafe" or after["recipient"] == "unsafe"
        assert set(now.exceptions) <= set(then.exceptions)


@given(SHEETS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_fact_of_harm_is_only_ever_named_to_raise_it(stated: list[tuple[str, str]]) -> None:
    facts = facts_of(**dict(stated))
    signs = {fact.id for fact in SPEC.facts if fact.group in {"harm", "other", "young_person", "matter"}}
    for turning in turning_points(facts, RULESET, AS_OF):
        if turning.fact in signs:
            values = SPEC.fact(turning.fact).values
            assert turning.sign
            assert values.index(turning.value) > values.index(facts.value(turning.fact, SPEC))


@given(SHEETS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_at_most_two_are_shown_about_two_facts(stated: list[tuple[str, str]]) -> None:
    shown = turned(**dict(stated))
    assert len(shown) <= MOST_SHOWN
    assert len({turning.fact for turning in shown}) == len(shown)


def test_a_yes_is_turned_by_a_no_and_by_harm() -> None:
    first, second = turned(consent="given", consent_giver="parent", recipient="professional", purpose="need")
    assert (first.fact, first.value, first.verdict.outcome) == ("consent", "refused", Outcome.PAUSE)
    assert (second.fact, second.verdict.outcome) == ("likely_harm", Outcome.SHARE_WITHOUT_CONSENT)


def test_an_unchecked_caller_is_turned_by_a_call_back() -> None:
    first, second = turned(recipient="unverified")
    assert "ring back" in first.words
    assert second.sign


def test_a_worry_is_named_by_its_own_words() -> None:
    shown = turned(self_harm="worry", consent="refused", recipient="professional")
    assert any("your worry about self-harm or thoughts of suicide" in turning.words for turning in shown)


def test_where_a_child_is_hurt_only_what_raises_is_named() -> None:
    shown = turned(physical_harm="evidence", consent="refused")
    assert {turning.fact for turning in shown} == {"recipient", "danger_now"}
    assert shown[1].verdict.urgency is Urgency.IMMEDIATE


def test_an_unsafe_recipient_is_never_said_to_be_safe() -> None:
    facts = facts_of(recipient="unsafe", domestic_abuse="cause")
    assert [turning.fact for turning in turning_points(facts, RULESET, AS_OF)] == ["danger_now"]


def test_a_fact_that_was_struck_out_is_not_named_again() -> None:
    facts = facts_of(recipient="professional").without("likely_harm")
    assert all(turning.fact != "likely_harm" for turning in turning_points(facts, RULESET, AS_OF))


@pytest.mark.parametrize("sure", [{"physical_harm": "cause"}, {"recipient": "unsafe"}, {"danger_now": "yes"}])
def test_no_word_on_consent_changes_harm_or_an_unsafe_recipient(sure: dict[str, str]) -> None:
    assert consent_is_settled(facts_of(**sure), RULESET, AS_OF)


def test_consent_is_not_settled_where_it_decides() -> None:
    ruleset: Ruleset = load_ruleset()
    assert not consent_is_settled(facts_of(consent="given", purpose="need"), ruleset, AS_OF)
