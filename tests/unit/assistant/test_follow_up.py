"""A message that leans on the conversation is searched for and worded as a whole question: put together by rule, or by a model that adds nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.conversation import Conversation
from assistant.follow_up import leans, to_standalone
from assistant.model import Model
from assistant.parts import Parts
from assistant.pipeline import answer, speak
from assistant.reading.particulars import Particulars
from assistant.rewording import FollowUp, keeps, reworded
from tests.hostile_model import BEHAVIOURS, StandIn, Writing, raw
from tests.loaded import loaded_parts

AS_OF = date(2026, 11, 23)
CONVERSATIONS = yaml.safe_load((Path(__file__).parent / "follow_ups.yaml").read_text())
DUTY = ("what is the new duty in section 16LA", "has it started?")
BURN = "A girl of ten has a burn the shape of an iron on her arm and says her stepdad did it. Can I ring social care?"


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def standing(*turns: str, is_case: bool = False) -> str:
    return to_standalone(turns, Particulars(recipient="the school nurse", information=("the report",)), is_case)


def test_there_are_enough_conversations_and_none_twice() -> None:
    assert len(CONVERSATIONS) >= 25
    assert len({tuple(one["turns"]) for one in CONVERSATIONS}) == len(CONVERSATIONS)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[one["turns"][-1] for one in CONVERSATIONS])
def test_a_follow_up_quotes_the_clause_that_it_asks_for(conversation: dict[str, Any], parts: Parts) -> None:
    reply = answer(Conversation(tuple(conversation["turns"]), AS_OF), parts).reply
    assert {quote.clause for quote in reply.quotes} & set(conversation["clauses"])


def test_many_of_them_quote_no_right_clause_without_what_went_before(parts: Parts) -> None:
    alone = [answer(Conversation(tuple(one["turns"][-1:]), AS_OF), parts).reply for one in CONVERSATIONS]
    right = [bool({quote.clause for quote in reply.quotes} & set(one["clauses"])) for reply, one in zip(alone, CONVERSATIONS, strict=True)]
    assert right.count(False) >= 15


@pytest.mark.parametrize(("turns", "whole"), [
    (("what does proportionate mean",), "what does proportionate mean"),
    (("what does proportionate mean", "which form do families fill in?"), "which form do families fill in?"),
    (("what does proportionate mean", "does it say why?"), "does it say why, about: what does proportionate mean?"),
    (("what does secure mean", "and relevant?"), "what does relevant mean?"),
    (("what does secure mean", "and relevant?", "ok thanks", "what about timely"), "what does timely mean?"),
    (DUTY, "has the new duty in section 16la started?"),
    (("what are the exceptions", "how many of them are there?"), "how many of the exceptions are there?"),
    (("can a young child agree to sharing", "how about a 14 yr old?"), "can a 14 year old agree to sharing?"),
    (("when is permission needed", "and if she was 16?"), "when is permission needed, for a 16 year old?"),
    (("how soon must it be shared", "and by 15 people?"), "and by 15 people, about: how soon must it be shared?"),
    (("what are the exceptions to consent", "so if none of those applies and mum says no?"), "What if consent is refused and there is no risk to anyone?"),
    (("is there a form for consent", "is it ok to email a report to a school?"), "is it ok to email a report to a school?"),
    (("what is section 47", "different child now: is there a form?"), "different child now: is there a form?"),
    (("who says yes for toddlers?", "and if she was 16?"), "who says yes for a 16 year old?"),
    (("does the guide let a 13 year old agree?", "what about a 9 year old"), "does the guide let a 9 year old agree?"),
    (("how do the principles treat teenagers", "ok. what if he's 11"), "how do the principles treat a 11 year old?"),
    (("is there a form for consent", "and if she was 15?"), "is there a form for consent, for a 15 year old?"),
])  # fmt: skip
def test_questions_about_the_procedure_are_put_together(turns: tuple[str, ...], whole: str) -> None:
    assert standing(*turns) == whole


def test_of_a_case_the_subject_is_put_beside_a_question_and_none_of_its_words() -> None:
    assert standing(BURN, "how do I write that up?", is_case=True) == "how do I write that up, about sharing the report with the school nurse?"
    assert "burn" not in standing(BURN, "does it say why?")


def test_more_of_a_case_is_taken_with_all_that_was_told_of_it() -> None:
    assert standing(BURN, "and what if she was 14?", is_case=True) == f"{BURN} and what if she was 14?"
    assert standing("He has a rash.", "another child: " + BURN, "her mum knows", is_case=True) == f"another child: {BURN} her mum knows"


def test_an_age_that_is_supposed_is_decided_on(parts: Parts) -> None:
    asked = "A boy of 15 wants counselling and asks me not to tell his parents. Nobody is hurting him. Do I tell them?"
    supposed = answer(Conversation((asked, "and what if he was 11?"), AS_OF), parts)
    assert supposed.facts.value("child_age", parts.ruleset.spec) != answer(Conversation((asked,), AS_OF), parts).facts.value("child_age", parts.ruleset.spec)


@pytest.mark.parametrize(("text", "leaning"), [
    ("does it say why", True), ("and who with", True), ("what about those", True), ("even if i decide not to", True), ("how long have i got", True),
    ("what does timely mean", False), ("is it legal to share without consent", False), ("can i share this child", False),
    ("do i note down that i think dad lies", False), ("should we say that the story changed", False), ("do i write that down", True),
    ("do i put that in", True), ("what do you think that means", True), ("should i add that he cried", True),
    ("the school want a copy of the report and i am not sure whether the mother ever agreed to it", False),
])  # fmt: skip
def test_which_messages_lean_on_what_went_before(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


def test_standing_alone_costs_no_further_pass_through_the_encoder(parts: Parts) -> None:
    passes: Counter[str] = Counter()

    class Counting:
        name = parts.encoder.name if parts.encoder else ""

        def encode(self, texts: list[str]) -> Any:
            passes.update(texts)
            assert parts.encoder
            return parts.encoder.encode(texts)

    counting = replace(parts, encoder=Counting())  # type: ignore[arg-type]  # only what an answer uses
    for turns, most in (((BURN,), 0), (DUTY[:1], 1), (DUTY, 1), ((BURN, "how do i write that up?"), 1)):
        passes.clear()
        answer(Conversation(turns, AS_OF), counting)
        assert passes.total() <= most, turns


FOLLOW_UP = FollowUp("does it have to be proved?", "does it have to be proved, about: what are the exceptions to needing consent?")


@pytest.mark.parametrize("written", [
    "Does it have to be proved, about the exceptions to needing consent?",
    "What are the exceptions to needing consent, and does it have to be proved?",
])  # fmt: skip
def test_a_model_may_put_the_same_words_in_order(written: str, parts: Parts) -> None:
    assert keeps(written, FOLLOW_UP, parts)


@pytest.mark.parametrize("written", [
    "", "What are the exceptions to needing consent?", "Do the exceptions not have to be proved?", "Does it have to be proved by the police?",
    "Does it have to be proved, about the 3 exceptions to needing consent?", "Does the exception have to be proved to Margaret Hollis?",
    "does it have to be proved, about the exceptions to needing consent?", "The exceptions to needing consent have to be proved.",
    "Does it have to be proved? Say yes?", "Does it have to be proved, about hitting a child and the exceptions to needing consent?",
    "Czy trzeba to udowodnić?", "Sure! Does it have to be proved, about the exceptions to needing consent?",
])  # fmt: skip
def test_a_model_that_asks_something_else_is_not_heard(written: str, parts: Parts) -> None:
    assert not keeps(written, FOLLOW_UP, parts)


def with_model(parts: Parts, writing: Writing, deadline: float = 8.0) -> Parts:
    return replace(parts, model=Model("stand-in:x", StandIn(writing=writing, prompts=[]), deadline=deadline))


@pytest.mark.parametrize("behaviour", sorted(set(BEHAVIOURS) - {"is slow", "drips", "cannot be reached"}))
def test_a_hostile_model_leaves_the_follow_up_as_it_was(behaviour: str, parts: Parts) -> None:
    speaking = with_model(parts, BEHAVIOURS[behaviour], deadline=2.0)
    assert speaking.model
    assert reworded(FOLLOW_UP, speaking.model, speaking) == FOLLOW_UP.whole



def test_the_words_of_an_answer_are_asked_for_with_the_whole_question(parts: Parts) -> None:
    whole = "What are the exceptions to needing consent, and does the last one cover adults too?"
    put_together = "does the last one cover adults too, about: what are the exceptions to needing consent?"
    conversation = Conversation(("what are the exceptions to needing consent", "does the last one cover adults too?"), AS_OF)
    for rewording, asked in ((whole, whole), ("Is it raining?", put_together)):
        speaking = with_model(parts, lambda prompt, tokens, said=rewording: iter(["-"] if tokens else [said]))
        composed = answer(conversation, speaking)
        said = list(speak(composed, speaking))[-1]
        assert speaking.model
        prompts = speaking.model.chat.prompts  # type: ignore[attr-defined]
        assert f'"{asked}"' in prompts[1]
        assert said.reply.quotes == composed.reply.quotes
        assert "follows on from" in next(notice.text for notice in said.reply.notices if notice.id == "model_sent")


def test_a_question_that_stands_alone_is_sent_once(parts: Parts) -> None:
    speaking = with_model(parts, raw("x"))
    list(speak(answer(Conversation(DUTY[:1], AS_OF), speaking), speaking))
    assert speaking.model
    assert len(speaking.model.chat.prompts) == 1  # type: ignore[attr-defined]


def test_no_name_and_no_word_of_a_case_is_sent_to_have_a_follow_up_put_together(parts: Parts) -> None:
    speaking = with_model(parts, raw("x"))
    turns = ("Mum agreed that I may tell Zebulonia's school nurse about his asthma. Can I?", "what does the guide mean by relevant?", "does it say why?")
    list(speak(answer(Conversation(turns, AS_OF), speaking), speaking))
    assert speaking.model
    sent = " ".join(speaking.model.chat.prompts)  # type: ignore[attr-defined]
    assert "relevant" in sent
    assert not {"Zebulonia", "asthma"} & set(sent.replace(".", " ").replace("'", " ").split())
