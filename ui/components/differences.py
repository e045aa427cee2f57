"""Where the chapter is older than national guidance or disagrees with it, and since which edition."""

import streamlit as st

from corpus.clauses import Corpus, Difference
from ui.components.openers import show_opener
from ui.components.quotes import certainty_label
from ui.markup import to_markdown_text

_GUIDE = "ui/pages/guide.py"
_WEIGHT = {
    "high": "It can change the answer.",
    "medium": "It explains or adds something.",
    "low": "It is a matter of wording.",
    "none": "Nothing differs here.",
}


def show(corpus: Corpus) -> None:
    """Show every difference: the chapter's side, the national side, and how sure the second is."""
    st.header("Where guidance differs", anchor=False)
    st.markdown("An answer names a difference when it matters to the case. The two are never blended.")
    for difference in corpus.differences:
        with st.container(border=True, key=f"difference-{difference.id}"):
            clauses = ", ".join(difference.clauses)
            st.subheader(to_markdown_text(f"{difference.id}: on {clauses}"), anchor=False)
            show_difference(difference, corpus)
            show_difference_opener(difference, f"Open {difference.id}, at an address of its own")
            for clause in difference.clauses:
                show_opener(corpus.clause(clause))


def show_difference_opener(difference: Difference, label: str = "") -> None:
    """A link to this difference's own place, under this label or under its id and what it is on."""
    words = label or f"{difference.id}: where guidance differs on {', '.join(difference.clauses)}"
    st.page_link(_GUIDE, label=to_markdown_text(words), query_params={"clause": difference.id})


def show_difference(difference: Difference, corpus: Corpus) -> None:
    """Show both sides of one difference, apart, with what it rests on and since when."""
    st.markdown(f"**Derby’s procedure:** {to_markdown_text(difference.derby)}")
    st.markdown(f"**National guidance:** {to_markdown_text(difference.national)}")
    for line in since(difference, corpus):
        st.markdown(f"**Since:** {to_markdown_text(line)}")
    weight = _WEIGHT.get(difference.severity, "")
    st.markdown(f"**How sure:** {to_markdown_text(certainty_label(difference.certainty))}. {weight}")


def since(difference: Difference, corpus: Corpus) -> tuple[str, ...]:
    """The editions that say so, each with its source and the notes on it; one whose day is not known says that."""
    notes = [corpus.clause(id) for id in difference.notes if corpus.has(id)]
    editions: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        editions.setdefault((note.source, note.edition), []).append(note.id)
    return tuple(f"{corpus.source(source).title}, {edition} ({', '.join(ids)})" for (source, edition), ids in editions.items())
