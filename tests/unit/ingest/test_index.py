import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexFault
from ingest.index import build_index, ensure_index, open_index
from ingest.ranking import fuse, learn_answer_weights, learn_clause_weights, order_clauses, score_answers, score_owners
from tests.small_index import CLAUSES, WordEncoder, make_corpus, without

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf") / "index"
    build_index(make_corpus(), WordEncoder(), folder)
    return folder


@pytest.fixture
def index(folder):
    index = open_index(folder, make_corpus().hash, "words", encoder=WordEncoder())
    yield index
    index.close()


@pytest.mark.parametrize("id", CLAUSES)
def test_a_question_finds_its_clause_first_and_gives_its_own_words(index, id):
    text, questions = CLAUSES[id]

    for question in questions:
        first = index.search(question)[0]
        assert (first.clause, first.text, first.passage) == (id, text, question)


@pytest.mark.parametrize("query", ["", "  \n"])
def test_an_empty_query_finds_nothing(index, query):
    assert index.search(query) == ()


def test_the_same_query_gives_the_same_hits(index):
    assert index.search("may the courier open my parcel") == index.search("may the courier open my parcel")


def test_hits_are_best_first_and_no_clause_comes_twice(index):
    hits = index.search("parcel van vase", 10)

    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.clause for hit in hits}) == len(hits) == len(CLAUSES)
    assert index.search("parcel van vase", 2) == hits[:2]


def test_a_clause_named_by_its_number_comes_first(index):
    assert index.search("what is rule 2, about the van that i book")[0].clause == "K2"
    assert index.search("what is rule 22, which van do i book")[0].clause == "K1"


def test_filters_keep_other_sources_out(index):
    assert {hit.source for hit in index.search("how do i wrap a vase", 10, sources={"derby"})} == {"derby"}
    assert {hit.clause for hit in index.search("can i post it", 10, sources={"post"})} == {"N1"}
    assert "N1" not in {hit.clause for hit in index.search("how do i wrap a vase", 10, procedure_only=True)}


def test_the_procedure_and_notes_are_found_apart(index):
    ours, notes = index.search_apart("how do i wrap a vase for the van", 2, 1)

    assert (len(ours), {hit.source for hit in ours}, [hit.clause for hit in notes]) == (2, {"derby"}, ["N1"])
    assert index.search_apart("", 2, 1) == ((), ())


def test_a_note_is_found_by_what_its_source_is_called(index):
    assert index.search("what do the rules say on glass", 1)[0].clause == "N1"


def test_the_caller_may_bring_the_vector_or_one_for_each_part(folder):
    index, encoder = open_index(folder, make_corpus().hash, "words"), WordEncoder()
    parts = encoder.encode(["it never came", "who opens the box"])

    assert index.search("it never came", vector=parts[0])[0].clause == "K3"
    assert {hit.clause for hit in index.search("it never came. who opens the box", 2, parts)} == {"K2", "K3"}
    with pytest.raises(ValueError, match="needs the query's vector"):
        index.search("it never came")


def test_as_a_retriever_it_gives_documents_with_their_clause(index):
    document = index.as_retriever(top=1).invoke("it never came")[0]

    assert (document.page_content, document.metadata["clause"]) == (CLAUSES["K3"][0], "K3")


def test_building_twice_embeds_nothing_and_gives_the_same_hash(tmp_path):
    first = build_index(make_corpus(), WordEncoder(), tmp_path / "index")
    encoder = WordEncoder()

    second = build_index(make_corpus(), encoder, tmp_path / "index")

    assert (second.embedded, second.reused, encoder.embedded) == (0, first.texts, [])
    assert second.content_hash == first.content_hash
    assert len([entry for entry in (tmp_path / "index").iterdir() if entry.is_dir()]) == 1


def test_one_changed_clause_embeds_only_its_changed_passage(folder, tmp_path):
    build_index(make_corpus(), WordEncoder(), tmp_path / "index")
    encoder = WordEncoder()

    report = build_index(make_corpus(K2="Nobody may open a parcel."), encoder, tmp_path / "index")

    assert encoder.embedded == ["Nobody may open a parcel."]
    assert report.embedded == 1
    assert report.content_hash != open_index(folder, make_corpus().hash, "words").content_hash


def test_another_encoder_takes_over_no_vector(tmp_path):
    build_index(make_corpus(), WordEncoder(), tmp_path / "index")

    assert build_index(make_corpus(), WordEncoder("other", 32), tmp_path / "index").reused == 0


def test_a_missing_stale_or_foreign_index_is_named(folder, tmp_path):
    with pytest.raises(IndexFault, match="There is no search index"):
        open_index(tmp_path / "none", "hash", "words")
    with pytest.raises(IndexFault, match="corpus has changed"):
        open_index(folder, without(make_corpus(), "K1").hash, "words")
    with pytest.raises(IndexFault, match="built with words, the encoder now is other"):
        open_index(folder, make_corpus().hash, "other")


def test_an_index_by_another_version_of_the_program_is_named(folder, monkeypatch):
    monkeypatch.setattr("ingest.index.FORMAT", "newer")

    with pytest.raises(IndexFault, match="another version"):
        open_index(folder, make_corpus().hash, "words")


def test_ensure_index_builds_only_when_it_must_and_says_why(tmp_path):
    told: list[str] = []

    def tell(doing: str, share: float) -> None:
        told.append(doing)

    ensure_index(make_corpus(), WordEncoder(), tmp_path / "index", tell).close()
    assert "There is no search index" in told[0]
    told.clear()
    ensure_index(make_corpus(), WordEncoder(), tmp_path / "index", tell).close()
    assert told == []
    ensure_index(without(make_corpus(), "N1"), WordEncoder(), tmp_path / "index", tell).close()
    assert "corpus has changed" in told[0]


def test_a_clause_whose_question_belongs_to_another_too_can_still_be_indexed(tmp_path):
    shared = make_corpus(K2=CLAUSES["K1"][0])

    assert build_index(shared, WordEncoder(), tmp_path / "index").texts > 0


def test_opening_and_searching_load_no_torch(folder):
    code = (
        "import sys; from pathlib import Path; from ingest.index import open_index\n"
        "from tests.small_index import WordEncoder, make_corpus\n"
        f"index = open_index(Path({str(folder)!r}), make_corpus().hash, 'words', encoder=WordEncoder())\n"
        "assert index.search('it never came')[0].clause == 'K3' and index.fault is None\n"
        "print(sorted({'torch', 'transformers', 'langchain_core'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_weights_learned_from_passages_give_each_back_to_its_clause():
    rng = np.random.default_rng(7)
    owners = np.repeat(np.arange(3), 10)
    vectors = (np.eye(8)[owners] * 3 + rng.normal(size=(30, 8))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    weights = learn_clause_weights(vectors, owners, np.array([True, True, False]))
    assert [int(score_owners(vectors @ vector, weights).argmax()) for vector in vectors] == owners.tolist()


@pytest.mark.parametrize("answers", [2, 3])
def test_lines_learned_from_wordings_give_each_back_to_its_answer(answers):
    rng = np.random.default_rng(7)
    owners = np.repeat(np.arange(answers), 10)
    vectors = (np.eye(8)[owners] * 3 + rng.normal(size=(10 * answers, 8))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    weights = learn_answer_weights(vectors, owners, answers)
    likely = np.array([score_answers(vector, weights) for vector in vectors])

    assert likely.argmax(axis=1).tolist() == owners.tolist()
    assert np.allclose(likely.sum(axis=1), 1.0, atol=1e-5)


def test_shared_words_add_a_little_and_never_more_than_their_share():
    owners, nothing = np.array([0, 1]), np.array([False, False])
    none, words = np.zeros(2, dtype=np.float32), np.array([0.0, 1e6], dtype=np.float32)
    added = fuse(none, words, none, owners, ~nothing, nothing, none)

    assert added[0] == 0.0
    assert 0.19 < added[1] <= 0.2


def test_a_settled_answer_speaks_for_its_clauses_and_most_for_the_first():
    none, procedure = np.zeros(3, dtype=np.float32), np.array([True, True, True])
    rests_on = order_clauses([[2, 0], []], 3)
    fused = fuse(none, none, none, np.arange(3), procedure, none, np.array([1.0, 1.0], dtype=np.float32) @ rests_on)

    assert fused[2] > fused[0] > fused[1] == 0.0
