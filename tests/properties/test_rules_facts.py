"""Whatever facts are stated, in whatever order and company: one verdict, no softer for another sign."""

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.decide import combine, decide
from guardrails.facts import Fact, Facts, FactSpec, Words, to_sheet
from guardrails.proofs import facts_of, signs
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome, protects_by_sharing, protects_by_withholding

AS_OF = date(2026, 11, 22)
RULESET = load_ruleset()
SPEC = RULESET.spec
SIGNS = signs(SPEC)

stated = st.dictionaries(st.sampled_from(SPEC.facts), st.integers(0, 5), max_size=12).map(
    lambda ranks: {fact.id: fact.values[min(rank, len(fact.values) - 1)] for fact, rank in ranks.items()}
)
tried = settings(max_examples=500, deadline=None, derandomize=True)


@tried
@given(stated, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(values: dict[str, str], chance: random.Random) -> None:
    items = list(values.items())
    chance.shuffle(items)
    assert decide(facts_of(dict(items)), RULESET, AS_OF) == decide(facts_of(values), RULESET, AS_OF)


@tried
@given(stated)
def test_saying_it_again_changes_nothing(values: dict[str, str]) -> None:
    facts = facts_of(values)
    again = facts
    for id, value in values.items():
        again = again.with_fact(Fact(id, value))
    assert decide(again, RULESET, AS_OF) == decide(facts, RULESET, AS_OF)


@tried
@given(stated)
def test_stating_a_default_changes_nothing(values: dict[str, str]) -> None:
    whole = {fact.id: values.get(fact.id, fact.unstated) for fact in SPEC.facts}
    assert decide(facts_of(whole), RULESET, AS_OF) == decide(facts_of(values), RULESET, AS_OF)


@tried
@given(stated, st.sampled_from(SIGNS))
def test_striking_out_restores_what_was_before(values: dict[str, str], sign: FactSpec) -> None:
    without = {id: value for id, value in values.items() if id != sign.id}
    struck = facts_of(values).without(sign.id)
    assert decide(struck, RULESET, AS_OF) == decide(facts_of(without), RULESET, AS_OF)
    assert sign.id in struck.struck


@tried
@given(stated, st.sampled_from(SIGNS), st.integers(0, 3), st.integers(0, 3))
def test_more_of_a_sign_never_softens(values: dict[str, str], sign: FactSpec, one: int, other: int) -> None:
    low, high = sorted(min(rank, len(sign.values) - 1) for rank in (one, other))
    softer = decide(facts_of({**values, sign.id: sign.values[low]}), RULESET, AS_OF)
    harder = decide(facts_of({**values, sign.id: sign.values[high]}), RULESET, AS_OF)
    assert protects_by_sharing(softer, harder)


@tried
@given(stated, st.sampled_from(SIGNS), st.integers(0, 3))
def test_a_sign_frees_nobody_to_receive(values: dict[str, str], sign: FactSpec, rank: int) -> None:
    without = decide(facts_of({**values, sign.id: sign.values[0]}), RULESET, AS_OF)
    raised = decide(facts_of({**values, sign.id: sign.values[min(rank, len(sign.values) - 1)]}), RULESET, AS_OF)
    assert protects_by_withholding(without, raised)


@tried
@given(stated)
def test_an_unsafe_recipient_is_refused_in_every_case(values: dict[str, str]) -> None:
    verdict = decide(facts_of({**values, "recipient": "unsafe", "ask": "case"}), RULESET, AS_OF)
    assert verdict.outcome is Outcome.DO_NOT_SHARE


@tried
@given(stated, st.text(max_size=20), st.text(max_size=20))
def test_words_and_reasons_change_nothing(values: dict[str, str], reason: str, word: str) -> None:
    worded = Facts({id: Fact(id, value, (Words(0, 0, len(word), word),), reason=reason) for id, value in values.items()})
    assert decide(worded, RULESET, AS_OF) == decide(facts_of(values), RULESET, AS_OF)


@tried
@given(st.sets(st.sampled_from(range(len(RULESET.rules)))), st.randoms(use_true_random=False))
def test_rules_combine_in_any_order(places: set[int], chance: random.Random) -> None:
    rules = [RULESET.rules[place] for place in sorted(places)]
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert combine(shuffled) == combine(rules)


def test_no_facts_at_all_have_a_sheet_and_a_verdict() -> None:
    assert set(to_sheet(Facts(), SPEC)) == {variable.id for variable in SPEC.variables}
    assert decide(Facts(), RULESET, AS_OF).outcome is Outcome.CLARIFY
