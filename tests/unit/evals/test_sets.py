"""The sets hold what they say, and the functions that measure them count rightly."""

import pytest

from evals.agreement import agreement
from evals.case import IdentifierCase, OutcomeCase, SecondReading, load_cases
from evals.identifiers import identifier_figures
from evals.result import Result
from evals.score import group_figures
from guardrails.verdict import Outcome, Urgency


def case(id: str, *tags: str, outcome: Outcome = Outcome.PAUSE, second: Outcome | None = None) -> OutcomeCase:
    read = SecondReading(outcome=second, urgency=Urgency.TODAY, escalate=True, sure=True) if second else None
    return OutcomeCase(
        id=id, turns=("words",), outcome=outcome, urgency=Urgency.TODAY, escalate=True, exceptions=(), unsafe_recipient=False,
        tags=tags, voice="a teacher", why="because", split="open", second=read,
    )  # fmt: skip


def test_the_everyday_set_is_large_and_was_read_twice() -> None:
    cases = load_cases()
    assert len(cases.everyday) + len(cases.judgement) >= 700
    assert all(one.second for one in (*cases.everyday, *cases.judgement))
    assert all(one.second and one.second.outcome is one.outcome for one in cases.everyday)
    assert len({one.id for name in ("outcomes", "everyday", "judgement", "wordings") for one in cases.of(name)}) == sum(
        len(cases.of(name)) for name in ("outcomes", "everyday", "judgement", "wordings")
    )


def test_pairs_are_whole_and_every_situation_has_ten_wordings() -> None:
    cases = load_cases()
    pairs = [one.group("pair") for one in cases.everyday if one.group("pair")]
    assert pairs
    assert all(pairs.count(pair) == 2 for pair in pairs)
    wordings = [one.group("wording") for one in cases.wordings]
    assert all(wordings.count(wording) == 10 for wording in wordings)
    for group in {*pairs, *wordings}:
        assert len({one.split for one in (*cases.everyday, *cases.wordings) if group in one.tags}) == 1


def test_agreement_allows_for_chance() -> None:
    alike = agreement([("pause", "pause"), ("clarify", "clarify")] * 5)
    assert (alike.alike.hits, alike.kappa) == (10, 1.0)
    assert alike.interval()[0] == pytest.approx(0.445, abs=0.001)  # 2 * 0.7225 - 1, with chance at one half
    crossed = agreement([("pause", "pause"), ("pause", "clarify")] * 5)
    assert crossed.kappa == 0.0


def test_a_pair_counts_only_when_both_halves_are_right() -> None:
    def answered(one: OutcomeCase, outcome: Outcome) -> Result:
        return Result(one, outcome, "today", True, ())

    halves = case("a", "pair-1"), case("b", "pair-1", outcome=Outcome.CLARIFY)
    right = answered(halves[0], Outcome.PAUSE), answered(halves[1], Outcome.CLARIFY)
    assert group_figures(right)[0].hits == 1
    assert group_figures((right[0], answered(halves[1], Outcome.PAUSE)))[0].hits == 0
    worded = tuple(answered(case(str(i), "wording-1"), Outcome.PAUSE if i < 9 else Outcome.CLARIFY) for i in range(10))
    assert [figure.hits for figure in group_figures(worded)[1:]] == [9, 0]


def test_identifiers_are_counted_where_anything_of_them_is_replaced() -> None:
    line = IdentifierCase(
        id="x", text="jayden (8) ring 07700 900123, Gillick competent", names=("jayden",),
        identifiers=({"kind": "telephone", "text": "07700 900123"},), terms=("Gillick",), split="open",
    )  # fmt: skip
    figures, wrong = identifier_figures([line])
    assert [(figure.hits, figure.total) for figure in figures] == [(1, 1), (1, 1), (0, 1)]
    assert not wrong
