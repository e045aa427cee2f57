"""The button that gives the card to print: whom to ring when this tool is not there. Any page may show it."""

from datetime import date

import streamlit as st

from corpus.clauses import Corpus
from ui.card import FILE_NAME, to_card

LABEL = "Save a card to print, for when this tool is not there"


def show_card_button(corpus: Corpus, today: date, key: str = "card-to-print") -> None:
    """Show the button. ``key`` tells it from another one on the same page."""
    st.download_button(
        LABEL,
        to_card(corpus, today),
        file_name=FILE_NAME,
        mime="text/html",
        icon=":material/print:",
        on_click="ignore",
        key=key,
    )
