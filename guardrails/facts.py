"""What was understood of a message: facts from a closed sheet, each with the words it was read from.

A *fact* has one value from the values that ``facts.yaml`` lists for it. ``Facts`` is a total mapping: a fact nobody stated has
its default. The *decision sheet* is the handful of derived values that the rules read; ``to_sheet`` makes it, and since every
derivation only raises a value, another sign of harm can never lower one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

Sheet = Mapping[str, str]
"""A value for every variable of the decision sheet."""


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


OneOf = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
"""One value, or a list of which any will do."""


class FactSpec(BaseModel):
    """One fact of the closed sheet: its ordered values, what a person is shown, and the question that settles it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    group: str
    values: tuple[str, ...]
    says: str
    asks: str
    feeds: str | None = None
    default: str = ""

    @property
    def unstated(self) -> str:
        """The value when nobody said anything about it."""
        return self.default or self.values[0]


class Variable(BaseModel):
    """One variable of the decision sheet: its ordered values, and which way raising it protects."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    values: tuple[str, ...]
    toward: Literal["share", "withhold", "neither"]


class Derivation(BaseModel):
    """When every fact has one of the values named, each variable is at least as high as the value given."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    when: dict[str, OneOf]
    raises: dict[str, str]


class Provenance(StrEnum):
    """Where a fact came from. What a person says of a fact wins over what was read."""

    READ = "read"
    LEARNED = "learned"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Words:
    """The words a fact was read from: which turn, and the run of its characters."""

    turn: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one fact, the words it rests on, and a reason where the words alone do not show it.

    ``sure`` is how likely the reader holds it, in per cent, where it was inferred.
    """

    id: str
    value: str
    words: tuple[Words, ...] = ()
    provenance: Provenance = Provenance.READ
    reason: str = ""
    sure: int | None = None


@dataclass(frozen=True)
class Facts:
    """Every stated fact, by id; a fact that is not stated has its default. ``struck`` are the ones a person struck out."""

    stated: Mapping[str, Fact] = field(default_factory=dict)
    struck: tuple[str, ...] = ()

    def value(self, id: str, spec: "FactSheet") -> str:
        """The value of this fact; its default when it was not stated."""
        fact = self.stated.get(id)
        return fact.value if fact else spec.fact(id).unstated

    def with_fact(self, fact: Fact) -> "Facts":
        """These facts with one added or replaced."""
        return replace(self, stated={**self.stated, fact.id: fact})

    def without(self, id: str) -> "Facts":
        """These facts with one struck out as misread."""
        kept = {key: fact for key, fact in self.stated.items() if key != id}
        return Facts(kept, tuple(sorted({*self.struck, id})))

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.stated.values())


@dataclass(frozen=True, slots=True)
class Raising:
    """A derivation, or one value of a fact that feeds a variable, made ready: positions and ranks in place of names."""

    when: tuple[tuple[str, frozenset[str]], ...]
    ranks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class FactSheet:
    """The closed vocabulary: every fact, every variable of the decision sheet, and how one follows from the other."""

    facts: tuple[FactSpec, ...]
    variables: tuple[Variable, ...]
    derivations: tuple[Derivation, ...]

    def fact(self, id: str) -> FactSpec:
        """The fact with this id; ``KeyError`` if there is none."""
        return self._facts_by_id[id]

    def variable(self, id: str) -> Variable:
        """The variable with this id; ``KeyError`` if there is none."""
        return self._variables_by_id[id]

    def has(self, id: str, value: str) -> bool:
        """Whether there is such a fact with such a value."""
        spec = self._facts_by_id.get(id)
        return spec is not None and value in spec.values

    @cached_property
    def _facts_by_id(self) -> dict[str, FactSpec]:
        return {spec.id: spec for spec in self.facts}

    @cached_property
    def _variables_by_id(self) -> dict[str, Variable]:
        return {variable.id: variable for variable in self.variables}

    @cached_property
    def raisings(self) -> tuple[Raising, ...]:
        """Every way in which facts raise a variable: by feeding it, and by derivation."""
        places = {variable.id: place for place, variable in enumerate(self.variables)}
        fed = (
            Raising(((fact.id, frozenset({value})),), ((places[fact.feeds], rank),))
            for fact in self.facts
            if fact.feeds
            for rank, value in enumerate(fact.values)
        )
        derived = (
            Raising(
                tuple((id, frozenset(values)) for id, values in derivation.when.items()),
                tuple((places[id], self.variables[places[id]].values.index(to)) for id, to in derivation.raises.items()),
            )
            for derivation in self.derivations
        )
        return (*fed, *derived)

    @cached_property
    def raisings_by_fact(self) -> Mapping[str, tuple[Raising, ...]]:
        """Under each fact the raisings that cannot hold while it is unstated, each under one such fact only."""
        under: dict[str, list[Raising]] = {}
        for raising in self.raisings:
            if (trigger := self._trigger(raising)) is not None:
                under.setdefault(trigger, []).append(raising)
        return {id: tuple(raisings) for id, raisings in under.items()}

    @cached_property
    def raisings_unstated(self) -> tuple[Raising, ...]:
        """The raisings that hold when nothing is stated."""
        return tuple(raising for raising in self.raisings if self._trigger(raising) is None)

    def _trigger(self, raising: Raising) -> str | None:
        return next((id for id, values in raising.when if self.fact(id).unstated not in values), None)

    @cached_property
    def harm_facts(self) -> tuple[str, ...]:
        """The ids of the facts that are signs of harm to a child, each with the values none to evidence."""
        return tuple(spec.id for spec in self.facts if spec.feeds == "child_harm")


def to_sheet(facts: Facts, spec: FactSheet) -> Sheet:
    """The decision sheet that follows from these facts: for each variable the highest value that anything raises it to."""
    ranks = [0] * len(spec.variables)
    for id in facts.stated:
        for raising in spec.raisings_by_fact.get(id, ()):
            _raise(ranks, raising, facts, spec)
    for raising in spec.raisings_unstated:
        _raise(ranks, raising, facts, spec)
    return {variable.id: variable.values[rank] for variable, rank in zip(spec.variables, ranks, strict=True)}


def _raise(ranks: list[int], raising: Raising, facts: Facts, spec: FactSheet) -> None:
    if all(facts.value(id, spec) in values for id, values in raising.when):
        for variable, rank in raising.ranks:
            ranks[variable] = max(ranks[variable], rank)
