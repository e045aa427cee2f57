"""The page where a person asks: the danger line, the box, the outcome, the answer, and what was read in their words."""

from functools import partial

import streamlit as st

from assistant.pipeline import answer
from ui.components import answer as answer_part
from ui.components import ask_box, banner, copying, facts, history, starters
from ui.parts import current_parts
from ui.state import settle
from ui.words import PRODUCT

parts = current_parts()
talk = settle(partial(answer, parts=parts))

banner.show(talk)
st.title(PRODUCT, anchor=False)
ask_box.show_faults(parts.faults)
ask_box.show(talk)
ask_box.show_trouble(talk)

if talk.latest is None:
    starters.show(talk)
else:
    answered, read = st.columns([13, 7], gap="large")
    with answered:
        answer_part.show(talk.latest.answer, parts.corpus)
        copying.show(talk.latest.answer.reply)
    with read:
        history.show(talk)
        facts.show(talk, parts.ruleset.spec)
        ask_box.show_asker(talk)
