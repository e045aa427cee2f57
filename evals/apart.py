"""Shows that no evaluation case is near a training message: ``python -m evals.apart``.

A case fails when it shares a run of six words with a training message, or when the plain encoder sees them as nearer than a cosine of
0.90. It takes some minutes, because every training message is embedded; the runs of words alone are part of the tests.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from assistant.reading.labelled import load_examples, words
from assistant.settings import Settings
from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, load_cases
from ingest.embed import load_encoder

RUN, NEAREST = 6, 0.90


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    said = text.lower().replace("’", "'").split()
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def shared_runs(cases: Iterable[tuple[str, str]], taught: Sequence[str]) -> Iterator[str]:
    """The id of every case (id and text) that shares a run of words with a training message, and the run."""
    everything = set[tuple[str, ...]]().union(*map(runs, taught))
    for id, text in cases:
        for run in sorted(runs(text) & everything):
            yield f"{id}: shares “{' '.join(run)}”"


def main() -> int:
    """Print every case that is too near; status 1 when there is one."""
    try:
        settings = Settings.from_environ(os.environ)
        encoder = load_encoder(settings.embedder, settings.cache)
        cases = load_cases()
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    taught = [words(example) for example in load_examples()]
    asked = [(case.id, "\n".join(case.turns)) for name in OUTCOME_SETS for case in cases.of(name)]
    found = list(shared_runs(asked, taught))
    known = encoder.encode(taught)
    for (id, _), vector in zip(asked, encoder.encode([text for _, text in asked]), strict=True):
        closeness = np.einsum("pd,d->p", known, vector)
        if closeness.max() > NEAREST:
            found.append(f"{id}: cosine {closeness.max():.2f} with “{taught[int(closeness.argmax())][:80]}”")
    print("\n".join(found))
    print(f"{len(asked)} cases against {len(taught)} training messages: {len(found)} too near")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
