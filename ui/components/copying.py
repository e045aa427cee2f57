"""The answer to take away: a note for a manager, the whole answer as text, as a file, or on paper."""

from datetime import date

import streamlit as st

from assistant.briefing import to_briefing
from assistant.parts import Parts
from assistant.pipeline import Answer
from assistant.reply import to_markdown

_NOTE = "Short, with no names. Read it, write in what you have done, and send it by a secure route."
_PAPER = "To print the answer alone, press Ctrl and P (⌘ and P on a Mac)."


def show(answer: Answer, as_of: date, parts: Parts) -> None:
    """Show the note for a manager and the whole answer, each to copy and to save."""
    with st.container(key="take-away"):
        with st.expander("Copy for my manager", icon=":material/forward_to_inbox:"):
            st.markdown(_NOTE)
            _show_text(to_briefing(answer, as_of, parts.ruleset.spec, parts.corpus), "Save this note", "note-for-my-manager.txt")
        with st.expander("Copy, save or print this answer", icon=":material/content_copy:"):
            st.markdown(_PAPER)
            _show_text(to_markdown(answer.reply), "Save this answer", "can-i-share-this.txt")


def _show_text(text: str, label: str, file_name: str) -> None:
    st.download_button(label, text, file_name=file_name, mime="text/plain", icon=":material/download:", on_click="ignore")
    st.code(text, language=None, wrap_lines=True)
