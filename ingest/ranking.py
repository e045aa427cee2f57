"""Which clause a question is about, judged from its likeness to every passage, and which settled answer it means.

The nearest passage alone is a poor guide when people ask in their own words: it is right about a third of the time. So every
passage gets a say in every clause, with weights learned once from the everyday questions (kernel ridge regression, solved
exactly, no randomness), and the words that question and passage share add a little. The constants were chosen by asking one
writer's questions of an index of the other's (`python -m benchmarks.retrieval --writers`), never by the evaluation.

A settled answer has dozens of wordings, so that a straight line between answers can be learned (logistic regression, which ends at one
solution): as good as giving every wording a say, in a hundredth of the room.
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
_SHARPNESS = 9.0  # what unit vectors are multiplied by, for a line to be able to tell likely answers from others
_SOFTNESS = 0.1  # the inverse strength of the penalty on large weights; with 0.3 two in a hundred fewer held-out wordings are told
_ROUNDS, _NEAR_ENOUGH = 60, 1e-3  # it ends after seven
_ANSWERS_COUNT = 0.2  # what a settled answer that is meant for sure adds to the first clause that it rests on
_LATER = 0.65  # what it adds to each later one, beside the one before
_NAMED = 1.0  # a question that names "principle 3" is about principle 3, whatever else it resembles
SUBJECT_NAMES = 0.3  # how surely the name of a subject, as in "Gillick", names the first of its clauses
_DECIMALS = 5  # finer differences are arithmetic, not meaning

_CONSTANTS = (
    _WIDTH, _RIDGE, _NOTES_COUNT, _WORDS, _HALF_WORDS, _NOTE_WORDS, _NOTE_SHARE, _NOTE_START, _SHARPNESS, _SOFTNESS, _ANSWERS_COUNT, _LATER,
    _NAMED, SUBJECT_NAMES,
)  # fmt: skip
RANKING_VERSION = " ".join(map(str, _CONSTANTS))
"""What the ranking depends on besides its input: another value, another index."""


def learn_clause_weights(vectors: Floats, owners: npt.NDArray[np.intp], procedure: npt.NDArray[np.bool_]) -> Floats:
    """How much each passage speaks for each clause: one row a passage, one column a clause (``procedure`` has one item each)."""
    likeness = np.exp((vectors @ vectors.T - 1.0) / _WIDTH)
    likeness[np.diag_indices_from(likeness)] += np.where(procedure[owners], _RIDGE, _RIDGE / _NOTES_COUNT).astype(np.float32)
    belongs = np.zeros((len(vectors), len(procedure)), dtype=np.float32)
    belongs[np.arange(len(vectors)), owners] = 1.0
    return np.linalg.solve(likeness, belongs).astype(np.float32)


def learn_answer_weights(vectors: Floats, owners: npt.NDArray[np.intp], answers: int) -> Floats:
    """How much each part of a question's vector, and below them nothing at all, speaks for each settled answer: a column an answer.

    Args:
        vectors: the unit vectors of all wordings, a row each.
        owners: the place of each wording's answer.
        answers: how many there are. Of one alone, or none, there is nothing to learn.
    """
    weights = np.zeros((vectors.shape[1] + 1, answers), dtype=np.float32)
    if answers > 1:
        from sklearn.linear_model import LogisticRegression

        lines = LogisticRegression(C=_SOFTNESS, max_iter=_ROUNDS, tol=_NEAR_ENOUGH).fit(_SHARPNESS * vectors, owners)
        if answers == 2:  # one line, which tells the second from the first
            weights[:-1, 1], weights[-1, 1] = lines.coef_[0], lines.intercept_[0]
        else:
            weights[:-1], weights[-1] = lines.coef_.T, lines.intercept_
    return weights


def score_answers(vector: Floats, weights: Floats) -> Floats:
    """How likely a question, by its unit vector, means each settled answer, were it to mean one of them."""
    odds = np.einsum("d,da->a", _SHARPNESS * vector, weights[:-1]) + weights[-1]
    shares = np.exp(odds - odds.max(initial=0.0))
    likely: Floats = (shares / max(shares.sum(), np.finfo(np.float32).tiny)).astype(np.float32)
    return likely


def score_owners(similarities: Floats, weights: Floats) -> Floats:
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
