"""A language model as judge, off by default: whether an answer makes a key point in other words than those that letters look for.

It judges that and nothing else, one sentence at a time. Before it judges anything it is put to the labelled pairs of ``cases/judge.yaml``;
its agreement with them stands beside every figure that it touches, and below ``TRUSTED`` no such figure is shown.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.model import Model, load_model
from assistant.prompt import FOLDER, load_prompt
from assistant.settings import Settings
from corpus.errors import InputError, ModelError
from evals.agreement import Agreement, agreement
from evals.readability import sentences_of
from evals.result import Figure, Measured, Result, own_words, says, text_of
from ingest.embed import Encoder

PAIRS = Path(__file__).resolve().parent / "cases" / "judge.yaml"
PROMPT = FOLDER / "judge_point.md"
TRUSTED = 0.6
"""The kappa below which agreement is not "substantial" (Landis and Koch, 1977)."""
NEAREST = 3
"""Sentences of an answer, the nearest in meaning to a point, that are judged for it."""

_OBJECT = re.compile(r"\{[^{}]*\}")

Nearest = Callable[[str, Sequence[str]], Sequence[str]]
"""A point and an answer's sentences in, those to judge out."""


class JudgePair(BaseModel):
    """A key point, a sentence of an answer, and whether the sentence makes the point, with why."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    point: str
    sentence: str
    made: bool
    why: str


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that says of one sentence whether it makes a point."""

    model: Model
    prompt: Path = PROMPT

    def makes(self, point: str, sentence: str) -> bool | None:
        """What the model says; ``None`` where it fails or writes anything but what is asked for."""
        filled = load_prompt(self.prompt, point=json.dumps(point, ensure_ascii=False), sentence=json.dumps(sentence, ensure_ascii=False))
        try:
            found = _OBJECT.findall("".join(self.model.stream(filled.text)))
            made = json.loads(found[0]).get("made") if len(found) == 1 else None
        except (ModelError, json.JSONDecodeError):
            return None
        return made if isinstance(made, bool) else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a judge labels the pairs beside how people did; a pair that it gave no label counts as labelled otherwise."""

    judge: str
    agreed: Agreement
    taken: Figure
    missed: Figure
    unread: int

    @property
    def trusted(self) -> bool:
        """Whether figures that it touches may be shown."""
        return self.agreed.kappa >= TRUSTED

    def __str__(self) -> str:
        return (
            f"judge {self.judge}: labels {self.agreed.alike.hits} of {self.agreed.alike.total} pairs as people did, {self.agreed}; takes "
            f"{self.taken.hits} of {self.taken.total} near misses for the point, misses {self.missed.hits} of {self.missed.total}, "
            f"gives no label to {self.unread}" + ("" if self.trusted else f". Below kappa {TRUSTED}: none of its figures is shown")
        )


def load_judge(name: str, settings: Settings) -> Judge:
    """The judge that is named ``provider:model``, through the one door to models and under its settings.

    Raises:
        ModelError: when it cannot be set up, or is remote and that is not allowed.
    """
    model = load_model(replace(settings, model=name))
    if model is None:
        raise ModelError("No judge is named. Write provider:model.")
    return Judge(model)


def load_judge_pairs(path: Path = PAIRS) -> tuple[JudgePair, ...]:
    """The labelled pairs.

    Raises:
        InputError: if the file cannot be read or a pair is not as it should be.
    """
    try:
        return TypeAdapter(tuple[JudgePair, ...]).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"{path} cannot be used: {error}") from error


def judge_stamp(judge: Judge) -> dict[str, str]:
    """What a judged figure depends on: the model by name, its prompt and the labelled pairs by hash."""
    files = {"judge prompt": judge.prompt, "judge pairs": PAIRS}
    return {"judge": judge.model.name, **{name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}}


def calibrate(judge: Judge, pairs: Sequence[JudgePair]) -> Calibration:
    """Put the judge to every labelled pair."""
    said = [(pair.made, judge.makes(pair.point, pair.sentence)) for pair in pairs]
    made, near = [says for label, says in said if label], [says for label, says in said if not label]
    return Calibration(
        judge.model.name,
        agreement([(str(label), str(says)) for label, says in said]),
        Figure("near misses taken for the point", sum(says is True for says in near), len(near)),
        Figure("points not seen", sum(says is not True for says in made), len(made)),
        sum(says is None for _, says in said),
    )


def nearest_by(encoder: Encoder) -> Nearest:
    """The sentences whose embeddings are nearest to the point's, the nearest first."""

    def nearest(point: str, sentences: Sequence[str]) -> Sequence[str]:
        vectors = encoder.encode([point, *sentences])
        return [sentences[place] for place in np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")[:NEAREST]]

    return nearest


def judged(measured: Sequence[Measured], judge: Judge, calibration: Calibration, nearest: Nearest) -> Iterator[Measured]:
    """Every set, and where key points are labelled one figure more; nothing more from a judge that cannot be trusted."""
    verdicts: dict[tuple[str, str], bool] = {}
    for each in measured:
        points = [(result, point.point, point.any) for result in each.results for point in result.case.key_points]
        if not points or not calibration.trusted:
            yield each
            continue
        made = sum(says(text_of(result), words) or _is_judged(result, point, judge, nearest, verdicts) for result, point, words in points)
        note = f"judge {judge.model.name}, {calibration.agreed}"
        yield replace(each, figures=(*each.figures, Figure("key points said, also in other words", made, len(points), note)))


def _is_judged(result: Result, point: str, judge: Judge, nearest: Nearest, verdicts: dict[tuple[str, str], bool]) -> bool:
    sentences = [sentence for line in own_words(result) for sentence in sentences_of(line)]
    for sentence in nearest(point, sentences) if sentences else ():
        if (point, sentence) not in verdicts:
            verdicts[point, sentence] = judge.makes(point, sentence) is True
        if verdicts[point, sentence]:
            return True
    return False
