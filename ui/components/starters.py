"""Ready-made questions for somebody who has not asked anything yet."""

from functools import partial

import streamlit as st

from ui.examples import examples_for
from ui.markup import to_markdown_text
from ui.state import Talk, begin, say


def show(talk: Talk) -> None:
    """Show examples that fit who is asking, each a button that asks it."""
    st.header("Questions that others ask", anchor=False)
    with st.container(key="starters"):
        for number, question in enumerate(examples_for(talk.conversation.asker)):
            st.button(
                to_markdown_text(question),
                key=f"starter-{talk.conversation.asker}-{number}",
                on_click=begin,
                args=(partial(say, message=question),),
                width="stretch",
            )
