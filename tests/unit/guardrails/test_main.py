"""The command line prints what an auditor needs, and every fault of what it was given."""

from pathlib import Path

import pytest

from corpus.errors import InputError, RulesError
from guardrails.__main__ import load_labels, main, read_facts_file
from guardrails.ruleset import Ruleset, load_ruleset


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


def written(folder: Path, text: str) -> Path:
    path = folder / "facts-of-a-case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_decide_prints_verdict_path_and_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "neglect: cause\nconsent: refused\npressed: yes\n")
    assert main(["decide", str(path), "--as-of", "2026-11-22"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("share_without_consent (share without consent), as of 2026-11-22")
    assert "Rule harm-reasonable-cause decides" in shown
    assert "It would become do_not_share" in shown


def test_plain_yes_and_numbers_are_read_as_written(tmp_path: Path, ruleset: Ruleset) -> None:
    facts = read_facts_file(written(tmp_path, "danger_now: yes\nchild_age: 12\n"), ruleset.spec)
    assert {fact.id: fact.value for fact in facts} == {"danger_now": "yes", "child_age": "12"}


def test_an_empty_file_states_nothing(tmp_path: Path, ruleset: Ruleset) -> None:
    assert not read_facts_file(written(tmp_path, ""), ruleset.spec).stated


def test_every_fault_is_named_at_once_with_a_suggestion(tmp_path: Path, ruleset: Ruleset) -> None:
    path = written(tmp_path, "consnt: given\nneglect: causes\nroute: [secure]\npressed: yes\npressed: no\n")
    with pytest.raises(InputError) as refused:
        read_facts_file(path, ruleset.spec)
    told = str(refused.value)
    assert "there is no fact “consnt”; did you mean “consent”?" in told
    assert "neglect: “causes” is none of none, worry, cause, evidence; did you mean “cause”?" in told
    assert "route needs one value" in told
    assert "pressed is given more than once" in told
    assert "4 fault(s)" in told


@pytest.mark.parametrize(
    ("text", "told"), [("- neglect\n", "must map facts to values"), ("a: [", "is not YAML"), ("{", "is not YAML")]
)
def test_a_file_of_another_shape_is_refused(text: str, told: str, tmp_path: Path, ruleset: Ruleset) -> None:
    with pytest.raises(InputError, match=told):
        read_facts_file(written(tmp_path, text), ruleset.spec)


def test_a_missing_file_ends_with_status_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(tmp_path / "none.yaml")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_table_shows_every_rule_with_its_clauses(capsys: pytest.CaptureFixture[str], ruleset: Ruleset) -> None:
    assert main(["table"]) == 0
    shown = capsys.readouterr().out
    for rule in ruleset.rules:
        assert f"\n{rule.id}\n" in f"\n{shown}"
        assert rule.says in shown
        assert rule.why in shown
    assert "E2 (Exception 2: reasonable cause to believe)" in shown
    assert "no label" not in shown


def test_the_markdown_table_has_a_heading_for_every_rule(capsys: pytest.CaptureFixture[str], ruleset: Ruleset) -> None:
    assert main(["table", "--markdown"]) == 0
    shown = capsys.readouterr().out
    assert [line[3:] for line in shown.splitlines() if line.startswith("## ")] == [rule.id for rule in ruleset.rules]


def test_labels_cover_the_procedure_and_the_notes() -> None:
    labels = load_labels()
    assert {"S1", "E1", "E2", "E3", "L1"} <= set(labels)
    assert labels["O1"] == "The safety of the child overrules"
    assert len(labels) > 29


def test_a_damaged_list_of_clauses_is_named(tmp_path: Path) -> None:
    (tmp_path / "derby").mkdir()
    (tmp_path / "derby" / "clauses.yaml").write_text("clauses: [{id: E1}]", encoding="utf-8")
    with pytest.raises(RulesError, match="clauses.yaml"):
        load_labels(tmp_path)
