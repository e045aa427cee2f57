from dataclasses import replace

import pytest

from corpus.clauses import ClauseId, SettledAnswer, Statement, Subject
from ingest.check import faults_of
from ingest.clauses import load_corpus
from ingest.contents import load_contents, load_vectors
from ingest.index import build_index, open_index
from ingest.shelf import find_current
from ingest.subjects import Subjects, numbered
from tests.small_index import WordEncoder, make_corpus


def subjects():
    return Subjects(load_corpus().subjects)


@pytest.mark.parametrize(
    "question, subject",
    [
        ("What are the seven principles?", "principles"),
        ("list all 7 principles of information sharing in Derby's guide", "principles"),
        ("When can I share information without consent?", "exceptions"),
        ("The Exceptions", "exceptions"),
        ("What are the golden rules?", "golden_rules"),
        ("what is GILLICK competence", "gillick"),
        ("Define parental responsibility.", "parental_responsibility"),
        ("strengths-based", "strengths"),
    ],
)
def test_a_question_that_asks_for_nothing_else_is_about_its_subject(question, subject):
    found = subjects().asked_alone(question)

    assert found is not None
    assert found.id == subject


@pytest.mark.parametrize(
    "question",
    [
        "Which of the principles covers a typing slip in a report?",
        "Can a GP share health records without consent?",
        "Gillick or Fraser?",
        "the principled thing to do",
        "What is non-Gillick competence-based assessment of a nurse?",
        "",
        "?",
    ],
)
def test_a_question_that_asks_for_more_is_about_no_subject_alone(question):
    assert subjects().asked_alone(question) is None


def test_the_longest_name_counts_and_each_subject_once():
    named = subjects().named_in("Is a subject access request (a SAR) the same as freedom of information? And the SAR?")

    assert [subject.id for subject in named] == ["subject_access", "freedom_of_information"]


@pytest.mark.parametrize(
    "asked, label",
    [
        ("what does principle 3 say", "Principle 3: adequate"),
        ("the third principle", "Principle 3: adequate"),
        ("principles 2, 3 and 4", "Principle 3: adequate"),
        ("Principles two and three", "Principle 3: adequate"),
        ("Principle number 3", "Principle 3: adequate"),
        ("the fourth golden rule", "Golden rule 4: take advice promptly"),
        ("golden rule four", "Golden rule 4: take advice promptly"),
    ],
)
def test_a_number_names_a_clause_in_figures_words_and_lists(asked, label):
    assert numbered(label).search(asked)


@pytest.mark.parametrize("asked", ["principle 30", "principle 2", "rule 3", "3 principles", "golden rule 3"])
def test_another_number_does_not(asked):
    assert not numbered("Principle 3: adequate").search(asked)


def test_a_label_without_a_number_is_named_by_none():
    assert numbered("Be open and honest") is None


def test_every_name_finds_its_subject_and_every_subject_its_clauses():
    corpus = load_corpus()
    book = Subjects(corpus.subjects)

    for subject in corpus.subjects:
        assert all(corpus.has(id) for id in subject.clauses)
        for name in subject.names:
            assert book.asked_alone(f"What is the {name}?") == subject, name


def test_a_subject_of_no_clause_and_a_name_used_twice_are_faults():
    corpus = make_corpus()
    broken = replace(corpus, subjects=(Subject("parcels", ("Parcel",), (ClauseId("K9"),)), Subject("boxes", ("parcel",), (ClauseId("K1"),))))

    faults = "\n".join(faults_of(broken, {}, thorough=False))

    assert "parcels names clause K9, which does not exist" in faults
    assert "name of a subject parcel appears 2 times" in faults


def test_a_settled_answer_that_gives_a_contact_nobody_listed_is_a_fault():
    answer = SettledAnswer("ring", "people", ("Whom do I ring?",), (Statement("The team.", (ClauseId("K1"),)),), ("nobody_listed",))

    faults = "\n".join(faults_of(replace(make_corpus(), answers=(answer,)), {}, thorough=False))

    assert "ring names the contact nobody_listed, which is not in contacts.yaml" in faults


def test_the_index_puts_the_clauses_of_a_subject_first_in_their_order(tmp_path):
    glass = Subject("glass", ("glassware",), (ClauseId("N1"), ClauseId("K3"), ClauseId("K1")))
    corpus = replace(make_corpus(), subjects=(glass,))
    build_index(corpus, WordEncoder(), tmp_path / "index")
    index = open_index(tmp_path / "index", corpus.hash, "words", encoder=WordEncoder())

    try:
        hits = index.search("What is glassware?")
    finally:
        index.close()

    assert [hit.clause for hit in hits[:3]] == ["N1", "K3", "K1"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_subjects_survive_saving_and_another_layout_gives_no_vectors(tmp_path):
    glass = Subject("glass", ("glassware",), (ClauseId("N1"),), whole=True)
    build_index(replace(make_corpus(), subjects=(glass,)), WordEncoder(), tmp_path / "index")
    home, _ = find_current(tmp_path / "index")

    assert load_contents(home).subjects.entries == (glass,)
    assert len(load_vectors(home)) > 0
    (home / "contents.json").write_text('{"clauses": []}', encoding="utf-8")
    assert load_vectors(home) == {}
