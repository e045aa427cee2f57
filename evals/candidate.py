"""Makes a candidate case of an answer that a person judged: one line in the form that ``python -m evals.own`` reads.

Its turns are the messages with roles in the place of names, never as they were typed. Nothing is written here: the person keeps the line.
"""

import json

from assistant.pipeline import UNREAD, Answer
from guardrails.verdict import Outcome

TAG = "feedback"


def to_candidate(answer: Answer, wished: Outcome, corrected: bool = False) -> str:
    """The line for this answer, or an empty one where nothing of the message was read.

    Args:
        answer: what was answered.
        wished: what the person says that the outcome should have been.
        corrected: whether the person had struck out or stated facts, which the line does not hold.
    """
    if UNREAD in answer.turns:
        return ""
    tags = [TAG, f"answered-{answer.reply.outcome.value}", *(["corrected"] if corrected else [])]
    case = {"id": f"{TAG}-{answer.id}", "turns": list(answer.turns), "outcome": wished.value, "tags": tags}
    return json.dumps(case, ensure_ascii=False) + "\n"
