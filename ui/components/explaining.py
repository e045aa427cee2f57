"""What a language model adds to an answer, where one is set: checked sentences, after everything that the rules said."""

import streamlit as st

from assistant.parts import Parts
from assistant.pipeline import Answer, speak
from ui.markup import to_markdown_text

_SPOKEN = "spoken"


def show(answer: Answer, parts: Parts) -> None:
    """Show each sentence once it has passed its checks; nothing where no model is set. One answer is asked about once in a session."""
    if parts.model is None:
        return
    place = st.empty()
    known: tuple[str, Answer] | None = st.session_state.get(_SPOKEN)
    if known is not None and known[0] == answer.id:
        _draw(place, known[1])
        return
    said = answer
    for said in speak(answer, parts):
        _draw(place, said)
    st.session_state[_SPOKEN] = (answer.id, said)


def _draw(place: "st.delta_generator.DeltaGenerator", answer: Answer) -> None:
    reply = answer.reply
    added = reply.explanation or (reply.lead if reply.generator != "rules" else ())
    if added:
        with place.container(key="explained"):
            st.markdown(f"**In other words** (worded by {to_markdown_text(reply.generator)}, checked against the clauses)")
            st.markdown(" ".join(to_markdown_text(sentence.text) for sentence in added))
