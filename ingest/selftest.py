"""What runs in a process of its own: filling the vector store, and trying an index before anyone relies on it.

`python -m ingest.selftest store|check FOLDER`. Prints what is wrong and ends with status 1; a crash ends only this process.
"""

import sys
from pathlib import Path

import numpy as np

from corpus.errors import IndexFault, ProductError
from ingest.contents import Contents, load_contents
from ingest.index import Index, VectorStore, fill_store
from ingest.shelf import Manifest, check_files, read_manifest

_SAMPLE = 60
_TOP = 10
_FOUND_WITHIN = 5


def main(arguments: list[str]) -> int:
    """Runs one task; returns the process's exit status."""
    task, folder = arguments[0], Path(arguments[1])
    try:
        if task == "store":
            contents = load_contents(folder)
            fill_store(folder, contents.vectors)
        else:
            check_index(folder)
    except (ProductError, OSError) as error:
        print(error)
        return 1
    return 0


def check_index(home: Path) -> None:
    """Raises ``IndexFault`` unless files, counts, canary questions and agreement with exact search are all as they should be."""
    manifest = read_manifest(home)
    check_files(home, manifest)
    contents = load_contents(home)
    _check_counts(contents, manifest)
    with VectorStore(home) as store:
        _check_reach(store, contents)
        _check_agreement(store, contents)
        _check_canaries(Index(manifest, contents, store))


def _check_counts(contents: Contents, manifest: Manifest) -> None:
    rows, clauses = len(contents.passages), len(contents.entries)
    sound = (
        (rows, clauses) == (manifest.passages, manifest.clauses)
        and contents.vectors.shape == (rows, manifest.dimensions)
        and contents.weights.shape == (rows, clauses)
        and bool(np.allclose(np.linalg.norm(contents.vectors, axis=1), 1.0, atol=1e-3))
    )
    if not sound:
        raise IndexFault("clauses, passages, vectors and weights do not belong together")


def _check_reach(store: VectorStore, contents: Contents) -> None:
    """One query for everything must return every passage, each with the similarity its vector has."""
    query = contents.vectors[:1]
    rows, similarities = store.nearest(query, len(contents.passages))[0]
    if sorted(rows.tolist()) != list(range(len(contents.passages))):
        raise IndexFault(f"the vector store reaches {len(set(rows.tolist()))} of {len(contents.passages)} passages")
    if not np.allclose(contents.vectors[rows] @ query[0], similarities, atol=1e-4):
        raise IndexFault("the vector store holds other vectors than those beside it")


def _check_agreement(store: VectorStore, contents: Contents) -> None:
    """For passages spread over the whole index, Chroma's nearest must be the exact nearest."""
    places = np.unique(np.linspace(0, len(contents.passages) - 1, _SAMPLE).astype(int))
    queries = contents.vectors[places]
    top = min(_TOP, len(contents.passages))
    exact = -np.sort(-(queries @ contents.vectors.T), axis=1)[:, :top]
    for wanted, (_, similarities) in zip(exact, store.nearest(queries, top), strict=True):
        if not np.allclose(wanted, similarities, atol=1e-4):
            raise IndexFault("the vector store's nearest passages are not the exact nearest")


def _check_canaries(index: Index) -> None:
    """For every clause, one of its own passages (a question, if it has any) must find it."""
    contents = index.contents
    chosen = {passage.clause: row for row, passage in reversed(list(enumerate(contents.passages)))}
    chosen |= {p.clause: row for row, p in enumerate(contents.passages) if p.kind == "question"}
    for clause, row in chosen.items():
        hits = index.search(contents.passages[row].text, _FOUND_WITHIN, contents.vectors[row])
        if clause not in {hit.clause for hit in hits} and not _finds_itself(index, row):
            raise IndexFault(f"the question “{contents.passages[row].text[:60]}” does not find its clause {clause}")


def _finds_itself(index: Index, row: int) -> bool:
    """Whether the passage is at least its own nearest: two clauses may share a question, and only one of them can lead."""
    rows, _ = index.store.nearest(index.contents.vectors[row : row + 1], _TOP)[0]
    return row in rows.tolist()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
