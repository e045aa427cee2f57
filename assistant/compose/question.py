"""The one question of a ``clarify``: the first fact whose answer would change what the procedure says, and how."""

from collections.abc import Iterator

from assistant.compose.case import Case, signs
from assistant.wording import Wording
from guardrails.decide import decide
from guardrails.facts import Fact, Provenance
from guardrails.verdict import Outcome

SIGN = "sign"
"""Stands in the order of questions for whichever sign of harm is only a worry so far."""


def question(case: Case, wording: Wording) -> str:
    """One question with what the outcome would be either way."""
    for fact, answers in _candidates(case, wording):
        outcomes = {value: _outcome_with(case, fact, value) for value in answers}
        if len(set(outcomes.values())) > 1:
            either = (
                wording.join("answer", answer=answer, means=wording.answer_means[outcomes[value]]) for value, answer in answers.items()
            )
            return " ".join((case.spec.fact(fact).asks, *either))
    return wording.joins["question_of_last_resort"]


def _candidates(case: Case, wording: Wording) -> Iterator[tuple[str, dict[str, str]]]:
    for asked in wording.questions:
        if asked.fact == SIGN:
            worries = [id for id in signs(case, wording) if case.value(id) == "worry"]
            yield from ((id, asked.answers) for id in worries[:1])
        elif case.value(asked.fact) == case.spec.fact(asked.fact).unstated:
            yield asked.fact, asked.answers


def _outcome_with(case: Case, fact: str, value: str) -> Outcome:
    supposed = case.facts.with_fact(Fact(fact, value, provenance=Provenance.PERSON))
    return decide(supposed, case.ruleset, case.as_of).outcome
