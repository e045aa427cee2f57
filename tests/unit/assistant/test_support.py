"""The support check: what must never be borne out, and the error rates that were published."""

import pytest

from assistant.draft import compose
from assistant.support import unsupported
from assistant.verify import verify
from assistant.verify_model import fault, texts_of
from corpus.clauses import ClauseId
from evals.support import load_pairs, support_figures
from tests.unit.assistant.situations import corpus, make_case, wording


def test_there_are_pairs_enough_and_most_are_hard() -> None:
    assert len(load_pairs()) >= 700
    assert len([pair for pair in load_pairs() if pair.split != "open"]) >= 300


@pytest.mark.parametrize(("split", "pass_at_most", "withheld_at_most"), [("open", 0, 54), ("kept", 2, 9), ("fresh", 8, 193)])
def test_the_error_rates_are_no_worse_than_published(split: str, pass_at_most: int, withheld_at_most: int) -> None:
    figures, wrong = support_figures([pair for pair in load_pairs() if pair.split == split])
    assert figures[0].hits <= pass_at_most, wrong
    assert figures[-1].hits <= withheld_at_most, wrong


def test_a_denial_is_never_borne_out_by_what_it_denies() -> None:
    for pair in load_pairs():
        if pair.supported and " should be " in pair.text and not unsupported(pair.text, texts_of(pair.clause, corpus(), wording())):
            assert unsupported(pair.text.replace(" should be ", " should not be "), texts_of(pair.clause, corpus(), wording())), pair


@pytest.mark.parametrize("word", ["must", "may"])
def test_another_strength_is_never_borne_out(word: str) -> None:
    for pair in load_pairs():
        if pair.supported and " should " in pair.text:
            assert unsupported(pair.text.replace(" should ", f" {word} "), texts_of(pair.clause, corpus(), wording())), pair



@pytest.mark.parametrize(("sentence", "clause"), [
    ("Information sharing agreement and guidance for practitioners", "S3"),
    ("Consent for the partnership agreement and guidance for practitioners", "S3"),
    ("Information can be downloaded from the Consent to Sharing Information Form", "S2"),
    ("Information should be recorded and kept secure", "P7"),
    ("The practitioner should be open and honest with individuals and their families as to the content of information being shared.", "C2"),
    ("The practitioner should be open and honest with whom it is shared and with whom it is shared and with whom it is done.", "C2"),
])  # fmt: skip
def test_what_a_real_small_model_once_got_past_the_checks_is_withheld(sentence: str, clause: str) -> None:
    offered = verify(compose(make_case({"ask": "information"}), (ClauseId(clause),), corpus(), wording()), corpus())
    assert fault(sentence, [clause], offered, corpus(), wording())
