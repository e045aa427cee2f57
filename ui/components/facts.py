"""What was read in the person's words, beside the answer: a chip for each fact that opens to correct it, strike it out, or add one."""

from functools import partial

import streamlit as st

from guardrails.facts import Fact, FactSheet, FactSpec, Provenance, Words
from ui.components.reading import FACTS
from ui.markup import show_html, to_markdown_text
from ui.state import Talk, begin, correct, put_back, strike
from ui.sureness import is_unsure
from ui.words import PROVENANCE, value_label

_HEADING = '<h2 class="facts-heading" id="{id}" tabindex="-1">What I read in your words</h2>'
_LONGEST_WORDS = 40
_UNSURE = "not sure – please check"
_FROM_THE_WHOLE = "Read from your message as a whole; please check."
_MOST_FOR_IT = "What spoke for it most:"
_STRIKE = "Strike it out if it was misread."
_STRIKE_SIGN = "Strike it out only if it was misread. If you saw it and think that it is explained, leave it, and say why in a message."


def show(talk: Talk, spec: FactSheet) -> None:
    """Show every stated fact with the words it came from, those struck out, and a way to add one."""
    if talk.latest is None:
        return
    stated = talk.latest.answer.facts.stated
    facts = tuple(stated[known.id] for known in spec.facts if known.id in stated)
    show_html(_HEADING, id=FACTS)
    st.markdown("Wrong? Open it, correct it or strike it out, and the answer is worked out again.")
    if not facts:
        st.markdown("Nothing that the rules use.")
    for fact in facts:
        _show_fact(fact, spec.fact(fact.id), talk.latest.answer.turns)
    _show_struck(talk, spec)
    _show_adding({fact.id for fact in facts}, spec)


def _show_fact(fact: Fact, spec: FactSpec, turns: tuple[str, ...]) -> None:
    """A chip that says the fact, its value and the words it was read from; opened, it can be changed."""
    with st.container(key=f"fact-{fact.id}"), st.expander(_chip(fact, spec, turns), key=f"chip-{fact.id}"):
        _show_origin(fact, turns)
        key = f"value-{fact.id}-{fact.value}"
        st.selectbox(
            f"Correct: {spec.says}",
            spec.values,
            index=spec.values.index(fact.value),
            format_func=partial(value_label, spec.group),
            key=key,
            on_change=_correct,
            args=(fact.id, key),
        )
        st.button("Strike out", key=f"strike-{fact.id}", icon=":material/close:", on_click=begin, args=(partial(strike, fact=fact.id),))
        st.markdown(_STRIKE_SIGN if spec.group == "harm" else _STRIKE)


def _chip(fact: Fact, spec: FactSpec, turns: tuple[str, ...]) -> str:
    value = to_markdown_text(value_label(spec.group, fact.value))
    origin = _origin(fact, turns)
    return f"**{to_markdown_text(_title(spec))}:** {value}" + (f" – *{to_markdown_text(origin)}*" if origin else "")


def _origin(fact: Fact, turns: tuple[str, ...]) -> str:
    """Where a fact is from, in a few words, or that it may well be wrong."""
    if fact.provenance is Provenance.PERSON:
        return "you added this"
    if is_unsure(fact):
        return _UNSURE
    said = next((words.text for words in fact.words if not _is_whole(words, turns)), "")
    return f"“{_shortened(said)}”" if said else ""


def _shortened(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS].rstrip()}…"


def _is_whole(words: Words, turns: tuple[str, ...]) -> bool:
    return words.turn < len(turns) and words.text.strip() == turns[words.turn].strip()


def _show_origin(fact: Fact, turns: tuple[str, ...]) -> None:
    if fact.provenance is Provenance.PERSON:
        st.text("Stated by you.")
    if fact.provenance is Provenance.LEARNED:
        st.text(_FROM_THE_WHOLE)
    for words in fact.words:
        how = _MOST_FOR_IT if fact.provenance is Provenance.LEARNED else PROVENANCE[fact.provenance].capitalize()
        st.text(f"{how} “{words.text}” (message {words.turn + 1})")


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
