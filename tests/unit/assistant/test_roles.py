"""Names become roles and identifiers the name of their kind; everything else stays, and every offset leads back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading import words as words_module
from assistant.reading.roles import to_roles


def roles_of(*turns: str) -> tuple[str, ...]:
    return to_roles(turns).turns


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jayden (8) has a bruise", "the child (8) has a bruise"),
        ("his sister aaliyah saw it", "his sister saw it"),
        ("mum Kelly rang", "mum rang"),
        ("Jayden's mum is upset", "The child's mum is upset"),
        ("jaydens mum is upset", "the childs mum is upset"),
        ("jayden8yrs is limping", "the child 8yrs is limping"),
        ("our Kayleigh is mardy", "our person is mardy"),
        ("Darren (34) moved in", "The adult (34) moved in"),
        ("jayden (8) and zac (6)", "the child (8) and the second child (6)"),
        ("aaliyah & zac", "the person & the second person"),
        ("staying with the smiths", "staying with the family"),
        ("they keep saying Jesus has rooms ready", "they keep saying Jesus has rooms ready"),
        ("jesus, he's only four", "jesus, he's only four"),
        ("a lad called Jesus told me", "a lad called the person told me"),
        ("mrs o'connor rang", "the adult rang"),
        ("I told Mr Hussain", "I told the adult"),
        ("Dr Patel saw him", "The doctor saw him"),
        ("told by J.B. about it", "told by the person about it"),
        ("WIKTORIA HIT BY DARREN", "the person HIT BY the second person"),
    ],
)
def test_a_name_becomes_what_the_words_around_it_say(typed: str, read: str) -> None:
    assert roles_of(typed) == (read,)


@pytest.mark.parametrize(
    "name",
    "Mohammed Al-Amin|wiktoria|Nguyen|Chidi|Siân|ja\u200byden|sinéad|Krzysztof Nowak|Łukasz|O’Connor|Abdirahman|Tigist|Xhevat|Nyasha|ellie-mae|Jaydon".split(
        "|"
    ),
)
def test_names_of_every_community_are_met_however_typed(name: str) -> None:
    assert roles_of(f"a worker saw {name} yesterday") == ("a worker saw the person yesterday",)


@pytest.mark.parametrize(
    "typed",
    [
        "a lad called zbyslav has a mark",
        "told Brzenek about it",
        "then Brzenek said no",
        "my pupil Brzenek is off",
        "spoke to Mrs Tattersfield",
    ],
)
def test_a_name_nobody_listed_is_met_by_its_neighbours(typed: str) -> None:
    assert not {"brz", "zby", "tatt"} & {word[:3].lower() for word in roles_of(typed)[0].split()}


@pytest.mark.parametrize(
    "typed",
    [
        "hope (8) is poorly", "Then Grace told me", "mum Rose rang", "a girl called summer", "Mark said no", "Will said no", "faith's mum rang",
        "Rose is in year 4", "Miles ran off", "Rose in reception", "Mark has a bruise", "Sky and Star are sisters", "hunter, jayden & chase ran", "lily has bruises",
        "told poppy i would", "will's dad is violent", "they call him Tank", "dob 12/3/2014 lily", "JB (8) told me", "re JB's mum", "ms green said no",
        "his brother jaydn saw it", "can i tell jades mum", "Amber Stone 14 missing", "Mum Kelly, Preston and Lincoln", "carer for Petyana", "Johnny Ward, 8", "Mrs Young rang", "Mr Best rang", "I saw Ruby run",
    ],
)  # fmt: skip
def test_a_name_that_is_a_word_is_replaced_where_its_neighbours_say_so(typed: str) -> None:
    assert to_roles([typed]).replaced


@pytest.mark.parametrize(
    "typed",
    [
        "i hope it will do", "a red rose", "mum will sign", "Mum may sue", "a mark on his arm", "best wishes", "the bill is paid", "to be frank", "amber alert",
        "by grace of god", "Hope you are well", "Will it do?", "in May and June", "a young lad", "long story", "he drew a star", "faith group leader",
        "dad ran a mile", "no chance", "Good morning", "his PE kit", "8mo in a bouncer", "she has MS. Could I tell", "jeans and a belt",
    ],
)  # fmt: skip
def test_the_same_words_stay_where_they_are_words(typed: str) -> None:
    assert roles_of(typed) == (typed,)


@pytest.mark.parametrize(
    "typed",
    [
        "Is she Gillick competent under the Fraser guidelines?", "the Munro review and Lord Laming", "the Caldicott guardian in Derby", "Clare's Law or Sarah's law",
        "Working Together and Ofsted", "Prevent and Operation Encompass", "the Jay report", "Asperger's, Down's and Tourette's", "Hodgkin lymphoma and Ritalin",
        "Christmas, Diwali, Eid, Ramadan, Easter, Friday", "slaughtered at Monopoly, loves Peppa Pig and Snapchat", "Hope Valley and Rose ward", "St Chad's and Landau Forte",
        "routine dev checks", "dev ok, 50th centile", "summer is 12 weeks off", "hope and patience", "Allestree and Normanton", "child A and Child B", "ring 999, 101 or 111", "Childline 0800 1111, NSPCC 0808 800 5000", "ring Derby on 01332 641172", "section 47, clause 3.2.1", "he is 15, in year 10",
        "on Normanton Road near Pear Tree", "Murray Park, Lees Brook and Jack Allen House", "Glasgow coma scale 15, Apgar 9", "Bristol stool chart", "Ages and Stages",
        "Graves disease", "Matilda is the school show", "bailey is our dog", "Karma Nirvana or Anna Freud", "Sam's law", "fans of Harry Kane", "carers 4x a day", "lives in a flat 4 days", "MARAC 2022", "Nepali and Tamil",
        "scored 1234 of 2000", "since 12 May", "court on 12/05/2026", "£1,250.00 owed", "born at 28 weeks", "due on 12 May 2026", "yr10 boy", "at the end of the road", "10 miles from the road",
    ],
)  # fmt: skip
def test_terms_of_the_field_places_and_plain_figures_stay(typed: str) -> None:
    assert roles_of(typed) == (typed,)


@pytest.mark.parametrize("typed", ["kaydenn came in with a split lip", "notes on Mykayla, mum signed", "Summer 12 told me", "Angel and Mercy share", "Rose Adams rang"])
def test_a_name_spelt_otherwise_or_before_another_name_or_an_age_is_met(typed: str) -> None:
    assert not {"kaydenn", "Mykayla", "Summer", "Angel", "Mercy", "Rose", "Adams"} & set(roles_of(typed)[0].replace(",", "").split())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("943 476 5919", "NHS number"), ("nhs no: 943-476-5918", "NHS number"), ("A123456789012", "unique pupil number"), ("upn is A12345678901B", "unique pupil number"),
        ("AB 12 34 56 C", "national insurance number"), ("07700 900123", "telephone"), ("+44 7700 900 123", "telephone"), ("01332 555123", "telephone"),
        ("077009\u200b00123", "telephone"), ("jo.bloggs@school.sch.uk", "e-mail"), ("jo at gmail dot com", "e-mail"), ("https://example.com/jo", "web address"),
        ("DE23 8LA", "postcode"), ("de1 2nd", "postcode"), ("14 Osmaston Road", "street"), ("he lives on stenson road", "street"), ("off Larkmoor Street", "street"),
        ("dob 12/03/14", "date of birth"), ("two brothers, 05/07/2013", "date of birth"), ("8 Harebell Nook", "street"), ("born on 3rd March 2014", "date of birth"), ("DOB: 3.4.2015", "date of birth"), ("her birthday is 4 June", "date of birth"),
        ("case number 48213", "case number"), ("crime ref 24000123456", "case number"), ("DE24C00123", "case number"), ("liquidlogic id 1234567", "case number"),
        ("FD19 XYZ", "vehicle"), ("reg K123 ABC", "vehicle"), ("passport number 123456789", "passport"), ("sort code 20-30-40", "bank details"),
        ("account number 12345678", "bank details"), ("4929 1234 5678 9012", "bank details"), ("insta is kid_2012", "user name"),
    ],
)  # fmt: skip
def test_an_identifier_becomes_the_name_of_its_kind(typed: str, kind: str) -> None:
    roles = to_roles([f"please note {typed} thanks"])
    assert [each.kind for each in roles.replaced] == [kind]
    assert f"[{kind}]" in roles.turns[0]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("re hope barker, school want the form", "hope barker"), ("jade wells birthday 7th july", "jade wells"), ("megan hill 15 sending pics", "megan hill"),
        ("shanice brown 14, boyfriend kieran black 19", "shanice brown kieran black"), ("lauren page, amy rice and tia power", "lauren page amy rice tia power"),
        ("her ex dean wright is out", "dean wright"), ("mum dawn price on the phone", "dawn price"), ("mum is amber leach", "amber leach"), ("mum (kelly) says no", "kelly"),
        ("dawn is drinking again", "dawn"), ("joy wont open the door", "joy"), ("mark said he would kill her", "mark"), ("dean has her phone", "dean"),
        ("carol is the childminder", "carol"), ("faith cut herself again", "faith"), ("hope told me, will wants to know", "hope will"), ("he is scared of mo", "mo"),
        ("asked will if he was ok", "will"), ("spoke to dawn this morning", "dawn"), ("saw summer today", "summer"), ("this is about hope", "hope"),
        ("summer and amber in year 6 came in", "summer amber"), ("lily and daisy marsh twins y2", "lily daisy marsh"), ("april is 11 and off school", "april"),
        ("ivy is 3 weeks old", "ivy"), ("she ran off with prince, 20", "prince"), ("surname is day", "day"), ("child: evelina kazlauskas", "evelina kazlauskas"),
        ("tia told mrs may about it", "tia may"), ("tina bakers kids", "tina baker"), ("ebrima ceesay rang", "ebrima ceesay"), ("his wife wenutka, 30", "wenutka"),
        ("MUM IS JOY SMITH", "joy smith"), ("Will Turner is his uncle", "will turner"), ("the SENCO, vicky noble, said no", "vicky noble"),
    ],
)  # fmt: skip
def test_names_that_are_words_are_met_in_small_letters_where_the_words_around_say_so(typed: str, names: str) -> None:
    left = roles_of(typed)[0].lower().replace("'s", "").split()
    assert not set(names.split()) & {word.strip(".,:()") for word in left}


@pytest.mark.parametrize(
    "typed",
    [
        "can dad sue the school", "mum happy. can i share", "dad will hit him again", "will power", "people will judge", "nursery will judge the tattoo on baby", "he is a mason", "keep her close to us", "mark on his arm", "guy rang as her agent",
        "calls all the girls princess", "i hope so", "bill not paid", "summer holidays start", "long day, long story", "chase the referral please",
        "to be frank im worried", "tell ELSA why", "re: neglect and bulimia", "love bites on her neck", "Fraser says treat her", "does Fraser cover a 12 year old",
        "Munro and Jay both say listen", "he goes to Ravensdale", "the Hackett continuum", "Conners forms", "Jade's Law", "Oliver McGowan training", "Winston's Wish", "Mr Men books",
        "drew round his hand", "field trip", "amber on the tool", "rose to his feet", "ginger hair", "10 miles from home", "Kirk Langley", "poppy day", "one child wriggle about",
    ],
)  # fmt: skip
def test_small_letters_alone_make_no_name_of_a_word(typed: str) -> None:
    assert roles_of(typed) == (typed,)


@pytest.mark.parametrize(
    "born",
    [
        "dob 030415", "dob 2014-02-17", "DOB: 05-OCT-2014", "dob 1/jan/2011", "dob 3rd.june.2010", "dob 4th/5/2011", "d.o.b 1st feb 09", "d/o/b 17/8/2008", "dob = 2 march 17", "dob... 2/3/17",
        "dob given as 2/3/17", "dob 10/2011", "born in feb 2014", "born third of april 2015", "born the third of april two thousand and fifteen", "dob twelfth of may 2013",
        "dob 22nd feb two thousand fourteen", "born 30th of the fourth 2013", "born on new years day 2010", "born at the royal on 3/4/15", "hes 16 on 3rd of december", "aged 9 (2/3/17)",
        "2/3/17 (9 yrs)", "his sister 9/11/2015", "the twenty first of march is his birthday", "DOB THIRD OF APRIL 2015",
    ],
)  # fmt: skip
def test_a_date_of_birth_is_met_in_figures_and_in_words(born: str) -> None:
    roles = to_roles([f"please note {born}"])
    assert {each.kind for each in roles.replaced} == {"date of birth"}
    assert not any(part in roles.turns[0].lower() for part in ("201", "april", "feb", "/17", "march", "0304"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("88 uttoxeter new rd", "street"), ("12/14 larges street", "street"), ("15 high st", "street"), ("off leman street", "street"), ("house number 29", "street"),
        ("number plate ends KXR", "vehicle"), ("black bmw sg 19 whb", "vehicle"), ("AB12-CDE", "vehicle"), ("marac no 118", "case number"), ("school admission no 004512", "case number"),
        ("incident 615 of today", "case number"), ("LCS 123456", "case number"), ("id card RX 123456", "passport"), ("07911/123456", "telephone"), ("+44(0)7911 123456", "telephone"),
    ],
)  # fmt: skip
def test_an_identifier_is_met_as_busy_people_type_it(typed: str, kind: str) -> None:
    assert {each.kind for each in to_roles([f"please note {typed} thanks"]).replaced} == {kind}


@pytest.mark.parametrize(
    "near_miss", ["943 476 591", "A12345", "AB 12 34", "07700", "jo@", "DE238", "14 long roads", "case 12", "yr10 and", "20-30"]
)
def test_a_near_miss_is_not_taken_for_an_identifier(near_miss: str) -> None:
    roles = to_roles([f"please note {near_miss} thanks"])
    assert not {each.kind for each in roles.replaced} & {
        "NHS number",
        "unique pupil number",
        "telephone",
        "postcode",
        "street",
        "vehicle",
        "e-mail",
        "bank details",
    }


def test_a_person_has_one_role_in_all_turns() -> None:
    assert roles_of("jayden (8) cried", "his mum Kelly hit jayden. aisha (5) saw", "Kelly left, JAYDEN stayed with aisha") == (
        "the child (8) cried",
        "his mum hit the child. the second child (5) saw",
        "Mum left, the child stayed with the second child",
    )


def test_a_role_leads_back_to_the_words_typed() -> None:
    typed = "told Jayden's mum Kelly on 07700 900123 that he is hurt"
    roles = to_roles([typed])
    for words in ("told ", "he is hurt"):
        at = roles.turns[0].index(words)
        start, end = roles.to_original(0, at, at + len(words))
        assert typed[start:end] == words
    at = roles.turns[0].index("[telephone]")
    start, end = roles.to_original(0, at + 2, at + 5)
    assert typed[start:end] == "07700 900123"
    assert [typed[each.start : each.end].strip() for each in roles.replaced] == ["Jayden", "Kelly", "07700 900123"]


def test_what_was_replaced_is_nowhere_in_the_result() -> None:
    assert "jayden" not in repr(to_roles(["jayden (8), 07700 900123"])).lower()


PIECES = st.sampled_from(
    "jayden Kelly mum his sister Mr Hussain coach hope Grace Will (8) 8 , . ' and & called the smiths 's dob 12/03/2014 07700 900123 DE23 8LA at 14 Road "
    "\u200b Siân 943 476 5919 @ said Dr St Chad's Brzenek told [telephone] the child in year 4 \n ’ ( ) MS. J.B. Mrs B a".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map(" ".join), max_size=3) | st.lists(st.text(max_size=80), max_size=3))
def test_replacing_twice_changes_nothing_more(turns: list[str]) -> None:
    once = to_roles(turns)
    assert to_roles(once.turns).turns == once.turns
    for turn, typed in enumerate(turns):
        kept = [each for each in once.replaced if each.turn == turn]
        assert all(0 <= a.end <= b.start for a, b in zip(kept, kept[1:], strict=False))
        start, end = once.to_original(turn, 0, len(once.turns[turn]))
        assert 0 <= start <= end <= len(typed)


def test_long_and_empty_inputs_are_read() -> None:
    assert roles_of() == () and roles_of("") == ("",)
    assert "jayden" not in roles_of("jayden (8) ran. " * 500)[0]
    assert roles_of("a" * 8000) == ("a" * 8000,)
    assert roles_of("1 " * 4000)[0] and roles_of("mum " * 2000)[0]


def test_a_word_without_end_is_compared_with_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(words_module, "word_lists", lambda: asked.append("asked"))
    assert not words_module.is_near("x" * 8000, "common")
    assert asked == []
