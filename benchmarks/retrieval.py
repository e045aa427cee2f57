"""How often the right clause comes first, against three plainer ways of searching the same clauses.

`python -m benchmarks.retrieval --cases FILE --split open|sealed` asks the cases' questions of the index as it would be built.
`python -m benchmarks.retrieval --writers` never touches a case: it asks one writer's everyday questions of an index that holds
only the other's, and holds out a fifth of the notes' questions at a time. The ranking's constants were chosen on that alone.
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import yaml

from corpus.clauses import Clause, Corpus
from ingest.chunk import to_passages
from ingest.clauses import CORPUS_FOLDER, load_corpus
from ingest.contents import make_contents
from ingest.embed import Encoder, prepare_encoder
from ingest.lexical import make_lexicon
from ingest.ranking import Floats
from ingest.search import ClauseSearch, Nearest
from ingest.shelf import Manifest

_DEEP = 10
_Z95 = 1.959964
_WRITERS = ("derby-a", "derby-b")
_FOLDS = 5

Ranker = Callable[[str], Sequence[str]]
"""A question in, clause ids out, best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the clauses of which any is right, and the style it is asked in."""

    text: str
    clauses: frozenset[str]
    style: str


class Remembered:
    """An encoder that embeds each text once in a run."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions = encoder.name, encoder.dimensions
        self._encoder = encoder
        self._vectors: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit row per text."""
        new = sorted(set(texts) - set(self._vectors))
        self._vectors.update(zip(new, self._encoder.encode(new), strict=True))
        return np.array([self._vectors[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


@dataclass(frozen=True, slots=True)
class ExactStore:
    """The store's place taken by exact search, so that a table needs no folders; the index checks that Chroma agrees with it."""

    vectors: Floats

    def nearest(self, queries: Floats, wanted: int) -> list[Nearest]:
        """The exact nearest rows of each query."""
        scores = queries @ self.vectors.T
        return [(order := np.argsort(-row, kind="stable")[:wanted], row[order]) for row in scores]


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("--cases", type=Path, help="YAML list of cases: id, question, clauses, style, split")
    parser.add_argument("--split", choices=["open", "sealed"], default="open")
    parser.add_argument("--writers", action="store_true", help="one writer's questions against the other's index")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "can-i-share-this")
    options = parser.parse_args(arguments)
    if not options.cases and not options.writers:
        parser.error("give --cases FILE, --writers, or both")
    encoder = Remembered(prepare_encoder(None, options.cache))
    corpus = load_corpus(CORPUS_FOLDER)
    if options.writers:
        print_writers(corpus, encoder)
    if options.cases:
        print_cases(corpus, encoder, read_cases(options.cases, options.split))
    return 0


def read_cases(file: Path, split: str) -> list[Question]:
    """The questions of one split."""
    with file.open(encoding="utf-8") as opened:
        raw = yaml.load(opened, Loader=yaml.CSafeLoader)
    cases = raw["cases"] if isinstance(raw, dict) else raw
    return [Question(c["question"], frozenset(c["clauses"]), c.get("style", "")) for c in cases if c.get("split") == split]


def print_cases(corpus: Corpus, encoder: Encoder, questions: list[Question]) -> None:
    """Every way of searching on the same questions, by style and together."""
    rankers = {
        "ours": rank_with_ours(corpus, encoder),
        "ours, procedure only": rank_with_ours(corpus, encoder, procedure_only=True),
        "BM25 on clause text": rank_by_words(corpus),
        "vectors on clause text": rank_by_vectors(corpus.clauses, encoder),
        "splitter and Chroma": rank_with_splitter(corpus, encoder),
    }
    styles = sorted({question.style for question in questions})
    for style in [*styles, "all"]:
        chosen = [question for question in questions if style in (question.style, "all")]
        _print_table(f"{style}: {len(chosen)} questions", {name: (ranker, chosen) for name, ranker in rankers.items()})


def print_writers(corpus: Corpus, encoder: Encoder) -> None:
    """The procedure's questions across writers, and the notes' questions held out a fifth at a time."""
    by_writer = [_read_questions(name) for name in _WRITERS]
    for number, (indexed, asked) in enumerate([by_writer, by_writer[::-1]]):
        other = _with_questions(corpus, indexed)
        questions = [Question(text, frozenset({id}), "") for id, texts in asked.items() for text in texts]
        rankers = {
            "ours": rank_with_ours(other, encoder),
            "ours, procedure only": rank_with_ours(other, encoder, procedure_only=True),
            "nearest passage": rank_by_vectors(other.clauses, encoder, questions_too=True),
            "BM25 on clause text": rank_by_words(other),
            "vectors on clause text": rank_by_vectors(other.clauses, encoder),
        }
        title = f"index with {_WRITERS[number]}, asked {_WRITERS[1 - number]}'s {len(questions)} questions"
        _print_table(title, {name: (ranker, questions) for name, ranker in rankers.items()})
    _print_notes(corpus, encoder)


def rank_with_ours(corpus: Corpus, encoder: Encoder, procedure_only: bool = False, notes_only: bool = False) -> Ranker:
    """The product's own search, over an index of this corpus."""
    passages = to_passages(corpus)
    vectors = encoder.encode([passage.text for passage in passages])
    contents = make_contents(replace(corpus, answers=()), passages, vectors, vectors[:0])
    manifest = Manifest("", "", corpus.hash, encoder.name, encoder.dimensions, len(contents.entries), len(passages), {})
    index = ClauseSearch(manifest, contents, ExactStore(contents.vectors), encoder)
    sources = {note.source for note in corpus.notes()} if notes_only else None
    return lambda query: [hit.clause for hit in index.search(query, _DEEP, sources=sources, procedure_only=procedure_only)]


def rank_by_words(corpus: Corpus) -> Ranker:
    """BM25 over the clauses' own words."""
    lexicon = make_lexicon([clause.text for clause in corpus.clauses])
    return lambda query: _best([clause.id for clause in corpus.clauses], lexicon.scores(query))


def rank_by_vectors(clauses: Iterable[Clause], encoder: Encoder, questions_too: bool = False) -> Ranker:
    """Each clause by the passage of it nearest to the query."""
    pairs = [(c.id, text) for c in clauses for text in (c.text, *(c.questions if questions_too else ()))]
    vectors = encoder.encode([text for _, text in pairs])
    return lambda query: _best([id for id, _ in pairs], vectors @ encoder.encode([query])[0])


def rank_with_splitter(corpus: Corpus, encoder: Encoder) -> Ranker:
    """What a tutorial builds: the whole texts cut by length into Chroma; a piece stands for the clause it shares most with."""
    import chromadb
    from chromadb.config import Settings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50, add_start_index=True)
    owners, pieces = [], []
    for document in splitter.create_documents([corpus.procedure_text]):
        start = document.metadata["start_index"]
        end = start + len(document.page_content)
        shared = [(min(end, c.end or 0) - max(start, c.start or 0), c.id) for c in corpus.procedure()]
        owners.append([id for length, id in sorted(shared, reverse=True) if length > 0])
        pieces.append(document.page_content)
    for note in corpus.notes():
        for piece in splitter.split_text(note.text):
            owners.append([note.id])
            pieces.append(piece)
    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("baseline", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    collection.add(ids=[str(number) for number in range(len(pieces))], embeddings=encoder.encode(pieces))

    def rank(query: str) -> list[str]:
        found = collection.query(query_embeddings=encoder.encode([query]), n_results=_DEEP, include=[])["ids"][0]
        return list(dict.fromkeys(id for number in found for id in owners[int(number)]))

    return rank


def _print_notes(corpus: Corpus, encoder: Encoder) -> None:
    tables: dict[str, list[tuple[Ranker, list[Question]]]] = {"ours": [], "ours, notes only": []}
    for fold in range(_FOLDS):
        held = {note.id: note.questions[fold::_FOLDS] for note in corpus.notes()}
        kept: dict[str, tuple[str, ...]] = {note.id: tuple(q for q in note.questions if q not in held[note.id]) for note in corpus.notes()}
        other = _with_questions(corpus, kept)
        questions = [Question(text, frozenset({id}), "") for id, texts in held.items() for text in texts]
        tables["ours"].append((rank_with_ours(other, encoder), questions))
        tables["ours, notes only"].append((rank_with_ours(other, encoder, notes_only=True), questions))
    count = sum(len(questions) for _, questions in tables["ours"])
    print(f"\nnotes: {count} questions, each asked of an index without it")
    for name, folds in tables.items():
        print(_row(name, [_rank(ranker, question) for ranker, questions in folds for question in questions]))


def _with_questions(corpus: Corpus, questions: Mapping[str, tuple[str, ...]]) -> Corpus:
    clauses = tuple(replace(clause, questions=questions.get(clause.id, clause.questions)) for clause in corpus.clauses)
    return replace(corpus, clauses=clauses)


def _read_questions(name: str) -> Mapping[str, tuple[str, ...]]:
    with (CORPUS_FOLDER / "questions" / f"{name}.yaml").open(encoding="utf-8") as opened:
        raw = yaml.load(opened, Loader=yaml.CSafeLoader)
    return MappingProxyType({id: tuple(texts) for id, texts in raw.items()})


def _best(ids: Sequence[str], scores: Floats) -> list[str]:
    order = np.argsort(-scores, kind="stable")
    return list(dict.fromkeys(ids[place] for place in order if scores[place] > 0))[:_DEEP]


def _rank(ranker: Ranker, question: Question) -> int | None:
    return next((place for place, id in enumerate(ranker(question.text), 1) if id in question.clauses), None)


def _print_table(title: str, rows: Mapping[str, tuple[Ranker, list[Question]]]) -> None:
    print(f"\n{title}")
    for name, (ranker, questions) in rows.items():
        print(_row(name, [_rank(ranker, question) for question in questions]), flush=True)


def _row(name: str, ranks: Sequence[int | None]) -> str:
    cells = []
    for depth in (1, 3, 5):
        right = sum(rank is not None and rank <= depth for rank in ranks)
        low, high = _wilson(right, len(ranks))
        cells.append(f"R@{depth} {right / max(len(ranks), 1):.3f} [{low:.3f}, {high:.3f}]")
    reciprocal = sum(1 / rank for rank in ranks if rank) / max(len(ranks), 1)
    return f"  {name:<24}{'  '.join(cells)}  MRR {reciprocal:.3f}"


def _wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not count:
        return 0.0, 1.0
    share, square = right / count, _Z95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z95 / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


if __name__ == "__main__":
    sys.exit(main())
