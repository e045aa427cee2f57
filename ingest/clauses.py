"""Puts the corpus together: the procedure's clauses, the notes, and what is known beside them."""

from collections.abc import Iterator
from pathlib import Path

from corpus.clauses import (
    PROCEDURE,
    Clause,
    ClauseId,
    Contact,
    Corpus,
    Difference,
    Edition,
    SettledAnswer,
    Source,
    Statement,
    Subject,
)
from corpus.errors import CorpusError
from ingest.check import faults_of
from ingest.parse import ClauseName, Parsed, parse_procedure
from ingest.sources import SourceFiles, SourceRecord, read_sources

CORPUS_FOLDER = Path(__file__).resolve().parent.parent / "corpus"


def load_corpus(folder: Path = CORPUS_FOLDER) -> Corpus:
    """Read, parse and check the corpus in ``folder``.

    Raises:
        CorpusError: with every fault of every file, if there is one.
    """
    corpus, faults = read_corpus(folder)
    if faults:
        raise CorpusError(faults)
    return corpus


def read_corpus(folder: Path, *, thorough: bool = False) -> tuple[Corpus, tuple[str, ...]]:
    """The corpus as far as it can be read, and its faults; ``thorough`` adds the checks of wording, which take longer."""
    files = read_sources(folder)
    parsed = _parse(files)
    corpus = Corpus(
        sources=tuple(_source(record) for record in files.sources),
        clauses=tuple(_clauses(files, parsed)),
        differences=tuple(_differences(files)),
        contacts=tuple(_contacts(files)),
        subjects=tuple(Subject(s.id, s.names, tuple(map(ClauseId, s.clauses)), s.whole) for s in files.subjects),
        answers=tuple(_answers(files)),
        procedure_text=files.texts.get(PROCEDURE, ""),
        hash=files.hash,
    )
    return corpus, (*files.faults, *parsed.faults, *faults_of(corpus, files.questions, thorough=thorough))


def _parse(files: SourceFiles) -> Parsed:
    names = tuple(ClauseName(n.id, n.section, n.label, n.begins) for n in files.clause_names)
    return parse_procedure(files.texts.get(PROCEDURE, ""), names, files.sections)


def _source(record: SourceRecord) -> Source:
    editions = tuple(Edition(e.edition, e.date or "", e.note or "") for e in record.editions)
    return Source(
        record.id, record.title, record.publisher, record.edition, record.status, record.licence, record.address or "",
        record.checked, record.certainty, record.file, record.sha256 or "", record.reading, record.faults, editions,
    )  # fmt: skip


def _clauses(files: SourceFiles, parsed: Parsed) -> Iterator[Clause]:
    text = files.texts.get(PROCEDURE, "")
    for record in files.sources:
        if record.id == PROCEDURE:
            for piece in parsed.clauses():
                if piece.name:
                    title = files.sections.get(piece.name.section, "")
                    section = f"{piece.name.section} {title}" if piece.name.section != "0" else title
                    yield Clause(
                        ClauseId(piece.name.id), record.id, section, piece.name.label, text[piece.start : piece.end],
                        record.edition, record.status, record.certainty, record.address or "", piece.start, piece.end,
                        files.questions.get(piece.name.id, ()),
                    )  # fmt: skip
        for note in files.notes.get(record.id, ()):
            yield Clause(
                ClauseId(note.id), record.id, record.title, note.label, note.text, note.edition, note.status,
                note.certainty, note.address or record.address or "", questions=files.questions.get(note.id, ()),
            )  # fmt: skip


def _differences(files: SourceFiles) -> Iterator[Difference]:
    for record in files.differences:
        yield Difference(
            record.id, tuple(map(ClauseId, record.clauses)), record.severity, record.derby, record.national, record.say,
            tuple(map(ClauseId, record.notes)), record.certainty, record.outcomes,
        )  # fmt: skip


def _contacts(files: SourceFiles) -> Iterator[Contact]:
    for record in files.contacts:
        yield Contact(
            record.id, record.name, record.what_for, record.number, record.email, record.form, record.hours or "", record.area,
            record.certainty, record.note or "", files.contacts_checked,
        )  # fmt: skip


def _answers(files: SourceFiles) -> Iterator[SettledAnswer]:
    for subject, records in files.answers.items():
        for record in records:
            says = tuple(Statement(sentence.text, tuple(map(ClauseId, sentence.rests_on))) for sentence in record.says)
            yield SettledAnswer(record.id, subject, record.asked, says, record.reach)
