"""Reads the corpus' files into checked records: the manifest, the notes, the questions, the answers, the differences and so on.

Pydantic stands at this edge: an unknown key, a missing one or a wrong type is a fault with its file and place. All faults
are gathered; nothing is read twice.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from corpus.clauses import Certainty, Status

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Record = TypeVar("Record")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EditionRecord(_Strict):
    """One edition in a source's line of editions."""

    edition: Text
    date: str | None = None
    note: str | None = None


class SourceRecord(_Strict):
    """One row of the manifest."""

    id: Text
    title: Text
    publisher: Text
    edition: Text
    status: Status
    licence: Text
    address: Text | None = None
    checked: Text
    certainty: Certainty
    file: Text
    sha256: str | None
    reading: str = ""
    faults: tuple[str, ...] = ()
    editions: tuple[EditionRecord, ...] = ()


class NoteRecord(_Strict):
    """A clause in this project's own words."""

    id: Text
    label: Text
    text: Text
    certainty: Certainty
    status: Status
    edition: Text
    address: Text | None = None


class DifferenceRecord(_Strict):
    """Where Derby's text and today's national guidance part."""

    id: Text
    clauses: tuple[str, ...]
    severity: Text
    derby: Text
    national: Text
    say: Text
    notes: tuple[str, ...] = ()
    certainty: Certainty
    outcomes: tuple[str, ...] = ()


class ContactRecord(_Strict):
    """Somebody to speak to."""

    id: Text
    name: Text
    what_for: Text
    number: str | None = None
    email: str | None = None
    form: str | None = None
    hours: str | None = None
    area: Text
    certainty: Certainty
    note: str | None = None
    address: str | None = None


class SubjectRecord(_Strict):
    """What people look up by name, and the clauses to turn to."""

    id: Text
    names: tuple[Text, ...] = Field(min_length=1)
    clauses: tuple[Text, ...] = Field(min_length=1)
    whole: bool = False


class StatementRecord(_Strict):
    """One sentence of a settled answer."""

    text: Text
    rests_on: tuple[Text, ...] = Field(min_length=1)


class AnswerRecord(_Strict):
    """A settled answer to a question that many ask."""

    id: Text
    asked: tuple[Text, ...] = Field(min_length=1)
    says: tuple[StatementRecord, ...] = Field(min_length=1)
    reach: tuple[Text, ...] = ()


class ClauseNameRecord(_Strict):
    """What a clause of the procedure is called and how it begins."""

    id: Text
    section: Text
    label: Text
    begins: Text


class _Manifest(_Strict):
    checked: Text
    sources: tuple[SourceRecord, ...]


class _Notes(_Strict):
    source: Text
    notes: tuple[NoteRecord, ...]


class _Contacts(_Strict):
    checked: Text
    contacts: tuple[ContactRecord, ...]


class _ClauseNames(_Strict):
    sections: dict[str, str]
    clauses: tuple[ClauseNameRecord, ...]


@dataclass
class SourceFiles:
    """Everything read from a corpus folder, with the faults met on the way and one hash over all bytes."""

    sources: tuple[SourceRecord, ...] = ()
    notes: dict[str, tuple[NoteRecord, ...]] = field(default_factory=dict)
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    differences: tuple[DifferenceRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    contacts_checked: str = ""
    subjects: tuple[SubjectRecord, ...] = ()
    answers: dict[str, tuple[AnswerRecord, ...]] = field(default_factory=dict)
    clause_names: tuple[ClauseNameRecord, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def hash(self) -> str:
        """One SHA-256 over the names and contents of all files read."""
        joined = "\n".join(f"{name} {digest}" for name, digest in sorted(self.sha256.items()))
        return hashlib.sha256(joined.encode()).hexdigest()


def read_sources(folder: Path) -> SourceFiles:
    """Read every file of the corpus in ``folder``. Faults are kept in the result, never raised."""
    files = SourceFiles()
    manifest = _read(files, folder, "sources.yaml", _Manifest)
    contacts = _read(files, folder, "contacts.yaml", _Contacts)
    names = _read(files, folder, "derby/clauses.yaml", _ClauseNames)
    differences = _read(files, folder, "differences.yaml", tuple[DifferenceRecord, ...])
    files.differences = differences or ()
    files.subjects = _read(files, folder, "subjects.yaml", tuple[SubjectRecord, ...]) or ()
    if contacts:
        files.contacts, files.contacts_checked = contacts.contacts, contacts.checked
    if names:
        files.clause_names, files.sections = names.clauses, names.sections
    if manifest:
        files.sources = manifest.sources
    for source in files.sources:
        _read_source(files, folder, source)
    for path in sorted((folder / "questions").glob("*.yaml")):
        _read_questions(files, folder, f"questions/{path.name}")
    for path in sorted((folder / "answers").glob("*.yaml")):
        files.answers[path.stem] = _read(files, folder, f"answers/{path.name}", tuple[AnswerRecord, ...]) or ()
    return files


def _read_source(files: SourceFiles, folder: Path, source: SourceRecord) -> None:
    if source.file.endswith(".yaml"):
        notes = _read(files, folder, source.file, _Notes)
        if notes and notes.source != source.id:
            files.faults.append(f"{source.file}: is of source “{notes.source}”, the manifest says “{source.id}”")
        files.notes[source.id] = notes.notes if notes else ()
    else:
        content = _bytes(files, folder, source.file)
        try:
            files.texts[source.id] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            files.faults.append(f"{source.file}: is not UTF-8 at byte {error.start}; take the published file again")
    actual = files.sha256.get(source.file)
    if source.sha256 is None:
        files.faults.append(f"sources.yaml: source {source.id} has no sha256; run `python -m ingest stamp`")
    elif actual and actual != source.sha256:
        files.faults.append(
            f"{source.file}: differs from the manifest (sha256 {actual[:12]}…, expected {source.sha256[:12]}…); "
            "restore the file, or run `python -m ingest stamp` if the change is meant"
        )


def _read_questions(files: SourceFiles, folder: Path, name: str) -> None:
    questions = _read(files, folder, name, dict[str, tuple[Text, ...]]) or {}
    for clause, asked in questions.items():
        files.questions[clause] = files.questions.get(clause, ()) + asked


def _read(files: SourceFiles, folder: Path, name: str, shape: type[Record]) -> Record | None:
    content = _bytes(files, folder, name)
    if not content:
        return None
    try:
        return TypeAdapter(shape).validate_python(yaml.load(content, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        files.faults.append(f"{name}: is not YAML: {error}")
    except ValidationError as error:
        for problem in error.errors():
            place = ".".join(str(part) for part in problem["loc"])
            files.faults.append(f"{name}: {place}: {problem['msg']}")
    return None


def _bytes(files: SourceFiles, folder: Path, name: str) -> bytes:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        files.faults.append(f"{name}: cannot be read ({error.strerror}); restore it from the repository")
        return b""
    files.sha256[name] = hashlib.sha256(content).hexdigest()
    if not content.strip():
        files.faults.append(f"{name}: is empty; restore it from the repository")
    return content
