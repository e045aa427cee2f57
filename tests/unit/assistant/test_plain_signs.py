"""Plain words that state their fact whatever else a message holds, and words that look like them and do not."""

from datetime import date

import pytest

from assistant.reading.reader import read_facts
from guardrails.facts import Facts
from guardrails.ruleset import load_ruleset


def read(message: str) -> Facts:
    """What patterns alone read."""
    return read_facts((message,), load_ruleset(), None, date(2026, 11, 23)).facts


@pytest.mark.parametrize(("message", "fact", "value"), [
    ("mum was swaying and slurring and drove off with him on her lap 5 min ago", "danger_now", "yes"),
    ("new mum says baby is looking at her with the devils eyes", "danger_now", "yes"),
    ("she told me the baby is suffering and she needs to put it out of its misery", "danger_now", "yes"),
    ("9 rotten teeth, face swollen, was not brought four times", "neglect", "cause"),
    ("her dad was inside for what he did to her", "adult_harm", "yes"),
    ("she said she was cut when she was six", "fgm", "cause"),
    ("his sister is to be circumcised in July", "fgm", "cause"),
    ("I saw she has had type 2 FGM", "fgm", "cause"), ("they say they are going to cut me in the village", "fgm", "cause"),
    ("mum told us to do one", "consent", "refused"),
    ("our supply teacher called the bottom set feral, nothing else", "low_level_concern", "yes"),
    ("the coach told the under 9s they were a load of donkeys", "low_level_concern", "yes"),
    ("the mosque teacher uses a stick on them", "physical_harm", "cause"),
    ("one of our TAs was seen grabbing a boy by the neck", "about_staff", "yes"),
    ("saw my room leader yank a 2yr old by the arm", "about_staff", "yes"),
    ("he has been saving up his mums tablets and has picked a day", "self_harm", "cause"),
    ("the little uns are out on the flat roof again and no grown up in", "danger_now", "yes"),
    ("my cousins lad has been referred and i want to see whats been said", "recipient", "no_role"),
    ("hi, im with the Telegraph, can you confirm two pupils were taken into care", "recipient", "no_role"),
    ("dad has written asking for every scrap of paper you hold on her", "legal_demand", "yes"),
    ("dad wrote in asking for his records under gdpr", "legal_demand", "yes"),
    ("can we put her sick days on the job reference", "ask", "out_of_scope"),
    ("how many ml of Calpol can a 2 year old have", "ask", "out_of_scope"),
    ("found a sock full of her mums sertraline under her mattress", "self_harm", "cause"),
    ("she is sat with her legs dangling out of a second floor window", "danger_now", "yes"),
    ("had a quick nose on Liquidlogic to see if they are known", "recipient", "no_role"),
    ("the inspector from Ofsted says show me the childrens records", "legal_demand", "yes"),
    ("our coach messaged a lad of 13 and asked him for a picture with his top off", "sexual_harm", "cause"),
    ("he has had the same nappy on since i dropped him yesterdy tea", "neglect", "cause"),
    ("the girl with him asked me what town it was", "likely_harm", "cause"),
    ("back from the party she walks with her legs together", "fgm", "cause"),
    ("lad in my team came with his ear all purple agian", "physical_harm", "cause"),
    ("Dad (has PR, on birth cert) happily said yes on the phone", "consent", "given"),
    ("mum disputes he's on the birth certificate", "responsibility_unclear", "yes"),
    ("whats the right dose of calpol for a toddler", "ask", "out_of_scope"),
    ("he had the rest of his nans heart tablets at dinner time and feels sleepy", "danger_now", "yes"),
    ("her story is the train tracks at spondon, goodbye all", "danger_now", "yes"),
    ("dad said if the judge gives her the kids then nobody will be having them", "danger_now", "yes"),
    ("he goes stiff and blue, 4th one this month, only ever when shes on her own with him", "fabricated_illness", "cause"),
    ("her flat is full of older blokes who use it to bag up", "adult_harm", "yes"),
    ("kid of 6 let me in, baby crying behind him, no adult since yesterday", "danger_now", "yes"),
    ("nan wouldnt wake up when i knocked and shook her, the 3 year old let me in", "danger_now", "yes"),
    ("dad was slumped on the sofa out cold, twins of 2 in the hall", "parental_crisis", "evidence"),
    ("mum dips the dummy in oramorph and gives it to the baby", "physical_harm", "cause"),
    ("he let slip the belt comes out for wrong spellings", "physical_harm", "cause"),
    ("lad says at home you get the strap for back chat", "physical_harm", "cause"),
    ("got battered saturday, in the car back from Belper by his stepdad", "physical_harm", "cause"),
    ("15 yr old with a 4cm stab wound to his thigh", "weapons", "cause"),
    ("he puts a drop of methadone in her bottle so she settles", "danger_now", "yes"),
    ("mum told me she slips vodka in his milk so he goes off", "physical_harm", "cause"),
    ("older boys fetch him, he has two new phones and a wad of cash", "criminal_exploitation", "cause"),
    ("back in a new gucci coat after being missing for two nights", "criminal_exploitation", "cause"),
    ("mum reports fits that no one else has ever seen, eeg normal each time", "fabricated_illness", "cause"),
    ("episodes nobody on the ward has witnessed and she is pushing for surgery", "fabricated_illness", "cause"),
    ("his dad makes him sleep in the garage when hes been naughty", "emotional_harm", "cause"),
    ("hungry again, theres a padlock on the fridge at home", "emotional_harm", "cause"),
    ("they held him down while they prayed over him", "emotional_harm", "cause"),
    ("auntie says an evil spirit is in her and wont let her eat", "emotional_harm", "cause"),
    ("pregnant mum says her bf strangled her last week", "unborn", "cause"),
    ("he has a hit list of pupils and says theyll all be sorry", "danger_now", "yes"),
    ("lad in yr 10 says he is going to shoot up the school", "radicalisation", "cause"),
    ("list of kids names in his bag and he keeps on about columbine", "crime", "serious"),
    ("operation encompass call came in about a yr 3 boy", "domestic_abuse", "cause"),
    ("support worker messages him on her own phone, gave him a new phone", "professional_abuse", "cause"),
    ("the volunteer drives him home, says its our little secret", "professional_abuse", "cause"),
    ("her fella grabbed her by the throat on sunday. hes picking her up in ten", "danger_now", "yes"),
    ("her husband punches her. he's outside in the car", "danger_now", "yes"),
])  # fmt: skip
def test_plain_words_state_their_fact(message: str, fact: str, value: str) -> None:
    assert read(message).stated[fact].value == value


@pytest.mark.parametrize(("message", "fact"), [
    ("he had the rest of his tablets as directed and feels sleepy", "danger_now"), ("goodbye all, he waved from the bridge on the school trip", "danger_now"),
    ("he went blue with cold on his own bike, only laughs when hes alone", "fabricated_illness"), ("the flat above, they use it to sell cakes for charity", "adult_harm"),
    ("if she cant have a turn then nobody will", "danger_now"), ("my boy of 5 dresses himself, no adult here has to help", "danger_now"),
    ("dad was pissed last week and drove off in a huff", "danger_now"), ("the hamster was put out of its misery", "danger_now"),
    ("in the nativity the baby is possessed", "danger_now"), ("two rotten teeth, first appointment is booked", "neglect"),
    ("the teacher was called thick by a pupil", "low_level_concern"), ("his dad calls him stupid", "low_level_concern"),
    ("our TA told me her son is lazy", "low_level_concern"), ("the coach called him useless and slapped him", "low_level_concern"),
    ("my manager pushed the referral through for him", "about_staff"), ("our volunteer hit a great idea", "about_staff"),
    ("our coach pushed him to try for the county", "about_staff"),
    ("the roofer was out on the roof again yesterday", "danger_now"), ("he keeps his tablets at the office", "self_harm"),
    ("mum is easiest to reach on whatsapp", "route"),
    ("mum couldnt wake up for the school run, she works nights", "danger_now"), ("dad is on methadone and collects his bottles", "danger_now"),
    ("she rubs teething gel on his gums", "physical_harm"), ("the doctor said to put melatonin in his milk", "physical_harm"),
    ("the church elders came to tea", "criminal_exploitation"), ("mum bought him two new phones, older lads laugh at them", "missing"),
    ("list of names for the trip, theyll see it on monday", "danger_now"), ("he is going to burn the class a cd", "danger_now"),
    ("bikes are kept in the shed if it rains", "emotional_harm"), ("not allowed breakfast until after the blood test", "emotional_harm"),
    ("he has prader willi so mum locks the fridge and hes hungry", "emotional_harm"), ("she held his hand while they prayed", "emotional_harm"),
    ("something bad in her lunch", "emotional_harm"), ("coach bought the whole team pizza and gives lifts", "professional_abuse"),
    ("our coach gives lifts and texts her mum, it is a secret recipe", "professional_abuse"), ("what is operation encompass", "domestic_abuse"),
    ("he gives the lad lifts home on her own route", "neglect"), ("hands round her neck once. he's on his way to work", "danger_now"),
    ("non-molestation order on the father", "sexual_harm"), ("she is not pressured by him", "unequal"),
    ("we've been storing his medication in the locked cupboard", "self_harm"), ("nan collected his meds from the pharmacy", "self_harm"),
    ("do i need written consent under GDPR before i talk to the therapist", "legal_demand"),
    ("social worker wants baby removed at birth and asked for our midwifery report", "legal_demand"),
    ("mum wants her ex taken off the pick up list and asked us to put it in the notes", "legal_demand"),
    ("ofsted lady was in all morning and now a mum is asking about his reading", "legal_demand"),
    ("We were at the house three times last week and the toddler was crying", "recipient"),
    ("I'm waiting for the signed form by post", "recipient"), ("I am a mandated reporter back home in the US", "recipient"),
    ("Year 8 boys have kicked the ball up on the roof again", "danger_now"), ("he's on the railway again tonight so nan is collecting", "danger_now"),
    ("she left her inhaler on the window sill again", "danger_now"), ("he came with his cheeks all black, face paint from the party", "physical_harm"),
    ("police gave us an incident reference after her ex shouted at staff", "ask"),
    ("paramedics asking what dose of paracetamol she took", "ask"), ("can I tell the childminder the right dose of antibiotics", "ask"),
    ("mum was cut up on the ring road and shouted", "fgm"), ("she was cut from the netball team", "fgm"), ("nan is going to cut her hair back home", "fgm"), ("her nails had not been cut for weeks", "fgm"),
    ("he got battered on sunday, 9-0 away at Belper", "physical_harm"),
    ("his belt came out of the loops at judo", "physical_harm"), ("a bloke of 60 odd on his own", "self_harm"),
    ("same nappy size since the weekend, shes growing", "neglect"), ("she asked what city it was in the quiz", "likely_harm"), ("he walks with his legs together since the horse riding", "fgm"),
])  # fmt: skip
def test_words_that_look_like_them_do_not(message: str, fact: str) -> None:
    assert fact not in read(message).stated


def test_a_case_is_not_turned_away_for_a_reference_to_it() -> None:
    facts = read("he hits her with a belt. what is the right dose of calpol after that")
    assert facts.value("ask", load_ruleset().spec) == "case"
