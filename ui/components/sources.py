"""The sources: what each is, which edition, how binding, how sure, when it was checked, and what is noted from it."""

from datetime import date

import streamlit as st

from corpus.clauses import Clause, Corpus, Source
from ui.ages import OLD, checked_words, is_old
from ui.components.aging import show_aged
from ui.components.openers import show_opener
from ui.components.quotes import certainty_label, show_clause, status_label
from ui.links import to_link
from ui.markup import to_bullets, to_markdown_text


def show(corpus: Corpus, today: date) -> None:
    """Show every source, then the notes on the one that is chosen."""
    st.header("The sources", anchor=False)
    st.markdown(
        "Each with the edition used here, what kind of authority it has, how sure we are of it and the day on which it was last looked at."
    )
    for source in corpus.sources:
        with st.container(border=True, key=f"source-{source.id}"):
            _show_source(source, today)
    _show_notes(corpus)


def editions(source: Source) -> tuple[str, ...]:
    """The known editions of a source, oldest first, each with its date and what is known of it."""
    return tuple(
        f"{edition.edition}{f' ({edition.date})' if edition.date and edition.date != edition.edition else ''}: {edition.note}"
        for edition in source.editions
    )


def _show_source(source: Source, today: date) -> None:
    st.subheader(to_markdown_text(source.title), anchor=False)
    st.markdown("\n".join(f"- **{name}:** {words}" for name, words in _rows(source, today) if words))
    if is_old(source.checked, today):
        show_aged(f"Not checked for {OLD} days or more. Look at the publisher's page before you rely on it.")
    with st.expander(to_markdown_text(f"Editions, reading and faults of: {source.title}"), icon=":material/history_edu:"):
        st.markdown(to_bullets(editions(source)) or "No editions are known.")
        if source.reading:
            st.markdown(to_markdown_text(source.reading))
        if source.faults:
            st.markdown("**Known faults**\n\n" + to_bullets(source.faults))


def _rows(source: Source, today: date) -> tuple[tuple[str, str], ...]:
    return (
        ("Publisher", to_markdown_text(source.publisher)),
        ("Edition used", to_markdown_text(source.edition)),
        ("Status", to_markdown_text(status_label(source.status))),
        ("How sure", to_markdown_text(certainty_label(source.certainty))),
        ("Date", to_markdown_text(checked_words(source.checked, today))),
        ("Licence", to_markdown_text(source.licence)),
        ("Address", to_link(source.address) if source.address else ""),
    )


def _show_notes(corpus: Corpus) -> None:
    """The law and guidance, one source at a time: nearly two hundred notes at once would help nobody on a phone."""
    st.header("The law and the guidance, source by source", anchor=False)
    st.markdown("Everything below is this project’s summary of a source, not a quotation, with how sure we are of it.")
    notes: dict[str, list[Clause]] = {}
    for note in corpus.notes():
        notes.setdefault(note.source, []).append(note)
    if not notes:
        return
    chosen = st.selectbox(
        "Read our notes on",
        list(notes),
        format_func=lambda id: f"{corpus.source(id).title} ({len(notes[id])})",
        key="notes-of",
    )
    for note in notes[chosen]:
        st.subheader(to_markdown_text(f"{note.label} ({note.id})"), anchor=False)
        show_clause(note, corpus)
        show_opener(note, f"Open {note.id} with what rests on it")
