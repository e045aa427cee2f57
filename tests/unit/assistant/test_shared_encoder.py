"""The search's vectors, had from the reader's own graph, so that the encoder's weights are held once."""

import numpy as np
import pytest

from assistant.parts import open_parts
from assistant.reading.learned import SharedEncoder
from assistant.settings import Settings
from ingest.embed import Encoder, prepare_encoder
from tests.loaded import loaded_reader

TEXTS = ("can i tell nursery about the allergy", "", " ", "?", "Zoë’s naïve café", "Дитина в безпеці", "a\u200bb", "\ud800", "x" * 300, "word " * 900)


@pytest.fixture(scope="module")
def searching() -> Encoder:
    return prepare_encoder(None, Settings().cache)


@pytest.mark.parametrize("text", TEXTS)
def test_they_are_the_search_encoders(searching: Encoder, text: str) -> None:
    shared = SharedEncoder(loaded_reader(), searching.name)
    assert shared.dimensions == searching.dimensions
    assert np.abs(shared.encode([text]) - searching.encode([text])).max() < 1e-5


def test_there_is_a_row_for_each_text_and_none_for_none() -> None:
    shared = SharedEncoder(loaded_reader(), "any")
    assert shared.encode(TEXTS[:3]).shape == (3, shared.dimensions)
    assert shared.encode([]).shape == (0, shared.dimensions)


def test_what_serves_holds_the_weights_once() -> None:
    parts = open_parts(Settings())
    assert isinstance(parts.encoder, SharedEncoder)
    assert parts.index
    assert parts.index.search("who do i ring", 1) == parts.index.search("who do i ring", 1, parts.encoder.encode(["who do i ring"])[0])
