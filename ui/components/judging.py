"""Whether an answer was right, in the person's view: a line to keep that becomes a test case. Nothing is sent and nothing is kept here."""

import streamlit as st

from assistant.pipeline import Answer
from evals.candidate import MISSED, Judgement, to_candidate
from guardrails.facts import FactSheet, Provenance
from guardrails.verdict import Outcome
from ui.state import Talk
from ui.words import SIGNS, value_label

MOST_CHARACTERS = 1000

_YES, _NO = "Yes", "No"
_FILE = "candidate-case.jsonl"
_PROMISE = "This tells us nothing: nothing is sent, and nothing is kept here. You get a line to give to whoever looks after this tool."
_ACT = "**If you think that a child is at risk, act on that, whatever this answer says.**"
_MISREAD = "Was a fact read wrongly? You can leave this open."
_NOT_READ = "Something it did not read"
_COMMENT = "Anything to add, in your own words? You can leave this empty."
_NO_NAMES = "No names, please: say “the child”, “the stepfather”."
_READ_IT = "This is the whole line. Names are taken out, but some are missed: read it, and cut what tells who it is."
_UNREAD = "Nothing of your message was read, so there is no line to keep. Tell whoever looks after this tool in your own words."


def show(talk: Talk, spec: FactSheet) -> None:
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
            judged = Judgement(wished, _ask_misread(answer, spec), _ask_comment(answer))
            _show_line(to_candidate(answer, talk.conversation, judged))


def _ask_misread(answer: Answer, spec: FactSheet) -> str:
    """The fact that was read wrongly, from those that were read, struck out or stated in their place."""
    told = {known.id: _told(answer, known.id, spec) for known in spec.facts} | {MISSED: _NOT_READ}
    chosen = st.selectbox(
        _MISREAD,
        [id for id, words in told.items() if words],
        index=None,
        format_func=told.__getitem__,
        placeholder="Choose a fact",
        key=f"misread-{answer.id}",
    )
    return chosen or ""


def _told(answer: Answer, id: str, spec: FactSheet) -> str:
    """A fact and what was read of it, or what the person did with it; nothing where it plays no part here."""
    known, fact = spec.fact(id), answer.facts.stated.get(id)
    title = known.says[:1].upper() + known.says[1:]
    if id in answer.facts.struck:
        return f"{title} (struck out by you)"
    if fact is None:
        return ""
    stated = " (stated by you)" if fact.provenance is Provenance.PERSON else ""
    return f"{title}: {value_label(known.group, fact.value)}{stated}"


def _ask_comment(answer: Answer) -> str:
    return st.text_area(_COMMENT, max_chars=MOST_CHARACTERS, placeholder=_NO_NAMES, height=90, key=f"comment-{answer.id}")


def _show_line(line: str) -> None:
    if not line:
        st.markdown(_UNREAD)
        return
    st.markdown(_READ_IT)
    st.code(line, language=None, wrap_lines=True)
    st.download_button(
        "Save this line", line, file_name=_FILE, mime="application/jsonl", icon=":material/download:", on_click="ignore", key="save-line"
    )
