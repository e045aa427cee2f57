"""Asks the open cases in this session: it can be stopped between two cases and goes on from there. Nothing of it is written to disk."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from assistant.parts import Parts
from evals.case import OUTCOME_SETS, Cases, OutcomeCase
from evals.gate import load_thresholds, read_baseline
from evals.generate import Output, asking, generate, stamp_of
from evals.measure import counted, measured_sets
from evals.report import Evaluated, render
from evals.result import Measured, paired
from ui.components.evaluation_findings import Findings, findings_of, number_of
from ui.components.evaluation_kept import ASKED_WITH_PARTS

_DONE, _RUNNING, _FOUND = "ours-done", "ours-running", "ours-found"
ASK = "Ask the open cases now"


def is_running() -> bool:
    """Whether the cases are being asked."""
    return bool(st.session_state.get(_RUNNING))


def show_run(parts: Parts, cases: Cases) -> None:
    """Show the button that asks, stops and goes on, and ask while it is to run."""
    every, done = _open_cases(cases), _done()
    left = [case for case in every if case.id not in done]
    if not left:
        return
    label = "Stop" if is_running() else "Go on" if done else ASK
    st.button(label, key="ours-run", type="primary", icon=":material/stop:" if is_running() else ":material/play_arrow:", on_click=_toggle)
    if not is_running():
        return
    bar = st.progress(len(done) / len(every), text=_how_far(done, every))
    for output in generate(left, asking(parts), None, {}):
        done[output.case] = output
        bar.progress(len(done) / len(every), text=_how_far(done, every))
    st.session_state[_RUNNING] = False
    st.rerun()


def asked_run(parts: Parts, cases: Cases) -> Findings | None:
    """What this session's run has found so far; ``None`` while nothing was asked."""
    done = _done()
    if not done:
        return None
    held: Findings | None = st.session_state.get(_FOUND)
    if held is None or held.asked["open"].hits != len(done):
        with st.spinner("Counting what was answered"):
            held = findings_of(_measured(parts, cases, done), parts, cases, stamp_of(parts), date.today())
        st.session_state[_FOUND] = held
    return held


def offer_report(parts: Parts, cases: Cases) -> None:
    """Offer the whole report over what was asked so far; it is made when it is wanted."""
    done = dict(_done())
    st.download_button(
        "Download the report of this run",
        lambda: _report(parts, cases, done),
        file_name="evaluation.html",
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
    )


def _report(parts: Parts, cases: Cases, done: Mapping[str, Output]) -> bytes:
    measured = _measured(parts, cases, done)
    stamp, thresholds, baseline = stamp_of(parts), load_thresholds(), read_baseline()
    return render(Evaluated(measured, parts.corpus, parts.ruleset, stamp, date.today(), thresholds, baseline)).encode()


def _measured(parts: Parts, cases: Cases, done: Mapping[str, Output]) -> list[Measured]:
    """What was asked of each set; once all were asked, the sets that only need the parts as well."""
    measured = []
    for name in OUTCOME_SETS:
        if results := paired([case for case in cases.of(name) if case.split == "open"], done.values()):
            measured.append(counted(name, "open", results, parts.corpus))
    if len(done) == number_of(cases, "open"):
        measured += measured_sets(cases, parts, ASKED_WITH_PARTS, ("open",))
    return measured


def _open_cases(cases: Cases) -> list[OutcomeCase]:
    return [case for name in OUTCOME_SETS for case in cases.of(name) if case.split == "open"]


def _done() -> dict[str, Output]:
    """What was answered in this session, by case."""
    done: dict[str, Output] = st.session_state.setdefault(_DONE, {})
    return done


def _how_far(done: Mapping[str, Output], every: Sequence[OutcomeCase]) -> str:
    return f"{len(done)} of {len(every)} cases asked"


def _toggle() -> None:
    st.session_state[_RUNNING] = not is_running()
