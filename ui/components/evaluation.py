"""How this version fares on the project's own open cases, against the levels that it must keep."""

from collections.abc import Sequence

import streamlit as st

from assistant.parts import Parts
from evals.case import load_cases
from evals.gate import load_thresholds, value_of
from evals.measure import REPORT, measured_sets
from evals.report import Level, levels_of
from evals.result import Measured
from ui.markup import to_markdown_text

_MEASURED = "measured"


def show(parts: Parts) -> None:
    """Show the levels once the cases were asked, and the last whole report to download."""
    st.markdown(
        "The cases are invented, and language models labelled them as a designated safeguarding lead would: good figures are no proof of "
        "safety on real messages. `make evals` writes the whole report, with every failure opened."
    )
    if REPORT.exists():
        st.download_button(
            "Download the last whole report",
            REPORT.read_bytes(),
            file_name="evaluation.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )
    asked = st.button("Ask the open cases now", icon=":material/play_arrow:")
    if asked:
        st.session_state[_MEASURED] = _measure(parts)
    if _MEASURED in st.session_state:
        _show_levels(st.session_state[_MEASURED])


def _measure(parts: Parts) -> list[Measured]:
    bar = st.progress(0.0)
    sets = tuple(dict.fromkeys(threshold.set for threshold in load_thresholds()))

    def note(doing: str, share: float) -> None:
        bar.progress(share, text=doing)

    measured = list(measured_sets(load_cases(), parts, sets, ("open",), note))
    bar.empty()
    return measured


def _show_levels(measured: Sequence[Measured]) -> None:
    rows = [
        "| Set | Figure | Now | Must be | Aim | |",
        "| --- | --- | ---: | ---: | ---: | --- |",
        *map(_row, levels_of(measured, load_thresholds())),
    ]
    st.markdown("\n".join(rows))


def _row(level: Level) -> str:
    threshold = level.threshold
    now = "not measured" if level.figure is None else f"{value_of(level.figure):.1%}"
    bound = f"≤ {threshold.at_most:.1%}" if threshold.at_most < 1 else f"≥ {threshold.at_least:.1%}"
    held = "holds" if level.holds else "**fails**"
    reached = ", aim reached" if level.reached else ""
    return f"| {threshold.set} | {to_markdown_text(threshold.name)} | {now} | {bound} | {threshold.aim:.1%} | {held}{reached} |"
