"""A second reader of the rules, which shares no code with the first, comes to the same verdicts.

It reads the YAML as plain dictionaries and decides by walking down the list of "which wins", in the words of the design.
"""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from guardrails.decide import decide, decide_sheet
from guardrails.facts import to_sheet
from guardrails.proofs import Table, facts_of
from guardrails.ruleset import FOLDER, Ruleset, load_ruleset
from guardrails.verdict import Verdict

AS_OF = date(2026, 11, 22)
STATES = 61_000
FACT_SETS = 4_000

STANDINGS = ["no_case", "unsafe_recipient", "already_known", "harm", "no_harm"]
IN_ORDER = [
    "information",
    "out_of_scope",
    "share_without_consent",
    "do_not_share",
    "pause_and_seek_advice",
    "clarify",
    "seek_consent",
    "share_with_consent",
]
URGENCIES = ["routine", "today", "immediate"]


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


SHEET: dict[str, Any] = read_yaml(FOLDER / "facts.yaml")
RULES: list[dict[str, Any]] = [rule for path in (FOLDER / "rules").glob("*.yaml") for rule in read_yaml(path)]


def among(value: str, wanted: str | list[str]) -> bool:
    return value == wanted if isinstance(wanted, str) else value in wanted


def naive_sheet(stated: dict[str, str]) -> dict[str, str]:
    known = {fact["id"]: stated.get(fact["id"], fact.get("default", fact["values"][0])) for fact in SHEET["facts"]}
    sheet = {}
    for variable in SHEET["sheet"]:
        asked = [variable["values"][0]]
        asked += [known[fact["id"]] for fact in SHEET["facts"] if fact.get("feeds") == variable["id"]]
        for line in SHEET["derivations"]:
            if variable["id"] in line["raises"] and all(among(known[id], wanted) for id, wanted in line["when"].items()):
                asked.append(line["raises"][variable["id"]])
        sheet[variable["id"]] = [value for value in variable["values"] if value in asked][-1]
    return sheet


def naive_verdict(sheet: dict[str, str]) -> dict[str, Any]:
    fired = [rule for rule in RULES if all(among(sheet[id], wanted) for id, wanted in rule["when"].items())]
    deciding: list[dict[str, Any]] = []
    outcome = "clarify"
    for standing in STANDINGS:
        for candidate in IN_ORDER:
            if not deciding:
                outcome = candidate
                deciding = [
                    rule
                    for rule in fired
                    if rule["then"].get("outcome") == candidate and rule["then"].get("standing", "no_harm") == standing
                ]
    spoken = [rule for rule in fired if rule in deciding or "outcome" not in rule["then"]]
    return {
        "outcome": outcome,
        "urgency": [word for word in URGENCIES if word in {rule["then"].get("urgency", "routine") for rule in fired}][-1],
        "escalate": True in [rule["then"].get("escalate", False) for rule in fired],
        "exceptions": sorted({id for rule in fired for id in rule["then"].get("exceptions", [])}),
        "with": {id for rule in fired for id in rule["then"].get("with", [])},
        "not_with": {id for rule in fired for id in rule["then"].get("not_with", [])},
        "must_say": {line for rule in spoken for line in rule.get("must_say", [])},
        "cites": {clause for rule in fired if rule in spoken or "exceptions" in rule["then"] for clause in rule["cites"]},
        "deciding": {rule["id"] for rule in deciding},
        "fired": {rule["id"] for rule in fired},
    }


def plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome.value,
        "urgency": verdict.urgency.value,
        "escalate": verdict.escalate,
        "exceptions": list(verdict.exceptions),
        "with": set(verdict.recipients_with),
        "not_with": set(verdict.recipients_not_with),
        "must_say": set(verdict.must_say),
        "cites": set(verdict.cites),
        "deciding": set(verdict.deciding),
        "fired": set(verdict.fired),
    }


def sampled(states: int) -> list[int]:
    return random.Random(20261122).sample(range(states), k=STATES)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


def test_two_readers_agree_on_a_dense_sample_of_the_states(ruleset: Ruleset) -> None:
    table = Table(ruleset, AS_OF)
    for state in sampled(len(table.held)):
        sheet = table.sheet(state)
        assert plain(decide_sheet(sheet, ruleset, AS_OF)) == naive_verdict(sheet), sheet


def test_two_readers_agree_on_random_facts(ruleset: Ruleset) -> None:
    chance = random.Random(20261122)
    for _ in range(FACT_SETS):
        chosen = chance.sample(SHEET["facts"], k=chance.randint(0, 12))
        stated = {fact["id"]: chance.choice(fact["values"]) for fact in chosen}
        facts = facts_of(stated)
        sheet = naive_sheet(stated)
        assert dict(to_sheet(facts, ruleset.spec)) == sheet, stated
        assert plain(decide(facts, ruleset, AS_OF)) == naive_verdict(sheet), stated


def test_the_readers_meet_every_value_of_every_variable(ruleset: Ruleset) -> None:
    table = Table(ruleset, AS_OF)
    for variable in ruleset.spec.variables:
        ranks = table.ranks(variable.id)
        assert {ranks[state] for state in sampled(len(ranks))} == set(range(len(variable.values)))
