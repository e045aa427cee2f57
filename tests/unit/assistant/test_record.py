"""The record of a decision and the consent form: what they say for every outcome, and what can never reach them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assistant.compose.case import Case
from assistant.conversation import Conversation
from assistant.draft import compose
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from assistant.reading.particulars import Particulars
from assistant.record import ConsentForm, Nothing, Record, Section, draft_consent_form, draft_record, load_record_wording
from assistant.verify import verify
from assistant.wording import variables_in
from corpus.errors import PromptError
from evals.readability import grade, sentences_of, words_of
from guardrails.facts import Fact, Facts, Provenance
from guardrails.verdict import NO_CASE, Outcome
from tests.unit.assistant.situations import TODAY, Situation, case_of, corpus, every_situation, make_case, ruleset, situations, wording

ALL = situations()
TO_FILL_IN = "[to be filled in by you]"
ASKED = Conversation(("a message",), TODAY)
AGREED = "Mum has said yes to my telling the nursery about his speech delay so that they can help him. What may I send?"
# Invented people, and numbers that belong to nobody.
NAMED = (
    "Wojciech Kowalczyk of 14 Quarndon Rise, DE22 9ZZ, born 03/04/2018, has belt marks. His mum Agnieszka (07700 900123) says we may "
    "not ring anyone. NHS 943 476 5919, case QX7741. Can I tell the school nurse, Mrs Featherstonehaugh?"
)

OWN = {f"own_{name}" for name in ("turns", "items", "purpose", "consulted", "told", "seen", "consent")}


@cache
def parts() -> Parts:
    """The texts of the repository, without reader, encoder and index: names and facts are then read by the patterns alone."""
    return Parts(corpus(), ruleset(), wording(), None, None, None)


def answered(case: Case, evidence: tuple[str, ...] = ()) -> Answer:
    """The answer to a case, as the flow makes it."""
    reply = verify(compose(case, evidence, corpus(), wording()), corpus())  # type: ignore[arg-type]
    return Answer("a1", ("a message",), reply, case.facts, case.verdict, (), {}, case.particulars)


@cache
def recorded(situation: Situation, evidence: tuple[str, ...] = ()) -> Record | Nothing:
    return draft_record(answered(case_of(situation), evidence), ASKED, parts())


@cache
def formed(situation: Situation) -> ConsentForm | Nothing:
    return draft_consent_form(answered(case_of(situation)), ASKED, parts())


def section(paper: Record | ConsentForm | Nothing, id: str) -> Section:
    assert not isinstance(paper, Nothing)
    return next(section for section in paper.sections if section.id == id)


def all_words(paper: Record | ConsentForm) -> str:
    return "\n".join([paper.title, *paper.introduction, *_of_sections(paper), paper.closing.text, *paper.small_print])


def _of_sections(paper: Record | ConsentForm) -> Iterator[str]:
    for each in paper.sections:
        yield from (each.heading, each.hint, each.text, *each.options, *(quote.text for quote in each.quotes))


@every_situation
def test_every_case_has_a_record_and_no_question_has_one(situation: Situation) -> None:
    paper = recorded(situation)
    outcome = case_of(situation).verdict.outcome
    assert isinstance(paper, Nothing) == (outcome in NO_CASE)
    if isinstance(paper, Nothing):
        assert "no decision to record" in paper.why
    else:
        assert section(paper, "says").text
        assert section(paper, "asked").text
        assert "People decide" in paper.closing.text


def test_the_table_covers_every_outcome() -> None:
    assert {case_of(situation).verdict.outcome for situation in ALL} == set(Outcome)


@every_situation
def test_a_decision_is_never_filled_in(situation: Situation) -> None:
    paper = recorded(situation)
    if not isinstance(paper, Nothing):
        decided = section(paper, "decided")
        assert decided.options == ("Share", "Do not share", "Advice sought first")
        assert decided.chosen == ""
        assert all(line.endswith(TO_FILL_IN) for line in decided.text.splitlines())
        for label in ("Role of the writer:", "Date:", "Time:"):
            assert f"{label} {TO_FILL_IN}" in section(paper, "written").text.splitlines()
        for label in ("Role of the person consulted:", "Date and time:", "What they advised:"):
            assert f"{label} {TO_FILL_IN}" in section(paper, "consulted").text.splitlines()


@every_situation
def test_every_blank_of_a_record_says_who_fills_it_in_and_no_line_speaks_to_the_reader(situation: Situation) -> None:
    paper = recorded(situation)
    if isinstance(paper, Nothing):
        return
    for each in paper.sections:
        lines = each.text.splitlines()
        for line, after in zip(lines, [*lines[1:], ""], strict=False):
            assert not line.endswith(":") or after.startswith("- "), line
    left_out = section(paper, "left_out").text.replace(TO_FILL_IN, "")
    assert not re.search(r"\b(?:you|your)\b|(?:\. |- )(?:give|say|keep|look|check|ask)\b", left_out, re.IGNORECASE)


@every_situation
def test_a_record_without_an_exception_says_that_none_applies_and_every_record_says_why(situation: Situation) -> None:
    paper = recorded(situation)
    if isinstance(paper, Nothing):
        return
    why = section(paper, "why").text
    given = [line for line in why.splitlines() if not line.endswith(TO_FILL_IN)]
    assert given
    assert ("No exception to consent applies" in why) == (not case_of(situation).verdict.exceptions)
    if case_of(situation).verdict.outcome is Outcome.DO_NOT_SHARE:
        assert any(line.startswith(("Not ", "It went out", "No purpose")) for line in given)


@every_situation
def test_the_edition_is_told_with_the_day_its_text_was_checked(situation: Situation) -> None:
    paper = recorded(situation)
    if not isinstance(paper, Nothing):
        assert "chapter 1.1.8" in section(paper, "says").text
        assert "last checked on 22 November 2026" in section(paper, "says").text
        assert "on 22 November 2026" in paper.small_print[0]


@every_situation
def test_every_quote_is_verbatim_and_every_exception_is_quoted(situation: Situation) -> None:
    paper = recorded(situation, ("C5", "ISA-R3", "C3"))
    if isinstance(paper, Nothing):
        return
    quotes = [quote for each in paper.sections for quote in each.quotes]
    for quote in quotes:
        clause = corpus().clause(quote.clause)
        assert quote.text == clause.text
        assert (quote.edition, quote.source) == (clause.edition, clause.source)
        if clause.is_procedure:
            assert quote.text == corpus().procedure_text[quote.start : quote.end]
    verdict = case_of(situation).verdict
    engaged = verdict.exceptions
    assert [quote.clause for quote in section(paper, "says").quotes][: len(engaged)] == list(engaged)
    assert {"E1", "E2", "E3"} & {quote.clause for quote in quotes} <= {*engaged, *verdict.cites}
    assert len({quote.clause for quote in quotes}) == len(quotes)


@every_situation
def test_a_clause_that_may_not_stand_alone_has_its_difference_in_the_record(situation: Situation) -> None:
    paper = recorded(situation, ("C5", "ISA-R3", "C3"))
    if isinstance(paper, Nothing):
        return
    quoted = {quote.clause for each in paper.sections for quote in each.quotes}
    for clause, difference in (("C5", "D3"), ("C3", "D4")):
        assert clause not in quoted or f"({difference})" in section(paper, "national").text


@every_situation
def test_every_fact_is_told_in_words_and_no_variable_is_left_open(situation: Situation) -> None:
    paper = recorded(situation)
    if isinstance(paper, Nothing):
        return
    told = section(paper, "asked").text.lower()
    for fact in case_of(situation).facts:
        assert fact.id == "ask" or ruleset().spec.fact(fact.id).says.lower() in told
    assert variables_in(all_words(paper)) == ()
    assert "_" not in all_words(paper)


@every_situation
def test_nobody_is_asked_for_consent_where_asking_is_wrong(situation: Situation) -> None:
    case = case_of(situation)
    form = formed(situation)
    if case.verdict.outcome not in {Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT, Outcome.INFORMATION}:
        assert isinstance(form, Nothing)
    if "sexual" in situation.name or "telling unsafe" in situation.name:
        assert isinstance(form, Nothing)
    if isinstance(form, Nothing):
        assert "no consent form here" in form.why


def test_the_record_of_a_share_names_whom_why_what_and_what_is_left_out() -> None:
    paper = recorded(next(each for each in ALL if each.facts.get("physical_harm") == "evidence" and not each.facts.get("recipient")))
    assert "children's social care" in section(paper, "with_whom").text
    assert "exception 1 and exception 2" in section(paper, "says").text
    assert "physically hurt" in section(paper, "why").text
    assert section(paper, "left_out").text.startswith("- ")
    assert {quote.clause for quote in section(paper, "why").quotes} >= {"P2"}
    assert [quote.clause for quote in section(paper, "retention").quotes] == ["P7"]


def test_the_record_of_a_refusal_to_an_unsafe_recipient_says_who_is_told_in_their_place() -> None:
    paper = recorded(next(each for each in ALL if each.name == "unsafe, with harm"))
    assert section(paper, "with_whom").text.startswith("Not with her ex-partner. With children's social care")


def test_telling_a_family_that_may_be_a_danger_is_not_proposed() -> None:
    case = make_case({"sexual_harm": "cause"})
    told = section(draft_record(answered(case), ASKED, parts()), "family").text
    assert "could add to the risk" in told


def test_what_was_struck_out_and_what_was_stated_is_kept_apart() -> None:
    case = make_case({"neglect": "cause"})
    facts = Facts({"neglect": Fact("neglect", "cause", provenance=Provenance.PERSON)}, struck=("physical_harm",))
    paper = draft_record(answered(Case(case.verdict, facts, case.particulars, case.ruleset, TODAY)), ASKED, parts())
    told = section(paper, "asked").text
    assert "- A child's basic needs not being met: reasonable cause to believe it (stated by the writer)" in told
    assert "- Struck out by the writer as misread: a child being physically hurt" in told


def test_no_name_number_or_address_that_was_typed_reaches_either_paper() -> None:
    for extra in ("", " Mum Agnieszka said yes.", " The solicitor Zbigniew Kowalczyk wants it."):
        conversation = Conversation((NAMED + extra,), TODAY)
        given = answer(conversation, parts())
        for paper in (draft_record(given, conversation, parts()), draft_consent_form(given, conversation, parts())):
            if not isinstance(paper, Nothing):
                words = all_words(paper).lower()
                for typed in "wojciech kowalczyk quarndon de22 agnieszka 07700 900123 5919 qx7741 featherstonehaugh zbigniew 03/04".split():
                    assert typed not in words


def papers_for(*turns: str) -> tuple[Record | Nothing, ConsentForm | Nothing]:
    conversation = Conversation(turns, TODAY)
    given = answer(conversation, parts())
    return draft_record(given, conversation, parts()), draft_consent_form(given, conversation, parts())


def test_a_record_is_drafted_from_what_was_said() -> None:
    record, form = papers_for(AGREED)
    assert f"“{AGREED}”" in section(record, "asked").text
    assert "What was asked about: his speech delay." in section(record, "asked").text
    assert "- His speech delay" in section(record, "shared").text
    assert "“so that they can help him”" in section(record, "why").text
    assert "“Mum has said yes to my telling the nursery about his speech delay so that they can help him.”" in section(record, "consent").text
    assert section(form, "shared").text.splitlines() == ["Item by item:", "- His speech delay"]


def test_each_thing_that_was_named_is_an_item_and_not_the_notes() -> None:
    record, form = papers_for("Mum has said yes to my telling the nursery about his speech delay and his jabs. He is 3. Can I send his jab records?")
    for paper in (record, form):
        assert section(paper, "shared").text.count("\n- ") == 3
        assert "- His jab records" in section(paper, "shared").text
        assert "the notes" not in section(paper, "shared").text.lower()


def test_advice_and_what_the_family_knows_are_quoted() -> None:
    record, _ = papers_for(
        "A boy of eight has a belt mark on his back and said his dad did it. I spoke to my manager, who agrees. I haven't told the parents."
    )
    assert "“I spoke to my manager, who agrees.”" in section(record, "consulted").text
    assert "“I haven't told the parents.”" in section(record, "family").text
    assert "belt mark on his back" in section(record, "shared").text


def test_a_persons_words_are_quoted_letter_by_letter_and_cut_where_they_are_very_long() -> None:
    said = "mum said yes. can i tell the nursery about his {speech} delay? ta"
    record, _ = papers_for(said)
    assert f"“{said}”" in section(record, "asked").text
    long, _ = papers_for("Mum said yes to my telling the nursery about his speech delay. " + "He likes trains a lot. " * 150)
    assert len(section(long, "asked").text) < 3000


def test_an_address_is_not_listed_with_what_to_share_where_there_is_harm() -> None:
    record, _ = papers_for("A boy of eight has a belt mark and said his dad did it. Can I tell the school about their new address?")
    assert "- Their new address" not in section(record, "shared").text


def test_a_message_that_could_not_be_read_gets_a_record_to_fill_in_and_no_form() -> None:
    conversation = Conversation(("word " * 2000,), TODAY)
    given = answer(conversation, parts())
    paper = draft_record(given, conversation, parts())
    assert given.verdict is None
    assert "could not be read" in section(paper, "says").text
    assert section(paper, "says").quotes == ()
    assert "As read" not in all_words(paper)  # type: ignore[arg-type]
    assert isinstance(draft_consent_form(given, conversation, parts()), Nothing)


def test_the_form_is_blank_but_for_what_with_whom_why_and_what_a_no_means() -> None:
    form = formed(next(each for each in ALL if each.name == "not asked, papers"))
    assert isinstance(form, ConsentForm)
    assert form.title == "Consent to Sharing Information"
    blank = [each for each in form.sections if each.by_hand]
    assert {each.id for each in blank} == {"asking", "answer", "signed", "helped", "changed"}
    assert all(line.endswith(":") for each in blank for line in each.text.splitlines())
    assert not any(each.chosen for each in form.sections)
    assert "Organisation, and team or service:" in section(form, "asking").text
    assert section(form, "shared").room >= 3
    assert form.small_print == ()
    assert "You can say no" in section(form, "saying_no").text
    assert "without your yes" in section(form, "saying_no").text


def test_a_question_about_the_procedure_gets_the_form_wholly_blank() -> None:
    form = formed(next(each for each in ALL if each.name == "question"))
    assert section(form, "shared").text == "Item by item:"
    assert section(form, "why").text == "What it would help with:"


def test_the_papers_are_in_plain_english() -> None:
    words = load_record_wording()
    lines = [line.text for each in words.form.sections.values() for line in each.lines]
    form = " ".join(line for line in lines if line.endswith(".") and not variables_in(line))
    said = [*sentences_of(form), *(sentence for line in words.form.introduction for sentence in sentences_of(line.text))]
    assert all(len(words_of(sentence)) <= 25 for sentence in said)
    assert grade(form) <= 7
    sections = (line for each in words.record.sections.values() for line in each.lines)
    recorded = [line.text for line in (*words.record.introduction, *sections, *words.record.closing.lines)]
    assert all(len(words_of(sentence)) <= 25 for line in recorded for sentence in sentences_of(line))


def record_for(asker: str) -> Record:
    bruise = {"physical_harm": "cause", "neglect": "cause", "consent": "refused"}
    paper = recorded(Situation(f"harm, {asker}", bruise, Particulars("the school", asker=asker)))
    assert isinstance(paper, Record)
    return paper


@pytest.mark.parametrize(
    ("asker", "who", "advised", "closing"),
    [
        ("school", "works in a school", "your manager", "with a manager"),
        ("foster", "is a foster carer", "your supervising social worker", "a supervising social worker"),
        ("childminder", "is a childminder", "your agency or the council's early years team", "early years team can advise"),
        ("public", "keeps this note for themselves", "children's social care", "to keep for themselves"),
    ],
)
def test_a_record_speaks_of_the_people_whom_its_writer_has(asker: str, who: str, advised: str, closing: str) -> None:
    paper = record_for(asker)
    assert who in section(paper, "written").text
    assert f"what {advised} advised" in section(paper, "decided").hint
    assert closing in paper.closing.text
    if asker != "school":
        assert not re.search("manager|safeguarding lead|case system|the organisation relies", all_words(paper))


def test_a_member_of_the_public_keeps_a_note_and_need_tell_nobody_senior() -> None:
    paper = record_for("public")
    assert paper.introduction[0].startswith("This is a note for yourself.")
    assert "senior" not in all_words(paper)
    assert "To be told: your supervising social worker." in section(record_for("foster"), "says").text


def test_what_was_written_and_chosen_takes_the_drafts_place_and_changes_nothing_else() -> None:
    paper = recorded(next(each for each in ALL if each.name == "refused"))
    assert isinstance(paper, Record)
    written = paper.written({"why": "Mine."}, {"decided": "Do not share"})
    assert section(written, "why").text == "Mine."  # type: ignore[arg-type]
    assert section(written, "decided").chosen == "Do not share"  # type: ignore[arg-type]
    assert section(written, "says") == section(paper, "says")  # type: ignore[arg-type]
    assert section(paper, "why").text != "Mine."


def test_the_same_case_on_the_same_day_has_the_same_record_and_the_day_comes_from_outside() -> None:
    case = make_case({"neglect": "cause"})
    assert draft_record(answered(case), ASKED, parts()) == draft_record(answered(case), ASKED, parts())
    later = draft_record(answered(case), Conversation(("a message",), date(2027, 1, 2)), parts())
    assert isinstance(later, Record)
    assert "2 January 2027" in later.small_print[1]


def test_the_versions_stand_in_the_small_print() -> None:
    paper = recorded(ALL[0])
    assert isinstance(paper, Record)
    for hash in (corpus().hash, ruleset().hash, wording().hash, load_record_wording().hash):
        assert hash[:12] in paper.small_print[2]


def test_every_key_and_variable_of_the_wording_is_known() -> None:
    from assistant.record import _here

    words = load_record_wording()
    here = _here(answered(case_of(ALL[0])), ASKED, parts())
    lines = [line for paper in (words.record, words.form) for each in paper.sections.values() for line in each.lines]
    for line in (*lines, *words.no_form):
        assert {*line.when, *line.unless} <= set(here.situation), line.text
        assert set(variables_in(line.text)) <= {*here.values, *OWN, "route", "recipient", "exceptions"}, line.text
    for each in words.record.sections.values():
        assert all(corpus().has(id) for id in each.quotes)
    assert set(words.nothing) == set(NO_CASE)


def test_a_wording_with_a_fault_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("record: 1", encoding="utf-8")
    with pytest.raises(PromptError, match=r"record\.yaml cannot be used"):
        load_record_wording(path)
    with pytest.raises(PromptError, match="cannot be used"):
        load_record_wording(tmp_path / "none.yaml")
