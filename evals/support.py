"""How often the support check of a model's sentences errs, either way: ``python -m evals.support``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.prompt import load_wording
from assistant.support import unsupported
from assistant.verify_model import texts_of
from corpus.errors import InputError, ProductError
from evals.result import Figure
from ingest.check import content_words
from ingest.clauses import load_corpus

PAIRS = Path(__file__).resolve().parent / "cases" / "support.yaml"
NEAR = 0.8
"""The share of an unsupported sentence's content words that stand in its clause, from which it is hard to tell."""


class SupportPair(BaseModel):
    """A sentence, the clause that it names, and whether the clause bears it out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    clause: str
    kind: Literal["para", "negated", "actor", "number", "modality", "scope", "exception", "invented", "order"]
    supported: bool
    split: Literal["open", "kept", "fresh"]
    text: str


def load_pairs(path: Path = PAIRS) -> tuple[SupportPair, ...]:
    """The labelled pairs.

    Raises:
        InputError: if the file cannot be read or a pair is not as it should be.
    """
    try:
        pairs = TypeAdapter(tuple[SupportPair, ...]).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"{path} cannot be used: {error}") from error
    wrong = [pair.id for pair in pairs if pair.supported is not (pair.kind == "para")]
    if wrong or len({pair.id for pair in pairs}) < len(pairs):
        raise InputError(f"{path}: an id is used twice, or kind and label disagree: {', '.join(wrong)}")
    return pairs


def support_figures(pairs: Sequence[SupportPair]) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Unsupported sentences that pass, supported ones that are withheld, and a line for each."""
    corpus, wording = load_corpus(), load_wording()
    reasons = {pair.id: unsupported(pair.text, texts_of(pair.clause, corpus, wording)) for pair in pairs}
    words = {pair.id: set(content_words(" ".join(texts_of(pair.clause, corpus, wording)))) for pair in pairs}
    true, false = [pair for pair in pairs if pair.supported], [pair for pair in pairs if not pair.supported]
    near = [pair for pair in false if _share(pair.text, words[pair.id]) >= NEAR]
    wrong = [f"{pair.id} passes, {pair.kind} ({pair.clause}): {pair.text}" for pair in false if not reasons[pair.id]]
    wrong += [f"{pair.id} withheld, as {reasons[pair.id]} ({pair.clause}): {pair.text}" for pair in true if reasons[pair.id]]
    kinds = sorted({pair.kind for pair in false})
    return (
        Figure("unsupported sentences that pass", sum(not reasons[pair.id] for pair in false), len(false)),
        Figure("  of those with 80 % of the clause's words", sum(not reasons[pair.id] for pair in near), len(near)),
        *(_of_kind(kind, [reasons[pair.id] for pair in false if pair.kind == kind]) for kind in kinds),
        Figure("supported sentences that are withheld", sum(bool(reasons[pair.id]) for pair in true), len(true)),
    ), tuple(wrong)


def _of_kind(kind: str, reasons: Sequence[str]) -> Figure:
    return Figure(f"  {kind}", sum(not reason for reason in reasons), len(reasons))


def _share(text: str, clause: set[str]) -> float:
    words = content_words(text)
    return sum(word in clause for word in words) / max(len(words), 1)


def main(arguments: list[str] | None = None) -> int:
    """Print both error rates with their intervals."""
    parser = argparse.ArgumentParser(prog="python -m evals.support", description=__doc__)
    parser.add_argument("--split", choices=["open", "kept", "fresh"], default="fresh")
    parser.add_argument("--failures", action="store_true", help="print every pair that went wrong; of open pairs only")
    options = parser.parse_args(arguments)
    if options.failures and options.split != "open":
        parser.error("--failures is for --split open: the other pairs are only counted")
    try:
        figures, wrong = support_figures([pair for pair in load_pairs() if pair.split == options.split])
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(map(str, figures)))
    if options.failures:
        print("\n".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
