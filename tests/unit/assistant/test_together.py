"""What several things told state together, in whatever sentences and turns they stand."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.parts import open_parts
from assistant.reading.learned import LearnedReader
from assistant.reading.normalise import fold
from assistant.reading.patterns import FOLDER
from assistant.reading.reader import read_facts
from assistant.reading.together import INNOCENT, KINDS, NAME, find_together, load_together
from assistant.settings import Settings
from corpus.errors import RulesError
from guardrails.decide import decide
from guardrails.facts import to_sheet
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome, Urgency, Verdict
from tests.loaded import loaded_reader

RULESET = load_ruleset()
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def learned() -> LearnedReader:
    return loaded_reader()


def stated(*turns: str) -> set[tuple[str, str]]:
    """What is stated together by these turns."""
    return {(match.fact, match.value) for _, match in find_together(tuple(fold(turn) for turn in turns))}


def decided(learned: LearnedReader, *turns: str) -> Verdict:
    return decide(read_facts(turns, RULESET, learned, AS_OF).facts, RULESET, AS_OF)


@pytest.mark.parametrize("turns", [
    ("Dad's on the phone wanting the new address. Injunction's still on.",),
    ("there's a non molestation order. Stepdad has emailed asking for her attendance",),
    ("A parent rang asking what time swimming finishes.", "There's a non mol on him and mum hasn't been told he's asking"),
    ("restraining order on dad, he has asked for the school photo",),
    ("HV says dad isn't allowed contact. he is ringing for her appointment times",),
    ("can I tell dad what time the play starts? prohibited steps order came through in May",),
    ("Mum is open to MARAC. His mother rang asking which days the kids are in",),
    ("they came to us through Women's Aid. Her brother in law phoned to see if they are settled",),
    ("mum got out in the middle of the night with the kids. A man phoned, says he is her cousin, wants to know if they are here",),
    ("Kind old friend of mum's asked after them. Mum said he's got people asking round",),
    ("An uncle wants to know if she is enrolled here. He's been looking for her since spring",),
    ("A father with a non-molestation order against him asks the nursery for his daughter's collection times.",),
    ("An uncle messages a youth worker to ask where the family went. The mother left because of violence from his brother.",),
    ("his nana rang, shes lovley, wants there new adress for a card. mum left in the nite last spring",),
    ("He says he isn't supposed to come near her till his bail is up but he'd love a photo. Can I give him one?",),
    ("Dad has applied for proxy access to both kids, he has PR. Mum registered them from the refuge and the address shows",),
    ("hes on bail not to go near her but its his turn to do the school run and he just needs the new house no. for the sat nav",),
    ("reception. woman in tears wants her hubby not told she's regestered here, hes just rung to check if she has",),
    ("I'm his dad. The school won't tell me what he said about me, he says I do things to him. What exactly has he told you?",),
])  # fmt: skip
def test_whoever_asks_against_an_order_or_after_a_flight_is_unsafe(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    verdict = decided(learned, *turns)
    assert (verdict.outcome, verdict.escalate) == (Outcome.DO_NOT_SHARE, True)
    assert verdict.urgency is not Urgency.ROUTINE


@pytest.mark.parametrize("turns", [
    ("dad asks for the report. there is no injunction or anything, they are friendly",),
    ("mum has a non mol against dad. She agreed that we send the speech report to the new nursery",),
    ("training on injunctions and restraining orders, who do i ring to book",),
    ("the family fled the war in Ukraine. Her uncle asks what time pickup is",),
    ("Dad has a restraining order against mum. Dad asked for the report",),
    ("Dad hit her and is on bail. Police have asked for his address",),
])  # fmt: skip
def test_an_order_that_stands_against_nobody_who_asks_makes_nobody_unsafe(turns: tuple[str, ...]) -> None:
    assert ("recipient", "unsafe") not in stated(*turns)


@pytest.mark.parametrize("told", [
    "I copied dad into the email by accident and it's got mums new address on. Shes got a non mol against him",
    "I emailed the whole register to dad by mistake, her address is on it and there's a restraining order",
    "Letter went to dads house with the new address at the top. He isn't allowed contact. My mistake",
    "we sent the plan to his nan. It's got her new address on. She fled from him in march",
])  # fmt: skip
def test_a_safe_address_gone_to_whom_they_are_kept_from_is_danger_now_whatever_the_full_stops(learned: LearnedReader, told: str) -> None:
    for typed in (told, told.replace(". ", ", ")):
        verdict = decided(learned, typed)
        assert (verdict.outcome, verdict.urgency) == (Outcome.SHARE_WITHOUT_CONSENT, Urgency.IMMEDIATE)


def test_papers_with_a_safe_address_that_somebody_else_sent_are_no_less_gone(learned: LearnedReader) -> None:
    told = ("dad wants a copy of the whole file", "the refuge address is on one of the letters", "the temp already posted it to him")
    verdict = decided(learned, *told)
    assert (verdict.outcome, verdict.urgency) == (Outcome.SHARE_WITHOUT_CONSENT, Urgency.IMMEDIATE)
    assert ("breach", "safe_address") not in stated(*told[:2], "nothing has been sent yet")


def test_an_address_gone_to_nobody_feared_is_an_ordinary_mistake(learned: LearnedReader) -> None:
    verdict = decided(learned, "I emailed mums new address to the wrong school by mistake")
    assert (verdict.outcome, verdict.urgency) == (Outcome.DO_NOT_SHARE, Urgency.TODAY)


@pytest.mark.parametrize("told", [
    "Grandma told me her brother interfered with her when she was a child. He babysits the twins, she doesnt want it raking up",
    "mum says her uncle messed with her as a child. He has great grandkids every weekend",
    "Her swimming coach showered with her when she was ten, he still does the juniors. Can I tell the club?",
    "Grandad fiddled with my sister when she was 8. He looks after my nieces on Fridays",
])  # fmt: skip
def test_harm_of_long_ago_by_somebody_who_has_children_with_them_now_is_no_thing_of_the_past(learned: LearnedReader, told: str) -> None:
    assert decided(learned, told).outcome is Outcome.SHARE_WITHOUT_CONSENT


def test_harm_of_long_ago_alone_is_left_to_the_whole() -> None:
    assert not stated("mum was abused by her uncle as a child. She has two kids and wants counselling, she agreed we refer")


@pytest.mark.parametrize("told", [
    "mum stopped his insulin two days ago, praying instead. he's drowsy and breath smells of pear drops",
    "diabetic girl of 8, no insulin since saturday. Very sleepy and being sick",
    "T1 diabetic, 11. dad thinks insulin is poison and stopped it. now vomiting and breathing fast",
    "Upstairs man he shout, child cry long time, then boom boom on wall. Now child not cry more. This is twenty minutes ago.",
    "he cried and cried next door, then a thud, and it all went quiet. just now",
    "one of ours joked that by monday she wont be our problem anymore, then gave her best mate her airpods and her cat",
])  # fmt: skip
def test_danger_that_is_told_quietly_is_danger_now(learned: LearnedReader, told: str) -> None:
    verdict = decided(learned, told)
    assert (verdict.outcome, verdict.urgency) == (Outcome.SHARE_WITHOUT_CONSENT, Urgency.IMMEDIATE)


@pytest.mark.parametrize("told", [
    "he's diabetic and on insulin, mum agreed to tell the school cook. he was sick last week with a bug",
    "he had his insulin and is not drowsy, just not missed any",
    "the baby cried at her jabs, banged her rattle and stopped crying two minutes ago",
    "we're moving house, she gave her bike to her cousin, says she wont need it",
])  # fmt: skip
def test_the_same_words_in_a_calm_story_state_nothing(told: str) -> None:
    assert not stated(told)


@pytest.mark.parametrize("all", [["\\bone|two\\b"], ["\\b(?:one\\b"]])
def test_loading_refuses_words_that_do_not_compile_or_have_no_bounds(tmp_path: Path, all: list[str]) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "patterns"))
    (folder / NAME).write_text(yaml.safe_dump([{"states": {"neglect": "cause"}, "all": all}]))
    with pytest.raises(RulesError):
        load_together(folder)


def test_loading_refuses_a_line_that_is_not_of_the_form(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "patterns"))
    (folder / NAME).write_text("- {states: {neglect: cause}}\n")
    with pytest.raises(RulesError):
        load_together(folder)


def test_every_line_states_what_the_sheet_knows() -> None:
    for line in load_together():
        for fact, value in line.states:
            assert fact == INNOCENT or value in RULESET.spec.fact(fact).values


@pytest.mark.parametrize("text", [
    "A colleague shook one of the babies because he would not settle",
    "our room leader yanked a little boy up by his arm. she is usually so kind",
    "the ta was really rough with a girl at lunch",
    "saw the coach shove a lad into the lockers",
    "another helper dragged the child across the mat",
    "member of staff hauled a toddler by the hood",
])  # fmt: skip
def test_rough_handling_by_staff_is_an_allegation(text: str) -> None:
    assert {("professional_abuse", "cause"), ("about_staff", "yes")} <= stated(text)


@pytest.mark.parametrize("text", [
    "a volunteer shook hands with the boy's dad",
    "the teacher shook her head at the girl",
    "the ta pulled him by the arm out of the road",
    "dad yanked him by the arm at the gate",
    "training scenario: a colleague shakes a baby",
    "my colleague is shaking with cold, the kids are fine",
])  # fmt: skip
def test_what_is_no_rough_handling_is_no_allegation(text: str) -> None:
    assert ("professional_abuse", "cause") not in stated(text)


@pytest.mark.parametrize(("text", "is_one"), [
    ("there were messages from her PE teacher on her phone, kisses and 'you look gorgeous'", True),
    ("a lad in year 9 showed me snaps from sir with love hearts", True),
    ("pupil has dms from a youth worker saying delete this", True),
    ("our bus driver gives the year 8 girls lifts home and has their numbers", True),
    ("a coach here gives one of the lads presents and texts him at night", True),
    ("our coach gives the lads lifts home, parents all know and have his number", False),
    ("the TA gives pupils lifts to matches in the minibus and has their mums' numbers", False),
    ("the girl got a text from her teacher about the homework", False),
    ("the boy had a message from his coach that training is off", False),
    ("the girl gets texts from her boyfriend with love hearts, her teacher is pleased for her", False),
])  # fmt: skip
def test_secret_or_loving_messages_and_favours_from_staff_are_an_allegation(text: str, is_one: bool) -> None:
    assert (("professional_abuse", "cause") in stated(text)) == is_one


@pytest.mark.parametrize(("text", "gone"), [
    ("the twins are on a child protection plan and the flat is empty. a school in Leeds has asked for their file", True),
    ("Baby on a CP plan. Mum has vanished. Surgery in Burton just rang for her notes", True),
    ("cp plan, nobody knows where the family went, a nursery wants his records", True),
    ("they are on a child protection plan and moved to Leeds, transfer conference on Monday, the new school has asked for the file", False),
    ("what is a child protection plan, and who do we ring if a family disappears", False),
    ("the house is empty, they went to Spain for a week. a school has asked for his report", False),
])  # fmt: skip
def test_a_family_on_a_plan_who_cannot_be_found_is_harm_and_whoever_asks_is_checked(text: str, gone: bool) -> None:
    assert (("likely_harm", "cause") in stated(text)) == gone
    assert (("recipient", "unverified") in stated(text)) == gone


@pytest.mark.parametrize(("text", "is_no"), [
    ("girl 15 signed for us to update the mentor, texted that she takes it back", True),
    ("mum agreed in May. Today she wrote: I take it back", True),
    ("they have withdrawn their consent for the sleep clinic", True),
    ("can a parent who signed take it back", False),
    ("he took the form back to school, signed", False),
    ("mum withdrew her consent but now says yes", False),
])  # fmt: skip
def test_a_yes_that_was_taken_back_is_a_no(text: str, is_no: bool) -> None:
    assert (("consent", "refused") in stated(text)) == is_no


@pytest.mark.parametrize(("text", "calm"), [
    ("she is fasting for Ramadan, it was her own idea", True),
    ("he decided to wear the patka, he is proud of it", True),
    ("a girl of 9 wants to go to church by herself", True),
    ("girl fasting, her own idea, and she fainted in PE", False),
    ("she wears a hijab, her own choice, but is scared of dad if it slips", False),
    ("mum makes him fast, he says it is his own choice", False),
])  # fmt: skip
def test_a_faith_that_a_child_chose_is_no_worry_by_itself(text: str, calm: bool) -> None:
    assert ((INNOCENT, "faith") in stated(text)) == calm


@pytest.mark.parametrize("turns", [
    ("PC Hall rang back on the station number, the girl is missing since last night. Can I give him her friends' names?",),
    ("Police rang about a missing 14 year old and want her mobile number.", "I rang back through 101, it is genuine"),
    ("social worker asked for his attendance, I rang her back on the council number and it's her",),
])  # fmt: skip
def test_police_and_social_care_who_were_rung_back_have_a_role(turns: tuple[str, ...]) -> None:
    assert ("recipient", "professional") in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("Police officer rang for her address. I rang back on the main number and they had never heard of him",),
    ("PC Hall asked for her address, wouldn't give a number to ring back on",),
    ("her ex, who is a police officer, rang for the address, all genuine he says",),
])  # fmt: skip
def test_whoever_only_says_so_has_none(turns: tuple[str, ...]) -> None:
    assert ("recipient", "professional") not in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("She's 16 and says yes to the referral, she understands it all. Her mum says no. Can I send it to CAMHS?",),
    ("15 year old lad, understands exactly what it means and says yes to youth justice talking to college. his dad says no",),
    ("Gillick competent at 14, she agreed that we tell the school nurse", "now her parents object"),
    ("Lad, 14, really bright, would like his hearing report sent to the new school. He's read it all. dad refuses",),
    ("she's 15, very mature, asked me to share her diabetes plan with college, she chose what goes in", "her mum won't have it, mum says no"),
])  # fmt: skip
def test_a_competent_young_persons_yes_is_not_undone_by_a_parent(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert {("consent", "given"), ("consent_giver", "young_person")} <= stated(*turns)
    assert decided(learned, *turns).outcome is Outcome.SHARE_WITH_CONSENT


@pytest.mark.parametrize("turns", [
    ("girl of 9 says yes but mum says no, can i send it to CAMHS",),
    ("she is 15 and says no, her mum says yes to the referral",),
    ("he's 14, said yes but doesn't really understand it. dad says no",),
])  # fmt: skip
def test_no_other_yes_beats_a_no(turns: tuple[str, ...]) -> None:
    assert ("consent", "given") not in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("girl in my group says they is flying to see nanny saturday and she's going to be a proper lady after, she's 7, dead excited",),
    ("She is 9. Off abroad at half term for her special day, she'll be clean like her cousins",),
    ("pupil says she will become a woman this summer. the aunties are coming over from Somalia", "flight's booked for her and her sister"),
])  # fmt: skip
def test_becoming_a_woman_on_a_journey_is_read_as_fgm_and_home_hears_nothing(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert ("fgm", "cause") in stated(*turns)
    verdict = decided(learned, *turns)
    assert verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert "family_before_advice" in verdict.recipients_not_with


@pytest.mark.parametrize("turns", [
    ("she is 6 and off on a plane to her aunt's wedding, going to be a bridesmaid, proper lady in that dress",),
    ("the girls are flying to Spain for a birthday, mum says it is her big day",),
    ("he is flying back home to see his gran",),
])  # fmt: skip
def test_a_journey_to_a_feast_is_none(turns: tuple[str, ...]) -> None:
    assert ("fgm", "cause") not in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("a tooth came out in class, gran said fine to tell the dentist",),
    ("the childminder says its ok to send his plan to nursery",),
    ("mum's boyfriend signed for us to talk to the school nurse",),
])  # fmt: skip
def test_a_yes_of_somebody_without_a_say_is_theirs(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert ("consent_giver", "somebody_else") in stated(*turns)
    assert decided(learned, *turns).outcome is Outcome.PAUSE


@pytest.mark.parametrize("turns", [
    ("nan said fine to us telling nursery, mum signed the form too",),
    ("gran has parental responsibility and said yes to the referral",),
    ("his aunt is his special guardian, she agreed",),
])  # fmt: skip
def test_a_yes_with_a_parents_or_a_guardians_is_not(turns: tuple[str, ...]) -> None:
    assert ("consent_giver", "somebody_else") not in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("probation told us dad is out of prison for offences against children and lives at the home",),
    ("mums new bf is a registered sex offender, she says its rubbish, 2 girls at home 6 and 9",),
    ("grandad went to prison for child abuse in the 80s.", "mum drops the kids there after school"),
])  # fmt: skip
def test_somebody_who_offended_against_children_and_has_some_near_is_reason_enough(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert ("sexual_harm", "cause") in stated(*turns)
    assert decided(learned, *turns).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize("turns", [
    ("not saying its anything. but shes 11 and she asked me how you'd know if you were expecting",),
    ("Y6 girl has googled what to do if you think you're pregnant",),
])  # fmt: skip
def test_a_child_of_eleven_who_asks_how_one_would_know_shows_harm(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert ("sexual_harm", "cause") in stated(*turns)
    assert decided(learned, *turns).outcome is Outcome.SHARE_WITHOUT_CONSENT


@pytest.mark.parametrize("turns", [
    ("shes 11 and asked if her mum is expecting",),
    ("year 6 asked in the rse lesson how you know you are pregnant",),
    ("she is 16 and asked how you know if you are pregnant",),
])  # fmt: skip
def test_who_asks_of_a_mother_or_in_a_lesson_or_is_older_shows_none_by_that(turns: tuple[str, ...]) -> None:
    assert ("sexual_harm", "cause") not in stated(*turns)


@pytest.mark.parametrize(("turns", "counts"), [
    (("foster mum has signed the form so we can pass his reading assessment to the charity. hes on a full care order",), False),
    (("the foster carers agreed to camhs having her plan",), False),
    (("foster mum signed and so did the social worker agreed by email",), True),
    (("foster carer signed under delegated authority for the trip",), True),
])  # fmt: skip
def test_a_foster_carers_yes_is_nobodys_who_can_give_it(turns: tuple[str, ...], counts: bool) -> None:
    assert (("consent_giver", "somebody_else") not in stated(*turns)) is counts


@pytest.mark.parametrize("turns", [
    ("what is a registered sex offender",),
    ("he is a registered sex offender, lives alone in another town, no contact with kids",),
    ("the application form asks about convictions for offences against children, is the school allowed to",),
    ("dad was in prison for burglary and lives at home with the kids",),
])  # fmt: skip
def test_an_offender_without_children_near_or_another_offence_is_none(turns: tuple[str, ...]) -> None:
    assert ("sexual_harm", "cause") not in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("dad rang receptoin nicely askin what time the after school club ends, mum has that order on him",),
    ("the ex popped in asking which days shes in, theres some order against him mum said but he was lovely",),
])  # fmt: skip
def test_an_order_is_one_by_whatever_name_it_goes(learned: LearnedReader, turns: tuple[str, ...]) -> None:
    assert ("recipient", "unsafe") in stated(*turns)
    assert decided(learned, *turns).outcome is Outcome.DO_NOT_SHARE


def test_an_order_for_dinner_is_none() -> None:
    assert stated("dad wants to know if the lunch order is on the system") == set()


def test_a_fault_in_the_lines_stops_the_program_before_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RulesError(("together.yaml: a fault",))

    monkeypatch.setattr("assistant.parts.load_together", broken)
    with pytest.raises(RulesError, match="a fault"):
        open_parts(Settings())


@pytest.mark.parametrize("told", [
    "the 11yr old was interpreting for her mum, who nodded, and said she says yes",
    "Mum had clearly had a few, slurring her words. She signed the form with a flourish",
    "The father agrees in writing; the mother objects because she thinks it is private",
    "Mum is happy for the GP to have it. Dad objects",
])  # fmt: skip
def test_a_yes_that_something_spoils_is_in_doubt(told: str) -> None:
    facts = read_facts((told,), RULESET, None, AS_OF).facts
    assert to_sheet(facts, RULESET.spec)["consent"] == "doubt"


@pytest.mark.parametrize("told", [
    "Mum is in a refuge. Her ex rang asking for the new address and the manager sent him packing",
    "There's an injunction. Dad rang wanting their address. We've given him nothing",
    "Mum is in hiding. Dad's been on the phone after the address. I've sent it to the police",
])  # fmt: skip
def test_an_address_that_was_kept_back_has_not_gone(told: str) -> None:
    assert ("breach", "safe_address") not in stated(told)


@pytest.mark.parametrize(("told", "fact"), [
    ("Mum's on nights so the lad's by himself 9 till 7, four nights a week. He's 6", "neglect"),
    ("A woman of 34 says that as a girl she was touched by a choir leader who still leads the childrens choir", "sexual_harm"),
])  # fmt: skip
def test_harm_told_in_two_places_is_read(told: str, fact: str) -> None:
    assert (fact, "cause") in stated(told)


@pytest.mark.parametrize("told", [
    "Mum's on nights so the lad's by himself 9 till 7, four nights a week. He's 17",
    "She was abused by her uncle as a child, he died in 2009. She still volunteers with the youth club",
])  # fmt: skip
def test_harm_that_only_sounds_so_is_not(told: str) -> None:
    assert not stated(told)


@pytest.mark.parametrize("told", [
    "Dad turned up drunk at sports day. Separately mum signed this morning", "mum was a bit pissed off with the wait but she agreed",
    "Mum signed the form. Dad says no need to ask him twice", "Dad agreed and so did mum. Mum refused a cup of tea",
    "The boy is deaf and has an interpreter in class. Mum said yes", "Neighbour let us in and mum shouted down you have my permission",
    "Mum works in care, nights. Mum agreed the newspaper can print her name",
    "a trained interpreter was there for the girl's mum and she said yes",
    "Mum had a few words with me and signed the form",
    "The father agrees; the mother has no parental responsibility and objects",
])  # fmt: skip
def test_a_yes_that_only_seems_spoilt_is_not(told: str) -> None:
    assert not stated(told) & {("disagreement", "yes"), ("consent_pressed", "yes"), ("consent_giver", "somebody_else")}


@pytest.mark.parametrize(("told", "made"), [
    ("In the course of a section 47 enquiry a social worker, rung back by the practice, asks a GP about three siblings", True),
    ("the social worker rang, its a s47 and she wants the attendance", True),
    ("What is a section 47 enquiry, and may a social worker who asks be told?", False),
    ("The section 47 was closed in May. A social worker asks for a reading report", False),
])  # fmt: skip
def test_whoever_makes_a_section_47_enquiry_asks_in_one(told: str, made: bool) -> None:
    assert (("section_47", "yes") in stated(told)) is made


def test_a_question_for_another_nations_procedures_is_for_them(learned: LearnedReader) -> None:
    asked = "I'm a health visitor and they live in Wrexham still. Do I use this or the Welsh procedures for asking dad about a referral?"
    assert decided(learned, asked).outcome is Outcome.OUT_OF_SCOPE


@pytest.mark.parametrize("turns", [
    ("ive just emailed a plan to the wrong mum", "its got the family's school on it", "the mum who got it is the sister of the man they moved away from"),
    ("she went and looked him up and texted his auntie", "auntie is dads sister, dad isnt meant to know theyre in derby"),
])  # fmt: skip
def test_what_has_reached_somebody_close_to_whom_they_fled_has_reached_him(turns: tuple[str, ...]) -> None:
    assert ("breach", "safe_address") in stated(*turns)


@pytest.mark.parametrize("turns", [
    ("can i email the plan to his auntie, she is dads sister and dad isnt meant to know where they are",),
    ("ive emailed a plan to the wrong mum, she is the sister of the head",),
])  # fmt: skip
def test_what_has_not_gone_or_went_to_somebody_else_is_no_such_breach(turns: tuple[str, ...]) -> None:
    assert ("breach", "safe_address") not in stated(*turns)


@pytest.mark.parametrize(("told", "fact"), [
    ("She goes stiff when we change her nappy. Only since the new lodger came", "sexual_harm"),
    ("back from contact on Sundays, he begs us not to bath him", "sexual_harm"),
    ("we wipe her and she says no game. she used to chat", "sexual_harm"),
    ("They fly out Sunday for a wedding. She has worked out that it's her own. She is terrified", "forced_marriage"),
    ("he heard his mum say the engagement is for him", "forced_marriage"),
    ("she doesn't want it, they have chosen her a husband", "forced_marriage"),
    ("He is on a CP plan. Next week he moves to a primary in Leeds. Do I post the safeguarding file", "likely_harm"),
    ("the new school wants the cp file, both girls are on child protection plans", "likely_harm"),
])  # fmt: skip
def test_what_a_small_child_dreads_a_wedding_of_ones_own_and_a_plan_that_moves_are_read(told: str, fact: str) -> None:
    assert (fact, "cause") in stated(told)


@pytest.mark.parametrize("told", [
    "he screams every time we change his nappy, hates lying down",
    "she used to love bath time and now she sings in it",
    "since Easter he freezes when we change him, it is the nappy rash",
    "her own birthday is the day of the wedding, she can't wait",
    "she is scared of flying to her cousin's wedding",
    "the old school says he is on a CP plan, and we are the new school still without the CP file",
    "he changes schools in May and has no plan, do I send the safeguarding file",
])  # fmt: skip
def test_an_ordinary_protest_a_wedding_of_others_and_a_move_alone_state_nothing(told: str) -> None:
    assert not stated(told) & {("sexual_harm", "cause"), ("forced_marriage", "cause"), ("likely_harm", "cause")}


@pytest.mark.parametrize(("told", "unclear"), [
    ("The foster carer wants us to send the birth dad the report", True),
    ("her carer asked me to email real mum some pictures", True),
    ("her social worker has agreed, so the carer asked me to email birth mum some pictures", False),
    ("the carer asked me to send the form to the GP", False),
])  # fmt: skip
def test_a_carer_does_not_decide_what_a_birth_parent_is_sent(told: str, unclear: bool) -> None:
    assert (("responsibility_unclear", "yes") in stated(told)) is unclear


@pytest.mark.parametrize("told", [
    "parents on the whatsapp are guessing, her uncle got locked up for fraud, she's fine at home. do I put them straight",
    "A constable phoned, wants every counselling record on a lad of 15 who nicked sweets. Nobody was hurt. Do I hand them over",
])  # fmt: skip
def test_a_relatives_prison_or_a_small_theft_is_no_harm(learned: LearnedReader, told: str) -> None:
    assert ("innocent", "no_harm_of_theirs") in stated(told)
    assert to_sheet(read_facts((told,), RULESET, learned, AS_OF).facts, RULESET.spec)["child_harm"] == "none"


@pytest.mark.parametrize("told", [
    "parents on the whatsapp are guessing, his dad is inside, he's fine. he told me grandad gets in the bath with him and touches him",
    "mums at the gate gossiping, his dad got sent down, he's happy enough but came in with bruises on both arms",
    "police want all his counselling notes for a bike he stole, nobody hurt. In them he says he wants to die",
])  # fmt: skip
def test_a_sign_beside_it_counts_all_the_same(learned: LearnedReader, told: str) -> None:
    assert to_sheet(read_facts((told,), RULESET, learned, AS_OF).facts, RULESET.spec)["child_harm"] in {"cause", "evidence"}


@pytest.mark.parametrize("told", [
    "9 week old, won't take a bottle since last night, she hardly stirs when we undress her. Mum says she's angelic",
    "A 4 month old who goes like a rag doll when I lift him. Dad says he's a good sleeper",
    "He has type one, nan stopped his needles when they joined the fellowship. He's being sick and smells of nail polish",
    "epileptic lad of 7, mum has taken him off his medication for a cleanse. five fits since breakfast",
    "lass of 15 set the scanner off, teaspoon down her trousers, they've called them for boarding",
    "At departures now, one way ticket for her, returns for everyone else",
    "He told the cook he'd sort it so nobody has them. His van is in our car park. Mum is walking up now",
])  # fmt: skip
def test_danger_told_calmly_is_danger_now(told: str) -> None:
    assert ("danger_now", "yes") in stated(told)


@pytest.mark.parametrize("told", [
    "baby of 5 months slept through two feeds, took a full bottle this morning and smiled",
    "we practise on a doll that goes floppy, the baby is 6 months old",
    "type one, mum stopped his injections as the clinic has put him on the pump",
    "The consultant has stopped his epilepsy drugs, he's sleepy after swimming",
    "they fly to Pakistan for a cousin's wedding at Easter, return tickets, she's excited",
    "Dad's parked outside every week. He says he'll sort it so nobody has to queue. Mum comes too",
])  # fmt: skip
def test_what_only_sounds_like_danger_is_not(told: str) -> None:
    assert ("danger_now", "yes") not in stated(told)


def test_post_to_both_parents_may_show_where_they_hide() -> None:
    hidden = "The file says he isn't to know the town."
    assert ("breach", "safe_address") in stated(f"Letters went to both parents yesterday with the new address on. {hidden}")
    assert ("breach", "safe_address") not in stated(f"Letters with the new address on have not been sent to both parents yet. {hidden}")


@pytest.mark.parametrize("told", [
    "7 month old, spiral fracture, mum's boyfriend was looking after her. He keeps asking what is written and if anyone's been rung",
    "Paeds reckon mum is making up the seizures. She's at the desk asking for the timeline we have put together",
    "A law firm for the dad wants us to confirm attendance. He had the doors off and her phone in the freezer",
    "A PC emailed for mum's address. Same surname as hers. She says her husband's in the job and would find her through work",
])  # fmt: skip
def test_whoever_is_suspected_asks_and_is_unsafe(told: str) -> None:
    assert ("recipient", "unsafe") in stated(told)


@pytest.mark.parametrize("told", [
    "Baby in with bronchiolitis, mum's boyfriend is asking when visiting ends",
    "Mum asks for a copy of the discharge letter for his tonsils, the consultant was happy",
    "A law firm for the dad wants us to confirm attendance. They split amicably",
    "A PC emailed from the police for mum's address. I don't know him",
])  # fmt: skip
def test_whoever_is_not_suspected_is_not(told: str) -> None:
    assert ("recipient", "unsafe") not in stated(told)


@pytest.mark.parametrize(("told", "outcome"), [
    ("Four weed plants, a man of 60 on his own, for his back he says. Should I tell the police?", Outcome.PAUSE),
    ("Four weed plants, a man of 60, and a lad of 15 who waters the plants. Should I tell the police?", Outcome.SHARE_WITHOUT_CONSENT),
])  # fmt: skip
def test_a_few_plants_of_his_own_harm_nobody_unless_a_child_tends_them(learned: LearnedReader, told: str, outcome: Outcome) -> None:
    assert decided(learned, told).outcome is outcome


@pytest.mark.parametrize(("told", "outcome"), [
    ("A playgroup volunteer, 31, told me her husband shoves her about. Clear headed, comes and goes as she likes, no kids and none planned. "
     "She asked me not to do anything. Am I allowed to respect that?", Outcome.PAUSE),
    ("A playgroup volunteer, 31, told me her husband shoves her about. Clear headed, comes and goes as she likes, no kids till April. "
     "She asked me not to do anything. Am I allowed to respect that?", Outcome.SHARE_WITHOUT_CONSENT),
    ("A playgroup volunteer shoves the toddlers about when she's had a bad week.", Outcome.SHARE_WITHOUT_CONSENT),
])  # fmt: skip
def test_what_a_husband_does_accuses_him_and_not_her(learned: LearnedReader, told: str, outcome: Outcome) -> None:
    assert decided(learned, told).outcome is outcome


@pytest.mark.parametrize(("told", "outcome"), [
    ("New agency lady is on her phone during nappy changes, texting, not filming. A bit snappy. No one hurt. Is it LADO?", "pause"),
    ("Our agency TA slapped one of the toddlers at nappy change. Is it LADO?", "share"),
])  # fmt: skip
def test_to_ask_whether_it_is_for_the_lado_is_no_sign(learned: LearnedReader, told: str, outcome: str) -> None:
    assert decided(learned, told).outcome.value.startswith(outcome)


@pytest.mark.parametrize("question", [
    "LAC 13, wants 2nd ear piercing, who signs??", "how many hours can police keep a kid under protection before it runs out",
    "which principle sets the adult:child ratio for carsington trips, 4?", "how many first aiders do we need on site",
    "We're putting CCTV up in the staff car park, what size does the sign need to be and how long do we hang on to the footage?",
    "how do parents appeal when the council turns down an EHCP assessment??", "who pays for the taxi to the PRU",
])  # fmt: skip
def test_what_is_not_about_sharing_is_not_covered(question: str, learned: LearnedReader) -> None:
    assert decided(learned, question).outcome is Outcome.OUT_OF_SCOPE


@pytest.mark.parametrize("turns", [
    ("a man paid for her tattoo, who signs for it",), ("police have him under protection, how long till I tell mum",),
    ("nursery is under ratio and I am worried, what ratio is it",), ("police want the cctv from the car park, how long do we keep it",),
    ("the EHCP appeal tribunal wants my notes, can I send them",), ("is she allowed to know his blood group for a tattoo",),
])  # fmt: skip
def test_what_is_to_be_shared_or_is_worrying_is_covered(turns: tuple[str, ...]) -> None:
    assert ("ask", "out_of_scope") not in stated(*turns)


def test_what_was_asked_before_about_something_else_ends_no_case(learned: LearnedReader) -> None:
    turns = ("whats the ratio for 2 year olds on a trip", "ok. His mum signed for his allergy plan to go to the farm's first aider, he is 2. can I send it?")
    assert decided(learned, *turns).outcome is Outcome.SHARE_WITH_CONSENT


def test_an_order_that_comes_later_is_a_demand_in_law(learned: LearnedReader) -> None:
    first = "A solicitor for a dad wrote wanting our family support notes 'by return'. Answer it?"
    later = "Second one has come today with a round court seal on the front, says produce the notes by 4 on Friday. Mum hasn't agreed"
    verdict = decided(learned, first, later)
    assert (verdict.outcome, verdict.urgency) == (Outcome.PAUSE, Urgency.TODAY)


KNOCK = "7yr old, blood all down her top and a fat lip at home time. does that have to be reported?"
AGREED = "Mum's here, and she says fine for after school club to know so they can watch for dizziness. ok to tell them?"


def test_a_knock_that_the_writer_saw_is_explained_in_a_later_message(learned: LearnedReader) -> None:
    saw = "should of said, I was reffing. she ran smack into the goalpost right in front of me. first aider's done the slip"
    assert decided(learned, KNOCK, saw, AGREED).outcome is Outcome.SHARE_WITH_CONSENT


@pytest.mark.parametrize("then", [
    "mum told us she ran into the goalpost", "TA saw her run into the goalpost", "dad says she fell over the step, I saw it too",
    "I saw it happen, she fell over. there are finger marks on her neck as well", "I saw it, her dad pushed her and she fell into the post",
    "I saw it happen, she ran into the post. she says her uncle hurts her", "honestly nothing to worry about, lovely family",
])  # fmt: skip
def test_nobody_else_explains_a_mark_nor_does_a_knock_explain_another(then: str, learned: LearnedReader) -> None:
    assert decided(learned, KNOCK, then, AGREED).outcome is Outcome.SHARE_WITHOUT_CONSENT


def test_what_those_who_act_closed_is_a_live_case(learned: LearnedReader) -> None:
    closed = "IRT accepted it last week about the scald but closed it NFA. How do I record what I passed on?"
    assert decided(learned, closed).outcome is Outcome.SHARE_WITHOUT_CONSENT
    assert ("not_acted_on", "yes") not in stated("what does NFA mean, if social care say nfa about a bruise")


@pytest.mark.parametrize(("told", "kind"), [
    ("lad of 15 with a knife wound to the arm, says he caught it on glass and begs us not to ring", "weapons"),
    ("he drops packages off for older lads in cars", "criminal_exploitation"),
    ("a boy of 16 waters the cannabis plants and sleeps up there on a mattress", "trafficking"),
    ("she is 14, a man in his 20s drops her off and bought her a new phone", "sexual_exploitation"),
    ("one way ticket for her, and they have bought outfits and gold", "forced_marriage"),
    ("he is 15, they filmed his pledge, he gave his bike away", "radicalisation"),
    ("fits at home, only mum has seen them, all tests normal", "fabricated_illness"),
    ("she is 30 weeks pregnant and her first two were adopted", "unborn"),
    ("he comes in her room at night and she puts the chair against the door", "sexual_harm"),
    ("four small round burns on her arm", "physical_harm"),
    ("put in the cupboard with the inside handle off", "emotional_harm"),
    ("15, not been back since thursday", "missing"),
])  # fmt: skip
def test_words_name_the_kind_of_harm_that_is_read(told: str, kind: str) -> None:
    assert kind in {match.fact for _, match in find_together((fold(told),), KINDS)}


@pytest.mark.parametrize("told", [
    "stabbed himself with a compass, he is 15 and wants to die",
    "ran errands for her nan, for the brownie badge",
    "mum's new partner, 34, bought him trainers for his 12th birthday",
    "our cubs made a pledge and were filmed for the website",
    "chicken pox: round scabs all over",
    "she puts the chair against the door to hold it open",
    "a dog bite, two puncture marks on the hand",
])  # fmt: skip
def test_words_that_only_look_like_a_kind_name_none(told: str) -> None:
    assert not list(find_together((fold(told),), KINDS))


def test_every_kind_that_words_name_is_a_harm_of_the_sheet() -> None:
    named = {fact for line in load_together(name=KINDS) for fact, _ in line.states}
    assert named <= set(RULESET.spec.harm_facts)


@pytest.mark.parametrize(("text", "fact"), [
    ("the deputy shuts them in the boiler cupboard with the inside handle off, the lads say forty mins", "about_staff"),
    ("my senior locks the 12 year old in the laundry when he swears", "about_staff"),
    ("he sits down on the tarmac, only when its this driver", "about_staff"),
    ("client was made to sleep in his tent by the scout leader when he was nine. he is still taking cubs to camp", "about_staff"),
    ("stings to wee since the aunties tidied her up on holiday, same as her sisters", "fgm"),
    ("theres a teaspoon down her waistband for the scanner at the airport", "forced_marriage"),
])  # fmt: skip
def test_a_duty_that_hangs_on_the_kind_is_heard_in_plain_words(text: str, fact: str) -> None:
    assert fact in {match.fact for _, match in find_together([fold(text)])}


@pytest.mark.parametrize("text", [
    "the deputy locked the store cupboard by mistake, no kids in there",
    "mum says the aunties tidied her room up at the weekend, she sat down for tea",
    "he used to drive the minibus when he was young, now retired",
    "she had a teaspoon in her lunch bag for the flight",
])  # fmt: skip
def test_words_like_those_state_no_such_duty(text: str) -> None:
    assert not {match.fact for _, match in find_together([fold(text)])} & {"about_staff", "fgm", "forced_marriage", "professional_abuse"}


def test_a_baby_on_the_way_of_a_mother_who_uses_is_at_risk() -> None:
    assert ("unborn", "cause") in stated("She's on gear daily. 22 weeks pregnant, not been to one midwife appt. Says no to everything")
    assert ("unborn", "cause") not in stated("She was on gear daily, clean for two years. 22 weeks pregnant, not been to the last midwife appt yet")


def test_hearts_from_a_leader_to_a_boy_are_no_low_level_concern() -> None:
    assert ("professional_abuse", "cause") in stated("the scoutmster gives one lad lifts home n sends him hearts on whatsap")
    assert ("professional_abuse", "cause") not in stated("the scout leader gives one lad a lift home, his mum sends her hearts for it in the group chat")


def test_what_was_done_by_a_grandmother_is_heard() -> None:
    assert ("fgm", "cause") in stated("grandma took her to 'get it done' in the hols, can't sit on the carpet n won't go the loo. she's 8")
    assert ("fgm", "cause") not in stated("nan took her to get it done in the hols, ears look lovely, she can't sit still. she's 8")
