"""What deciding, combining and making a decision sheet do on small examples."""

from datetime import date

import pytest

from guardrails.decide import combine, decide, decide_sheet, holds
from guardrails.facts import Fact, Facts, to_sheet
from guardrails.proofs import facts_of
from guardrails.ruleset import Consequence, Rule, Ruleset, load_ruleset
from guardrails.verdict import Outcome, Urgency, Verdict, protects_by_sharing, protects_by_withholding

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


def rule(id: str, outcome: Outcome | None = None, standing: str = "no_harm", **then: object) -> Rule:
    return Rule(
        id=id,
        says=f"{id} holds.",
        when={},
        then=Consequence.model_validate({"outcome": outcome, "standing": standing, **then}),
        must_say=(f"{id}-line",),
        cites=(f"{id}-clause",),
        in_force_from=date(2018, 1, 1),
        why="An example.",
    )


def test_the_highest_standing_wins_over_the_first_outcome() -> None:
    harm = rule("harm", Outcome.SHARE_WITHOUT_CONSENT, "harm")
    unsafe = rule("unsafe", Outcome.DO_NOT_SHARE, "unsafe_recipient")
    assert combine((harm, unsafe)).outcome is Outcome.DO_NOT_SHARE


def test_within_one_standing_precedence_decides() -> None:
    asked, refused = rule("asked", Outcome.SEEK_CONSENT), rule("refused", Outcome.PAUSE)
    verdict = combine((asked, refused))
    assert verdict.outcome is Outcome.PAUSE
    assert verdict.deciding == ("refused",)


def test_what_is_not_an_outcome_adds_up_from_every_rule() -> None:
    first = rule("a", Outcome.PAUSE, urgency="today", exceptions=["E3"], not_with=["x"])
    second = rule("b", escalate=True, exceptions=["E1"], recipients=["police"])
    verdict = combine((second, first))
    assert (verdict.urgency, verdict.escalate) == (Urgency.TODAY, True)
    assert verdict.exceptions == ("E1", "E3")
    assert (verdict.recipients_with, verdict.recipients_not_with) == (("police",), ("x",))


def test_an_overruled_rule_neither_speaks_nor_cites_unless_it_engages_an_exception() -> None:
    verdict = combine((rule("a-pause", Outcome.PAUSE), rule("b-share", Outcome.SHARE_WITHOUT_CONSENT, "harm"), rule("c-adds")))
    assert verdict.must_say == ("b-share-line", "c-adds-line")
    assert verdict.cites == ("b-share-clause", "c-adds-clause")
    unsafe = rule("a-unsafe", Outcome.DO_NOT_SHARE, "unsafe_recipient")
    evidence = rule("b-share", Outcome.SHARE_WITHOUT_CONSENT, "harm", exceptions=["E1"])
    assert combine((unsafe, evidence)).cites == ("a-unsafe-clause", "b-share-clause")
    assert combine((unsafe, evidence)).must_say == ("a-unsafe-line",)


def test_with_no_rule_the_answer_is_a_question_and_somebody_senior() -> None:
    verdict = combine(())
    assert (verdict.outcome, verdict.urgency, verdict.escalate) == (Outcome.CLARIFY, Urgency.TODAY, True)


def test_before_any_rule_was_in_force_nothing_is_decided(ruleset: Ruleset) -> None:
    verdict = decide(facts_of({"physical_harm": "evidence"}), ruleset, date(1999, 1, 1))
    assert (verdict.outcome, verdict.deciding, verdict.escalate) == (Outcome.CLARIFY, (), True)


def test_a_rule_that_ended_no_longer_fires() -> None:
    ended = rule("ended").model_copy(update={"in_force_until": date(2020, 1, 1)})
    assert ended.in_force(date(2019, 12, 31))
    assert not ended.in_force(date(2020, 1, 1))


def test_the_day_is_part_of_what_is_remembered(ruleset: Ruleset) -> None:
    facts = facts_of({"physical_harm": "evidence"})
    before = decide(facts, ruleset, AS_OF)
    decide(facts, ruleset, date(1999, 1, 1))
    assert decide(facts, ruleset, AS_OF) == before


def test_a_sheet_fires_the_rules_whose_conditions_it_meets(ruleset: Ruleset) -> None:
    sheet = to_sheet(facts_of({"neglect": "cause", "consent": "refused", "recipient": "no_role"}), ruleset.spec)
    expected = tuple(one.id for one in ruleset.rules if holds(one, sheet))
    assert decide_sheet(sheet, ruleset, AS_OF).fired == expected


def test_the_highest_of_several_signs_counts(ruleset: Ruleset) -> None:
    sheet = to_sheet(facts_of({"neglect": "worry", "physical_harm": "evidence", "fgm": "cause"}), ruleset.spec)
    assert sheet["child_harm"] == "evidence"


def test_a_struck_fact_counts_as_unstated(ruleset: Ruleset) -> None:
    facts = facts_of({"physical_harm": "evidence"}).without("physical_harm")
    assert to_sheet(facts, ruleset.spec) == to_sheet(Facts(), ruleset.spec)
    assert facts.struck == ("physical_harm",)


def test_a_fact_can_be_replaced(ruleset: Ruleset) -> None:
    facts = facts_of({"neglect": "worry"}).with_fact(Fact("neglect", "cause"))
    assert facts.value("neglect", ruleset.spec) == "cause"
    assert [fact.id for fact in facts] == ["neglect"]


def test_every_harm_fact_has_the_four_levels(ruleset: Ruleset) -> None:
    assert len(ruleset.spec.harm_facts) >= 20
    assert all(ruleset.spec.fact(id).values == ("none", "worry", "cause", "evidence") for id in ruleset.spec.harm_facts)


def verdict(outcome: Outcome, not_with: tuple[str, ...] = (), urgency: Urgency = Urgency.ROUTINE) -> Verdict:
    return Verdict(outcome, urgency, False, (), (), not_with, (), (), (), ())


def test_leaving_share_without_consent_is_softer_but_for_a_refusal() -> None:
    share = verdict(Outcome.SHARE_WITHOUT_CONSENT)
    assert protects_by_sharing(share, verdict(Outcome.DO_NOT_SHARE))
    assert not protects_by_sharing(share, verdict(Outcome.PAUSE))
    assert not protects_by_sharing(verdict(Outcome.PAUSE, urgency=Urgency.TODAY), share)


def test_the_recipient_asked_about_keeps_being_withheld_from_under_another_name() -> None:
    roleless = verdict(Outcome.DO_NOT_SHARE, ("no_role",))
    assert protects_by_withholding(roleless, verdict(Outcome.DO_NOT_SHARE, ("unsafe_recipient",)))
    assert not protects_by_withholding(roleless, verdict(Outcome.DO_NOT_SHARE))
    assert not protects_by_withholding(verdict(Outcome.PAUSE), verdict(Outcome.SHARE_WITH_CONSENT))
    assert not protects_by_withholding(verdict(Outcome.PAUSE, ("family_before_advice",)), roleless)
