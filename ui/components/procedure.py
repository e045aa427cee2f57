"""The chapter to read: every clause under its label and id, in the order of the text, each at an address of its own."""

from itertools import groupby

import streamlit as st

from corpus.clauses import PROCEDURE, Clause, Corpus
from ui.links import to_link
from ui.markup import show_html, to_bullets, to_markdown_text

_WORDS = '<blockquote class="clause">{words}</blockquote>'


def show(corpus: Corpus) -> None:
    """Show the chapter, with what is known to be wrong with the published text said first."""
    source = corpus.source(PROCEDURE)
    named = f"{source.edition}, {source.publisher}."
    st.markdown(f"**{to_markdown_text(source.title)}**, {to_markdown_text(named)}")
    st.markdown(f"Published at {to_link(source.address)}. Checked on {to_markdown_text(source.checked)}.")
    with st.expander("How this text is cited, and its known faults", icon=":material/info:"):
        st.markdown(to_markdown_text(source.reading))
        st.markdown(to_bullets(source.faults))
    clauses = sorted(corpus.procedure(), key=lambda clause: clause.start or 0)
    for section, members in groupby(clauses, key=lambda clause: clause.section):
        st.header(to_markdown_text(section), anchor=False)
        for clause in members:
            _show_clause(clause, corpus)


def _show_clause(clause: Clause, corpus: Corpus) -> None:
    st.subheader(f"{to_markdown_text(clause.label)} ({clause.id})", anchor=clause.id)
    show_html(_WORDS, words=clause.text)
    for difference in corpus.differences_on(clause.id):
        if difference.severity != "none":
            st.markdown(f"*{to_markdown_text(difference.id)}:* {to_markdown_text(difference.say)}")
