"""The search over the chapter, the notes and the contacts. What is typed stays in the session and out of the address."""

from datetime import date

import streamlit as st

from assistant.parts import Parts
from corpus.clauses import Clause, Corpus, Difference
from ui.components.contacts import show_contact
from ui.components.differences import show_difference, show_difference_opener
from ui.components.focusing import move_focus
from ui.components.guide_words import show_words
from ui.components.openers import show_opener
from ui.finding import Found, find, words_of
from ui.markup import show_html, to_markdown_text
from ui.spelling import vocabulary

_QUERY, _BOX, _COUNT = "guide-search", "guide-search-box", "guide-searches"
_LONGEST = 300
_TITLE = '<h2 class="opened" id="found" tabindex="-1" data-name="search-{number}">{said} “{words}”</h2>'
_NEAR = "Nothing here is sure to be about it. These are the nearest; try other words."
_NOTHING = "Try other words, or look through the chapter below."


def query() -> str:
    """What was last searched for; empty if nothing was."""
    return str(st.session_state.get(_QUERY, ""))


def words(corpus: Corpus) -> frozenset[str]:
    """The words of the last search that say something, as they were looked for: to be marked wherever they stand."""
    return words_of(vocabulary(corpus).mend(query()))


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
    typed = query()
    if not typed:
        return
    found = find(typed, parts)
    number = str(st.session_state.get(_COUNT, 0))
    with st.container(key="found"):
        show_html(_TITLE, number=number, said=_said(found), words=typed)
        st.button("Clear the search", icon=":material/close:", on_click=_clear)
        _show_remarks(found)
        for contact in found.contacts:
            with st.container(border=True, key=f"found-contact-{contact.id}"):
                st.subheader(to_markdown_text(contact.name), anchor=False)
                show_contact(contact, today)
        for difference in found.differences:
            _show_difference(difference, parts.corpus)
        for clause in found.clauses:
            _show_clause(clause, found, parts.corpus)
    move_focus("found", f"search-{number}")


def _said(found: Found) -> str:
    count = len(found.clauses) + len(found.contacts) + len(found.differences)
    return "Nothing fits" if found.weak or not count else f"{count} found for"


def _show_remarks(found: Found) -> None:
    if found.searched:
        st.markdown(f"Searched for “{to_markdown_text(found.searched)}”: what you typed does not stand in the guide.")
    if found.fault:
        st.markdown(to_markdown_text(found.fault))
    if found.weak:
        st.markdown(_NEAR)
    if not (found.clauses or found.contacts or found.differences):
        st.markdown(_NOTHING)


def _show_difference(difference: Difference, corpus: Corpus) -> None:
    with st.container(border=True, key=f"found-difference-{difference.id}"):
        st.subheader(to_markdown_text(f"{difference.id}: where guidance differs on {', '.join(difference.clauses)}"), anchor=False)
        show_difference(difference, corpus)
        show_difference_opener(difference, f"Open {difference.id}")


def _show_clause(clause: Clause, found: Found, corpus: Corpus) -> None:
    near = "Near, perhaps: " if found.weak else ""
    with st.container(border=True, key=f"found-{clause.id}"):
        st.subheader(to_markdown_text(f"{near}{clause.label} ({clause.id})"), anchor=False)
        show_words(clause, corpus, found.words)
        show_opener(clause, f"Open {clause.id} with its differences, rules and notes")


def _search() -> None:
    st.session_state[_QUERY] = " ".join(str(st.session_state[_BOX]).split())
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.query_params.pop("clause", None)


def _clear() -> None:
    st.session_state[_QUERY] = st.session_state[_BOX] = ""
