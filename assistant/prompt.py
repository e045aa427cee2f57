"""Reads the fixed wording and the model's prompts, and refuses them with every fault at once.

``prompts/messages.yaml`` holds every sentence that a reply may show; ``prompts/*.md`` hold what a language model is asked.
Both name their variables in the open: one that is used and not declared, or declared and not used, is a fault. Nothing
here reads a clock, a network or a random number.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.wording import (
    EVERY,
    PARTS,
    Aspect,
    Bearing,
    Condition,
    Line,
    MustSay,
    Parts,
    Question,
    SafetyCard,
    Sign,
    Wording,
    put_in,
    variables_in,
    without_variables,
)
from corpus.errors import PromptError
from guardrails.facts import OneOf
from guardrails.verdict import Outcome

FOLDER = Path(__file__).resolve().parent.parent / "prompts"
STAND_ALONE = "stand_alone.md"
PROMPTS = ("word_question.md", "explain_case.md", STAND_ALONE)
"""What a language model is asked: to answer a question about the procedure, to explain a verdict, to make a follow-up stand alone."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    variables: dict[str, str]
    kinds: dict[str, dict[str, OneOf]]
    roles: dict[str, str]
    also_with: dict[str, tuple[Condition, ...]]
    slots: dict[str, tuple[Line, ...]]
    signs: dict[str, Sign]
    replies: dict[str, Parts]
    aspects: dict[str, Aspect]
    national: dict[str, Bearing]
    added: dict[str, Condition]
    must_say: dict[str, MustSay]
    questions: tuple[Question, ...]
    answer_means: dict[Outcome, str]
    glosses: dict[str, str]
    voices: dict[str, str]
    joins: dict[str, str]
    faults: dict[str, str]
    safety_card: SafetyCard


class ModelWording(BaseModel):
    """What is said about a language model beside its sentences, and one hash over this file and the prompts."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    asking: str
    worded: str
    unused: str
    sent_question: str
    sent_follow_up: str
    sent_case: str
    here: str
    beside_consent: str
    hash: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its variables filled, and the hash of the file it came from."""

    text: str
    hash: str


def load_wording(folder: Path = FOLDER) -> Wording:
    """Read ``messages.yaml`` in ``folder``.

    Raises:
        PromptError: with every fault of the file.
    """
    path = folder / "messages.yaml"
    content = _read(path)
    try:
        read = _File.model_validate(yaml.load(content, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise PromptError(f"{path.name} is not YAML: {error}") from error
    except ValidationError as error:
        raise _refused(path, [_place(problem["loc"]) + problem["msg"] for problem in error.errors()]) from error
    fields = {name: getattr(read, name) for name in _File.model_fields if name != "variables"}
    wording = Wording(**fields, hash=hashlib.sha256(content).hexdigest())
    faults = [*_variable_faults(wording, read.variables), *_reference_faults(wording)]
    if faults:
        raise _refused(path, faults)
    return wording


@cache
def load_model_wording(folder: Path = FOLDER) -> ModelWording:
    """Read ``model.yaml`` in ``folder``; its hash covers the prompts too.

    Raises:
        PromptError: if a file cannot be read or is not as it should be.
    """
    path = folder / "model.yaml"
    content = _read(path)
    digest = hashlib.sha256(b"".join([content, *(_read(folder / name) for name in PROMPTS)])).hexdigest()
    try:
        return ModelWording.model_validate({**yaml.load(content, Loader=yaml.CSafeLoader), "hash": digest})
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PromptError(f"{path} cannot be used: {error}. Correct it, or restore it from the repository.") from error


def load_prompt(path: Path, **variables: str) -> Prompt:
    """The prompt in ``path``, filled. Its front matter declares each variable; all of them are given, and no others.

    Raises:
        PromptError: with every variable that is missing or not used.
    """
    content = _read(path)
    pieces = content.decode("utf-8").split("---\n", 2)
    if len(pieces) != 3 or pieces[0].strip():
        raise PromptError(f"{path.name} needs front matter between two lines of --- that declares its variables.")
    try:
        front = yaml.load(pieces[1], Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        raise PromptError(f"The front matter of {path.name} is not YAML: {error}") from error
    declared, used, given = set(front.get("variables") or {}), set(variables_in(pieces[2])), set(variables)
    faults = [f"{{{name}}} is used and not declared" for name in sorted(used - declared)]
    faults += [f"{{{name}}} is declared and not used" for name in sorted(declared - used)]
    faults += [f"{{{name}}} was not given" for name in sorted(declared - given)]
    faults += [f"{{{name}}} was given and is not declared" for name in sorted(given - declared)]
    if faults:
        raise _refused(path, faults)
    return Prompt(put_in(pieces[2], variables).strip(), hashlib.sha256(content).hexdigest())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PromptError(f"{path} cannot be read ({error.strerror}). Restore it from the repository.") from error


def _refused(path: Path, faults: list[str]) -> PromptError:
    listed = "\n".join(f"  - {fault}" for fault in faults)
    return PromptError(f"{path.name} has {len(faults)} fault(s):\n{listed}\nCorrect them in {path}.")


def _place(parts: tuple[int | str, ...]) -> str:
    return ".".join(map(str, parts)) + ": "


def _variable_faults(wording: Wording, declared: dict[str, str]) -> Iterator[str]:
    used: set[str] = set()
    for place, text in wording.texts():
        used.update(variables_in(text))
        for name in variables_in(text):
            if name not in declared:
                yield f"{place}: {{{name}}} is not declared under variables"
        if set("{}") & set(without_variables(text)):
            yield f"{place}: a brace stands alone in “{text}”"
    for name in sorted(set(declared) - used):
        yield f"variables: {name} is declared and no line uses it"
    for name in sorted(set(wording.slots) - set(declared)):
        yield f"slots: {name} is not declared under variables"


def _reference_faults(wording: Wording) -> Iterator[str]:
    for role in sorted(set(wording.also_with) - set(wording.roles)):
        yield f"also_with: {role} is not under roles"
    for name in sorted({*map(str, Outcome), EVERY} ^ set(wording.replies)):
        yield f"replies: {name} is {'no outcome' if name in wording.replies else 'missing'}"
    for place, line in wording.lines():
        for id in line.says:
            if id not in wording.must_say:
                yield f"{place}: says {id}, which is not under must_say"
    for id, must in wording.must_say.items():
        if must.part not in PARTS:
            yield f"must_say.{id}: the part “{must.part}” is none of {', '.join(PARTS)}"
    for outcome in sorted(set(Outcome) - set(wording.answer_means)):
        yield f"answer_means: {outcome} is missing"
