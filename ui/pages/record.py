"""The page to take the decision away from: its record, and the consent form to go through with a family."""

import streamlit as st

from ui.components import banner, losing, record
from ui.parts import current_parts
from ui.state import current_talk

talk = current_talk()

banner.show(talk)
st.title("Record the decision", anchor=False)
losing.show(talk)
if talk.latest is None:
    record.show_nothing_yet()
else:
    record.show(talk, talk.latest, current_parts())
