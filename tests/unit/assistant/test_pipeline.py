"""The flow as a whole: what must hold for every message, whatever fails on the way."""

from dataclasses import replace
from datetime import date

import pytest

from assistant import pipeline
from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from assistant.reply import to_markdown
from assistant.retrieve import retrieve
from corpus.errors import InputError
from guardrails.facts import Fact
from guardrails.verdict import Outcome, Urgency
from tests.loaded import loaded_parts

AS_OF = date(2026, 11, 23)
HARM = "he's got belt marks across his legs and told me dad did it. mum says don't tell anyone. can I ring social care?"
QUESTION = "what does proportionate mean"


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def said(parts: Parts, *turns: str) -> Answer:
    return answer(Conversation(turns, AS_OF), parts)


def test_nothing_is_missing(parts: Parts) -> None:
    assert parts.faults == ()


def test_harm_engages_the_exception_whatever_was_said_about_consent(parts: Parts) -> None:
    reply = said(parts, HARM).reply
    assert reply.outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert reply.escalate
    assert {"E1", "E2"} & {quote.clause for quote in reply.quotes}
    assert reply.headline not in set(Outcome)


def test_a_share_that_was_taken_up_is_no_case_any_more_and_one_with_news_is(parts: Parts) -> None:
    told = "Y4 boy, marks from a belt on his back. Front door took the referral this morning, I've got the reference."
    recorded = said(parts, f"{told} What do I put in the log?")
    assert recorded.verdict.outcome is Outcome.INFORMATION and "P7" in {quote.clause for quote in recorded.reply.quotes}
    news = said(parts, f"{told} His brother says dad hits him too. What do I put in the log?")
    assert news.verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT


def test_where_it_is_not_surely_meant_the_answer_stands_beside_what_is_asked_back(parts: Parts) -> None:
    reply = said(parts, "Mgr off sick, nobody to sign off. do i wait?").reply
    assert reply.outcome is Outcome.CLARIFY and reply.lead[0].text.startswith("In general: You decide yourself, without waiting.")


@pytest.mark.parametrize("question", ["no manager in today. can i go ahead by myself?", "Housing officer here, am I even a 'practitioner'?"])
def test_a_case_of_which_nothing_is_told_is_a_question_where_its_answer_is_surely_meant(parts: Parts, question: str) -> None:
    assert said(parts, question).verdict.outcome is Outcome.INFORMATION


@pytest.mark.parametrize(("question", "clauses"), [
    ("what are the seven golden rules and when can i share without a yes?", {"ISA-R1", "ISA-R7", "E1", "E2", "E3"}),
    ("What are the seven principles, and what has to be recorded when I share?", {"P1", "P6", "P7"}),
])  # fmt: skip
def test_each_of_two_questions_in_one_sentence_is_answered(parts: Parts, question: str, clauses: set[str]) -> None:
    assert clauses <= {quote.clause for quote in said(parts, question).reply.quotes}


@pytest.mark.parametrize(("message", "clause"), [
    ("Two things: which principle covers keeping things up to date, and also a boy of 6 says mum locks him in the shed at night", "P4"),
    ("quick one, how long do i keep consent forms for? also a girl of 8 told me her uncle burns her with his cigarettes", "ICO-2"),
    ("what was the rule on keeping it secure? also a lad of 7 has bruises all over, he says his dad does it", "P6"),
])  # fmt: skip
def test_a_second_question_is_answered_beside_the_child_who_comes_first(parts: Parts, message: str, clause: str) -> None:
    reply = answer(Conversation((message,), AS_OF), parts).reply
    assert reply.outcome == "share_without_consent" and "consent" in reply.headline
    assert reply.focus is not None and clause in {id for said in reply.focus.says for id in said.clauses}


@pytest.mark.parametrize("message", [
    "boy 7, dad belts him. also his sister is 4 and hides under the table", "quick one: what do i say to a girl of 6 who says grandad hurts her",
    "a lad of 8 has burns on his back, how did nobody see it, also his mum is scared",
])  # fmt: skip
def test_a_case_that_asks_one_thing_gets_no_second_answer(parts: Parts, message: str) -> None:
    reply = answer(Conversation((message,), AS_OF), parts).reply
    assert reply.focus is None or reply.focus.title != "Your question"


def test_what_to_write_down_is_the_cases_own(parts: Parts) -> None:
    sent = answer(Conversation(("i emailed a report to the wrong gp", "what do i write in the log"), AS_OF), parts).reply
    assert sent.focus is not None and "log" in sent.focus.says[0].text
    seen = answer(Conversation(("a man belted his boy of 6 in the car park and drove off, i got the reg", "how do i write it up"), AS_OF), parts).reply
    assert any("registration number" in line.text and "who else saw" in line.text for line in seen.record)
@pytest.mark.parametrize(("question", "headline"), [
    ("A referral isn't allowed until mum and dad have both signed, is that the rule?", "There is no such rule."),
    ("somebody at training said you need four concerns on file before a referral", "There is no set number."),
    ("gymnastics coach here, is this guide for me or only for social workers?", "Yes, if your work involves children"),
    ("do partners get my guesses too or just what i can prove", "You need not be certain."),
    ("is there a 36 hour deadline to share in the guide", "No number of hours or days is set"),
    ("is data protection a reason not to report a concern? my line manager says so", "Data protection law does not stop you"),
    ("the worker wants to share and the mother does not. whose view wins, in general", "Neither wins outright."),
    ("is a judge's order needed to share without a yes", "You need no court order"),
])  # fmt: skip
def test_a_false_premise_is_put_right_and_a_plain_question_answered_in_the_first_words(parts: Parts, question: str, headline: str) -> None:
    assert said(parts, question).reply.headline.startswith(headline)


def test_a_second_question_that_says_nothing_of_its_matter_is_not_answered_by_itself(parts: Parts) -> None:
    reply = said(parts, "Must opinion be kept apart from fact under the guide, and what reason does it give?").reply
    assert "complaints" in " ".join(sentence.text for sentence in reply.lead)
    assert not {"I1", "I2"} & {quote.clause for quote in reply.quotes}


def test_the_same_question_of_another_age_gets_that_ages_answer(parts: Parts) -> None:
    younger = answer(Conversation(("what does the guide say about consent for little children?", "and if he was 14?"), AS_OF), parts).reply
    assert younger.headline == "If they understand that decision well enough, their own consent counts."
    older = answer(Conversation(("what does the guide say about consent for little children?", "what about a 17 year old"), AS_OF), parts).reply
    assert older.headline.startswith("Ask the young person first.")


@pytest.mark.parametrize(("question", "shown"), [
    ("what is the difference between relevant and proportionate", False), ("does the chapter mention special category data?", True),
])  # fmt: skip
def test_what_the_chapter_leaves_out_stands_only_beside_an_answer_about_it(parts: Parts, question: str, shown: bool) -> None:
    assert any(notice.id == "D9" for notice in said(parts, question).reply.national) is shown


@pytest.mark.parametrize("message", ["can i tell the school", "ok to share this with housing?", "one of mine, can I ring his nan"])
def test_a_case_of_which_nothing_is_told_is_asked_about_where_it_is_not(parts: Parts, message: str) -> None:
    assert said(parts, message).verdict.outcome is Outcome.CLARIFY


def test_a_question_about_the_procedure_is_answered_with_its_words(parts: Parts) -> None:
    reply = said(parts, QUESTION).reply
    assert reply.outcome is Outcome.INFORMATION
    assert reply.quotes[0].clause == "P1"


def test_a_question_that_names_the_chapter_gets_its_words_beside_a_note_that_fits_better(parts: Parts) -> None:
    asked = "our induction says if a parent says no and it is below section 17 that is the end of it. what does {} say?"
    named, unnamed = (retrieve(asked.format(who), parts, settle=None).close for who in ("derby's chapter", "the law"))
    assert not any(parts.corpus.clause(id).is_procedure for id in unnamed)
    assert any(parts.corpus.clause(id).is_procedure for id in named)


@pytest.mark.parametrize(("asked", "settled"), [
    ("we were told a law came in this year that makes us share. is that actually true or has he made it up?", ("new_law_real_or_rumour",)),
    ("does the chapter want a signature before you share? is it right that nobody may go without one?", ("signature_rule_premise",)),
    ("tell me each exception to consent, and what separates the first from the second", ("exceptions_and_how_the_first_two_differ",)),
    ("as a new starter, what does significant harm mean and is it me who has to decide", ("significant_harm_and_who_decides",)),
    ("may teachers promise a pupil silence, and may it be left until the lead returns", ("secrecy_and_absent_lead",)),
    ("why would anybody write up a decision not to share", ("why_record_a_no",)),
    ("do you get the sack for a concern that proved mistaken", ("job_after_an_honest_mistake",)),
    ("can i ask somebody else on the team for advice or is that a breach", ("colleague_or_manager_for_advice",)),
])  # fmt: skip
def test_a_question_in_two_halves_is_answered_by_what_answers_both(asked: str, settled: tuple[str, ...], parts: Parts) -> None:
    assert retrieve(asked, parts).settled == settled


@pytest.mark.parametrize(("question", "first"), [
    ("What are the seven principles?", ("P1", "P2", "P3", "P4", "P5", "P6", "P7")),
    ("list the three exceptions to consent", ("C7", "E1", "E2", "E3")),
    ("what are the 7 golden rules", ("ISA-R1", "ISA-R2", "ISA-R3", "ISA-R4", "ISA-R5", "ISA-R6", "ISA-R7")),
    ("What is Gillick competence?", ("LAW-36",)),
    ("what does golden rule four say", ("ISA-R4",)),
    ("Who should I ask for advice?", ("A1", "A2")),
])  # fmt: skip
def test_what_is_looked_up_by_name_is_found_by_name(parts: Parts, question: str, first: tuple[str, ...]) -> None:
    reply = said(parts, question).reply
    assert reply.outcome is Outcome.INFORMATION
    assert tuple(quote.clause for quote in reply.quotes)[: len(first)] == first


@pytest.mark.parametrize("message", [
    HARM, QUESTION, "can I share this", "can i send the school his hearing results, mum signed the form", "what's the weather tomorrow",
    "solicitor wants his file", "dad says no to early help, kids are fine", "neighbour wants to know why the social worker was there",
])  # fmt: skip
def test_every_quote_is_verbatim_and_every_case_keeps_the_net(parts: Parts, message: str) -> None:
    reply = said(parts, message).reply
    for quote in (*reply.quotes, *reply.near):
        clause = parts.corpus.clause(quote.clause)
        assert quote.text == clause.text
        if quote.start is not None:
            assert quote.text == parts.corpus.procedure_text[quote.start : quote.end]
    if reply.outcome is not Outcome.SHARE_WITHOUT_CONSENT:
        assert reply.net
    assert reply.headline in to_markdown(reply)


def test_striking_a_fact_out_changes_the_answer_and_is_kept(parts: Parts) -> None:
    conversation = Conversation((HARM,), AS_OF)
    first = answer(conversation, parts)
    for fact in first.facts:
        if parts.ruleset.spec.fact(fact.id).group in {"harm", "other"}:
            conversation = conversation.without_fact(fact.id)
    second = answer(conversation, parts)
    assert second.reply.outcome is not Outcome.SHARE_WITHOUT_CONSENT
    assert second.facts.struck


def test_a_stated_fact_wins_over_what_was_read(parts: Parts) -> None:
    conversation = Conversation((HARM,), AS_OF).with_correction(Fact("recipient", "unsafe"))
    reply = answer(conversation, parts).reply
    assert reply.outcome is Outcome.DO_NOT_SHARE
    assert reply.escalate
    assert reply.urgency is not Urgency.ROUTINE


def test_with_no_search_the_rules_still_answer_with_their_clauses(parts: Parts) -> None:
    bare = replace(parts, index=None, encoder=None, faults=("The search could not be prepared.",))
    reply = said(bare, HARM).reply
    assert reply.outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert reply.quotes
    assert any("search" in notice.text for notice in reply.notices)


def test_a_search_that_breaks_midway_is_named(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr(pipeline, "retrieve", broken)
    reply = said(parts, HARM).reply
    assert reply.quotes
    assert any(notice.id == "search_failed" for notice in reply.notices)


def test_when_reading_fails_the_safety_card_is_shown(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "read_facts", broken)
    reply = said(parts, HARM).reply
    assert (reply.outcome, reply.urgency, reply.escalate) == (Outcome.CLARIFY, Urgency.TODAY, True)
    assert "999" in to_markdown(reply)


def test_beyond_the_longest_nothing_is_decided_but_danger_is_found(parts: Parts) -> None:
    found = said(parts, "word " * 3000 + "she is not breathing")
    assert found.verdict is None
    assert found.reply.urgency is Urgency.IMMEDIATE
    assert said(parts, "word " * 3000).reply.urgency is Urgency.TODAY


@pytest.mark.parametrize("message", [
    "Dzien dobry. Dziewczynka 10 lat mowi ze ojczym bije ja kablem i boi sie wracac do domu. Czy moge powiedziec komus bez zgody?",
    "孩子说爸爸打他，我可以告诉学校吗",
    "Un niño de mi clase dice que su padrastro le pega. ¿Puedo decirlo sin permiso?",
])  # fmt: skip
def test_in_another_language_nothing_is_decided_and_the_safety_card_says_why(parts: Parts, message: str) -> None:
    found = said(parts, message)
    assert found.verdict is None
    assert (found.reply.outcome, found.reply.urgency) == (Outcome.CLARIFY, Urgency.TODAY)
    assert any(notice.id == "not_english" for notice in found.reply.notices)


def test_a_word_of_another_language_beside_an_english_case_loses_nothing(parts: Parts) -> None:
    found = said(parts, HARM, "dziekuje bardzo za pomoc i do widzenia")
    assert found.reply.outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert any(notice.id == "turn_not_english" for notice in found.reply.notices)
    assert all(notice.id != "turn_not_english" for notice in said(parts, HARM).reply.notices)


@pytest.mark.parametrize("message", ["", " \n ", "…", "\u200b"])
def test_a_message_without_words_is_refused(parts: Parts, message: str) -> None:
    with pytest.raises(InputError):
        said(parts, message)


def test_the_same_conversation_gives_the_same_answer(parts: Parts) -> None:
    one, two = said(parts, HARM), said(parts, HARM)
    assert (one.id, one.reply, one.facts, one.verdict) == (two.id, two.reply, two.facts, two.verdict)
