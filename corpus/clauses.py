"""What a source, a clause and the corpus are. Values only: reading the files is ``ingest.clauses``' work.

A *clause* is the smallest piece of a source that a person would cite. A clause of the procedure is a run of
the source's own characters (``start`` and ``end`` are offsets into the source's text); a *note* is a clause in this
project's own words and has no offsets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NewType

ClauseId = NewType("ClauseId", str)

PROCEDURE = "derby"
"""The id of the one source whose clauses are quoted byte for byte."""


class Status(StrEnum):
    """What kind of authority a source or a note carries."""

    STATUTORY = "statutory"
    ADVICE = "advice"
    LOCAL = "local"
    SUMMARY = "summary"


class Certainty(StrEnum):
    """How surely something is known: read at the publisher's, read elsewhere, general knowledge, or in dispute."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Edition:
    """One known edition in the line of a source."""

    edition: str
    date: str
    note: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its edition, authority, licence and the date on which it was last checked (ISO 8601)."""

    id: str
    title: str
    publisher: str
    edition: str
    status: Status
    licence: str
    address: str
    checked: str
    certainty: Certainty
    file: str
    sha256: str
    reading: str = ""
    faults: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable piece of a source, with its exact words and the everyday questions it answers."""

    id: ClauseId
    source: str
    section: str
    label: str
    text: str
    edition: str
    status: Status
    certainty: Certainty
    address: str
    start: int | None = None
    end: int | None = None
    questions: tuple[str, ...] = ()

    @property
    def is_procedure(self) -> bool:
        """Whether the text is the source's own characters rather than this project's words."""
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where Derby's text is older than, or disagrees with, today's national guidance, and what a reply says then."""

    id: str
    clauses: tuple[ClauseId, ...]
    severity: str
    derby: str
    national: str
    say: str
    notes: tuple[ClauseId, ...]
    certainty: Certainty
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to speak to; a number that could not be verified is ``None``, never a guess."""

    id: str
    name: str
    what_for: str
    number: str | None
    email: str | None
    form: str | None
    hours: str
    area: str
    certainty: Certainty
    note: str
    checked: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What people look up by name, as in the index of a book, and the clauses that are about it, the first to be read first.

    A ``whole`` subject is a list of the source's own, such as the principles: asked for as such, all of it is the answer.
    """

    id: str
    names: tuple[str, ...]
    clauses: tuple[ClauseId, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a settled answer, and the clauses that say so."""

    text: str
    rests_on: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class SettledAnswer:
    """What is answered to a question that many ask, written once. ``asked`` are wordings of it, the plainest first; of the sentences it
    ``says`` the first answers outright. ``subject`` is the file that it stands in ("consent", "law"). ``reach`` are the ids of the contacts
    that were asked for: no sentence holds a number, which goes stale."""

    id: str
    subject: str
    asked: tuple[str, ...]
    says: tuple[Statement, ...]
    reach: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[ClauseId, ...]:
        """The clauses that it rests on, each once, in the order in which they are called on."""
        return tuple(dict.fromkeys(id for statement in self.says for id in statement.rests_on))


@dataclass(frozen=True)
class Corpus:
    """All sources, clauses and what is known beside them, with the procedure's own text and one hash over everything."""

    sources: tuple[Source, ...]
    clauses: tuple[Clause, ...]
    differences: tuple[Difference, ...]
    contacts: tuple[Contact, ...]
    subjects: tuple[Subject, ...]
    answers: tuple[SettledAnswer, ...]
    procedure_text: str = field(repr=False)
    hash: str

    def clause(self, id: str) -> Clause:
        """The clause with this id; ``KeyError`` if there is none."""
        return self._by_id[id]

    def has(self, id: str) -> bool:
        """Whether a clause with this id exists."""
        return id in self._by_id

    def source(self, id: str) -> Source:
        """The source with this id; ``KeyError`` if there is none."""
        return self._sources_by_id[id]

    def contact(self, id: str) -> Contact:
        """The contact with this id; ``KeyError`` if there is none."""
        return self._contacts_by_id[id]

    def answer(self, id: str) -> SettledAnswer:
        """The settled answer with this id; ``KeyError`` if there is none."""
        return self._answers_by_id[id]

    def procedure(self) -> Iterator[Clause]:
        """The procedure's clauses, in the order of its text."""
        return (clause for clause in self.clauses if clause.is_procedure)

    def notes(self) -> Iterator[Clause]:
        """The clauses in this project's own words."""
        return (clause for clause in self.clauses if not clause.is_procedure)

    def differences_on(self, id: str) -> tuple[Difference, ...]:
        """The differences that qualify this clause."""
        return tuple(difference for difference in self.differences if id in difference.clauses)

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _contacts_by_id(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.contacts}

    @cached_property
    def _answers_by_id(self) -> dict[str, SettledAnswer]:
        return {answer.id: answer for answer in self.answers}
