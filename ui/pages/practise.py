"""The page where new staff practise: a situation to decide, what the rules make of it, what has been covered, a certificate."""

from datetime import date

import streamlit as st

from ui.components import practise, practise_losing, practised
from ui.parts import current_parts
from ui.practising import current_sitting

parts = current_parts()
today = date.today()
practice = practise.open_practice(parts, today)
sitting = current_sitting(practice)

practise.announce(sitting, practice)
st.title("Practise", anchor=False)
practise_losing.show(sitting)
practised.show_how_far(sitting, practice)
situation, covered, certificate, keeping = st.tabs(["Situation", "What you have practised", "Certificate", "Go on another day"])
with situation:
    practise.show(sitting, practice, parts, today)
with covered:
    practised.show_coverage(sitting, practice, parts.corpus)
with certificate:
    practised.show_certificate(sitting, practice, parts.corpus, today)
with keeping:
    practised.show_keeping(sitting, practice)
