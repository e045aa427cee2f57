"""The questions that are answered outright, by subject, each with its answer and the clauses that this rests on.

All of it is one piece of HTML that opens and closes by itself: a change of a control would bring the page back to its first tab.
"""

import streamlit as st

from corpus.clauses import Corpus, SettledAnswer
from ui.markup import Filled, fill, show_filled

_SUBJECTS = {
    "chapter": "The chapter itself",
    "principles": "Principles and everyday practice",
    "consent": "Consent",
    "harm": "Harm and the exceptions",
    "people": "People who ask, and young people's confidences",
    "agencies": "Working with other agencies",
    "law": "The law and national guidance",
    "practice": "In practice: records, technology, teams",
}
"""What each file of settled answers is about, in the order in which they are offered; one that is not here goes by its file's name."""
_LIST = '<div class="answered">{subjects}</div>'
_SUBJECT = "<details><summary>{subject} ({count})</summary>{entries}</details>"
_ENTRY = """<details>
<summary>{asked}</summary><p class="outright">{outright}</p>{rest}<p class="rests">It rests on {clauses}.</p>
</details>"""
_SENTENCE = "<p>{text}</p>"


def show(corpus: Corpus) -> None:
    """Show the questions of the subject that is chosen, each opening to its answer."""
    st.header("Questions and answers", anchor=False)
    st.markdown(
        "Answers to general questions, each with the clauses that it rests on. The first page finds them for a question in your own words; "
        "about a real child, tell it what you saw."
    )
    told = {answer.subject for answer in corpus.answers}
    named = [*(subject for subject in _SUBJECTS if subject in told), *sorted(told - _SUBJECTS.keys())]
    if not named:
        st.markdown("No questions are answered yet.")
        return
    show_filled(fill(_LIST, subjects=[_subject(subject, corpus) for subject in named]))


def _subject(subject: str, corpus: Corpus) -> Filled:
    entries = [_entry(answer, corpus) for answer in corpus.answers if answer.subject == subject]
    return fill(_SUBJECT, subject=_SUBJECTS.get(subject, subject.capitalize()), count=str(len(entries)), entries=entries)


def _entry(answer: SettledAnswer, corpus: Corpus) -> Filled:
    outright, *others = answer.says
    clauses = "; ".join(f"{corpus.clause(id).label} ({id})" for id in answer.clauses)
    rest = [fill(_SENTENCE, text=statement.text) for statement in others]
    return fill(_ENTRY, asked=answer.asked[0], outright=outright.text, rest=rest, clauses=clauses)
