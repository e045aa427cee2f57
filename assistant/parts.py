"""Everything an answer is made with, loaded once: corpus, rules, wording, the learned reader, the encoder and the index.

A broken corpus, rule or wording stops the program with its faults: nothing could be answered rightly without them. A missing
encoder, reader or index does not: answers then come from the rules alone and say what is missing.
"""

import ctypes
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.model import Model, load_model
from assistant.prompt import load_model_wording, load_wording
from assistant.reading.aspects import hash_of_aspects
from assistant.reading.learned import LearnedReader, SharedEncoder, load_learned, prepare_learned
from assistant.reading.lexical import hash_of_lexical
from assistant.reading.patterns import load_patterns
from assistant.reading.together import KINDS, load_together
from assistant.settings import Settings
from assistant.wording import Wording
from corpus.clauses import Corpus
from corpus.errors import EmbedderError, IndexFault
from guardrails.ruleset import Ruleset, load_ruleset
from ingest.clauses import load_corpus
from ingest.embed import Encoder, load_encoder, prepare_encoder
from ingest.index import Index, ensure_index, open_index

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Parts:
    """What ``answer`` works with. ``faults`` are sentences on what could not be loaded."""

    corpus: Corpus
    ruleset: Ruleset
    wording: Wording
    learned: LearnedReader | None
    encoder: Encoder | None
    index: Index | None
    model: Model | None = None
    faults: tuple[str, ...] = ()

    @property
    def hashes(self) -> dict[str, str]:
        """What this answer can be replayed with: one hash for each thing that it depends on, and the model if there is one."""
        return {
            "corpus": self.corpus.hash,
            "rules": self.ruleset.hash,
            "prompts": self.wording.hash,
            "index": self.index.content_hash if self.index else "",
            "embedder": self.encoder.name if self.encoder else "",
            "reader": f"{load_patterns()[1]}:{self.learned.hash if self.learned else ''}:{hash_of_lexical()}:{hash_of_aspects()}",
            **({"model": self.model.name, "model_prompts": load_model_wording().hash} if self.model else {}),
        }


def load_parts(settings: Settings, progress: Progress = lambda *_: None) -> Parts:
    """Load everything and check all of it, building what is missing, stale or damaged: for a program that stays up.

    Raises:
        ProductError: when the corpus, the rules or the wording have faults.
    """

    def search(corpus: Corpus) -> tuple[Encoder, Index]:
        encoder = prepare_encoder(settings.embedder, settings.cache, progress)
        return encoder, ensure_index(corpus, encoder, settings.index, progress, verify=True)

    parts = _gathered(settings, lambda: prepare_learned(settings.cache, progress), search)
    _give_back_memory()
    return parts


def open_parts(settings: Settings) -> Parts:
    """Load what is there and trust the stamp of a verified index: for one question from the command line.

    Raises:
        ProductError: when the corpus, the rules or the wording have faults.
    """

    def search(corpus: Corpus) -> tuple[Encoder, Index]:
        encoder = load_encoder(settings.embedder, settings.cache)
        return encoder, open_index(settings.index, corpus.hash, encoder.name, verify=False)

    return _gathered(settings, lambda: load_learned(settings.cache), search)


def _gathered(settings: Settings, reader: Callable[[], LearnedReader], search: Callable[[Corpus], tuple[Encoder, Index]]) -> Parts:
    """The texts, and of the reader and the search what can be had; what cannot is a fault that every answer names."""
    corpus, ruleset, wording = _load_texts(settings.corpus)
    faults: list[str] = []
    learned: LearnedReader | None = None
    encoder: Encoder | None = None
    index: Index | None = None
    try:
        learned = reader()
    except (EmbedderError, OSError) as error:
        faults.append(f"The learned part of the reader is not there, so only plain words are read: {error}")
    try:
        encoder, index = search(corpus)
    except (EmbedderError, IndexFault, OSError) as error:
        faults.append(f"The search is not there, so answers come from the rules alone: {error}")
    if learned and encoder and index and learned.shares_vectors_with(encoder.name):
        encoder = SharedEncoder(learned, encoder.name)
        index.ask_from_now_on(encoder)
    return Parts(corpus, ruleset, wording, learned, encoder, index, load_model(settings), tuple(faults))


def _give_back_memory() -> None:
    """Return to the system what loading took and no longer needs; glibc keeps a sixth of a server's memory otherwise."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)


def _load_texts(folder: Path) -> tuple[Corpus, Ruleset, Wording]:
    """The texts that people edit; a fault in any, patterns included, stops the program before anybody asks."""
    load_patterns()
    load_together()
    load_together(name=KINDS)
    corpus = load_corpus(folder)
    ruleset = load_ruleset(clauses=[clause.id for clause in corpus.clauses])
    return corpus, ruleset, load_wording()
