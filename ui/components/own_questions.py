"""An evaluator's own questions: a file in, every good line asked, results out. Nothing of it is written to disk.

The questions and what is answered are kept in the session until they are cleared: a run can be stopped and goes on from there, and
a look at another page loses nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from assistant.parts import Parts
from corpus.errors import InputError
from evals.generate import Output, asking, generate
from evals.own import labelled_results, own_figures, own_report, results_csv, results_jsonl
from evals.questions import COLUMNS, TEMPLATE, LineFault, Question, read_questions
from evals.score import measures
from ui.markup import to_bullets, to_markdown_text
from ui.state import fresh

_FILES, _HELD, _RUNNING = "own-files", "own-held", "own-running"
_FAULTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class _Held:
    """The file that the session holds: its bytes, what was read of it, and what was answered so far."""

    name: str
    data: bytes
    questions: tuple[Question, ...]
    faults: tuple[LineFault, ...]
    done: dict[str, Output] = field(default_factory=dict)


def show(parts: Parts) -> None:
    """Show the way from a file to its results."""
    st.markdown(
        f"A CSV file (UTF-8) with the columns {', '.join(f'**{column}**' for column in COLUMNS)}, or JSON lines with the same names. Only "
        "**question** is needed; where you say what is right, you get figures as well. Several messages of one conversation stand in "
        "one cell with || between them. **No names of real people.** The file and its results stay in this session, "
        "also while you look at another page. They are gone when you clear them, or close or reload the page."
    )
    if parts.model and parts.model.remote:
        st.markdown(
            "**A language model that is not on this machine is in use.** It is asked about every question, with what it may be sent: of a "
            "case only what was decided, of a question about the procedure its words without names."
        )
    _offer("Download the template", TEMPLATE.encode("utf-8-sig"), "questions.csv", "text/csv")
    try:
        held = _held()
    except InputError as error:
        st.markdown(f"**The file cannot be read.** {to_markdown_text(str(error))}")
        return
    if held is None:
        return
    count = f"{len(held.questions)} question{'' if len(held.questions) == 1 else 's'}"
    st.markdown(f"**{to_markdown_text(held.name)}**, {count}. Another file takes its place.")
    st.button("Clear the questions and results", key="own-clear", icon=":material/delete:", on_click=_clear)
    _show_faults(held.faults)
    _show_run(parts, held.questions, held.done)
    _show_results(parts, held.questions, held.done)


def _held() -> _Held | None:
    """What the session holds. A file that is given now takes its place; the one that is held goes on.

    Raises:
        InputError: for a file that cannot be read; what was held stays.
    """
    given = st.file_uploader("Your questions, as .csv or .jsonl, of 1 MB at most", key=f"own-file-{fresh()}-{_files()}")
    held: _Held | None = st.session_state.get(_HELD)
    if given is None or (held and (held.name, held.data) == (given.name, given.getvalue())):
        return held
    held = _Held(given.name, given.getvalue(), *read_questions(given.name, given.getvalue()))
    st.session_state[_HELD], st.session_state[_RUNNING] = held, False
    return held


def _files() -> int:
    """How often a file was cleared; the place for a file has this number in its key, so that it is empty after each."""
    return int(st.session_state.get(_FILES, 0))


def _clear() -> None:
    """Forget the file, what was answered, and that more is to be asked."""
    st.session_state[_FILES] = _files() + 1
    for key in (_HELD, _RUNNING):
        st.session_state.pop(key, None)


def _show_faults(faults: tuple[LineFault, ...]) -> None:
    if faults:
        with st.container(key="faults"):
            st.markdown(f"**{len(faults)} lines cannot be asked.** The others can.")
            st.markdown(to_bullets(tuple(str(fault) for fault in faults[:_FAULTS_SHOWN])))
            if len(faults) > _FAULTS_SHOWN:
                st.markdown(f"and {len(faults) - _FAULTS_SHOWN} more")


def _show_run(parts: Parts, questions: tuple[Question, ...], done: dict[str, Output]) -> None:
    """Ask what is left, with a bar; the button stops it between two questions, and goes on.

    A run that a look at another page cut short goes on by itself.
    """
    left = [question for question in questions if question.id not in done]
    if not left:
        return
    running = bool(st.session_state.get(_RUNNING))
    label = "Stop" if running else "Go on" if done else "Ask the question" if len(questions) == 1 else f"Ask {len(questions)} questions"
    st.button(label, key="own-run", type="primary", icon=":material/stop:" if running else ":material/play_arrow:", on_click=_toggle)
    if not running:
        if done:
            st.markdown(f"{_how_far(done, questions)}.")
        return
    st.markdown("If you go to another page, it waits and goes on when you come back.")
    bar = st.progress(len(done) / len(questions), text=_how_far(done, questions))
    for output in generate(left, asking(parts), None, {}):
        done[output.case] = output
        bar.progress(len(done) / len(questions), text=_how_far(done, questions))
    st.session_state[_RUNNING] = False
    st.rerun()


def _how_far(done: Mapping[str, Output], questions: Sequence[Question]) -> str:
    return f"{len(done)} of {len(questions)} answered"


def _toggle() -> None:
    st.session_state[_RUNNING] = not st.session_state.get(_RUNNING)


def _show_results(parts: Parts, questions: tuple[Question, ...], done: dict[str, Output]) -> None:
    if not done or st.session_state.get(_RUNNING):
        return
    st.header("Results", anchor=False)
    outputs = list(done.values())
    st.markdown(f"{len(outputs)} of {len(questions)} questions were answered.")
    _offer("Download the results", results_csv(questions, outputs).encode("utf-8-sig"), "results.csv", "text/csv")
    _offer("Download as JSON lines", results_jsonl(questions, outputs).encode(), "results.jsonl", "application/jsonl")
    results = labelled_results(questions, outputs)
    if results:
        _offer("Download the report", own_report(results, parts).encode(), "report.html", "text/html")
        st.markdown("Figures over the lines that say what is right, with 95 % intervals:")
        st.code("\n".join(map(str, (*own_figures(results, parts), *measures(results)))), language=None)


def _offer(label: str, data: bytes, name: str, kind: str) -> None:
    st.download_button(label, data, file_name=name, mime=kind, icon=":material/download:", on_click="ignore")
