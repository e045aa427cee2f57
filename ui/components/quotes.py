"""Quotes: the procedure's own words with their place in the chapter, and this project's summaries of other sources."""

import streamlit as st

from assistant.reply import Quote
from corpus.clauses import Certainty, Clause, Corpus, Status
from ui.links import clause_address, to_link
from ui.markup import show_html, to_markdown_text
from ui.words import CERTAINTY, STATUS

_QUOTE = """
<figure class="quote">
<blockquote>{words}</blockquote>
<figcaption>{cited}</figcaption>
</figure>
"""
_WORDS = '<blockquote class="clause">{words}</blockquote>'
_PLACE = '<div class="place" role="group" aria-label="{label}">{before}<mark>{words}</mark>{after}</div>'


def show_quotes(quotes: tuple[Quote, ...], corpus: Corpus) -> None:
    """Show each quote, with an opener that shows the words in their place."""
    for quote in quotes:
        if quote.start is None or quote.end is None:
            show_note(quote)
        else:
            place = f"{quote.label} ({quote.clause}), section {quote.section}"
            source = f"{quote.title}, {quote.edition}, {status_label(quote.status)}"
            show_html(_QUOTE, words=quote.text, cited=f"{place}. {source}.")
            with st.expander(f"See {quote.clause} in its place in the chapter", icon=":material/article:"):
                show_place(quote.clause, quote.start, quote.end, corpus)
                address = clause_address(quote.clause)
                st.markdown(f"[Read {to_markdown_text(quote.clause)} in the guide]({address}) (opens a new tab)")


def show_note(quote: Quote) -> None:
    """Show a summary as a summary: whose, how sure, and where the source itself is."""
    with st.container(border=True):
        st.markdown(f"**Our summary, not a quotation ({to_markdown_text(quote.clause)}).** {to_markdown_text(quote.text)}")
        source = f"{quote.title}, {quote.edition}, {status_label(quote.status)}; {certainty_label(quote.certainty)}."
        st.markdown(to_markdown_text(source) + (f" {to_link(quote.address)}" if quote.address else ""))


def show_clause(clause: Clause, corpus: Corpus) -> None:
    """Show a clause's words: the procedure's own in its own characters, a summary as a summary, and where they are from."""
    if clause.is_procedure:
        show_html(_WORDS, words=clause.text)
    else:
        st.markdown(f"**Our summary, not a quotation.** {to_markdown_text(clause.text)}")
    link = f" {to_link(clause.address)}" if clause.address and not clause.is_procedure else ""
    st.markdown(to_markdown_text(cited(clause, corpus)) + link)


def cited(clause: Clause, corpus: Corpus) -> str:
    """Where a clause is from: source, edition, status and how sure, as one sentence."""
    source = corpus.source(clause.source).title
    about = f"{clause.edition}, {status_label(clause.status)}; {certainty_label(clause.certainty)}."
    return f"{source}, section {clause.section}, {about}" if clause.is_procedure else f"{source}, {about}"


def status_label(status: str) -> str:
    """What kind of authority this is, in words."""
    return STATUS[Status(status)] if status in set(Status) else status


def certainty_label(certainty: str) -> str:
    """How sure this is, in words."""
    return CERTAINTY[Certainty(certainty)] if certainty in set(Certainty) else certainty


def show_place(clause: str, start: int, end: int, corpus: Corpus) -> None:
    """Show the words of a clause, marked, between those before and after them in the chapter."""
    first, last = _neighbours(corpus, start, end)
    text = corpus.procedure_text
    show_html(
        _PLACE,
        label=f"The chapter around {clause}",
        before=("… " if first else "") + text[first:start],
        words=text[start:end],
        after=text[end:last] + (" …" if last < len(text) else ""),
    )


def _neighbours(corpus: Corpus, start: int, end: int) -> tuple[int, int]:
    """Where the clause before begins and where the clause after ends."""
    spans = [(clause.start or 0, clause.end or 0) for clause in corpus.procedure()]
    before = [left for left, _ in spans if left < start]
    after = [right for _, right in spans if right > end]
    return max(before, default=start), min(after, default=end)
