"""The corpus is whole, and every planted fault of its files is named with its place."""

import shutil
from pathlib import Path

import pytest

from corpus.clauses import Corpus
from corpus.errors import CorpusError
from ingest.clauses import CORPUS_FOLDER, load_corpus, read_corpus
from ingest.stamp import stamp


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CORPUS_FOLDER, tmp_path / "corpus", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def test_every_procedure_clause_equals_its_span(corpus: Corpus) -> None:
    clauses = list(corpus.procedure())
    assert len(clauses) == 29
    assert all(clause.text == corpus.procedure_text[clause.start : clause.end] for clause in clauses)


def test_consent_clauses_are_cited_under_section_3(corpus: Corpus) -> None:
    assert {corpus.clause(id).section for id in ("C1", "C7", "E1", "E3")} == {"3 Consent"}


def test_there_are_at_least_120_notes_with_questions_of_their_own(corpus: Corpus) -> None:
    notes = list(corpus.notes())
    assert len(notes) >= 120
    assert min(len(note.questions) for note in notes) >= 4
    assert min(len(clause.questions) for clause in corpus.procedure()) >= 12


def test_the_fifteen_differences_qualify_clauses_that_exist(corpus: Corpus) -> None:
    assert [difference.id for difference in corpus.differences] == [f"D{number}" for number in range(1, 16)]
    assert {d.id for d in corpus.differences_on("C5")} >= {"D3"}
    assert {d.id for d in corpus.differences_on("C3")} >= {"D4"}


def test_a_difference_speaks_with_the_voice_of_the_source_it_names(corpus: Corpus) -> None:
    for difference in corpus.differences:
        if difference.notes and " says " in difference.say.partition(".")[0]:
            named = corpus.clause(difference.notes[0]).source
            assert difference.say.startswith("Local procedure says" if named == "local" else "National guidance now says")
            assert named not in {"practice", "pa"}


def test_an_unverified_number_is_not_printed_as_one(corpus: Corpus) -> None:
    assert corpus.contact("consultation_line_derby").number is None
    assert corpus.contact("emergency").number == "999"


def test_the_shipped_corpus_has_no_fault_at_all() -> None:
    assert read_corpus(CORPUS_FOLDER, thorough=True)[1] == ()


PLANTED = [
    ("notes/wt.yaml", "id: WT-1\n", "id: WT-2\n", "WT-2 appears 2 times"),
    ("notes/wt.yaml", "certainty: reported", "certainty: certain", "certainty"),
    ("questions/wt.yaml", "WT-1:", "WT-999:", "WT-999, which is no clause"),
    ("differences.yaml", "id: D1\n", "id: D2\n", "D2 appears 2 times"),
    ("contacts.yaml", "area: ", "aera: ", "aera"),
    ("derby/clauses.yaml", "begins: \"This chapter", "begins: \"That chapter", "S1 is not in the text"),
    ("derby/1.1.8-information-sharing-guide.txt", "overruling", "overriding", "differs from the manifest"),
    ("sources.yaml", "sha256: ", "sha265: ", "sha265"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), PLANTED)
def test_a_planted_fault_is_named(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert named in str(caught.value)


@pytest.mark.parametrize("file", ["sources.yaml", "notes/law.yaml", "contacts.yaml", "derby/1.1.8-information-sharing-guide.txt"])
@pytest.mark.parametrize("damage", ["missing", "empty", "binary"])
def test_a_missing_empty_or_binary_file_is_named(folder: Path, file: str, damage: str) -> None:
    path = folder / file
    path.unlink()
    if damage != "missing":
        path.write_bytes(b"" if damage == "empty" else b"\xff\xfe\x00\x80" * 40)
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert file.rsplit("/", 1)[-1] in str(caught.value)


def test_a_question_in_its_clauses_own_words_is_a_fault(folder: Path) -> None:
    path = folder / "questions" / "derby-a.yaml"
    path.write_text(path.read_text("utf-8").replace("\nP6:\n", '\nP6:\n- "is information shared securely then"\n', 1), encoding="utf-8")
    assert any("shares “shared securely”" in fault for fault in read_corpus(folder, thorough=True)[1])


def test_stamping_makes_a_meant_change_whole_again(folder: Path) -> None:
    path = folder / "notes" / "wt.yaml"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    with pytest.raises(CorpusError):
        load_corpus(folder)
    assert stamp(folder) == ("wt",)
    assert load_corpus(folder).hash != load_corpus().hash


def test_one_changed_byte_changes_the_hash(folder: Path) -> None:
    before = load_corpus(folder).hash
    path = folder / "questions" / "wt.yaml"
    path.write_text(path.read_text("utf-8") + "# a word\n", encoding="utf-8")
    assert load_corpus(folder).hash != before
