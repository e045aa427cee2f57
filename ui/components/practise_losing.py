"""Says plainly that practice progress is gone, where the page was loaded again: it lived in the session, and the session is another one.

A mark in the page's address tells a window that was practised in from one that comes new. It says nothing of what was answered.
"""

import streamlit as st

from ui.markup import show_html
from ui.practising import Sitting

_MARK = "practising"
_LOST = '<p class="lost" role="status">{words}</p>'
_WORDS = (
    "The page was loaded again or lost its connection, so the progress that stood here is gone. If you copied it, bring it back under "
    "“Go on another day”. If not, begin again: nothing of it was kept."
)


def show(sitting: Sitting) -> None:
    """Mark the address of a page that is practised on, or say that the progress of a page so marked is gone."""
    if sitting.progress.answers:
        st.query_params[_MARK] = "yes"
    elif sitting.moves:
        st.query_params.pop(_MARK, None)
    elif _MARK in st.query_params:
        show_html(_LOST, words=_WORDS)
