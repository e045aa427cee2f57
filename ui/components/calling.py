"""How to check somebody who rings, writes or turns up, step by step, with the words to say and the clauses behind each step."""

import streamlit as st

from assistant.asides import CallerStep, load_asides
from corpus.clauses import Corpus
from guardrails.facts import FactSheet
from ui.links import clause_address
from ui.markup import show_ringing, to_markdown_text
from ui.state import Talk

_INTRODUCTION = "<p>{words}</p>"


def show(talk: Talk, spec: FactSheet, corpus: Corpus) -> None:
    """Show the steps, opened where nobody has checked yet who is asking."""
    words = load_asides().caller
    with st.expander("Check who is asking, before you say anything", icon=":material/phone_callback:", expanded=_is_unverified(talk, spec)):
        show_ringing(_INTRODUCTION, words=words.introduction)
        st.markdown("\n".join(f"{number}. {_step(step, corpus)}" for number, step in enumerate(words.steps, 1)))
        st.markdown("The letters name what a step rests on. Each opens the guide in a new tab.")


def _step(step: CallerStep, corpus: Corpus) -> str:
    say = f" Say: *{to_markdown_text(f'“{step.say}”')}*" if step.say else ""
    return f"{to_markdown_text(step.text)}{say} ({_cited(step.rests_on, corpus)})"


def _is_unverified(talk: Talk, spec: FactSheet) -> bool:
    return talk.latest is not None and talk.latest.answer.facts.value("recipient", spec) == "unverified"


def _cited(ids: tuple[str, ...], corpus: Corpus) -> str:
    """The clauses by id as Markdown, each a link to its place in the guide; one that the corpus does not know is left out."""
    return ", ".join(f"[{to_markdown_text(id)}]({clause_address(id)})" for id in ids if corpus.has(id))
