"""What is heard and seen before everything else: the danger line, and one spoken announcement for each answer.

The announcement names the outcome; the headline itself is read because the focus goes there.
"""

import streamlit as st

from ui.components import changing
from ui.markup import show_html, show_ringing
from ui.state import Talk
from ui.words import SIGNS

_DANGER = """
<div class="danger" role="alert">
<p class="danger-line"><span class="mark" aria-hidden="true">!</span>
<strong class="danger-whole">{line}</strong><strong class="danger-brief">{brief}</strong></p>
</div>
"""
_BRIEF = "Danger now: ring 999"
"""What stays in sight where the window is so low that the whole line would leave no room."""
_STATUS = '<div class="unseen" role="status" aria-live="polite" aria-atomic="true">{words}</div>'


def show(talk: Talk) -> None:
    """Show the danger line of the latest reply, if it has one, and announce the answer."""
    latest = talk.latest
    show_html(_STATUS, words=_announcement(talk))
    if latest and latest.answer.reply.banner:
        with st.container(key="danger"):
            show_ringing(_DANGER, line=latest.answer.reply.banner, brief=_BRIEF)


def _announcement(talk: Talk) -> str:
    if talk.trouble:
        return f"Not answered: {talk.trouble}"
    if talk.latest is None:
        return ""
    outcome = SIGNS[talk.latest.answer.reply.outcome].words
    return " ".join(part for part in (f"Answer {talk.answered} ready: {outcome}.", changing.to_words(talk)) if part)
