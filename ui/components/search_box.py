"""The search over the chapter, the notes and the contacts. What is typed stays in the session and out of the address."""

from datetime import date

import streamlit as st

from assistant.parts import Parts
from corpus.clauses import Clause, Corpus
from ui.components.contacts import show_contact
from ui.components.focusing import move_focus
from ui.components.openers import show_opener
from ui.components.quotes import show_clause
from ui.finding import find
from ui.markup import show_html, to_markdown_text

_QUERY, _BOX, _COUNT = "guide-search", "guide-search-box", "guide-searches"
_LONGEST = 300
_TITLE = '<h2 class="opened" id="found" tabindex="-1" data-name="search-{number}">{count} found for “{words}”</h2>'


def query() -> str:
    """What was last searched for; empty if nothing was."""
    return str(st.session_state.get(_QUERY, ""))


def show() -> None:
    """Show the box. A new search closes the clause that is open, so that what is found comes first."""
    st.session_state.setdefault(_BOX, query())
    with st.form("guide-search-form", border=False):
        st.text_input(
            "Search the chapter, the law and guidance notes, and the contacts (no names)",
            key=_BOX,
            max_chars=_LONGEST,
            autocomplete="off",
            placeholder="For example: no consent, or E2",
        )
        st.form_submit_button("Search", icon=":material/search:", on_click=_search)


def show_found(parts: Parts, today: date) -> None:
    """Show what was found for the last search, each with its source, edition, status and how sure; its heading has the focus."""
    words = query()
    if not words:
        return
    found = find(words, parts)
    number = str(st.session_state.get(_COUNT, 0))
    with st.container(key="found"):
        show_html(_TITLE, number=number, count=str(len(found.clauses) + len(found.contacts) or "Nothing"), words=words)
        st.button("Clear the search", icon=":material/close:", on_click=_clear)
        if found.fault:
            st.markdown(to_markdown_text(found.fault))
        if found.weak:
            st.markdown("**Nothing fits well.** These are the nearest; try other words.")
        if not found.clauses and not found.contacts:
            st.markdown("Try other words, or look through the chapter below.")
        for contact in found.contacts:
            with st.container(border=True, key=f"found-contact-{contact.id}"):
                st.subheader(to_markdown_text(contact.name), anchor=False)
                show_contact(contact, today)
        for clause in found.clauses:
            _show_clause(clause, parts.corpus)
    move_focus("found", f"search-{number}")


def _show_clause(clause: Clause, corpus: Corpus) -> None:
    with st.container(border=True, key=f"found-{clause.id}"):
        st.subheader(to_markdown_text(f"{clause.label} ({clause.id})"), anchor=False)
        show_clause(clause, corpus)
        show_opener(clause, f"Open {clause.id} with its differences, rules and notes")


def _search() -> None:
    st.session_state[_QUERY] = " ".join(str(st.session_state[_BOX]).split())
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.query_params.pop("clause", None)


def _clear() -> None:
    st.session_state[_QUERY] = st.session_state[_BOX] = ""
