"""Every telephone number becomes a link that rings it, and nothing else does."""

import re

import pytest

from ingest.clauses import read_corpus
from tests.ui.conftest import ROOT
from ui.ringing import to_ringing

_HREF = re.compile(r'href="tel:(\d+)" aria-label="Telephone ([\d ]+)">([\d ]+)</a>')


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Ring 999. Then ring social care on 01332 641172 today.", ["999", "01332641172"]),
        ("In danger, 999.", ["999"]),
        ("Ring the police on 101 today.", ["101"]),
        ("101", ["101"]),
        ("perhaps 01332 786968, not confirmed", ["01332786968"]),
        ("0808 800 5000, 020 7946 0000 or 116 123", ["08088005000", "02079460000", "116123"]),
    ],
)
def test_a_number_is_a_link_that_rings_it_and_is_named(text: str, dialled: list[str]) -> None:
    links = _HREF.findall(to_ringing(text))
    assert [dial for dial, _, _ in links] == dialled
    assert all(name == shown and shown.replace(" ", "") == dial for dial, name, shown in links)


def test_every_number_of_the_contacts_is_recognised_whole() -> None:
    for contact in read_corpus(ROOT / "corpus")[0].contacts:
        if contact.number:
            assert [shown for _, _, shown in _HREF.findall(to_ringing(contact.number))] == [contact.number]


@pytest.mark.parametrize("text", ["section 101 of the Act", "22 November 2026", "1999", "1.1.8", "0.5", "a0999", "01332", "012 345", "page 111"])
def test_other_figures_stay_text(text: str) -> None:
    assert to_ringing(text) == text


def test_everything_else_is_escaped() -> None:
    assert to_ringing('<b onclick="x">999</b> & 1').startswith("&lt;b onclick=&quot;x&quot;&gt;<a ")
    assert "<b" not in to_ringing("<b>999")


def test_taking_the_markup_away_gives_back_the_text() -> None:
    text = "Ring 999, then 01332 641172 or 101."
    assert re.sub(r"<[^>]+>", "", to_ringing(text)) == text
