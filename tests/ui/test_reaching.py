"""Whom to speak to follows the hour, the urgency and who is asking, and an old number says so."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from assistant.parts import Parts
from assistant.prompt import FOLDER, load_wording
from assistant.reply import Reply, SpeakTo
from guardrails.verdict import Urgency
from ingest.clauses import read_corpus
from tests.ui.builders import make_reply
from tests.ui.conftest import ROOT
from ui.reaching import DAY_AND_NIGHT, Reach, to_reaches

DOOR, NIGHT, LEAD = "Initial Response Team, Derby City Council", "Derby City Care Line", "Your safeguarding lead"


@pytest.fixture(scope="module")
def parts() -> Parts:
    return cast(Parts, SimpleNamespace(corpus=read_corpus(ROOT / "corpus")[0], wording=load_wording(FOLDER)))


def replied(*names: str, urgency: Urgency = Urgency.TODAY) -> Reply:
    return make_reply(urgency=urgency, speak_to=tuple(SpeakTo(name, "", "Why.") for name in names))


def reached(parts: Parts, reply: Reply, asker: str = "", days: int = 1) -> tuple[Reach, ...]:
    checked = date.fromisoformat(next(contact.checked for contact in parts.corpus.contacts if contact.name == DOOR))
    return to_reaches(reply, parts, asker, checked + timedelta(days=days))


def test_the_night_stands_after_the_day_once_and_both_are_marked(parts: Parts) -> None:
    for named in ((DOOR, LEAD), (NIGHT, DOOR, LEAD), (DOOR, LEAD, NIGHT)):
        shown = reached(parts, replied(*named))
        assert [each.person.name for each in shown] == [DOOR, NIGHT, LEAD]
        assert [each.when for each in shown] == ["In the daytime", "Evenings, nights, weekends and bank holidays", ""]


def test_a_number_in_doubt_stays_in_doubt_at_night(parts: Parts) -> None:
    night = reached(parts, replied(DOOR))[1]
    assert "not confirmed" in night.person.reach
    assert "ring 999" in night.person.caution


def test_every_night_is_a_contact_that_the_corpus_knows(parts: Parts) -> None:
    known = {contact.id for contact in parts.corpus.contacts}
    assert {*DAY_AND_NIGHT, *DAY_AND_NIGHT.values()} <= known


def test_ones_own_lead_comes_first_only_where_nothing_presses(parts: Parts) -> None:
    assert reached(parts, replied(DOOR, LEAD, urgency=Urgency.ROUTINE))[0].person.name == LEAD
    assert reached(parts, replied(DOOR, LEAD, urgency=Urgency.TODAY))[0].person.name == DOOR


def test_who_is_asking_is_told_what_is_their_own(parts: Parts) -> None:
    assert "your own team" in reached(parts, replied(DOOR), "social_care")[0].person.why
    assert "your own team" not in reached(parts, replied(DOOR), "school")[0].person.why


@pytest.mark.parametrize(("days", "warned"), [(0, False), (89, False), (90, True), (400, True), (-1, True)])
def test_a_number_that_nobody_checked_for_ninety_days_warns(parts: Parts, days: int, warned: bool) -> None:
    assert bool(reached(parts, replied(DOOR), days=days)[0].aged) is warned


def test_999_and_a_lead_without_a_number_never_warn(parts: Parts) -> None:
    assert [each.aged for each in reached(parts, replied("Police, ambulance", LEAD), days=900)] == ["", ""]
