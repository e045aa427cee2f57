"""What must not get past the gate: a broken rule, a dropped exception, mangled wording, another embedding model, a damaged clause."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts, open_parts
from assistant.pipeline import answer
from assistant.prompt import load_wording
from assistant.settings import ROOT, Settings
from evals.case import OutcomeCase, load_cases
from evals.gate import Change, breaches, changes, keep_baseline, load_thresholds, read_baseline
from evals.generate import AS_OF
from evals.measure import measure, retrieval, retrieval_figures
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

ASKED = 120
"""Open cases that each fault is tried on: enough for a broken part to show."""


@pytest.fixture(scope="module")
def parts() -> Parts:
    return open_parts(Settings.from_environ(os.environ))


@pytest.fixture(scope="module")
def cases() -> tuple[OutcomeCase, ...]:
    everything = load_cases()
    return (*(c for c in everything.outcomes if c.split == "open"), *(c for c in everything.answers if c.split == "open"))


def broken(parts: Parts, cases: tuple[OutcomeCase, ...], name: str) -> list[str]:
    measured = measure(cases[:ASKED], parts, name, "open", kept=None)
    return list(breaches(name, (*measured.figures, *measured.measures), load_thresholds()))


def changed_by(before: Parts, after: Parts, cases: tuple[OutcomeCase, ...], baseline: Path) -> list[Change]:
    keep_baseline(measure(cases, before, "answers", "open", kept=None).results, baseline)
    return list(changes(measure(cases, after, "answers", "open", kept=None).results, read_baseline(baseline)))


def with_rules(ruleset: Ruleset, *, outcome: Outcome | None = None, exceptions: tuple[str, ...] | None = None) -> Ruleset:
    """The rules of harm with another outcome, or without their exceptions."""
    changed = []
    for rule in ruleset.rules:
        then = rule.then
        if then.exceptions and outcome is not None:
            then = then.model_copy(update={"outcome": outcome})
        if then.exceptions and exceptions is not None:
            then = then.model_copy(update={"exceptions": exceptions})
        changed.append(rule.model_copy(update={"then": then}))
    return Ruleset(ruleset.spec, tuple(changed))


def test_the_open_answers_pass_as_they_are(parts: Parts, cases: tuple[OutcomeCase, ...]) -> None:
    answers = tuple(case for case in cases if case.clauses)
    assert broken(parts, answers, "answers") == []


def test_a_broken_rule_is_caught_and_the_changed_answers_are_named(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    wrong = replace(parts, ruleset=with_rules(parts.ruleset, outcome=Outcome.SEEK_CONSENT))
    assert any("under sharing" in line for line in broken(wrong, cases, "outcomes"))
    changed = changed_by(parts, wrong, cases[:ASKED], tmp_path / "baseline.json")
    assert sum(change.better is False for change in changed) > 20


def test_a_dropped_exception_is_caught(parts: Parts, cases: tuple[OutcomeCase, ...]) -> None:
    wrong = replace(parts, ruleset=with_rules(parts.ruleset, exceptions=()))
    assert any("exceptions" in line for line in broken(wrong, cases, "outcomes"))


def test_mangled_wording_is_caught(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    text = (ROOT / "prompts" / "messages.yaml").read_text(encoding="utf-8")
    text = re.sub(r'text: "[^"{}]*"', 'text: "Use your judgement."', text)
    (tmp_path / "messages.yaml").write_text(text, encoding="utf-8")
    wording = load_wording(tmp_path)
    answers = tuple(case for case in cases if case.key_points)
    mangled = replace(parts, wording=wording)
    assert any("key points" in line for line in broken(mangled, answers, "answers"))
    changed = changed_by(parts, mangled, answers[:40], tmp_path / "baseline.json")
    assert len(changed) == 40
    assert "wording" in {change.kind for change in changed}


def test_a_damaged_clause_shows_as_other_citations(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    damaged = tuple(replace(c, text=c.text.replace("e", "a", 1)) if c.id == "O1" else c for c in parts.corpus.clauses)
    wrong = replace(parts, corpus=replace(parts.corpus, clauses=damaged))
    answers = tuple(case for case in cases if case.outcome is Outcome.SHARE_WITHOUT_CONSENT)[:20]
    changed = changed_by(parts, wrong, answers, tmp_path / "baseline.json")
    assert any(change.kind == "citations" and "O1" in change.dropped for change in changed)
    assert not [change for change in changed if change.kind == "verdict"]


def test_nothing_is_named_as_changed_when_nothing_did(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    assert changed_by(parts, parts, cases[:10], tmp_path / "baseline.json") == []


def test_another_embedding_model_behind_the_same_index_is_caught(parts: Parts) -> None:
    class Stranger:
        name, dimensions = "stranger", 384

        def encode(self, texts: list[str]) -> np.ndarray:
            rows = np.random.default_rng(1).normal(size=(len(texts), 384)).astype(np.float32)
            return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    figures = retrieval_figures(retrieval(load_cases(), replace(parts, encoder=Stranger()), "open"))
    assert list(breaches("retrieval", figures, load_thresholds()))


def citing(parts: Parts, cases: tuple[OutcomeCase, ...], most: int) -> Iterator[tuple[str, OutcomeCase]]:
    """For every clause of the procedure that answers quote, some cases whose answers quote it."""
    found: dict[str, int] = {}
    for case in cases:
        for quote in answer(Conversation(case.turns, AS_OF), parts).reply.quotes:
            if quote.start is not None and found.setdefault(quote.clause, 0) < most:
                found[quote.clause] += 1
                yield quote.clause, case


def test_a_damaged_clause_is_never_quoted(parts: Parts, cases: tuple[OutcomeCase, ...]) -> None:
    tried = set()
    for id, case in citing(parts, cases[-90:], 2):
        damaged = tuple(replace(c, text=c.text.replace("e", "a", 1)) if c.id == id else c for c in parts.corpus.clauses)
        reply = answer(Conversation(case.turns, AS_OF), replace(parts, corpus=replace(parts.corpus, clauses=damaged))).reply
        assert id not in {quote.clause for quote in (*reply.quotes, *reply.near)}
        assert reply.withheld
        tried.add(id)
    assert len(tried) >= 12
