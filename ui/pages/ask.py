"""The page where a person asks: the danger line, the box, the outcome, the answer, and what was read in their words."""

from datetime import date
from functools import partial

import streamlit as st

from assistant.pipeline import answer
from ui.components import answer as answer_part
from ui.components import (
    ask_box,
    banner,
    calling,
    copying,
    explaining,
    facts,
    history,
    judging,
    leaving,
    losing,
    record,
    sending,
    starters,
    turning,
)
from ui.parts import current_parts
from ui.reaching import to_reaches
from ui.state import settle
from ui.words import PRODUCT

parts = current_parts()
talk = settle(partial(answer, parts=parts))
asked = talk.conversation

banner.show(talk)
st.title(PRODUCT, anchor=False)
ask_box.show_faults(parts.faults)
losing.show(talk)
ask_box.show(talk)
leaving.show()
ask_box.show_trouble(talk)

if talk.latest is None:
    starters.show(talk)
else:
    latest = talk.latest.answer
    contacts = to_reaches(latest.reply, parts, asked.asker, date.today())
    answered, read = st.columns([13, 7], gap="large")
    with answered:
        answer_part.show(latest, parts.corpus, contacts, turning.to_sentences(latest, parts, asked.as_of))
        record.show_link()
        copying.show(latest, asked.as_of, parts)
    with read, st.container(key="read"):
        history.show(talk)
        facts.show(talk, parts.ruleset.spec)
        ask_box.show_asker(talk)
        judging.show(talk)

with st.container(key="helps"):
    calling.show(talk, parts.ruleset.spec, parts.corpus)
    sending.show()

if talk.latest is not None:
    with answered:
        explaining.show(talk.latest.answer, parts)
