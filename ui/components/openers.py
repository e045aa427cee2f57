"""Links that open a clause in the guide. They stay in the session, so that a conversation on the first page is not lost."""

import streamlit as st

from corpus.clauses import Clause
from ui.markup import to_markdown_text

_GUIDE = "ui/pages/guide.py"


def show_opener(clause: Clause, label: str = "") -> None:
    """A link to this clause's own place, under this label or under its id and its own label."""
    st.page_link(_GUIDE, label=to_markdown_text(label or f"{clause.id}: {clause.label}"), query_params={"clause": clause.id})


def show_way_back(label: str) -> None:
    """A link to the guide with no clause opened."""
    st.page_link(_GUIDE, label=to_markdown_text(label), icon=":material/arrow_back:")
