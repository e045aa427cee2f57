"""What the person said, message by message, with what was answered to each before the latest."""

import streamlit as st

from ui.markup import to_markdown_text
from ui.state import Talk
from ui.words import SIGNS


def show(talk: Talk) -> None:
    """Show the messages; the facts beside them name the message that they came from."""
    st.header("What you said", anchor=False)
    *earlier, latest = talk.exchanges
    if earlier:
        with st.expander(f"Earlier in this conversation ({len(earlier)})", icon=":material/history:"):
            for exchange in earlier:
                _show_message(exchange.message)
                with st.chat_message("assistant"):
                    reply = exchange.answer.reply
                    st.markdown(f"**{SIGNS[reply.outcome].words}.** {to_markdown_text(reply.headline)}")
    _show_message(latest.message)


def _show_message(message: str) -> None:
    with st.chat_message("user"):
        st.text(message)
