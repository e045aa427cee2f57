"""Writes the short note that a practitioner sends to a manager: what the procedure says, on what, what comes next, what is asked.

Facts come from the closed sheet and people from the closed list of roles, so no word of a message and no name can reach the note.
"""

from collections.abc import Iterator
from datetime import date

from assistant.asides import ManagerWording, load_asides
from assistant.compose.case import usable
from assistant.pipeline import Answer
from assistant.wording import put_in
from corpus.clauses import Corpus
from guardrails.facts import Facts, FactSheet, Provenance
from guardrails.labels import value_label

MOST_CLAUSES = 6
MOST_STEPS = 4

_KIND_OF_QUESTION = "ask"


def to_briefing(answer: Answer, as_of: date, spec: FactSheet, corpus: Corpus) -> str:
    """The note as plain text. ``as_of`` is the day for which the procedure was asked."""
    words = load_asides().manager
    return "\n\n".join("\n".join(part) for part in _parts(answer, as_of, spec, corpus, words) if part)


def _parts(answer: Answer, as_of: date, spec: FactSheet, corpus: Corpus, words: ManagerWording) -> Iterator[list[str]]:
    reply, verdict = answer.reply, answer.verdict
    yield [words.title, words.about]
    yield [put_in(words.says, {"headline": reply.headline}), words.soon[reply.urgency]]
    yield [words.read, *read] if (read := [*_people(answer, words), *_facts(answer.facts, spec, words)]) else [words.nothing_read]
    cited = [corpus.clause(id) for id in (verdict.cites if verdict else ()) if corpus.has(id)][:MOST_CLAUSES]
    yield [words.clauses, *(f"- {clause.label} ({clause.id})" for clause in cited)] if cited else []
    steps = [f"{number}. {step.text}" for number, step in enumerate(reply.steps[:MOST_STEPS], 1)]
    yield [words.next, *steps] if steps else []
    yield [words.done, put_in(words.ask, {"ask": words.asks[verdict.outcome] if verdict else words.unread})]
    yield [put_in(words.closing, {"day": f"{as_of.day} {as_of:%B %Y}", "id": answer.id})]


def _people(answer: Answer, words: ManagerWording) -> Iterator[str]:
    if answer.verdict is None:
        return
    yield put_in(words.child, {"child": usable(answer.particulars.child) or "the child"})
    if recipient := usable(answer.particulars.recipient):
        yield put_in(words.recipient, {"recipient": recipient})


def _facts(facts: Facts, spec: FactSheet, words: ManagerWording) -> Iterator[str]:
    for known in spec.facts:
        fact = facts.stated.get(known.id)
        if fact and known.id != _KIND_OF_QUESTION:
            template = words.stated if fact.provenance is Provenance.PERSON else words.fact
            yield put_in(template, {"fact": known.says, "value": value_label(known.group, fact.value)})
    for id in facts.struck:
        yield put_in(words.struck, {"fact": spec.fact(id).says})
