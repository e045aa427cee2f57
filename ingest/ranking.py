"""Which clause a question is about, judged from its likeness to every passage.

The nearest passage alone is a poor guide when people ask in their own words: it is right about a third of the time. So every
passage gets a say in every clause, with weights learned once from the everyday questions (kernel ridge regression, solved
exactly, no randomness), and the words that question and passage share add a little. The constants were chosen by asking one
writer's questions of an index of the other's (`python -m benchmarks.retrieval --writers`), never by the evaluation.
"""

from collections.abc import Sequence

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
_ANSWER_RIDGE = 0.3  # the same pull for the wordings of a settled answer, of which there are fewer and each tells more
_ANSWERS_COUNT = 0.2  # what a settled answer that is meant for sure adds to the first clause that it rests on
_LATER = 0.65  # what it adds to each later one, beside the one before
_NAMED = 1.0  # a question that names "principle 3" is about principle 3, whatever else it resembles
SUBJECT_NAMES = 0.3  # how surely the name of a subject, as in "Gillick", names the first of its clauses
_DECIMALS = 5  # finer differences are arithmetic, not meaning

_CONSTANTS = (
    _WIDTH, _RIDGE, _NOTES_COUNT, _WORDS, _HALF_WORDS, _NOTE_WORDS, _NOTE_SHARE, _NOTE_START, _ANSWER_RIDGE, _ANSWERS_COUNT, _LATER, _NAMED,
    SUBJECT_NAMES,
)  # fmt: skip
RANKING_VERSION = " ".join(map(str, _CONSTANTS))
"""What the ranking depends on besides its input: another value, another index."""


def learn_clause_weights(vectors: Floats, owners: npt.NDArray[np.intp], procedure: npt.NDArray[np.bool_]) -> Floats:
    """How much each passage speaks for each clause: one row a passage, one column a clause (``procedure`` has one item each)."""
    return _learn(vectors, owners, len(procedure), np.where(procedure[owners], _RIDGE, _RIDGE / _NOTES_COUNT))


def learn_answer_weights(vectors: Floats, owners: npt.NDArray[np.intp], answers: int) -> Floats:
    """How much each wording speaks for each settled answer: one row a wording, one column an answer."""
    return _learn(vectors, owners, answers, np.full(len(owners), _ANSWER_RIDGE))


def _learn(vectors: Floats, owners: npt.NDArray[np.intp], among: int, ridges: npt.NDArray[np.float64]) -> Floats:
    likeness = np.exp((vectors @ vectors.T - 1.0) / _WIDTH)
    likeness[np.diag_indices_from(likeness)] += ridges.astype(np.float32)
    belongs = np.zeros((len(vectors), among), dtype=np.float32)
    belongs[np.arange(len(vectors)), owners] = 1.0
    return np.linalg.solve(likeness, belongs).astype(np.float32)


def score_owners(similarities: Floats, weights: Floats) -> Floats:
    """One score per clause, or per answer, from the cosine similarity of one query to every passage or wording."""
    scores: Floats = np.einsum("p,pc->c", np.exp((similarities - 1.0) / _WIDTH), weights)
    return scores


def similarities_to(vectors: Floats, query: Floats) -> Floats:
    """The cosine similarity of one query to every passage.

    By einsum, here and above, because it stays on one thread: on a busy machine the threads of numpy's ``@`` wait for each other
    forty times longer than the sum takes.
    """
    similarities: Floats = np.einsum("pd,d->p", vectors, query)
    return similarities


def order_clauses(clauses: Sequence[Sequence[int]], among: int) -> Floats:
    """How much each answer counts for each clause: most for the first that it rests on. ``clauses`` has their places, an answer a row."""
    counts = np.zeros((len(clauses), among), dtype=np.float32)
    for row, places in zip(counts, clauses, strict=True):
        row[list(places)] = _LATER ** np.arange(len(places))
    return counts


def fuse(
    scores: Floats,
    words: Floats,
    note_words: Floats,
    owners: npt.NDArray[np.intp],
    procedure: npt.NDArray[np.bool_],
    named: Floats,
    answered: Floats,
) -> Floats:
    """The scores with what words, names and settled answers add, notes brought to the procedure's level, meaningless differences removed.

    ``words`` has one BM25 score a passage, ``note_words`` one a clause. ``named`` is how surely each clause was named, from 0 to 1, and
    ``answered`` how far the settled answers that seem to be meant rest on it.
    """
    best = np.zeros(len(scores), dtype=np.float32)
    np.maximum.at(best, owners, words)
    ours = scores + _WORDS * best / (best + _HALF_WORDS)
    notes = _NOTE_START + _NOTE_SHARE * (scores + _NOTE_WORDS * note_words / (note_words + _HALF_WORDS))
    fused = np.where(procedure, ours, notes) + _NAMED * named + _ANSWERS_COUNT * answered
    rounded: Floats = np.round(fused, _DECIMALS).astype(np.float32)
    return rounded
