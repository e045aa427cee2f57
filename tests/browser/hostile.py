"""A page that shows hostile text in every way in which the screens show text, for the test beside it."""

import streamlit as st

from tests.browser.payloads import PAYLOADS
from ui.links import to_link
from ui.markup import show_html, to_bullets, to_markdown_text, to_numbered

TEMPLATE = '<p class="tried" data-way="html">{words}</p>'

for number, payload in enumerate(PAYLOADS):
    with st.container(key=f"markdown-{number}"):
        st.markdown(to_markdown_text(payload))
    with st.container(key=f"lists-{number}"):
        st.markdown(to_bullets((payload,)))
        st.markdown(to_numbered((payload,)))
        st.markdown(f"**{to_markdown_text(payload)}**: {to_link(payload)}")
        st.subheader(to_markdown_text(payload), anchor=False)
        st.button(to_markdown_text(payload), key=f"button-{number}")
    with st.container(key=f"html-{number}"):
        show_html(TEMPLATE, words=payload)
    with st.container(key=f"text-{number}"):
        st.text(payload)
st.markdown("All shown.")
