"""The situations that new staff decide, read from ``situations.yaml`` and refused with every fault at once.

The facts of a situation are stated in the file, so nothing is read from its words. That the rules make its outcome of those facts
is proven by a test, and ``still_true`` drops a situation that a rule which starts or ends later no longer bears out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import InputError
from guardrails.decide import decide
from guardrails.facts import Fact, Facts, FactSheet, Provenance
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome

PATH = Path(__file__).resolve().parent / "situations.yaml"
PRACTISED = (
    *("O1", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "J1", "A1", "A2"),
    *("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "E1", "E2", "E3"),
)
"""The clauses that are practised, in the order in which they are shown."""
NUMBERS = 2047
"""The highest number that a situation's id may hold: a copied progress keeps each in eleven bits."""

_ID = re.compile(r"pr-(\d{3,4})")
_WORDS = (25, 90)
_WRONG = (2, 3)
_LEAST_PER_CLAUSE = 3


class Situation(BaseModel):
    """One situation: as a colleague tells it, its facts, what the rules make of them, and what it teaches."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    id: str
    situation: str
    facts: dict[str, str]
    outcome: Outcome
    practises: tuple[str, ...]
    wrong: dict[Outcome, str]
    remember: str

    def stated(self) -> Facts:
        """The facts as stated by a person."""
        return Facts({id: Fact(id, value, provenance=Provenance.PERSON) for id, value in self.facts.items()})

    @property
    def topics(self) -> tuple[str, ...]:
        """What an answer counts for: the clauses that it practises, and its outcome."""
        return (*self.practises, self.outcome.value)

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.id.rpartition("-")[2])


@dataclass(frozen=True)
class Practice:
    """All situations, in the order of the file; there is at least one."""

    situations: tuple[Situation, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Situation]:
        """The situations by their ids."""
        return {situation.id: situation for situation in self.situations}

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that some situation practises, in the order in which they are shown."""
        asked = {clause for situation in self.situations for clause in situation.practises}
        return tuple(clause for clause in PRACTISED if clause in asked)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that some situation has."""
        met = {situation.outcome for situation in self.situations}
        return tuple(outcome for outcome in Outcome if outcome in met)


def load_practice(spec: FactSheet, path: Path = PATH) -> Practice:
    """Read the situations.

    Args:
        spec: the closed sheet from which their facts come.
        path: where they are.

    Raises:
        InputError: with every fault of the file.
    """
    try:
        read = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}). Restore it from the repository.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{path.name} is not YAML: {error}") from error
    if not isinstance(read, list) or not read:
        raise InputError(f"{path.name} must hold a list of situations. Restore it from the repository.")
    faults: list[str] = []
    situations = tuple(_situations(read, faults))
    for situation in situations:
        faults += [f"{situation.id}: {fault}" for fault in _faults_of(situation, spec)]
    faults += _faults_of_all(situations)
    if faults:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        raise InputError(f"{path.name} has {len(faults)} fault(s):\n{listed}\nCorrect them in {path}.")
    return Practice(situations)


def still_true(practice: Practice, ruleset: Ruleset, as_of: date) -> Practice:
    """The situations whose outcome the rules in force on this day bear out."""
    return Practice(
        tuple(one for one in practice.situations if decide(one.stated(), ruleset, as_of).outcome is one.outcome)
    )


def _situations(read: list[object], faults: list[str]) -> Iterator[Situation]:
    for place, entry in enumerate(read, 1):
        named = entry.get("id") if isinstance(entry, dict) else None
        try:
            yield Situation.model_validate(entry)
        except ValidationError as error:
            for problem in error.errors():
                where = ".".join(map(str, problem["loc"]))
                faults.append(f"{named or f'entry {place}'}: {f'{where}: ' if where else ''}{problem['msg']}")


def _faults_of(situation: Situation, spec: FactSheet) -> Iterator[str]:
    numbered = _ID.fullmatch(situation.id)
    if numbered is None or not 0 < int(numbered[1]) <= NUMBERS:
        yield f"the id must read pr-001 to pr-{NUMBERS}"
    words = len(situation.situation.split())
    if not _WORDS[0] <= words <= _WORDS[1]:
        yield f"the situation has {words} words; it takes {_WORDS[0]} to {_WORDS[1]}"
    for id, value in situation.facts.items():
        if not spec.has(id, value):
            yield f"facts: {id}: {value} is not on the fact sheet"
    if not situation.practises or len(set(situation.practises)) < len(situation.practises):
        yield "practises: at least one clause, and each only once"
    for clause in situation.practises:
        if clause not in PRACTISED:
            yield f"practises: {clause} is none of {', '.join(PRACTISED)}"
    if situation.outcome in situation.wrong:
        yield f"wrong: {situation.outcome} is the right outcome"
    if not _WRONG[0] <= len(situation.wrong) <= _WRONG[1]:
        yield f"wrong: {len(situation.wrong)} outcomes; it takes {_WRONG[0]} or {_WRONG[1]}"
    for place, text in (*((f"wrong: {outcome}", text) for outcome, text in situation.wrong.items()), ("remember", situation.remember)):
        if not text.endswith((".", "?")):
            yield f"{place}: is not a whole sentence"


def _faults_of_all(situations: tuple[Situation, ...]) -> Iterator[str]:
    for id, times in Counter(situation.id for situation in situations).items():
        if times > 1:
            yield f"{id}: is used {times} times"
    asked = Counter(clause for situation in situations for clause in situation.practises)
    for clause in PRACTISED:
        if asked[clause] < _LEAST_PER_CLAUSE:
            yield f"{clause} is practised by {asked[clause]} situation(s); it takes {_LEAST_PER_CLAUSE}"
    for outcome in Outcome:
        if outcome not in {situation.outcome for situation in situations}:
            yield f"no situation has the outcome {outcome}"
