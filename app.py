"""The chat: settings, then the shared parts, then the pages. Start it with ``python -m ui.serve``."""

import os

import streamlit as st

from assistant.settings import Settings
from ui.frame import dress, end, safety_card
from ui.parts import open_parts

ask = st.Page("ui/pages/ask.py", title="Ask", default=True)
guide = st.Page("ui/pages/guide.py", title="The procedure and its sources")
record = st.Page("ui/pages/record.py", title="Record the decision")
practise = st.Page("ui/pages/practise.py", title="Practise")
evaluate = st.Page("ui/pages/evaluate.py", title="Put it to the test")
accessibility = st.Page("ui/pages/accessibility.py", title="Accessibility")
pages = (ask, record, practise, guide, evaluate)
page = st.navigation([*pages, accessibility], position="hidden")
dress(page.title, pages)
with safety_card(os.environ):
    open_parts(Settings.from_environ(os.environ))
    page.run()
    end(accessibility)
