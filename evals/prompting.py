"""Whether the prompts of ``prompts/`` hold all that a language model has to be given: counted without one, so that every run sees it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.conversation import Conversation
from assistant.outgoing import to_outgoing
from assistant.parts import Parts
from assistant.pipeline import answer
from assistant.prompt import FOLDER, STAND_ALONE, load_prompt
from assistant.speak import Asked, prompt_for, sentences_in, wanted
from corpus.errors import PromptError
from evals.case import OutcomeCase
from evals.generate import AS_OF
from evals.judge import PROMPT
from evals.result import Figure

ENOUGH = 40
"""Cases for which a prompt is filled at least, from all over the set, whose outcomes stand together."""


def prompt_figure(cases: Sequence[OutcomeCase], parts: Parts) -> Figure:
    """How many prompts hold the clauses and the question or verdict, and show the one form in which a sentence is read."""
    answers = [answer(Conversation(case.turns, AS_OF), parts) for case in cases[:: max(1, len(cases) // ENOUGH)]]
    asked = [Asked(one.question, one.facts, one.reply) for one in answers if wanted(one.reply)]
    held = [*(_is_whole(each, parts) for each in asked), *_others_are_whole()]
    return Figure("prompts that hold what a model needs", sum(held), len(held))


def _is_whole(asked: Asked, parts: Parts) -> bool:
    try:
        prompt = prompt_for(asked, parts.corpus, parts.wording, parts.ruleset.spec)
    except PromptError:
        return False
    clauses = [f"[{quote.clause}] {quote.label}: {' '.join(quote.text.split())}" for quote in asked.reply.quotes]
    told = json.dumps(to_outgoing(asked.question, parts.corpus).text) if asked.is_about_procedure else asked.reply.headline
    return all(each in prompt for each in (*clauses, told)) and any(sentences_in([prompt]))


def _others_are_whole() -> Iterator[bool]:
    """The prompts that hold two strings: a follow-up's, and a judge's."""
    yield _holds(FOLDER / STAND_ALONE, latest="and by e-mail?", whole="may I send it by e-mail?")
    yield _holds(PROMPT, point="ring social care", sentence="Tell them today.")


def _holds(path: Path, **given: str) -> bool:
    try:
        prompt = load_prompt(path, **given).text
    except PromptError:
        return False
    return all(each in prompt for each in given.values())
