"""Holds figures to their thresholds and answers to the baseline, so that nothing gets worse without somebody seeing it.

Only open cases are held to anything. Sealed ones are measured and reported; a threshold on them would be something to tune to.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import InputError
from evals.result import Figure, Measure, Result, citations_of, text_of

FOLDER = Path(__file__).resolve().parent
BASELINE = FOLDER / "results" / "baseline.json"

NAMED = 12
"""Cases of which only the order of the quotes or the wording changed that are named one by one; the report names them all."""
_SLIGHT = {"order": "the same quotes in another order", "wording": "other words alone"}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a case was answered: the verdict, the ids of the clauses quoted in their order, and a digest of every word.

    The last two are ``None`` in a baseline that was kept without them.
    """

    outcome: str
    urgency: str
    escalate: bool
    cited: tuple[str, ...] | None = None
    wording: str | None = None


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

    @property
    def kind(self) -> Literal["verdict", "citations", "order", "wording"]:
        """The gravest part that differs; the order of the quotes differs only where the very same clauses are quoted."""
        if _verdict(self.before) != _verdict(self.now):
            return "verdict"
        if self.before.cited in (None, self.now.cited):
            return "wording"
        return "citations" if self.added or self.dropped else "order"

    @property
    def added(self) -> tuple[str, ...]:
        """Clauses that are quoted now and were not."""
        return _beyond(self.now, self.before)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Clauses that were quoted and are no longer."""
        return _beyond(self.before, self.now)

    def __str__(self) -> str:
        if self.kind == "verdict":
            return f"{self.case}: {self.before.outcome}, {self.before.urgency} is now {self.now.outcome}, {self.now.urgency}"
        if self.kind in _SLIGHT:
            return f"{self.case}: {_SLIGHT[self.kind]}"
        parts = [f"now quotes {', '.join(self.added)}"] if self.added else []
        parts += [f"no longer quotes {', '.join(self.dropped)}"] if self.dropped else []
        return f"{self.case}: {'; '.join(parts)}"


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
    """What the open cases were answered when the baseline was kept; empty where there is none.

    Raises:
        InputError: if the file is no baseline.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {id: _answered(*said) for id, said in kept.items()}
    except FileNotFoundError:
        return {}
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is no baseline ({error}). Write it again: python -m evals --keep-baseline") from error


def keep_baseline(results: Sequence[Result], path: Path = BASELINE) -> None:
    """Keep what the open cases are answered now."""
    kept = {result.case.id: answered(result) for result in sorted(results, key=lambda r: r.case.id) if result.case.split == "open"}
    lines = ",\n".join(
        json.dumps(id) + ": " + json.dumps([*_verdict(said), " ".join(said.cited or ()), said.wording]) for id, said in kept.items()
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def answered(result: Result) -> Answered:
    """What a result is compared by."""
    cited = tuple(each["id"] for each in citations_of(result))
    digest = hashlib.sha256(text_of(result).encode()).hexdigest()[:12]
    return Answered(str(result.outcome or "error"), result.urgency, result.escalate, cited, digest)


def changes(results: Sequence[Result], baseline: Mapping[str, Answered]) -> Iterator[Change]:
    """Every open case that is answered otherwise than it was: another verdict, other clauses, another order of them, or other words."""
    for result in results:
        before, now = baseline.get(result.case.id), answered(result)
        if result.case.split == "open" and before is not None and _differ(before, now):
            was = before.outcome == result.case.outcome or before.outcome in result.case.also
            yield Change(result.case.id, before, now, None if was == result.right else result.right)


def told(changed: Sequence[Change], baseline: Mapping[str, Answered]) -> Iterator[str]:
    """The changes as lines to print: each with another verdict or other clauses, those with another order or other words as one each."""
    for kind in ("verdict", "citations"):
        yield from (f"changed {change}" for change in changed if change.kind == kind)
    for kind, what in _SLIGHT.items():
        if cases := [change.case for change in changed if change.kind == kind]:
            more = f" and {len(cases) - NAMED} more, all in the report" if len(cases) > NAMED else ""
            yield f"changed: {what}, {len(cases)} cases: {', '.join(cases[:NAMED])}{more}"
    if lacks_wording(baseline):
        yield "The baseline holds verdicts alone: changes of citations and wording are not seen. --keep-baseline adds them."


def lacks_wording(baseline: Mapping[str, Answered]) -> bool:
    """Whether a baseline was kept without citations and wording."""
    return any(said.wording is None for said in baseline.values())


def _answered(outcome: str, urgency: str, escalate: bool, cited: str | None = None, wording: str | None = None) -> Answered:
    return Answered(outcome, urgency, escalate, None if cited is None else tuple(cited.split()), wording)


def _verdict(said: Answered) -> tuple[str, str, bool]:
    return said.outcome, said.urgency, said.escalate


def _beyond(said: Answered, other: Answered) -> tuple[str, ...]:
    """What is quoted more often by the one than by the other."""
    return tuple((Counter(said.cited or ()) - Counter(other.cited or ())).elements())


def _differ(before: Answered, now: Answered) -> bool:
    return _verdict(before) != _verdict(now) or before.cited not in (None, now.cited) or before.wording not in (None, now.wording)
