"""What a language model adds to an answer, where one is set: checked sentences, after everything that the rules said."""

import streamlit as st

from assistant.parts import Parts
from assistant.pipeline import Answer, speak
from assistant.prompt import load_model_wording
from assistant.speak import MODEL_NOTICES, wanted
from ui.markup import to_bullets, to_markdown_text

_SPOKEN = "spoken"


def show(answer: Answer, parts: Parts) -> None:
    """Show each sentence once it has passed its checks; nothing where no model is set. One answer is asked about once in a session."""
    if parts.model is None:
        return
    with st.container(key="explained"):
        place = st.empty()
    known: tuple[str, Answer] | None = st.session_state.get(_SPOKEN)
    if known is not None and known[0] == answer.id:
        _draw(place, known[1])
        return
    if wanted(answer.reply):
        place.markdown(to_markdown_text(load_model_wording().asking.replace("{model}", parts.model.name)))
    said = answer
    for said in speak(answer, parts):
        _draw(place, said)
    st.session_state[_SPOKEN] = (answer.id, said)


def _draw(place: "st.delta_generator.DeltaGenerator", answer: Answer) -> None:
    """What was added so far, with which model was asked and what was sent to it."""
    reply = answer.reply
    added = reply.explanation or (reply.lead if reply.generator != "rules" else ())
    told = tuple(notice.text for notice in reply.notices if notice.id in MODEL_NOTICES)
    if added or told:
        with place.container():
            if added:
                st.markdown("**In other words**")
                st.markdown(" ".join(to_markdown_text(sentence.text) for sentence in added))
            st.markdown(to_bullets(told))
