"""The page for whoever wants to know how far to trust the answers: their own questions, and the project's own cases."""

import streamlit as st

from ui.components import evaluation, own_questions
from ui.parts import current_parts

parts = current_parts()

st.title("Put it to the test", anchor=False)
own, ours = st.tabs(["Your own questions", "This project’s cases"], key="evaluate-tabs", on_change="rerun")
if own.open:
    with own:
        own_questions.show(parts)
if ours.open:
    with ours:
        evaluation.show(parts)
