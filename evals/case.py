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


class OutcomeCase(_Strict):
    """What somebody typed and what the procedure says about it, with who would label it so and why."""

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


class RetrievalCase(_Strict):
    """A plain question and the clauses that would be a right first answer, the best one first."""

    id: str
    question: str
    clauses: tuple[str, ...]
    style: Literal["plain", "term"]
    voice: str
    why: str
    split: Split


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of both sets."""

    outcomes: tuple[OutcomeCase, ...]
    retrieval: tuple[RetrievalCase, ...]


def load_cases(folder: Path = FOLDER) -> Cases:
    """Read both sets.

    Raises:
        InputError: with every fault of the files.
    """
    return Cases(tuple(_read(folder / "outcomes.yaml", OutcomeCase)), tuple(_read(folder / "retrieval.yaml", RetrievalCase)))


def _read(path: Path, shape: type[Case]) -> list[Case]:
    try:
        return TypeAdapter(list[shape]).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))  # type: ignore[valid-type]  # a shape at run time
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        places = "\n".join(f"  - {'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise InputError(f"{path} has faults:\n{places}") from error
