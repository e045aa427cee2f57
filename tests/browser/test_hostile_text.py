"""Hostile text is only ever text: in the chat as it is served, and in every way of showing text without the policy's help."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.payloads import PAYLOADS
from tests.browser.test_journeys import ask
from ui.markup import JOINER

pytestmark = pytest.mark.browser

DRAWN = "img, iframe, form, input, object, svg[onload], script, meta, a, .katex, code, strong, em, del, h1, table, hr"


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """A page of hostile text served plainly, without security headers."""
    command = ("streamlit", "run", "tests/browser/hostile.py", "--server.port", "{port}")
    with serving(*command) as served:
        yield served


def test_no_way_of_showing_text_draws_anything(hostile: str, open_page: Callable[[str, str], Page]) -> None:
    page = open_page(hostile, "desktop")
    expect(page.get_by_text("All shown.")).to_be_visible()
    for number, payload in enumerate(PAYLOADS):
        plain = " ".join(payload.split())
        for way in ("markdown", "html", "text"):
            shown = page.locator(f".st-key-{way}-{number}")
            expect(shown).not_to_be_empty()
            assert " ".join(shown.inner_text().replace(JOINER, "").split()) == plain, way
            assert shown.locator(DRAWN).count() == 0, (way, payload)
        lists = page.locator(f".st-key-lists-{number}")
        assert lists.locator("a, img, iframe, form, input, object, script, meta, .katex, code").count() == 0, payload
    assert page.evaluate("window.hit") is None


def test_what_a_person_pastes_is_shown_as_it_is(address: str, open_page: Callable[[str, str], Page]) -> None:
    page = open_page(address, "phone")
    pasted = "A boy of eight has a belt mark on his back. " + " ".join(PAYLOADS)
    ask(page, pasted)
    shown = page.get_by_test_id("stChatMessage").first.get_by_test_id("stText")
    assert " ".join(shown.inner_text().split()) == " ".join(pasted.split())
    main = page.get_by_test_id("stMain")
    assert main.locator("a[href*='evil'], img, iframe, form, object, meta").count() == 0
    assert page.evaluate("window.hit") is None
