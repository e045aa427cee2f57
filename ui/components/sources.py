"""The sources: what each is, which edition, how binding, how sure, when it was checked, and what is noted from it."""

import streamlit as st

from corpus.clauses import Corpus, Source
from ui.components.quotes import certainty_label, status_label
from ui.links import to_link
from ui.markup import to_bullets, to_markdown_text


def show(corpus: Corpus) -> None:
    """Show every source, with an opener for the summaries taken from it."""
    for source in corpus.sources:
        st.header(to_markdown_text(source.title), anchor=False)
        st.markdown("\n".join(f"- **{name}:** {words}" for name, words in _rows(source) if words))
        if source.reading:
            st.markdown(to_markdown_text(source.reading))
        if source.faults:
            st.markdown("**Known faults**\n\n" + to_bullets(source.faults))
        _show_notes(source, corpus)


def _rows(source: Source) -> tuple[tuple[str, str], ...]:
    return (
        ("Publisher", to_markdown_text(source.publisher)),
        ("Edition used", to_markdown_text(source.edition)),
        ("Status", to_markdown_text(status_label(source.status))),
        ("How sure", to_markdown_text(certainty_label(source.certainty))),
        ("Checked on", to_markdown_text(source.checked)),
        ("Licence", to_markdown_text(source.licence)),
        ("Address", to_link(source.address) if source.address else ""),
    )


def _show_notes(source: Source, corpus: Corpus) -> None:
    notes = [note for note in corpus.notes() if note.source == source.id]
    if not notes:
        return
    with st.expander(f"Our summaries of it ({len(notes)})", icon=":material/notes:"):
        for note in notes:
            about = f"{note.edition}; {status_label(note.status)}; {certainty_label(note.certainty)}."
            link = f" {to_link(note.address)}" if note.address else ""
            st.markdown(
                f"**{to_markdown_text(note.label)} ({to_markdown_text(note.id)}).** {to_markdown_text(note.text)}\n\n"
                f"{to_markdown_text(about)}{link}"
            )
