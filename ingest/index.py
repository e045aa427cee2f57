"""The search index, and the one door to chromadb and to LangChain's retriever type.

Chroma finds the nearest passages; the learned weights (``ingest.ranking``) and the words (``ingest.lexical``) order their
clauses. Chroma writes to its files merely by opening them, so each process opens a private copy and the index on the shelf stays as
it was hashed. Every answer of Chroma's is held against the exact search, which takes a tenth of a millisecond and stands in if Chroma
fails; ``Index.fault`` then says so.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from corpus.clauses import ClauseId, Corpus
from corpus.errors import IndexFault
from ingest.building import BuildReport, build_index, run_child
from ingest.contents import Contents, load_contents
from ingest.embed import Encoder
from ingest.ranking import Floats, add_words, score_clauses
from ingest.shelf import REBUILD, Manifest, check_files, find_current

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

__all__ = ["BuildReport", "Hit", "Index", "VectorStore", "build_index", "ensure_index", "fill_store", "open_index"]

_COLLECTION = "passages"
_CANDIDATES = 400  # nearest passages whose clauses are ranked; a right clause without one among them has not been seen
_AGREE = 1e-4  # Chroma and numpy round differently; anything more is damage
_PER_CALL = 2000
_WIDEST = 10_000  # beyond this many passages the store's search is approximate again


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found: its own words, how well it fits, and the passage that was nearest to the question."""

    clause: ClauseId
    source: str
    score: float
    text: str
    passage: str


class Index:
    """Finds the clauses that a question is about. Safe to use from several threads."""

    def __init__(self, manifest: Manifest, contents: Contents, store: "VectorStore", encoder: Encoder | None = None) -> None:
        self.contents = contents
        self.store = store
        self.fault: str | None = None
        self._manifest = manifest
        self._encoder = encoder

    @property
    def content_hash(self) -> str:
        """The same for the same corpus and encoder, wherever it was built."""
        return self._manifest.content_hash

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

        ``vector`` is the query's unit vector, or one row for each part of a long message; without it the encoder given at opening is asked.
        """
        if not query.strip() or top < 1:
            return ()
        rows = self._to_rows(query, vector)
        exact = rows @ self.contents.vectors.T
        nearest = self._nearest(rows, exact)
        likeness = np.max([score_clauses(row, self.contents.weights) for row in exact], axis=0)
        words = self.contents.lexicon.scores(query)
        scores = add_words(likeness, words, self.contents.owners, self.contents.procedure)
        allowed = self._allowed(sources, procedure_only)
        candidates = {int(place) for place in self.contents.owners[nearest | (words > 0)] if allowed[place]}
        ranked = sorted(candidates, key=lambda place: (-scores[place], self.contents.entries[place].id))
        return tuple(self._hit(place, scores, exact.max(axis=0)) for place in ranked[:top])

    def as_retriever(self, top: int = 5) -> "BaseRetriever":
        """This index as LangChain's retriever, for chains; it needs the encoder given at opening."""
        from langchain_core.callbacks import CallbackManagerForRetrieverRun
        from langchain_core.documents import Document
        from langchain_core.retrievers import BaseRetriever

        index = self

        class ClauseRetriever(BaseRetriever):
            """Clauses as documents: their own words, with id, source, score and passage beside them."""

            def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
                return [
                    Document(
                        page_content=hit.text,
                        metadata={"clause": hit.clause, "source": hit.source, "score": hit.score, "passage": hit.passage},
                    )
                    for hit in index.search(query, top)
                ]

        return ClauseRetriever()

    def close(self) -> None:
        """Lets go of the private copy."""
        self.store.close()

    def _to_rows(self, query: str, vector: Floats | None) -> Floats:
        if vector is None:
            if self._encoder is None:
                raise ValueError("search needs the query's vector, or an encoder given to open_index")
            vector = self._encoder.encode([query])
        return np.atleast_2d(np.asarray(vector, dtype=np.float32))

    def _nearest(self, rows: Floats, exact: Floats) -> npt.NDArray[np.bool_]:
        """Which passages are among the nearest, by Chroma; by exact search if Chroma fails or disagrees with it."""
        wanted = min(_CANDIDATES, len(self.contents.passages))
        marked = np.zeros(len(self.contents.passages), dtype=np.bool_)
        best = -np.sort(-exact, axis=1)[:, :wanted]
        try:
            for sorted_exact, (found, similarities) in zip(best, self.store.nearest(rows, wanted), strict=True):
                if not np.allclose(sorted_exact, similarities, atol=_AGREE):
                    raise IndexFault("its nearest passages are not the exact nearest")
                marked[found] = True
        except IndexFault as fault:
            self.fault = f"The vector store failed while in use ({fault}); exact search stands in. {REBUILD}"
            marked[:] = np.any(exact >= best[:, -1:], axis=0)
        return marked

    def _allowed(self, sources: Collection[str] | None, procedure_only: bool) -> npt.NDArray[np.bool_]:
        listed = [sources is None or entry.source in sources for entry in self.contents.entries]
        allowed = np.array(listed, dtype=np.bool_)
        return allowed & self.contents.procedure if procedure_only else allowed

    def _hit(self, place: int, scores: Floats, similarities: Floats) -> Hit:
        entry = self.contents.entries[place]
        own = np.flatnonzero(self.contents.owners == place)
        nearest = self.contents.passages[own[similarities[own].argmax()]]
        return Hit(entry.id, entry.source, round(float(scores[place]), 5), entry.text, nearest.text)


def open_index(
    folder: Path, corpus_hash: str, encoder_name: str, verify: bool = False, encoder: Encoder | None = None
) -> Index:
    """The index that serves, every file of it hashed; ``verify`` also tries it out in a fresh process and opens Chroma at once.

    Raises ``IndexFault`` naming what is missing, stale or damaged, and what to do.
    """
    home, manifest = find_current(folder)
    if manifest.encoder != encoder_name:
        raise IndexFault(
            f"The search index is stale: it was built with {manifest.encoder}, the encoder now is {encoder_name}. {REBUILD}"
        )
    if manifest.corpus_hash != corpus_hash:
        raise IndexFault(f"The search index is stale: the corpus has changed since it was built. {REBUILD}")
    check_files(home, manifest)
    if verify:
        run_child("check", home)
    try:
        index = Index(manifest, load_contents(home), VectorStore(home), encoder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFault(f"The search index in {home} cannot be read: {error}. {REBUILD}") from error
    if verify:
        index.store.open()
    return index


def ensure_index(
    corpus: Corpus,
    encoder: Encoder,
    folder: Path,
    progress: Callable[[str, float], None] = lambda *_: None,
    verify: bool = False,
) -> Index:
    """The index, rebuilt first if it is missing, stale or damaged; ``progress`` is told why."""
    try:
        return open_index(folder, corpus.hash, encoder.name, verify, encoder)
    except IndexFault as fault:
        progress(f"Building the search index, because: {fault}", 0.0)
    build_index(corpus, encoder, folder, progress)
    return open_index(folder, corpus.hash, encoder.name, verify, encoder)
