"""The gate fails when it must, and names every case that is answered otherwise."""

from pathlib import Path

import pytest

from corpus.errors import InputError
from evals.gate import Answered, Threshold, breaches, changes, keep_baseline, load_thresholds, read_baseline, told
from evals.result import Figure
from evals.score import figures
from tests.unit.evals.builders import result

THRESHOLD = Threshold(set="outcomes", name="under sharing", at_most=0.05, aim=0.01)


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


def test_other_citations_and_other_words_are_changes_too(tmp_path: Path) -> None:
    keep_baseline((result("a", "clarify", "clarify"), result("b", "clarify", "clarify")), tmp_path / "b.json")
    baseline = read_baseline(tmp_path / "b.json")
    now = (result("a", "clarify", "clarify", cited=("E1", "WT-1", "P2")), result("b", "clarify", "clarify", text="Other words."))
    cited, worded = changes(now, baseline)
    assert (cited.kind, cited.added, cited.dropped, cited.better) == ("citations", ("P2",), ("S4",), None)
    assert worded.kind == "wording"
    assert list(told([cited, worded], baseline)) == [
        "changed a: now quotes P2; no longer quotes S4",
        "changed: other words alone, 1 cases: b",
    ]


@pytest.mark.parametrize(
    ("now", "kind", "said"),
    [
        (("E1", "S4"), "citations", "a: no longer quotes WT-1"),
        (("S4", "E1"), "citations", "a: no longer quotes WT-1"),
        (("WT-1", "S4", "E1", "P2"), "citations", "a: now quotes P2"),
        (("E1", "S4", "P2"), "citations", "a: now quotes P2; no longer quotes WT-1"),
        (("E1", "S4", "WT-1", "E1"), "citations", "a: now quotes E1"),
        ((), "citations", "a: no longer quotes E1, S4, WT-1"),
        (("WT-1", "E1", "S4"), "order", "a: the same quotes in another order"),
    ],
)
def test_only_the_very_same_clauses_are_quotes_in_another_order(tmp_path: Path, now: tuple[str, ...], kind: str, said: str) -> None:
    keep_baseline((result("a", "clarify", "clarify"),), tmp_path / "b.json")
    (change,) = changes((result("a", "clarify", "clarify", cited=now),), read_baseline(tmp_path / "b.json"))
    assert (change.kind, str(change)) == (kind, said)
    assert list(told([change], {})) == [f"changed: {said[3:]}, 1 cases: a" if kind == "order" else f"changed {said}"]


def test_a_baseline_of_verdicts_alone_compares_verdicts_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"a": ["clarify", "today", true]}', encoding="utf-8")
    baseline = read_baseline(tmp_path / "b.json")
    assert baseline == {"a": Answered("clarify", "today", True)}
    assert not list(changes((result("a", "clarify", "clarify"),), baseline))
    assert [change.kind for change in changes((result("a", "clarify", "seek_consent"),), baseline)] == ["verdict"]
    assert "verdicts alone" in "".join(told([], baseline))


def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path) -> None:
    for text in ("{", '{"a": ["clarify"]}', "[1]"):
        (tmp_path / "b.json").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="is no baseline"):
            read_baseline(tmp_path / "b.json")
