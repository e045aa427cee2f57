"""The answer to take away: a note for a manager, the whole answer as text, as a file, or on paper."""

from datetime import date

import streamlit as st

from assistant.briefing import to_briefing
from assistant.parts import Parts
from assistant.pipeline import Answer
from ui.ages import date_words
from ui.markup import show_html
from ui.plain import to_plain
from ui.scripting import script

_NOTE = "Short, with no names. Read it, write in what you have done, and send it by a secure route."
_PAPER = '<p class="on-paper">Can I share this? The answer of {day}. Answer id: {id}.</p>'


def show_on_paper(answer: Answer, as_of: date) -> None:
    """Say at the top of what is printed, and only there, what it is and of which day."""
    show_html(_PAPER, day=date_words(as_of.isoformat()), id=answer.id)


def show(answer: Answer, as_of: date, parts: Parts) -> None:
    """Show the note for a manager and the whole answer, each to copy and to save."""
    with st.container(key="take-away"):
        _show_print()
        with st.expander("Copy for my manager", icon=":material/forward_to_inbox:"):
            st.markdown(_NOTE)
            _show_text(to_briefing(answer, as_of, parts.ruleset.spec, parts.corpus), "Save this note", "note-for-my-manager.txt")
        with st.expander("Copy or save this answer", icon=":material/content_copy:"):
            _show_text(to_plain(answer.reply, as_of), "Save this answer", "can-i-share-this.txt")


def _show_print() -> None:
    """A button that opens the browser's way to print; the answer stands alone on paper. Without the script, Ctrl and P does the same."""
    with st.container(key="print-answer"):
        st.button("Print this answer", icon=":material/print:", key="print-button")
    with st.container(key="print-script"):
        script("print")(key="printing")


def _show_text(text: str, label: str, file_name: str) -> None:
    st.download_button(label, text, file_name=file_name, mime="text/plain", icon=":material/download:", on_click="ignore")
    st.code(text, language=None, wrap_lines=True)
