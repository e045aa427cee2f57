"""What an index holds besides Chroma's collection, as plain files: clauses, passages, vectors, weights, words, settled answers."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.clauses import Clause, ClauseId, Corpus, Subject
from ingest.answers import Answers, Asked
from ingest.chunk import Passage
from ingest.lexical import LEXICAL_VERSION, Lexicon, load_lexicon, make_lexicon
from ingest.ranking import RANKING_VERSION, Floats, learn_answer_weights, learn_clause_weights, order_clauses
from ingest.subjects import Subjects

FORMAT = f"9 {RANKING_VERSION} {LEXICAL_VERSION}"
"""What an index must have been built with to be read by this code; raise its number when the files' layout changes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause as the index knows it."""

    id: ClauseId
    source: str
    label: str
    procedure: bool
    text: str


@dataclass(frozen=True)
class Contents:
    """Everything that ranks a question, in one order: passage ``n`` has row ``n`` of the vectors and of the weights.

    ``lexicon`` is over the passages, ``note_words`` over the notes as wholes: clause ``n`` is its text ``n``, empty for the procedure.
    """

    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    vectors: Floats
    weights: Floats
    lexicon: Lexicon
    note_words: Lexicon
    subjects: Subjects
    answers: Answers

    @cached_property
    def owners(self) -> npt.NDArray[np.intp]:
        """The position of each passage's clause."""
        return _owners(self.entries, self.passages)

    @cached_property
    def procedure(self) -> npt.NDArray[np.bool_]:
        """Which clauses are the procedure's own."""
        return _procedure(self.entries)

    @cached_property
    def rests_on(self) -> Floats:
        """How much each settled answer counts for each clause."""
        places = {entry.id: place for place, entry in enumerate(self.entries)}
        return order_clauses([[places[id] for id in answer.clauses] for answer in self.answers.entries], len(self.entries))


def make_contents(corpus: Corpus, passages: tuple[Passage, ...], vectors: Floats, asked: Floats) -> Contents:
    """The contents for these passages and their vectors, the rest worked out; ``asked`` are the vectors of the answers' wordings."""
    entries = tuple(Entry(clause.id, clause.source, clause.label, clause.is_procedure, clause.text) for clause in corpus.clauses)
    weights = learn_clause_weights(vectors, _owners(entries, passages), _procedure(entries))
    titles = {source.id: source.title for source in corpus.sources}
    wholes = ["" if clause.is_procedure else _whole(clause, titles.get(clause.source, "")) for clause in corpus.clauses]
    words, note_words = make_lexicon([passage.text for passage in passages]), make_lexicon(wholes)
    answers = make_answers(asked_of(corpus), asked)
    return Contents(entries, passages, vectors, weights, words, note_words, Subjects(corpus.subjects), answers)


def make_answers(entries: tuple[Asked, ...], vectors: Floats) -> Answers:
    """The settled answers with what was learned from their wordings, whose vectors these are."""
    owners = np.repeat(np.arange(len(entries)), [len(entry.wordings) for entry in entries])
    return Answers(entries, learn_answer_weights(vectors, owners, len(entries)))


def asked_of(corpus: Corpus) -> tuple[Asked, ...]:
    """The settled answers of a corpus, as its index knows them."""
    return tuple(Asked(answer.id, answer.asked, answer.clauses) for answer in corpus.answers)


def hash_contents(contents: Contents, encoder_name: str) -> str:
    """What answers depend on: the clauses, the passages, the encoder and this code's format; not a float's last bit."""
    return hashlib.sha256(f"{FORMAT}\n{encoder_name}\n{_to_json(contents)}".encode()).hexdigest()


def save_contents(contents: Contents, asked: Floats, folder: Path) -> None:
    """Writes the contents into the folder, and beside them the vectors of the answers' wordings, for the next build."""
    (folder / "contents.json").write_text(_to_json(contents), "utf-8")
    np.save(folder / "vectors.npy", contents.vectors)
    np.save(folder / "weights.npy", contents.weights)
    np.save(folder / "asked.npy", asked)
    np.save(folder / "asked_weights.npy", contents.answers.weights)
    contents.lexicon.save(folder / "words")
    contents.note_words.save(folder / "note_words")


def load_contents(folder: Path) -> Contents:
    """The contents that ``save_contents`` wrote."""
    entries, passages, subjects, asked = _read_json(folder)
    vectors, weights = np.load(folder / "vectors.npy"), np.load(folder / "weights.npy")
    answers = Answers(asked, np.load(folder / "asked_weights.npy"))
    words, note_words = load_lexicon(folder / "words", len(passages)), load_lexicon(folder / "note_words", len(entries))
    return Contents(entries, passages, vectors, weights, words, note_words, subjects, answers)


def load_vectors(folder: Path) -> dict[str, Floats]:
    """Every text with its vector, for a build that embeds only what is new; none where an older layout is not understood."""
    try:
        raw = json.loads((folder / "contents.json").read_text("utf-8"))
        passages = dict(zip((passage["text"] for passage in raw["passages"]), np.load(folder / "vectors.npy"), strict=True))
        asked = (wording for answer in raw["answers"] for wording in answer["wordings"])
        return {**passages, **dict(zip(asked, np.load(folder / "asked.npy"), strict=True))}
    except (KeyError, TypeError, ValueError, OSError):
        return {}


def _whole(note: Clause, title: str) -> str:
    """All the words by which a note is asked for: its source's short name as its id has it, what it is called, says and answers."""
    return "\n".join((note.id.split("-")[0], title, note.label, note.text, *note.questions))


def _owners(entries: tuple[Entry, ...], passages: tuple[Passage, ...]) -> npt.NDArray[np.intp]:
    places = {entry.id: place for place, entry in enumerate(entries)}
    return np.array([places[passage.clause] for passage in passages], dtype=np.intp)


def _procedure(entries: tuple[Entry, ...]) -> npt.NDArray[np.bool_]:
    return np.array([entry.procedure for entry in entries], dtype=np.bool_)


def _to_json(contents: Contents) -> str:
    plain = {
        "clauses": [asdict(entry) for entry in contents.entries],
        "passages": [asdict(passage) for passage in contents.passages],
        "subjects": [asdict(subject) for subject in contents.subjects.entries],
        "answers": [asdict(answer) for answer in contents.answers.entries],
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=0)


def _read_json(folder: Path) -> tuple[tuple[Entry, ...], tuple[Passage, ...], Subjects, tuple[Asked, ...]]:
    raw = json.loads((folder / "contents.json").read_text("utf-8"))
    subjects = (Subject(one["id"], tuple(one["names"]), tuple(one["clauses"]), one["whole"]) for one in raw["subjects"])
    asked = (Asked(one["id"], tuple(one["wordings"]), tuple(one["clauses"])) for one in raw["answers"])
    entries, passages = (Entry(**one) for one in raw["clauses"]), (Passage(**one) for one in raw["passages"])
    return tuple(entries), tuple(passages), Subjects(tuple(subjects)), tuple(asked)
