"""Learns what part of an answer a follow-up asks for, from ``examples/follow_ups/``: one linear classifier on the search's vectors.

    python -m assistant.reading.learn_aspects

Prints how many held-out examples are heard rightly (five folds), learns from all of them and writes ``weights/aspects.npz``.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.aspects import LIKELY, NONE, WEIGHTS
from assistant.reading.normalise import fold
from assistant.settings import Settings
from ingest.embed import prepare_encoder

EXAMPLES = Path(__file__).resolve().parent / "examples" / "follow_ups"
_FOLDS = 5
_SOFTNESS = 10.0
"""The inverse strength of the penalty on large weights (``C`` of scikit-learn). With 3 fewer held-out examples are heard (58 %), with 30
more are taken for another aspect (21 %)."""


def main() -> None:
    """Learn, and say how well what was held out was heard."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    lines = [json.loads(line) for path in sorted(EXAMPLES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    aspects = np.array([line["aspect"] for line in lines])
    vectors = prepare_encoder(None, Settings().cache).encode([fold(line["text"]).text for line in lines])
    classifier = LogisticRegression(C=_SOFTNESS, max_iter=2000)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    probabilities = cross_val_predict(classifier, vectors, aspects, cv=folds, method="predict_proba")
    names = np.unique(aspects)
    heard = np.where(probabilities.max(axis=1) >= LIKELY, names[probabilities.argmax(axis=1)], NONE)
    print(f"{len(lines)} examples, held out: {np.mean(heard == aspects):.1%} heard rightly, {_taken(heard, aspects):.1%} wrongly")
    classifier.fit(vectors, aspects)
    np.savez_compressed(
        WEIGHTS,
        names=classifier.classes_,
        weights=classifier.coef_.T.astype(np.float16),
        bias=classifier.intercept_.astype(np.float16),
    )


def _taken(heard: npt.NDArray[np.str_], aspects: npt.NDArray[np.str_]) -> float:
    """The share that is taken for an aspect that it does not ask for."""
    return float(np.mean((heard != aspects) & (heard != NONE)))


if __name__ == "__main__":
    main()
