"""The page to read: the chapter clause by clause, where national guidance differs, the sources, and whom to ring."""

import streamlit as st

from ui.components import contacts, differences, procedure, sources
from ui.parts import current_parts

corpus = current_parts().corpus

st.title("The procedure and its sources", anchor=False)
st.markdown(
    "What the answers rest on. The chapter is quoted in its own characters; everything about other guidance is this "
    "project’s summary and says so."
)
chapter, differing, documents, people = st.tabs(["The chapter", "Where guidance differs", "Sources", "Whom to ring"])
with chapter:
    procedure.show(corpus)
with differing:
    differences.show(corpus)
with documents:
    sources.show(corpus)
with people:
    contacts.show(corpus)
