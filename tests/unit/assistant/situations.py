"""Situations that replies are tested on: facts in the shape of the fact sheet, and what the case calls things.

The table covers every outcome, every matter, every sign of harm at each level, and the ways in which a yes can be in doubt.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from assistant.compose.case import Case
from assistant.prompt import load_wording
from assistant.reading.particulars import Particulars
from assistant.wording import Wording
from corpus.clauses import Corpus
from guardrails.decide import decide
from guardrails.facts import Fact, Facts
from guardrails.ruleset import Ruleset, load_ruleset
from ingest.clauses import load_corpus

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 24)

HARM = "physical_harm sexual_harm emotional_harm neglect domestic_abuse criminal_exploitation sexual_exploitation online_grooming fgm"
HARM += " forced_marriage honour_based radicalisation self_harm fabricated_illness unborn missing trafficking parental_crisis"
HARM += " professional_abuse peer_harm weapons likely_harm"


Row = TypeVar("Row")


@dataclass(frozen=True, eq=False)
class Situation:
    """One row: a name, what was stated, and the case's own nouns. A row equals only itself, so that what is made of it can be kept."""

    name: str
    facts: dict[str, str]
    particulars: Particulars = Particulars()


@cache
def corpus() -> Corpus:
    """The corpus of the repository."""
    return load_corpus()


@cache
def ruleset() -> Ruleset:
    """The rules of the repository."""
    return load_ruleset()


@cache
def wording() -> Wording:
    """The wording of the repository."""
    return load_wording(ROOT / "prompts")


def make_case(facts: dict[str, str], particulars: Particulars | None = None, as_of: date = TODAY) -> Case:
    """The case with these facts, decided by the rules of the repository."""
    stated = Facts({id: Fact(id, value) for id, value in facts.items()})
    return Case(decide(stated, ruleset(), as_of), stated, particulars or Particulars(), ruleset(), as_of)


@cache
def case_of(situation: Situation) -> Case:
    """The case that a row describes."""
    return make_case(situation.facts, situation.particulars)


def over_all(rows: Iterable[Row], name: Callable[[Row], str]) -> Callable[[Callable[[Row], None]], Callable[[], None]]:
    """Makes one test of a test of a row: it tries every row, and at the end names each on which it failed.

    A test of pytest's own for each of thousands of rows takes more time than what is tested.
    """
    several = tuple(rows)

    def of_all(test: Callable[[Row], None]) -> Callable[[], None]:
        def tried() -> None:
            failed: list[Exception] = []
            for row in several:
                try:
                    test(row)
                except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised below with the rest
                    fault.add_note(f"with: {name(row)}")
                    failed.append(fault)
            if failed:
                raise ExceptionGroup(f"failed on {len(failed)} of {len(several)}: {'; '.join(fault.__notes__[-1] for fault in failed)}", failed)

        assert several, "There is no row to try it on."
        tried.__name__, tried.__qualname__, tried.__doc__, tried.__module__ = test.__name__, test.__qualname__, test.__doc__, test.__module__
        return tried

    return of_all


def every_situation(test: Callable[[Situation], None]) -> Callable[[], None]:
    """Tries a test on every row of the table."""
    return over_all(situations(), lambda row: row.name)(test)


@cache
def situations() -> tuple[Situation, ...]:
    """Every row of the table."""
    return (*_signs_of_harm(), *_consent(), *_recipients(), *_matters(), *_questions(), *_callers(), *_childminders(), *_circumstances(), *_who())


def _circumstances() -> Iterator[Situation]:
    bruise = {"physical_harm": "cause"}

    def told(*names: str, asker: str = "", own: str = "") -> Particulars:
        return Particulars(child="the girl", giver="mum", asker=asker, circumstances=frozenset(names), own_words=own)

    yield Situation("a mark was told of", bruise, told("mark", own="A bruise on her ear. Mum's boyfriend did it."))
    yield Situation("a mark, as a worry", {"physical_harm": "worry"}, told("mark"))
    yield Situation("with somebody who says nothing of their work", bruise, told("with_asker"))
    yield Situation("with a foster carer", bruise, told(asker="foster"))
    yield Situation("danger now, in their own words", {**bruise, "danger_now": "yes"}, told(own="He has a knife."))
    yield Situation("a car that has gone, in danger", {**bruise, "danger_now": "yes"}, told("car", "left_the_place", own="He hit the boy by the van."))
    yield Situation("he waits, and she is on her way", {"domestic_abuse": "cause", "danger_now": "yes"}, told("on_the_way_here"))
    yield Situation("a crisis, and somebody at the gate", {"parental_crisis": "cause"}, told("fetched"))
    yield Situation("a belief in spirits, of no kind", {"likely_harm": "cause"}, told("spirits"))
    yield Situation("means and a day", {"self_harm": "evidence", "danger_now": "yes"}, told("somebody_told", own="She kept back tablets."))
    yield Situation("left alone, in danger", {"neglect": "cause", "danger_now": "yes"}, told(own="He is two and by himself."))
    yield Situation("somebody is at the gate", bruise, told("fetched", asker="school"))
    yield Situation("kept away by a court", {"recipient": "unsafe"}, Particulars("the father", circumstances=frozenset({"order_against"}), unsafe="the father"))
    yield Situation("an older one", {"sexual_exploitation": "cause", "child_age": "13_to_15"}, told())
    yield Situation("a form went in", {"neglect": "cause"}, told("referred"))
    yield Situation("refused, with a bruise", {**bruise, "consent": "refused", "consent_giver": "parent"}, told("mark"))
    yield Situation("refused, and may leave", {"neglect": "cause", "consent": "refused", "consent_giver": "parent"}, told("may_leave"))
    yield Situation("is afraid of home", {"emotional_harm": "cause"}, told("fears_home"))
    yield Situation("clothes are there still", {"sexual_harm": "cause"}, told("traces", "child_told"))
    yield Situation("her own words", {"adult_harm": "yes", "high_risk": "yes"}, told(own="He had his hands round her neck."))
    yield Situation("the one who is hurt told it", {"domestic_abuse": "cause", "sexual_harm": "cause", "telling_unsafe": "yes"}, told("adult_told"))
    yield Situation("the one who is hurt", {"domestic_abuse": "cause", "adult_harm": "yes", "telling_unsafe": "yes"})
    yield Situation("a crisis before the birth", {"parental_crisis": "cause", "unborn": "cause"}, told())
    yield Situation("an enquiry of the social worker's", {"section_47": "yes", "likely_harm": "cause", "recipient": "professional"}, Particulars("the social worker"))
    yield from _kinds_told_of()
    for name in ("secrecy", "tonight", "hushed", "put_off", "on_plan", "language"):
        yield Situation(f"a bruise, {name}", bruise, told(name))
        yield Situation(f"not asked, {name}", {"consent": "not_asked", "recipient": "professional", "purpose": "need"}, told(name))
    yield Situation("cannot wait, and the office is shut", bruise, Particulars(progress="shut", circumstances=frozenset({"put_off"})))
    yield Situation("a trip with a plan", {"consent": "not_asked", "recipient": "professional", "purpose": "need", "child_age": "13_to_15"},
                    Particulars("the school", circumstances=frozenset({"trip_health"})))  # fmt: skip
    yield Situation("an address, and a card", {"recipient": "unsafe", "domestic_abuse": "cause"},
                    Particulars("the father", ("the address",), unsafe="the father", circumstances=frozenset({"gift"})))  # fmt: skip
    yield Situation("taken back", {"consent": "refused", "consent_giver": "parent", "recipient": "professional", "purpose": "need"},
                    Particulars("the young carers service", giver="mum", circumstances=frozenset({"withdrawn"})))  # fmt: skip
    asked = {"consent": "not_asked", "recipient": "professional", "purpose": "need"}
    yield Situation("a yes for others", asked, Particulars(circumstances=frozenset({"named_others"})))
    yield Situation("a child would ask for us", {**asked, "child_age": "12"},
                    Particulars("the speech and language therapist", circumstances=frozenset({"child_interprets"})))  # fmt: skip
    yield Situation("adopted", {"consent": "given", "consent_giver": "parent", "recipient": "professional", "purpose": "need"},
                    Particulars("the physiotherapist", giver="the parents", circumstances=frozenset({"adopted"})))  # fmt: skip
    yield Situation("debts", {"consent": "not_asked", "recipient": "professional", "purpose": "need"},
                    Particulars("the food bank", circumstances=frozenset({"family_matter"})))  # fmt: skip
    for office in ("outings", "police_powers", "plan_appeal", "childcare_rules", "council_service", "foster_pay", "own_work", "fostered"):
        yield Situation(f"elsewhere, {office}", {"ask": "out_of_scope"}, told(office))
    yield Situation("no role, pressed", {"recipient": "no_role", "pressed": "yes"}, Particulars("the councillor"))
    yield Situation("unsafe, pressed", {"recipient": "unsafe", "pressed": "yes"}, Particulars("her father"))
    plan = {"recipient": "professional", "purpose": "need"}
    yield Situation("not asked, nobody and nothing named", {**plan, "consent": "not_asked"})
    yield Situation("not asked, nothing named, by a foster carer", {**plan, "consent": "not_asked"}, Particulars("the club", asker="foster"))
    yield Situation("not asked, with what, by a foster carer", {**plan, "consent": "not_asked"}, Particulars("the club", ("the report",), asker="foster"))
    yield Situation("agreed, nobody and nothing named", {**plan, "consent": "given", "consent_giver": "parent"})


def _who() -> Iterator[Situation]:
    """Who asks, who claims what, who may agree, and who must not be told."""

    def told(recipient: str, *names: str, asker: str = "", area: str = "", what: tuple[str, ...] = (), giver: str = "") -> Particulars:
        return Particulars(recipient, what, giver=giver, asker=asker, area=area, circumstances=frozenset(names))

    enquiry = {"section_47": "yes", "recipient": "professional"}
    yield Situation("an enquiry of another council", enquiry, told("the social worker", area="elsewhere"))
    yield Situation("an enquiry of the county, rung back", enquiry, told("the social worker", "rung_back", area="derbyshire"))
    allegation = {"about_staff": "yes", "professional_abuse": "cause"}
    yield Situation("a friend of the accused in charge", allegation, told("", "near_the_accused", "messages", asker="volunteer"))
    yield Situation("an adult tells of one who has children now", {**allegation, "adult_harm": "yes"}, told(""))
    yield Situation("a diary", {"sexual_harm": "cause"}, told("", "on_paper"))
    yield Situation("an offender in the home", {"sexual_harm": "cause"}, told("", "offender"))
    asks = {"recipient": "unsafe", "sexual_harm": "evidence"}
    yield Situation("a parent at home asks what was written", asks, told("the mother", "on_paper"))
    feared = {"recipient": "unsafe", "domestic_abuse": "cause"}
    yield Situation("an order against the one who asks", feared, told("the father", "order_against", asker="early_years"))
    yield Situation("a placement is traced", {"recipient": "no_role"}, told("the aunt", "traced", "in_care", asker="foster"))
    yield Situation("a placement is traced by one who is feared", {"recipient": "unsafe"}, told("the grandmother", "traced", asker="foster"))
    yield Situation("somebody in hiding is found", feared, told("the ex-partner", "traced", asker="housing"))
    caller = {"recipient": "unverified"}
    yield Situation("a parent of a child in care", caller, told("the birth father", "in_care"))
    yield Situation("the police want a list", caller, told("the caller", "says_police", "over_property", what=("the names of all the children",)))
    yield Situation("the police ask", {**caller, "neglect": "worry"}, told("the caller", "says_police"))
    yield Situation("somebody wants a list", caller, told("the caller", what=("the names of all the children",)))
    yield Situation("the police by e-mail, everything", {**caller, "legal_demand": "yes"}, told("the sender of the e-mail", "says_police"))
    yield Situation("a father's solicitor", caller, told("the solicitor", "lawyers_letter", "for_a_parent"))
    yield Situation("works at a solicitors", caller, told("the caller", "lawyers_letter"))
    demand = {"legal_demand": "yes"}
    yield Situation("an order of a court", demand, told("", "court_order"))
    yield Situation("an order of a court, to a childminder", demand, told("", "court_order", asker="childminder"))
    yield Situation("a threat from lawyers", demand, told("the father", "lawyers_letter"))
    yield Situation("a lawyer's request in law", demand, told("the solicitor"))
    yield Situation("peer, to a doctor", {"sexual_activity": "yes", "child_age": "13_to_15"}, told("the mother", asker="health"))
    plan = {"recipient": "professional", "purpose": "need"}
    no = {**plan, "consent": "refused", "consent_giver": "young_person", "child_age": "13_to_15"}
    yield Situation("a no by somebody of 15, to parents too", no, told("the school", "keep_from_parent"))
    yield Situation("a father's own treatment", {**plan, "consent": "not_asked"}, told("the health visitor", "of_the_father"))
    yield Situation("a mother's own treatment", {**plan, "consent": "not_asked"}, told("the health visitor", "of_the_mother"))
    yes = {**plan, "consent": "given", "consent_giver": "young_person", "child_age": "16_to_17"}
    yield Situation("a yes that a parent forbids", yes, told("the college", "parent_objects"))
    yield Situation("a yes that a parent is not to know of", yes, told("the college", "keep_from_parent"))
    yield Situation("plans of violence", {"weapons": "cause"}, Particulars(child="the teenager"))
    yield Situation("a husband at a home with abuse", {"domestic_abuse": "cause", "recipient": "professional"}, told("the husband"))
    yield Situation("a mother asks, and nobody is feared", {"neglect": "cause", "recipient": "no_role"}, told("the mother"))
    yield Situation("a stranger online", {"online_grooming": "evidence"}, told("", "outside_home", "picture"))
    yield Situation("a grown-up asks for silence", {"neglect": "cause"}, told("", "asks_silence"))
    yield Situation("a wound by a knife", {"physical_harm": "cause"}, told("", "violent_crime"))
    guardian = {**plan, "consent": "given", "consent_giver": "somebody_else"}
    yield Situation("a yes by somebody who holds nothing", guardian, told("the dentist", "pr_told", giver="the grandmother"))


def _kinds_told_of() -> Iterator[Situation]:
    """What was told of a sign beyond its kind, or of what is about to happen."""
    hurt, throat = {"physical_harm": "cause"}, {"domestic_abuse": "cause", "high_risk": "yes"}
    rows: tuple[tuple[str, dict[str, str], str], ...] = (
        ("held by the throat", throat, "strangled"),
        ("held by the throat, with a baby on the way", {**throat, "unborn": "cause"}, "strangled"),
        ("about to be fetched by the one who is feared", throat | {"unborn": "cause"}, "fetched"),
        ("about to be fetched", hurt, "fetched child_told"),
        ("a drug on the dummy", {**hurt, "danger_now": "yes"}, "drugged"),
        ("an old burn", hurt, "burn mark"),
        ("looks ill", {"neglect": "cause"}, "looks_ill treatment"),
        ("treatment that was missed", {"neglect": "cause"}, "treatment"),
        ("left alone", {"neglect": "cause"}, "left_alone"),
        ("meals and clothes", {"neglect": "cause"}, "needs"),
        ("a drug where a child can reach it", {"neglect": "cause"}, "drug_in_reach"),
        ("neglect of which no more is told", {"neglect": "cause"}, "several"),
        ("a door barred at night", {"sexual_harm": "cause"}, "bars_the_door"),
        ("a partner of their own", {"domestic_abuse": "cause", "child_age": "16_to_17"}, "own_partner"),
        ("hit while a baby is on the way", {"domestic_abuse": "cause", "unborn": "cause"}, ""),
        ("tablets put by, and the day near", {"self_harm": "evidence", "danger_now": "yes", "child_age": "13_to_15"}, ""),
        ("those at home threatened", {"weapons": "cause", "danger_now": "yes"}, "relative_threatened"),
        ("kept from food", {"emotional_harm": "cause"}, "deprived"),
        ("a belief in spirits", {"emotional_harm": "evidence"}, "spirits"),
        ("cannot be woken", {"parental_crisis": "evidence", "danger_now": "yes"}, "not_roused"),
        ("an enquiry into care", {"section_47": "yes", "parental_crisis": "cause", "neglect": "cause"}, ""),
        ("new things that nobody explains", {"criminal_exploitation": "cause"}, "riches several"),
        ("two of eleven and twelve", {"sexual_harm": "cause", "child_age": "under_12"}, "pair"),
        ("two of twelve, of no kind", {"likely_harm": "evidence", "child_age": "12"}, "pair"),
        ("somebody known to have harmed", {"sexual_harm": "cause"}, "offender several"),
        ("a list of names", {"radicalisation": "cause", "weapons": "cause", "crime": "serious", "danger_now": "yes"}, "attack"),
        ("driven off, with the number seen", {**hurt, "danger_now": "yes"}, "car left_the_place"),
        ("a baby at home as well", {"neglect": "cause"}, "baby_too needs"),
        ("a threat by those who use him", {"criminal_exploitation": "cause", "neglect": "cause"}, "threatened riches"),
        ("a small child who dreads to be changed", {"sexual_harm": "cause"}, "body_fear"),
        ("cut already", {"fgm": "evidence"}, "fgm_known child_told"),
        ("to be cut", {"fgm": "cause"}, ""),
        ("an elder who would settle it", {"forced_marriage": "cause"}, "elder_asks"),
        ("asked in confidence", {"self_harm": "evidence"}, "confidential"),
        ("off the treatment", {"likely_harm": "cause", "danger_now": "yes"}, "off_treatment"),
        ("off the treatment, and alone with them", {"parental_crisis": "cause"}, "off_treatment"),
        ("the police by a private address", {"missing": "cause", "recipient": "professional"}, "police_unproved says_police"),
        ("the file to the next school", {"likely_harm": "cause", "recipient": "professional"}, "moves_file"),
        ("a new mark, and the file to the next school", {**hurt, "recipient": "professional"}, "moves_file mark"),
        ("lists for a day out", {"recipient": "professional", "purpose": "none"}, "medical_needs"),
        ("low after a loss", {"likely_harm": "worry"}, "bereaved"),
    )
    for name, facts, told in rows:
        yield Situation(name, facts, Particulars(child="the girl", circumstances=frozenset(told.split()), own_words="What was told."))
    yield Situation("a baby who does not move about", hurt, Particulars(child="the baby", circumstances=frozenset({"not_mobile", "mark"})))
    yield Situation("an address that got out, with what was said", {"breach": "safe_address"}, Particulars(own_words="It went to his flat."))
    birth = Particulars("the birth mother", ("photographs",), circumstances=frozenset({"in_care"}))
    carer = {"consent": "given", "consent_giver": "somebody_else", "responsibility_unclear": "yes", "purpose": "need"}
    yield Situation("a carer asks for a birth parent", {**carer, "recipient": "professional"}, birth)
    yield Situation("a carer asks for a birth parent with no part", {**carer, "recipient": "no_role"}, birth)
    yield Situation("told by a nurse of an illness", {"fabricated_illness": "cause"}, Particulars(asker="health"))


def _signs_of_harm() -> Iterator[Situation]:
    nurse = Particulars("the school nurse", ("what she said at lunch",), "", "the girl", "mum", "", "school")
    for id in HARM.split():
        yield Situation(f"{id} evidence, bare", {id: "evidence"})
        yield Situation(f"{id} cause, named", {id: "cause", "recipient": "professional", "consent": "refused"}, nurse)
        yield Situation(f"{id} worry", {id: "worry"})
        yield Situation(f"{id} worry, refused", {id: "worry", "consent": "refused", "recipient": "professional"}, nurse)
    bruise = {"physical_harm": "cause"}
    yield Situation("danger and hurt", {**bruise, "danger_now": "yes"}, Particulars("the police", ("the bruise",), child="the baby"))
    yield Situation("danger alone", {"danger_now": "yes"})
    yield Situation("yes and harm", {**bruise, "consent": "given", "consent_giver": "parent"}, Particulars(giver="dad"))
    yield Situation("yes and harm untold", {"sexual_harm": "cause", "consent": "given"}, Particulars(giver="mum"))
    yield Situation("harm not asked", {**bruise, "consent": "not_asked", "recipient": "professional", "purpose": "need"})
    yield Situation("harm and doubt", {**bruise, "consent": "given", "consent_pressed": "yes"})
    yield Situation("harm to neighbour", {**bruise, "recipient": "no_role"}, Particulars("the neighbour", ("the bruise",)))
    yield Situation("harm to somebody unnamed", {**bruise, "recipient": "no_role"})
    yield Situation("harm, tell mum", {**bruise, "recipient": "professional"}, Particulars("the mother", ("the bruise",)))
    yield Situation("harm, tell mum, unsafe to", {**bruise, "telling_unsafe": "yes"}, Particulars("the mother", ("the bruise",)))
    yield Situation("harm, unchecked caller", {**bruise, "recipient": "unverified"}, Particulars("a man on the phone"))
    yield Situation("harm by text", {"neglect": "cause", "route": "insecure", "recipient": "professional"},
                    Particulars("the health visitor", ("that he was left alone",), "by WhatsApp", "the toddlers"))  # fmt: skip
    yield Situation("harm, everything", {"neglect": "cause", "everything": "yes"}, Particulars(information=("the whole file",)))
    yield Situation("harm, pressed", {**bruise, "pressed": "yes", "not_acted_on": "yes"}, Particulars(asker="volunteer"))
    yield Situation("left undone", {"not_acted_on": "yes", "neglect": "worry"})
    yield Situation("section 47", {"section_47": "yes", "recipient": "unverified"}, Particulars("a social worker", ("our notes",)))
    yield Situation("told the social worker", {"neglect": "evidence", "recipient": "professional", "already_known": "yes"},
                    Particulars("his social worker", ("the missed meals",), asker="social_care"))  # fmt: skip
    yield Situation("told another team", {"neglect": "evidence", "already_known": "yes", "recipient": "professional"})
    yield Situation("harm and demand", {**bruise, "legal_demand": "yes", "set_aside": "yes"})
    yield Situation("two signs", {"domestic_abuse": "evidence", "self_harm": "cause", "unborn": "cause", "telling_unsafe": "yes"},
                    Particulars("the midwife", ("the due date", "the refuge address"), unsafe="her boyfriend"))  # fmt: skip
    for progress in ("told", "rung", "unanswered", "shut", "declined"):
        for sign in ({"physical_harm": "evidence"}, {"neglect": "cause"}, {"neglect": "cause", "domestic_abuse": "cause"}, {"likely_harm": "cause"}):
            yield Situation(f"harm, {progress}, {'and '.join(sign)}", sign, Particulars(progress=progress))
        yield Situation(f"harm, {progress}, public", bruise, Particulars(asker="public", progress=progress))
        yield Situation(f"harm, {progress}, county", bruise, Particulars(area="derbyshire", progress=progress))
        yield Situation(f"harm, {progress}, elsewhere", bruise, Particulars(area="elsewhere", progress=progress))
        yield Situation(f"about staff, {progress}", {"about_staff": "yes", "professional_abuse": "evidence"}, Particulars(progress=progress))
        for asker in ("social_care", "childminder"):
            yield Situation(f"harm, {progress}, {asker}", bruise, Particulars(asker=asker, progress=progress))
        yield Situation(f"no harm, {progress}", {"consent": "not_asked", "purpose": "need"}, Particulars("the school", progress=progress))
    for area in ("derbyshire", "elsewhere"):
        yield Situation(f"harm, {area}", bruise, Particulars(area=area))
        yield Situation(f"about staff, {area}", {"about_staff": "yes", "professional_abuse": "yes"}, Particulars(area=area))
        yield Situation(f"no harm, {area}", {"consent": "not_asked", "purpose": "need", "recipient": "professional"}, Particulars("the school", area=area))
    yield Situation("adult", {"adult_harm": "yes"}, Particulars("the police", ("the threats",), asker="health"))
    yield Situation("adult at high risk", {"adult_harm": "yes", "high_risk": "yes", "adult_refuses": "yes"}, Particulars("the MARAC lead"))
    yield Situation("adult, and a worry", {"adult_harm": "yes", "neglect": "worry", "consent": "refused"})
    yield Situation("high risk", {"high_risk": "yes"})
    yield Situation("adult with child", {"adult_harm": "yes", "child_in_home": "yes", "high_risk": "yes"})
    yield Situation("serious crime", {"crime": "serious", "recipient": "professional"}, Particulars("the officer"))
    yield Situation("danger, neighbour", {**bruise, "danger_now": "yes", "recipient": "no_role"}, Particulars("the neighbour"))
    papers = ("her medical notes", "a photo", "my suspicion", "where they live")
    yield Situation("harm in papers", {"neglect": "cause", "recipient": "professional"}, Particulars("the police", papers))
    yield Situation("young", {"sexual_activity": "yes", "child_age": "under_12"}, Particulars(child="the girl"))
    officer = Particulars("the police officer", ("where she was last seen",), child="the girl")
    yield Situation("officer rung back, danger", {"missing": "cause", "danger_now": "yes", "recipient": "professional"}, officer)
    yield Situation("adult in danger", {"adult_harm": "yes", "danger_now": "yes"})
    yield Situation("yes and neglect", {"neglect": "cause", "consent": "given", "consent_giver": "parent"}, Particulars(giver="mum"))
    yield Situation("danger at home", {"domestic_abuse": "evidence", "danger_now": "yes"})
    yield Situation("harm, and the school", {**bruise, "recipient": "untold"}, Particulars("the school"))
    yield Situation("harm, no by somebody else", {**bruise, "consent": "refused", "consent_giver": "somebody_else"}, Particulars(giver="her gran"))
    yield Situation("harm, no by a parent", {"neglect": "cause", "consent": "refused", "consent_giver": "parent"}, Particulars(giver="mum"))
    yield Situation("harm, seen by the public", bruise, Particulars(asker="public"))
    yield Situation("harm of no named kind, public", {"likely_harm": "evidence", "consent": "refused"}, Particulars(asker="public"))
    yield Situation("adult, seen by the public", {"adult_harm": "yes"}, Particulars(asker="public"))
    yield Situation("harm, foster carer", {"neglect": "cause"}, Particulars(asker="foster"))
    yield Situation("unequal, foster carer", {"sexual_exploitation": "cause"}, Particulars(child="the teenager", asker="foster"))
    yield Situation("unequal", {"sexual_activity": "yes", "child_age": "13_to_15", "unequal": "yes"}, Particulars(child="the teenager"))


def _childminders() -> Iterator[Situation]:
    """Somebody who works alone: no manager, no safeguarding lead, nobody who deals with demands and mistakes for them."""
    ours = Particulars("the health visitor", ("his bruise",), asker="childminder")
    plan = {"recipient": "professional", "purpose": "need", "consent": "not_asked"}
    yield Situation("harm, childminder", {"physical_harm": "cause"}, ours)
    yield Situation("worry, childminder", {"neglect": "worry", "consent": "refused", "recipient": "professional"}, ours)
    yield Situation("unsafe, childminder", {"physical_harm": "cause", "recipient": "unsafe", "legal_demand": "yes"}, Particulars("the father", asker="childminder"))
    yield Situation("not asked, by a childminder", plan, ours)
    yield Situation("asking unsafe, childminder", {**plan, "telling_unsafe": "yes"}, ours)
    yield Situation("bare wish, childminder", {}, ours)
    yield Situation("staff, childminder", {"professional_abuse": "cause"}, ours)
    yield Situation("demand on a childminder", {"legal_demand": "yes"}, Particulars("the court", ("the register",), asker="childminder"))
    yield Situation("demand on a childminder, unnamed", {"legal_demand": "yes"}, Particulars(asker="childminder"))
    yield Situation("lost by a childminder", {"breach": "lost"}, Particulars(asker="childminder"))
    yield Situation("sent by a childminder", {"breach": "sent"}, Particulars("the wrong family", ("his address",), "by personal e-mail", asker="childminder"))
    yield Situation("elsewhere, childminder", {"ask": "out_of_scope"}, Particulars(asker="childminder"))
    yield Situation("question, childminder", {"ask": "information", "breach": "sent"}, Particulars(asker="childminder"))


def _consent() -> Iterator[Situation]:
    plan = {"recipient": "professional", "purpose": "need"}
    health = Particulars("the school nurse", ("her asthma diagnosis", "her attendance"), "by secure email", "the girl", "mum")
    yield Situation("agreed", {**plan, "consent": "given", "consent_giver": "parent"}, health)
    yield Situation("agreed, within a limit", {**plan, "consent": "given", "consent_giver": "parent"}, replace(health, limited=True))
    yield Situation("agreed, unnamed", {**plan, "consent": "given"})
    yield Situation("agreed by the young person", {**plan, "consent": "given", "consent_giver": "young_person",
                    "understanding": "sufficient", "child_age": "13_to_15"}, Particulars("the counsellor"))  # fmt: skip
    yield Situation("agreed, with a worry", {**plan, "consent": "given", "neglect": "worry"}, health)
    yield Situation("agreed, pressed for more", {**plan, "consent": "given", "pressed": "yes"}, health)
    yield Situation("agreed, to what", {"consent": "given"}, Particulars(information=("his reading age",)))
    yield Situation("agreed, to what, untold", {"consent": "given"})
    papers = Particulars("the club", ("his records", "the address", "my opinion"), "by text", "the boy", "mum")
    yield Situation("agreed, papers", {**plan, "consent": "given"}, papers)
    yield Situation("agreed, telling unsafe", {**plan, "consent": "given", "telling_unsafe": "yes"}, health)
    yield Situation("agreed, worry on staff", {**plan, "consent": "given", "professional_abuse": "worry"}, health)
    yield Situation("not asked, papers", {**plan, "consent": "not_asked"}, papers)
    yield Situation("refused, papers", {**plan, "consent": "refused"}, papers)
    yield Situation("agreed, foster carer", {**plan, "consent": "given"}, Particulars("the club", giver="the foster carer"))
    for age in ("untold", "18_or_over", "16_to_17", "13_to_15", "12", "under_12"):
        yield Situation(f"not asked, {age}", {**plan, "consent": "not_asked", "child_age": age}, health)
    yield Situation("not asked, understands", {**plan, "consent": "not_asked", "understanding": "sufficient"})
    yield Situation("not asked, does not understand", {**plan, "consent": "not_asked", "understanding": "not_sufficient"})
    yield Situation("not asked, carer", {**plan, "consent": "not_asked"}, Particulars("the club", giver="the foster carer"))
    ours = Particulars("the club", asker="foster")
    yield Situation("not asked, by a foster carer", {**plan, "consent": "not_asked"}, ours)
    yield Situation("agreed, to a foster carer", {**plan, "consent": "given"}, ours)
    yield Situation("in doubt, for a foster carer", {**plan, "consent": "given", "responsibility_unclear": "yes"}, ours)
    yield Situation("refused by somebody else", {**plan, "consent": "refused", "consent_giver": "somebody_else"}, health)
    yield Situation("not asked, sexual worry", {**plan, "consent": "not_asked", "sexual_harm": "worry"}, health)
    yield Situation("not asked, worry, staff", {**plan, "consent": "not_asked", "professional_abuse": "worry"})
    yield Situation("not asked, hurried", {**plan, "consent": "not_asked", "pressed": "yes"})
    yield Situation("plan", plan, Particulars("the dentist"))
    yield Situation("plan, sexual worry", {**plan, "sexual_harm": "worry"}, health)
    yield Situation("plan, worry", {**plan, "neglect": "worry"}, health)
    yield Situation("not asked, telling unsafe", {**plan, "consent": "not_asked", "telling_unsafe": "yes"})
    yield Situation("agreed to what, with a worry", {"consent": "given", "neglect": "worry"})
    yield Situation("refused", {**plan, "consent": "refused", "consent_giver": "parent"}, health)
    yield Situation("refused by the young person", {**plan, "consent": "refused", "consent_giver": "young_person"})
    yield Situation("refused, pressed", {**plan, "consent": "refused", "pressed": "yes"})
    doubt = {**plan, "consent": "given"}
    yield Situation("yes from a step-parent", {**doubt, "consent_giver": "somebody_else"}, Particulars("the dentist", giver="her stepdad"))
    yield Situation("yes from a carer", {**doubt, "consent_giver": "somebody_else"}, Particulars("the club", giver="the foster carer"))
    yield Situation("yes from a young child", {**doubt, "consent_giver": "young_person", "child_age": "under_12"})
    yield Situation("yes, unclear understanding", {**doubt, "consent_giver": "young_person", "understanding": "unclear"})
    yield Situation("yes for an adult child", {**doubt, "consent_giver": "parent", "child_age": "18_or_over"})
    yield Situation("yes under pressure", {**doubt, "consent_pressed": "yes"}, health)
    yield Situation("yes for something else", {**doubt, "consent_elsewhere": "yes"}, health)
    yield Situation("parents differ", {**doubt, "consent_giver": "parent", "disagreement": "yes"})
    yield Situation("parent differs from teenager", {**doubt, "consent_giver": "young_person", "disagreement": "yes"})
    yield Situation("responsibility unclear", {**doubt, "responsibility_unclear": "yes"})


def _recipients() -> Iterator[Situation]:
    ex = Particulars("her ex-partner", ("the safe address",), "", "the children", "", "her ex-partner", "school")
    yield Situation("unsafe", {"recipient": "unsafe"}, ex)
    yield Situation("unsafe, unnamed", {"recipient": "unsafe", "consent": "refused"})
    yield Situation("unsafe, with harm", {"recipient": "unsafe", "domestic_abuse": "evidence"}, ex)
    yield Situation("unsafe, danger", {"recipient": "unsafe", "physical_harm": "cause", "danger_now": "yes"}, ex)
    yield Situation("unsafe, adult harm", {"recipient": "unsafe", "adult_harm": "yes", "pressed": "yes"}, ex)
    yield Situation("unsafe, staff", {"recipient": "unsafe", "professional_abuse": "cause"}, Particulars("the teaching assistant"))
    yield Situation("unsafe, sexual", {"recipient": "unsafe", "sexual_harm": "cause"}, Particulars("her uncle"))
    yield Situation("unsafe, demand", {"recipient": "unsafe", "legal_demand": "yes", "neglect": "worry"}, ex)
    yield Situation("unsafe, sent", {"recipient": "unsafe", "breach": "sent"}, ex)
    yield Situation("unsafe, address sent", {"recipient": "unsafe", "breach": "safe_address"}, ex)
    yield Situation("unsafe, free adult", {"recipient": "unsafe", "adult_harm": "yes", "adult_refuses": "yes"}, ex)
    yield Situation("neighbour", {"recipient": "no_role"}, Particulars("the neighbour", ("the bruises",)))
    yield Situation("neighbour, worry", {"recipient": "no_role", "neglect": "worry"}, Particulars("the neighbour"))
    yield Situation(
        "neighbour, known", {"recipient": "no_role", "already_known": "yes", "neglect": "evidence"}, Particulars("the neighbours")
    )
    yield Situation("neighbour, known, bare", {"recipient": "no_role", "already_known": "yes"})
    yield Situation("solicitor", {"recipient": "unverified", "consent": "refused"}, Particulars("the father's solicitor", ("his file",)))
    yield Situation("caller, worry", {"recipient": "unverified", "emotional_harm": "worry", "pressed": "yes"}, Particulars("a caller"))
    yield Situation("reporter", {"recipient": "unverified"}, Particulars("the reporter"))
    yield Situation("the press", {"recipient": "no_role"}, Particulars("the press"))
    yield Situation("neighbour by text", {"recipient": "no_role", "route": "insecure"}, Particulars("the neighbour", route="by text"))
    yield Situation("unsafe by e-mail", {"recipient": "unsafe", "route": "insecure"}, Particulars("her father", route="by e-mail", unsafe="her father"))
    yield Situation("neighbour asks the public", {"recipient": "no_role"}, Particulars("the neighbour", asker="public"))
    yield Situation("caller, unnamed", {"recipient": "unverified"})
    yield Situation("everything", {"everything": "yes", "recipient": "professional"}, Particulars("all staff", ("the chronology",)))
    yield Situation("everything, unnamed", {"everything": "yes", "pressed": "yes"})
    yield Situation("no purpose", {"purpose": "none"}, Particulars("the new school", ("an old caution",)))
    yield Situation("no purpose, unnamed", {"purpose": "none", "neglect": "worry"})
    yield Situation("insecure", {"route": "insecure"}, Particulars("the tutor", ("his medication",), "by text"))
    yield Situation("insecure, agreed", {"route": "insecure", "consent": "given"})


def _matters() -> Iterator[Situation]:
    yield Situation("peer", {"sexual_activity": "yes", "child_age": "13_to_15", "understanding": "sufficient"}, Particulars("her parents"))
    yield Situation("peer, teacher", {"sexual_activity": "yes", "child_age": "16_to_17"}, Particulars("the form tutor"))
    yield Situation("peer, no role", {"sexual_activity": "yes", "child_age": "13_to_15", "recipient": "no_role"})
    yield Situation("low level", {"low_level_concern": "yes"}, Particulars(asker="early_years"))
    yield Situation("low level, told to friends", {"low_level_concern": "yes", "recipient": "no_role"}, Particulars("a friend"))
    yield Situation("low level, school", {"low_level_concern": "yes"}, Particulars(asker="school"))
    yield Situation("demand, unnamed", {"legal_demand": "yes"})
    yield Situation("harmless crime", {"crime": "harmless"}, Particulars("the benefits office", ("that she works",)))
    yield Situation("harmless crime, no role", {"crime": "harmless", "recipient": "no_role"})
    yield Situation("set aside", {"set_aside": "yes", "physical_harm": "worry"})
    yield Situation("set aside, bare", {"set_aside": "yes"})
    yield Situation("set aside, born with", {"set_aside": "yes"}, Particulars(circumstances=frozenset({"born_with"})))
    yield Situation("set aside, no role", {"set_aside": "yes", "recipient": "no_role"})
    yield Situation("demand", {"legal_demand": "yes"}, Particulars("the court", ("the whole file",), asker="social_care"))
    yield Situation("demand by a parent", {"legal_demand": "yes", "consent": "refused"}, Particulars("the father", asker="school"))
    yield Situation("parents differ on a report", {"legal_demand": "yes", "consent": "refused", "disagreement": "yes"}, Particulars("the father"))
    yield Situation("figures for the press", {"legal_demand": "yes", "recipient": "unverified"}, Particulars("the reporter"))
    yield Situation("address sent to the father", {"breach": "sent"}, Particulars("the father", ("the address",), "by e-mail"))
    yield Situation("sent", {"breach": "sent"}, Particulars("the wrong family", ("the assessment",), "by email"))
    yield Situation("letter sent", {"breach": "sent"}, Particulars("the wrong family", ("the assessment",), "by post"))
    yield Situation("letter sent, with harm", {"breach": "sent", "domestic_abuse": "cause"}, Particulars(route="by post"))
    yield Situation("lost", {"breach": "lost"})
    yield Situation("sent, with harm", {"breach": "sent", "domestic_abuse": "cause"}, Particulars("", ("the chronology",)))
    yield Situation("sent in danger", {"breach": "sent", "danger_now": "yes"})
    yield Situation("birth father of a child in care", {"responsibility_unclear": "yes", "child_age": "under_12"}, Particulars("the birth father", ("which nursery",)))
    yield Situation("lost, with harm", {"breach": "lost", "neglect": "cause"})
    yield Situation("sent and demanded", {"breach": "sent", "legal_demand": "yes"})
    yield Situation("safe address sent", {"breach": "safe_address"}, Particulars("his father", ("the refuge address",), "by post"))
    yield Situation(
        "free adult", {"adult_harm": "yes", "adult_refuses": "yes"}, Particulars("the police", giver="the woman", asker="health")
    )


def _callers() -> Iterator[Situation]:
    """Somebody who tells by telephone, who has come for a child, or who rings from where the child goes."""
    reported, come = Particulars("", caller="reporter"), Particulars("the grandfather", unsafe="the grandfather", caller="present")
    yield Situation("report by telephone", {"likely_harm": "cause"}, reported)
    yield Situation("report of neglect", {"neglect": "cause"}, reported)
    yield Situation("come for a child, kept away", {"recipient": "unsafe", "likely_harm": "cause"}, come)
    yield Situation("come for a child, unsafe", {"recipient": "unsafe"}, come)
    yield Situation("come for a child, unknown", {"recipient": "unverified"}, Particulars("the aunt", caller="present"))
    yield Situation("come for a child, unknown, with harm", {"recipient": "unverified", "neglect": "cause"}, Particulars("the aunt", caller="present"))
    yield Situation("new school rang", {"recipient": "professional", "purpose": "need"}, Particulars("the new school", caller="rang"))
    yield Situation("forms not back", {"recipient": "professional", "consent": "not_asked"}, Particulars("anyone on social media", ("photographs",)))
    yield Situation("mother asks the foster carer", {"recipient": "no_role"}, Particulars("the mother", asker="foster"))
    yield Situation("adult, MARAC", {"adult_harm": "yes", "high_risk": "yes", "recipient": "professional"}, Particulars("the MARAC"))
    yield Situation("lead told", {"neglect": "cause", "recipient": "professional"}, Particulars("the designated safeguarding lead"))
    yield Situation("picture and lead", {"online_grooming": "cause"}, Particulars("the designated safeguarding lead"))


def _questions() -> Iterator[Situation]:
    yield Situation("bare wish", {})
    yield Situation("wish to tell the club", {"recipient": "professional"}, Particulars("the football club", ("his address",)))
    yield Situation("wish, pressed", {"pressed": "yes"})
    yield Situation("wish, staff worry", {"professional_abuse": "worry"})
    yield Situation("question", {"ask": "information"})
    yield Situation("question with a worry", {"ask": "information", "sexual_harm": "worry"})
    yield Situation("question, worry on staff", {"ask": "information", "professional_abuse": "worry"})
    yield Situation("question on demands", {"ask": "information", "legal_demand": "yes"})
    yield Situation("question on mistakes", {"ask": "information", "breach": "sent"})
    yield Situation("elsewhere", {"ask": "out_of_scope"})
    yield Situation("elsewhere with a worry", {"ask": "out_of_scope", "neglect": "worry"})
