"""What is marked in an e-mail before it goes: what kind of thing, why, on which clause, and the copy to take away."""

from pathlib import Path

import pytest

from assistant.marking import LONGEST, WORDS, Mark, load_marking, to_copy, to_marks
from corpus.errors import PromptError
from ingest.clauses import read_corpus

# Invented people, and numbers that belong to nobody.
LETTER = """To: Sarah Bell <sarah.bell@derby.gov.uk>
Cc: Dave (football coach) <dave.k@hotmail.com>
Subject: Ref 2024/1183

Hi Sarah,

Re Kayla Smith. Kayla's mum Donna had an abortion in March and has HIV. She's a bit of a chav and probs on benefits fraud.
Apparently the new boyfriend is just out of prison. I reckon he has no papers. They live at 12 Green Lane, Derby DE1 2AB.
She goes to Green Lane Primary School.

Many thanks,
Jo Baker
Family support worker
07700 900123
"""
IDENTIFIER, OPINION, HEARSAY = "tells who it is", "opinion or insult", "hearsay or a guess"


def kinds(message: str, *, unsafe: bool = False) -> dict[str, str]:
    """The kind of each run that is marked."""
    return {message[mark.start : mark.end]: mark.kind for mark in to_marks(message, unsafe=unsafe)}


def the_mark(message: str, words: str, *, unsafe: bool = False) -> Mark:
    return next(mark for mark in to_marks(message, unsafe=unsafe) if words in message[mark.start : mark.end])


@pytest.mark.parametrize(
    ("words", "kind", "clause"),
    [
        ("2024/1183", IDENTIFIER, "P1"), ("Kayla Smith", IDENTIFIER, "P2"), ("12 Green Lane", IDENTIFIER, "P1"),
        ("abortion", "sex life", "P1"), ("HIV", "sex life", "P2"), ("a bit of a chav", OPINION, "P4"), ("probs", HEARSAY, "P4"),
        ("Apparently", HEARSAY, "P4"), ("I reckon", HEARSAY, "P4"), ("benefits fraud", "crime or police history", "P1"),
        ("just out of prison", "crime or police history", "P2"), ("no papers", "immigration", "P1"), ("football coach", "who gets it", "P6"),
        ("dave.k@hotmail.com", "who gets it", "P6"),
    ],
)  # fmt: skip
def test_each_kind_is_marked_with_its_reason_and_clause(words: str, kind: str, clause: str) -> None:
    mark = the_mark(LETTER, words)
    assert mark.kind == kind
    assert clause in mark.clauses
    assert mark.why.endswith((".", "?"))


def test_private_matters_are_asked_about_and_not_ordered_out() -> None:
    for words in ("abortion", "just out of prison", "no papers"):
        assert "Is this needed" in the_mark(LETTER, words).why
    assert not any("cut" in mark.why.lower().split() for mark in to_marks(LETTER))


def test_the_greeting_and_the_writers_own_name_and_number_are_left_alone() -> None:
    found = kinds(LETTER)
    assert not {"Sarah", "Sarah Bell", "sarah.bell@derby.gov.uk", "Jo Baker", "07700 900123"} & set(found)
    assert kinds("Hi Sarah, Kayla has settled. Thanks, Jo Baker 07700 900123").keys() == {"Kayla"}
    assert kinds("Dear Sarah\n\nKayla has settled.\n\nJo").keys() == {"Kayla"}


def test_a_number_of_somebody_else_is_marked_wherever_it_stands() -> None:
    assert "07700 900123" in kinds("Hi Sarah, mum Donna is on 07700 900123. Thanks,\nJo")
    assert "07700 900123" in kinds("Hi Sarah, please ring. Thanks, mum Donna is on 07700 900123")


def test_places_are_told_more_firmly_where_the_answer_names_somebody_unsafe() -> None:
    kind = "where somebody can be found"
    assert kinds(LETTER)["12 Green Lane"] == IDENTIFIER
    assert "Green Lane Primary School" not in kinds(LETTER)
    found = kinds(LETTER, unsafe=True)
    assert found["12 Green Lane"] == found["DE1 2AB"] == found["Green Lane Primary School"] == kind
    assert "somebody unsafe" in the_mark(LETTER, "Green Lane Primary", unsafe=True).why


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Copied to Dave the football coach.", "football coach"), ("I have cc'd the neighbour.", "neighbour"), ("CC: all staff", "all staff"),
        ("Bcc: nan", "nan"), ("I will WhatsApp it.", "WhatsApp"), ("Reply to my personal e-mail.", "personal e-mail"),
    ],
)  # fmt: skip
def test_people_without_a_part_and_open_routes_are_marked(message: str, words: str) -> None:
    mark = the_mark(message, words)
    assert mark.kind == "who gets it"
    assert mark.clauses[0] == "P6"


@pytest.mark.parametrize("message", ["To: school nurse <nurse@derbyhealth.nhs.uk>", "I have copied in the health visitor and the DSL."])
def test_professionals_at_work_are_not_marked(message: str) -> None:
    assert to_marks(message) == ()


@pytest.mark.parametrize(
    "message",
    [
        "He has asthma and needs his inhaler at lunch.", "He benefits from small groups.", "She was lying on the mat and speaks clearly.",
        "She wears hearing aids. The plan must be reviewed in May.", "Section 47 was agreed in 2024. Call 101.", "He is in year 3 and reads well.",
        "Please bring the case of books for the review.",
    ],
)  # fmt: skip
def test_plain_words_about_the_child_are_left_alone(message: str) -> None:
    assert to_marks(message) == ()


def test_the_same_word_is_asked_about_when_it_is_of_somebody_else() -> None:
    assert kinds("His mum has epilepsy.")["epilepsy"] == "somebody's health"
    assert kinds("He has epilepsy. His mum will bring the form.") == {}


def test_the_copy_has_roles_for_identifiers_and_every_other_word_as_it_was() -> None:
    copy = to_copy(LETTER, to_marks(LETTER))
    for gone in ("Kayla", "Smith", "Donna", "Green Lane,", "DE1 2AB", "2024/1183", "hotmail"):
        assert gone not in copy
    assert "Ref [reference]" in copy
    assert "the child's mum had an abortion" in copy
    assert "Hi Sarah," in copy and copy.endswith("Many thanks,\nJo Baker\nFamily support worker\n07700 900123\n")
    assert to_copy("Nothing here.", ()) == "Nothing here."


def test_marks_stand_in_order_never_overlap_and_rest_on_clauses_that_exist() -> None:
    corpus = read_corpus(Path(__file__).resolve().parents[3] / "corpus")[0]
    assert [id for id in sorted(load_marking().clauses) if not corpus.has(id)] == []
    marks = to_marks(LETTER * 3, unsafe=True)
    assert all(one.end <= other.start for one, other in zip(marks, marks[1:], strict=False))
    assert all(mark.clauses and mark.why and mark.kind for mark in marks)


def test_the_longest_message_is_looked_through_at_once() -> None:
    assert "chav" in " ".join(kinds(("He reads well. " * 600)[: LONGEST - 20] + " a bit of a chav"))


@pytest.mark.parametrize("change", [("why:", "whyy:"), ("\\\\brefuge", "(\\\\brefuge"), ("only_if: unsafe", "only_if: maybe")])
def test_a_file_that_is_not_as_it_should_be_is_refused_with_its_name(tmp_path: Path, change: tuple[str, str]) -> None:
    broken = tmp_path / "marking.yaml"
    broken.write_text(WORDS.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(PromptError, match=r"marking\.yaml cannot be used"):
        load_marking(broken)


def test_thanks_at_the_beginning_is_no_signature() -> None:
    told = "I can tell you a good deal more about how the family has been since we last wrote to each other in the spring. " * 2
    assert the_mark(f"Thanks!\n{told}\nRing on 07700 900123 please.", "07700 900123").put == "[telephone]"
