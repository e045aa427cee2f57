"""What must hold of every reply, over a table of situations that covers all outcomes, matters and signs of harm."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from statistics import median

import pytest

from assistant import draft as draft_module
from assistant.compose.case import Case, signs, usable
from assistant.compose.slots import Slots
from assistant.draft import Draft, Said, compose
from assistant.reading.aspects import DRAFTED
from assistant.reading.callers import CALLERS
from assistant.reading.particulars import AREAS, ASKERS, Particulars
from assistant.reading.told import CIRCUMSTANCES
from assistant.reply import Reply, to_markdown
from assistant.verify import verify
from assistant.wording import Line
from corpus.clauses import Certainty, ClauseId, SettledAnswer, Subject
from evals.readability import grade, sentences_of, words_of
from guardrails.decide import decide
from guardrails.facts import Fact, Facts, Provenance
from guardrails.verdict import Outcome, Urgency
from tests.unit.assistant.situations import (
    HARM,
    TODAY,
    Situation,
    case_of,
    corpus,
    every_situation,
    make_case,
    over_all,
    ruleset,
    situations,
    wording,
)

EVIDENCE = (ClauseId("C5"), ClauseId("ISA-R3"), ClauseId("C3"))
ALL = situations()
LISTS = [subject for subject in corpus().subjects if subject.whole]
NO_CASE = {Outcome.INFORMATION, Outcome.OUT_OF_SCOPE}


def drafted(situation: Situation, evidence: tuple[ClauseId, ...] = (), weak: bool = False) -> Draft:
    return compose(make_case(situation.facts, situation.particulars), evidence, corpus(), wording(), weak)


@cache
def replied(situation: Situation, evidence: tuple[ClauseId, ...] = ()) -> Reply:
    return verify(drafted(situation, evidence), corpus())


def reply_to(facts: dict[str, str], particulars: Particulars | None = None) -> Reply:
    return verify(compose(make_case(facts, particulars), (), corpus(), wording()), corpus())


def own_words(reply: Reply) -> Iterator[str]:
    """Everything that the fixed wording says in a reply: quotes and the words of national guidance are others'."""
    yield from (reply.banner, reply.headline, reply.net, *reply.asks)
    yield from (sentence.text for sentence in reply.sentences())
    yield from (phrase.text for phrase in reply.phrases)
    yield from (person.why for person in reply.speak_to)


def test_the_table_covers_every_outcome_matter_and_sign() -> None:
    cases = [case_of(situation) for situation in ALL]
    assert {case.verdict.outcome for case in cases} == set(Outcome)
    assert {case.verdict.urgency for case in cases} == set(Urgency)
    assert {rule for case in cases for rule in case.verdict.fired} >= {rule.id for rule in ruleset().rules}
    assert set(HARM.split()) == set(ruleset().spec.harm_facts)
    assert len(ALL) >= 60


@every_situation
def test_every_line_that_the_rules_ask_for_is_said(situation: Situation) -> None:
    assert set(case_of(situation).verdict.must_say) <= set(drafted(situation).said)


def test_every_line_that_a_rule_asks_for_has_words() -> None:
    assert {line for rule in ruleset().rules for line in rule.must_say} <= set(wording().must_say)


@every_situation
def test_the_headline_is_a_sentence_and_never_the_name_of_the_outcome(situation: Situation) -> None:
    reply = replied(situation)
    assert re.fullmatch(r"[A-Z].*[.”]", reply.headline)
    assert reply.headline.lower().rstrip(".") != reply.outcome.replace("_", " ")
    assert len(words_of(reply.headline)) >= 6


@every_situation
def test_nothing_is_withheld_from_a_sound_corpus(situation: Situation) -> None:
    reply = replied(situation, EVIDENCE)
    assert reply.withheld == ()
    assert [quote.text for quote in reply.quotes if quote.start is not None] == [
        corpus().procedure_text[quote.start : quote.end] for quote in reply.quotes if quote.start is not None
    ]


@every_situation
def test_no_reply_on_a_case_without_the_net(situation: Situation) -> None:
    reply = replied(situation)
    if reply.outcome is Outcome.SHARE_WITHOUT_CONSENT:
        assert reply.net == ""
        return
    assert "evidence of, or reasonable cause to believe in, significant harm" in reply.net
    assert re.search("ring|speak|tell", reply.net, re.I)
    assert ("A real child in mind? Tell me what you saw." in reply.net) == (reply.outcome is Outcome.INFORMATION)


@every_situation
def test_steps_are_three_to_seven_and_each_is_said_once(situation: Situation) -> None:
    reply = replied(situation)
    texts = [step.text for step in reply.steps]
    assert len(texts) == len(set(texts))
    assert len(texts) <= 7
    assert len(texts) >= 3 or reply.outcome in NO_CASE


@every_situation
def test_consent_is_never_advised_where_it_is_not_needed(situation: Situation) -> None:
    reply = replied(situation, EVIDENCE)
    if reply.outcome is not Outcome.SHARE_WITHOUT_CONSENT:
        return
    for text in own_words(reply):
        for sentence in sentences_of(text):
            if re.search(r"\b(ask|seek|get|obtain)\b[^.]*\b(consent|permission|agree|a yes)\b", sentence, re.I):
                assert re.search(r"\b(do not|not sought|without)\b", sentence, re.I), sentence
    assert "do not need consent" in reply.headline
    assert {quote.clause for quote in reply.quotes}.isdisjoint({"C1", "C3", "C6"})


@every_situation
def test_the_recipient_and_the_information_are_named(situation: Situation) -> None:
    reply = replied(situation)
    if reply.outcome in NO_CASE:
        return
    text = to_markdown(reply).lower()
    assert situation.particulars.recipient.lower() in text
    for item in filter(usable, situation.particulars.information[:1]):
        assert item.lower() in text


@every_situation
def test_a_clarify_asks_exactly_one_question(situation: Situation) -> None:
    reply = replied(situation)
    if reply.outcome is not Outcome.CLARIFY:
        assert reply.asks == ()
        return
    assert len(reply.asks) == 1
    assert reply.asks[0].count("?") == 1
    assert reply.asks[0].count("If ") >= 2
    assert any("Do not stop to answer here first" in step.text for step in reply.steps)


@every_situation
def test_no_outdated_clause_stands_alone(situation: Situation) -> None:
    reply = replied(situation, EVIDENCE)
    beside = {notice.id for notice in (*reply.national, *reply.notices)}
    quoted = {quote.clause for quote in reply.quotes}
    assert "C5" not in quoted or "D3" in beside
    assert "C3" not in quoted or "D4" in beside
    assert all(notice.text.startswith(("National guidance now says", "Local procedure says")) for notice in reply.national)


@every_situation
def test_danger_puts_999_before_everything(situation: Situation) -> None:
    reply = replied(situation)
    assert (reply.urgency is Urgency.IMMEDIATE) == ("999" in reply.banner)
    if reply.urgency is Urgency.IMMEDIATE:
        assert to_markdown(reply).index("999") < 20


@every_situation
def test_somebody_to_speak_to_is_always_named(situation: Situation) -> None:
    reply = replied(situation)
    if situation.particulars.asker == "public":
        assert not [person for person in reply.speak_to if "safeguarding lead" in person.name]
    else:
        assert "If they are not there, disagree, or it is about them" in reply.speak_to[-1].why
    unconfirmed = [contact.number for contact in corpus().contacts if contact.number and contact.certainty is not Certainty.CONFIRMED]
    for person in reply.speak_to:
        if any(number in person.reach for number in unconfirmed):
            assert "not confirmed" in person.reach
            assert "disagree about this number" in person.caution
    text = to_markdown(replace(reply, speak_to=()))
    assert not any(number in text for number in unconfirmed)


@every_situation
def test_the_family_is_not_told_where_telling_is_unsafe(situation: Situation) -> None:
    case = case_of(situation)
    if not {"family_before_advice", "accused_person"}.intersection(case.verdict.recipients_not_with):
        return
    reply = replied(situation)
    tell = re.compile(r"^(Tell|Thank) (the family|the parent|mum|dad|her|his|situation.giver)")
    assert not [step.text for step in reply.steps for one in sentences_of(step.text) if tell.match(one)]
    assert not [phrase for phrase in reply.phrases if phrase.to in {"the parent", "the family", "mum", "dad"}]


@every_situation
def test_sharing_says_with_whom_and_with_whom_not(situation: Situation) -> None:
    reply = replied(situation)
    if reply.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.SHARE_WITH_CONSENT, Outcome.SEEK_CONSENT, Outcome.PAUSE}:
        assert any("With whom" in item.text and "Not with" in item.text for item in reply.share)
        assert reply.leave_out
        assert reply.record


@every_situation
def test_no_sentence_is_longer_than_25_words(situation: Situation) -> None:
    for text in own_words(replied(situation)):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert len(sentence.split()) <= 25, sentence


@every_situation
def test_the_assistant_never_speaks_as_a_person(situation: Situation) -> None:
    reply = replace(replied(situation), phrases=())
    assert not [text for text in own_words(reply) if re.search(r"\bI\b|\bI'm\b", text)]
    assert not [text for text in own_words(reply) if re.search(r"[{}]|\s\s| [,.;]", text)]


def test_replies_read_at_grade_nine_or_below() -> None:
    grades = {situation.name: grade(own_words(replied(situation))) for situation in ALL}
    assert median(grades.values()) <= 9
    assert max(grades.values()) <= 11, sorted(grades.items(), key=lambda item: -item[1])[:5]


def test_the_same_case_makes_the_same_draft() -> None:
    assert [drafted(situation, EVIDENCE) for situation in ALL] == [drafted(situation, EVIDENCE) for situation in ALL]


@pytest.mark.parametrize("sign", HARM.split())
def test_each_sign_of_harm_has_its_own_step_and_its_own_things_to_leave_out(sign: str) -> None:
    reply, other = reply_to({sign: "cause"}), reply_to({"likely_harm" if sign != "likely_harm" else "neglect": "cause"})
    assert {step.text for step in reply.steps} - {step.text for step in other.steps}
    assert {item.text for item in reply.leave_out} - {item.text for item in other.leave_out}
    assert (wording().joins["harm_unnamed"] if sign == "likely_harm" else ruleset().spec.fact(sign).says) in reply.lead[1].text


def test_two_recipients_get_two_different_replies() -> None:
    neighbour = reply_to({"physical_harm": "cause", "recipient": "no_role"}, Particulars("the neighbour"))
    grandmother = reply_to({"physical_harm": "cause", "recipient": "no_role"}, Particulars("his gran"))
    assert neighbour.headline.startswith("Not the neighbour: tell children's social care, today.")
    assert grandmother.headline.startswith("Not his gran:")


def test_consent_that_was_given_too_is_named_in_the_headline() -> None:
    reply = reply_to({"neglect": "cause", "consent": "given"}, Particulars(giver="mum"))
    assert reply.headline == (
        "Share now with children's social care, today. You do not need consent; you have it, so tell them what you are sending."
    )


def test_a_yes_that_no_words_say_is_not_told_to_anybody_beside_harm() -> None:
    guessed = Facts({"neglect": Fact("neglect", "cause"), "consent": Fact("consent", "given", provenance=Provenance.LEARNED, sure=60)})
    case = Case(decide(guessed, ruleset(), TODAY), guessed, Particulars(giver="mum"), ruleset(), TODAY)
    reply = verify(compose(case, (), corpus(), wording()), corpus())
    assert reply.headline.endswith("You do not need consent.")
    assert "agreed" not in to_markdown(reply)


def test_who_may_have_done_it_is_among_those_not_to_tell() -> None:
    assert any("Not with: whoever may have done it" in item.text for item in reply_to({"physical_harm": "cause"}).share)
    assert not any("whoever may have done it" in item.text for item in reply_to({"self_harm": "cause"}).share)


def test_whether_the_one_asked_about_may_be_told_stands_in_the_headline() -> None:
    nurse = reply_to({"neglect": "cause", "recipient": "professional"}, Particulars("the school nurse"))
    assert "The school nurse may be told too, but only what that work needs." in nurse.headline
    mother = reply_to({"neglect": "cause", "recipient": "professional"}, Particulars("the mother"))
    assert "Before you tell the mother, ask children's social care what is safe to say." in mother.headline


def test_the_question_is_about_the_sign_where_there_is_a_worry_and_else_about_consent() -> None:
    spec = ruleset().spec
    assert reply_to({"neglect": "worry"}).asks[0].startswith(spec.fact("neglect").asks)
    assert "If yes: share today" in reply_to({"neglect": "worry"}).asks[0]
    assert reply_to({"recipient": "professional"}, Particulars("the school")).asks[0].startswith(spec.fact("consent").asks)
    assert reply_to({"consent": "given"}).asks[0].startswith(spec.fact("recipient").asks)


def test_an_unsafe_recipient_is_refused_and_the_harm_still_told() -> None:
    reply = reply_to({"domestic_abuse": "evidence", "recipient": "unsafe"}, Particulars("her ex-partner", ("the safe address",)))
    assert reply.headline.startswith("Do not tell her ex-partner")
    assert "tell them today" in reply.headline
    assert any("You do not need consent" in step.text for step in reply.steps)


def test_no_summary_of_a_parents_rights_stands_beside_a_refusal_to_an_unsafe_recipient() -> None:
    case = make_case({"recipient": "unsafe"}, Particulars("her ex-partner"))
    reply = verify(compose(case, (ClauseId("LAW-47"), ClauseId("C3"), ClauseId("P2")), corpus(), wording()), corpus())
    assert {"LAW-47", "C3"}.isdisjoint(quote.clause for quote in reply.quotes)
    assert "P2" in {quote.clause for quote in reply.quotes}


def test_a_feared_adult_is_told_nothing_even_where_nobody_was_read_as_asking_for_them() -> None:
    reply = reply_to({"domestic_abuse": "cause"})
    assert any(step.text.startswith("Tell the feared adult nothing, nor anybody who asks for them") for step in reply.steps)
    assert any("Tell the adult who is at risk, alone" in step.text for step in reply.steps)


def test_a_safe_address_is_never_listed_with_what_to_share() -> None:
    case = {"domestic_abuse": "evidence", "recipient": "professional"}
    reply = reply_to(case, Particulars("the health visitor", ("the safe address", "what he threatened")))
    assert not any("address" in item.text for item in reply.share)
    assert not any("safe address" in step.text for step in reply.steps)
    assert any(item.text.startswith("The safe address: give it only by phone") for item in reply.leave_out)


def test_the_person_who_got_a_safe_address_by_mistake_is_told_nothing_more() -> None:
    reply = reply_to({"breach": "safe_address"}, Particulars("his father", ("the refuge address",)))
    assert not any(step.text.startswith(("Tell his father", "Give his father")) for step in reply.steps)
    assert any("Not with: his father" in item.text for item in reply.share)


@over_all(corpus().answers, lambda settled: settled.id)
def test_a_settled_answer_is_said_whole_above_the_clauses_that_it_rests_on(settled: SettledAnswer) -> None:
    case = make_case({"ask": "information"})
    reply = verify(compose(case, settled.clauses, corpus(), wording(), settled=(settled.id,)), corpus())
    said = [reply.headline, *(sentence.text for sentence in reply.lead if sentence.clauses)]
    assert said == [statement.text for statement in settled.says]
    assert {*settled.clauses} <= {quote.clause for quote in reply.quotes}
    assert not reply.withheld and "A real child in mind?" in reply.net


@pytest.mark.parametrize("settled", [one for one in corpus().answers if one.reach], ids=lambda settled: settled.id)
def test_who_was_asked_for_is_reached_by_the_number_of_the_contacts_and_by_no_other(settled: SettledAnswer) -> None:
    reply = verify(compose(make_case({"ask": "information"}), settled.clauses, corpus(), wording(), settled=(settled.id,)), corpus())
    contacts = [contact for contact in corpus().contacts if contact.id in settled.reach]
    given = [sentence.text for sentence in reply.lead if not sentence.clauses]
    assert len(given) == len(contacts) and [person.name for person in reply.speak_to][: len(contacts)] == [one.name for one in contacts]
    for contact, text in zip(contacts, given, strict=True):
        assert contact.name in text and (contact.number or contact.email) in text
        assert (contact.certainty is Certainty.CONFIRMED) is ("not confirmed" not in text)


def test_two_questions_get_both_answers_and_the_clauses_of_both() -> None:
    first, second = corpus().answer("record_either_way"), corpus().answer("consent_withdrawn")
    evidence = tuple(dict.fromkeys((*first.clauses, *second.clauses)))
    reply = verify(compose(make_case({"ask": "information"}), evidence, corpus(), wording(), settled=(first.id, second.id)), corpus())
    assert reply.headline == first.says[0].text and reply.lead[-1].text == second.says[0].text
    assert {*evidence} <= {quote.clause for quote in reply.quotes}


def test_what_is_not_sure_to_answer_is_said_to_come_nearest() -> None:
    case = make_case({"ask": "information"})
    for evidence, how in ((EVIDENCE, "Nearest to that, Derby's procedure says"), (EVIDENCE[1:], "comes nearest to that, in our summary")):
        assert how in verify(compose(case, evidence, corpus(), wording(), sure=False), corpus()).headline


def test_information_is_answered_from_the_best_clauses_in_the_voice_of_each() -> None:
    case = make_case({"ask": "information"})
    reply = verify(compose(case, EVIDENCE, corpus(), wording()), corpus())
    assert [quote.clause for quote in reply.quotes] == ["C5", "ISA-R3", "C3"]
    assert reply.headline == "Derby's procedure says: overriding consent needs another legal basis."
    assert reply.lead[0].text.startswith("National guidance (our summary), under “Golden rule 3")
    assert {"D3", "D4"} <= {notice.id for notice in reply.national}


def test_what_a_clause_says_beside_its_headline_is_added() -> None:
    reply = verify(compose(make_case({"ask": "information"}), (ClauseId("P7"),), corpus(), wording()), corpus())
    assert reply.headline == "Derby's procedure says: record your decision either way."
    assert "disposed of by the recipient's own policy" in reply.lead[0].text


def test_the_agreement_is_never_quoted_without_saying_that_it_could_not_be_checked() -> None:
    reply = verify(compose(make_case({"ask": "information"}), (ClauseId("C8"),), corpus(), wording()), corpus())
    assert "D11" in {notice.id for notice in reply.notices}


def test_a_case_says_in_a_line_that_the_chapter_may_have_been_withdrawn_but_not_before_danger() -> None:
    said = {case: " ".join(n.text for n in verify(compose(make_case(case_facts), (), corpus(), wording()), corpus()).notices) for case, case_facts in {
        "today": {"physical_harm": "cause"}, "now": {"physical_harm": "cause", "danger_now": "yes"},
    }.items()}  # fmt: skip
    assert "may have been withdrawn" in said["today"] and "may have been withdrawn" not in said["now"]


@pytest.mark.parametrize("subject", LISTS, ids=lambda subject: subject.id)
def test_a_list_that_is_asked_for_is_told_and_quoted_whole_and_in_its_order(subject: Subject) -> None:
    draft = compose(make_case({"ask": "information"}), subject.clauses, corpus(), wording(), subject=subject.id)
    reply = verify(draft, corpus())
    assert tuple(quote.clause for quote in reply.quotes) == subject.clauses
    assert {"three": "3", "seven": "7"}[re.findall("three|seven", reply.headline)[0]] in reply.lead[0].text
    assert set(subject.clauses) <= set(reply.lead[0].clauses)
    assert not reply.withheld


@pytest.mark.parametrize(("found", "quoted"), [
    (("C5", "E2", "C7"), ["C5", "C7", "E1", "E2", "E3"]),
    (("A2", "P7"), ["A1", "A2", "P7"]),
])
def test_a_question_is_answered_with_both_halves_of_a_thought(found: tuple[str, ...], quoted: list[str]) -> None:
    evidence = tuple(map(ClauseId, found))
    reply = verify(compose(make_case({"ask": "information"}), evidence, corpus(), wording()), corpus())
    assert [quote.clause for quote in reply.quotes] == quoted


@pytest.mark.parametrize(("facts", "clause", "quoted"), [
    ({"consent": "refused", "purpose": "need", "recipient": "professional"}, "C4", True),
    ({"consent": "given", "purpose": "need", "recipient": "professional"}, "C4", False),
    ({"consent": "not_asked", "purpose": "need", "recipient": "professional", "child_age": "under_12"}, "C8", False),
    ({"consent": "not_asked", "purpose": "need", "recipient": "professional", "child_age": "13_to_15"}, "C8", True),
    ({"physical_harm": "evidence", "recipient": "professional"}, "I2", False),
    ({"recipient": "unsafe"}, "P5", False),
    ({"recipient": "unsafe", "domestic_abuse": "evidence"}, "P5", True),
])
def test_a_clause_that_was_only_found_is_quoted_where_its_words_are_about_the_case(facts: dict[str, str], clause: str, quoted: bool) -> None:
    draft = compose(make_case(facts), (ClauseId(clause),), corpus(), wording())
    assert (clause in draft.quotes) is quoted


def test_every_clause_with_a_condition_is_of_the_procedure() -> None:
    assert set(wording().added) <= {clause.id for clause in corpus().procedure()}


def test_a_weak_match_is_shown_as_near_and_not_as_the_answer() -> None:
    reply = verify(compose(make_case({"ask": "information"}), EVIDENCE, corpus(), wording(), weak=True), corpus())
    assert reply.quotes == ()
    assert [quote.clause for quote in reply.near] == ["C5", "ISA-R3", "C3"]
    assert "does not plainly answer that: ask" in reply.headline


def test_a_weak_match_adds_nothing_to_what_is_said_of_a_case() -> None:
    draft = compose(make_case({"consent": "refused", "recipient": "professional"}), EVIDENCE, corpus(), wording(), weak=True)
    assert draft.near == ()
    assert "ISA-R3" not in draft.quotes


def test_what_is_not_covered_has_no_words_near_to_it() -> None:
    draft = compose(make_case({"ask": "out_of_scope"}), EVIDENCE, corpus(), wording())
    assert (draft.near, draft.quotes, draft.national) == ((), (), ())


@pytest.mark.parametrize(("facts", "quoted"), [
    ({"neglect": "cause"}, {"E2"}),
    ({"neglect": "evidence"}, {"E1", "E2"}),
    ({"adult_harm": "yes"}, {"E3"}),
    ({"consent": "not_asked", "purpose": "need", "recipient": "professional"}, set()),
    ({"breach": "sent"}, set()),
    ({"recipient": "no_role"}, set()),
])
def test_an_exception_is_quoted_only_where_it_is_engaged(facts: dict[str, str], quoted: set[str]) -> None:
    found = tuple(map(ClauseId, ("E1", "E2", "E3")))
    draft = compose(make_case(facts), found, corpus(), wording())
    assert {"E1", "E2", "E3"}.intersection(draft.quotes) <= quoted
    assert {"E1", "E2", "E3"}.intersection(draft.quotes) or not quoted


def test_the_sign_that_words_point_at_is_named_before_what_was_only_learned_and_no_kind_last() -> None:
    learned = {"likely_harm": 90, "emotional_harm": 50, "criminal_exploitation": 48, "sexual_exploitation": 55}
    facts = {id: Fact(id, "evidence", (), Provenance.LEARNED, sure=sure) for id, sure in learned.items()}
    stated = Facts(facts | {"weapons": Fact("weapons", "cause")})
    case = Case(decide(stated, ruleset(), TODAY), stated, Particulars(), ruleset(), TODAY)
    assert signs(case, wording()) == ("weapons", "sexual_exploitation", "emotional_harm", "criminal_exploitation", "likely_harm")


TIPS_OFF = "sexual_harm sexual_exploitation criminal_exploitation trafficking online_grooming fgm forced_marriage likely_harm"


@pytest.mark.parametrize("sign", TIPS_OFF.split())
@pytest.mark.parametrize("consent", ["untold", "refused", "given"])
def test_the_family_hears_nothing_before_others_agree_where_it_could_tip_somebody_off(sign: str, consent: str) -> None:
    reply = reply_to({sign: "cause", "consent": consent}, Particulars(giver="mum"))
    assert any(re.search("nothing to the family until|Do not tell the family yet", step.text) for step in reply.steps)
    assert not [phrase for phrase in reply.phrases if phrase.to in {"mum", "the parent", "the family"}]


@pytest.mark.parametrize("kin", ["the aunt or uncle", "the stepfather", "the coach", "a friend"])
def test_nobody_is_told_to_ask_what_kin_or_the_accused_needs_to_know(kin: str) -> None:
    for facts in ({"physical_harm": "cause"}, {"professional_abuse": "cause"}):
        assert "needs to know" not in to_markdown(reply_to(facts, Particulars(kin)))


def test_a_no_that_no_words_say_is_put_into_nobodys_mouth() -> None:
    guessed = Facts({"neglect": Fact("neglect", "cause"), "consent": Fact("consent", "refused", (), Provenance.LEARNED, "")})
    case = Case(decide(guessed, ruleset(), TODAY), guessed, Particulars(giver="mum"), ruleset(), TODAY)
    assert not re.search("refusal|said no", to_markdown(verify(compose(case, (), corpus(), wording()), corpus())))
    said = to_markdown(reply_to({"neglect": "cause", "consent": "refused"}, Particulars(giver="mum")))
    assert "so the refusal does not stop you" in said
    assert "To mum: “I know that you said no." in said


@pytest.mark.parametrize("sign", HARM.split())
def test_no_step_supposes_that_the_child_is_with_the_writer_or_told_somebody(sign: str) -> None:
    text = to_markdown(reply_to({sign: "cause"}))
    assert "right to tell" not in text
    for sentence in sentences_of(text):
        assert not re.search(r"\bgo home|\bStay with|\bKeep somebody with|\bhand the child\b", sentence) or sentence.startswith("If ")


def test_what_is_left_out_never_takes_back_who_a_missing_child_may_be_with() -> None:
    for sign in ("missing", "sexual_exploitation", "criminal_exploitation"):
        texts = [item.text for item in reply_to({sign: "cause"}).leave_out]
        assert any("Names of friends" in text and "do go" in text for text in texts)
        assert not any("other children, the person who told you" in text for text in texts)


def test_a_member_of_the_public_needs_no_manager_and_may_ask_not_to_be_named() -> None:
    text = to_markdown(reply_to({"physical_harm": "cause"}, Particulars(asker="public")))
    assert "You need no manager" in text
    assert "kept back" in text
    assert not re.search("your safeguarding lead|your organisation|48 hours|would go home|Who you told above you", text)


def test_a_foster_carer_goes_to_the_childs_social_worker_and_not_to_the_parents() -> None:
    for facts in ({"neglect": "cause"}, {"consent": "not_asked", "recipient": "professional", "purpose": "need"}):
        text = to_markdown(reply_to(facts, Particulars("the club", asker="foster")))
        assert "the child's social worker" in text
        assert "To the parent:" not in text
        assert "Ask a parent with Parental Responsibility" not in text


def test_a_childminder_goes_to_the_front_door_and_to_an_agency_or_the_early_years_team() -> None:
    for facts in ({"neglect": "cause"}, {"neglect": "worry", "consent": "refused"}, {"legal_demand": "yes"}, {"breach": "lost"}, {}):
        reply = reply_to(facts, Particulars(asker="childminder"))
        names = [person.name for person in reply.speak_to]
        assert "Initial Response Team, Derby City Council" in names
        assert names[-1] == "Your agency or the council's early years team"
        text = " ".join(own_words(reply))
        assert not re.search("safeguarding lead|your manager|your setting|Hand the order|They answer it", text)
    assert "children's social care, your agency or the council's early years team" in to_markdown(reply_to({}, Particulars(asker="childminder")))
    assert "before the child would go home" in to_markdown(reply_to({"neglect": "cause"}, Particulars(asker="childminder")))


@pytest.mark.parametrize("asker", ["foster", "public", "childminder"])
def test_nobody_without_a_manager_is_sent_to_one_after_a_mistake(asker: str) -> None:
    assert "your manager" not in to_markdown(reply_to({"breach": "sent"}, Particulars(asker=asker)))


def test_an_officer_who_was_rung_back_is_told_in_the_headline() -> None:
    facts = {"missing": "cause", "danger_now": "yes", "recipient": "professional"}
    reply = reply_to(facts, Particulars("the police officer", ("where she was last seen",)))
    assert reply.headline.startswith("Tell the police officer now: ring 999, unless you are through to them already.")
    assert any(item.text.startswith("With whom: the police officer, then children's social care.") for item in reply.share)


@pytest.mark.parametrize("recipient", ["no_role", "unverified"])
def test_the_press_gets_no_comment_and_goes_to_somebody_senior(recipient: str) -> None:
    text = to_markdown(reply_to({"recipient": recipient}, Particulars("the press")))
    assert "press office" in text
    assert "no comment" in text
    assert "Give me your office" not in text


def test_a_person_without_a_role_is_not_offered_another_route() -> None:
    text = to_markdown(reply_to({"recipient": "no_role", "route": "insecure"}, Particulars("the neighbour", route="by WhatsApp")))
    assert "Give the neighbour nothing, by WhatsApp or in any other way" in text
    assert "secure route" not in text


def test_the_lado_is_spelt_out_where_it_is_named() -> None:
    for facts in ({"professional_abuse": "cause"}, {"professional_abuse": "cause", "recipient": "unsafe"}, {"low_level_concern": "yes"}):
        text = to_markdown(reply_to(facts, Particulars("the coach")))
        assert text.count("Local Authority Designated Officer") == 1


def test_words_of_a_school_stand_only_before_a_school() -> None:
    for facts in ({"professional_abuse": "cause"}, {"low_level_concern": "yes"}, {"professional_abuse": "worry"}):
        assert not re.search("staff.?room|the head\\b", to_markdown(reply_to(facts)), re.I)
    assert "Take it to the head" in to_markdown(reply_to({"low_level_concern": "yes"}, Particulars(asker="school")))


def test_a_worry_of_no_named_kind_is_asked_what_was_seen() -> None:
    assert reply_to({}).asks[0].startswith("What have you seen or heard that worries you")
    assert reply_to({"likely_harm": "worry"}).asks[0].startswith("What have you seen or heard that worries you")


def test_an_old_number_is_called_old() -> None:
    draft = compose(make_case({"neglect": "cause"}, as_of=date(2027, 6, 1)), (), corpus(), wording())
    front_door = next(person for person in draft.speak_to if "01332 641172" in person.reach)
    assert "over 90 days ago" in front_door.caution


def test_a_particular_that_is_no_plain_phrase_is_not_repeated() -> None:
    odd = Particulars(recipient="![x](http://example.org/a.png)", information=("one two three four five six seven eight nine",))
    text = to_markdown(reply_to({"physical_harm": "cause", "recipient": "no_role"}, odd))
    assert "example.org" not in text
    assert "seven eight" not in text


def test_a_looked_after_child_is_asked_for_through_the_social_worker() -> None:
    reply = reply_to({"consent": "not_asked"}, Particulars("the club", giver="the foster carer"))
    assert "child's social worker" in reply.headline


def test_every_line_of_the_wording_names_keys_and_values_that_exist() -> None:
    spec = ruleset().spec
    known = {fact.id: set(fact.values) for fact in spec.facts} | {f"sheet.{one.id}": set(one.values) for one in spec.variables}
    known |= {f"kind.{of}": set(kinds) for of, kinds in wording().kinds.items()}
    roles = set(wording().roles) | {"emergency"}
    known |= {"outcome": set(Outcome), "urgency": set(Urgency), "escalate": {"yes", "no"}, "exception": {"E1", "E2", "E3"}}
    known |= {"with": roles, "not_with": roles, "must": set(wording().must_say), "weak": {"yes", "no"}}
    known |= {"named": {"recipient", "information", "route", "giver", "unsafe"}, "best": {"procedure", "note", "none"}}
    known |= {"signs": {*wording().signs, "none"}, "main": set(wording().signs)}
    known |= {name: {"yes", "no"} for name in ("unnamed", "limited")}
    known |= {name: {"plain", "unnamed", "doubtful", "none"} for name in ("refusal", "agreement")}
    known |= {"asker": {*ASKERS, "public", "foster", "untold"}}
    known |= {"area": set(AREAS), "told": {*CIRCUMSTANCES, "none"}, "caller": {*CALLERS, "none"}}
    known |= {"subject": {subject.id for subject in corpus().subjects if subject.whole}}
    known |= {"progress": {"told", "rung", "unanswered", "shut", "declined", "none"}}
    known |= {"aspect": {*wording().aspects}, "sure": {"yes", "no"}}
    people = [person for parts in wording().replies.values() for person in parts.speak_to]
    conditions = [line for _, line in wording().lines()] + people
    for condition in conditions:
        for key, values in (*condition.when.items(), *condition.unless.items()):
            assert key in known, key
            assert set(values) <= known[key], (key, values)


def test_every_line_with_a_condition_is_said_in_some_situation(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[int, Line] = {}
    written = draft_module._fill

    def noted(line: Line, values: Slots) -> Said:
        said[id(line)] = line
        return written(line, values)

    monkeypatch.setattr(draft_module, "_fill", noted)
    for situation in ALL:
        for evidence, weak in (((), False), (EVIDENCE, False), (EVIDENCE[1:], False), (EVIDENCE, True)):
            drafted(situation, evidence, weak)
    for evidence in (EVIDENCE, EVIDENCE[1:]):
        compose(make_case({"ask": "information"}), evidence, corpus(), wording(), sure=False)
    for subject in LISTS:
        compose(make_case({"ask": "information"}), subject.clauses, corpus(), wording(), subject=subject.id)
    for aspect in wording().aspects:
        lines = [line for _, line in wording().lines() if "Take advice first." not in line.text]
        looked_for = {id(line) for line in lines if aspect in line.when.get("aspect", ())}
        for situation in ALL:
            if looked_for <= said.keys():
                break
            compose(case_of(situation), EVIDENCE, corpus(), wording(), aspect=aspect)
    unsaid = [(place, line.text) for place, line in wording().lines() if id(line) not in said and not place.startswith(("slots", "signs"))]
    assert not [line for line in unsaid if "Take advice first." not in line[1]]


def test_every_clause_and_contact_that_the_wording_names_exists() -> None:
    assert {id for _, line in wording().lines() for id in line.rests_on} <= {clause.id for clause in corpus().clauses}
    people = [person for parts in wording().replies.values() for person in parts.speak_to] + [*wording().safety_card.speak_to]
    assert {person.contact for person in people if person.contact} <= {contact.id for contact in corpus().contacts}
    assert set(wording().glosses) == {clause.id for clause in corpus().procedure()}
    assert {clause.source for clause in corpus().notes()} <= set(wording().voices)
    assert set(wording().signs) >= set(ruleset().spec.harm_facts)


def test_an_account_stands_only_where_a_draft_is_asked_for() -> None:
    using = [line for _, line in wording().lines() if "{account}" in line.text]
    assert using and all(set(line.when.get("aspect", {"none"})) <= DRAFTED for line in using)
