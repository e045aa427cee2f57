"""The words of a clause as the guide shows them: with what was searched for marked, and an exception beside the rule it belongs to."""

import re
from collections.abc import Collection

import streamlit as st

from corpus.clauses import Clause, Corpus
from guardrails.verdict import EXCEPTIONS
from ui.components.openers import show_opener
from ui.components.quotes import cited
from ui.links import to_link
from ui.markup import show_marked, to_markdown_text

RULE = "C7"
"""The clause that the exceptions belong to: lack of consent never compromises safety."""

_WORDS = '<blockquote class="clause">{words}</blockquote>'
_NOTE = '<p class="summary"><strong>Our summary, not a quotation.</strong> {words}</p>'
_SHORTEST = 3
_ENDINGS = r"(?:s|es|d|ed|ing|ly|['’]s)?"


def spans_of(text: str, words: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where these words stand in the text, whatever their case or ending."""
    stems = sorted({word[:-1] if word.endswith("s") else word for word in words if len(word) >= _SHORTEST}, key=len, reverse=True)
    if not stems:
        return ()
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))}){_ENDINGS}\b", re.IGNORECASE)
    return tuple(match.span() for match in wanted.finditer(text))


def show_words(clause: Clause, corpus: Corpus, words: Collection[str] = ()) -> None:
    """Show a clause's words with these words marked, a summary as a summary, and where they are from."""
    spans = spans_of(clause.text, words)
    if clause.is_procedure:
        show_marked(_WORDS, clause.text, spans)
    else:
        show_marked(_NOTE, clause.text, spans)
    link = f" {to_link(clause.address)}" if clause.address and not clause.is_procedure else ""
    st.markdown(to_markdown_text(cited(clause, corpus)) + link)


def belongs_to_rule(clause: Clause) -> bool:
    """Whether this is an exception, or the rule that the exceptions belong to."""
    return clause.id in {RULE, *EXCEPTIONS}


def show_rule(clause: Clause, corpus: Corpus, words: Collection[str] = ()) -> None:
    """Show the rule and all its exceptions in the chapter's own words, this clause among them: none of them is read alone."""
    st.subheader("The rule and its exceptions, together", anchor=False)
    st.markdown(f"{RULE} is the rule, and any one of the exceptions is enough.")
    with st.container(key="rule-and-exceptions"):
        for id in (RULE, *EXCEPTIONS):
            member = corpus.clause(id)
            if member.id == clause.id:
                st.markdown(f"**{to_markdown_text(f'{member.id}: {member.label}')}** (the clause that is open)")
            else:
                show_opener(member)
            show_marked(_WORDS, member.text, spans_of(member.text, words))
