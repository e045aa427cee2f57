"""The search index, and the one door to chromadb and to LangChain's retriever type.

Chroma writes to its files merely by opening them, so each process opens a private copy, and the index on the shelf stays
as it was hashed. An index is opened only when every byte of it is what the build checked.
"""

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from corpus.clauses import Corpus
from corpus.errors import IndexFault
from ingest.building import BuildReport, build_index, run_child
from ingest.contents import FORMAT, load_contents
from ingest.embed import Encoder
from ingest.ranking import Floats
from ingest.search import ClauseSearch, Hit, Nearest
from ingest.shelf import REBUILD, check_files, find_current

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

__all__ = ["BuildReport", "Hit", "Index", "VectorStore", "build_index", "ensure_index", "fill_store", "open_index"]

_FOLDER = "chroma"
_COLLECTION = "passages"
_PER_CALL = 2000
_LOOKED_AT = 300  # passages that Chroma's graph looks at for a query: it finds 99.97 % of the nearest 100, in half the time of 1000
_COPIES = "clause-index-"


class Index(ClauseSearch):
    """The index that a process has opened. Safe to use from several threads."""

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
        if isinstance(self.store, VectorStore):
            self.store.close()


def open_index(folder: Path, corpus_hash: str, encoder_name: str, verify: bool = False, encoder: Encoder | None = None) -> Index:
    """The index that serves, every file of it hashed; ``verify`` also tries it out in a fresh process and opens Chroma at once.

    Raises ``IndexFault`` naming what is missing, stale or damaged, and what to do.
    """
    home, manifest = find_current(folder)
    if manifest.format != FORMAT:
        raise IndexFault(f"The search index is stale: it was built by another version of this program. {REBUILD}")
    if manifest.encoder != encoder_name:
        raise IndexFault(f"The search index is stale: it was built with {manifest.encoder}, the encoder now is {encoder_name}. {REBUILD}")
    if manifest.corpus_hash != corpus_hash:
        raise IndexFault(f"The search index is stale: the corpus has changed since it was built. {REBUILD}")
    check_files(home, manifest)
    if verify:
        run_child("check", home)
    store = VectorStore(home)
    try:
        index = Index(manifest, load_contents(home), store, encoder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFault(f"The search index in {home} cannot be read: {error}. {REBUILD}") from error
    if verify:
        store.open()
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


class VectorStore:
    """Chroma's collection of passages, one row number each; opened at the first query, from a private copy."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._collection: Any = None  # chromadb's own types would make every importer of this module load chromadb

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Copies the collection and opens it; nothing if that is done."""
        with self._lock:
            if self._collection is None:
                _remove_abandoned_copies()
                with _chroma_faults():
                    self._copy = tempfile.TemporaryDirectory(prefix=f"{_COPIES}{os.getpid()}-", ignore_cleanup_errors=True)
                    copied = shutil.copytree(self._home / _FOLDER, Path(self._copy.name) / _FOLDER)
                    self._collection = _connect(copied).get_collection(_COLLECTION, embedding_function=None)

    def nearest(self, queries: Floats, wanted: int) -> list[Nearest]:
        """For each query row the ``wanted`` nearest passages; raises ``IndexFault`` when Chroma cannot tell."""
        self.open()
        with _chroma_faults():
            found = self._collection.query(query_embeddings=queries, n_results=wanted, include=["distances"])
            return [
                (np.array(ids, dtype=np.intp), 1.0 - np.array(distances, dtype=np.float32))
                for ids, distances in zip(found["ids"], found["distances"], strict=True)
            ]

    def close(self) -> None:
        """Removes the private copy."""
        with self._lock:
            self._collection = None
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None


def fill_store(home: Path, vectors: Floats) -> None:
    """Writes a new collection with these vectors below ``home``, everything of it on the disk."""
    count = len(vectors)
    with _chroma_faults():
        client = _connect(home / _FOLDER)
        collection = client.create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": 200,
                    "ef_search": _LOOKED_AT,
                    "max_neighbors": 32,
                    "batch_size": min(100, max(count, 2)),
                    "sync_threshold": max(count, 2),  # written once, when the last vector is in
                }
            },
        )
        for start in range(0, count, _PER_CALL):
            rows = range(start, min(start + _PER_CALL, count))
            collection.add(ids=[str(row) for row in rows], embeddings=vectors[start : start + _PER_CALL])
        client.close()


def _connect(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


@contextlib.contextmanager
def _chroma_faults() -> Iterator[None]:
    """Turns whatever Chroma raises over a bad disk or a bad file into an ``IndexFault``."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, RuntimeError, ValueError, LookupError, TypeError) as error:
        raise IndexFault(f"the vector store cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Chroma's Rust side raises; it is no subclass of Exception
            raise
        raise IndexFault(f"the vector store cannot be used: {error}") from error


def _remove_abandoned_copies() -> None:
    """Removes the private copies of processes that were killed."""
    for copy in Path(tempfile.gettempdir()).glob(f"{_COPIES}*"):
        owner = copy.name.removeprefix(_COPIES).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists() and Path("/proc/self").exists():
            shutil.rmtree(copy, ignore_errors=True)
