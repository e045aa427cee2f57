"""Reads the cases. Every field is described in ``cases/README.md``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InputError
from guardrails.verdict import Outcome, Urgency

FOLDER = Path(__file__).resolve().parent / "cases"
Split = Literal["open", "sealed"]
Case = TypeVar("Case", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SecondReading(_Strict):
    """What a second person made of the case, who had not seen the first one's labels."""

    outcome: Outcome
    urgency: Urgency
    escalate: bool
    sure: bool


class KeyPoint(_Strict):
    """Something that a right answer must say, with the wordings of which any counts (lower case)."""

    point: str
    any: tuple[str, ...]


class OutcomeCase(_Strict):
    """What somebody typed and what the procedure says about it, with who would label it so and why.

    The fields from ``clauses`` on are labelled in some sets only: what a right answer quotes, what it may quote, what it must and must
    never say, and what is to be read from the words.
    """

    id: str
    turns: tuple[str, ...]
    outcome: Outcome
    urgency: Urgency
    escalate: bool
    exceptions: tuple[str, ...]
    acceptable_exceptions: tuple[str, ...] = ()
    unsafe_recipient: bool
    tags: tuple[str, ...]
    voice: str
    why: str
    also: tuple[Outcome, ...] = ()
    split: Split
    second: SecondReading | None = None
    clauses: tuple[str, ...] = ()
    acceptable_clauses: tuple[str, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    never: tuple[str, ...] = ()
    facts: dict[str, str] = {}

    def group(self, kind: str) -> str | None:
        """The tag that binds this case to others: ``kind`` "pair" or "wording"."""
        return next((tag for tag in self.tags if tag.startswith(f"{kind}-")), None)


class IdentifierCase(_Strict):
    """A line as people type it, with the runs that tell who somebody is and the words that only look so."""

    id: str
    text: str
    names: tuple[str, ...]
    identifiers: tuple[dict[str, str], ...]
    terms: tuple[str, ...]
    split: Split


class SwitchOff(_Strict):
    """Words by which people try to switch the guardrail off; they carry no fact about a child."""

    id: str
    text: str


class RetrievalCase(_Strict):
    """A plain question and the clauses that would be a right first answer, the best one first."""

    id: str
    question: str
    clauses: tuple[str, ...]
    style: Literal["plain", "term"]
    voice: str = ""
    why: str
    split: Split


@dataclass(frozen=True, slots=True)
class Cases:
    """Every set. ``judgement`` holds the cases on which two readers disagree: they are reported apart and count for nothing."""

    outcomes: tuple[OutcomeCase, ...]
    everyday: tuple[OutcomeCase, ...]
    wordings: tuple[OutcomeCase, ...]
    answers: tuple[OutcomeCase, ...]
    refusals: tuple[OutcomeCase, ...]
    editions: tuple[OutcomeCase, ...]
    facts: tuple[OutcomeCase, ...]
    learning: tuple[OutcomeCase, ...]
    judgement: tuple[OutcomeCase, ...]
    retrieval: tuple[RetrievalCase, ...]
    guidance: tuple[RetrievalCase, ...]
    identifiers: tuple[IdentifierCase, ...]
    switch_offs: tuple[SwitchOff, ...]

    def of(self, name: str) -> tuple[OutcomeCase, ...]:
        """The outcome cases of one set: one of ``OUTCOME_SETS``."""
        chosen: tuple[OutcomeCase, ...] = getattr(self, name)
        return chosen


OUTCOME_SETS = ("outcomes", "everyday", "wordings", "answers", "refusals", "editions", "facts", "learning", "judgement")


def load_cases(folder: Path = FOLDER) -> Cases:
    """Read every set.

    Raises:
        InputError: with every fault of the files.
    """
    return Cases(
        **{name: tuple(_read(folder / f"{name}.yaml", OutcomeCase)) for name in OUTCOME_SETS},
        retrieval=tuple(_read(folder / "retrieval.yaml", RetrievalCase)),
        guidance=tuple(_read(folder / "guidance.yaml", RetrievalCase)),
        identifiers=tuple(_read(folder / "identifiers.yaml", IdentifierCase)),
        switch_offs=tuple(_read(folder / "switch_offs.yaml", SwitchOff)),
    )


def _read(path: Path, shape: type[Case]) -> list[Case]:
    try:
        return TypeAdapter(list[shape]).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))  # type: ignore[valid-type]  # a shape at run time
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        places = "\n".join(f"  - {'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise InputError(f"{path} has faults:\n{places}") from error
