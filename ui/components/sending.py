"""A last look at an e-mail before it goes: what to think about, a copy without identifiers, and what to be sure of. Nothing is kept."""

import streamlit as st

from assistant.asides import load_asides
from assistant.marking import LONGEST, Mark, to_copy, to_marks
from assistant.pipeline import Answer
from corpus.clauses import Corpus
from ui.links import clause_address
from ui.markup import show_html, show_marked, to_link_text, to_markdown_text
from ui.parts import current_parts
from ui.state import current_talk, fresh, freshen

_CUT = """
<p class="cut"><span class="cut-words">{before}<mark>{words}</mark>{after}</span><span><strong>{kind}.</strong> {why}</span></p>
"""
_LETTER = '<div class="letter cut-words" role="group" aria-label="Your e-mail with the marks in place">{words}</div>'
_BESIDE = 28
"""Characters shown on each side of a mark."""
_MOST = 60
_MISSED = "Some things are missed, so read it once more yourself."
_LABEL = "Paste the e-mail you are about to send"
_COPIED = (
    "Names and identifiers are replaced by roles. Opinions, guesses and private matters are still in it: only you can judge and change "
    "those. Take the copy and work on it in your own e-mail."
)


def show() -> None:
    """Show the box, what to think about in what was pasted, the copy to take away, and the checks."""
    words = load_asides().sending
    with st.expander(_LABEL, icon=":material/outgoing_mail:"):
        st.markdown(to_markdown_text(words.introduction))
        message = st.text_area(_LABEL, key=f"paste-{fresh()}", max_chars=LONGEST, height=160, label_visibility="collapsed")
        with st.container(horizontal=True, key="paste-buttons"):
            st.button("Show what to cut", icon=":material/content_cut:", key="show-cuts")
            if message:
                st.button("Clear it", icon=":material/close:", key="clear-paste", on_click=freshen)
        if message.strip():
            _show_marked(message, to_marks(message, unsafe=_names_unsafe()), current_parts().corpus)
        st.markdown("**Before you send it**")
        for check in words.checks:
            st.checkbox(to_markdown_text(f"{check.text} ({', '.join(check.rests_on)})"), key=f"check-{check.id}-{fresh()}")


def _names_unsafe() -> bool:
    """Whether the latest answer names somebody who must not find the family."""
    latest = current_talk().latest
    return latest is not None and _has_unsafe(latest.answer)


def _has_unsafe(answer: Answer) -> bool:
    kept_from = answer.verdict.recipients_not_with if answer.verdict else ()
    return bool(answer.particulars.unsafe) or "unsafe_recipient" in kept_from or _is_feared(answer)


def _is_feared(answer: Answer) -> bool:
    """Whether somebody at home is abusive, as read: they may see what is sent, or find the family by it."""
    abuse = (answer.facts.stated.get(id) for id in ("domestic_abuse", "honour_based", "forced_marriage"))
    return any(fact is not None and fact.value in {"cause", "evidence"} for fact in abuse)


def _show_marked(message: str, marks: tuple[Mark, ...], corpus: Corpus) -> None:
    if not marks:
        st.markdown(f"**Nothing to think about was found.** {_MISSED}")
        return
    st.markdown(f"**{len(marks)} to look at.** {_MISSED}")
    notes = tuple(f"{number}: {mark.kind}" for number, mark in enumerate(marks, 1))
    show_marked(_LETTER, message, tuple((mark.start, mark.end) for mark in marks), notes)
    with st.container(key="cuts", gap="xsmall"):
        for number, mark in enumerate(marks[:_MOST], 1):
            _show_mark(number, mark, message)
        if len(marks) > _MOST:
            st.markdown(f"And {len(marks) - _MOST} more, marked in the text above.")
    st.markdown(f"The clauses: {_to_links(marks, corpus)}")
    st.markdown(f"**A copy without identifiers.** {_COPIED}")
    st.code(to_copy(message, marks), language=None, wrap_lines=True)


def _show_mark(number: int, mark: Mark, message: str) -> None:
    before, after = _beside(message, mark)
    why = f"{mark.why} ({', '.join(mark.clauses)})"
    kind = f"{number}: {mark.kind}"
    show_html(_CUT, before=before, words=message[mark.start : mark.end], after=after, kind=kind, why=why)


def _to_links(marks: tuple[Mark, ...], corpus: Corpus) -> str:
    ids = dict.fromkeys(id for mark in marks for id in mark.clauses if corpus.has(id))
    return ", ".join(f"[{to_link_text(corpus.clause(id).label)} ({to_link_text(id)})]({clause_address(id)})" for id in ids)


def _beside(message: str, mark: Mark) -> tuple[str, str]:
    first, last = max(0, mark.start - _BESIDE), min(len(message), mark.end + _BESIDE)
    return ("…" if first else "") + message[first : mark.start], message[mark.end : last] + ("…" if last < len(message) else "")
