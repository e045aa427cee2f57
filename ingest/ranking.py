"""Which clause a question is about, judged from its likeness to every passage.

The nearest passage alone is a poor guide when people ask in their own words: it is right about a third of the time. So every
passage gets a say in every clause, with weights learned once from the everyday questions (kernel ridge regression, solved
exactly, no randomness), and the words that question and passage share add a little. The constants were chosen by asking one
writer's questions of an index of the other's (`python -m benchmarks.retrieval --writers`), never by the evaluation.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_WIDTH = 0.5  # how quickly likeness fades as cosine similarity falls
_RIDGE = 1.0  # how far one passage may pull the ranking towards itself
_NOTES_COUNT = 2.0  # how often a note's passage counts, because a note has a tenth of the questions of a procedure clause
_WORDS = 0.2  # the most that shared words can add; a sure clause scores about 1 on likeness
_HALF_WORDS = 10.0  # the BM25 score that earns half of it
_NOTE_WORDS = 0.3  # the most that words shared with the whole of a note can add, before ``_NOTE_SHARE``
_NOTE_SHARE, _NOTE_START = 1.5, -0.05  # brings a note's score, learned from a tenth of the questions, to the level of the procedure's
_NAMED = 1.0  # a question that names "principle 3" is about principle 3, whatever else it resembles
SUBJECT_NAMES = 0.3  # how surely the name of a subject, as in "Gillick", names the first of its clauses
_DECIMALS = 5  # finer differences are arithmetic, not meaning

RANKING_VERSION = " ".join(
    map(str, (_WIDTH, _RIDGE, _NOTES_COUNT, _WORDS, _HALF_WORDS, _NOTE_WORDS, _NOTE_SHARE, _NOTE_START, _NAMED, SUBJECT_NAMES))
)
"""What the ranking depends on besides its input: another value, another index."""


def learn_weights(vectors: Floats, owners: npt.NDArray[np.intp], procedure: npt.NDArray[np.bool_]) -> Floats:
    """How much each passage speaks for each clause: one row a passage, one column a clause (``procedure`` has one item each)."""
    likeness = np.exp((vectors @ vectors.T - 1.0) / _WIDTH)
    likeness[np.diag_indices_from(likeness)] += np.where(procedure[owners], _RIDGE, _RIDGE / _NOTES_COUNT)
    belongs = np.zeros((len(vectors), len(procedure)), dtype=np.float32)
    belongs[np.arange(len(vectors)), owners] = 1.0
    return np.linalg.solve(likeness, belongs).astype(np.float32)


def score_clauses(similarities: Floats, weights: Floats) -> Floats:
    """One score per clause from the cosine similarity of one query to every passage."""
    scores: Floats = np.einsum("p,pc->c", np.exp((similarities - 1.0) / _WIDTH), weights)
    return scores


def similarities_to(vectors: Floats, query: Floats) -> Floats:
    """The cosine similarity of one query to every passage.

    By einsum, here and above, because it stays on one thread: on a busy machine the threads of numpy's ``@`` wait for each other
    forty times longer than the sum takes.
    """
    similarities: Floats = np.einsum("pd,d->p", vectors, query)
    return similarities


def add_words(
    scores: Floats,
    words: Floats,
    note_words: Floats,
    owners: npt.NDArray[np.intp],
    procedure: npt.NDArray[np.bool_],
    named: Floats,
) -> Floats:
    """The scores with what shared words and names add, notes brought to the procedure's level, and meaningless differences removed.

    ``words`` has one BM25 score a passage, ``note_words`` one a clause. ``named`` is how surely each clause was named, from 0 to 1.
    """
    best = np.zeros(len(scores), dtype=np.float32)
    np.maximum.at(best, owners, words)
    ours = scores + _WORDS * best / (best + _HALF_WORDS)
    notes = _NOTE_START + _NOTE_SHARE * (scores + _NOTE_WORDS * note_words / (note_words + _HALF_WORDS))
    fused = np.where(procedure, ours, notes) + _NAMED * named
    rounded: Floats = np.round(fused, _DECIMALS).astype(np.float32)
    return rounded
