"""What is heard and seen before everything else: the danger line, and one spoken announcement for each answer."""

import streamlit as st

from ui.markup import show_html
from ui.state import Talk

_DANGER = """
<div class="danger" role="alert">
<p class="danger-line"><span class="mark" aria-hidden="true">!</span><strong>{line}</strong></p>
</div>
"""
_STATUS = '<div class="unseen" role="status" aria-live="polite" aria-atomic="true">{words}</div>'


def show(talk: Talk) -> None:
    """Show the danger line of the latest reply, if it has one, and announce the answer."""
    latest = talk.latest
    show_html(_STATUS, words=_announcement(talk))
    if latest and latest.answer.reply.banner:
        with st.container(key="danger"):
            show_html(_DANGER, line=latest.answer.reply.banner)


def _announcement(talk: Talk) -> str:
    if talk.trouble:
        return f"Not answered: {talk.trouble}"
    return f"Answer {talk.answered} ready: {talk.latest.answer.reply.headline}" if talk.latest else ""
