"""The one question of a ``clarify``: the first fact whose answer would change what the procedure says, and how."""

from collections.abc import Iterator

from assistant.compose.case import UNNAMED, Case, signs, usable
from assistant.wording import Wording
from guardrails.decide import decide
from guardrails.facts import Fact, Provenance
from guardrails.verdict import Outcome

SIGN = "sign"
"""Stands in the order of questions for whichever sign of harm is only a worry so far."""

_OF_SHARING = ("consent", "recipient", "purpose", "everything", "route")


def question(case: Case, wording: Wording) -> str:
    """One question with what the outcome would be either way: what was seen, where that is all that could help."""
    if _says_nothing_of_sharing(case) or signs(case, wording)[:1] == (UNNAMED,):
        return wording.joins["question_of_last_resort"]
    for fact, answers in _candidates(case, wording):
        outcomes = {value: _outcome_with(case, fact, value) for value in answers}
        if len(set(outcomes.values())) > 1:
            either = (
                wording.join("answer", answer=answer, means=wording.answer_means[outcomes[value]]) for value, answer in answers.items()
            )
            return " ".join((case.spec.fact(fact).asks, *either))
    return wording.joins["question_of_last_resort"]


def _says_nothing_of_sharing(case: Case) -> bool:
    """Whether neither a kind of worry nor what would be shared, with whom, why or how was told."""
    given = case.particulars
    told = any(map(usable, (given.recipient, given.route, *given.information)))
    worried = any(case.value(id) == "worry" for id in case.spec.harm_facts)
    return not told and not worried and all(case.value(id) == case.spec.fact(id).unstated for id in _OF_SHARING)


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
