"""The gate fails when it must, and the report shows why."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import InputError
from evals.case import OutcomeCase
from evals.gate import Threshold, breaches, changes, keep_baseline, load_thresholds, read_baseline
from evals.generate import Output
from evals.report import Measured, coverage, render
from evals.score import Figure, Result, figures, measures
from guardrails.ruleset import load_ruleset
from ingest.clauses import CORPUS_FOLDER, load_corpus

THRESHOLD = Threshold(set="outcomes", name="under sharing", at_most=0.05, aim=0.01)


def result(id: str, labelled: str, answered: str, split: str = "open", text: str = "Tell social care. <b>&") -> Result:
    case = OutcomeCase.model_validate(
        {"id": id, "turns": ("<script>x</script>",), "outcome": labelled, "urgency": "today", "escalate": True, "exceptions": (),
         "unsafe_recipient": False, "tags": ("neglect",), "voice": "v", "why": "w", "split": split, "clauses": ("E1", "C1"),
         "acceptable_clauses": ("P1",), "key_points": ({"point": "tell", "any": ("social care",)},), "never": ("ask dad",), "facts": {"consent": "given"}}
    )  # fmt: skip
    said = {
        "outcome": answered, "urgency": "today", "escalate": True, "exceptions": [], "answer": text, "ms": {"total": 5},
        "citations": [{"id": "E1"}, {"id": "S4"}, {"id": "WT-1"}], "facts": [{"id": "consent", "value": "given", "words": [], "reason": ""}],
    }  # fmt: skip
    return Result.of(case, Output(id, said))


def test_a_figure_outside_its_level_or_without_anything_measured_fails() -> None:
    assert list(breaches("outcomes", [Figure("under sharing", 1, 10)], [THRESHOLD]))
    assert not list(breaches("outcomes", [Figure("under sharing", 0, 10)], [THRESHOLD]))
    assert list(breaches("outcomes", [Figure("under sharing", 0, 0)], [THRESHOLD]))
    assert list(breaches("outcomes", [], [THRESHOLD]))
    assert not list(breaches("everyday", [Figure("under sharing", 9, 10)], [THRESHOLD]))


def test_the_thresholds_are_read_and_faults_of_their_file_named(tmp_path: Path) -> None:
    assert load_thresholds()
    (tmp_path / "t.yaml").write_text("- {set: outcomes, name: x, at_mots: 1}", encoding="utf-8")
    with pytest.raises(InputError, match="at_mots"):
        load_thresholds(tmp_path / "t.yaml")


def test_a_change_of_answer_is_seen_and_judged_and_sealed_cases_are_left_out(tmp_path: Path) -> None:
    before = (result("a", "clarify", "clarify"), result("b", "clarify", "seek_consent"), result("c", "clarify", "clarify", "sealed"))
    keep_baseline(before, tmp_path / "b.json")
    now = (result("a", "clarify", "seek_consent"), result("b", "clarify", "clarify"), result("c", "clarify", "seek_consent", "sealed"))
    seen = {change.case: change.better for change in changes(now, read_baseline(tmp_path / "b.json"))}
    assert seen == {"a": False, "b": True}
    assert not list(changes(before, read_baseline(tmp_path / "b.json")))
    assert read_baseline(tmp_path / "none.json") == {}


def test_what_the_whole_answer_says_is_counted() -> None:
    share = {figure.name: (figure.hits, figure.total) for figure in figures([result("a", "clarify", "clarify")])}
    assert share["citation precision"] == (1, 2)  # E1 is apt, S4 is not, a note is not labelled
    assert share["clause recall"] == (1, 2)
    assert share["key points said"] == (1, 1)
    assert share["nothing said that must never be"] == (1, 1)
    assert share["facts read as labelled"] == (1, 1)
    said = result("a", "clarify", "clarify", text="Please *ask dad* first.")
    assert [f.hits for f in figures([said]) if f.name == "nothing said that must never be"] == [0]


def test_the_report_opens_open_failures_hides_sealed_ones_and_escapes_what_people_typed() -> None:
    corpus, ruleset = load_corpus(CORPUS_FOLDER), load_ruleset()
    results = (result("open-1", "share_without_consent", "seek_consent"), result("sealed-1", "clarify", "seek_consent", "sealed"))
    measured = [
        Measured("outcomes", split, (each,), figures((each,)), measures((each,)))
        for split, each in zip(("open", "sealed"), results, strict=True)
    ]
    html = render(
        measured, [THRESHOLD], {"open-1": ("clarify", "today", True)}, corpus, ruleset, {"as_of": "2026-11-23"}, date(2026, 11, 25)
    )
    assert "open-1" in html
    assert "sealed-1" not in html
    assert "<script>x" not in html
    assert "missed exception" in html
    assert "FAILS" in html
    assert "http" not in html.replace("http-equiv", "")
    clauses = {each.id: each for each in coverage(results, corpus, ruleset)}
    assert len(clauses) == 29
    assert clauses["E1"].quoted == 2
