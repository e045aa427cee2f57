"""Holds figures to their thresholds and answers to the baseline, so that nothing gets worse without somebody seeing it.

Only open cases are held to anything. Sealed ones are measured and reported; a threshold on them would be something to tune to.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InputError
from evals.score import Figure, Measure, Result

FOLDER = Path(__file__).resolve().parent
BASELINE = FOLDER / "results" / "baseline.json"

Answered = tuple[str, str, bool]
"""Outcome, urgency and whether it sends the person to a manager."""


class Threshold(BaseModel):
    """The level that one figure of one set's open cases must keep, and the aim beyond it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    name: str
    at_least: float = 0.0
    at_most: float = 1.0
    aim: float

    def broken_by(self, figure: Figure | Measure) -> bool:
        """Whether the figure is outside the level."""
        return not self.at_least <= value_of(figure) <= self.at_most


@dataclass(frozen=True, slots=True)
class Change:
    """A case that is answered otherwise than in the baseline. ``better`` is None where it was or is neither right nor wrong alone."""

    case: str
    before: Answered
    now: Answered
    better: bool | None


def load_thresholds(path: Path = FOLDER / "thresholds.yaml") -> tuple[Threshold, ...]:
    """The thresholds.

    Raises:
        InputError: with every fault of the file.
    """
    try:
        return tuple(TypeAdapter(list[Threshold]).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"{path} cannot be used: {error}") from error


def value_of(figure: Figure | Measure) -> float:
    """The number that a threshold is held against."""
    return figure.share if isinstance(figure, Figure) else figure.value


def breaches(name: str, measured: Sequence[Figure | Measure], thresholds: Sequence[Threshold]) -> Iterator[str]:
    """Every threshold of one set that does not hold, as a sentence; one that nothing was measured for does not hold either."""
    by_name = {figure.name: figure for figure in measured}
    for threshold in thresholds:
        if threshold.set != name:
            continue
        figure = by_name.get(threshold.name)
        if figure is None or (isinstance(figure, Figure) and not figure.total):
            yield f"{name}: nothing was measured for “{threshold.name}”"
        elif threshold.broken_by(figure):
            yield f"{name}: {threshold.name} is {value_of(figure):.3f}, not between {threshold.at_least} and {threshold.at_most}"


def read_baseline(path: Path = BASELINE) -> Mapping[str, Answered]:
    """What the open cases were answered when the baseline was kept; empty where there is none."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        raise InputError(f"{path} is no baseline ({error}). Write it again: python -m evals --keep-baseline") from error
    return {id: (outcome, urgency, escalate) for id, (outcome, urgency, escalate) in kept.items()}


def keep_baseline(results: Sequence[Result], path: Path = BASELINE) -> None:
    """Keep what the open cases are answered now."""
    kept = {result.case.id: answered(result) for result in sorted(results, key=lambda r: r.case.id) if result.case.split == "open"}
    lines = ",\n".join(f"{json.dumps(id)}: {json.dumps(said)}" for id, said in kept.items())
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def answered(result: Result) -> Answered:
    """What a result is compared by."""
    return (str(result.outcome or "error"), result.urgency, result.escalate)


def changes(results: Sequence[Result], baseline: Mapping[str, Answered]) -> Iterator[Change]:
    """Every open case that is answered otherwise than it was."""
    for result in results:
        before, now = baseline.get(result.case.id), answered(result)
        if result.case.split == "open" and before is not None and before != now:
            was = before[0] == result.case.outcome or before[0] in result.case.also
            yield Change(result.case.id, before, now, None if was == result.right else result.right)
