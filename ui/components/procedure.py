"""The chapter to read: every clause under its label and id, in the order of the text, each at an address of its own."""

from collections.abc import Collection
from itertools import groupby

import streamlit as st

from corpus.clauses import PROCEDURE, Clause, Corpus
from ui.ages import date_words
from ui.components.differences import show_difference_opener
from ui.components.guide_words import spans_of
from ui.components.openers import show_opener
from ui.links import to_link
from ui.markup import show_marked, to_bullets, to_markdown_text

_WORDS = '<blockquote class="clause">{words}</blockquote>'
_WHOLE = '<div class="place" role="group" aria-label="The whole text">{words}</div>'


def show(corpus: Corpus, words: Collection[str] = ()) -> None:
    """Show the chapter with these words marked, and what is known to be wrong with the published text said first."""
    source = corpus.source(PROCEDURE)
    named = f"{source.edition}, {source.publisher}."
    st.markdown(f"**{to_markdown_text(source.title)}**, {to_markdown_text(named)}")
    st.markdown(f"Published at {to_link(source.address)}. Checked on {to_markdown_text(date_words(source.checked))}.")
    sections = _sections(corpus)
    with st.expander("How this text is cited, and its known faults", icon=":material/info:"):
        st.markdown(to_markdown_text(source.reading))
        st.markdown(to_bullets(source.faults))
    with st.expander("What is in it", icon=":material/toc:"):
        _show_contents(sections)
    with st.expander("The whole text without our labels", icon=":material/article:"):
        whole = corpus.procedure_text.strip()
        show_marked(_WHOLE, whole, spans_of(whole, words))
    for section, clauses in sections:
        st.header(to_markdown_text(section), anchor=False)
        for clause in clauses:
            _show_clause(clause, corpus, words)


def in_order(corpus: Corpus) -> tuple[Clause, ...]:
    """The chapter's clauses in the order of its text."""
    return tuple(sorted(corpus.procedure(), key=lambda clause: clause.start or 0))


def _sections(corpus: Corpus) -> tuple[tuple[str, tuple[Clause, ...]], ...]:
    grouped = groupby(in_order(corpus), key=lambda clause: clause.section)
    return tuple((section, tuple(members)) for section, members in grouped)


def _show_contents(sections: tuple[tuple[str, tuple[Clause, ...]], ...]) -> None:
    """Links down the page; each clause's own page is one link further."""
    with st.container(key="contents"):
        for section, clauses in sections:
            lines = "\n".join(f"- [{to_markdown_text(f'{clause.id}: {clause.label}')}](#{clause.id})" for clause in clauses)
            st.markdown(f"**{to_markdown_text(section)}**\n\n{lines}")


def _show_clause(clause: Clause, corpus: Corpus, words: Collection[str]) -> None:
    st.subheader(f"{to_markdown_text(clause.label)} ({clause.id})", anchor=clause.id)
    show_marked(_WORDS, clause.text, spans_of(clause.text, words))
    for difference in corpus.differences_on(clause.id):
        if difference.severity != "none":
            st.markdown(to_markdown_text(difference.say))
            show_difference_opener(difference)
    show_opener(clause, f"Open {clause.id} with its differences, rules and notes")
