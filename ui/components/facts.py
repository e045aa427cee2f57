"""What was read in the person's words, beside the answer, to be struck out, corrected or added to."""

from functools import partial

import streamlit as st

from guardrails.facts import Fact, FactSheet, FactSpec, Provenance
from ui.markup import to_markdown_text
from ui.state import Talk, begin, correct, put_back, strike
from ui.words import PROVENANCE, value_label


def show(talk: Talk, spec: FactSheet) -> None:
    """Show every stated fact with the words it came from, those struck out, and a way to add one."""
    if talk.latest is None:
        return
    stated = talk.latest.answer.facts.stated
    facts = tuple(stated[known.id] for known in spec.facts if known.id in stated)
    st.header("What I read in your words", anchor=False)
    st.markdown("Wrong? Strike it out or correct it, and the answer is worked out again.")
    if not facts:
        st.markdown("Nothing that the rules use.")
    for fact in facts:
        _show_fact(fact, spec.fact(fact.id), talk.latest.answer.turns)
    _show_struck(talk, spec)
    _show_adding({fact.id for fact in facts}, spec)


def _show_fact(fact: Fact, spec: FactSpec, turns: tuple[str, ...]) -> None:
    with st.container(border=True, key=f"fact-{fact.id}"):
        st.markdown(f"**{_title(spec)}:** {to_markdown_text(value_label(spec.group, fact.value))}")
        _show_origin(fact, turns)
        key = f"value-{fact.id}-{fact.value}"
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"change-{fact.id}"):
            st.selectbox(
                f"Correct: {spec.says}",
                spec.values,
                index=spec.values.index(fact.value),
                format_func=partial(value_label, spec.group),
                key=key,
                label_visibility="collapsed",
                on_change=_correct,
                args=(fact.id, key),
                width="stretch",
            )
            st.button(
                "Strike out",
                key=f"strike-{fact.id}",
                help=f"Take out “{spec.says}” as misread",
                on_click=begin,
                args=(partial(strike, fact=fact.id),),
            )


def _show_origin(fact: Fact, turns: tuple[str, ...]) -> None:
    if fact.provenance is Provenance.PERSON:
        st.text("Stated by you.")
    for words in fact.words:
        whole = words.turn < len(turns) and words.text.strip() == turns[words.turn].strip()
        source = "the message as a whole" if whole else f"“{words.text}”"
        st.text(f"{PROVENANCE[fact.provenance].capitalize()} {source} (message {words.turn + 1})")
    if fact.reason:
        st.text(fact.reason)


def _show_struck(talk: Talk, spec: FactSheet) -> None:
    for id in talk.conversation.struck:
        with st.container(horizontal=True, vertical_alignment="center", key=f"struck-{id}"):
            st.markdown(f"Struck out by you: {to_markdown_text(spec.fact(id).says)}", width="stretch")
            st.button("Put back", key=f"put-back-{id}", on_click=begin, args=(partial(put_back, fact=id),))


def _show_adding(stated: set[str], spec: FactSheet) -> None:
    unstated = [fact for fact in spec.facts if fact.id not in stated and fact.id != "set_aside"]
    with st.expander("Add something it missed", icon=":material/add:"):
        chosen = st.selectbox(
            "What was missed",
            unstated,
            index=None,
            format_func=_title,
            placeholder="Choose what was missed",
            key="missed",
        )
        if chosen is None:
            return
        value = st.radio(
            chosen.asks,
            _values_to_state(chosen),
            format_func=partial(value_label, chosen.group),
            key=f"missed-{chosen.id}",
        )
        st.button("Count this", on_click=begin, args=(partial(correct, fact=chosen.id, value=value),), key="count-this")


def _values_to_state(spec: FactSpec) -> tuple[str, ...]:
    return tuple(value for value in spec.values if value != spec.unstated)


def _title(spec: FactSpec) -> str:
    return spec.says[:1].upper() + spec.says[1:]


def _correct(fact: str, key: str) -> None:
    begin(partial(correct, fact=fact, value=st.session_state[key]))
