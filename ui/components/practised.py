"""What has been practised so far: how far it is, every clause and outcome, the certificate at the end, and the progress to take away."""

from datetime import date

import streamlit as st

from assistant.practise.certificate import LONGEST_NAME, Completed, Practised, to_certificate
from assistant.practise.progress import to_text
from assistant.practise.schedule import MISSED, Standing, coverage, is_complete, outcome_coverage
from assistant.practise.situations import Practice
from corpus.clauses import PROCEDURE, Corpus
from guardrails.verdict import Outcome
from ui.links import clause_address
from ui.markup import to_markdown_text
from ui.practising import Sitting, current_sitting, keep, start_again, take_up
from ui.words import PRODUCT, SIGNS

_NAME, _PASTED, _MADE = "practise-name", "practise-pasted", "practise-made"
_FEW = 4
"""So many that are missing are named; more are counted."""
_LAST = {True: "✓ right", False: "✕ not right"}


def show_how_far(sitting: Sitting, practice: Practice) -> None:
    """Show how many clauses and outcomes were last answered rightly, what is missing for the certificate, or that nothing is."""
    clauses, outcomes = coverage(practice, sitting.progress), outcome_coverage(practice, sitting.progress)
    done = [sum(standing.last_right for standing in standings) for standings in (clauses, outcomes)]
    words = f"{done[0]} of {len(clauses)} clauses and {done[1]} of {len(outcomes)} outcomes practised and last answered rightly"
    st.progress(sum(done) / (len(clauses) + len(outcomes)), text=words)
    if is_complete(practice, sitting.progress):
        with st.container(key="practise-complete"):
            st.markdown(
                "**You have practised every clause.** You have met every outcome too. Your certificate is under “Certificate”. "
                "You can go on as long as you like."
            )
    elif sitting.progress.answers:
        st.markdown(f"**Still missing for the certificate:** {_missing(clauses, outcomes)}")


def show_coverage(sitting: Sitting, practice: Practice, corpus: Corpus) -> None:
    """Show every clause and every outcome with how often it was practised and how the last answer went."""
    st.header("What you have practised", anchor=False)
    st.markdown(
        "A situation is about two or three clauses and has one outcome. When an answer is not right, all of them count as missed and "
        "come back soon, in another situation; when it is right, they rest longer."
    )
    heads = "| Practised | Right | Last answer |", "| ---: | ---: | --- |"
    rows = [f"| Clause {heads[0]}", f"| --- {heads[1]}"]
    rows += [_row(_linked(standing.topic, corpus), standing) for standing in coverage(practice, sitting.progress)]
    outcomes = [f"| Outcome {heads[0]}", f"| --- {heads[1]}"]
    outcomes += [_row(_outcome(standing), standing) for standing in outcome_coverage(practice, sitting.progress)]
    with st.container(key="practise-coverage"):
        st.subheader("By clause", anchor=False)
        st.markdown("\n".join(rows))
        st.subheader("By outcome", anchor=False)
        st.markdown("\n".join(outcomes))


def show_certificate(sitting: Sitting, practice: Practice, corpus: Corpus, today: date) -> None:
    """Show the form for the certificate once every clause and outcome was practised, and before that what is still open."""
    st.header("Certificate", anchor=False)
    clauses, outcomes = coverage(practice, sitting.progress), outcome_coverage(practice, sitting.progress)
    if not is_complete(practice, sitting.progress):
        st.session_state.pop(_MADE, None)
        _show_open(clauses, outcomes, corpus)
        return
    st.markdown(
        "You have practised every clause and every outcome, and answered the last situation on each rightly. The certificate is one "
        "page to print. Your name goes into the file only: leave it empty to write it in by hand."
    )
    with st.form("practise-certificate", border=False):
        st.text_input("Your name, as it should stand on the certificate", max_chars=LONGEST_NAME, key=_NAME, autocomplete="name")
        if st.form_submit_button("Make the certificate", icon=":material/workspace_premium:"):
            st.session_state[_MADE] = True
    if st.session_state.get(_MADE):
        st.download_button(
            "Download the certificate",
            to_certificate(st.session_state.get(_NAME) or "", _completed(sitting, clauses, outcomes, corpus, today)),
            file_name="certificate-of-practice.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )
        st.markdown("Open the file in a browser and print it from there.")


def _completed(
    sitting: Sitting, clauses: tuple[Standing, ...], outcomes: tuple[Standing, ...], corpus: Corpus, today: date
) -> Completed:
    source = corpus.source(PROCEDURE)
    return Completed(
        product=PRODUCT,
        chapter=source.title,
        edition=source.edition,
        on=today,
        answers=len(sitting.progress.answers),
        clauses=tuple(Practised(corpus.clause(standing.topic).label, standing) for standing in clauses),
        outcomes=tuple(Practised(SIGNS[Outcome(standing.topic)].words, standing) for standing in outcomes),
    )


def show_keeping(sitting: Sitting, practice: Practice) -> None:
    """Show the progress as a text to copy, the field to bring one back, and a fresh start."""
    st.header("Go on another day", anchor=False)
    st.markdown("Nothing is kept here: close or reload the page and your progress is gone. To keep it, copy this text and save it.")
    st.code(to_text(sitting.progress), language=None, wrap_lines=True)
    st.markdown("It holds which situations you answered and whether rightly: no name, and nothing that you typed.")
    if sitting.not_read:
        with st.container(key="practise-not-read"):
            st.text(sitting.not_read)
    with st.form("practise-bring-back", border=False):
        st.text_input("Paste a text that you copied", key=_PASTED, autocomplete="off")
        st.form_submit_button("Go on from there", icon=":material/history:", on_click=_take_up, args=(practice,))
    st.subheader("Start again", anchor=False)
    st.markdown("This clears your progress. Copy it first if you may want it back.")
    st.button("Start again", icon=":material/restart_alt:", on_click=_start_again, args=(practice,))


def _show_open(clauses: tuple[Standing, ...], outcomes: tuple[Standing, ...], corpus: Corpus) -> None:
    st.markdown(
        "You get a certificate to print when every clause and every one of the eight outcomes was practised, and its last answer was "
        "right. Still open:"
    )
    labelled = [(_label(standing.topic, corpus), standing) for standing in clauses]
    labelled += [(f"Outcome: {_outcome(standing)}", standing) for standing in outcomes]
    groups = (
        ("Missed, and coming back soon", [label for label, standing in labelled if standing.box == MISSED]),
        ("Not practised yet", [label for label, standing in labelled if not standing.asked]),
    )
    for title, labels in groups:
        if labels:
            st.subheader(title, anchor=False)
            st.markdown("\n".join(f"- {label}" for label in labels))


def _missing(clauses: tuple[Standing, ...], outcomes: tuple[Standing, ...]) -> str:
    """What is not yet right, by name where it is little, and counted where it is much."""
    ids = [standing.topic for standing in clauses if not standing.last_right]
    names = [f"“{_outcome(standing)}”" for standing in outcomes if not standing.last_right]
    parts = [
        f"{len(ids)} clauses" if len(ids) > _FEW else _listed("clause", "clauses", ids),
        f"{len(names)} outcomes" if len(names) > _FEW else _listed("the outcome", "the outcomes", names),
    ]
    return f"{' and '.join(part for part in parts if part)}. All of it is listed under “Certificate”."


def _listed(one: str, several: str, names: list[str]) -> str:
    return f"{one if len(names) == 1 else several} {', '.join(names)}" if names else ""


def _row(label: str, standing: Standing) -> str:
    last = _LAST[standing.last_right] if standing.asked else "– not yet"
    return f"| {label} | {standing.asked} | {standing.right} | {last} |"


def _outcome(standing: Standing) -> str:
    return to_markdown_text(SIGNS[Outcome(standing.topic)].words)


def _linked(id: str, corpus: Corpus) -> str:
    return f"[{_label(id, corpus)}]({clause_address(id)})"


def _label(id: str, corpus: Corpus) -> str:
    return f"{to_markdown_text(corpus.clause(id).label)} ({id})"


def _take_up(practice: Practice) -> None:
    keep(take_up(current_sitting(practice), practice, st.session_state.get(_PASTED) or ""))


def _start_again(practice: Practice) -> None:
    keep(start_again(current_sitting(practice), practice))
