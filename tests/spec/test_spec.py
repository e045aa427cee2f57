"""Every situation of the manual gets the verdict that the design asks for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from guardrails.__main__ import load_labels
from guardrails.decide import decide
from guardrails.proofs import facts_of
from guardrails.ruleset import Ruleset, load_ruleset
from guardrails.verdict import Outcome, Verdict

FOLDER = Path(__file__).parent
AS_OF = date(2026, 11, 22)
REQUIRED = {"says", "facts", "outcome", "exceptions", "deciding"}
OPTIONAL = {"urgency", "escalate", "with", "not_with", "must_say", "cites", "not_said"}


def situations() -> list[dict[str, Any]]:
    """Every situation of every file."""
    return [entry for path in sorted(FOLDER.glob("*.yaml")) for entry in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)]


def disagreements(situation: dict[str, Any], verdict: Verdict) -> Iterator[str]:
    """How the verdict differs from what the situation asks for."""
    expected = {
        "outcome": verdict.outcome.value,
        "urgency": verdict.urgency.value,
        "escalate": verdict.escalate,
        "exceptions": list(verdict.exceptions),
        "deciding": list(verdict.deciding),
    }
    for key, found in expected.items():
        if key in situation and situation[key] != found:
            yield f"{key}: {found}, not {situation[key]}"
    held = {
        "with": verdict.recipients_with,
        "not_with": verdict.recipients_not_with,
        "must_say": verdict.must_say,
        "cites": verdict.cites,
    }
    for key, items in held.items():
        if missing := set(situation.get(key, ())) - set(items):
            yield f"{key}: lacks {', '.join(sorted(missing))}"
    if said := set(situation.get("not_said", ())) & set(verdict.must_say):
        yield f"must_say: says {', '.join(sorted(said))}"


SITUATIONS = situations()


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset(clauses=load_labels())


@pytest.mark.parametrize("situation", SITUATIONS, ids=[entry["says"] for entry in SITUATIONS])
def test_situation_gets_its_verdict(situation: dict[str, Any], ruleset: Ruleset) -> None:
    assert set(situation) >= REQUIRED
    assert set(situation) <= REQUIRED | OPTIONAL
    assert all(ruleset.spec.has(id, value) for id, value in situation["facts"].items())
    verdict = decide(facts_of(situation["facts"]), ruleset, AS_OF)
    assert not list(disagreements(situation, verdict))


def test_there_are_enough_situations_and_none_twice() -> None:
    assert len(SITUATIONS) >= 90
    assert len({entry["says"] for entry in SITUATIONS}) == len(SITUATIONS)
    stated = [tuple(sorted(entry["facts"].items())) for entry in SITUATIONS]
    assert len(set(stated)) == len(stated)


def test_every_outcome_is_in_the_manual() -> None:
    assert {entry["outcome"] for entry in SITUATIONS} == {outcome.value for outcome in Outcome}


def test_every_rule_fires_in_the_manual_and_every_rule_with_an_outcome_decides_in_it(ruleset: Ruleset) -> None:
    verdicts = [decide(facts_of(entry["facts"]), ruleset, AS_OF) for entry in SITUATIONS]
    fired = {id for verdict in verdicts for id in verdict.fired}
    deciding = {id for verdict in verdicts for id in verdict.deciding}
    assert {rule.id for rule in ruleset.rules} == fired
    assert {rule.id for rule in ruleset.rules if rule.then.outcome} == deciding


def test_every_fact_is_in_the_manual(ruleset: Ruleset) -> None:
    assert {fact.id for fact in ruleset.spec.facts} == {id for entry in SITUATIONS for id in entry["facts"]}
