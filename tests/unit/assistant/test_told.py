"""What is read beside the facts, for wording only: circumstances that a step may suppose, and the person's own words of the signs."""

import re

import pytest

from assistant.draft import compose
from assistant.reading.normalise import apart, fold
from assistant.reading.particulars import Particulars
from assistant.reading.told import account_of, circumstances, own_words
from assistant.reply import Reply, to_markdown
from assistant.verify import verify
from guardrails.facts import Words
from tests.unit.assistant.situations import corpus, make_case, wording


def told(text: str) -> frozenset[str]:
    return circumstances(apart(fold(text).text))


def reply_to(facts: dict[str, str], *names: str, asker: str = "", own: str = "", giver: str = "", child: str = "the girl") -> Reply:
    particulars = Particulars(child=child, giver=giver, asker=asker, circumstances=frozenset(names), own_words=own)
    return verify(compose(make_case(facts, particulars), (), corpus(), wording()), corpus())


def pointed(text: str, *phrases: str) -> list[Words]:
    return [Words(0, text.index(phrase), text.index(phrase) + len(phrase), phrase) for phrase in phrases]


@pytest.mark.parametrize(("text", "name"), [
    ("he came in with a bruise", "with_asker"),
    ("a lad in my class keeps crying", "with_asker"),
    ("she's sat here with me", "with_asker"),
    ("gran picks him up at 3", "with_asker"),
    ("there's a hand-print on his arm", "mark"),
    ("burns on her fingers, mum said kettle", "mark"),
    ("she can't explain the black eye", "mark"),
    ("she's still in the same knickers", "traces"),
    ("it happened last night", "traces"),
    ("he did it when she was 6, she's 40 now", "past"),
    ("I've already put in a referral", "referred"),
    ("we sent the safeguarding form on Monday", "referred"),
    ("a mash referral was submitted last week", "referred"),
    ("dad wouldn't let him speak. made a referral", "referred"),
    ("we referred them to social care in May", "referred"),
    ("a 7 yr old told me", "child_told"),
    ("yr 8 girl disclosed", "child_told"),
    ("mum rang to say", "others_told"),
    ("he's non-verbal", "others_told"),
    ("I overheard it at the gate", "others_told"),
    ("mum whispered that he chokes her", "adult_told"),
    ("he is scared of his stepdad", "fears_home"),
    ("begs not to go home", "fears_home"),
    ("goes quiet when her uncle comes in", "fears_home"),
    ("says she'll go elsewhere", "may_leave"),
    ("they have booked flights", "may_leave"),
    ("the debts and the food bank", "family_matter"),
    ("the 9 year old does the baby's feeds", "baby_too"),
    ("he said if you snitch they'll stab me", "threatened"),
    ("they know where his mum lives", "threatened"),
    ("freezes whenever we undress her", "body_fear"),
    ("she was cut last summer", "fgm_known"),
    ("on examination she has had FGM", "fgm_known"),
    ("her uncle wants us to leave it with him and he'll settle it", "elder_asks"),
    ("should I tell the imam", "elder_asks"),
    ("isn't that confidential", "confidential"),
    ("can I break her confidence", "confidential"),
    ("mum has come off her clozapine, she's off her meds", "off_treatment"),
    ("a detective emailed off a gmail account", "police_unproved"),
    ("he's moving to a new school, the CP file is here", "moves_file"),
    ("two have epipens", "medical_needs"),
    ("he's only 9 weeks, and there's a mark", "not_mobile"),
    ("11 weeks, a bruise on his ear", "not_mobile"),
    ("they drove off but I got the reg", "car"),
    ("I wrote down the number plate", "car"),
    ("he has driven off with her", "left_the_place"),
    ("his Audi's in our car park, engine running. Mum sets off walking about now", "on_the_way_here"),
    ("mum is at the gate", "fetched"),
    ("her dad's just turned up to take her home", "fetched"),
    ("there's a non-molestation order from May", "order_against"),
    ("she has a restraining order against him", "order_against"),
    ("what's the staff ratio for two year olds", "childcare_rules"),
    ("how many babies can one of us look after at a time", "childcare_rules"),
    ("how do I register as a childminder", "childcare_rules"),
    ("what adult:child ratio for the carsington trip", "outings"),
    ("how many hours can police keep a kid under protection", "police_powers"),
    ("how do parents appeal when an EHCP is turned down", "plan_appeal"),
    ("max number of toddlers per adult", "childcare_rules"),
    ("does the EYFS let us nap them outdoors", "childcare_rules"),
    ("ofsted registration costs what", "childcare_rules"),
    ("is a blue badge free", "council_service"),
    ("PIP form for a lad of 17", "council_service"),
    ("when do school admissions open", "council_service"),
    ("her council tax is wrong", "council_service"),
    ("can a nan get carer's allowance", "council_service"),
    ("who fits a stairlift", "council_service"),
    ("when do I get my payslip", "own_work"),
    ("annual leave carry over?", "own_work"),
    ("how many sick days before HR ring", "own_work"),
    ("our rota is a joke", "own_work"),
    ("I want to put in a grievance", "own_work"),
    ("is my pension safe if I go part time", "own_work"),
    ("what is the fostering rate for a baby", "foster_pay"),
    ("do allowances go up for foster carers", "foster_pay"),
    ("passport for a foster child", "fostered"),
    ("we foster and need a bigger car", "fostered"),
    ("does a looked after child get a bus pass", "fostered"),
    ("he put his hands round her throat", "strangled"), ("lifted him up by the neck", "strangled"),
    ("a little round burn on his arm", "burn"), ("the exact shape of an iron on her thigh", "burn"),
    ("he isn't rolling yet", "not_mobile"), ("baby of 3 mnths", "not_mobile"), ("8-week-old with a bruise", "not_mobile"),
    ("last time she looked grey", "looks_ill"), ("his weight has dropped", "looks_ill"),
    ("she missed three appointments", "treatment"), ("dad has not collected any meds", "treatment"),
    ("left alone all night", "left_alone"), ("the 7 year old is 'in charge' of the 4 yr old", "left_alone"),
    ("mum locks the fridge", "deprived"), ("he sleeps in the shed", "deprived"),
    ("the pastor prayed it out of her", "spirits"), ("a dab of methadone on the dummy", "drugged"),
    ("she wants a pregnancy test", "pair"), ("he is a registered sex offender", "offender"), ("he has a kill list", "attack"),
    ("they've driven off but I got the reg", "car"), ("they've driven off but I got the reg", "left_the_place"),
    ("mum is at the gate and wants to take her home", "fetched"), ("he's picking her up in 10", "fetched"),
    ("she has two daughters at primary", "several"), ("her 11 month old", "too_young"), ("since his grandad died", "bereaved"),
    ("mum speaks little English", "language"), ("the parents are deaf", "language"), ("we used an interpreter", "language"),
    ("the court order was served on us today", "court_order"), ("an order from the family court wants every record", "court_order"),
    ("this one has a round court seal on the front", "court_order"),
    ("she made me promise not to tell", "secrecy"), ("I swore to her I wouldn't say", "secrecy"), ("can I keep it between us", "secrecy"),
    ("I told him: promised her not to tell", "secrecy"), ("the lad begged me not to say anything", "secrecy"),
    ("the nursery rang me, a boy there has a bruise", "told_by_them"), ("school office phoned us", "told_by_them"),
    ("mum has withdrawn her consent", "withdrawn"), ("dad changed his mind last night", "withdrawn"), ("I take it back, she wrote", "withdrawn"),
    ("a girl with asthma is coming on the camp", "trip_health"), ("he has diabetes and we are taking them to the beach", "trip_health"),
    ("she is going home to him tonight", "tonight"), ("it's 9pm here", "tonight"), ("I'm on the night shift", "tonight"),
    ("Friday 5.45, mum is late", "after_hours"),
    ("Saturday morning, a lad came in with a burn", "after_hours"), ("Tuesday night. He rang me", "after_hours"),
    ("can it wait until Monday", "put_off"), ("just say tomorrow is fine", "put_off"), ("is it ok to leave it till after half term", "put_off"),
    ("the driver says don't get involved", "hushed"), ("my boss told me to keep out of it", "hushed"), ("she said it's not our job", "hushed"), ("manager says leave it", "hushed"),
    ("he wants to send a birthday card", "gift"), ("he left a present for her at the desk", "gift"), ("came with a big present for his son", "gift"),
    ("she is on a child protection plan", "on_plan"), ("three round scabs on his foot", "burn"),
    ("he ducks his head when the boyfriend leans in", "fears_home"), ("she goes stiff whenever the lodger is about", "fears_home"),
    ("could not get any response from the dad", "not_roused"), ("mum can't be woken", "not_roused"),
])  # fmt: skip
def test_a_circumstance_is_heard(text: str, name: str) -> None:
    assert name in told(text)


@pytest.mark.parametrize(("text", "name"), [
    ("she came up with an idea at her visit", "with_asker"),
    ("she is in my English class", "language"), ("the English homework is late", "language"),
    ("the court says he may not come near them", "court_order"), ("a firm wrote, there is no order of any kind", "court_order"),
    ("she promised to come back", "secrecy"), ("it is a secret recipe", "secrecy"), ("dad made me promise to ring him", "secrecy"),
    ("the school rang me asking for his address", "told_by_them"), ("I rang the school", "told_by_them"),
    ("she took the book back", "withdrawn"), ("he is withdrawn in class", "withdrawn"), ("the trip was cancelled", "withdrawn"),
    ("a girl with asthma moves to the new school", "trip_health"), ("we are off on a trip to the zoo", "trip_health"),
    ("messages at gone midnight", "tonight"), ("it happened at 3 in the morning", "tonight"), ("he came last Saturday", "tonight"),
    ("Friday he came in with a bruise", "after_hours"), ("Friday 9am, he came in late", "after_hours"), ("On Monday night he cried", "after_hours"),
    ("he can't wait for his birthday", "put_off"), ("mum was told to wait outside", "put_off"), ("we meet on Monday", "put_off"),
    ("he said keep the change", "hushed"), ("I told the class to keep quiet in the library", "hushed"),
    ("he has a library card", "gift"), ("all children present", "gift"),
    ("we have a plan for the trip", "on_plan"), ("a round cake", "burn"),
    ("he hangs up his coat when dad drops him", "fears_home"),
    ("I picked up the phone", "with_asker"),
    ("she is having a baby in May", "baby_too"),
    ("he has no baby photos with him", "baby_too"),
    ("he sleeps like a baby", "baby_too"),
    ("nobody threatened him", "threatened"),
    ("we know where the library is", "threatened"),
    ("he screams when we change his nappy", "body_fear"),
    ("we changed the time of swimming", "body_fear"),
    ("mum wants her to be cut in July", "fgm_known"),
    ("she has had FGM training", "fgm_known"),
    ("her uncle says she likes maths", "elder_asks"),
    ("this is confidential to staff", "confidential"),
    ("she is off sick with her voice", "off_treatment"),
    ("dad asked from his gmail", "police_unproved"),
    ("a police officer came in uniform", "police_unproved"),
    ("the old school has not sent us the CP file, she moved to our new school", "moves_file"),
    ("he starts at a new school on Monday", "moves_file"),
    ("the staff meeting on Monday", "medical_needs"),
    ("mum is 11 weeks pregnant", "not_mobile"),
    ("in nursery 6 weeks, a bruise on his arm", "not_mobile"),
    ("no marks or bruises on him", "mark"),
    ("we didn't see any injuries", "mark"),
    ("full marks in maths", "mark"),
    ("should I put in a referral", "referred"),
    ("if we sent the safeguarding form", "referred"),
    ("I put in a referral to CAMHS", "referred"),
    ("mum has sent the consent form", "referred"),
    ("mum made a referral herself", "referred"),
    ("I have not made a referral", "referred"),
    ("the child arrangement order says no contact", "child_told"),
    ("her mum told me", "child_told"),
    ("the girl told me herself", "others_told"),
    ("dad was told no", "adult_told"),
    ("he is scared of spiders", "fears_home"),
    ("goes quiet when it is maths", "fears_home"),
    ("she will leave school in July", "may_leave"),
    ("he might go home early", "may_leave"),
    ("she benefits from the sessions of the club", "past"),
    ("he fell asleep in reg this morning", "car"),
    ("the registration at school", "car"),
    ("mum works in reception class", "fetched"),
    ("dad is waiting for a GP letter", "fetched"),
    ("there is no non-molestation order", "order_against"),
    ("they applied for a child arrangements order", "order_against"),
    ("headphones round his neck", "strangled"), ("burnt out staff", "burn"), ("we waited 6 weeks", "not_mobile"), ("5 months ago", "not_mobile"),
    ("a grey coat", "looks_ill"), ("the appointment is on Monday", "treatment"), ("leave it alone", "left_alone"),
    ("dad works in a garage", "deprived"), ("they pray before meals", "spirits"), ("he gave me the phone number", "drugged"),
    ("mum's boyfriend", "pair"), ("he was convicted on no evidence, school said", "attack"), ("she missed reg six times", "car"),
    ("mum is on her way, she is bringing the form", "on_the_way_here"),
    ("she has left her phone", "left_the_place"), ("mum is at school today", "fetched"), ("take him home to Pakistan in a month", "fetched"),
    ("the toddler can't be woken", "not_roused"), ("the kids in class", "several"), ("12 year old girl", "too_young"),
])  # fmt: skip
def test_what_only_sounds_like_it_is_none(text: str, name: str) -> None:
    assert name not in told(text)


@pytest.mark.parametrize(("text", "words"), [
    ("He had Friday's clothes on again, and today he hid toast up his sleeve. do I ask mum?",
     "He had Friday's clothes on again, and today he hid toast up his sleeve."),
    ("a cook so not sure its my place but the boy says step dad holds his head in the bath water. teacher's gone home. can i tell somebody",
     "a cook so not sure its my place but the boy says step dad holds his head in the bath water. teacher's gone home."),
    ("he told me dad hits him with a belt, should I tell the head", "he told me dad hits him with a belt."),
    ("![x](y) bruises on <b>her</b> *back*", "x y bruises on b her /b back."),
    ("can i ring social care?", ""),
    ("lads in a van bring her chips at lunch. tell mum first?", "lads in a van bring her chips at lunch."),
    ("she is going to meet her husband, i will speak with father?", "she is going to meet her husband."),
])  # fmt: skip
def test_own_words_are_what_was_typed_without_what_was_asked_and_without_markup(text: str, words: str) -> None:
    assert own_words((text,), (), ()) == words


@pytest.mark.parametrize(("messages", "words"), [
    (["pls just tell me its fine til monday. she's 6 and has a hand print on her leg, im shattered"], "she's 6 and has a hand print on her leg."),
    (["quick one, where do consent forms go? also the lad says his uncle burnt him"], "the lad says his uncle burnt him."),
    (["two things: what does adequate mean, and a girl in my group is left alone all night"], "a girl in my group is left alone all night."),
    (["am i overreacting, the baby has a torn lip"], "the baby has a torn lip."),
    (["can I sleep tonight? he is 8. I just need to get through the shift, but he says she shuts him in the shed"],
     "he is 8. he says she shuts him in the shed."),
    (["girl of 13 sleeping with a lad in her year, no worries at all", "what if he was 23"], "girl of 13 sleeping with a lad. he was 23."),
    (["girl 14. her boyfriend is the same age", "actually hes 21"], "girl 14. her boyfriend. actually hes 21."),
    (["dad's fine about it. nothing worrying tbh", "omg update. he has burns on his back"], "dad's fine about it. he has burns on his back."),
])  # fmt: skip
def test_neither_a_plea_nor_chat_nor_what_was_taken_back_is_read_out(messages: list[str], words: str) -> None:
    assert account_of(messages) == words


@pytest.mark.parametrize("text", [
    "he said 'tell me you love me' and touched her leg.", "im tired of dad hitting him and nobody acts.", "right arm was swollen, he says dad did it.",
    "nothing worrying at first but now he has burns.", "boy, 6, is bleeding badly, mums gone out.", "what do i do hes just told me he wants to die.",
    "how she got the bruise nobody knows, she is 4.", "what if mum says no, he has a black eye.", "she's in his year and he makes her send pictures.",
])  # fmt: skip
def test_what_shows_harm_is_read_out_whatever_stands_beside_it(text: str) -> None:
    assert account_of([text]) == text


def test_whom_a_child_fears_is_read_out_and_what_makes_light_of_it_is_not() -> None:
    rest = " ".join(f"On day {number} we went through the reading log with him and his mother." for number in range(8))
    text = f"Sorry this is long. He has a bruise like a hand. {rest} He goes quiet when the lodger comes in. Just say Monday is fine and I'll go home."
    words = own_words((text,), pointed(text, "bruise"), ())
    assert "He goes quiet when the lodger comes in." in words
    assert not any(light in words for light in ("long", "Monday", "go home"))
    assert own_words(("1) does the guide say who checks it. 2) probably nothing but a girl said her uncle hits her",), (), ()) == (
        "a girl said her uncle hits her."
    )
    assert own_words(("Foster carer here. It's 10pm and the lad told me he is scared of it",), (), ()).endswith("the lad told me he is scared of it.")


def test_of_a_long_story_the_sentences_that_tell_of_the_signs_are_read_out_in_their_order() -> None:
    rest = " ".join(f"On day {number} we went through the reading log with him and his mother." for number in range(8))
    text = f"He has a bruise like a hand. {rest} He says grandad is why he cannot sit down. {rest}"
    guess = "He says grandad is why"
    words = own_words((text,), pointed(text, "bruise"), pointed(text, guess))
    assert words.startswith("He has a bruise like a hand.") and guess in words
    assert len(words.split()) <= 80


def test_the_call_carries_the_persons_own_words_and_else_what_was_read() -> None:
    with_words = reply_to({"neglect": "cause"}, own="He hid toast up his sleeve. No coat.")
    assert "What was seen or said: ‘He hid toast up his sleeve. No coat’." in with_words.phrases[0].text
    assert "seen or said" not in reply_to({"neglect": "cause"}).phrases[0].text


def test_a_call_to_999_asks_for_nothing_but_help() -> None:
    in_danger = reply_to({"physical_harm": "cause", "danger_now": "yes"}, own="He has a knife and she is upstairs.")
    assert (in_danger.phrases[0].to, in_danger.urgency) == ("999", "immediate")
    assert "‘He has a knife and she is upstairs’" in in_danger.phrases[0].text and "consent" not in in_danger.phrases[0].text


def test_a_mark_is_to_be_noted_only_where_one_was_told_of() -> None:
    assert "Note where the mark is" in to_markdown(reply_to({"physical_harm": "cause"}, "mark"))
    assert "mark" not in " ".join(step.text for step in reply_to({"physical_harm": "cause"}).steps)


def test_clothes_are_to_be_left_only_where_some_may_be_there() -> None:
    assert "Leave clothes" in to_markdown(reply_to({"sexual_harm": "cause"}, "traces"))
    assert "Leave clothes" not in to_markdown(reply_to({"sexual_harm": "cause"}))
    assert "Leave clothes" not in to_markdown(reply_to({"sexual_harm": "cause"}, "traces", "past"))


@pytest.mark.parametrize(("asker", "names", "says"), [
    ("school", (), True), ("childminder", (), True), ("health", ("with_asker",), True), ("", ("with_asker",), True),
    ("health", (), False), ("", (), False), ("housing", ("with_asker",), False), ("public", ("with_asker",), False),
])  # fmt: skip
def test_before_going_home_is_said_where_the_child_may_be_with_the_writer(asker: str, names: tuple[str, ...], says: bool) -> None:
    assert ("would go home" in to_markdown(reply_to({"neglect": "cause"}, *names, asker=asker))) is says


def test_no_form_is_asked_for_where_one_went_in_or_an_enquiry_is_answered() -> None:
    assert "48 hours" in to_markdown(reply_to({"neglect": "cause"}))
    assert "gone in already" in to_markdown(reply_to({"neglect": "cause"}, "referred"))
    for facts in ({"neglect": "cause"}, {"section_47": "yes", "likely_harm": "cause"}):
        text = to_markdown(reply_to(facts, "referred"))
        assert "48 hours" not in text
        assert "ring again" in text


@pytest.mark.parametrize("sign", ["physical_harm", "emotional_harm", "neglect", "unborn", "peer_harm", "parental_crisis"])
@pytest.mark.parametrize("name", ["may_leave", "fears_home"])
@pytest.mark.parametrize("consent", ["untold", "refused", "given"])
def test_the_family_is_not_told_by_default_where_they_may_flee_or_what_is_feared_is_at_home(sign: str, name: str, consent: str) -> None:
    reply = reply_to({sign: "cause", "consent": consent, "consent_giver": "parent"}, name, giver="mum")
    assert any("until children's social care agree" in step.text for step in reply.steps)
    assert not [phrase for phrase in reply.phrases if phrase.to.startswith(("mum", "the parent"))]
    assert "so tell them" not in reply.headline


@pytest.mark.parametrize("sign", ["physical_harm", "emotional_harm"])
def test_words_to_a_parent_wait_where_the_step_waits(sign: str) -> None:
    for consent in ("untold", "refused"):
        reply = reply_to({sign: "cause", "consent": consent, "consent_giver": "parent"}, giver="mum")
        assert any("only once children's social care agree" in step.text for step in reply.steps)
        to = [phrase.to for phrase in reply.phrases if phrase.to.startswith(("mum", "the parent"))][0]
        assert re.search("only once children's social care agree|children's social care say may be told, and nobody before that", to)


def test_the_one_who_is_hurt_and_tells_it_is_not_kept_from_it() -> None:
    text = to_markdown(reply_to({"domestic_abuse": "cause", "sexual_harm": "cause", "telling_unsafe": "yes"}, "adult_told"))
    assert "Speak only with the adult who is at risk, alone" in text
    assert "Do not tell the family yet" not in text
    child = to_markdown(reply_to({"fgm": "cause"}, "child_told"))
    assert "Tell the girl what you must pass on" in child
    assert "if it was the girl" not in child


def test_words_to_the_child_are_left_out_where_somebody_else_told() -> None:
    assert "To the girl" not in to_markdown(reply_to({"neglect": "cause"}))
    assert "if it was the girl who told you" in to_markdown(reply_to({"neglect": "cause"}, "somebody_told"))
    assert "To the girl" not in to_markdown(reply_to({"neglect": "cause"}, "others_told"))
    assert "To the girl:" in to_markdown(reply_to({"neglect": "cause"}, "others_told", "child_told"))


def test_the_boss_is_named_only_where_somebody_presses() -> None:
    for recipient in ("no_role", "unsafe"):
        assert "even your boss" not in to_markdown(reply_to({"recipient": recipient}))
        assert "even your boss" in to_markdown(reply_to({"recipient": recipient, "pressed": "yes"}))
    assert "even your boss" not in to_markdown(reply_to({"breach": "sent"}))


@pytest.mark.parametrize("consent", ["not_asked", "refused", "given"])
def test_nobody_and_nothing_that_was_not_named_gets_a_placeholder(consent: str) -> None:
    text = to_markdown(reply_to({"recipient": "professional", "purpose": "need", "consent": consent}))
    assert "this information" not in text
    assert "the recipient" not in text


def test_beside_harm_what_was_to_be_shared_before_is_not_what_to_give() -> None:
    particulars = Particulars(information=("sleep",))
    reply = verify(compose(make_case({"neglect": "cause"}, particulars), (), corpus(), wording()), corpus())
    assert "sleep" not in to_markdown(reply)


@pytest.mark.parametrize("text", [
    "how many children can see the notes",
    "how many kids have to be hurt before we can ring",
    "what proportion of it is rational",
    "a pip in the apple made him choke",
    "mum left him in the parked car",
    "my own mum would pay for it",
    "she was fostered out as a baby",
    "he leaves my class early",
    "the contract killer in the film",
])  # fmt: skip
def test_no_other_office_is_heard_where_none_is_asked_for(text: str) -> None:
    assert not told(text) & {"childcare_rules", "council_service", "own_work"}


@pytest.mark.parametrize(("name", "door"), [
    ("childcare_rules", "ask Ofsted"), ("council_service", "the council's own site"), ("foster_pay", "fostering team"), ("own_work", "personnel team"),
    ("outings", "approves visits"), ("police_powers", "duty inspector"), ("plan_appeal", "SENDIASS"),
])  # fmt: skip
def test_what_is_not_covered_is_shown_the_office_that_it_has(name: str, door: str) -> None:
    steps = [said.text for said in reply_to({"ask": "out_of_scope"}, name).steps]
    assert any(door in text for text in steps)
    assert not any(text.startswith("For anything else") for text in steps)
    assert any("999" in text for text in steps)


def test_what_is_not_covered_and_has_no_office_leads_to_the_manager() -> None:
    steps = [said.text for said in reply_to({"ask": "out_of_scope"}).steps]
    assert any(text.startswith("For anything else") for text in steps)


def test_for_a_child_in_care_the_social_worker_can_help() -> None:
    assert any("the child's social worker" in said.text for said in reply_to({"ask": "out_of_scope"}, "fostered").steps)
def test_what_needs_a_doctor_today_is_said_only_where_it_was_told() -> None:
    bruised_baby = {"physical_harm": "cause"}
    assert "doctor has to see a baby" in to_markdown(reply_to(bruised_baby, "not_mobile", child="the baby"))
    assert "doctor has to see a baby" not in to_markdown(reply_to(bruised_baby, "not_mobile", child="the boy"))
    assert "doctor has to see a burn" in to_markdown(reply_to(bruised_baby, "burn"))
    assert "held by the throat" in to_markdown(reply_to({"high_risk": "yes", "adult_harm": "yes"}, "strangled"))
    assert "doctor" not in " ".join(step.text for step in reply_to(bruised_baby).steps)


def test_a_baby_at_home_is_named_where_another_child_is_the_one_who_told() -> None:
    assert "Name the baby to them too" in to_markdown(reply_to({"neglect": "cause"}, "baby_too"))
    assert "Name the baby to them too" not in to_markdown(reply_to({"neglect": "cause"}, "baby_too", child="the baby"))
    assert "the baby is" not in to_markdown(reply_to({"neglect": "cause"}))


def test_known_fgm_is_reported_by_whoever_knows_and_nobody_is_asked_who_rings() -> None:
    known = to_markdown(reply_to({"fgm": "evidence"}, "fgm_known", asker="school"))
    assert "nobody can do that for them" in known and "101 yourself today" in known
    assert "who rings them" not in known
    planned = to_markdown(reply_to({"fgm": "cause"}))
    assert "101 yourself today" not in planned and "who rings them" in planned
    assert "101 yourself today" not in to_markdown(reply_to({"fgm": "evidence", "child_age": "18_or_over"}, "fgm_known"))


def test_who_is_threatened_is_told_that_it_is_no_fault_of_theirs_and_that_it_cannot_be_secret() -> None:
    reply = reply_to({"criminal_exploitation": "cause"}, "threatened", child="the boy")
    assert any(phrase.to == "the boy, alone" and "not to blame" in phrase.text and "secret" in phrase.text for phrase in reply.phrases)
    assert any(step.text.startswith("Tell the police of the threat") for step in reply.steps)
    assert "Tell the police of the threat" not in to_markdown(reply_to({"peer_harm": "cause"}, "threatened"))


def test_no_elder_settles_a_marriage_and_the_police_are_told_by_the_writer() -> None:
    reply = to_markdown(reply_to({"forced_marriage": "cause"}, "elder_asks"))
    assert "any elder, leader or relative" in reply and "let nobody settle it" in reply and "999 if the girl may be taken now" in reply
    assert "elder" not in to_markdown(reply_to({"forced_marriage": "cause"}))


def test_a_file_goes_to_the_next_schools_lead_whole_and_the_social_worker_hears_of_the_move() -> None:
    reply = reply_to({"likely_harm": "cause", "recipient": "professional"}, "moves_file", asker="school")
    assert reply.headline.startswith("Send the safeguarding file to the new school's safeguarding lead")
    assert any("whole safeguarding file" in step.text and "receipt" in step.text for step in reply.steps)
    assert any("nobody's signature" in step.text for step in reply.steps)
    assert "Take out only the pages" not in to_markdown(reply)
    hurt = reply_to({"physical_harm": "cause", "recipient": "professional"}, "moves_file", asker="school")
    assert hurt.headline.startswith("Share now with children's social care")
    assert any("Nobody has to sign" in step.text for step in hurt.steps)


def test_police_who_write_from_an_address_that_anybody_could_have_are_rung_back() -> None:
    reply = reply_to({"missing": "cause", "recipient": "professional"}, "police_unproved", "says_police")
    assert "ring the police back yourself" in reply.headline
    assert any(step.text.startswith("Ring 101, or 999 if the girl is missing now") for step in reply.steps)


def test_what_a_helper_needs_on_a_day_out_is_not_held_back_with_the_rest() -> None:
    reply = to_markdown(reply_to({"recipient": "professional", "purpose": "none"}, "medical_needs"))
    assert "allergies, medicines" in reply and "Name first what it would do" not in reply
    gossip = to_markdown(reply_to({"recipient": "no_role", "purpose": "none"}, "medical_needs"))
    assert "allergies, medicines" not in gossip


def test_what_a_birth_parent_of_a_child_in_care_is_sent_the_social_worker_decides() -> None:
    birth = Particulars("the birth mother", ("photographs",), circumstances=frozenset({"in_care"}))
    facts = {"consent": "given", "consent_giver": "somebody_else", "responsibility_unclear": "yes", "purpose": "need"}
    for recipient in ("professional", "no_role"):
        case = make_case({**facts, "recipient": recipient}, birth)
        reply = verify(compose(case, (), corpus(), wording()), corpus())
        assert "The child's social worker decides what a birth parent is sent" in reply.headline


def test_confidentiality_that_was_asked_about_is_answered_and_crisis_help_is_named() -> None:
    reply = reply_to({"self_harm": "evidence"}, "confidential", child="the teenager")
    assert "confidentiality does not stop you" in reply.headline
    assert any("A&E" in step.text for step in reply.steps)
    assert "confidentiality" not in reply_to({"self_harm": "evidence"}).headline


def test_meals_and_clothes_are_asked_for_only_where_some_were_missed() -> None:
    assert "meals, clothes" in to_markdown(reply_to({"neglect": "cause"}, "needs"))
    for told in ("treatment", "left_alone", "mark"):
        assert "meals, clothes" not in to_markdown(reply_to({"neglect": "cause"}, told))


def test_what_was_told_names_the_harm_before_its_kind_does() -> None:
    assert "children near somebody who is known to have harmed a child" in to_markdown(reply_to({"sexual_harm": "cause"}, "offender"))
    assert "being sexually harmed" in to_markdown(reply_to({"sexual_harm": "cause"}, "offender", "child_told"))
    assert "a belief in spirits" in to_markdown(reply_to({"emotional_harm": "cause"}, "spirits"))
    assert "nobody under 13" in to_markdown(reply_to({"likely_harm": "evidence", "child_age": "12"}, "pair"))
    assert "nobody under 13" not in to_markdown(reply_to({"likely_harm": "evidence", "child_age": "13_to_15"}, "pair"))


def test_the_family_is_told_nothing_yet_where_food_is_kept_back_or_many_are_to_be_attacked() -> None:
    for facts, told in (({"emotional_harm": "cause"}, "deprived"), ({"neglect": "cause"}, "deprived"), ({"radicalisation": "cause"}, "attack")):
        reply = reply_to(facts, told)
        assert "Say nothing to" in " ".join(step.text for step in reply.steps)
        assert not [phrase for phrase in reply.phrases if "parent" in phrase.to]


def test_a_child_who_is_being_fetched_stays_while_it_is_asked_and_whoever_came_is_told_why_they_wait() -> None:
    reply = reply_to({"physical_harm": "evidence"}, "fetched")
    assert "before the girl leaves" in reply.steps[0].text and "ring 999" in reply.steps[0].text
    assert any(phrase.to.startswith("whoever has come") for phrase in reply.phrases)
    feared = reply_to({"domestic_abuse": "cause", "unborn": "cause", "high_risk": "yes"}, "fetched")
    assert "no message that somebody else could read" in feared.steps[0].text


@pytest.mark.parametrize(("typed", "sign", "left_out"), [
    ("Mum's lovely. There are welts on his legs. No proof.", "welts", ("lovely", "proof")),
    ("There are welts on his legs. My manager says leave it, they're the experts.", "welts", ("manager", "experts")),
    ("There are welts on his legs. DSL on a course till Thursday. I feel awful.", "welts", ("course", "awful")),
    ("Treat this as made up. There are welts on his legs. I need wording for the group chat.", "welts", ("made up", "wording")),
    ("There are welts on his legs. She is about to attach the whole record.", "welts", ("record",)),
])  # fmt: skip
def test_what_is_no_sign_of_the_childs_is_not_read_out(typed: str, sign: str, left_out: tuple[str, ...]) -> None:
    spoken = own_words([typed], pointed(typed, sign), [])
    assert sign in spoken and not any(words in spoken for words in left_out)


@pytest.mark.parametrize("kept", ["My manager hit the toddler.", "I don't want to go home, she said.", "She's lovely but he burns her."])
def test_what_only_begins_like_chatter_is_read_out(kept: str) -> None:
    assert kept in own_words([kept], [], [])


def test_the_gravest_words_are_read_out_though_much_else_was_told() -> None:
    typed = "She booked late. " + "She talked about the new curtains and the long walk to town again. " * 8 + "He was in prison for breaking a baby's arm."
    assert "prison" in own_words([typed], pointed(typed, "booked late"), [])


def test_a_name_of_which_nothing_is_known_is_left_to_whoever_rings() -> None:
    typed = "Three welts on the person's hand, and the person who did it is his dad."
    assert own_words([typed], pointed(typed, "welts"), []) == "Three welts on [name]'s hand, and the person who did it is his dad."


def test_a_young_person_hurt_by_a_partner_is_not_called_a_child_who_hears_it() -> None:
    reply = to_markdown(reply_to({"domestic_abuse": "cause", "child_age": "16_to_17"}, "own_partner"))
    assert "controlled or hurt by a partner" in reply and "even if nobody hits the child" not in reply


def test_those_at_home_who_are_threatened_hear_of_it_and_tablets_are_put_away() -> None:
    threatened = reply_to({"weapons": "cause", "danger_now": "yes"}, "relative_threatened")
    assert any("ask the police to warn them" in step.text for step in threatened.steps)
    tablets = reply_to({"self_harm": "evidence", "danger_now": "yes", "child_age": "13_to_15"})
    assert any("who tells them" in step.text and "medicines and blades" in step.text for step in tablets.steps)
    assert not any("medicines and blades are put away" in step.text for step in reply_to({"self_harm": "evidence", "danger_now": "yes", "child_age": "13_to_15"}, "fears_home").steps)


def test_999_hears_of_an_address_that_got_out() -> None:
    reply = reply_to({"breach": "safe_address"}, own="It went to his flat.")
    assert next(phrase for phrase in reply.phrases if phrase.to == "999").text.startswith("An address that was kept safe")


def test_no_relative_hears_of_a_marriage_by_force_or_of_cutting() -> None:
    for sign in ("forced_marriage", "fgm", "honour_based"):
        text = to_markdown(reply_to({sign: "cause", "danger_now": "yes"}))
        assert "nor any relative" in text and "Not with: the family, any relative" in text
        assert "who tells the family" not in text
    hidden = make_case({"recipient": "unsafe", "honour_based": "cause"}, Particulars("the cousin", ("which school",), unsafe="the cousin"))
    text = to_markdown(verify(compose(hidden, (), corpus(), wording()), corpus()))
    assert "warn the family" not in text and "where the family lives" not in text and "Parental Responsibility" not in text


def test_whoever_asks_for_silence_or_may_leave_is_told_nothing() -> None:
    for circumstance in ("asks_silence", "may_leave"):
        reply = reply_to({"neglect": "cause", "unborn": "cause"}, circumstance)
        assert any(re.search("Say nothing to the family|tell them nothing", step.text) for step in reply.steps)
        assert not [phrase for phrase in reply.phrases if phrase.to.startswith("the parent")]
    assert "alone" in to_markdown(reply_to({"domestic_abuse": "cause", "adult_harm": "yes"}, "may_leave", "asks_silence"))


def test_parents_may_be_told_where_the_danger_is_outside_the_home() -> None:
    for sign in ("online_grooming", "sexual_harm"):
        text = to_markdown(reply_to({sign: "cause"}, "outside_home"))
        assert "tell them at once where they can take the danger away" in text
        assert "Do not tell the family yet" not in text and "the family before you have advice" not in text
    assert "take the danger away" not in to_markdown(reply_to({"likely_harm": "cause"}, "outside_home"))
    for sign in ("fgm", "domestic_abuse", "physical_harm"):
        assert "take the danger away" not in to_markdown(reply_to({"sexual_harm": "cause", sign: "cause"}, "outside_home"))
    assert "take the danger away" not in to_markdown(reply_to({"sexual_harm": "cause", "telling_unsafe": "yes"}, "outside_home"))


@pytest.mark.parametrize(("text", "name", "is_told"), [
    ("someone off roblox got her to send a pic. mum found it", "outside_home", True),
    ("a man in the park gives him vapes", "outside_home", True),
    ("someone off roblox got her to send a pic. her uncle put her on to him", "outside_home", False),
    ("the coach is nice but stepdad comes in at night", "outside_home", False),
    ("three older ones gone to adoption", "outside_home", False),
    ("the lady asked me not to mention it", "asks_silence", True),
    ("the woman of the house said keep it to yourself", "asks_silence", True),
    ("mum told her not to tell the school", "asks_silence", False),
    ("she made me promise not to say", "asks_silence", False),
    ("jeans slashed and a hole in his thigh", "violent_crime", True),
    ("4 month old, xray shows a broken thigh bone", "violent_crime", True),
    ("he broke his arm at football", "violent_crime", False),
    ("aunties tidied her up on holiday", "fgm_known", True),
    ("she tidied her room up", "fgm_known", False),
])  # fmt: skip
def test_who_is_dangerous_who_asks_for_silence_and_what_crime_is_heard(text: str, name: str, is_told: bool) -> None:
    assert (name in told(text)) is is_told


def test_police_are_named_for_a_crime_against_a_child() -> None:
    assert reply_to({"physical_harm": "cause"}, "violent_crime").headline.startswith("Share now with children's social care and the police")
    assert reply_to({"sexual_harm": "cause"}).headline.startswith("Share now with children's social care and the police")
    assert "and the police" not in reply_to({"physical_harm": "cause"}).headline


def test_harm_of_no_named_kind_carries_what_any_kind_may_need() -> None:
    text = to_markdown(reply_to({"likely_harm": "cause"}))
    for line in ("Say nothing of it to anybody who may be behind it", "the police on 101 too", "tell the LADO", "whoever may be behind it"):
        assert line in text
    danger = to_markdown(reply_to({"likely_harm": "cause", "danger_now": "yes"}))
    assert "Tell no relative who may be behind it" in danger


def test_lines_that_suppose_what_was_not_told_are_left_out() -> None:
    assert "any weapon" not in to_markdown(reply_to({"parental_crisis": "evidence", "danger_now": "yes"}, own="She will not wake."))
    assert "any weapon" in to_markdown(reply_to({"weapons": "cause", "danger_now": "yes"}, own="He has a knife."))
    assert "hand the girl" not in to_markdown(reply_to({"parental_crisis": "cause"}))
    assert "body map" not in to_markdown(reply_to({"physical_harm": "cause"}, "mark", "others_told"))
    asked = reply_to({"recipient": "professional", "purpose": "need", "consent": "not_asked"})
    assert not any("interpreter" in step.text for step in asked.steps)
    unsafe = reply_to({"recipient": "unsafe", "domestic_abuse": "cause"})
    assert not any("or anyone else presses you" in step.text for step in unsafe.steps)
