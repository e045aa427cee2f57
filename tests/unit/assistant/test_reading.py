"""Facts are read from plain words, and no way of typing hides a sign of harm."""

from datetime import date

import pytest

from assistant.reading.ages import read_age
from assistant.reading.learned import LearnedReader
from assistant.reading.normalise import apart, fold
from assistant.reading.patterns import find, load_patterns
from assistant.reading.reader import danger_words, read_facts
from guardrails.decide import decide
from guardrails.facts import Facts
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome, Urgency
from tests.loaded import loaded_reader

RULESET = load_ruleset()
SPEC = RULESET.spec
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def learned() -> LearnedReader:
    return loaded_reader()


def facts_of(learned: LearnedReader | None, *turns: str) -> Facts:
    return read_facts(turns, RULESET, learned, AS_OF).facts


def harm_of(learned: LearnedReader | None, *turns: str) -> str:
    facts = facts_of(learned, *turns)
    levels = ("none", "worry", "cause", "evidence")
    return max((facts.value(id, SPEC) for id in SPEC.harm_facts), key=levels.index)


SIGNS = [
    "hes 5 months and has a litle round bruise each side of his jaw, dad says the cot did it",
    "wont get changed for PE and says her uncle is teaching her a secret game",
    "lad in my team flinches wen his dad shouts from the touchline n came with his ear all purple agian",
    "she told me she has taken 20 paracetamol and wants to die, she's in my office now",
]
MARKERS = [
    "he said if im not in on friday tell em all i loved em lol. 16. no idea where he is",
    "girl of 5, nappy rash, cries and says grandad does that when i wipe her. mum says its the soap",
    "woman of 30, no kids, her bloke holds her throte wen hes had a drink, she wants it kept quiet",
    "yr 9 lass off to sylhet friday, cryin all lunch, sayin goodbye to evryone proper",
]
FORMAL = [
    "A 14-year-old tells the school nurse that she is self-harming and asks that her parents are not told.",
    "A ten-year-old has a non-accidental-looking burn on his shoulder.",
]
CALM = [
    "A boy has a bruised shin after playing football; his mother's account agrees and the club's first aider saw it happen.",
    "he got slaughtered at Monopoly, can I tell his form tutor",
    "gran would kill for tickets to the panto, can i give the school her number",
    "nothing worrying, just wants the library card, is it ok to pass his name on",
]


@pytest.mark.parametrize("message", [*SIGNS, *FORMAL])
def test_a_sign_of_harm_is_read_from_plain_words(learned: LearnedReader, message: str) -> None:
    assert harm_of(learned, message) in {"cause", "evidence"}


@pytest.mark.parametrize("message", MARKERS)
def test_a_marker_of_grave_risk_decides_however_calmly_it_is_told(learned: LearnedReader, message: str) -> None:
    assert decide(facts_of(learned, message), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize("message", CALM)
def test_alarming_words_in_innocent_use_are_no_sign(learned: LearnedReader, message: str) -> None:
    assert harm_of(learned, message) in {"none", "worry"}


@pytest.mark.parametrize("change", [str.upper, lambda m: m.replace("e", "\u0435"), lambda m: "\u200b".join(m), lambda m: m.replace(" ", "  ")])
def test_capitals_look_alikes_and_invisible_characters_do_not_hide_words(change) -> None:  # type: ignore[no-untyped-def]  # a table of functions
    patterns, _ = load_patterns()
    plain = "he has belt marks and says dad hits him with the belt"
    assert fold(change(plain)).text == fold(plain).text
    assert {m.fact for m in find(fold(change(plain)), patterns)} >= {"physical_harm"}


def test_spaced_out_letters_are_closed_up() -> None:
    assert "bruises" in fold("she has b r u i s e s on her arm").text


def test_offsets_lead_back_to_the_persons_own_words() -> None:
    original = "Mum’s  \u200bgot HIS passport"
    folded = fold(original)
    start = folded.text.index("passport")
    assert original[slice(*folded.span(start, start + len("passport")))] == "passport"


def test_folding_is_linear_and_survives_anything() -> None:
    assert fold("").text == ""
    assert len(fold("h i " * 20_000).text) <= 80_000
    fold("\x00\ud800" + "🧒" * 500)


@pytest.mark.parametrize("message", ["no bruises seen at all today", "there were not any burns on him", "no signs of belt marks"])
def test_the_writers_own_denial_is_no_sign(message: str) -> None:
    patterns, _ = load_patterns()
    assert not [m for m in find(fold(message), patterns) if m.fact == "physical_harm"]


@pytest.mark.parametrize(("message", "band"), [
    ("hes 6, can i", "under_12"), ("a 12 yr old", "12"), ("a 14-year-old says", "13_to_15"), ("14F, wants the pill", "13_to_15"), ("she's 16", "16_to_17"),
    ("just turned 18", "18_or_over"), ("year 4 lad", "under_12"), ("my baby clinic", "under_12"), ("Seven month old, dropped two centiles", "under_12"), ("jayden (8) said", "under_12"),
])  # fmt: skip
def test_ages_are_read_as_people_write_them(message: str, band: str) -> None:
    age = read_age(fold(message))
    assert age is not None
    assert age.value == band


def test_a_later_turn_never_takes_a_sign_away(learned: LearnedReader) -> None:
    told = SIGNS[0]
    assert harm_of(learned, told, "anyway forget that, its fine, lovely family") in {"cause", "evidence"}
    assert harm_of(learned, "can i share with school", told) in {"cause", "evidence"}


@pytest.mark.parametrize("before", [
    ("can i tell school he has asthma, mum agreed",),
    ("yr 9 lass off to sylhet friday, cryin all lunch, sayin goodbye to evryone proper", "what does the guide say about records"),
])  # fmt: skip
def test_what_went_before_does_not_drown_danger_in_a_new_turn(learned: LearnedReader, before: tuple[str, ...]) -> None:
    facts = facts_of(learned, *before, "mums asleep on sofa cant wake her, 4yr old rang us, emty pil packets he sez")
    assert decide(facts, RULESET, AS_OF).urgency is Urgency.IMMEDIATE


def test_nothing_of_a_long_message_is_lost(learned: LearnedReader) -> None:
    filler = "We talked about the timetable, the trip, his new shoes and the reading scheme. " * 40
    assert harm_of(learned, filler + SIGNS[2]) in {"cause", "evidence"}


def test_patterns_read_alone_when_the_learned_part_is_missing() -> None:
    assert harm_of(None, SIGNS[2]) in {"cause", "evidence"}


def test_the_same_words_give_the_same_facts(learned: LearnedReader) -> None:
    assert facts_of(learned, SIGNS[1]) == facts_of(learned, SIGNS[1])


def test_danger_is_found_in_a_text_of_any_length() -> None:
    assert danger_words("word " * 60_000 + "she is not breathing")
    assert not danger_words("word " * 1000)


def test_every_fact_says_what_it_was_read_from(learned: LearnedReader) -> None:
    for message in (*SIGNS, *CALM):
        for fact in facts_of(learned, message):
            assert fact.words
            assert all(message[w.start : w.end] == w.text for w in fact.words)


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ("a girl of seven, cant say what", "under_12"), ("told me yesterday. 16. what now", "16_to_17"), ("two children (4 and 7) on the stairs", "under_12"),
        ("the lad: 17, wants his portfolio sent", "16_to_17"), ("nine yr old sleeps in the shed", "under_12"), ("shes 12 weeks, mark on her ear", None),
        ("kid 2 weeks off school", None), ("ring me at 4. then we see", None),
    ],
)  # fmt: skip
def test_an_age_without_the_word_years_is_read_and_a_length_of_time_is_none(typed: str, band: str | None) -> None:
    found = read_age(fold(typed))
    assert (found.value if found else None) == band


@pytest.mark.parametrize("typed", [
    "he said he'd rather not wake up, then laughed", "she wishes she was never born, told me at lunch",
    "grandad allways baths them now mum works lates, youngest dosnt want him to, goes stif",
])  # fmt: skip
def test_a_plain_sign_counts_whatever_the_rest_is_like(learned: LearnedReader, typed: str) -> None:
    assert decide(facts_of(learned, typed), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("foster carer, lil un came back from contact stinking of weed n dopey, wont keep her eyes open, can it wait til morning", True),
        ("bub had one of dads gummies and cant keep his eyes open, do i ring someone", True),
        ("year 9 lad cant keep his eyes open in period 1, up gaming, mum knows. can i tell his form tutor", False),
    ],
)
def test_a_small_child_or_one_who_took_something_and_keeps_no_eyes_open_is_danger_now(learned: LearnedReader, typed: str, now: bool) -> None:
    assert (decide(facts_of(learned, typed), RULESET, AS_OF).urgency is Urgency.IMMEDIATE) is now


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("his mum text me at midnight sayin tell the kids she loves them n sorry, not answering now", True),
        ("dads phones off since 4, he left a note saying tell the boys he loves them", True),
        ("nan said tell the kids she loves them and sorry she cant make sports day", False),
    ],
)
def test_a_farewell_from_somebody_who_cannot_be_reached_is_danger_now(learned: LearnedReader, typed: str, now: bool) -> None:
    assert (decide(facts_of(learned, typed), RULESET, AS_OF).urgency is Urgency.IMMEDIATE) is now


@pytest.mark.parametrize(("before", "then", "consent"), [
    ("can i tell camhs about her ocd, mum hasnt been asked", "just asked, she said yes", "given"),
    ("can i share his sen plan with the new school, mum hasnt been asked", "i asked her this morning and she said yes", "given"),
    ("want to send report to salt, parents not asked yet", "mum has now agreed", "given"),
    ("mum said no to me talking to nursery about his speech, hes 3", "she phoned back, says fine, crack on", "given"),
    ("dad refused the dietitian referral, girl of 6", "hes fine now he understands what it is for", "given"),
    ("mum said no to physio, hes 5", "had a chat at the gate, its a yes from her", "given"),
    ("mum said no to physio, hes 5", "she rang back, says absolutely not", "refused"),
    ("mum said no to physio, hes 5", "she said go ahead and complain about me, its still no", "refused"),
    ("mum said no to physio, hes 5", "shes not happy now she understands what it is", "refused"),
    ("mum agreed to us telling the dietician about his coeliac", "shes changed her mind, mum says no now", "refused"),
])  # fmt: skip
def test_what_is_last_said_of_consent_counts(learned: LearnedReader, before: str, then: str, consent: str) -> None:
    assert facts_of(learned, before, then).value("consent", RULESET.spec) == consent


@pytest.mark.parametrize("told", [
    "i emailed the CP report to the wrong dad, his ex who she fled from, it had her new address on",
    "her ex who beat her has got her new address cos i put it in an email",
])  # fmt: skip
def test_a_safe_address_in_the_hands_of_whom_they_fled_is_danger_now(learned: LearnedReader, told: str) -> None:
    verdict = decide(facts_of(learned, told), RULESET, AS_OF)
    assert (verdict.outcome, verdict.urgency) == (Outcome.SHARE_WITHOUT_CONSENT, Urgency.IMMEDIATE)


def test_nobody_is_told_that_others_have_it_already_unless_that_was_said(learned: LearnedReader) -> None:
    facts = facts_of(learned, "Dad hits her with a belt. The neighbour wants to know. I am her teacher.")
    assert facts.value("already_known", RULESET.spec) == "no"


def test_a_partners_age_is_not_the_childs(learned: LearnedReader) -> None:
    assert facts_of(learned, "can i tell school, shes got a new bf n hes 24").value("child_age", RULESET.spec) != "18_or_over"


def test_a_duty_of_its_own_is_not_raised_by_a_secret_game(learned: LearnedReader) -> None:
    facts = facts_of(learned, "wont get changed for PE and says her uncle is teaching her a secret game")
    assert facts.value("fgm", RULESET.spec) == "none"


@pytest.mark.parametrize("told", [
    "she took a whole box of paracetamol this morning. can i tell school he has asthma, mum agreed",
    "mum agreed to the dietitian. he swallowed a packet of pills last night tho",
])  # fmt: skip
def test_a_harmless_errand_does_not_drown_an_overdose(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


def value(learned: LearnedReader, fact: str, *turns: str) -> str:
    """What is read of one fact."""
    return facts_of(learned, *turns).value(fact, SPEC)


@pytest.mark.parametrize(("told", "consent"), [
    ("She said no worries, go ahead and tell the school nurse", "given"),
    ("dad said no problem to us telling the dietitian", "given"),
    ("dad said no to the dietitian", "refused"),
    ("the PTA want a photo, mum ticked no on the form", "refused"),
    ("16 yr old says I can tell the careers adviser about her dyslexia, does not want her mum to know", "given"),
    ("Y10 says I can tell the SENCO she's dyslexic but she doesn't want her dad finding out", "given"),
    ("she's 15, happy for me to tell the ed psych about her reading but doesn't want the head to know", "given"),
    ("she doesn't want her gp told about the stammer", "refused"),
    ("16 yr old says I can tell the nurse about her asthma but doesn't want her mum to know. Mum has rung asking, can I tell her mum", "refused"),
])  # fmt: skip
def test_a_no_is_one_only_where_somebody_refuses_what_is_asked(learned: LearnedReader, told: str, consent: str) -> None:
    assert value(learned, "consent", told) == consent


@pytest.mark.parametrize("told", [
    "my english not so good. The boy 6 speak late, mother and father say yes, she sign the paper, can I send report to speech therapist",
    "Mum has PR, she said that's fine and signed. 9 yr old, x-rays to the orthodontist, before I press send?",
    "mum came in. she said yes to us telling the dietitian, he's 5",
])  # fmt: skip
def test_a_parents_yes_is_not_taken_for_the_young_childs(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITH_CONSENT


@pytest.mark.parametrize("told", [
    "nan is on mum's pickup list, can I tell her the finish time",
    "aunty is down on the collection form that mum signed, can I tell her what time the trip gets back",
])  # fmt: skip
def test_a_name_on_the_collection_list_is_a_yes_for_that(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITH_CONSENT


@pytest.mark.parametrize("told", [
    "the head is on at me to give the parent council the names of SEN kids",
    "the chair wants the list of free school meals, says there's plenty of other people who'd like my role",
    "he says if I value my job I'll send it",
])  # fmt: skip
def test_pressure_between_the_lines_goes_to_somebody_above(learned: LearnedReader, told: str) -> None:
    assert value(learned, "pressed", told) == "yes"
    assert decide(facts_of(learned, told), RULESET, AS_OF).escalate


@pytest.mark.parametrize("told", [
    "my sister in law minds three toddlers, gives them piriton so they sleep, says its harmless",
    "childminder gives the little ones piriton after lunch",
    "mum puts melatonin in the baby's bottle so she gets a rest",
    "please dont ring my mum, i'll get battered",
    "please don't say anything miss or I'll get worse tonight",
    "mum said if you tell the doctor I'll do the other arm",
])  # fmt: skip
def test_harm_that_is_told_lightly_or_as_a_plea_is_harm(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize("told", [
    "mum gave calpol before nursery, is it ok to tell the room leader",
    "mum gives him melatonin to sleep, camhs prescribed it. can we tell the respite centre, mum agreed",
])  # fmt: skip
def test_a_medicine_given_as_it_should_be_is_no_sign(learned: LearnedReader, told: str) -> None:
    assert harm_of(learned, told) in {"none", "worry"}


@pytest.mark.parametrize("asked", [
    "who should I ring about a bruise on a child", "who do i ring at night if im worried about a kid", "whats the number for the front door out of hours",
    "how do I make a referral to social care", "Social care accepted my referral yesterday, how do I record it?",
    "can i send a photo of the child to his grandad in Oz", "worried about one of mine, can i tell someone",
])  # fmt: skip
def test_a_question_of_whom_to_ring_or_a_wish_to_send_is_never_turned_away(learned: LearnedReader, asked: str) -> None:
    assert decide(facts_of(learned, asked), RULESET, AS_OF).outcome is not Outcome.OUT_OF_SCOPE


@pytest.mark.parametrize("told", [
    "Laptop with children's records stolen from my car last night", "I've lost the register from the trip", "my bag was nicked, it had the family's notes in it",
    "left my work phone on the bus", "cant find the memory stick with the case notes on", "our office laptop has gone missing since friday",
])  # fmt: skip
def test_what_is_lost_or_stolen_is_a_breach_and_no_demand(learned: LearnedReader, told: str) -> None:
    assert value(learned, "breach", told) == "lost"
    assert value(learned, "legal_demand", told) == "no"
    verdict = decide(facts_of(learned, told), RULESET, AS_OF)
    assert (verdict.outcome, verdict.urgency) == (Outcome.DO_NOT_SHARE, Urgency.TODAY)


@pytest.mark.parametrize("told", [
    "his phone was stolen on the bus, mum agreed we tell the form tutor", "She lost her bag at the park, can I ring mum", "I emailed the report to the wrong family",
])  # fmt: skip
def test_what_a_child_lost_or_what_was_sent_is_not_read_as_lost(learned: LearnedReader, told: str) -> None:
    assert value(learned, "breach", told) != "lost"


def test_what_a_colleague_has_shown_a_group_is_a_breach(learned: LearnedReader) -> None:
    assert value(learned, "breach", "somebody has posted a pupil's EHCP in our staff whatsapp group") == "sent"


@pytest.mark.parametrize("told", [
    "Girl of 15 told me she's sleeping with her boyfriend, he's 15 too, they use condoms from the clinic, nobody is pushing her, begged me not to tell her mum",
    "they're both 14, in the same class, using condoms from the c card. she asked me not to tell home",
])  # fmt: skip
def test_two_of_one_age_whom_nobody_presses_keep_their_confidence(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.PAUSE


@pytest.mark.parametrize("told", [
    "she's 14, he's 14, he says if she doesnt he will show the photos. using condoms", "he's 14 she's 14, she says he made her, they used a condom",
    "both in year 7 and having sex",
])  # fmt: skip
def test_one_age_excuses_no_pressure_and_no_child_under_thirteen(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


def test_who_saw_a_blow_explains_no_bruise(learned: LearnedReader) -> None:
    assert harm_of(learned, "A boy has a bruised cheek after football; the coach saw his dad slap him in the car park.") in {"cause", "evidence"}


def test_a_carer_with_whom_a_child_is_placed_has_a_need_to_know(learned: LearnedReader) -> None:
    facts = facts_of(learned, "A foster carer wants to know the medical history of the child placed with her.")
    assert (facts.value("recipient", SPEC), facts.value("purpose", SPEC)) == ("professional", "need")


def test_who_asks_for_all_that_is_held_needs_no_reason(learned: LearnedReader) -> None:
    facts = facts_of(learned, "A parent asks to see everything the school holds about their child.")
    assert facts.value("legal_demand", SPEC) == "yes"
    assert facts.value("purpose", SPEC) != "none"


def test_hyphened_words_are_met_where_they_stand_apart() -> None:
    assert apart("a 14-year-old, self-harming") == "a 14 year old, self harming"
    assert apart("by e-mail - or not -") == "by e-mail - or not -"


def test_a_yes_that_came_since_makes_no_caller(learned: LearnedReader) -> None:
    turns = ("want the dietitian to see Ivy, 4, fussy eater. not asked home yet", "mums now said yes on the phone", "dads iffy but hasnt said no")
    assert facts_of(learned, *turns).value("recipient", RULESET.spec) == "professional"
    assert facts_of(learned, *turns).value("consent", RULESET.spec) == "given"


@pytest.mark.parametrize("told", [
    "baby 5 months, dark patch on his hip, looked like a bruise. the registrar examined him, its a birthmark and in his red book. do I refer",
    "nursery. blue mark on her back, health visitor saw it and says mongolian blue spot, recorded at birth. ring anyone?",
])  # fmt: skip
def test_a_mark_that_a_clinician_found_from_birth_goes_to_a_senior_colleague(learned: LearnedReader, told: str) -> None:
    facts = facts_of(learned, told)
    assert "set_aside" in facts.stated
    assert decide(facts, RULESET, AS_OF).outcome is Outcome.PAUSE


@pytest.mark.parametrize("told", [
    "baby 5 months, dark patch on his hip. mum says its a birthmark and in his red book. do I refer",
    "baby 5 months, dark patch on his hip like a bruise, the registrar hasnt examined it yet. birthmark in the red book?",
    "the gp says birthmark, in the red book since birth, but today theres a new bruise on his cheek. 5 months",
    "hv says birthmark on his back, noted at birth in the red book. mum told me she feels like throwing him at the wall",
    "nurse looked, its not a birthmark and nothing in the red book. 5 month old, bruise on his back",
])  # fmt: skip
def test_a_familys_word_or_another_sign_leaves_the_mark_a_sign(learned: LearnedReader, told: str) -> None:
    assert decide(facts_of(learned, told), RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize("then", [
    ("sorry, wrong end of the stick, the coach saw it, he ran into the goal post",),
    ("false alarm, dad says he fell",),
    ("hang on i misread it, the caretaker was there, it was paint", "so do i still have to ring"),
])  # fmt: skip
def test_a_sign_that_is_taken_back_stays_and_the_answer_says_how_to_strike_it_out(learned: LearnedReader, then: tuple[str, ...]) -> None:
    reading = read_facts(("lad of 7 came in with a black eye, says dad hit him", *then), RULESET, learned, AS_OF)
    assert decide(reading.facts, RULESET, AS_OF).outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert reading.kept
    assert reading.aspect == "corrected"


def test_a_correction_where_nothing_was_a_sign_keeps_none(learned: LearnedReader) -> None:
    turns = ("can i send his report to salt, mum hasnt been asked", "i misread it, its for the dietitian")
    assert not read_facts(turns, RULESET, learned, AS_OF).kept
