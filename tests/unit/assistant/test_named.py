"""Who is named in an answer: who asks, who would be told, who may agree, and whose council enquires. Beside near misses."""

from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from assistant.reading.normalise import fold
from assistant.reading.particulars import read_particulars
from assistant.reading.together import find_together
from assistant.reply import Reply
from tests.loaded import loaded_parts


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def answered(parts: Parts, *turns: str) -> Answer:
    return answer(Conversation(turns, date(2026, 11, 23)), parts)


def whole(reply: Reply) -> str:
    """All that is said in the headline, the steps and the words to say."""
    words = (f"[{phrase.to}] {phrase.text}" for phrase in reply.phrases)
    return " ".join((reply.headline, *(part.text for part in (*reply.lead, *reply.steps, *reply.share)), *words))


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("ex partner of one of our hostel mums rang the desk, says he can know her new school", "unsafe", "the ex-partner"),
    ("the brother of a mum in our scheme came asking which flat", "unsafe", "the brother"),
    ("father of two of our pupils, violent to mum, emailed to ask for the timetable", "unsafe", "the father"),
    ("mum rang, dad wants her new address and he used to beat her", "unsafe", "the father"),
    ("he's on the birth certificate and wants to know when she finishes. mum has an injunction", "unsafe", "the father"),
    ("a bloke rang, he hit mum, hes after what days his son comes in", "unsafe", "the man who asked"),
    ("grandad wants his daughter's address, she fled from him", "unsafe", "the grandfather"),
    ("he rang to know where his stepdaughter is. he hit her", "unsafe", "the person who asked"),
])
def test_whoever_asks_is_named_and_not_whose_they_are(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(("message", "named"), [
    ("we'd like the ed psych to see a boy of 4. havent asked his parents yet", "the educational psychologist"),
    ("I want the school nurse to look at his weight. Not mentioned it to mum", "the school nurse"),
    ("hoping to get the health visitor involved, nobody's spoken to dad", "the health visitor"),
    ("can I tell mum what he drew? not told her yet", "the mother"),
    ("dad wants the report, can I give it to him", "the father"),
    ("lone father was offered a referral to the family hub", "the family hub"),
    ("social worker rang about the baby of our client in the drug service", "children's social care"),
    ("can we tell the drug service that she is using again", "the drugs service"),
])
def test_who_is_asked_for_leave_is_not_who_would_be_told(message: str, named: str) -> None:
    assert read_particulars(fold(message), "professional").recipient == named


@pytest.mark.parametrize(("message", "recipient", "named"), [
    ("a man says he's her uncle and works at a solicitors, rang for the dates she came", "unverified", "the caller"),
    ("woman emailed, says she works for a law firm, wants the file", "unverified", "the sender of the e-mail"),
    ("a solicitor rang wanting the file", "unverified", "the solicitor"),
    ("birth mum's brother found us on insta asking how they are", "no_role", "the uncle"),
    ("his aunt sent a friend request on facebook, asks which school", "no_role", "the aunt"),
    ("can i put the photo of her on our facebook", "no_role", "anyone on social media"),
])
def test_a_claim_makes_no_solicitor_and_a_page_is_nobody(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(("message", "information"), [
    ("email from a hotmail address, wants everything we hold on him", ("the whole file",)),
    ("a gmail address asking for the register", ("the register",)),
    ("he asks for their new address", ("the address",)),
    ("officer wants the names and numbers of every kid who came", ("the names of all the children",)),
    ("they asked for a list of all the members", ("the names of all the children",)),
    ("the aunt asks what school they go to, he's not to know where they live", ("where the child goes",)),
    ("wants to know which mornings she is in", ("the days that the child is there",)),
])
def test_what_is_asked_for_is_named(message: str, information: tuple[str, ...]) -> None:
    assert read_particulars(fold(message), "unverified").information == information


@pytest.mark.parametrize(("message", "child"), [
    ("one of my street dance girls is going out with a lad whos 19", "the girl"),
    ("two of our under 9 boys were picked up by a man", "the boy"),
    ("the conviction was for assault of a girl, he now stays with a family", "the child"),
    ("a lad in my form is messaging a girl he met online", "the boy"),
    ("boy says his sister hits him", "the boy"),
])
def test_who_it_is_about_is_not_who_they_go_with(message: str, child: str) -> None:
    assert read_particulars(fold(message), "untold").child == child


@pytest.mark.parametrize(("message", "area"), [
    ("Walsall social worker rang, section 47, wants our notes", "elsewhere"),
    ("s47 enquiry from a social worker in Chesterfield", "derbyshire"),
    ("Leeds childrens services are doing a section 47 enquiry on our pupil", "elsewhere"),
    ("derby city social worker rang on a section 47", "derby"),
    ("social worker from Leeds rang for a chat about dad, the kids live here", ""),
    ("section 47 on the twins, the social worker asked if dad is in Leeds", ""),
    ("section 47, the children live in Derby, the social worker is from Nottingham", "derby"),
])
def test_a_section_47_enquiry_is_of_the_council_where_the_child_is(message: str, area: str) -> None:
    assert read_particulars(fold(message), "professional").area == area


@pytest.mark.parametrize(("message", "asker"), [
    ("mum said no to the club having it. what now? school secretary", "school"),
    ("he asked which mornings she is in. nursery deputy x", "early_years"),
    ("can i tell the neighbour about his heart, or the school nurse", ""),
    ("im admin at a youth justice charity", "youth"),
    ("who do i tell, school or nursery", ""),
    ("im working with a GP on this", ""),
])
def test_a_name_of_work_under_a_message_is_the_writers(message: str, asker: str) -> None:
    assert read_particulars(fold(message), "untold").asker == asker


# What a message tells of those people.
@pytest.mark.parametrize(("circumstance", "message"), [
    ("in_care", "the boy is under a care order and lives with a foster family"),
    ("traced", "his nan tracked us down and messaged me on facebook"),
    ("order_against", "mum got an injunction last spring"),
    ("says_police", "a man rang saying he's from the police"),
    ("says_police", "DS Khan emailed for the register"),
    ("over_property", "some kid smashed a car window"),
    ("court_order", "the judge has ordered us to hand over the file"),
    ("lawyers_letter", "a law firm wrote to us about contact"),
    ("for_a_parent", "lawyers acting for the mother want his notes"),
    ("of_the_father", "dad is in recovery, clean for two years"),
    ("of_the_mother", "mum has been on antidepressants since may"),
    ("keep_from_parent", "he asked me not to tell his dad"),
    ("parent_objects", "her dad is fuming and says no"),
    ("near_the_accused", "the head is married to him"),
    ("near_the_accused", "our chairman is the coach's brother"),
    ("messages", "he sends her texts at midnight"),
    ("on_paper", "she wrote it in her diary"),
    ("rung_back", "i rang them back on the main number"),
    ("offender", "he's on the sex offenders register and has moved in with a mum of two"),
])
def test_what_a_step_may_suppose_of_people_is_told(circumstance: str, message: str) -> None:
    assert circumstance in read_particulars(fold(message), "untold").circumstances


@pytest.mark.parametrize(("circumstance", "message"), [
    ("in_care", "he is in care of his auntie's dog today, and mum wants the care plan"),
    ("traced", "i found him crying and we found her a place"),
    ("order_against", "there is no injunction"),
    ("says_police", "the housing officer phoned, should I ring the police"),
    ("says_police", "the police have been told"),
    ("over_property", "he broke her arm"),
    ("court_order", "no court order was enclosed"),
    ("court_order", "there's a court order saying dad sees her on saturdays"),
    ("lawyers_letter", "the head wrote to us"),
    ("for_a_parent", "the insurer's lawyer rang"),
    ("of_the_father", "dad says his son has anxiety"),
    ("of_the_mother", "mum wants counselling for him"),
    ("keep_from_parent", "i have not told her parents yet"),
    ("parent_objects", "mum is happy with it"),
    ("near_the_accused", "the manager is away, and the coach is her friend's dad"),
    ("messages", "the text of the chapter is in my textbook"),
    ("on_paper", "i wrote to the GP"),
    ("rung_back", "should i ring back first, i said id ring back"),
    ("offender", "he was convicted of theft in 1990"),
])
def test_what_was_not_told_of_people_is_not_supposed(circumstance: str, message: str) -> None:
    assert circumstance not in read_particulars(fold(message), "untold").circumstances


# What is then said.
@pytest.mark.parametrize("message", [
    "Walsall social worker rang, section 47 on twins whose mum is our client in drug services, she wants to know if mum uses",
    "s47 enquiry from a social worker at Leeds city council about a boy who moved there, asks what we saw",
    "Nottingham mash phoned on a section 47 about a girl in our nursery, can i tell them",
])
def test_another_councils_enquiry_is_answered_to_that_council(parts: Parts, message: str) -> None:
    text = whole(answered(parts, message).reply)
    assert "that council" in text
    assert "published number" in text
    assert "01332 641172 today, and ask for the worker" not in text


def test_a_worker_who_was_rung_back_is_not_rung_back_again(parts: Parts) -> None:
    reply = answered(parts, "Walsall social worker, section 47 on twins at our club. I rang her back through the switchboard. can i tell her").reply
    assert "Give that council's worker today" in whole(reply)
    assert "Ring it back" not in reply.headline


def test_derbys_own_enquiry_goes_to_derby(parts: Parts) -> None:
    assert "01332 641172 today, and ask for the worker" in whole(answered(parts, "derby social worker rang, section 47 on a baby we see, what can i say").reply)


def test_the_police_are_rung_on_their_own_number_and_a_list_is_no_family(parts: Parts) -> None:
    reply = answered(parts, "man rang saying he's from the police, wants the names and addresses of every kid here on tuesday, someone's bike got nicked").reply
    assert "the list" in reply.headline
    assert "101" in reply.headline
    assert "A crime that hurts nobody" in whole(reply)
    assert "the address" not in whole(reply)


@pytest.mark.parametrize("message", [
    "housing officer from Leeds phoned, wants the background on a mum, wouldn't say why, nothing worrying",
    "somebody from another council rang for details of a family, no reason given, all fine here",
])
def test_a_caller_who_is_checked_still_needs_a_yes(parts: Parts, message: str) -> None:
    text = whole(answered(parts, message).reply)
    assert "nothing goes without a yes" in text
    assert "101" not in text.replace("01332", "")


def test_an_order_a_letter_and_a_parents_request_are_told_apart(parts: Parts) -> None:
    order = whole(answered(parts, "A sealed court order arrived requiring our notes on two sisters, mum says no. do we refuse").reply)
    letter = whole(answered(parts, "a law firm acting for dad demands her whole file in seven days or we are in contempt, no order. do i post it").reply)
    assert "Send only what it orders" in order
    assert "blanket refusal" not in order
    assert "A solicitor's letter is not an order" in letter
    assert "Send only what it orders" not in letter


def test_a_parents_own_request_is_not_refused_out_of_hand(parts: Parts) -> None:
    text = whole(answered(parts, "subject access request from a mum, everything we hold on her son of 9. do i copy the file").reply)
    assert "Give no blanket refusal to a parent" in text


@pytest.mark.parametrize("message", [
    "mum has been on antidepressants for a year and is doing great. the health visitor would like some background. not asked mum yet, ok to tell her?",
    "dad's in recovery, two years clean, kids happy. school nurse wants a bit of background, nobody's asked him. can I fill her in",
])
def test_an_adults_own_treatment_is_the_adults_to_agree_to(parts: Parts, message: str) -> None:
    text = whole(answered(parts, message).reply)
    assert "so only that adult answers" in text
    assert "under 12" not in text


def test_a_young_persons_own_yes_stands_and_is_named_as_that(parts: Parts) -> None:
    asked = "girl of 17 wants me to email her college about rest breaks, asked me herself. nobody at risk. "
    against = whole(answered(parts, f"{asked}her dad found out and forbids it").reply)
    unaware = whole(answered(parts, f"{asked}she doesn't want mum told").reply)
    assert "The young person agreed" in against
    assert "A parent's no does not undo" in against
    assert "Do not tell the parent" in unaware
    assert "to the family" not in unaware


@pytest.mark.parametrize("message", [
    "girl of 17 wants me to email her college, her mum agreed. is that ok",
    "lad of 16 wants me to talk to him about his dad",
    "he's 17 and asked me to keep it quiet. college want his notes",
    "boy of 16 wanted me to tell his tutor, then he changed his mind and said no",
    "pupil of 11 wants me to tell her mum",
])
def test_no_yes_is_read_where_the_young_person_gave_none(message: str) -> None:
    stated = {(match.fact, match.value) for _, match in find_together((fold(message),))}
    assert not stated & {("consent", "given"), ("consent_giver", "young_person")} or "said no" in message


def test_a_young_persons_no_covers_parents_too_and_no_secrecy_is_promised(parts: Parts) -> None:
    text = whole(answered(parts, "school counsellor. He's 15, sharp. GP wants my notes. He said a clear no to that and to his parents knowing. no risk at all").reply)
    assert "The young person said no" in text
    assert "Parents are not told either" in text
    assert "promise no secrecy" in text


def test_a_mother_who_asks_about_a_competent_teenager_is_answered(parts: Parts) -> None:
    reply = answered(parts, "15 yr old girl at our club asked for condoms, boyfriend is 15, no pressure, knows her stuff. her mum rang asking what shes up to. do i tell her mum").reply
    assert any(phrase.to == "the mother" for phrase in reply.phrases)
    assert "sexual health advice" in whole(reply)


@pytest.mark.parametrize("message", [
    "youth club, our swim coach keeps texting a girl of 13 late at night saying delete this. the chair is his best mate. what do i do",
    "the drummer who runs sunday school messages a boy of 12 that its their secret. vicar's married to him. do i tell the vicar",
])
def test_somebody_close_to_the_accused_is_passed_over(parts: Parts, message: str) -> None:
    text = whole(answered(parts, message).reply)
    assert "Pass over anybody close" in text
    assert "let nobody delete them" in text or "phones as they are" in text


def test_whoever_traces_a_placement_gets_no_reply_and_the_social_worker_is_told(parts: Parts) -> None:
    reply = answered(parts, "i foster. their birth mum's brother found me on facebook, just wants the name of the school to send presents").reply
    assert "Ring the child's social worker today" in reply.headline
    assert "Do not reply at all" in whole(reply)


@pytest.mark.parametrize("message", [
    "foster carer here, birth mum emailed me asking how contact went and what school hes at",
    "we foster two lads. their birth nan messaged on fb wants to know which school theyre at",
    "im a foster carer, his birth dad's sister rang asking for photos of him",
    "i foster a girl of 6, birth dad texted asking where she lives now",
])
def test_a_foster_carer_never_answers_the_birth_family(parts: Parts, message: str) -> None:
    read = answered(parts, message)
    assert read.verdict is not None
    assert str(read.verdict.outcome) == "do_not_share"
    assert "Ring the child's social worker today" in read.reply.headline


@pytest.mark.parametrize("message", [
    "im a foster carer, birth mum asked for photos, social worker said its fine",
    "foster carer here, birth dad turned up drunk at contact",
    "can a foster carer sign the form? the birth mum said yes",
])
def test_what_the_social_worker_agreed_to_is_not_kept_from_the_birth_family(message: str) -> None:
    stated = {(match.fact, match.value) for _, match in find_together((fold(message),))}
    assert ("recipient", "no_role") not in stated


@pytest.mark.parametrize("message", [
    "foster carer here, birth dad emailed asking which school, there's an injunction against him",
    "we foster. birth mum beat him. she texted asking for news of him",
])
def test_a_feared_birth_parent_stays_unsafe(parts: Parts, message: str) -> None:
    assert answered(parts, message).facts.stated["recipient"].value == "unsafe"


def test_an_order_makes_the_approach_one_for_the_police_and_the_door(parts: Parts) -> None:
    text = whole(answered(parts, "he's on the birth certificate and asks what days his son is in. mum has a non-mol against him. nursery manager").reply)
    assert "this approach may break it" in text
    assert "who stands at the door" in text


def test_help_is_still_offered_after_a_no(parts: Parts) -> None:
    text = whole(answered(parts, "offered mum a referral to the family hub for budgeting, kids fine and happy. she said no thanks. should I refer anyway").reply)
    assert "Keep offering help" in text
