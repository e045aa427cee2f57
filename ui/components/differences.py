"""Where the chapter is older than national guidance or disagrees with it."""

import streamlit as st

from corpus.clauses import Corpus, Difference
from ui.components.quotes import certainty_label
from ui.markup import to_markdown_text


def show(corpus: Corpus) -> None:
    """Show every difference: the chapter's side, the national side, and how sure the second is."""
    st.markdown("An answer names a difference when it matters to the case. The two are never blended.")
    for difference in corpus.differences:
        _show(difference)


def _show(difference: Difference) -> None:
    with st.container(border=True, key=f"difference-{difference.id}"):
        clauses = ", ".join(to_markdown_text(clause) for clause in difference.clauses)
        st.markdown(f"**{to_markdown_text(difference.id)}** – on {clauses}")
        st.markdown(f"**Derby’s procedure:** {to_markdown_text(difference.derby)}")
        st.markdown(f"**National guidance:** {to_markdown_text(difference.national)}")
        st.markdown(f"**How sure:** {to_markdown_text(certainty_label(difference.certainty))}.")
