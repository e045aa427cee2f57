"""Reads the fact sheet and the rules, and refuses them with every fault at once.

A malformed rule is not a broken one: faults are found here, before anybody asks anything; a rule that fires is never an error.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.errors import RulesError
from guardrails.facts import Derivation, FactSheet, FactSpec, OneOf, Variable
from guardrails.verdict import EXCEPTIONS, Outcome, Standing, Urgency, Verdict

Shape = TypeVar("Shape")

FOLDER = Path(__file__).resolve().parent
IN_FORCE_ALWAYS = date.min


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Consequence(_Strict):
    """What a rule asks for. A rule without an outcome adds to what other rules decide."""

    outcome: Outcome | None = None
    standing: str = "no_harm"
    urgency: Urgency = Urgency.ROUTINE
    escalate: bool = False
    exceptions: tuple[str, ...] = ()
    recipients: tuple[str, ...] = Field(default=(), alias="with")
    not_with: tuple[str, ...] = ()


class Rule(_Strict):
    """One rule: values of the decision sheet in, a consequence out, with the clauses that say so."""

    id: str
    says: str
    when: dict[str, OneOf]
    then: Consequence
    must_say: tuple[str, ...] = ()
    cites: tuple[str, ...]
    in_force_from: date
    in_force_until: date | None = None
    why: str

    def in_force(self, as_of: date) -> bool:
        """Whether the rule holds on this day."""
        return self.in_force_from <= as_of and (self.in_force_until is None or as_of < self.in_force_until)


@dataclass(frozen=True)
class Ruleset:
    """The closed fact sheet, all rules sorted by id, and one hash over the bytes of both."""

    spec: FactSheet
    rules: tuple[Rule, ...]
    hash: str = field(default="")
    remembered: dict[int, Verdict] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rule(self, id: str) -> Rule:
        """The rule with this id; ``KeyError`` if there is none."""
        return self._by_id[id]

    def members(self, held: int) -> tuple[Rule, ...]:
        """The rules of a set: bit *n* stands for the *n*-th rule."""
        return tuple(rule for place, rule in enumerate(self.rules) if held >> place & 1)

    def in_force(self, as_of: date) -> int:
        """The set of the rules that hold on this day."""
        if as_of not in self._in_force:
            self._in_force[as_of] = _as_set(rule.in_force(as_of) for rule in self.rules)
        return self._in_force[as_of]

    @cached_property
    def holding(self) -> Mapping[str, Mapping[str, int]]:
        """For each variable and value of the decision sheet the set of rules that the value does not rule out."""
        return {
            variable.id: {
                value: _as_set(value in rule.when.get(variable.id, variable.values) for rule in self.rules)
                for value in variable.values
            }
            for variable in self.spec.variables
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def _in_force(self) -> dict[date, int]:
        return {}


def _as_set(members: Iterable[bool]) -> int:
    return sum(1 << place for place, member in enumerate(members) if member)


class _SheetFile(_Strict):
    facts: tuple[FactSpec, ...]
    sheet: tuple[Variable, ...]
    derivations: tuple[Derivation, ...]


def load_ruleset(folder: Path = FOLDER, clauses: Iterable[str] = ()) -> Ruleset:
    """Read ``facts.yaml`` and ``rules/*.yaml``.

    Args:
        folder: where they are.
        clauses: the ids that rules may cite; with none given, citations are not checked.

    Raises:
        RulesError: with every fault of every file.
    """
    faults: list[str] = []
    digest = hashlib.sha256()
    sheet = _read(folder / "facts.yaml", _SheetFile, faults, digest)
    rules: list[Rule] = []
    for path in sorted((folder / "rules").glob("*.yaml")):
        rules.extend(_read(path, tuple[Rule, ...], faults, digest) or ())
    if sheet is None:
        raise RulesError(tuple(faults))
    spec = FactSheet(sheet.facts, sheet.sheet, sheet.derivations)
    faults.extend(_sheet_faults(spec))
    faults.extend(_rule_faults(spec, rules, frozenset(clauses)))
    if faults:
        raise RulesError(tuple(faults))
    return Ruleset(spec, tuple(sorted(rules, key=lambda rule: rule.id)), digest.hexdigest())


def _read(path: Path, shape: type[Shape], faults: list[str], digest: "hashlib._Hash") -> Shape | None:
    try:
        content = path.read_bytes()
        digest.update(content)
        return TypeAdapter(shape).validate_python(yaml.load(content, Loader=yaml.CSafeLoader))
    except OSError as error:
        faults.append(f"{path.name}: cannot be read ({error.strerror})")
    except yaml.YAMLError as error:
        faults.append(f"{path.name}: is not YAML: {error}")
    except ValidationError as error:
        for problem in error.errors():
            place = ".".join(str(part) for part in problem["loc"])
            faults.append(f"{path.name}: {place}: {problem['msg']}")
    return None


def _sheet_faults(spec: FactSheet) -> Iterator[str]:
    variables = {variable.id: variable.values for variable in spec.variables}
    facts = {fact.id: fact.values for fact in spec.facts}
    for id, times in Counter([*facts, *variables]).items():
        if times > 1 and id in facts and id not in variables:
            yield f"facts.yaml: {id} is declared {times} times"
    for fact in spec.facts:
        if fact.default and fact.default not in fact.values:
            yield f"facts.yaml: {fact.id} has the default “{fact.default}”, which is none of its values"
        if fact.feeds and variables.get(fact.feeds) != fact.values:
            yield f"facts.yaml: {fact.id} feeds {fact.feeds}, whose values are not the same"
    for derivation in spec.derivations:
        for id, values in derivation.when.items():
            yield from _unknown(f"facts.yaml: a derivation's fact {id}", values, facts.get(id))
        for id, value in derivation.raises.items():
            yield from _unknown(f"facts.yaml: a derivation's variable {id}", (value,), variables.get(id))
    used = {id for derivation in spec.derivations for id in derivation.when}
    for fact in spec.facts:
        if not fact.feeds and fact.id not in used:
            yield f"facts.yaml: no derivation uses the fact {fact.id}"


def _rule_faults(spec: FactSheet, rules: list[Rule], clauses: frozenset[str]) -> Iterator[str]:
    variables = {variable.id: variable.values for variable in spec.variables}
    standings = {standing.name.lower() for standing in Standing}
    for id, times in Counter(rule.id for rule in rules).items():
        if times > 1:
            yield f"rule {id}: declared {times} times"
    for rule in rules:
        for id, values in rule.when.items():
            yield from _unknown(f"rule {rule.id}: when {id}", values, variables.get(id))
        if rule.then.standing not in standings:
            yield f"rule {rule.id}: standing “{rule.then.standing}” is none of {', '.join(sorted(standings))}"
        for exception in set(rule.then.exceptions) - set(EXCEPTIONS):
            yield f"rule {rule.id}: there is no exception “{exception}”"
        if not rule.cites:
            yield f"rule {rule.id}: cites no clause"
        for clause in rule.cites:
            if clauses and clause not in clauses:
                yield f"rule {rule.id}: cites clause {clause}, which does not exist; correct the id or add the clause"
    read = {id for rule in rules for id in rule.when}
    for variable in spec.variables:
        if variable.id not in read:
            yield f"facts.yaml: no rule reads the variable {variable.id}"


def _unknown(place: str, values: tuple[str, ...], known: tuple[str, ...] | None) -> Iterator[str]:
    if known is None:
        yield f"{place}: there is no such thing"
        return
    for value in values:
        if value not in known:
            yield f"{place}: “{value}” is none of {', '.join(known)}"
