"""Building an index: embed what is new, write it aside, prove it in fresh processes, and only then let it serve.

Chroma is filled and tried in child processes, because a damaged or half-written collection can end the process that opens
it. Until the last step the index that serves is untouched, so a build may be killed or run out of disk at any moment.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.clauses import Corpus
from corpus.errors import IndexFault
from ingest.chunk import Passage, to_passages
from ingest.contents import FORMAT, hash_contents, load_vectors, make_contents, save_contents
from ingest.embed import Encoder
from ingest.ranking import Floats
from ingest.shelf import REBUILD, Manifest, building, check_files, find_current, switch_to, write_manifest

_ROOT = Path(__file__).resolve().parent.parent
_CHILD_SECONDS = 600
_BATCH = 1024


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: texts embedded anew, vectors taken over, texts in all, and how long it took."""

    embedded: int
    reused: int
    texts: int
    seconds: float
    content_hash: str


def build_index(corpus: Corpus, encoder: Encoder, folder: Path, progress: Callable[[str, float], None] = lambda *_: None) -> BuildReport:
    """Builds the index for this corpus and encoder and switches to it; on any fault the old one goes on serving."""
    began = time.perf_counter()
    passages = to_passages(corpus)
    if not passages:
        raise IndexFault("There is nothing to index: the corpus has no clauses. Run `python -m ingest check`.")
    try:
        with building(folder, progress) as aside:
            texts = [*(passage.text for passage in passages), *(wording for answer in corpus.answers for wording in answer.asked)]
            vectors, embedded = _embed(texts, encoder, folder, progress)
            manifest = _write(corpus, encoder, passages, vectors, aside, progress)
            progress("Checking the new index in a fresh process", 0.9)
            run_child("check", aside)
            switch_to(folder, aside, manifest)
    except OSError as error:
        raise IndexFault(
            f"The new search index could not be written to {folder}: {error.strerror or error}. "
            "The old one, if there was one, is untouched. Free some space or correct the permissions, then build again."
        ) from error
    progress("The search index is ready", 1.0)
    return BuildReport(embedded, len(texts) - embedded, len(texts), time.perf_counter() - began, manifest.content_hash)


def run_child(task: str, folder: Path) -> None:
    """Runs a task of ``ingest.selftest`` in a process of its own; raises ``IndexFault`` with what it found wrong."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ingest.selftest", task, str(folder.resolve())],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=_CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise IndexFault(f"The search index did not answer within {_CHILD_SECONDS} seconds; it is not used.") from error
    if done.returncode < 0:
        raise IndexFault(f"The vector store crashed (signal {-done.returncode}) on the index in {folder}; it is not used.")
    if done.returncode:
        said = (done.stdout.strip() or done.stderr.strip()).splitlines()
        reason = said[-1] if said else "no reason given"
        raise IndexFault(f"The search index failed its check: {reason.removesuffix(REBUILD).strip()} {REBUILD}")


def _embed(texts: Sequence[str], encoder: Encoder, folder: Path, progress: Callable[[str, float], None]) -> tuple[Floats, int]:
    """Every text's vector, and how many texts had to be embedded for it."""
    known = _known_vectors(folder, encoder)
    new = sorted(set(texts) - set(known), key=lambda text: (len(text), text))
    for start in range(0, len(new), _BATCH):
        progress(f"Embedding {len(new)} new texts", 0.8 * start / len(new))
        batch = new[start : start + _BATCH]
        known.update(zip(batch, encoder.encode(batch), strict=True))
    fresh = set(new)
    return np.stack([known[text] for text in texts]).astype(np.float32), sum(text in fresh for text in texts)


def _known_vectors(folder: Path, encoder: Encoder) -> dict[str, Floats]:
    """The vectors of the index that serves now, if it is sound and of the same encoder."""
    try:
        home, manifest = find_current(folder)
        check_files(home, manifest)
    except IndexFault:
        return {}
    if manifest.encoder != encoder.name or manifest.dimensions != encoder.dimensions:
        return {}
    return load_vectors(home)


def _write(
    corpus: Corpus, encoder: Encoder, passages: tuple[Passage, ...], vectors: Floats, aside: Path,
    progress: Callable[[str, float], None],
) -> Manifest:  # fmt: skip
    progress("Learning which passages speak for which clause", 0.8)
    asked = vectors[len(passages) :]
    contents = make_contents(corpus, passages, vectors[: len(passages)], asked)
    save_contents(contents, asked, aside)
    progress("Filling the vector store", 0.85)
    run_child("store", aside)
    return write_manifest(
        aside,
        format=FORMAT,
        content_hash=hash_contents(contents, encoder.name),
        corpus_hash=corpus.hash,
        encoder=encoder.name,
        dimensions=int(vectors.shape[1]),
        clauses=len(contents.entries),
        passages=len(passages),
    )
