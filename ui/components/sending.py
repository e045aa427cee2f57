"""A last look at an e-mail before it goes: what to cut, and what to be sure of. What is pasted is read here and kept nowhere."""

import streamlit as st

from assistant.asides import load_asides
from assistant.marking import LONGEST, Mark, to_marks
from ui.markup import show_html, to_markdown_text
from ui.state import fresh, freshen

_CUT = """
<p class="cut"><span class="cut-words">{before}<mark>{words}</mark>{after}</span><span>{why}</span></p>
"""
_BESIDE = 28
"""Characters shown on each side of a mark."""
_MOST = 40
_MISSED = "Some names are missed, so read it once more yourself."
_LABEL = "Paste the e-mail you are about to send"


def show() -> None:
    """Show the box, what to cut of what was pasted, and the checks."""
    words = load_asides().sending
    with st.expander(_LABEL, icon=":material/outgoing_mail:"):
        st.markdown(to_markdown_text(words.introduction))
        message = st.text_area(_LABEL, key=f"paste-{fresh()}", max_chars=LONGEST, height=160, label_visibility="collapsed")
        with st.container(horizontal=True, key="paste-buttons"):
            st.button("Show what to cut", icon=":material/content_cut:", key="show-cuts")
            if message:
                st.button("Clear it", icon=":material/close:", key="clear-paste", on_click=freshen)
        if message.strip():
            _show_marks(message, to_marks(message))
        st.markdown("**Before you send it**")
        for check in words.checks:
            st.checkbox(to_markdown_text(f"{check.text} ({', '.join(check.rests_on)})"), key=f"check-{check.id}-{fresh()}")


def _show_marks(message: str, marks: tuple[Mark, ...]) -> None:
    if not marks:
        st.markdown(f"**Nothing to cut was found.** {_MISSED}")
        return
    st.markdown(f"**{len(marks)} to look at.** {_MISSED}")
    with st.container(key="cuts", gap="xsmall"):
        for mark in marks[:_MOST]:
            why = f"{mark.why} ({', '.join(mark.clauses)})" if mark.clauses else mark.why
            before, after = _beside(message, mark)
            show_html(_CUT, before=before, words=message[mark.start : mark.end], after=after, why=why)
        if len(marks) > _MOST:
            st.markdown(f"And {len(marks) - _MOST} more.")


def _beside(message: str, mark: Mark) -> tuple[str, str]:
    first, last = max(0, mark.start - _BESIDE), min(len(message), mark.end + _BESIDE)
    return ("…" if first else "") + message[first : mark.start], message[mark.end : last] + ("…" if last < len(message) else "")
