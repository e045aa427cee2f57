"""The page where a person asks: the danger line, the box, the outcome, the answer, and what was read in their words.

Once there is an answer, nothing but danger and what went wrong comes before it; the box to go on in stands after what there
is to do, or after the words that answer a question.
"""

from datetime import date
from functools import partial

import streamlit as st

from assistant.pipeline import answer
from ui.components import answer as answer_part
from ui.components import (
    ask_box,
    banner,
    calling,
    changing,
    copying,
    explaining,
    facts,
    focusing,
    history,
    judging,
    losing,
    reading,
    record,
    sending,
    starters,
    turning,
)
from ui.parts import current_parts
from ui.reaching import to_reaches
from ui.state import fresh, settle
from ui.words import PRODUCT

parts = current_parts()
talk = settle(partial(answer, parts=parts))
asked = talk.conversation

banner.show(talk)
if talk.latest is None:
    st.title(PRODUCT, anchor=False)
ask_box.show_faults(parts.faults)
losing.show(talk)

if talk.latest is None:
    ask_box.show(talk)
    starters.show(talk)
else:
    latest = talk.latest.answer
    contacts = to_reaches(latest.reply, parts, asked.asker, date.today())
    name = f"answer {fresh()}.{talk.answered}"
    around = answer_part.Around(
        name,
        in_card=partial(changing.show, talk),
        under_card=partial(reading.show, talk, parts.ruleset.spec),
        on=partial(ask_box.show, talk),
    )
    answered, read = st.columns([13, 7], gap="large")
    with answered:
        with st.container(key="title-unseen"):
            st.title(PRODUCT, anchor=False)
        copying.show_on_paper(latest, asked.as_of)
        answer_part.show(latest, parts.corpus, contacts, turning.to_sentences(latest, parts, asked.as_of), around)
        with st.container(key="to-record"):
            record.show_link()
        copying.show(latest, asked.as_of, parts)
    with read, st.container(key="read"):
        history.show(talk)
        facts.show(talk, parts.ruleset.spec)
        ask_box.show_asker(talk)
        judging.show(talk, parts.ruleset.spec)

with st.container(key="helps"):
    calling.show(talk, parts.ruleset.spec, parts.corpus)
    sending.show()

if talk.latest is not None:
    focusing.move_focus("answer", name, once=True)
    with answered:
        explaining.show(talk.latest.answer, parts)
