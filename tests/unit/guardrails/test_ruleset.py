"""A malformed sheet or rule is refused before anybody asks anything, with every fault at once."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.errors import RulesError
from guardrails.__main__ import load_labels
from guardrails.ruleset import FOLDER, load_ruleset


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(FOLDER / "facts.yaml", tmp_path)
    shutil.copytree(FOLDER / "rules", tmp_path / "rules")
    return tmp_path


def edited(path: Path, change: Callable[[Any], object]) -> None:
    content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    change(content)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(RulesError) as refused:
        load_ruleset(folder, load_labels())
    return str(refused.value)


def named(entries: list[dict[str, Any]], id: str) -> dict[str, Any]:
    return next(entry for entry in entries if entry["id"] == id)


def test_the_rules_as_they_are_load_and_are_sorted() -> None:
    rules = load_ruleset(clauses=load_labels()).rules
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


def test_a_clause_that_does_not_exist_is_named(copy: Path) -> None:
    edited(copy / "rules" / "harm.yaml", lambda rules: named(rules, "harm-evidence").update(cites=["E9"]))
    assert "rule harm-evidence: cites clause E9" in refusal(copy)


def test_a_value_that_does_not_exist_is_named(copy: Path) -> None:
    edited(copy / "rules" / "harm.yaml", lambda rules: named(rules, "harm-evidence").update(when={"child_harm": "proof"}))
    assert "“proof” is none of none, worry, cause, evidence" in refusal(copy)


def test_a_fact_that_a_derivation_needs_cannot_be_removed(copy: Path) -> None:
    edited(copy / "facts.yaml", lambda sheet: sheet["facts"].remove(named(sheet["facts"], "section_47")))
    assert "a derivation's fact section_47: there is no such thing" in refusal(copy)


def test_a_fact_that_nothing_uses_is_named(copy: Path) -> None:
    def drop(sheet: dict[str, Any]) -> None:
        sheet["derivations"] = [line for line in sheet["derivations"] if "section_47" not in line["when"]]

    edited(copy / "facts.yaml", drop)
    assert "no derivation uses the fact section_47" in refusal(copy)


def test_a_variable_that_no_rule_reads_is_named(copy: Path) -> None:
    edited(copy / "rules" / "recipients.yaml", lambda rules: rules.remove(named(rules, "recipient-pressed")))
    assert "no rule reads the variable pressed" in refusal(copy)


def test_a_rule_declared_twice_is_named(copy: Path) -> None:
    edited(copy / "rules" / "harm.yaml", lambda rules: rules.append(dict(named(rules, "harm-evidence"))))
    assert "rule harm-evidence: declared 2 times" in refusal(copy)


def test_an_expression_is_no_condition(copy: Path) -> None:
    edited(copy / "rules" / "harm.yaml", lambda rules: named(rules, "harm-evidence").update(when="child_harm >= cause"))
    assert "harm.yaml" in refusal(copy)


def test_every_fault_of_every_file_is_told_at_once(copy: Path) -> None:
    edited(copy / "rules" / "harm.yaml", lambda rules: named(rules, "harm-evidence").update(cites=[]))
    edited(copy / "rules" / "consent.yaml", lambda rules: named(rules, "consent-refused").update(when={"mood": "low"}))
    edited(copy / "rules" / "purpose.yaml", lambda rules: named(rules, "purpose-none")["then"].update(standing="high", exceptions=["E7"]))
    told = refusal(copy)
    for fault in ("harm-evidence: cites no clause", "when mood: there is no such thing", "standing “high”", "no exception “E7”"):
        assert fault in told


def test_a_file_that_is_not_yaml_is_named(copy: Path) -> None:
    (copy / "rules" / "harm.yaml").write_text("- id: [", encoding="utf-8")
    assert "harm.yaml: is not YAML" in refusal(copy)


def test_the_hash_follows_the_bytes(copy: Path) -> None:
    before = load_ruleset(copy).hash
    assert before == load_ruleset().hash
    with (copy / "rules" / "harm.yaml").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")
    assert load_ruleset(copy).hash != before
