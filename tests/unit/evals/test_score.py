"""The figures count what they say they count."""

import pytest

from assistant.reading.labelled import load_examples, words
from evals.apart import shared_runs
from evals.case import OUTCOME_SETS, OutcomeCase, load_cases
from evals.result import Figure, Result
from evals.score import figures, macro_f1
from guardrails.verdict import Outcome


def case(outcome: str, **fields: object) -> OutcomeCase:
    given = {
        "id": "x",
        "turns": ("t",),
        "outcome": outcome,
        "urgency": "today",
        "escalate": True,
        "exceptions": (),
        "unsafe_recipient": False,
    }
    return OutcomeCase.model_validate({**given, "tags": (), "voice": "v", "why": "w", "split": "open", **fields})


def result(labelled: OutcomeCase, answered: str) -> Result:
    return Result(labelled, Outcome(answered), "today", True, ())


def share(results: tuple[Result, ...], name: str) -> float:
    return next(figure.share for figure in figures(results) if figure.name == name)


def test_a_missed_exception_is_under_sharing_and_an_invented_one_a_false_alarm() -> None:
    harm = case("share_without_consent", exceptions=("E2",))
    calm = case("seek_consent")
    results = (result(harm, "seek_consent"), result(harm, "share_without_consent"), result(calm, "share_without_consent"))
    assert share(results, "under sharing") == 0.5
    assert share(results, "under sharing answered do not share or seek consent") == 0.5
    assert share(results, "false alarms") == 1.0


def test_an_accepted_alternative_is_right() -> None:
    results = (result(case("clarify", also=("seek_consent",)), "seek_consent"),)
    assert share(results, "accuracy") == 1.0
    assert macro_f1(results) == 1.0


def test_over_sharing_counts_held_cases_that_were_answered_with_a_share() -> None:
    results = (result(case("do_not_share"), "share_with_consent"), result(case("pause_and_seek_advice"), "do_not_share"))
    assert share(results, "over sharing") == 0.5


@pytest.mark.parametrize(("hits", "total", "low", "high"), [(0, 65, 0.0, 0.056), (65, 65, 0.944, 1.0), (50, 100, 0.404, 0.596)])
def test_the_interval_is_wilsons(hits: int, total: int, low: float, high: float) -> None:
    assert Figure("f", hits, total).interval() == pytest.approx((low, high), abs=0.001)


def test_the_sets_are_large_enough_and_a_third_is_sealed() -> None:
    cases = load_cases()
    assert len(cases.outcomes) >= 200
    assert sum(case.style == "plain" for case in cases.retrieval) >= 150
    for listed in (cases.outcomes, cases.retrieval):
        assert 0.3 <= sum(case.split == "sealed" for case in listed) / len(listed) <= 0.37


def test_no_training_message_shares_a_run_of_words_with_a_case() -> None:
    cases = load_cases()
    asked = [(case.id, "\n".join(case.turns)) for name in OUTCOME_SETS for case in cases.of(name)]
    assert not list(shared_runs(asked, [words(example) for example in load_examples()]))


def test_a_shared_run_of_words_is_found() -> None:
    assert list(shared_runs([("a", "well he sat there on the old green wall")], ["she sat there on the old green bench"]))
