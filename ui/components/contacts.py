"""Whom to ring, by day and by night, each with how sure the number is, when it was checked, and a warning when that is long ago."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from corpus.clauses import Certainty, Contact, Corpus
from ui.ages import OLD, checked_words, days_since, is_old
from ui.components.aging import show_aged
from ui.components.guide_card import show_card_button
from ui.components.quotes import certainty_label
from ui.markup import show_html, to_markdown_text

_LINE = '<p class="reach">{line}</p>'
_RING = '<p class="reach">Telephone <a class="ring" href="tel:{dial}">{number}</a></p>'
_NO_NUMBER = "No number could be verified; look on the publisher's own site"
_GROUPS = (
    ("Day or night", ("emergency", "police_")),
    ("In the daytime", ("front_door_",)),
    ("In the evening, at night, at weekends and on bank holidays", ("out_of_hours_",)),
    ("For advice, allegations, forms and everything else", ("",)),
)


def show(corpus: Corpus, today: date) -> None:
    """Show every contact, by when it answers. One whose number is in doubt says so before the number."""
    st.markdown("**In danger now: 999.** Check every other number before you rely on it.")
    _show_aged(corpus.contacts, today)
    show_card_button(corpus, today)
    left = list(corpus.contacts)
    for title, beginnings in _GROUPS:
        members = [contact for contact in left if contact.id.startswith(beginnings)]
        left = [contact for contact in left if contact not in members]
        if members:
            st.header(title, anchor=False)
            for contact in members:
                with st.container(border=True, key=f"contact-{contact.id}"):
                    st.subheader(to_markdown_text(contact.name), anchor=False)
                    show_contact(contact, today)


def show_contact(contact: Contact, today: date) -> None:
    """Show what a contact is for, how to reach it, how sure that is and how long ago it was checked."""
    st.markdown(to_markdown_text(contact.what_for))
    _show_reach(contact)
    if contact.note:
        st.markdown(to_markdown_text(contact.note))
    sure = certainty_label(contact.certainty).capitalize()
    st.markdown(f"*{to_markdown_text(f'{sure}; {checked_words(contact.checked, today)}')}.*")
    if is_old(contact.checked, today):
        show_aged(f"{_age(contact, today)}. Check these details before you rely on them; in danger, ring 999.")


def _age(contact: Contact, today: date) -> str:
    age = days_since(contact.checked, today)
    return f"Not checked for {age} days" if age is not None else "When this was checked cannot be told"


def _show_aged(contacts: Iterable[Contact], today: date) -> None:
    aged = [contact for contact in contacts if is_old(contact.checked, today)]
    if aged:
        words = f"{len(aged)} of these contacts have not been checked for {OLD} days or more. Each says so below."
        with st.container(key="aged-contacts"):
            show_aged(words)


def _show_reach(contact: Contact) -> None:
    """A number that is sure can be rung from a phone with a tap; one that is in doubt is text and says so first."""
    if contact.number and contact.certainty is Certainty.CONFIRMED and contact.number.replace(" ", "").isdigit():
        show_html(_RING, dial=contact.number.replace(" ", ""), number=contact.number)
    elif contact.number:
        show_html(_LINE, line=f"Not certain: {contact.number}")
    for line in (contact.email or "", _sentence(contact.form or ""), _sentence(contact.hours)):
        if line:
            show_html(_LINE, line=line)
    if not (contact.number or contact.email or contact.form):
        show_html(_LINE, line=_NO_NUMBER)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
