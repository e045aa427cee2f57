"""A turn that tells nothing raises nothing, what was done is heard, and what is asked in plain words gets its own block."""

from datetime import date

import pytest

from assistant.draft import compose
from assistant.reading.aspects import OTHER, aspect_of, progress_of, tells_nothing, without_asides
from assistant.reading.learned import LearnedReader
from assistant.reading.normalise import fold
from assistant.reading.particulars import Particulars
from assistant.reading.reader import Reading, read_facts
from assistant.reading.told import account_of
from assistant.reply import Reply, to_markdown
from assistant.verify import verify
from tests.loaded import loaded_reader
from tests.unit.assistant.situations import corpus, make_case, ruleset, wording

DAY = date(2026, 11, 27)
BELT = "School nurse. boy 8 says his dad whips him with a belt, has marks."
TOUCHED = "im a TA and a kid told me something awful about her grandad touching her. DSL knows. its really upset me"
OTHERS = "Health visitor. mum disclosed her ex raped her years ago, he's got a new gf with 2 little kids now. she doesnt want it going any further"
ARM = "paramedic, attended a 6yo with broken arm, story didnt fit and dad wouldnt let him speak. made a referral"
CALM = "early help worker. i want to tell the school that the parents are splitting up. No concerns. not asked anyone yet"
SENT = "ive just emailed the child protection minutes with mums new address to dads email by mistake"
TELLS_NOTHING = [
    "can I tell my partner when i get home", "but its her information not mine", "ok fair enough.", "how do I say that on the phone",
    "will mum be cross with me", "this is doing my head in", "i feel sick about it, is that normal", "could i just ring nspcc",
    "and her brother? theres a baby in the house too", "is there a form for that", "they havent rung back", "its gone 6, theyll be shut",
    "rang them this morning and nobody has come back to me",
]  # fmt: skip
TELLS = [
    ("ok fair enough. he has cut himself tonight", "self_harm"), ("theres a bruise on the baby as well", "physical_harm"),
    ("and her brother? he has burns on his arms", "physical_harm"), ("he told me grandad touches him too", "sexual_harm"),
    ("what do i do, hes just told me he wants to die", "self_harm"), ("does it matter that he locks them in the shed", "emotional_harm"),
    ("hes outside now shouting and kicking the door", "danger_now"),
]  # fmt: skip
FOLLOW_UPS = {
    "unanswered": ["they havent rung back", "ok did that tuesday, they havent rung back", "reported it last week heard nothing",
                   "rang them no reply", "told social care on friday, still nothing", "emailed the lado monday, not heard a thing"],
    "shut": ["its gone 6 though they'll be shut", "the office is closed", "nobody picks up", "its saturday", "it just rings out",
             "its half ten at night", "i cant get through"],
    "email": ["can u write that as an email", "write me an email to social care", "draft the referral", "put that in a letter for me"],
    "call": ["what do i actually say to social care when i ring", "how do I say that on the phone", "what will they ask me"],
    "gdpr": ["but gdpr?", "isnt that against data protection", "isnt it a breach of confidentiality"],
    "keep": ["how long do i keep my notes", "do i keep a copy", "when can i shred my notes"],
    "anonymous": ["can i be anonymous", "will they know it was me", "do i have to say who i told", "can i leave my name out"],
    "trouble": ["will i get in trouble", "could i get sacked for this", "am i breaking the law"],
    "angry": ["and if she kicks off at me?", "what if he gets angry", "what if dad turns nasty"],
    "ask_first": ["can i just ask him about it first", "shall i ask him what happened", "should i have a word with dad first"],
    "parental": ["she says she has parental responsibility so i have to tell her", "he says he has pr", "dad has a right to know"],
    "whose_say": ["so who wins", "can mum stop it?", "whose word counts"],
    "worse": ["and what if it gets worse", "what if it happens again"],
    "deadline": ["theyve rung now and want it by 5 today or theyll take us to court", "they want the file by friday"],
    "own_people": ["can I tell my partner when i get home", "can i talk to my husband about it"],
    "school": ["and the school?", "can i tell the school", "should i tell his teacher", "should i let nursery know"],
    "sibling": ["and her brother?", "what about his sister", "theres a baby in the house too", "he has a little sister as well"],
    "whose_information": ["but its her information not mine", "its not my secret to tell"],
    "plea": ["please tell me it can wait til monday", "am i overthinking this", "just say its nothing so i can sleep", "promise me it'll keep",
             "im being paranoid arent i", "tell me im being silly", "can i sleep on it"],
    "declined": ["can i challenge that", "what if social care say no", "what if mash wont take it", "they said no further action",
                 "it didnt meet the threshold", "the referral was knocked back", "theyve closed the case", "how do i appeal"],
    "contact": ["who do i ring and do i tell mum anything"],
    "words": ["mum is at the door, what do i say", "what should i say then?"],
    "when": ["is it ok to leave it til after the weekend", "is it alright if i wait"],
    "changed": ["what if he was 24", "hm ok. and what if he is 22", "and if she was 11?", "what if the boyfriend was older",
                "suppose she was 16", "what about a 15 year old?", "would it be different if he was an adult"],
    "next": ["so is that it then", "is that all", "thats it then?"],
    "why": ["why dont i need her permission tho", "but why cant we wait"],
    "family": ["do i tell mum when she comes at 5", "should i tell his parents", "can i let dad know"],
    "": ["mum hasnt rung back about the form", "just tell me its ok to send it to the school", "im daft about dogs",
         "police nfad him years ago", "what if she says sorry", "what if 2 weeks go by", "dad comes at 5 to fetch him", "his eyes were shut", "school is closed for half term", "mum wants him to be seen by friday",
         "nobody came to pick him up", "he told me nobody ever rings his mum back", "her brother hit her too", "dad has turned up angry",
         "do i keep it to myself", "is it confidential", "mum hasnt replied to me", "he lost his job"],
}  # fmt: skip


@pytest.fixture(scope="module")
def learned() -> LearnedReader:
    return loaded_reader()


def read(learned: LearnedReader | None, *turns: str) -> Reading:
    return read_facts(turns, ruleset(), learned, DAY)


def signs(reading: Reading) -> dict[str, str]:
    return {fact.id: fact.value for fact in reading.facts if fact.id in {*ruleset().spec.harm_facts, "danger_now", "adult_harm"}}


def replied(facts: dict[str, str], aspect: str, particulars: Particulars | None = None) -> Reply:
    return verify(compose(make_case(facts, particulars), (), corpus(), wording(), aspect=aspect), corpus())


@pytest.mark.parametrize("said", TELLS_NOTHING)
@pytest.mark.parametrize("case", [BELT, TOUCHED, OTHERS, ARM, CALM, SENT])
def test_what_tells_nothing_raises_no_sign_of_harm(learned: LearnedReader, case: str, said: str) -> None:
    before, after = signs(read(learned, case)), signs(read(learned, case, said))
    assert {id: value for id, value in after.items() if id != "not_acted_on"} == before


@pytest.mark.parametrize(("said", "sign"), TELLS)
def test_what_a_later_turn_tells_is_still_read(learned: LearnedReader, said: str, sign: str) -> None:
    assert sign in signs(read(learned, CALM, said))


def test_a_baby_of_the_same_home_is_not_the_child_told_of(learned: LearnedReader) -> None:
    reading = read(learned, "youth worker. lad of 14 says his stepdad hits him", "theres a baby in the house too")
    assert (reading.facts.value("child_age", ruleset().spec), reading.particulars.child) == ("13_to_15", "the boy")


def test_asking_whether_to_tell_the_mother_does_not_make_her_the_one_who_got_it(learned: LearnedReader) -> None:
    assert read(learned, SENT, "ok ive recalled it, do i have to tell mum? shell kill me").particulars.recipient == "the father"


def test_the_writers_own_people_have_no_part(learned: LearnedReader) -> None:
    assert read(learned, ARM, "can I tell my partner when i get home").facts.value("recipient", ruleset().spec) == "no_role"


def test_thanks_and_feelings_are_taken_off_and_nothing_else() -> None:
    assert without_asides(fold("ok fair enough. he hit her")).text == "he hit her"
    assert without_asides(fold("no. he did not say it")).text == "no. he did not say it"
    assert without_asides(fold("thanks")).text == "thanks"
    assert not tells_nothing(fold("he hit him again last night"))
    assert not tells_nothing(fold("dad says he has parental responsibility and wants it by friday"))


@pytest.mark.parametrize(("said", "aspect"), [(said, aspect) for aspect, several in FOLLOW_UPS.items() for said in several])
def test_plain_words_are_heard_without_the_learned_part(said: str, aspect: str) -> None:
    assert aspect_of(fold(said), None, follows=True) == aspect


def test_such_words_in_a_first_message_are_the_case_itself() -> None:
    assert aspect_of(fold("dad says he has parental responsibility and wants the file by friday"), None, follows=False) == ""


@pytest.mark.parametrize(("turns", "progress"), [
    (("told the DSL and she rang social care",), "told"),
    ((BELT, "ok did that tuesday"), "rung"),
    ((BELT, "spoke to social care this morning, what now"), "rung"),
    ((BELT, "told my dsl"), "told"),
    (("I told social care in spring and here we are again",), "told"),
    ((BELT, "should i have rung them"), ""),
    ((BELT, "rang them", "nobody picks up"), "shut"),
    ((BELT, "its gone 6", "they still havent rung back"), "unanswered"),
    ((BELT, "what if nobody answers"), ""),
    (("made a referral to camhs last week",), ""),
    (("should i have told social care",), ""),
    ((BELT, "rang them, heard nothing", "now its come back nfa"), "declined"),
    (("referred her monday and the front door closed it",), "declined"),
    ((BELT, "what if they say no further action"), ""),
])  # fmt: skip
def test_what_was_done_is_read_from_all_messages(turns: tuple[str, ...], progress: str) -> None:
    assert progress_of([fold(turn) for turn in turns]) == progress


def test_who_rang_and_heard_nothing_rings_again_and_goes_above() -> None:
    reply = replied({"neglect": "cause"}, "unanswered", Particulars(progress="unanswered"))
    assert reply.headline.startswith("Ring children's social care again now, and ask for the team manager.")
    assert "again now" in reply.steps[0].text and "999" in reply.steps[0].text
    assert reply.focus is not None and "writing" in reply.focus.says[0].text


@pytest.mark.parametrize(("area", "line"), [("derby", "Care Line"), ("derbyshire", "out-of-hours"), ("elsewhere", "out-of-hours team")])
def test_when_the_office_is_shut_the_line_for_nights_comes_first(area: str, line: str) -> None:
    reply = replied({"neglect": "cause"}, "shut", Particulars(area=area, progress="shut"))
    assert line in reply.headline and line in reply.steps[0].text and "999" in reply.steps[0].text


@pytest.mark.parametrize("aspect", ["record", "route", "email", "family"])
def test_who_rang_is_not_told_to_ring_first(aspect: str) -> None:
    before, after = (replied({"neglect": "cause"}, aspect, Particulars(progress=progress)).focus for progress in ("", "told"))
    assert before is not None and after is not None
    assert "Ring first" in before.says[0].text and "Ring first" not in after.says[0].text


def test_danger_stays_first_whatever_was_done() -> None:
    for progress in ("told", "unanswered", "shut", "declined"):
        reply = replied({"neglect": "cause", "danger_now": "yes"}, progress if progress != "told" else "", Particulars(progress=progress))
        assert reply.headline.startswith("Ring 999 now") and reply.steps[0].text.startswith("Ring 999.")


def test_a_no_from_those_who_act_is_challenged_and_what_is_new_is_a_new_referral(learned: LearnedReader) -> None:
    nfa = "we referred a 4 yr old whose dad belts him, they said no further action"
    for asked in ("so is that it", "who do i go to if they say no again", "can they just do that?"):
        assert read(learned, nfa, "he has new marks today", asked).aspect == "declined"
    assert read(learned, CALM, "what if they say no again").aspect == "consent"
    reply = replied({"physical_harm": "cause"}, "declined", Particulars(progress="declined"))
    assert reply.focus is not None and "reasons in writing" in reply.focus.says[0].text
    assert "new referral" in reply.steps[0].text and "nobody came back" not in to_markdown(reply)


def test_a_plea_is_answered_and_lowers_nothing() -> None:
    for facts, says in (({"physical_harm": "cause"}, "No, it cannot wait"), ({"likely_harm": "worry"}, "right to ask"), ({"recipient": "no_role"}, "right to ask")):
        plain, pleaded = replied(facts, ""), replied(facts, "plea")
        assert (plain.outcome, plain.urgency, plain.headline, plain.steps) == (pleaded.outcome, pleaded.urgency, pleaded.headline, pleaded.steps)
        assert pleaded.focus is not None and says in pleaded.focus.says[0].text
    assert aspect_of(fold("boy 6 has a burn. please just tell me its nothing"), None, follows=False) == "plea"
    assert aspect_of(fold("mum said yes, can i send it to the school"), None, follows=False) == ""


def test_an_age_that_is_supposed_of_the_other_one_is_not_the_childs(learned: LearnedReader) -> None:
    reading = read(learned, "girl of 14 is sleeping with a lad in her year, she is sensible", "what if he was 24")
    assert (reading.facts.value("child_age", ruleset().spec), reading.aspect) == ("13_to_15", "changed")
    assert "sexual_exploitation" in signs(reading)


def test_what_is_told_asks_for_nothing(learned: LearnedReader) -> None:
    assert read(learned, CALM, "mum has said yes by text now, she just wanted to know what id say").aspect == ""


@pytest.mark.parametrize("aspect", ["ask_first", "own_people", "sibling", "school"])
def test_the_unsafe_hear_nothing_whatever_is_asked(aspect: str) -> None:
    reply = replied({"domestic_abuse": "cause", "recipient": "unsafe"}, aspect, Particulars("the father", unsafe="the father"))
    assert reply.outcome == "do_not_share" and reply.focus is not None


def test_what_nobody_wrote_an_answer_to_is_said_to_have_none() -> None:
    reply = replied({"neglect": "cause"}, OTHER)
    assert reply.focus is not None and reply.focus.says[0].text.startswith("There is no separate answer to that here")


@pytest.mark.parametrize("aspect", ["email", "call"])
def test_a_draft_has_the_persons_own_words_and_gaps(aspect: str) -> None:
    account = account_of(["I run a club. 10yo says her step dad hits her mum, mum says leave it. can i tell social care", "why?"])
    assert account == "I run a club. 10yo says her step dad hits her mum, mum says leave it."
    reply = replied({"domestic_abuse": "cause"}, aspect, Particulars(account=account))
    assert account in reply.phrases[0].text and "[" in reply.phrases[0].text
    assert to_markdown(reply).index(reply.phrases[0].text) < to_markdown(reply).index("**What to do now**")


@pytest.mark.parametrize("facts", [{"recipient": "unsafe", "domestic_abuse": "cause"}, {"recipient": "unverified"}, {"recipient": "no_role"}])
def test_a_draft_to_whoever_may_not_have_it_tells_nothing(facts: dict[str, str]) -> None:
    reply = replied(facts, "email", Particulars("the caller", account="He said that dad hits him."))
    assert all("dad hits him" not in phrase.text for phrase in reply.phrases)
