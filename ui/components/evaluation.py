"""How this version fares on the project's own cases: the last run that is kept here, or one that is asked in this session."""

from collections.abc import Iterator

import streamlit as st

from assistant.parts import Parts
from corpus.errors import InputError
from evals.case import Cases, load_cases
from evals.measure import REPORT
from ui.ages import date_words
from ui.components import evaluation_figures as figures
from ui.components.evaluation_asking import asked_run, is_running, offer_report, show_run
from ui.components.evaluation_changes import show_changes
from ui.components.evaluation_clauses import show_clauses
from ui.components.evaluation_failures import show_failures
from ui.components.evaluation_findings import Findings
from ui.components.evaluation_kept import last_run, what_differs
from ui.markup import fill, show_filled, show_html, to_bullets, to_markdown_text

_KEPT, _ASKED = "The last run kept here", "What was asked in this session"
_PARTS = (
    ("missed", "Missed exceptions", figures.show_missed),
    ("levels", "Figures against thresholds", figures.show_levels),
    ("changes", "What changed against the baseline", show_changes),
    ("confusion", "Confusion of outcomes", figures.show_confusion),
    ("principles", "By principle and exception", figures.show_principles),
    ("tags", "By tag", figures.show_tags),
    ("sources", "By source", figures.show_sources),
    ("clauses", "The procedure’s clauses", show_clauses),
    ("figures", "Every figure", figures.show_every_figure),
    ("failures", "What went wrong", show_failures),
)
_CONTENTS = '<nav class="contents" aria-label="Results"><ul>{links}</ul></nav>'
_LINK = '<li><a href="#{id}">{words}</a></li>'
_HEADING = '<h2 class="part" id="{id}" tabindex="-1">{words}</h2>'


def show(parts: Parts) -> None:
    """Show the way to ask the open cases here, and once nothing is being asked what the run that is chosen has found."""
    st.markdown(
        "The cases are invented, and language models labelled them as a designated safeguarding lead would: good figures are no proof of "
        "safety on real messages. Open cases may be looked at. Sealed ones are kept for measuring alone, so only their figures are shown."
    )
    try:
        cases = _cases()
        ways, results = st.container(key="evaluation-run"), st.empty()
        with ways:
            _show_ways(parts, cases)
        with results.container(key="evaluation"):
            _show_runs(parts, cases)
    except InputError as error:
        st.markdown(f"**The results cannot be read.** {to_markdown_text(str(error))}")


@st.cache_resource(show_spinner="Reading the cases")
def _cases() -> Cases:
    return load_cases()


def _show_ways(parts: Parts, cases: Cases) -> None:
    """Show what can be done beside reading: ask here and now, or take the last whole report away."""
    waits = (
        "With a language model set, every case is sent to it and waits for its words, which takes far longer."
        if parts.model
        else "That takes a minute or two."
    )
    st.markdown(
        f"You can ask all open cases here, stop at any time and look at what there is. {waits} Nothing of it is written to disk. "
        "On the machine itself, `make evals` asks the sealed cases as well, keeps what is answered and writes the whole report."
    )
    show_run(parts, cases)
    if REPORT.exists() and not is_running():
        st.download_button(
            "Download the last whole report",
            REPORT.read_bytes,
            file_name="evaluation.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )


def _show_runs(parts: Parts, cases: Cases) -> None:
    kept, asked = last_run(parts, cases), asked_run(parts, cases)
    if asked and (not kept or st.radio("Results of", [_ASKED, _KEPT], horizontal=True, key="evaluation-of") == _ASKED):
        _show_asked(asked)
        offer_report(parts, cases)
        _show_findings(asked)
    elif kept:
        _show_kept(kept, parts)
        _show_findings(kept)
    else:
        st.markdown("**No results are kept on this machine.** Ask the open cases to see some.")


def _show_asked(found: Findings) -> None:
    asked = found.asked["open"]
    if asked.hits < asked.total:
        st.markdown(
            f"**{asked.hits} of {asked.total} open cases were asked so far**, one set after the other. Every figure is over what was "
            "asked; search and names come last."
        )
    else:
        st.markdown(f"**All {asked.total} open cases were asked** on {date_words(found.made_on.isoformat())}, with what answers here now.")


def _show_kept(found: Findings, parts: Parts) -> None:
    """Say of when the run is, over how much, and whether what answers now would answer the same."""
    asked = " and ".join(f"{figure.hits} of {figure.total} {split}" for split, figure in found.asked.items())
    st.markdown(f"The run of **{date_words(found.made_on.isoformat())}**, over {asked} cases.")
    if differing := what_differs(found, parts):
        with st.container(key="evaluation-old"):
            st.markdown(
                f"**These are not the figures of what answers here now.** Since that run this has changed: {', '.join(differing)}. "
                "Ask the cases again before you rely on a figure. Of an older run only what was answered is kept, so search and names are "
                "not measured."
            )


def _show_findings(found: Findings) -> None:
    st.markdown(to_bullets(tuple(_in_short(found))))
    show_filled(fill(_CONTENTS, links=[fill(_LINK, id=id, words=words) for id, words, _ in _PARTS]))
    for id, words, show_part in _PARTS:
        show_html(_HEADING, id=id, words=words)
        show_part(found)
    with st.expander("What the answers were made with", icon=":material/fingerprint:"):
        st.markdown(to_bullets(tuple(f"{name}: {value}" for name, value in found.stamp.items())))


def _in_short(found: Findings) -> Iterator[str]:
    """What there is to know before anything else."""
    measured = [level for level in found.levels if figures.is_measured(level)]
    broken = [f"{level.threshold.set}, {level.threshold.name}" for level in measured if not level.holds]
    held = f"{len(measured) - len(broken)} of {len(measured)} levels that were measured are kept"
    yield f"{held}; not kept: {'; '.join(broken)}." if broken else f"{held}."
    yield f"{sum(level.reached for level in measured)} of {len(measured)} aims are reached."
    worse = sum(change.better is False for change in found.changed)
    yield f"{worse} open cases are answered wrongly that were right in the baseline." if found.has_baseline else "There is no baseline."
    yield f"{sum(map(len, found.failures.values()))} open cases have something wrong, however small."
