"""The page to read: a clause or a difference at its own address, a search, the chapter, the sources, whom to ring."""

from datetime import date

import streamlit as st

from ui.components import answered, contacts, differences, guide_difference, procedure, reporting, search_box, sources
from ui.components import clause as clause_part
from ui.finding import find_clause, find_difference
from ui.parts import current_parts
from ui.words import PRODUCT

parts = current_parts()
corpus = parts.corpus
today = date.today()
wanted = st.query_params.get("clause", "")
opened = find_clause(wanted, corpus)
differing_opened = find_difference(wanted, corpus)
found_words = search_box.words(corpus)
back = "Back to what was found" if search_box.query() else "The whole guide"
# A link inside the guide hands the clause over without changing the browser's address, so each branch sets it.

st.title("The procedure and its sources", anchor=False)
if opened:
    st.query_params["clause"] = opened.id
    st.set_page_config(page_title=f"{clause_part.title(opened)} – {PRODUCT}")
    clause_part.show(opened, parts, today, back, found_words)
elif differing_opened:
    st.query_params["clause"] = differing_opened.id
    st.set_page_config(page_title=f"{guide_difference.title(differing_opened)} – {PRODUCT}")
    guide_difference.show(differing_opened, corpus, back)
elif wanted:
    st.set_page_config(page_title=f"No such clause – {PRODUCT}")
    clause_part.show_unknown(wanted, corpus)
else:
    st.query_params.clear()
    st.markdown(
        "What the answers rest on. The chapter is quoted in its own characters; everything about other guidance is this "
        "project’s summary and says so."
    )
search_box.show()
if not opened and not differing_opened:
    search_box.show_found(parts, today)

chapter, questions, differing, documents, people = st.tabs(
    ["The chapter", "Questions and answers", "Where guidance differs", "Sources", "Whom to ring"]
)
with chapter:
    procedure.show(corpus, found_words)
    reporting.show(corpus)
with questions:
    answered.show(corpus)
with differing:
    differences.show(corpus)
with documents:
    sources.show(corpus, today)
with people:
    contacts.show(corpus, today)
