"""An evaluator's own questions: a file in, every good line asked, results out. Nothing of it is written to disk.

What is answered is kept in the session, so the run can be stopped and goes on from there.
"""

import hashlib

import streamlit as st

from assistant.parts import Parts
from corpus.errors import InputError
from evals.generate import Output, asking, generate
from evals.own import labelled_results, own_figures, own_report, results_csv, results_jsonl
from evals.questions import COLUMNS, TEMPLATE, LineFault, Question, read_questions
from evals.score import measures
from ui.markup import to_bullets, to_markdown_text

_FILE, _DONE, _RUNNING = "own-file", "own-done", "own-running"
_FAULTS_SHOWN = 50


def show(parts: Parts) -> None:
    """Show the way from a file to its results."""
    st.markdown(
        f"A CSV file (UTF-8) with the columns {', '.join(f'**{column}**' for column in COLUMNS)}, or JSON lines with the same names. Only "
        "**question** is needed; where you say what is right, you get figures as well. Several messages of one conversation stand in "
        "one cell with || between them. **No names of real people.** The file and its results stay in this session "
        "and are gone when you close it."
    )
    if parts.model and parts.model.remote:
        st.markdown(
            "**A language model that is not on this machine is in use.** It is asked about every question, with what it may be sent: of a "
            "case only what was decided, of a question about the procedure its words without names."
        )
    _offer("Download the template", TEMPLATE.encode("utf-8-sig"), "questions.csv", "text/csv")
    given = st.file_uploader("Your questions, as .csv or .jsonl, of 1 MB at most", key=_FILE)
    if given is None:
        return
    try:
        questions, faults = read_questions(given.name, given.getvalue())
    except InputError as error:
        st.markdown(f"**The file cannot be read.** {to_markdown_text(str(error))}")
        return
    done = _done(given.getvalue())
    _show_faults(faults)
    _show_run(parts, questions, done)
    _show_results(parts, questions, done)


def _done(data: bytes) -> dict[str, Output]:
    """What was answered of this very file so far; another file starts anew."""
    name = hashlib.sha256(data).hexdigest()
    if st.session_state.get(_DONE, ("", {}))[0] != name:
        st.session_state[_DONE] = (name, {})
        st.session_state[_RUNNING] = False
    done: dict[str, Output] = st.session_state[_DONE][1]
    return done


def _show_faults(faults: tuple[LineFault, ...]) -> None:
    if faults:
        with st.container(key="faults"):
            st.markdown(f"**{len(faults)} lines cannot be asked.** The others can.")
            st.markdown(to_bullets(tuple(str(fault) for fault in faults[:_FAULTS_SHOWN])))
            if len(faults) > _FAULTS_SHOWN:
                st.markdown(f"and {len(faults) - _FAULTS_SHOWN} more")


def _show_run(parts: Parts, questions: tuple[Question, ...], done: dict[str, Output]) -> None:
    """Ask what is left, with a bar; the button stops it between two questions, and goes on."""
    left = [question for question in questions if question.id not in done]
    if not left:
        return
    running = bool(st.session_state.get(_RUNNING))
    label = "Stop" if running else "Go on" if done else "Ask the question" if len(questions) == 1 else f"Ask {len(questions)} questions"
    st.button(label, key="own-run", type="primary", icon=":material/stop:" if running else ":material/play_arrow:", on_click=_toggle)
    if not running:
        if done:
            st.markdown(f"{len(done)} of {len(questions)} answered.")
        return
    bar = st.progress(len(done) / len(questions))
    for output in generate(left, asking(parts), None, {}):
        done[output.case] = output
        bar.progress(len(done) / len(questions), text=f"{len(done)} of {len(questions)} answered")
    st.session_state[_RUNNING] = False
    st.rerun()


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
