"""One clause, opened at its own address: its words, where guidance differs, which rules rest on it, and what is near."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from assistant.parts import Parts
from corpus.clauses import Clause, Corpus
from guardrails.ruleset import Rule, Ruleset
from ui.ages import checked_words
from ui.components import reporting
from ui.components.differences import show_difference, show_difference_opener
from ui.components.focusing import move_focus
from ui.components.guide_words import belongs_to_rule, show_rule, show_words
from ui.components.openers import show_opener, show_way_back
from ui.components.procedure import in_order
from ui.components.quotes import show_place
from ui.components.sources import editions
from ui.finding import find_near
from ui.links import clause_address
from ui.markup import show_html, to_bullets, to_markdown_text
from ui.words import SIGNS

_HEADING = "opened"  # the headings' id; their data-name tells one clause's heading from the next one's
_TITLE = '<h2 class="opened" id="opened" tabindex="-1" data-name="{id}">{label} ({id})</h2>'
_UNKNOWN = """
<section class="unknown" aria-labelledby="opened">
<h2 class="opened" id="opened" tabindex="-1" data-name="{id}">There is no clause “{id}” here</h2>
<p>The link may be old or cut short. Search below, or look through the chapter: its clauses have short ids such as {example}.</p>
</section>
"""
_LONGEST_ID = 40
_QUESTIONS = 6
_RULES = 4


def title(clause: Clause) -> str:
    """What the browser's tab says while this clause is open."""
    return f"{clause.id}: {clause.label}"


def show(clause: Clause, parts: Parts, today: date, back: str, words: Collection[str] = ()) -> None:
    """Show the clause with these words marked and everything that hangs on it. ``back`` names the way back to the guide."""
    corpus = parts.corpus
    with st.container(key="clause"):
        show_way_back(back)
        show_html(_TITLE, label=clause.label, id=clause.id)
        show_words(clause, corpus, words)
        if belongs_to_rule(clause):
            show_rule(clause, corpus, words)
        _show_dates(clause, corpus, today)
        _show_address(clause)
        _show_differences(clause, corpus)
        _show_rules(clause, parts.ruleset, today)
        _show_near(clause, parts)
        _show_questions(clause)
        reporting.show(corpus, clause)
        _show_neighbours(clause, corpus)
    move_focus(_HEADING, clause.id)


def show_unknown(id: str, corpus: Corpus) -> None:
    """Say that there is no such clause, in its characters, and where to look."""
    shown = id if len(id) <= _LONGEST_ID else f"{id[:_LONGEST_ID]}…"
    example = next(corpus.procedure(), None)
    show_html(_UNKNOWN, id=shown, example=example.id if example else "E2")
    move_focus(_HEADING, shown)


def _show_dates(clause: Clause, corpus: Corpus, today: date) -> None:
    source = corpus.source(clause.source)
    st.markdown(to_markdown_text(f"The source was {checked_words(source.checked, today)}."))
    if clause.start is not None and clause.end is not None:
        with st.expander("See it in its place in the chapter", icon=":material/article:"):
            show_place(clause.id, clause.start, clause.end, corpus)
    if source.editions:
        with st.expander("Editions of this source", icon=":material/history_edu:"):
            st.markdown(to_bullets(editions(source)))


def _show_address(clause: Clause) -> None:
    st.markdown("A link to this clause, to copy:")
    st.code(clause_address(clause.id, st.context.url), language=None, wrap_lines=True)


def _show_differences(clause: Clause, corpus: Corpus) -> None:
    st.subheader("Where national guidance differs", anchor=False)
    differences = corpus.differences_on(clause.id) or tuple(one for one in corpus.differences if clause.id in one.notes)
    if not differences:
        st.markdown("No difference is known on this clause.")
    for difference in differences:
        with st.container(border=True, key=f"differs-{difference.id}"):
            st.markdown(f"**{to_markdown_text(difference.id)}.** {to_markdown_text(difference.say)}")
            show_difference(difference, corpus)
            show_difference_opener(difference, f"Open {difference.id}")
            if not clause.is_procedure:
                for id in difference.clauses:
                    show_opener(corpus.clause(id))


def _show_rules(clause: Clause, ruleset: Ruleset, today: date) -> None:
    st.subheader("Rules that rest on it", anchor=False)
    rules = tuple(rule for rule in ruleset.members(ruleset.in_force(today)) if clause.id in rule.cites)
    if not rules:
        st.markdown("No rule rests on this clause alone. It is shown where it is near to a question.")
        return
    st.markdown("Rules, not a language model, decide an outcome. These cite this clause:")
    st.markdown("\n".join(map(_to_line, rules[:_RULES])))
    if len(rules) > _RULES:
        with st.expander(f"The other {len(rules) - _RULES} rules", icon=":material/rule:"):
            st.markdown("\n".join(map(_to_line, rules[_RULES:])))


def _to_line(rule: Rule) -> str:
    outcome = SIGNS[rule.then.outcome].words if rule.then.outcome else "Adds to what other rules decide"
    return f"- {to_markdown_text(rule.says)} **{to_markdown_text(outcome)}.** {to_markdown_text(f'{rule.why} ({rule.id})')}"


def _show_near(clause: Clause, parts: Parts) -> None:
    near = find_near(clause, parts)
    if near:
        st.subheader("Notes near it", anchor=False)
        st.markdown("From the law and guidance, in this project’s words. The first are those that its differences rest on.")
        with st.container(key="near"):
            for note in near:
                show_opener(note)


def _show_questions(clause: Clause) -> None:
    if clause.questions:
        shown = clause.questions[:_QUESTIONS]
        with st.expander(f"Everyday questions that it answers ({len(shown)} of {len(clause.questions)})", icon=":material/forum:"):
            st.markdown("Invented, and worded as people type them:")
            st.markdown(to_bullets(shown))


def _show_neighbours(clause: Clause, corpus: Corpus) -> None:
    ordered = in_order(corpus) if clause.is_procedure else tuple(note for note in corpus.notes() if note.source == clause.source)
    place = ordered.index(clause)
    with st.container(key="neighbours"):
        if place > 0:
            show_opener(ordered[place - 1], f"Before it: {title(ordered[place - 1])}")
        if place + 1 < len(ordered):
            show_opener(ordered[place + 1], f"After it: {title(ordered[place + 1])}")
