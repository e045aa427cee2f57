"""What an index holds besides Chroma's collection: clauses, subjects, passages, vectors, learned weights and words, as plain files."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.clauses import Clause, ClauseId, Corpus, Subject
from ingest.chunk import Passage
from ingest.lexical import LEXICAL_VERSION, Lexicon, load_lexicon, make_lexicon
from ingest.ranking import RANKING_VERSION, Floats, learn_weights
from ingest.subjects import Subjects

FORMAT = f"6 {RANKING_VERSION} {LEXICAL_VERSION}"
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

    @cached_property
    def owners(self) -> npt.NDArray[np.intp]:
        """The position of each passage's clause."""
        return _owners(self.entries, self.passages)

    @cached_property
    def procedure(self) -> npt.NDArray[np.bool_]:
        """Which clauses are the procedure's own."""
        return _procedure(self.entries)


def make_contents(corpus: Corpus, passages: tuple[Passage, ...], vectors: Floats) -> Contents:
    """The contents for these passages and their vectors, weights and words worked out."""
    entries = tuple(Entry(clause.id, clause.source, clause.label, clause.is_procedure, clause.text) for clause in corpus.clauses)
    weights = learn_weights(vectors, _owners(entries, passages), _procedure(entries))
    titles = {source.id: source.title for source in corpus.sources}
    wholes = ["" if clause.is_procedure else _whole(clause, titles.get(clause.source, "")) for clause in corpus.clauses]
    words, note_words = make_lexicon([passage.text for passage in passages]), make_lexicon(wholes)
    return Contents(entries, passages, vectors, weights, words, note_words, Subjects(corpus.subjects))


def hash_contents(contents: Contents, encoder_name: str) -> str:
    """What answers depend on: the clauses, the passages, the encoder and this code's format; not a float's last bit."""
    return hashlib.sha256(f"{FORMAT}\n{encoder_name}\n{_to_json(contents)}".encode()).hexdigest()


def save_contents(contents: Contents, folder: Path) -> None:
    """Writes the contents into the folder."""
    (folder / "contents.json").write_text(_to_json(contents), "utf-8")
    np.save(folder / "vectors.npy", contents.vectors)
    np.save(folder / "weights.npy", contents.weights)
    contents.lexicon.save(folder / "words")
    contents.note_words.save(folder / "note_words")


def load_contents(folder: Path) -> Contents:
    """The contents that ``save_contents`` wrote."""
    entries, passages, subjects = _read_json(folder)
    vectors, weights = np.load(folder / "vectors.npy"), np.load(folder / "weights.npy")
    words, note_words = load_lexicon(folder / "words", len(passages)), load_lexicon(folder / "note_words", len(entries))
    return Contents(entries, passages, vectors, weights, words, note_words, subjects)


def load_vectors(folder: Path) -> dict[str, Floats]:
    """Every passage's text with its vector, for a build that embeds only what is new; none where an older layout is not understood."""
    try:
        texts = [passage["text"] for passage in json.loads((folder / "contents.json").read_text("utf-8"))["passages"]]
        return dict(zip(texts, np.load(folder / "vectors.npy"), strict=True))
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
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=0)


def _read_json(folder: Path) -> tuple[tuple[Entry, ...], tuple[Passage, ...], Subjects]:
    raw = json.loads((folder / "contents.json").read_text("utf-8"))
    subjects = (Subject(one["id"], tuple(one["names"]), tuple(one["clauses"]), one["whole"]) for one in raw["subjects"])
    return tuple(Entry(**one) for one in raw["clauses"]), tuple(Passage(**one) for one in raw["passages"]), Subjects(tuple(subjects))
