"""The last run that ``make evals`` kept on this machine: read and counted, never asked again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.parts import Parts
from evals import gate, measure
from evals.case import OUTCOME_SETS, Cases, Split
from evals.generate import read_outputs, short, stamp_of
from evals.hostile import CASES_EACH
from evals.result import Measured, paired
from ui.components.evaluation_findings import Findings, findings_of, number_of

ASKED_WITH_PARTS = ("retrieval", "guidance", "identifiers", "prompts")
"""Sets of which no answers are kept, because they take only seconds: they are measured with the parts that are loaded."""
_COUNTING = "Counting the last run. This takes some seconds, once after every run."


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file of answers: of which set and split, when it was last written, and what its answers were made with."""

    set: str
    split: Split
    path: Path
    written: float
    stamp: Mapping[str, Any]


def last_run(parts: Parts, cases: Cases) -> Findings | None:
    """What the last run found, counted once for all sessions; ``None`` where none was kept.

    Raises:
        InputError: if the baseline or the thresholds cannot be read.
    """
    kept = _newest(_kept_files(), stamp_of(parts))
    if not kept:
        return None
    read = (*(file.path for file in kept), *(path for path in (gate.BASELINE,) if path.exists()))
    as_they_are = (short(stamp_of(parts)), *((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in read))
    return _counted(as_they_are, kept, parts, cases)


def what_differs(findings: Findings, parts: Parts) -> list[str]:
    """The names of the parts with which a run was answered and that are others today."""
    now = stamp_of(parts)
    return [name for name in {**findings.stamp, **now} if findings.stamp.get(name) != now.get(name)]


@st.cache_resource(max_entries=1, show_spinner=_COUNTING)
def _counted(as_they_are: tuple[object, ...], _kept: Sequence[_Kept], _parts: Parts, _cases: Cases) -> Findings:
    """The findings of files ``as_they_are``, which is what a later look is compared by."""
    measured = list(_measured(_kept, _parts, _cases))
    if _kept[0].stamp == stamp_of(_parts):
        others = (*ASKED_WITH_PARTS, *(("hostile",) if _is_whole(measured, _parts, _cases) else ()))
        measured += measure.measured_sets(_cases, _parts, others, measure.SPLITS)
    made_on = date.fromtimestamp(max(file.written for file in _kept))
    return findings_of(measured, _parts, _cases, _kept[0].stamp, made_on)


def _measured(kept: Sequence[_Kept], parts: Parts, cases: Cases) -> Iterator[Measured]:
    for file in kept:
        chosen = [case for case in cases.of(file.set) if case.split == file.split]
        if results := paired(chosen, read_outputs(file.path)):
            yield measure.counted(file.set, file.split, results, parts.corpus)


def _is_whole(measured: Sequence[Measured], parts: Parts, cases: Cases) -> bool:
    """Whether the answers to every case and to every attempt to switch the guardrail off are kept, so that none has to be asked."""
    attempts = [read_outputs(measure.RESULTS / f"outputs-hostile-{split}.jsonl", stamp_of(parts)) for split in measure.SPLITS]
    asked = sum(len(each.results) for each in measured)
    return asked == sum(number_of(cases, split) for split in measure.SPLITS) and all(
        len(list(outputs)) >= len(cases.switch_offs) * CASES_EACH for outputs in attempts
    )


def _newest(files: Sequence[_Kept], now: Mapping[str, Any]) -> list[_Kept]:
    """The files of one run: of the parts that are loaded or, where there are none, of those that the newest file was made with."""
    newest = max(files, key=lambda file: (file.stamp == now, file.written), default=None)
    return [file for file in files if newest and file.stamp == newest.stamp]


def _kept_files() -> list[_Kept]:
    named = ((name, split, measure.RESULTS / f"outputs-{name}-{split}.jsonl") for name in OUTCOME_SETS for split in measure.SPLITS)
    return [_Kept(name, split, path, path.stat().st_mtime, stamp) for name, split, path in named if (stamp := _stamp_in(path))]


def _stamp_in(path: Path) -> Mapping[str, Any]:
    """What a file's answers were made with, which is its first line; nothing for a file without an answer."""
    try:
        with path.open(encoding="utf-8") as file:
            stamp, answer = file.readline(), file.readline()
        return json.loads(stamp) if answer else {}
    except (OSError, ValueError):
        return {}
