"""What a real small model gets past the checks: ``python -m benchmarks.speaking`` (``make small-model``).

Fifty open cases and fifty open questions about the procedure are answered, and the model is asked to add to each. Printed is what share of
its sentences survives; every one that does is written to ``var/small-model.md`` beside its clause, for a person to read.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from assistant.conversation import Conversation
from assistant.model import Model
from assistant.parts import Parts, open_parts
from assistant.pipeline import Answer, answer, speak
from assistant.prompt import load_model_wording
from assistant.reply import Reply, Sentence
from assistant.settings import Settings
from assistant.speak import wanted
from assistant.verify_model import texts_of
from benchmarks.small_model import NAME, SmallModel, load, missing
from corpus.errors import ModelError
from evals.case import load_cases
from evals.result import Figure
from guardrails.verdict import Outcome

AS_OF = date(2026, 11, 23)
EACH = 50
DEADLINE = 300.0
"""Seconds for an answer, far beyond the app's own: here it is measured what the model says, not how fast."""
NUMBERED = "model, sentence "
"""How the record begins a reason for which one sentence was withheld."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a model added to one answer: the sentences that passed every check, whether they were shown, and why the others were not."""

    composed: Answer
    passed: tuple[Sentence, ...]
    shown: bool
    withheld: tuple[str, ...]


def composed_answers(parts: Parts, each: int) -> Iterator[Answer]:
    """The first so many answers to open questions about the procedure, and the first so many to open cases, to which a model may add."""
    cases = load_cases()
    questions = ((one.question,) for one in cases.retrieval if one.split == "open")
    told = (one.turns for one in (*cases.outcomes, *cases.everyday) if one.split == "open")
    for turns, of_procedure in ((questions, True), (told, False)):
        answers = (answer(Conversation(one, AS_OF), parts) for one in turns)
        yield from islice((one for one in answers if wanted(one.reply) and _of_procedure(one.reply) is of_procedure), each)


def _of_procedure(reply: Reply) -> bool:
    return reply.outcome is Outcome.INFORMATION


def spoken_by(composed: Answer, parts: Parts) -> Spoken:
    """What the parts' model adds to this answer."""
    beside_consent = load_model_wording().beside_consent
    replies = [said.reply for said in speak(composed, parts)]
    passed = dict.fromkeys(
        sentence
        for reply in replies
        for sentence in (*reply.explanation, *reply.lead)
        if reply.generator != "rules" and sentence not in composed.reply.lead and sentence.text != beside_consent
    )
    reasons = tuple(reason.removeprefix("model, ") for reason in replies[-1].withheld if reason.startswith(NUMBERED))
    return Spoken(composed, tuple(passed), replies[-1].generator != "rules", reasons)


def main(arguments: list[str] | None = None) -> int:
    """Ask, print the figures and write what there is to read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speaking", description=__doc__)
    parser.add_argument("--each", type=int, default=EACH, help="how many cases, and how many questions")
    options = parser.parse_args(arguments)
    if absent := missing():
        print(f"Not installed: {absent}. Run: make small-model", file=sys.stderr)
        return 1
    try:
        load()
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    settings = Settings.from_environ(os.environ)
    parts = replace(open_parts(settings), model=Model(NAME, SmallModel(), remote=False, deadline=DEADLINE))
    spoken = []
    for number, composed in enumerate(composed_answers(parts, options.each), 1):
        spoken.append(spoken_by(composed, parts))
        print(f"\r{number} answers", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print("\n".join(_told(spoken)))
    place = settings.data / "small-model.md"
    place.write_text("\n".join(_to_read(spoken, parts)), encoding="utf-8")
    print(f"To be read: {place}")
    return 0


def _told(spoken: list[Spoken]) -> Iterator[str]:
    reasons = Counter(reason.partition(": ")[2] for one in spoken for reason in one.withheld)
    passed = sum(len(one.passed) for one in spoken)
    yield str(Figure("sentences of the small model that pass every check", passed, passed + reasons.total()))
    yield str(Figure("sentences that are shown", sum(len(one.passed) for one in spoken if one.shown), passed + reasons.total()))
    yield str(Figure("answers that show any", sum(one.shown for one in spoken), len(spoken)))
    yield from (f"  withheld: {reason:<60} {count}" for reason, count in reasons.most_common())


def _to_read(spoken: list[Spoken], parts: Parts) -> Iterator[str]:
    yield "# What survived the checks\n"
    for one in spoken:
        for sentence in one.passed:
            yield f"- **{sentence.text}** ({', '.join(sentence.clauses)}; {'shown' if one.shown else 'dropped with its draft'})"
            yield f"  - to: {one.composed.reply.outcome}: {one.composed.reply.headline}"
            yield from (f"  - {id}: {' / '.join(texts_of(id, parts.corpus, parts.wording))}" for id in sentence.clauses)


if __name__ == "__main__":
    sys.exit(main())
