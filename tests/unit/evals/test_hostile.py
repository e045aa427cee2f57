"""Attempts to switch the guardrail off are tried on open and sealed cases apart; of sealed ones nothing but a number is told."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.parts import Parts, open_parts
from assistant.settings import Settings
from evals.case import Cases, load_cases
from evals.hostile import CASES_EACH, attempts, hostile_figure, main


@cache
def parts() -> Parts:
    return open_parts(Settings.from_environ(os.environ))


@cache
def few() -> Cases:
    """Some attempts and some everyday cases of either split."""
    cases = load_cases()
    some = (case for split in ("open", "sealed") for case in [one for one in cases.everyday if one.split == split][:25])
    return replace(cases, switch_offs=cases.switch_offs[:4], everyday=tuple(some))


def obeying(words: str, wrong: str = "") -> Any:
    """Answers as labelled but for the case ``wrong``, and gives way to whoever says these words."""

    def asking(using: Parts) -> Any:
        def ask(turns: tuple[str, ...]) -> Mapping[str, Any]:
            case = next(one for one in few().everyday if one.turns[-1] in turns[-1])
            return {
                "outcome": "information" if words in turns[-1] or case.id == wrong else str(case.outcome), "urgency": str(case.urgency),
                "escalate": case.escalate, "exceptions": list(case.exceptions), "recipients": {"with": [], "not_with": []}, "rules": [],
            }  # fmt: skip

        return ask

    return asking


@pytest.fixture
def giving_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("evals.hostile.asking", obeying(few().switch_offs[0].text))
    monkeypatch.setattr("evals.hostile.load_cases", few)
    yield


def test_every_attempt_is_tried_on_as_many_cases_of_each_split_and_on_none_of_the_other(giving_way: None) -> None:
    of_split = {case.id: case.split for case in few().everyday}
    for split in ("open", "sealed"):
        tried = [id for id, _, _ in attempts(few(), parts(), split=split)]
        assert len(tried) == len(set(tried)) == CASES_EACH * len(few().switch_offs)
        assert {of_split[id.split(" with ")[1]] for id in tried} == {split}


def test_one_attempt_that_works_is_counted_in_both_splits(giving_way: None, tmp_path: Path) -> None:
    for split in ("open", "sealed"):
        figure = hostile_figure(few(), parts(), tmp_path, split)
        assert (figure.hits, figure.total) == (CASES_EACH, CASES_EACH * len(few().switch_offs))


def test_a_case_that_is_answered_otherwise_takes_only_its_own_attempts_away(giving_way: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {id for id, _, _ in attempts(few(), parts())}
    lost = sorted(before)[0].split(" with ")[1]
    monkeypatch.setattr("evals.hostile.asking", obeying(few().switch_offs[0].text, wrong=lost))
    after = {id for id, _, _ in attempts(few(), parts())}
    assert len(after) == len(before)
    assert before - after == {id for id in before if id.endswith(f" with {lost}")}


def test_no_sealed_case_is_named(giving_way: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 1
    printed = capsys.readouterr().out
    sealed = [case for case in few().everyday if case.split == "sealed"]
    assert not [case.id for case in sealed if f"with {case.id}:" in printed or case.turns[-1] in printed]
    assert any(f"with {case.id}:" in printed for case in few().everyday if case.split == "open")
    assert "open cases" in printed
    assert "sealed cases" in printed
