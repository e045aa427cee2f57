"""Shows that no evaluation case is near a training message: ``python -m evals.apart``, ``make apart``.

A case fails when it shares a run of six words with a training message, or when the plain encoder sees them as nearer than a cosine of
0.90. It takes some minutes, because every training message is embedded; the runs of words alone are part of the tests. Of sealed cases
only the number is told.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reading.labelled import load_examples, words
from assistant.settings import Settings
from corpus.errors import ProductError
from evals.case import OUTCOME_SETS, Cases, load_cases
from ingest.embed import Encoder, prepare_encoder
from ingest.model_files import find_model

RUN, NEAREST = 6, 0.90
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("['’‘]")


@dataclass(frozen=True, slots=True)
class Text:
    """What a case says, by its id, and whether it may be looked at."""

    id: str
    text: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class TooNear:
    """A case that is too near to a training message, and by what."""

    case: Text
    what: str

    def __str__(self) -> str:
        return f"{self.case.id}: {self.what}"


def texts_of(cases: Cases) -> tuple[Text, ...]:
    """Every text that anything is measured on: messages, questions to the search, lines with names, attempts to switch rules off."""
    return (
        *(Text(case.id, "\n".join(case.turns), case.split == "sealed") for name in OUTCOME_SETS for case in cases.of(name)),
        *(Text(case.id, case.question, case.split == "sealed") for case in (*cases.retrieval, *cases.guidance)),
        *(Text(case.id, case.text, case.split == "sealed") for case in cases.identifiers),
        *(Text(case.id, case.text, False) for case in cases.switch_offs),
    )


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """Every run of so many words, whatever stands between them; "don't" is the same word as "dont"."""
    said = _WORD.findall(_APOSTROPHES.sub("", text.lower()))
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def shared_runs(texts: Iterable[Text], taught: Sequence[str]) -> Iterator[TooNear]:
    """Every case that shares a run of words with a training message, with the first such run."""
    everything = set[tuple[str, ...]]().union(*map(runs, taught))
    for text in texts:
        if shared := sorted(runs(text.text) & everything):
            yield TooNear(text, f"shares “{' '.join(shared[0])}”")


def near_meanings(texts: Sequence[Text], taught: Sequence[str], encoder: Encoder) -> Iterator[TooNear]:
    """Every case that the plain encoder sees as all but the same as a training message."""
    known = encoder.encode(taught)
    for text, vector in zip(texts, encoder.encode([each.text for each in texts]), strict=True):
        closeness = np.einsum("pd,d->p", known, vector)
        if closeness.max() > NEAREST:
            yield TooNear(text, f"cosine {closeness.max():.2f} with “{taught[int(closeness.argmax())][:80]}”")


def told(found: Sequence[TooNear]) -> Iterator[str]:
    """A line for each open case that is too near, and for the sealed ones how many."""
    yield from (str(each) for each in found if not each.case.sealed)
    yield f"{len({each.case.id for each in found if each.case.sealed})} sealed cases"


def main() -> int:
    """Print every open case that is too near, and how many sealed ones are; status 1 when there is one."""
    try:
        settings = Settings.from_environ(os.environ)
        encoder = prepare_encoder(str(find_model(None)), settings.cache)
        texts = texts_of(load_cases())
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    taught = [words(example) for example in load_examples()]
    in_words, in_meaning = list(shared_runs(texts, taught)), list(near_meanings(texts, taught, encoder))
    for name, found in ((f"sharing a run of {RUN} words", in_words), (f"nearer than a cosine of {NEAREST}", in_meaning)):
        print(f"{name}: {len(found)} of {len(texts)} cases, against {len(taught)} training messages")
        print("\n".join(f"  {line}" for line in told(found)))
    return 1 if in_words or in_meaning else 0


if __name__ == "__main__":
    sys.exit(main())
