"""A way to say that something is wrong. Whom to tell comes from the corpus; an address that it does not know is never made up."""

import streamlit as st

from corpus.clauses import PROCEDURE, Clause, Contact, Corpus
from ui.links import to_link, to_mail_link
from ui.markup import to_markdown_text

OWNER = "procedure_owner"
"""The contact, if the corpus has one, of whoever looks after the procedure."""

_NO_FAMILY = "Say what is wrong with the words, never anything about a family. A child at risk is not for this: use “Whom to ring”."


def show(corpus: Corpus, clause: Clause | None = None) -> None:
    """Say whom to tell that this clause, or the chapter as a whole, is wrong, with words to send."""
    about = f"{clause.id}, {clause.label}" if clause else "the chapter as a whole"
    with st.expander("Something is wrong here", icon=":material/flag:"):
        if clause is None or clause.is_procedure:
            _show_owner(corpus, about)
        else:
            _show_keeper(clause)
        st.markdown(_NO_FAMILY)
        st.markdown("Words to send, to copy:")
        st.code(_words(corpus, clause, about), language=None, wrap_lines=True)


def _show_owner(corpus: Corpus, about: str) -> None:
    source = corpus.source(PROCEDURE)
    owner = next((contact for contact in corpus.contacts if contact.id == OWNER), None)
    st.markdown(f"**The procedure’s own words** are kept by {to_markdown_text(source.publisher)}.")
    if owner and (owner.email or owner.number):
        _show_way(owner, about)
    else:
        st.markdown(
            "No address for corrections is known here, so none is given. Tell your manager or safeguarding lead, and ask them to tell "
            f"whoever keeps the manual. The page as it is published: {to_link(source.address)}"
        )
    st.markdown("**Our labels, differences and notes** are this project’s. Tell whoever runs this tool where you work.")


def _show_way(owner: Contact, about: str) -> None:
    mail = to_mail_link(owner.email, f"Information Sharing Guide: {about}") if owner.email else ""
    number = to_markdown_text(f"telephone {owner.number}") if owner.number else ""
    ways = " or ".join(way for way in (mail, number) if way)
    st.markdown(f"Tell {to_markdown_text(owner.name)}: {ways} ({to_markdown_text(f'checked on {owner.checked}')}).")


def _show_keeper(note: Clause) -> None:
    st.markdown(
        "**This note** is this project’s summary, so tell whoever runs this tool where you work. If the source itself is wrong, "
        "tell its publisher." + (f" The source: {to_link(note.address)}" if note.address else "")
    )


def _words(corpus: Corpus, clause: Clause | None, about: str) -> str:
    source = corpus.source(clause.source if clause else PROCEDURE)
    edition = clause.edition if clause else source.edition
    quoted = f"\nIt reads: “{clause.text}”" if clause else ""
    return f"About {about}, {source.title}, {edition}, as checked on {source.checked}.{quoted}\nWhat is wrong: "
