"""What does not hold is withheld, and what is left still says what to do and whom to speak to."""

from dataclasses import replace

import pytest

from assistant.draft import Draft, Said, compose
from assistant.reply import to_markdown
from assistant.verify import fault_notice, safety_card, verify
from corpus.clauses import Clause, ClauseId, Corpus
from guardrails.verdict import Outcome, Urgency
from tests.unit.assistant.situations import Situation, corpus, make_case, situations, wording


def draft_of(facts: dict[str, str], evidence: tuple[str, ...] = ()) -> Draft:
    return compose(make_case(facts), tuple(map(ClauseId, evidence)), corpus(), wording())


def damaged(*ids: str) -> Corpus:
    """The corpus with the words of some clauses of the procedure changed in the store."""

    def spoil(clause: Clause) -> Clause:
        return replace(clause, text=clause.text.replace("e", "a", 1)) if clause.id in ids else clause

    return replace(corpus(), clauses=tuple(map(spoil, corpus().clauses)))


def test_a_damaged_quote_is_withheld_with_the_sentences_that_rest_only_on_it() -> None:
    draft = draft_of({"neglect": "cause"})
    alone = Said("Derby's procedure says so.", ("E2",))
    shared = Said("Derby's procedure says so twice.", ("E2", "C7"))
    reply = verify(replace(draft, lead=(alone, shared)), damaged("E2"))
    assert [sentence.text for sentence in reply.lead] == [shared.text]
    assert "E2" not in {quote.clause for quote in reply.quotes}
    assert "C7" in {quote.clause for quote in reply.quotes}
    assert reply.withheld == (
        "lead 1: rests only on E2, whose words are damaged",
        "quote E2: is not the source's own words",
    )
    assert [notice.text for notice in reply.notices if notice.id == "withheld"] == [wording().faults["withheld"]]


@pytest.mark.parametrize("situation", situations()[::7], ids=lambda situation: situation.name)
def test_with_the_whole_store_damaged_the_reply_still_says_what_to_do(situation: Situation) -> None:
    reply = verify(draft_of(situation.facts), damaged(*(clause.id for clause in corpus().procedure())))
    assert all(quote.start is None for quote in reply.quotes)
    assert not [sentence for sentence in reply.lead if all(corpus().clause(id).is_procedure for id in sentence.clauses)]
    assert reply.headline
    assert reply.speak_to
    assert reply.net or reply.outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert reply.steps or reply.outcome is Outcome.INFORMATION
    assert reply.withheld


def test_a_clause_that_does_not_exist_withholds_the_sentence_even_beside_one_that_does() -> None:
    draft = replace(draft_of({"neglect": "cause"}), lead=(Said("It says so.", ("E2", "Z9")),), quotes=(ClauseId("Z9"),))
    reply = verify(draft, corpus())
    assert reply.lead == ()
    assert reply.withheld == ("lead 1: cites Z9, which does not exist", "quote Z9: does not exist")


def test_a_claim_without_a_clause_is_withheld_and_advice_is_not() -> None:
    claim, advice = Said("The law says so."), Said("Ring now.", advice=True)
    reply = verify(replace(draft_of({"neglect": "cause"}), steps=(claim, advice)), corpus())
    assert [step.text for step in reply.steps] == ["Ring now."]
    assert reply.withheld == ("steps 1: makes a claim and cites no clause",)


@pytest.mark.parametrize(("clause", "difference"), [("C5", "D3"), ("C3", "D4")])
def test_an_outdated_clause_is_not_quoted_without_its_difference(clause: str, difference: str) -> None:
    draft = draft_of({"ask": "information"}, (clause,))
    assert clause in {quote.clause for quote in verify(draft, corpus()).quotes}
    bare = verify(replace(draft, national=(), notices=()), corpus())
    assert bare.quotes == ()
    assert bare.withheld == (f"quote {clause}: may not stand without {difference} beside it",)


def test_quotes_carry_where_they_stand_and_what_they_are() -> None:
    reply = verify(draft_of({"ask": "information"}, ("P6", "ISA-R3")), corpus())
    procedure, note = reply.quotes
    assert corpus().procedure_text[procedure.start : procedure.end] == procedure.text
    assert (procedure.label, procedure.status) == ("Principle 6: secure", "local")
    assert (note.start, note.end) == (None, None)
    assert "our summary of" in to_markdown(reply)


def test_the_safety_card_asks_one_thing_and_sends_to_people() -> None:
    card = safety_card(wording(), corpus(), "reading_failed")
    assert (card.outcome, card.urgency, card.escalate) == (Outcome.CLARIFY, Urgency.TODAY, True)
    assert card.asks[0].count("?") == 1
    assert [person.name for person in card.speak_to][:2] == ["Police, ambulance", "Initial Response Team, Derby City Council"]
    assert card.notices[0].text == wording().faults["reading_failed"]
    assert to_markdown(card).index("999") < 60


def test_the_safety_card_is_immediate_where_the_words_speak_of_danger() -> None:
    card = safety_card(wording(), corpus(), "too_long", danger=True)
    assert card.urgency is Urgency.IMMEDIATE
    assert "danger" in card.banner
    assert "999" in card.banner


def test_a_contact_that_is_gone_leaves_the_card_standing() -> None:
    card = safety_card(wording(), replace(corpus(), contacts=()), "other")
    assert all(person.name for person in card.speak_to)


def test_a_fault_without_words_of_its_own_gets_the_general_ones() -> None:
    assert fault_notice(wording(), "unheard of").text == wording().faults["other"]
