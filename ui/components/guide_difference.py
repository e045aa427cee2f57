"""One difference between the chapter and national guidance, opened at its own address."""

import streamlit as st

from corpus.clauses import Corpus, Difference
from ui.components.differences import show_difference
from ui.components.focusing import move_focus
from ui.components.openers import show_opener, show_way_back
from ui.links import clause_address
from ui.markup import show_html, to_markdown_text

_HEADING = "opened"
_TITLE = '<h2 class="opened" id="opened" tabindex="-1" data-name="{id}">Where guidance differs on {clauses} ({id})</h2>'


def title(difference: Difference) -> str:
    """What the browser's tab says while this difference is open."""
    return f"{difference.id}: where guidance differs on {', '.join(difference.clauses)}"


def show(difference: Difference, corpus: Corpus, back: str) -> None:
    """Show both sides, the clauses that it bears on, and the notes that it rests on. ``back`` names the way back to the guide."""
    with st.container(key="clause"):
        show_way_back(back)
        show_html(_TITLE, id=difference.id, clauses=", ".join(difference.clauses))
        st.markdown(f"**{to_markdown_text(difference.say)}**")
        show_difference(difference, corpus)
        st.markdown("A link to this difference, to copy:")
        st.code(clause_address(difference.id, st.context.url), language=None, wrap_lines=True)
        st.subheader("The clauses that it bears on", anchor=False)
        with st.container(key="differs-on"):
            for id in difference.clauses:
                show_opener(corpus.clause(id))
        _show_notes(difference, corpus)
    move_focus(_HEADING, difference.id)


def _show_notes(difference: Difference, corpus: Corpus) -> None:
    notes = [corpus.clause(id) for id in difference.notes if corpus.has(id)]
    if notes:
        st.subheader("The notes that it rests on", anchor=False)
        with st.container(key="near"):
            for note in notes:
                show_opener(note)
