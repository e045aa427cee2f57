"""A judged answer becomes a line that the own-questions run reads, with roles and never with what was typed."""

from assistant.pipeline import UNREAD, Answer
from assistant.reply import Reply
from evals.candidate import to_candidate
from evals.questions import read_questions
from guardrails.facts import Facts
from guardrails.verdict import Outcome, Urgency


def answered(*turns: str) -> Answer:
    return Answer("a1", turns, Reply(Outcome.CLARIFY, Urgency.ROUTINE, False, "Ask."), Facts(), None, (), {})


def test_the_line_is_read_back_as_a_question_with_the_outcome_wished() -> None:
    line = to_candidate(answered("the child has a “mark” || on his arm\nand cried", "mum said no"), Outcome.PAUSE, corrected=True)
    assert line.count("\n") == 1
    questions, faults = read_questions("candidate.jsonl", line.encode())
    assert faults == ()
    assert questions[0].turns == ("the child has a “mark” || on his arm\nand cried", "mum said no")
    assert questions[0].outcome is Outcome.PAUSE
    assert questions[0].tags == ("feedback", "answered-clarify", "corrected")


def test_nothing_is_offered_of_a_message_that_was_not_read() -> None:
    assert to_candidate(answered(UNREAD), Outcome.PAUSE) == ""
