"""A situation to decide, and then what the rules make of it: right or wrong, why, why no other answer, the clauses, what to remember."""

from datetime import date

import streamlit as st

from assistant.parts import Parts
from assistant.practise.reveal import Revealed, reveal
from assistant.practise.situations import Practice, Situation, load_practice, still_true
from assistant.practise.wrong_turns import WrongTurn, wrong_turns
from corpus.clauses import Corpus
from guardrails.ruleset import Ruleset
from guardrails.verdict import Outcome
from ui.components.focusing import move_focus
from ui.components.quotes import show_quotes
from ui.links import clause_address
from ui.markup import show_html, to_bullets, to_markdown_text
from ui.practising import Sitting, choose, current_sitting, go_on, keep
from ui.words import SIGNS

CHOICES = {
    Outcome.SHARE_WITHOUT_CONSENT: "Share it now with those who can protect: consent is not needed",
    Outcome.SHARE_WITH_CONSENT: "Share what was agreed: there is a good yes",
    Outcome.SEEK_CONSENT: "Ask for consent first, and share nothing until there is a yes",
    Outcome.PAUSE: "Pause, and get advice from somebody senior",
    Outcome.DO_NOT_SHARE: "Do not share: not this, not with them, or not in this way",
    Outcome.CLARIFY: "Find out one more thing before anything else",
    Outcome.INFORMATION: "No case to decide: a question about the guide, so look it up there",
    Outcome.OUT_OF_SCOPE: "Not about sharing information: say so, and say who to ask",
}
"""The eight outcomes as the answers to choose from."""
_INTRODUCTION = (
    "Read what a colleague tells you, and choose what the guide says to do. Then you see what the rules make of it, and why. "
    "What you miss comes back in other words. The situations are invented."
)
_NOT_A_CASE = "**Practice only.** A real child on your mind? Go to **Ask**. Somebody in danger now? Ring 999."
_STATUS = '<div class="unseen" role="status" aria-live="polite" aria-atomic="true">{words}</div>'
_TOLD = '<blockquote class="told">{words}</blockquote>'
_RESULT = """
<p class="tags">
<span class="tag result {result}"><span class="mark {shape}" aria-hidden="true">{mark}</span>{said}</span>
</p>
<h2 class="headline" id="result" tabindex="-1" data-name="{name}">{headline}</h2>
"""
_SITUATION = '<h2 class="situation" id="situation" tabindex="-1" data-name="{name}">Situation {number}</h2>'
_REMEMBER = '<p class="net"><span class="mark circle" aria-hidden="true">★</span><span>{words}</span></p>'


@st.cache_resource(show_spinner=False, max_entries=2)
def _load(hash: str, _ruleset: Ruleset) -> Practice:
    return load_practice(_ruleset.spec)


@st.cache_resource(show_spinner=False, max_entries=200)
def _wrong_turns(hash: str, id: str, as_of: date, _situation: Situation, _ruleset: Ruleset) -> dict[Outcome, WrongTurn]:
    return wrong_turns(_situation, _ruleset, as_of)


def open_practice(parts: Parts, today: date) -> Practice:
    """The situations that hold today.

    Raises:
        InputError: when the file of situations has faults.
    """
    return still_true(_load(parts.ruleset.hash, parts.ruleset), parts.ruleset, today)


def announce(sitting: Sitting, practice: Practice) -> None:
    """Say once, for a screen reader, what has just happened."""
    show_html(_STATUS, words=_announcement(sitting, practice.by_id[sitting.asked]))


def show(sitting: Sitting, practice: Practice, parts: Parts, today: date) -> None:
    """Show the situation with its eight answers and, once one was given, what is right and why; the focus goes to what is new."""
    situation = practice.by_id[sitting.asked]
    if not sitting.progress.answers:
        st.markdown(_INTRODUCTION)
    name = f"situation-{sitting.moves}"
    show_html(_SITUATION, name=name, number=str(sitting.number))
    show_html(_TOLD, words=situation.situation)
    key = f"practise-choice-{sitting.moves}"
    with st.container(key="practise-choices"):
        st.radio(
            "What does the guide say to do?",
            list(CHOICES),
            index=None,
            format_func=CHOICES.__getitem__,
            key=key,
            disabled=sitting.chosen is not None,
        )
    if sitting.chosen is None:
        _show_trouble(sitting)
        st.button("See the answer", type="primary", icon=":material/check:", on_click=_choose, args=(practice, key))
        st.markdown(_NOT_A_CASE)
        if sitting.moves and not sitting.trouble:
            move_focus("situation", name)
    else:
        turns = _wrong_turns(parts.ruleset.hash, situation.id, today, situation, parts.ruleset)
        _show_answer(sitting, situation, turns, reveal(situation, parts, today), parts.corpus)
        st.button("Next situation", type="primary", icon=":material/arrow_forward:", on_click=_next, args=(practice,))
        move_focus("result", f"result-{sitting.moves}")


def _show_answer(
    sitting: Sitting, situation: Situation, turns: dict[Outcome, WrongTurn], revealed: Revealed, corpus: Corpus
) -> None:
    with st.container(key=f"card-{situation.outcome.value}"):
        _show_result(sitting, situation, turns)
    st.subheader("Why", anchor=False)
    st.markdown(to_bullets(revealed.why))
    _show_wrong_turns(sitting, situation, turns)
    _show_clauses(revealed, corpus)
    with st.expander("How the rules came to this", icon=":material/account_tree:"):
        st.markdown("No language model decides. This is the way from the facts to the outcome:")
        st.markdown(to_bullets(revealed.path))
        if revealed.nearly:
            st.markdown("**What would have made a difference**")
            st.markdown(to_bullets(revealed.nearly))
    st.subheader("Remember", anchor=False)
    show_html(_REMEMBER, words=situation.remember)


def _show_result(sitting: Sitting, situation: Situation, turns: dict[Outcome, WrongTurn]) -> None:
    chosen = sitting.chosen
    right = chosen is situation.outcome
    show_html(
        _RESULT,
        result="right" if right else "wrong",
        shape="circle" if right else "octagon",
        mark="✓" if right else "✕",
        said="Right" if right else "Not right",
        name=f"result-{sitting.moves}",
        headline=f"The answer: {CHOICES[situation.outcome]}.",
    )
    if chosen is not None and not right:
        st.markdown(f"You chose “{to_markdown_text(CHOICES[chosen])}”. {to_markdown_text(_why_not(chosen, situation, turns))}")


def _show_wrong_turns(sitting: Sitting, situation: Situation, turns: dict[Outcome, WrongTurn]) -> None:
    """The easy wrong turns in sight, and every other one in an opener."""
    others = [outcome for outcome in CHOICES if outcome not in {sitting.chosen, situation.outcome}]
    easy = [outcome for outcome in others if outcome in situation.wrong]
    rest = [outcome for outcome in others if outcome in turns and outcome not in easy]
    if easy:
        st.subheader("Easy wrong turns", anchor=False)
        st.markdown("\n".join(_wrong_turn(outcome, situation, turns) for outcome in easy))
    if rest:
        with st.expander(f"Why not the other {len(rest)} answers", icon=":material/rule:"):
            st.markdown("\n".join(_wrong_turn(outcome, situation, turns) for outcome in rest))


def _wrong_turn(outcome: Outcome, situation: Situation, turns: dict[Outcome, WrongTurn]) -> str:
    return f"- **{to_markdown_text(CHOICES[outcome])}?** {to_markdown_text(_why_not(outcome, situation, turns))}"


def _why_not(outcome: Outcome, situation: Situation, turns: dict[Outcome, WrongTurn]) -> str:
    """The situation's own sentence, if it has one for this answer, and what the rules say."""
    return " ".join(part for part in (situation.wrong.get(outcome, ""), str(turns.get(outcome, ""))) if part)


def _show_clauses(revealed: Revealed, corpus: Corpus) -> None:
    with st.container(key="derby"):
        st.subheader("Derby’s procedure says", anchor=False)
        show_quotes(revealed.quotes, corpus)
        if revealed.also:
            links = (f"[{to_markdown_text(clause.label)} ({clause.id})]({clause_address(clause.id)})" for clause in revealed.also)
            st.markdown(f"The rules also rest on: {', '.join(links)}. Each opens a new tab.")
    if revealed.national:
        with st.container(key="national"):
            st.subheader("Beyond the chapter", anchor=False)
            for notice in revealed.national:
                st.markdown(f"{to_markdown_text(notice.text)} ([{to_markdown_text(notice.id)}]({clause_address(notice.id)}))")


def _show_trouble(sitting: Sitting) -> None:
    if sitting.trouble:
        with st.container(key="trouble"):
            st.text(sitting.trouble)


def _announcement(sitting: Sitting, situation: Situation) -> str:
    if sitting.trouble or sitting.not_read:
        return sitting.trouble or sitting.not_read
    if sitting.chosen is not None:
        said = "Right." if sitting.chosen is situation.outcome else "Not right. The answer is:"
        return f"Situation {sitting.number}: {said} {SIGNS[situation.outcome].words}."
    before = f"{sitting.note} " if sitting.note else ""
    return f"{before}Situation {sitting.number} to decide." if before or sitting.moves else ""


def _choose(practice: Practice, key: str) -> None:
    sitting = current_sitting(practice)
    keep(choose(sitting, practice.by_id[sitting.asked], st.session_state.get(key)))


def _next(practice: Practice) -> None:
    keep(go_on(current_sitting(practice), practice))
