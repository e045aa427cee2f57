"""The answer to take away: as a file, or to copy into a case note."""

import streamlit as st

from assistant.reply import Reply, to_markdown


def show(reply: Reply) -> None:
    """Show a button that saves the answer and an opener with the text to copy."""
    text = to_markdown(reply)
    st.download_button(
        "Save this answer",
        text,
        file_name="can-i-share-this.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.expander("Copy this answer as text", icon=":material/content_copy:"):
        st.code(text, language=None, wrap_lines=True)
