"""The one fact that would change the answer, in one or two sentences beside it."""

from datetime import date

from assistant.parts import Parts
from assistant.pipeline import Answer
from guardrails.sensitivity import Turning, consent_is_settled, plainest, turning_points
from guardrails.verdict import Outcome, Urgency, Verdict
from ui.markup import show_ringing

_LINE = '<p class="turning"><strong>What would change this:</strong> {sentences}</p>'
_SHOWN_FOR = frozenset(
    {Outcome.SHARE_WITHOUT_CONSENT, Outcome.SHARE_WITH_CONSENT, Outcome.SEEK_CONSENT, Outcome.PAUSE, Outcome.DO_NOT_SHARE}
)
"""A question is answered by the procedure, and a reply that asks already says what each answer would lead to."""
_SETTLED = "Nothing that anybody says about consent would change it."
_NEVER_A_QUESTION_OF_CONSENT = frozenset({Outcome.SHARE_WITHOUT_CONSENT, Outcome.DO_NOT_SHARE})
_NOT_TO_THEM = "send them nothing, and still tell social care or the police"
_EMERGENCY = "ring 999 before anything else"
_TODAY = "tell social care or the police today"
"""Said where the outcome stays and only its urgency grows: it is about the one who asks, and somebody else has to know."""


def to_sentences(answer: Answer, parts: Parts, as_of: date) -> tuple[str, ...]:
    """The sentences for this answer; none where nothing was decided about a case."""
    verdict = answer.verdict
    if verdict is None or verdict.outcome not in _SHOWN_FOR:
        return ()
    turnings = plainest(turning_points(answer.facts, parts.ruleset, as_of))
    sentences = tuple(f"If {turning.words}, {_then(turning, verdict, parts)}." for turning in turnings)
    settled = verdict.outcome in _NEVER_A_QUESTION_OF_CONSENT and consent_is_settled(answer.facts, parts.ruleset, as_of)
    return (*sentences, *((_SETTLED,) if settled else ()))


def show(sentences: tuple[str, ...]) -> None:
    """Show the sentences, if there are any."""
    if sentences:
        show_ringing(_LINE, sentences=" ".join(sentences))


def _then(turning: Turning, now: Verdict, parts: Parts) -> str:
    if turning.verdict.urgency is Urgency.IMMEDIATE and now.urgency is not Urgency.IMMEDIATE:
        return _EMERGENCY
    if turning.value == "unsafe" and now.outcome is Outcome.SHARE_WITHOUT_CONSENT:
        return _NOT_TO_THEM
    if turning.verdict.outcome is now.outcome:
        return _TODAY
    return f"the answer would be: {parts.wording.answer_means[turning.verdict.outcome]}"
