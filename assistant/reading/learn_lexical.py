"""Learns what the wording of a message speaks for, from the same examples as the network: ``python -m assistant.reading.learn_lexical``.

One logistic regression for every head and category of harm, for "significant harm to anybody", and for the outcome and urgency that
follow. The examples that the network's training holds out are held out here too; how many of them each is right on is printed. Writes
``weights/lexical.npz``.
"""

import warnings
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from assistant.reading.labelled import harmed, label, labels_of
from assistant.reading.labels import CATEGORIES, HEADS, OUTCOMES, OUTPUTS, URGENCIES
from assistant.reading.lexical import BITS, LEFT_OUT, WEIGHTS, outputs, places_of
from assistant.reading.opinion import place_of, place_of_category
from assistant.reading.train import Task, read_tasks
from guardrails.ruleset import load_ruleset
from ingest.learning import held_out

SOFTNESS = 8.0
"""The inverse strength of the penalty on large weights (``C`` of scikit-learn); 30 reads held-out messages no better."""
STEPS = 60
TINY = 1e-6
UNSEEN = -6.0
"""The score of a value that no example carries."""

Floats = npt.NDArray[np.float64]


def main() -> None:
    """Learn, and say how well what was held out was read."""
    tasks = read_tasks(load_ruleset())
    kept = np.array([held_out(text) for text, _ in tasks])
    rarity, features = _features([text for text, _ in tasks])
    weights, bias = np.zeros((1 << BITS, OUTPUTS)), np.zeros(OUTPUTS)
    for name, first, values, said in _questions(tasks):
        model = LogisticRegression(C=SOFTNESS, max_iter=STEPS)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is part of the penalty
            model.fit(features[~kept], said[~kept])
        print(f"{name}: held out {np.mean(model.predict(features[kept]) == said[kept]):.1%}", flush=True)
        for place, (column, constant) in enumerate(_scores(model, values), first):
            weights[:, place], bias[place] = column, constant
    weighed = (weights * rarity[:, None])[:, outputs()]
    scale = np.maximum(np.abs(weighed).max(axis=0), TINY) / 127
    np.savez_compressed(
        WEIGHTS,
        weights=np.round(weighed / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias[outputs()].astype(np.float32),
        rarity=rarity.astype(np.float16),
    )


def _features(texts: list[str]) -> tuple[Floats, csr_matrix]:
    """How rare each place is, and a unit row for every text."""
    places = [places_of(text) for text in texts]
    carriers = np.bincount(np.concatenate(places), minlength=1 << BITS)
    rarity = np.log((1 + len(texts)) / (1 + carriers))
    starts = np.cumsum([0, *map(len, places)])
    values = np.concatenate([rarity[each] / np.linalg.norm(rarity[each]) for each in places])
    return rarity, csr_matrix((values, np.concatenate(places), starts), shape=(len(texts), 1 << BITS))


def _questions(tasks: list[Task]) -> Iterator[tuple[str, int, tuple[str, ...], npt.NDArray[np.str_]]]:
    """What is learned: its name, the place of its first output, its values, and what every example says."""
    for head, values in HEADS.items():
        if head not in LEFT_OUT:
            yield head, place_of(head, values[0]), values, np.array([label(example, head) for _, example in tasks])
    for category in CATEGORIES:
        named = _yes_or_no(category in example.get("categories", []) for _, example in tasks)
        yield category, place_of_category(category), ("yes",), named
    outcomes_at = OUTPUTS - len(OUTCOMES) - len(URGENCIES)
    yield "harmed", outcomes_at - 1, ("yes",), _yes_or_no(harmed(labels_of(example)) for _, example in tasks)
    yield "outcome", outcomes_at, OUTCOMES, np.array([example["_outcome"] for _, example in tasks])
    yield "urgency", OUTPUTS - len(URGENCIES), URGENCIES, np.array([example["_urgency"] for _, example in tasks])


def _yes_or_no(each: Iterable[bool]) -> npt.NDArray[np.str_]:
    return np.array(["yes" if one else "no" for one in each])


def _scores(model: LogisticRegression, values: tuple[str, ...]) -> Iterator[tuple[Floats, float]]:
    """The weights and the constant of every value; of two classes the first has none."""
    classes = list(model.classes_)
    for value in values:
        if value not in classes:
            yield np.zeros(1 << BITS), UNSEEN
        elif len(classes) > 2:
            yield model.coef_[classes.index(value)], float(model.intercept_[classes.index(value)])
        else:
            second = classes.index(value)
            yield second * model.coef_[0], float(second * model.intercept_[0])


if __name__ == "__main__":
    main()
