"""A judged answer becomes a line that the own-questions run reads, with roles and never with what was typed."""

from dataclasses import replace
from datetime import date

from assistant.conversation import Conversation
from assistant.pipeline import UNREAD, Answer
from assistant.reply import Reply
from evals.candidate import MISSED, Judgement, to_candidate
from evals.questions import Question, read_questions
from guardrails.facts import Fact, Facts
from guardrails.verdict import Outcome, Urgency

TALK = Conversation(("the child has a “mark” || on his arm\nand cried", "mum said no"), date(2026, 11, 24))
PAUSE = Judgement(Outcome.PAUSE)


def answered(*turns: str) -> Answer:
    facts = Facts({"consent": Fact("consent", "refused")}, struck=("neglect",))
    return Answer("a1", turns, Reply(Outcome.CLARIFY, Urgency.ROUTINE, False, "Ask."), facts, None, (), {})


def read_back(conversation: Conversation, judged: Judgement, answer: Answer | None = None) -> Question:
    line = to_candidate(answer or answered(*conversation.turns), conversation, judged)
    assert line.count("\n") == 1
    questions, faults = read_questions("candidate.jsonl", line.encode())
    assert faults == ()
    return questions[0]


def test_the_line_is_read_back_as_a_question_with_the_outcome_wished() -> None:
    question = read_back(replace(TALK, struck=("neglect",)), PAUSE)
    assert question.turns == TALK.turns
    assert question.outcome is Outcome.PAUSE
    assert question.tags == ("feedback", "answered-clarify", "corrected")
    assert question.comment == ""


def test_what_was_read_wrongly_is_a_tag_and_the_comment_stands_beside_it() -> None:
    assert read_back(TALK, replace(PAUSE, misread="consent")).tags[-1] == "misread-consent-refused"
    assert read_back(TALK, replace(PAUSE, misread="neglect")).tags[-1] == "misread-neglect"
    assert read_back(TALK, replace(PAUSE, misread=MISSED)).tags[-1] == "misread-missed"
    question = read_back(TALK, replace(PAUSE, comment="  She only asked, || she did not refuse.\nTwice.  "))
    assert question.comment == "She only asked, || she did not refuse.\nTwice."
    assert question.as_case(Outcome.PAUSE).why == question.comment


def test_a_name_in_the_comment_becomes_the_role_that_it_has_in_the_messages() -> None:
    typed = replace(TALK, turns=("My pupil Kian Jones has a mark on his arm.",))
    comment = "Kian said it to me, not to his mum Donna (07700 900123)."
    question = read_back(typed, replace(PAUSE, comment=comment), answered("The child has a mark on his arm."))
    assert question.comment.lower().startswith("the child said it to me")
    assert not {"Kian", "Donna", "07700"} & set(question.comment.replace("(", " ").split())


def test_nothing_is_offered_of_a_message_that_was_not_read() -> None:
    assert to_candidate(answered(UNREAD), TALK, PAUSE) == ""
