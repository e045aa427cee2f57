"""The JSON object that other programs read. Its keys are stable from the first release."""

from typing import Any

from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer
from assistant.reply import to_markdown

SCHEMA = "can-i-share-this/1"


def to_json(
    answer: Answer, conversation: Conversation, parts: Parts, *, explained: bool = False, as_typed: bool = False
) -> dict[str, Any]:
    """One answer as the contract's object. The same input gives the same bytes but for ``ms``.

    Args:
        answer: what was answered.
        conversation: what was asked.
        parts: what it was answered with.
        explained: adds the path of the rules.
        as_typed: gives the turns with the names that were typed; without it they stand as roles.
    """
    reply, verdict = answer.reply, answer.verdict
    quotes = (*reply.quotes, *reply.near)
    return {
        "schema": SCHEMA,
        "id": answer.id,
        "turns": list(conversation.turns if as_typed else answer.turns),
        "outcome": str(reply.outcome),
        "urgency": str(reply.urgency),
        "escalate": reply.escalate,
        "recipients": {
            "with": list(verdict.recipients_with) if verdict else [],
            "not_with": list(verdict.recipients_not_with) if verdict else [],
        },
        "facts": [
            {
                "id": fact.id,
                "value": fact.value,
                "provenance": str(fact.provenance),
                "words": [{"turn": w.turn, "start": w.start, "end": w.end, "text": w.text} for w in fact.words],
                "reason": fact.reason,
            }
            for fact in answer.facts
        ],
        "rules": list(verdict.fired) if verdict else [],
        "exceptions": list(verdict.exceptions) if verdict else [],
        "asks": list(reply.asks),
        "answer": to_markdown(reply),
        "citations": [
            {"id": q.clause, "source": q.source, "edition": q.edition, "label": q.label, "quote": q.text} for q in quotes
        ],
        "notices": [{"id": notice.id, "text": notice.text} for notice in (*reply.national, *reply.notices)],
        "generator": reply.generator,
        "withheld": list(reply.withheld),
        "hashes": parts.hashes,
        "ms": answer.ms,
        **({"explanation": list(answer.explanation), "struck": list(answer.facts.struck)} if explained else {}),
    }
