"""Finds the clauses that a question is about: nearest passages, learned weights and words, brought together.

The nearest passages come from a vector store; each answer of the store's is held against the exact search, which takes a tenth of
a millisecond and stands in when the store fails. ``fault`` then says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.clauses import ClauseId, Subject
from corpus.errors import IndexFault
from ingest.answers import SURE
from ingest.contents import Contents
from ingest.embed import Encoder
from ingest.ranking import SUBJECT_NAMES, Floats, fuse, score_owners, similarities_to
from ingest.shelf import REBUILD, Manifest
from ingest.subjects import numbered

_CANDIDATES = 100  # nearest passages whose clauses are ranked; a right clause without one among them has not been seen
_SPOKEN_FOR = 0.1  # a clause for which settled answers speak so loudly is ranked though no passage of it is near
_NEXT = 0.8  # what the name of a subject says of a clause, beside the one listed before it
_BELOW = 0.01  # keeps the clauses of a subject in their order
_AGREE = 1e-4  # the store and numpy round differently; anything more is damage
_MOST = 0.9  # of what the store finds must be among the exact nearest; a graph search may miss one, a damaged one misses many

_NOTHING: tuple[list[int], Floats, Floats] = ([], np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))

Nearest = tuple[npt.NDArray[np.intp], Floats]
"""The rows of the nearest passages and their cosine similarities, nearest first."""


class Store(Protocol):
    """What finds the nearest passages."""

    def nearest(self, queries: Floats, wanted: int) -> list[Nearest]:
        """For each query row the ``wanted`` nearest passages; raises ``IndexFault`` when it cannot tell."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found: its own words, how well it fits, and the passage that was nearest to the question."""

    clause: ClauseId
    source: str
    score: float
    text: str
    passage: str


class ClauseSearch:
    """Finds the clauses that a question is about. Safe to use from several threads."""

    def __init__(self, manifest: Manifest, contents: Contents, store: Store, encoder: Encoder | None = None) -> None:
        self.contents = contents
        self.store = store
        self.fault: str | None = None
        self._manifest = manifest
        self._encoder = encoder
        self._heads = [numbered(entry.label) for entry in contents.entries]
        self._places = {entry.id: place for place, entry in enumerate(contents.entries)}

    @property
    def content_hash(self) -> str:
        """The same for the same corpus and encoder, wherever it was built."""
        return self._manifest.content_hash

    def ask_from_now_on(self, encoder: Encoder) -> None:
        """Take the vectors of queries that come without one from another encoder of the same name."""
        self._encoder = encoder

    def search(
        self,
        query: str,
        top: int = 5,
        vector: Floats | None = None,
        *,
        sources: Collection[str] | None = None,
        procedure_only: bool = False,
    ) -> tuple[Hit, ...]:
        """The clauses that fit best, best first; nothing for an empty query.

        ``vector`` is the query's unit vector, or one row for each part of a long message; without it the encoder given at
        opening is asked.
        """
        ranked, scores, similarities = self._ranked(query, vector) if top >= 1 else _NOTHING
        allowed = self._allowed(sources, procedure_only)
        kept = [place for place in ranked if allowed[place]]
        return tuple(self._hit(place, scores, similarities) for place in kept[:top])

    def search_apart(
        self, query: str, of_procedure: int, of_notes: int, vector: Floats | None = None, *, asks: bool = True
    ) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The procedure's clauses that fit best, and the notes on other guidance that do, each best first, from one search.

        ``asks`` says that the query is a question, for which settled answers speak; a case gains nothing from them and would wait.
        """
        ranked, scores, similarities = self._ranked(query, vector, asks=asks)
        ours = [place for place in ranked if self.contents.procedure[place]][:of_procedure]
        notes = [place for place in ranked if not self.contents.procedure[place]][:of_notes]
        hits = [tuple(self._hit(place, scores, similarities) for place in places) for places in (ours, notes)]
        return hits[0], hits[1]

    def asked_alone(self, query: str) -> Subject | None:
        """The subject, such as the principles, that the query asks for by name and without more."""
        return self.contents.subjects.asked_alone(query)

    def names_subject(self, query: str) -> bool:
        """Whether the query names a subject of the index, such as Caldicott."""
        return bool(self.contents.subjects.named_in(query))

    def settled(self, query: str, vector: Floats | None = None, least: float = SURE) -> tuple[str, ...]:
        """The settled answers to what is asked, one for each row of ``vector`` (as for ``search``), each meant at least so surely; none
        where one is missing."""
        rows = self._to_rows(query, vector)
        found = [self.contents.entries[place].id for place in self._ranked(query, rows)[0]]
        fitting = [self.contents.answers.fitting(row, found, least) for row in rows] if found else []
        return tuple(dict.fromkeys(fitting)) if all(fitting) else ()

    def _ranked(self, query: str, vector: Floats | None, *, asks: bool = True) -> tuple[list[int], Floats, Floats]:
        """The places of the clauses found, best first; every clause's score; every passage's similarity."""
        if not query.strip():
            return _NOTHING
        rows = self._to_rows(query, vector)
        exact = np.array([similarities_to(self.contents.vectors, row) for row in rows])
        nearest = self._nearest(rows, exact)
        likeness = np.max([score_owners(row, self.contents.weights) for row in exact], axis=0)
        words = self.contents.lexicon.scores(query)
        named = self._named(query)
        note_words = self.contents.note_words.scores(query)
        answered = self._answered(rows) if asks else np.zeros_like(likeness)
        scores = fuse(likeness, words, note_words, self.contents.owners, self.contents.procedure, named, answered)
        first = self._put_first(query, scores)
        owners = self.contents.owners[nearest | (words > 0)].tolist()
        candidates = {*first, *owners, *np.flatnonzero((named > 0) | (note_words > 0) | (answered > _SPOKEN_FOR)).tolist()}
        return sorted(candidates, key=lambda place: (-scores[place], self.contents.entries[place].id)), scores, exact.max(axis=0)

    def _answered(self, rows: Floats) -> Floats:
        """How far the settled answers that seem to be meant rest on each clause."""
        meant = np.max([self.contents.answers.scores(row) for row in rows], axis=0)
        spoken: Floats = np.einsum("a,ac->c", meant, self.contents.rests_on)
        return spoken

    def _to_rows(self, query: str, vector: Floats | None) -> Floats:
        if vector is None:
            if self._encoder is None:
                raise ValueError("search needs the query's vector, or an encoder given to open_index")
            vector = self._encoder.encode([query])
        return np.atleast_2d(np.asarray(vector, dtype=np.float32))

    def _nearest(self, rows: Floats, exact: Floats) -> npt.NDArray[np.bool_]:
        """Which passages are among the nearest. Exact search adds what Chroma's graph missed, and stands in where Chroma fails."""
        wanted = min(_CANDIDATES, len(self.contents.passages))
        least = np.partition(exact, -wanted, axis=1)[:, -wanted, None]
        marked: npt.NDArray[np.bool_] = np.any(exact >= least, axis=0)
        try:
            for similarity, bar, (found, told) in zip(exact, least, self.store.nearest(rows, wanted), strict=True):
                if not np.allclose(similarity[found], told, atol=_AGREE):
                    raise IndexFault("its similarities are not those of its passages")
                if np.mean(similarity[found] >= bar - _AGREE) < _MOST:
                    raise IndexFault("its nearest passages are not the exact nearest")
                marked[found] = True
        except IndexFault as fault:
            self.fault = f"The vector store failed while in use ({fault}); exact search stands in. {REBUILD}"
        return marked

    def _named(self, query: str) -> Floats:
        """How surely the query names each clause: wholly by its number, as in "principle 3", and less by its subject, the first most."""
        named = np.array([bool(head and head.search(query)) for head in self._heads], dtype=np.float32)
        for subject in self.contents.subjects.named_in(query):
            for order, id in enumerate(subject.clauses if not subject.whole else ()):
                place = self._places[id]
                named[place] = max(named[place], SUBJECT_NAMES * _NEXT**order)
        return named

    def _put_first(self, query: str, scores: Floats) -> list[int]:
        """Raises the clauses of the subject that is all the query asks for above the others, in its own order; their places."""
        subject, best = self.asked_alone(query), scores.max(initial=0.0)
        places = [self._places[id] for id in subject.clauses] if subject else []
        scores[places] = best + 1.0 - _BELOW * np.arange(len(places))
        return places

    def _allowed(self, sources: Collection[str] | None, procedure_only: bool) -> npt.NDArray[np.bool_]:
        allowed = np.ones(len(self.contents.entries), dtype=np.bool_)
        if sources is not None:
            allowed = np.array([entry.source in sources for entry in self.contents.entries], dtype=np.bool_)
        return allowed & self.contents.procedure if procedure_only else allowed

    def _hit(self, place: int, scores: Floats, similarities: Floats) -> Hit:
        entry = self.contents.entries[place]
        own = np.flatnonzero(self.contents.owners == place)
        nearest = self.contents.passages[own[similarities[own].argmax()]]
        return Hit(entry.id, entry.source, round(float(scores[place]), 5), entry.text, nearest.text)
