"""Whether an answer was right, in the person's view: a line to keep that becomes a test case. Nothing is sent and nothing is kept here."""

import streamlit as st

from evals.candidate import to_candidate
from guardrails.verdict import Outcome
from ui.state import Talk
from ui.words import SIGNS

_YES, _NO = "Yes", "No"
_FILE = "candidate-case.jsonl"
_PROMISE = "This tells us nothing: nothing is sent, and nothing is kept here. You get a line to give to whoever looks after this tool."
_ACT = "**If you think that a child is at risk, act on that, whatever this answer says.**"
_READ_IT = "This is the whole line. Names are taken out, but some are missed: read it, and cut what tells who it is."
_UNREAD = "Nothing of your message was read, so there is no line to keep. Tell whoever looks after this tool in your own words."


def show(talk: Talk) -> None:
    """Ask, and offer the line to keep."""
    if talk.latest is None:
        return
    answer = talk.latest.answer
    with st.expander("Was this answer right?", icon=":material/rule:"):
        st.markdown(_PROMISE)
        right = st.radio("Was this answer right?", (_YES, _NO), index=None, horizontal=True, key=f"right-{answer.id}")
        if right is None:
            return
        wished: Outcome | None = answer.reply.outcome
        if right == _NO:
            st.markdown(_ACT)
            others = [outcome for outcome in Outcome if outcome is not answer.reply.outcome]
            wished = st.selectbox(
                "What should it have been?",
                others,
                index=None,
                format_func=lambda outcome: SIGNS[outcome].words,
                placeholder="Choose what it should have been",
                key=f"wished-{answer.id}",
            )
        if wished is not None:
            corrected = bool(talk.conversation.corrections or talk.conversation.struck)
            _show_line(to_candidate(answer, wished, corrected))


def _show_line(line: str) -> None:
    if not line:
        st.markdown(_UNREAD)
        return
    st.markdown(_READ_IT)
    st.code(line, language=None, wrap_lines=True)
    st.download_button(
        "Save this line", line, file_name=_FILE, mime="application/jsonl", icon=":material/download:", on_click="ignore", key="save-line"
    )
