"""What has been practised so far: how far it is, every clause, the certificate at the end, and the progress to take away."""

from datetime import date

import streamlit as st

from assistant.practise.certificate import LONGEST_NAME, Completed, Practised, to_certificate
from assistant.practise.progress import to_text
from assistant.practise.schedule import MISSED, Standing, coverage, is_complete
from assistant.practise.situations import Practice
from corpus.clauses import PROCEDURE, Corpus
from ui.links import clause_address
from ui.markup import to_markdown_text
from ui.practising import Sitting, current_sitting, keep, start_again, take_up
from ui.words import PRODUCT

_NAME, _PASTED, _MADE = "practise-name", "practise-pasted", "practise-made"
_LAST = {True: "✓ right", False: "✕ not right"}


def show_how_far(sitting: Sitting, practice: Practice) -> None:
    """Show in a line how many clauses were last answered rightly, and say so when all were."""
    standings = coverage(practice, sitting.progress)
    done = sum(standing.last_right for standing in standings)
    st.progress(done / len(standings), text=f"{done} of {len(standings)} clauses practised and last answered rightly")
    if done == len(standings):
        with st.container(key="practise-complete"):
            st.markdown("**You have practised every clause.** Your certificate is under “Certificate”. You can go on as long as you like.")


def show_coverage(sitting: Sitting, practice: Practice, corpus: Corpus) -> None:
    """Show every clause with how often it was practised and how the last answer went."""
    st.header("What you have practised", anchor=False)
    st.markdown(
        "A situation is about two or three clauses. When an answer is not right, all of them count as missed and come back soon, "
        "in another situation; when it is right, they rest longer."
    )
    rows = ["| Clause | Practised | Right | Last answer |", "| --- | ---: | ---: | --- |"]
    rows += [_row(standing, corpus) for standing in coverage(practice, sitting.progress)]
    with st.container(key="practise-coverage"):
        st.markdown("\n".join(rows))


def show_certificate(sitting: Sitting, practice: Practice, corpus: Corpus, today: date) -> None:
    """Show the form for the certificate once every clause was practised, and before that what is still open."""
    st.header("Certificate", anchor=False)
    standings = coverage(practice, sitting.progress)
    if not is_complete(practice, sitting.progress):
        st.session_state.pop(_MADE, None)
        _show_open(standings, corpus)
        return
    st.markdown(
        "You have practised every clause and answered the last situation on each rightly. The certificate is one page to print. "
        "Your name goes into the file only: leave it empty to write it in by hand."
    )
    with st.form("practise-certificate", border=False):
        st.text_input("Your name, as it should stand on the certificate", max_chars=LONGEST_NAME, key=_NAME, autocomplete="name")
        if st.form_submit_button("Make the certificate", icon=":material/workspace_premium:"):
            st.session_state[_MADE] = True
    if st.session_state.get(_MADE):
        source = corpus.source(PROCEDURE)
        completed = Completed(
            product=PRODUCT,
            chapter=source.title,
            edition=source.edition,
            on=today,
            answers=len(sitting.progress.answers),
            clauses=tuple(Practised(corpus.clause(standing.clause).label, standing) for standing in standings),
        )
        st.download_button(
            "Download the certificate",
            to_certificate(st.session_state.get(_NAME) or "", completed),
            file_name="certificate-of-practice.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
        )
        st.markdown("Open the file in a browser and print it from there.")


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


def _show_open(standings: tuple[Standing, ...], corpus: Corpus) -> None:
    st.markdown("You get a certificate to print when every clause was practised and its last answer was right. Still open:")
    groups = (
        ("Missed, and coming back soon", [standing for standing in standings if standing.box == MISSED]),
        ("Not practised yet", [standing for standing in standings if not standing.asked]),
    )
    for title, members in groups:
        if members:
            st.subheader(title, anchor=False)
            st.markdown("\n".join(f"- {_label(standing.clause, corpus)}" for standing in members))


def _row(standing: Standing, corpus: Corpus) -> str:
    last = _LAST[standing.last_right] if standing.asked else "– not yet"
    return f"| {_linked(standing.clause, corpus)} | {standing.asked} | {standing.right} | {last} |"


def _linked(id: str, corpus: Corpus) -> str:
    return f"[{_label(id, corpus)}]({clause_address(id)})"


def _label(id: str, corpus: Corpus) -> str:
    return f"{to_markdown_text(corpus.clause(id).label)} ({id})"


def _take_up(practice: Practice) -> None:
    keep(take_up(current_sitting(practice), practice, st.session_state.get(_PASTED) or ""))


def _start_again(practice: Practice) -> None:
    keep(start_again(current_sitting(practice), practice))
