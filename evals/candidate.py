"""Makes a candidate case of an answer that a person judged: one line in the form that ``python -m evals.own`` reads.

Its turns and the person's comment have roles in the place of names, never what was typed. Nothing is written here: the person keeps
the line.
"""

import json
from dataclasses import dataclass

from assistant.conversation import Conversation
from assistant.pipeline import UNREAD, Answer
from assistant.reading.roles import to_roles
from guardrails.verdict import Outcome

TAG = "feedback"
MISSED = "missed"
"""Stands in the place of a fact for something that was said and not read."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the person says of an answer: the outcome that it should have had, the fact that was read wrongly, and more in their own words.

    ``misread`` is a fact's id, ``MISSED``, or empty; ``comment`` is as it was typed.
    """

    wished: Outcome
    misread: str = ""
    comment: str = ""


def to_candidate(answer: Answer, conversation: Conversation, judged: Judgement) -> str:
    """The line for this answer, or an empty one where nothing of the message was read.

    Args:
        answer: what was answered.
        conversation: what was typed, so that the same person has the same role in the comment, and whether facts were struck out or stated,
            which the line does not hold.
        judged: what the person says of the answer.
    """
    if UNREAD in answer.turns:
        return ""
    corrected = ["corrected"] if conversation.corrections or conversation.struck else []
    tags = [TAG, f"answered-{answer.reply.outcome.value}", *corrected, *_misread(answer, judged.misread)]
    case = {"id": f"{TAG}-{answer.id}", "turns": list(answer.turns), "outcome": judged.wished.value, "tags": tags}
    if comment := judged.comment.strip():
        case["comment"] = to_roles((*conversation.turns, comment)).turns[-1]
    return json.dumps(case, ensure_ascii=False) + "\n"


def _misread(answer: Answer, fact: str) -> list[str]:
    """The tag that names what was read wrongly, with the value that was read."""
    read = answer.facts.stated.get(fact)
    return [f"misread-{fact}" + (f"-{read.value}" if read else "")] if fact else []
