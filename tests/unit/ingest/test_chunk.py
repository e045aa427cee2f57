import pytest

from ingest.chunk import to_passages
from ingest.embed import MAX_TOKENS, count_tokens
from tests.small_index import CLAUSES, make_corpus


def count_words(text: str) -> int:
    return len(text.split())


def test_a_clause_gives_its_own_words_and_each_of_its_questions():
    passages = [passage for passage in to_passages(make_corpus()) if passage.clause == "K1"]

    assert [(passage.kind, passage.text) for passage in passages] == [
        ("text", CLAUSES["K1"][0]),
        *(("question", question) for question in CLAUSES["K1"][1]),
    ]


def test_ids_are_unique_and_name_clause_and_position():
    ids = [passage.id for passage in to_passages(make_corpus())]

    assert len(set(ids)) == len(ids)
    assert ids[0].startswith("K1#0-")


def test_an_id_changes_with_the_words_and_only_then():
    before, after = to_passages(make_corpus()), to_passages(make_corpus(K2="Nobody may open a parcel."))

    assert [old.id for old, new in zip(before, after, strict=True) if old.id != new.id] == [
        passage.id for passage in before if passage.clause == "K2" and passage.kind == "text"
    ]


def test_a_long_text_is_cut_at_sentence_ends_and_loses_no_word():
    sentence = "The depot keeps the parcel for a week and then sends it back to whoever paid for it. "
    text = (sentence * 40).strip()

    pieces = [p.text for p in to_passages(make_corpus(K3=text), count_words) if p.clause == "K3" and p.kind == "text"]

    assert len(pieces) > 1
    assert all(piece.endswith(".") and count_words(piece) <= MAX_TOKENS for piece in pieces)
    assert " ".join(pieces) == text


@pytest.mark.parametrize("text", ["parcel " * 900, "x" * 3000])
def test_a_text_without_sentence_ends_is_cut_too(text):
    pieces = [p.text for p in to_passages(make_corpus(K3=text)) if p.clause == "K3" and p.kind == "text"]

    assert all(count_tokens(piece) <= MAX_TOKENS for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_an_empty_corpus_has_no_passages():
    assert to_passages(make_corpus().__class__((), (), (), (), (), (), "", "")) == ()
