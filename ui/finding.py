"""Finds clauses, differences and contacts for whoever reads the guide: by id, by the words as they stand, and by meaning."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.parts import Parts
from assistant.retrieve import CLOSE, WEAK
from corpus.clauses import Clause, Contact, Corpus, Difference
from corpus.errors import EmbedderError, IndexFault
from ui.spelling import WORD, vocabulary

TOP = 8
NEAR = 3
"""So many are shown as near where nothing fits."""
_NEAR_NOTES = 4
_CONTACTS = 3
_LITERAL = 4
"""At most so many come first because the words stand in them as they were typed, the chapter's own before the notes."""
_SHORT = 4
"""Up to so many words that say something are looked for as they stand; more are a sentence, and its meaning counts."""
_GOOD = 0.25
"""A clause with this score is shown even where the best one is far better."""
_COMMON = frozenset(
    "a about am an and any are as at be been but by can could did do does for from had has have he her him his how i if in is it "
    "its may me must my no not of on or our say says she should so that the their them there they this to us was we were what when "
    "where which who whom why will with would you your".split()
)
_PLAIN = "The search by meaning is not there, so this looked for your words as they are written."


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first. ``searched`` is what was looked for where words were mended, and empty where none were; ``words``
    are those to mark in what was found; ``weak`` when nothing fits and these are only near; ``fault`` says what could not be used.
    """

    clauses: tuple[Clause, ...] = ()
    contacts: tuple[Contact, ...] = ()
    differences: tuple[Difference, ...] = ()
    searched: str = ""
    words: frozenset[str] = frozenset()
    weak: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Search:
    """Clauses by meaning, each with its score, the best first; ``fault`` says why there are none."""

    clauses: tuple[Clause, ...] = ()
    scores: dict[str, float] = field(default_factory=dict)
    fault: str = ""

    @property
    def best(self) -> float:
        """The best score; 0 with no clause."""
        return max(self.scores.values(), default=0.0)


def find_clause(id: str, corpus: Corpus) -> Clause | None:
    """The clause with this id, in small letters or capitals; ``None`` if there is none."""
    wanted = id.strip().casefold()
    return next((clause for clause in corpus.clauses if clause.id.casefold() == wanted), None)


def find_difference(id: str, corpus: Corpus) -> Difference | None:
    """The difference with this id, in small letters or capitals; ``None`` if there is none."""
    wanted = id.strip().casefold()
    return next((difference for difference in corpus.differences if difference.id.casefold() == wanted), None)


def find(query: str, parts: Parts) -> Found:
    """What fits these words: first what they name by its id, then where they stand as typed, then what means the same.

    Words that the guide does not know are mended, where that finds something better.
    """
    corpus = parts.corpus
    clause, difference = find_clause(query, corpus), find_difference(query, corpus)
    if difference:
        return Found(tuple(corpus.clause(id) for id in difference.clauses), differences=(difference,))
    if clause:
        return Found((clause,), differences=corpus.differences_on(clause.id))
    typed = " ".join(query.split())
    mended = vocabulary(corpus).mend(typed)
    if not any(vocabulary(corpus).knows(word) for word in words_of(mended)):
        return Found()
    searched, search = _better(typed, mended, parts)
    ranked = _ranked(searched, search, corpus)
    first = _literal(searched, search, corpus)
    weak = not first and not search.fault and bool(ranked) and search.best < WEAK
    found = tuple(dict.fromkeys((*first, *ranked)))[: NEAR if weak else TOP]
    changed = searched if searched != typed else ""
    return Found(found, _contacts(searched, corpus), (), changed, words_of(searched), weak, search.fault)


def find_near(clause: Clause, parts: Parts) -> tuple[Clause, ...]:
    """The notes near this clause: those that its differences rest on, then those nearest in meaning."""
    corpus = parts.corpus
    linked = [corpus.clause(id) for difference in corpus.differences_on(clause.id) for id in difference.notes if corpus.has(id)]
    nearest = _by_meaning(f"{clause.label}. {clause.text}", parts, len(linked) + _NEAR_NOTES + TOP).clauses
    unlinked = [note for note in nearest if not note.is_procedure and note not in linked]
    near = dict.fromkeys((*linked, *unlinked[:_NEAR_NOTES]))
    return tuple(note for note in near if note.id != clause.id)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something."""
    return frozenset(WORD.findall(text.casefold())) - _COMMON


def _better(typed: str, mended: str, parts: Parts) -> tuple[str, _Search]:
    """The words as typed or as mended, whichever finds the better clause, with what they find."""
    search = _by_meaning(mended, parts, TOP)
    if mended != typed and not search.fault and not _holding(mended, parts.corpus.clauses):
        other = _by_meaning(typed, parts, TOP)
        if other.best > search.best:
            return typed, other
    return mended, search


def _ranked(query: str, search: _Search, corpus: Corpus) -> tuple[Clause, ...]:
    """The clauses by meaning without those that are far from the best; by plain words where there is no search by meaning."""
    if search.fault:
        return _by_words(query, corpus.clauses, TOP)
    least = min(CLOSE * search.best, _GOOD)
    return tuple(clause for clause in search.clauses if search.scores[clause.id] >= least)


def _literal(query: str, search: _Search, corpus: Corpus) -> tuple[Clause, ...]:
    """The clauses in which the words of a short search stand: all of several, or one that means nothing else."""
    count = len(words_of(query))
    if search.fault or not 1 <= count <= _SHORT or (count == 1 and search.best >= WEAK):
        return ()
    phrase = query.casefold()
    holding = _holding(query, corpus.clauses)
    whole = [clause for clause in holding if phrase in clause.text.casefold()]
    return tuple(sorted(whole or holding, key=lambda clause: not clause.is_procedure)[:_LITERAL])


def _holding(query: str, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that hold every word of the search that says something."""
    wanted = words_of(query)
    return tuple(clause for clause in clauses if wanted and wanted <= words_of(f"{clause.label} {clause.text}"))


def _by_meaning(query: str, parts: Parts, top: int) -> _Search:
    if parts.index is None or parts.encoder is None:
        return _Search(fault=_PLAIN)
    try:
        hits = parts.index.search(query, top, parts.encoder.encode([query])[0])
    except (EmbedderError, IndexFault):
        return _Search(fault=_PLAIN)
    return _Search(tuple(parts.corpus.clause(hit.clause) for hit in hits), {str(hit.clause): hit.score for hit in hits})


def _by_words(query: str, clauses: Iterable[Clause], top: int) -> tuple[Clause, ...]:
    """The clauses that hold most of these words; a word in the label counts twice."""
    wanted = words_of(query)
    scored = [(len(wanted & words_of(clause.text)) + 2 * len(wanted & words_of(clause.label)), clause) for clause in clauses]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(clause for _, clause in best[:top])


def _contacts(query: str, corpus: Corpus) -> tuple[Contact, ...]:
    """The contacts that hold every word of a short search, such as "LADO" or "out of hours"."""
    wanted = words_of(query)
    if not wanted:
        return ()
    fitting = (contact for contact in corpus.contacts if wanted <= words_of(f"{contact.name} {contact.what_for} {contact.hours}"))
    return tuple(fitting)[:_CONTACTS]
