"""What a language model adds to an answer, where one is set: checked sentences, after everything that the rules said.

Where the model is elsewhere, the very text that went to it can be read here. The session holds it as long as it holds the model's words;
it is in no record, no copy and no log.
"""

from dataclasses import replace

import streamlit as st

from assistant.parts import Parts
from assistant.pipeline import Answer, speak
from assistant.prompt import load_model_wording
from assistant.speak import MODEL_NOTICES, overheard, wanted
from ui.markup import to_bullets, to_markdown_text
from ui.state import SPOKEN

_WORD_FOR_WORD = "This is all of it, word for word."


def show(answer: Answer, parts: Parts) -> None:
    """Show each sentence once it has passed its checks; nothing where no model is set. One answer is asked about once in a session."""
    if parts.model is None:
        return
    with st.container(key="explained"):
        place = st.empty()
        below = st.container()
    known: tuple[str, Answer, tuple[str, ...]] | None = st.session_state.get(SPOKEN)
    if known is None or known[0] != answer.id:
        if wanted(answer.reply):
            place.markdown(to_markdown_text(load_model_wording().asking.replace("{model}", parts.model.name)))
        model, handed_over = overheard(parts.model)
        said = answer
        for said in speak(answer, replace(parts, model=model)):
            _draw(place, said)
        known = (answer.id, said, tuple(dict.fromkeys(handed_over)) if model.remote else ())
        st.session_state[SPOKEN] = known
    else:
        _draw(place, known[1])
    with below:
        _show_sent(known[2], parts.model.name)


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


def _show_sent(texts: tuple[str, ...], name: str) -> None:
    """What went to a model elsewhere, as it went."""
    if texts:
        with st.expander(to_markdown_text(f"What was sent to {name}"), icon=":material/outbox:"):
            st.markdown(_WORD_FOR_WORD)
            for text in texts:
                st.code(text, language=None, wrap_lines=True)
