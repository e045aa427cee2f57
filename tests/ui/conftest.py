"""The app under test: the real one, over the real corpus, rules, reader and index."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app() -> AppTest:
    """The first page as a person finds it."""
    tested = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    return tested.run()
