"""The accessibility statement, in the words of docs/accessibility.md."""

from pathlib import Path

import streamlit as st

_STATEMENT = Path(__file__).resolve().parents[2] / "docs" / "accessibility.md"

title, _, body = _STATEMENT.read_text(encoding="utf-8").partition("\n")
st.title(title.removeprefix("# "), anchor=False)
st.markdown(body)
