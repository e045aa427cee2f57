"""Where a child lives is read from words that say so, and sets whom to ring without moving the outcome."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.conversation import Conversation
from assistant.parts import Parts, load_parts
from assistant.pipeline import Answer, answer
from assistant.reading.normalise import fold
from assistant.reading.particulars import AREAS, Particulars, read_particulars
from assistant.settings import Settings

HARM = "A boy of eight has a belt mark on his back. Mum says we may not ring anyone."
DERBY, COUNTY = "Initial Response Team, Derby City Council", "Starting Point, through Call Derbyshire"
OTHER = "Children's social care where the boy lives"


@pytest.fixture(scope="module")
def parts() -> Parts:
    return replace(load_parts(Settings()), model=None)


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
