"""Who would receive it, what would be shared, who asks and where the child lives are read from words that say so, and never move the outcome."""

from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer, answer
from assistant.reading.normalise import fold
from assistant.reading.particulars import AREAS, ASKERS, Particulars, read_particulars
from tests.loaded import loaded_parts
from ui.words import ASKERS as LABELLED

HARM = "A boy of eight has a belt mark on his back. Mum says we may not ring anyone."
DERBY, COUNTY = "Initial Response Team, Derby City Council", "Starting Point, through Call Derbyshire"
OTHER = "Children's social care where the boy lives"


@pytest.fixture(scope="module")
def parts() -> Parts:
    return loaded_parts()


def answered(parts: Parts, message: str, area: str = "") -> Answer:
    return answer(Conversation((message,), date(2026, 11, 23), area=area), parts)


@pytest.mark.parametrize(
    ("message", "area"),
    [
        ("Child lives in Ilkeston with nan, has bruises", "derbyshire"),
        ("she's moved to Long Eaton last week", "derbyshire"),
        ("They live in Derbyshire, not in the city", "derbyshire"),
        ("Mum and the kids have moved to Burton", "elsewhere"),
        ("kids placed out of county", "elsewhere"),
        ("she lives in Derby but goes to school in Long Eaton", "derby"),
        ("they were in Derby and now the family lives in Leeds", "elsewhere"),
        ("her dad lives in Belper", ""),
        ("dad, who lives in Leeds, wants her address", ""),
        ("can I tell the social worker in Nottingham", ""),
        ("what do the Derby and Derbyshire procedures say", ""),
    ],
)
def test_where_a_child_lives_is_read_and_where_others_live_is_not(message: str, area: str) -> None:
    assert read_particulars(fold(message), "untold").area == area


def test_what_the_person_chose_counts_before_what_was_read() -> None:
    read = Particulars(asker="school", area="derbyshire")
    assert read.told("", "") == read
    assert read.told("health", "elsewhere") == Particulars(asker="health", area="elsewhere")


@pytest.mark.parametrize(("area", "first", "absent"), [("", DERBY, COUNTY), ("derby", DERBY, COUNTY), ("derbyshire", COUNTY, OTHER), ("elsewhere", OTHER, COUNTY)])
def test_the_front_door_is_that_of_where_the_child_lives(parts: Parts, area: str, first: str, absent: str) -> None:
    reply = answered(parts, HARM, area).reply
    names = [person.name for person in reply.speak_to]
    assert names[0] == first
    assert DERBY in names
    assert absent not in names
    if area in {"derbyshire", "elsewhere"}:
        assert not any("01332" in step.text for step in reply.steps)


def test_the_area_moves_no_outcome(parts: Parts) -> None:
    for message in (HARM, "Mum has not been asked yet. Can I send the school a summary?", "her ex wants to know which school she is at, he broke her arm"):
        verdicts = {(str(one.reply.outcome), str(one.reply.urgency)) for one in (answered(parts, message, area) for area in ("", *AREAS))}
        assert len(verdicts) == 1


@pytest.mark.parametrize(
    ("message", "recipient", "named"),
    [
        ("Her dads girlfriend messaged asking which nursery she goes to now, he broke mums wrist", "unsafe", "dad's girlfriend"),
        ("Stepdad's stood in reception wanting to know what she told the teacher", "unsafe", "the stepfather"),
        ("ex's on the phone asking for the new address, there's an order", "unsafe", "the ex-partner"),
        ("The social worker said he isn't allowed near them. Now his sister is asking what school they're at", "unsafe", "his sister"),
        ("He keeps ringing the office asking where she lives, he's out on bail", "unsafe", "the person who asked"),
        ("A bloke turned up saying he's a friend of the family, wants to know which refuge", "unsafe", "the man who asked"),
        ("The police say he might come for her. Do we tell him anything", "unsafe", ""),
        ("sent the register to dad instead of the office, it had her new address on it", "unsafe", "the father"),
        ("bloke says hes come for his niece, mum moved out of his brothers. do i let him know", "unsafe", "the man who asked"),
        ("dads inside. mum asked if we can post dad a copy of his report", "unsafe", "the father"),
        ("Nan's been asking how the court case is going, she picks up Thursdays", "no_role", "the grandmother"),
        ("Nan is on mum's list. Can I tell her what time he finishes", "no_role", "the grandmother"),
        ("a councillor emailed to ask which families are on free meals", "no_role", "the councillor"),
        ("The sixth former told us about it. Can I tell my mate", "no_role", "your friend"),
        ("The police have it all already. Landlord is asking what happened", "no_role", "the landlord"),
        ("Can I tell the other mums why she left", "no_role", "the other parents"),
        ("Dads solicitor wrote in wanting our records on her", "unverified", "the father's solicitor"),
        ("Someone phoned saying he's a social worker in Leeds and wants his address", "unverified", "the caller"),
        ("got an email from a gmail saying they're her new school, want her file", "unverified", "the sender of the e-mail"),
        ("Insurance firm rang wanting the accident report", "unverified", "the insurer"),
        ("The club wants to know about her inhaler, dad said fine", "professional", "the club"),
        ("The school nurse said no. The nurse wants his height again", "professional", "the school nurse"),
        ("HV here, nursery asked for the 2 year check", "professional", "the nursery"),
        ("can the dance school have her medical form", "professional", "the dance school"),
        ("Foster carer has asked if I can give birth mum her number", "professional", "the birth mother"),
        ("My SALT report was going to the EHCP team, mum has changed her mind", "professional", "the EHCP team"),
        ("A girl of 16 agrees to her GP sharing her asthma plan with college", "professional", "the college"),
        ("Our ex-volunteer wants the phone numbers of the kids he coached", "no_role", "the former volunteer"),
        ("the sleep clinic wants us to fill in a questionnaire, havent asked", "professional", "the sleep clinic"),
        ("Can I pass the infant feeding team her name", "professional", "the infant feeding team"),
        ("mum's said fine to tell the camp first aider", "professional", "the camp first aider"),
        ("our team wants to know if we can share", "professional", ""),
        ("Carer has asked me as his teacher to send birth mum the pictures", "professional", "the birth mother"),
        ("the SENCO told us to email dad the plan", "professional", "the father"),
        ("Lovely gran, brings cakes in. She's asking which days he does club", "professional", "the grandmother"),
    ],
)
def test_whoever_asks_or_would_be_told_is_named(message: str, recipient: str, named: str) -> None:
    assert read_particulars(fold(message), recipient).recipient == named


@pytest.mark.parametrize(
    "message",
    [
        "bruise on her arm. teacher says shes clumsy, nursery never noticed",
        "He told his mate at school his dad hits him",
        "coach makes our gymnast starve, she passed out",
        "im on placement at a nursery and theres a baby with a bruise on her ear, room leader says leave it mums a nurse",
        "please dont tell my mum, she said, uncle comes in my room",
        "he said the doctor and the school are both useless. belt marks",
    ],
)
def test_nobody_is_named_who_is_only_part_of_the_story(message: str) -> None:
    assert read_particulars(fold(message), "untold").recipient == ""


def test_whoever_is_given_something_is_not_what_is_given():
    assert "the centre" not in read_particulars(fold("can I give the centre his alergy card, mum said yeah"), "professional").asked


@pytest.mark.parametrize("recipient", ["unsafe", "no_role"])
@pytest.mark.parametrize("service", ["social worker", "police officer", "GP", "school", "HV", "teacher", "MARAC lead"])
def test_nobody_whose_work_is_the_child_is_refused_by_name(service: str, recipient: str) -> None:
    assert read_particulars(fold(f"The {service} rang and wants us to be careful. He wants her address"), recipient).recipient == "the person who asked"


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("20 minutes ago she told me her stepdad touches her", ()),
        ("plate number BX12 and two phones, they wait for the lads", ()),
        ("she wouldn't leave a number, can I tell her anything", ()),
        ("attendance officer here, a lad came in with a burn shaped like an iron", ()),
        ("showed me a picture on his phone of a knife", ()),
        ("I gave her the helpline number. Do I report it", ()),
        ("Dad has PR and has asked for a copy of the minutes of the meeting", ("the minutes",)),
        ("Uncle wants a photo of her", ("photographs",)),
        ("can I give the school mums mobile number", ("a telephone number",)),
        ("Ok to send his speech report and his care plan to the nursery?", ("the speech report", "the care plan")),
        ("Emailed it to the wrong family. Had his diagnosis and home address on", ("medical information", "the address")),
    ],
)
def test_only_what_would_be_shared_is_named(message: str, named: tuple[str, ...]) -> None:
    assert read_particulars(fold(message), "untold").information == named


@pytest.mark.parametrize(
    ("message", "limited"),
    [
        ("mum says yes, send the plan, but not the bit about her own childhood", True),
        ("She agreed to the report going, minus the page on dad. Can I send it", True),
        ("he's fine with the tutor knowing so long as it's only the tutor", True),
        ("signed for the speech report and nothing else", True),
        ("mum read it and crossed out the line about her marriage, then signed", True),
        ("mum agreed I can send his report to school, she's at work till six but not on Fridays", False),
        ("dad signed the form for the school nurse, he is the only adult at home", False),
        ("She said yes. Apart from him there are two other kids in the group, can I send it", False),
    ],
)
def test_a_limit_of_a_yes_is_heard(message: str, limited: bool) -> None:
    assert read_particulars(fold(message), "professional").limited is limited


@pytest.mark.parametrize(
    ("message", "asker"),
    [
        ("I'm a foster carer and the lad told me what his uncle did", "foster"),
        ("We foster two brothers. Their mum wants a photo", "foster"),
        ("My neighbour's kids are filthy and always hungry", "public"),
        ("I'm the landlord and the little ones in flat 2 are left alone", "public"),
        ("taxi firm here, driver says the kid he takes has cuts", "public"),
        ("Lad in my cab said his uncle sells him", "public"),
        ("School transport firm. Can the escort know about his fits?", "school"),
        ("PC 1234, attended a domestic, two kids upstairs", "police"),
        ("dad took an overdose while the kids were upstairs", ""),
        ("Childminder here, can I tell the health visitor he's not talking yet", "childminder"),
        ("I'm an Ofsted-registered childminder and the baby I mind has a bruise", "childminder"),
        ("I've been a childminder for nine years and this is new to me", "childminder"),
        ("One of my mindees told me her dad hits her", "childminder"),
        ("I work for a childminder agency. Can I tell the school?", "early_years"),
        ("I work in a nursery. Can we give the childminder his eczema plan?", "early_years"),
        ("mum wrote that we can give the childminder his eczema plan", ""),
        ("A coach wants to know her weight. I teach her maths", ""),
        ("can I tell the nursery and the GP about his asthma", ""),
        ("I'm a housing officer, tenant's brother wants to know which flat", "housing"),
        ("She's a teacher and he works as a nurse, the baby is thin", ""),
        ("speech therapist here. Can the SENCO see his targets?", "health"),
    ],
)
def test_where_somebody_works_is_read_from_what_they_say_of_themselves(message: str, asker: str) -> None:
    assert read_particulars(fold(message), "untold").asker == asker


def test_everybody_who_may_ask_can_say_so_on_the_screen() -> None:
    assert set(ASKERS) - {"youth"} == set(LABELLED) - {""}


@pytest.mark.parametrize(("asker", "lead"), [("public", "children's social care"), ("foster", "social worker"), ("childminder", "early years team")])
def test_somebody_without_a_safeguarding_lead_is_sent_to_who_there_is(parts: Parts, asker: str, lead: str) -> None:
    reply = answer(Conversation(("He is thin and quiet, I am a bit worried. Who can I talk to?",), date(2026, 11, 23), asker=asker), parts).reply
    said = " ".join([*(step.text for step in reply.steps), reply.net])
    assert lead in said
    assert "safeguarding lead" not in said


@pytest.mark.parametrize(("message", "recipient"), [
    ("she showed the nurse her new trainers, can i tell dad she got weighed today", "the father"),
    ("I told the school nurse already. Should I let the GP know as well?", "the GP"),
])  # fmt: skip
def test_whom_the_question_is_about_counts_before_whoever_else_is_told(message: str, recipient: str) -> None:
    assert read_particulars(fold(message), "professional").recipient == recipient


@pytest.mark.parametrize(("message", "recipient"), [
    ("The father of a child, who was convicted of violence against the mother, requests the new address", "the father"),
    ("mum's moved on from the refuge, the form asks for dads details, can i ring dad", "the father"),
    ("he was arrested for hitting mum. dad wants the school report", "the father"),
])  # fmt: skip
def test_whoever_was_hurt_is_never_the_one_who_is_kept_away(message: str, recipient: str) -> None:
    assert read_particulars(fold(message), "unsafe").recipient == recipient


@pytest.mark.parametrize(("message", "information"), [
    ("mum said no to me talking to school about their behaviour at home", ("the behaviour at home",)),
    ("can I tell the school about his behaviour", ("the behaviour",)),
    ("can I send the club his behaviour log", ("behaviour at school",)),
    ("the physio wants to know about sleep and sensory needs", ("sleep", "sensory needs")),
    ("the hospital asked me (youth worker) what hobbies she has", ("hobbies",)),
    ("can I send CAMHS the pastoral file", ("the pastoral file",)),
    ("can I send the SEN report to the college", ("the report",)),
    ("they want to know his attendances", ("attendance",)),
    ("shall I report to the police what she told me", ()),
    ("the debt collector asked me where they live", ("the address",)),
    ("the sleep clinic asked for his care plan", ("the care plan",)),
])  # fmt: skip
def test_what_would_be_shared_is_called_what_it_was_called(message: str, information: tuple[str, ...]) -> None:
    assert read_particulars(fold(message), "professional").information == information


@pytest.mark.parametrize(("message", "child"), [
    ("my student on placement heard a dad say to his 3yr old", "the toddler"),
    ("Social work student here, a boy told me", "the boy"),
    ("a student told me her uncle hits her", "the student"),
    ("a pupil of ours has a bruise", "the pupil"),
    ("11 weeks, bruise on his ear", "the baby"),
    ("he's only 9 weeks and has a mark", "the baby"),
    ("in nursery 6 weeks, a bruise on his arm", "the child"),
    ("always hungry, with a 4 month old baby brother", "the child"),
    ("the girl told me, there is a newborn in the house too", "the girl"),
])  # fmt: skip
def test_a_student_who_works_there_is_not_the_child(message: str, child: str) -> None:
    assert read_particulars(fold(message), "untold").child == child
