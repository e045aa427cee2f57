"""The wording of what helps beside an answer: the note to a manager, the check of a caller, the check before something is sent.

It is read from ``prompts/asides.yaml``, whole and checked, or not at all.
"""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.prompt import FOLDER
from corpus.errors import PromptError
from guardrails.verdict import Outcome, Urgency


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ManagerWording(_Strict):
    """The lines of the note to a manager, and what is asked of them for each outcome."""

    title: str
    about: str
    says: str
    soon: dict[Urgency, str]
    read: str
    nothing_read: str
    struck: str
    stated: str
    fact: str
    child: str
    recipient: str
    clauses: str
    next: str
    done: str
    ask: str
    closing: str
    unread: str
    asks: dict[Outcome, str]

    @field_validator("asks")
    @classmethod
    def _covers_all(cls, asks: dict[Outcome, str]) -> dict[Outcome, str]:
        if missing := set(Outcome) - set(asks):
            raise ValueError(f"nothing is asked for {', '.join(sorted(missing))}")
        return asks


class CallerStep(_Strict):
    """One step of checking a caller, the words to say, and the clauses behind it."""

    text: str
    say: str
    rests_on: tuple[str, ...]


class _Caller(_Strict):
    introduction: str
    steps: tuple[CallerStep, ...]


class Check(_Strict):
    """One thing to be sure of before something is sent."""

    id: str
    text: str
    rests_on: tuple[str, ...]


class SendingWording(_Strict):
    """What is said above the box, and the checks before something is sent."""

    introduction: str
    checks: tuple[Check, ...]


class Asides(_Strict):
    """Everything that ``prompts/asides.yaml`` holds."""

    manager: ManagerWording
    caller: _Caller
    sending: SendingWording

    @property
    def clauses(self) -> frozenset[str]:
        """The ids of all clauses that a line rests on."""
        lines: tuple[CallerStep | Check, ...] = (*self.caller.steps, *self.sending.checks)
        return frozenset(id for line in lines for id in line.rests_on)


@cache
def load_asides(path: Path = FOLDER / "asides.yaml") -> Asides:
    """Read the wording.

    Raises:
        PromptError: if the file cannot be read or is not as it should be.
    """
    try:
        return Asides.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise PromptError(f"{path} cannot be used: {error}. Correct it, or restore it from the repository.") from error
