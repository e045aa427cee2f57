"""Finds clauses and contacts for whoever reads the guide: by id, by meaning, and by plain words where the index is missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.parts import Parts
from assistant.retrieve import WEAK
from corpus.clauses import Clause, Contact, Corpus
from corpus.errors import EmbedderError, IndexFault

TOP = 8
_NEAR = 4
_CONTACTS = 3
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_COMMON = frozenset(
    "a about am an and any are as at be been but by can could did do does for from had has have he her him his how i if in is it "
    "its may me must my no not of on or our say says she should so that the their them there they this to us was we were what when "
    "where which who whom why will with would you your".split()
)
_PLAIN = "The search by meaning is not there, so this looked for your words as they are written."


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first. ``weak`` when nothing fits well; ``fault`` says what could not be used."""

    clauses: tuple[Clause, ...] = ()
    contacts: tuple[Contact, ...] = ()
    weak: bool = False
    fault: str = ""


def find_clause(id: str, corpus: Corpus) -> Clause | None:
    """The clause with this id, in small letters or capitals; ``None`` if there is none."""
    wanted = id.strip().casefold()
    return next((clause for clause in corpus.clauses if clause.id.casefold() == wanted), None)


def find(query: str, parts: Parts) -> Found:
    """The clauses and contacts for these words; a clause that they name by its id comes first."""
    if not query.strip():
        return Found()
    named = find_clause(query, parts.corpus)
    first = (named,) if named else ()
    clauses, score, fault = _by_meaning(query, parts, TOP)
    if fault:
        clauses = _by_words(query, parts.corpus.clauses, TOP)
    rest = tuple(clause for clause in clauses if clause not in first)
    weak = not first and not fault and bool(rest) and score < WEAK
    return Found((*first, *rest)[:TOP], _contacts(query, parts.corpus), weak, fault)


def find_near(clause: Clause, parts: Parts) -> tuple[Clause, ...]:
    """The notes near this clause: those that its differences rest on, then those nearest in meaning."""
    corpus = parts.corpus
    linked = [corpus.clause(id) for difference in corpus.differences_on(clause.id) for id in difference.notes if corpus.has(id)]
    nearest, _, _ = _by_meaning(f"{clause.label}. {clause.text}", parts, len(linked) + _NEAR + TOP)
    unlinked = [note for note in nearest if not note.is_procedure and note not in linked]
    near = dict.fromkeys((*linked, *unlinked[:_NEAR]))
    return tuple(note for note in near if note.id != clause.id)


def _by_meaning(query: str, parts: Parts, top: int) -> tuple[tuple[Clause, ...], float, str]:
    """The clauses by meaning with the best one's score, or the reason why there are none."""
    if parts.index is None or parts.encoder is None:
        return (), 0.0, _PLAIN
    try:
        hits = parts.index.search(query, top, parts.encoder.encode([query])[0])
    except (EmbedderError, IndexFault):
        return (), 0.0, _PLAIN
    return tuple(parts.corpus.clause(hit.clause) for hit in hits), hits[0].score if hits else 0.0, ""


def _by_words(query: str, clauses: Iterable[Clause], top: int) -> tuple[Clause, ...]:
    """The clauses that hold most of these words; a word in the label counts twice."""
    wanted = _words(query)
    scored = [(len(wanted & _words(clause.text)) + 2 * len(wanted & _words(clause.label)), clause) for clause in clauses]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(clause for _, clause in best[:top])


def _contacts(query: str, corpus: Corpus) -> tuple[Contact, ...]:
    """The contacts that hold every word of a short search, such as "LADO" or "out of hours"."""
    wanted = _words(query)
    if not wanted:
        return ()
    fitting = (contact for contact in corpus.contacts if wanted <= _words(f"{contact.name} {contact.what_for} {contact.hours}"))
    return tuple(fitting)[:_CONTACTS]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _COMMON
