"""Whom to ring, each with how sure the number is and the day on which it was checked."""

import streamlit as st

from corpus.clauses import Certainty, Contact, Corpus
from ui.components.quotes import certainty_label
from ui.markup import show_html, to_markdown_text

_LINE = '<p class="reach">{line}</p>'
_NO_NUMBER = "No number could be verified; look on the publisher's own site"


def show(corpus: Corpus) -> None:
    """Show every contact. One whose number is in doubt says so before the number."""
    st.markdown("**In danger now: 999.** Check every other number before you rely on it.")
    for contact in corpus.contacts:
        with st.container(border=True, key=f"contact-{contact.id}"):
            st.markdown(f"**{to_markdown_text(contact.name)}** – {to_markdown_text(contact.what_for)}")
            for line in _reach(contact):
                show_html(_LINE, line=line)
            if contact.note:
                st.markdown(to_markdown_text(contact.note))
            sure = certainty_label(contact.certainty).capitalize()
            st.markdown(f"*{to_markdown_text(f'{sure}; checked on {contact.checked}')}.*")


def _reach(contact: Contact) -> tuple[str, ...]:
    doubtful = contact.certainty is not Certainty.CONFIRMED
    number = f"{'Not certain: ' if doubtful else 'Telephone '}{contact.number}" if contact.number else ""
    parts = (number, contact.email or "", _sentence(contact.form or ""), _sentence(contact.hours))
    shown = tuple(part for part in parts if part)
    return shown if contact.number or contact.email or contact.form else (_NO_NUMBER, *shown)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
