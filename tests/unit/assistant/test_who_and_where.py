"""Who is to be told, who asks and how they came, and where it goes: read from plain words, in many wordings, beside near misses."""

from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from assistant.reading.adults import of_adults_only
from assistant.reading.callers import caller, is_report
from assistant.reading.normalise import apart, fold
from assistant.reading.particulars import lexicon, read_particulars
from assistant.reading.patterns import find, load_patterns
from assistant.reading.receivers import went_to
from assistant.reading.together import find_together
from assistant.reply import Reply
from guardrails.facts import Fact
from tests.loaded import loaded_parts


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def answered(parts: Parts, *turns: str) -> Answer:
    return answer(Conversation(turns, date(2026, 11, 23)), parts)


def plain(message: str) -> str:
    return apart(fold(message).text)


def together(*turns: str) -> set[tuple[str, str]]:
    return {(match.fact, match.value) for _, match in find_together(tuple(map(fold, turns)))}


def stated(message: str) -> set[tuple[str, str]]:
    return {(match.fact, match.value) for match in find(fold(message), load_patterns()[0])}


def told(reply: Reply) -> str:
    """The headline and the steps as one text."""
    return " ".join((reply.headline, *(step.text for step in reply.steps)))


# Who would receive it.
@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("we're a school and CAMHS asked for info about his panic attacks, mum asked us to refer", "professional", "CAMHS"),
    ("we are a nursery and the health visitor rang for the 2 year check, dad said yes", "professional", "the health visitor"),
    ("teen wants his college told about his meds, mum says no", "professional", "the college"),
    ("family moved and school there rang asking for background", "professional", "the new school"),
    ("dad (separated, has PR as far as we know) emailed asking for the school report", "professional", "the father"),
    ("mum (lives in Leeds) wants a copy of the plan", "professional", "the mother"),
    ("can we put pics of the trip on our fb, parents havent sent the form back", "professional", "anyone on social media"),
    ("Dad's mate from work says dad just wants to know her school", "unsafe", "the father or his friend"),
    ("his best mate rang, he wants the address. mum is in a refuge", "unsafe", "the father or his friend"),
])
def test_the_recipient_is_who_asks_or_is_asked_for(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(("message", "named"), [
    ("emailed the minutes with mums new address to dads email by mistake. do i have to tell mum?", "the father"),
    ("sent the minutes to the wrong john - think it's the dads brother. mum's flat is on p2", "the uncle"),
    ("I posted mum's letter to his nan by accident, should I ring mum", "the grandmother"),
    ("the plan went to the school in error, mum is asking about it", "the school"),
    ("copied in her ex-husband by mistake, mum will go mad", "the ex-partner"),
    ("sent mums address out by mistake, what do I tell mum", ""),
])
def test_what_went_astray_was_received_by_who_got_it_and_never_by_who_is_named_last(message: str, named: str) -> None:
    assert went_to(plain(message), lexicon()) == named


@pytest.mark.parametrize("message", [
    "just emailed the child protection minutes with mums new address to dads email by mistake",
    "sent the CP minutes to the wrong person, it's the dads brother. address of mums new flat is on p2",
    "I posted the plan to his mum in error and it says where mum has moved to",
    "copied dad in by accident, their new address is in the thread",
    "emailed the report with her new address to her ex by mistake",
])
def test_where_a_parent_has_moved_to_reached_the_other_one_is_a_safe_address(message: str) -> None:
    assert ("breach", "safe_address") in together(message)


@pytest.mark.parametrize("message", [
    "dad asked for mums new address, can I send him it",
    "emailed dad the school report by mistake",
    "sent the newsletter with my new address to dad",
    "posted mum's letter to her new address by mistake",
    "sent dad mums new address by mistake but they are amicable and dad already knows it",
])
def test_no_address_that_reached_the_other_parent_is_read_where_none_did(message: str) -> None:
    assert ("breach", "safe_address") not in together(message)


def test_a_breach_is_answered_about_who_got_it_and_the_other_parent_is_warned(parts: Parts) -> None:
    asked = ("emailed the child protection minutes with mums new address to dads email by mistake", "ive recalled it, do i have to tell mum?")
    text = answered(parts, *asked).reply.headline
    assert "warn the family" in text
    steps = told(answered(parts, *asked).reply)
    assert "the father" in steps
    assert "Ask the mother" not in steps


# How somebody came.
@pytest.mark.parametrize("message", [
    "woman rang helpline not giving name, says next door's lads are home alone every night",
    "anonymous caller says a baby is left crying for hours at number 9",
    "somebody left a voicemail, no name, saying the kids at 12 are being hit",
    "a neighbour phoned to say she hears screaming and a child crying",
    "got an anonymous letter saying the coach hits the boys",
    "man called, wouldn't give his name, reported two toddlers on their own",
    "caller refused to leave a name, said the dad is drunk with the baby",
    "anonymous text told us a girl of 6 is being starved",
])
def test_somebody_who_tells_and_asks_for_nothing_has_made_a_report(message: str) -> None:
    assert is_report(plain(message))
    assert caller(plain(message), "untold") == "reporter"


@pytest.mark.parametrize("message", [
    "woman rang, wouldn't give a name, asking which school she goes to",
    "a man rang saying he's from social services and wants her file",
    "anonymous caller wants to know where they live",
    "a neighbour called to collect her, he says mum sent him",
    "caller says she's a solicitor and needs the address",
    "I rang social care and gave no name",
    "mum rang to say she's poorly",
    "someone emailed asking for his phone number",
])
def test_somebody_who_asks_or_claims_an_office_has_made_no_report(message: str) -> None:
    assert not is_report(plain(message))


def test_a_report_without_a_name_is_passed_on_and_nobody_is_rung_back(parts: Parts) -> None:
    reply = answered(parts, "woman rang helpline not giving her name, says next door's lads of 6 and 8 are home alone every night. i think it's a feud").reply
    text = told(reply)
    assert "as a report" in text
    assert "A grudge does not make it false" in text
    assert "ring the caller back" not in text.lower()
    assert "You need no manager" not in text


@pytest.mark.parametrize("turns", [
    ("he's in reception to collect Maya, the list says no contact dads side",),
    ("a man saying he's the grandad came to collect her", "her list says no contact dads side. he's in reception now"),
    ("step dad has turned up to pick Leo up, there's a prohibited steps order",),
    ("mums ex is at the gate to fetch the twins and he isn't allowed near them",),
    ("dad is outside the nursery to collect. he is on bail",),
    ("his brother is at the door, here to pick her up, not to be handed to anyone on that side",),
    ("dad came to collect at the school office, contact supervised only",),
    ("aunt at reception to take him home, she is barred from contact",),
])
def test_whoever_comes_for_a_child_against_an_order_or_a_list_is_unsafe(turns: tuple[str, ...]) -> None:
    assert ("recipient", "unsafe") in together(*turns)
    assert caller(" ".join(map(plain, turns)), "unsafe") == "present"


@pytest.mark.parametrize("message", [
    "nan at reception to collect, she is on the list",
    "grandad came to collect, not on the list, mum rang to say he's fine",
    "no contact number for dad, nan came to collect, in reception",
    "dad in reception to collect, court order says he can on fridays",
    "courier at reception to collect a parcel",
    "mum came to collect at reception and asked about the trip",
    "the court order has expired, dad came to collect at the gate",
])
def test_whoever_may_collect_is_not_read_as_unsafe(message: str) -> None:
    assert ("recipient", "unsafe") not in together(message)


@pytest.mark.parametrize("message", [
    "nan is at the door to collect, she's not on the list and mum isn't answering",
    "aunt at reception wants to take him home early, not down on our form",
    "uncle here to pick her up, doesn't know the password",
])
def test_whoever_is_not_on_the_list_is_not_yet_known(parts: Parts, message: str) -> None:
    assert ("recipient", "unverified") in together(message)
    reply = answered(parts, message).reply
    assert "Do not hand" in reply.headline
    assert "published number" not in told(reply)


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("photo of the winning team on the club facebook, all parents signed", "no_role", "anyone on social media"),
    ("can I put her details up, the parents havent signed", "no_role", ""),
    ("sent the report to the wrong parent by accident", "untold", "the wrong parent"),
])
def test_nobody_is_the_recipient_for_having_agreed_or_been_asked(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient, astray="accident" in message).recipient == named


def test_a_report_in_which_no_sign_was_read_is_a_worry_for_today(parts: Parts) -> None:
    read = answered(parts, "a neighbour rang to say she hears screaming and a child crying at number 12, can i pass her name on")
    assert (read.verdict.escalate, str(read.verdict.urgency)) == (True, "today")
    assert "Do not share this with the neighbour" not in read.reply.headline


def test_a_child_is_not_handed_over(parts: Parts) -> None:
    came = ("a man saying he's the grandad came to collect her early", "her list says no contact dads side. he's in reception now")
    reply = answered(parts, *came).reply
    assert "Do not hand" in reply.headline
    assert "in twos" in reply.steps[0].text


# Whose it is.
@pytest.mark.parametrize("message", [
    "A lady of 52 told me her brother messed with her when they were kids. He's now a scout leader",
    "My client says her uncle abused her as a child. he teaches at a primary school now",
    "Patient, 60, was abused by a priest when he was a boy. He is still a priest",
    "woman says her dad touched her when she was 8, he's a foster carer these days",
    "a neighbour interfered with him as a kid, the man is a school bus driver",
    "his old teacher molested him in the 80s. That teacher still works in a school",
    "she was raped by her stepdad growing up, he coaches under 9s football",
    "her cousin abused her in her childhood. the cousin volunteers at cubs",
])
def test_abuse_long_ago_by_somebody_who_works_with_children_now_goes_to_the_lado(message: str) -> None:
    assert {("professional_abuse", "cause"), ("about_staff", "yes")} <= together(message)


@pytest.mark.parametrize("message", [
    "My client was abused by her father as a child, he died last year. she is a teacher",
    "she was bullied at school when she was a kid, now works in a nursery",
    "she was abused as a child and now she is a teacher herself",
    "her brother hit her when they were kids. He is an accountant",
    "her uncle abused her as a child. I'm a teacher, she wants to talk",
    "he was a scout leader when he was young",
    "he teaches at a primary school and his daughter has asthma",
    "her ex hurt her last year, he is a driver",
])
def test_no_lado_is_read_where_nobody_who_did_it_works_with_children(message: str) -> None:
    assert ("about_staff", "yes") not in together(message)


@pytest.mark.parametrize("message", [
    "heard that one of the dads isn't allowed near kids because of prison. He does the tea rota at toddler group",
    "rumour that our new football coach is banned from working with children",
    "someone said the chap who helps at cubs is not allowed near kids",
    "Parents are saying the caretaker at the nursery is barred from schools",
    "word is that the lady on the door at youth club isn't allowed round children",
    "a mum told me the man who drives the church minibus shouldn't be allowed around kids",
    "apparently a volunteer at our playgroup is on the barred list",
    "they say the choir helper at church is not supposed to be allowed near children",
])
def test_talk_that_a_helper_is_barred_goes_to_the_lado(message: str) -> None:
    assert {("likely_harm", "cause"), ("about_staff", "yes")} <= together(message)


@pytest.mark.parametrize("message", [
    "dogs aren't allowed near children at our club, who do I tell",
    "what does barred list mean for volunteers",
    "the policy says volunteers are not allowed near kids until the dbs is back",
    "dad isn't allowed near his kids, he works at a garage",
    "he isn't allowed near the twins, nan helps with school runs",
    "kids are banned from the kitchen at youth club",
    "the boy isn't allowed near the pond, he helps with the ducks at nursery",
])
def test_no_such_talk_is_read_where_there_is_none(message: str) -> None:
    assert ("about_staff", "yes") not in together(message)


# Grown people only.
HARM = (Fact("domestic_abuse", "cause"), Fact("likely_harm", "cause"))


@pytest.mark.parametrize("message", [
    "client (no kids, not pregnant, 34) says he strangled her. can I go to MARAC",
    "woman of 29, childless, husband hit her. MARAC?",
    "tenant has no children, ex smashed the door in",
    "lady in her 50s doesn't have any kids, hubby shoves her",
    "pt 41 no kids lives with her partner, bruising to the neck",
    "she hasn't got children, he controls her money",
    "he has no dependants, his wife beats him",
    "without kids, partner threatens her with a knife",
])
def test_harm_where_there_is_no_child_is_an_adults(message: str) -> None:
    facts = of_adults_only(HARM, plain(message))
    assert [(fact.id, fact.value) for fact in facts] == [("adult_harm", "yes")]


@pytest.mark.parametrize("message", [
    "no kids in the house at the time but husband hit mum",
    "no kids of her own but his two sons stay at weekends",
    "no children, pregnant 20 weeks, partner punched her",
    "she says no kids, but there is a cot and baby clothes",
    "no kids allowed in the pub, the lad was left outside",
    "16 yr old girl, no kids, boyfriend hits her",
    "he hits her. can I go to MARAC",
    "not pregnant, he hits her",
])
def test_no_sign_for_a_child_is_moved_where_there_may_be_one(message: str) -> None:
    assert of_adults_only(HARM, plain(message)) == list(HARM)


def test_a_child_of_known_age_keeps_the_sign() -> None:
    facts = (*HARM, Fact("child_age", "16_to_17"))
    assert of_adults_only(facts, "no kids, boyfriend hits her") == list(facts)


def test_marac_for_an_adult_without_children_is_no_referral_of_a_child(parts: Parts) -> None:
    reply = answered(parts, "dv worker. client (no kids, not pregnant, 34) left him last year and he still drives past and texts 40x a day, "
                            "threatened to 'finish it'. she says no marac. can I go to marac anyway")
    assert reply.verdict.exceptions == ("E3",)
    assert "childrens_social_care" not in reply.verdict.recipients_with
    assert "refer to the MARAC" in reply.reply.headline
    assert "unborn" not in str(reply.reply)


@pytest.mark.parametrize("message", [
    "she stinks of weed", "he reeks of cannabis again", "his coat stinks of smoke", "she stank of booze", "bag reeks of skunk",
])
def test_a_smell_of_weed_or_drink_is_no_neglect(message: str) -> None:
    assert ("neglect", "cause") not in stated(message)
    assert ("likely_harm", "cause") in stated(message)


@pytest.mark.parametrize("message", ["he stinks, same clothes all week", "she reeks and nobody will sit by her", "the cot stinks of wee"])
def test_a_child_who_stinks_is_neglected(message: str) -> None:
    assert ("neglect", "cause") in stated(message)


@pytest.mark.parametrize(("message", "is_marker"), [
    ("she is pregnant", True), ("she is 20 weeks pregnant", True), ("she's not pregnant", False), ("isn't pregnant", False),
])
def test_nobody_is_pregnant_who_is_said_not_to_be(message: str, is_marker: bool) -> None:
    assert (("high_risk", "yes") in stated(message)) is is_marker
    assert (read_particulars(fold(message), "untold").child == "the unborn baby") is is_marker


# Self-harm in the words for it.
@pytest.mark.parametrize("message", [
    "17yo lad told me he's been cutting since xmas, not deep, seeing his gp",
    "year 9 girl says she's been cutting again",
    "she's cutting at night in the bathroom",
    "my tutee admits to cutting when things get bad",
    "yr 10 lad told me he's started cutting",
    "I think she's cutting. 15",
    "student has been cutting for months",
    "15yo been cutting, superficial, sees camhs",
    "she sits scratching her arms till they bleed",
    "he has been scratching at his wrists in lessons",
])
def test_self_harm_is_read_in_the_slang_for_it(message: str) -> None:
    assert {("self_harm", "worry"), ("self_harm", "cause"), ("self_harm", "evidence")} & stated(message)


@pytest.mark.parametrize("message", [
    "he's been cutting down on sugar", "been cutting class since september", "the baby keeps scratching his arms, eczema",
    "toddler scratching her arms, nits letter", "reception are cutting and sticking", "he's been cutting hair since 2019",
    "mum is cutting contact", "she is cutting out dairy", "he's been cutting since xmas for his wrestling weight",
    "they've been cutting the grass", "the cat scratched her arms", "council is cutting funding again",
])
def test_what_else_is_cut_or_scratched_is_no_self_harm(message: str) -> None:
    assert not {fact for fact, _ in stated(message)} & {"self_harm"}


def test_slight_self_harm_in_hand_of_a_competent_young_person_is_a_worry_for_today(parts: Parts) -> None:
    read = answered(parts, "17yo lad at college told me hes been cutting since xmas, not deep, hes seeing his gp & has safety plan. "
                           "wants no one told esp parents. what am i meant to do")
    assert (str(read.verdict.outcome), str(read.verdict.urgency)) == ("pause_and_seek_advice", "today")
    assert "the recipient" not in read.reply.headline


# Rights.
@pytest.mark.parametrize("turns", [
    ("dad (no court order, on birth cert, separated, no dv) wants copy of the kids school report. mum says dont give it him",),
    ("dad has asked for attendance, parents split up, mum told us not to send him anything. year 5",),
    ("father with PR asked for his pupil record, mum objects",),
    ("mum, divorced, wants the end of year report. dad said dont send it. he is in my class",),
    ("got an FOI from a reporter asking how many of our kids are on CP plans",),
    ("freedom of information request came in about exclusions",),
    ("a journalist emailed asking how many pupils we excluded",),
    ("councillor wants the number of children in care in our home",),
])
def test_a_parents_or_the_publics_right_to_ask_is_a_demand_with_a_clock(turns: tuple[str, ...]) -> None:
    assert ("legal_demand", "yes") in together(*turns)


@pytest.mark.parametrize("message", [
    "father wants to see the school reports, non mol against him",
    "dad, separated, wants the school report. he used to hit mum",
    "mum wants the school report early for a house move, dad is fine",
    "dad's solicitor wants the attendance record, no court order",
    "stepdad wants the school report, mum says no",
    "dad without PR wants the school report, mum says no, year 3",
    "what is an foi",
    "the doctor asked how many times he was sick",
    "a reporter rang asking about a boy in year 6",
])
def test_no_such_right_is_read_where_there_is_none_or_somebody_is_feared(message: str) -> None:
    assert ("legal_demand", "yes") not in together(message)


@pytest.mark.parametrize("message", [
    "teen 16 wants his college told about his ADHD meds but mum says no way",
    "17yo asked for her report to be sent to the gp, dad objects",
    "she's 17 and wants the counsellor's letter passed on, mum says no",
    "lad of 16 wants his employer to know about his epilepsy, parents refuse",
])
def test_a_young_persons_own_wish_is_not_undone_by_a_parent(message: str) -> None:
    assert {("consent", "given"), ("consent_giver", "young_person")} <= together(message)


@pytest.mark.parametrize("message", [
    "mum wants his college told about his meds, he is 16 and says no",
    "teen 16 doesn't want his college told and mum says no way",
    "9 year old wants his school told, mum says no",
])
def test_no_such_wish_is_read_where_it_is_not_theirs(message: str) -> None:
    assert ("consent_giver", "young_person") not in together(message)


@pytest.mark.parametrize("message", [
    "family moved to Burton last week and school there rang me asking if there's any background",
    "He started at a new school monday, their SENCO emailed asking what support he had",
    "girl left us in july, her new nursery phoned wanting her records",
    "new school asked for the file, he left last term",
    "twins joined the next school, head of year rang for a handover",
    "he moved up in september and his new college wants to know what helps him, anything we know",
])
def test_a_new_school_that_asks_for_background_has_a_part_in_the_childs_care(message: str) -> None:
    assert {("recipient", "professional"), ("purpose", "need")} <= together(message)


@pytest.mark.parametrize("message", [
    "mum moved to a refuge and the new school rang asking for background",
    "he started a new school and a man emailed from a gmail wanting the file for the new school",
    "she moved and dad wants to know which new school",
    "new school rang to say he is settling in",
])
def test_a_new_school_has_none_where_the_family_hides_or_it_asks_for_nothing(message: str) -> None:
    assert ("purpose", "need") not in together(message)


def test_a_parent_who_asks_the_foster_carer_is_sent_to_the_social_worker(parts: Parts) -> None:
    reply = answered(parts, "foster carer. mum texted asking how the kids are doing and what school theyre at now", "she says she has PR").reply
    assert "social worker" in reply.headline
    assert "Please ring the children's social worker" in str(reply)
    assert "I would say the same about yours" not in str(reply)
