"""The guide: a clause at its own address, the search with and without an index, ages of contacts, the card, whom to tell."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assistant.parts import Parts
from assistant.prompt import load_wording
from corpus.clauses import Certainty, Clause, Corpus
from guardrails.ruleset import load_ruleset
from ingest.clauses import load_corpus
from tests.ui.builders import headings, seen
from ui.ages import OLD, checked_words, days_since, is_old
from ui.card import CONTACTS, to_card
from ui.components.differences import since
from ui.finding import find, find_clause, find_near

HOSTILE = "<img src=x onerror=alert(1)>![p](http://evil.example.test/p.png) [l](javascript:alert(1)) :red[x]"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def parts(corpus: Corpus) -> Parts:
    """Everything but encoder and index, as after a fault."""
    return Parts(corpus, load_ruleset(), load_wording(), None, None, None)


def opened(app: AppTest, id: str) -> AppTest:
    app.switch_page("ui/pages/guide.py")
    app.query_params["clause"] = id
    app.run()
    assert not app.exception
    return app


def bodies(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def searched(app: AppTest, words: str) -> AppTest:
    app.text_input(key="guide-search-box").set_value(words)
    next(button for button in app.button if button.label == "Search").click().run()
    assert not app.exception
    return app


# A clause at its address


@pytest.mark.parametrize("id", ["E2", "e2", " E2 "])
def test_a_clause_opens_at_its_address_with_everything_that_hangs_on_it(app: AppTest, id: str) -> None:
    shown = seen(opened(app, id))
    assert any('id="opened"' in body and 'data-name="E2"' in body for body in bodies(app))
    for words in (
        "reasonable cause to believe that a child is suffering",
        "chapter 1.1.8, local procedure; confirmed at the publisher",
        "Derby’s procedure:** Names three exceptions",
        "Working Together to Safeguard Children, 2018, as amended December 2020 (WT-4)",
        "(harm-reasonable-cause)",
        "Share: consent not needed",
    ):
        assert words in shown
    assert any(block.value.endswith("guide?clause=E2") for block in app.code)
    assert any(expander.label.startswith("Everyday questions that it answers (6 of") for expander in app.expander)
    assert [title.value for title in app.title] == ["The procedure and its sources"]


def test_every_rule_that_cites_a_clause_is_shown_with_it(app: AppTest) -> None:
    shown = seen(opened(app, "A2"))
    rules = [rule for rule in load_ruleset().rules if "A2" in rule.cites and rule.in_force(date.today())]
    assert len(rules) > 4
    for rule in rules:
        assert f"({rule.id})" in shown


@pytest.mark.parametrize("id", ["ISA-R3", "LAW-53", "S1", "L1", "PRA-1"])
def test_notes_and_the_ends_of_the_chapter_open_too(app: AppTest, id: str) -> None:
    opened(app, id)
    assert any(f'data-name="{id}"' in body for body in bodies(app))


@pytest.mark.parametrize("id", ["Z9", HOSTILE, "E2 " * 200, "\u202eE2", "%00"])
def test_an_unknown_clause_is_told_in_its_own_characters_and_the_guide_is_still_there(app: AppTest, id: str) -> None:
    opened(app, id)
    told = next(body for body in bodies(app) if "There is no clause" in body)
    assert "<img" not in told
    assert html.escape(id[:40]) in told
    assert "Preamble" in headings(app)


def test_no_clause_shown_gives_the_guide_without_a_clause(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    assert not any('id="opened"' in body for body in bodies(app))


def test_levels_of_headings_leave_none_out(app: AppTest) -> None:
    opened(app, "E2")
    assert len(app.title) == 1
    assert {"Where national guidance differs", "Rules that rest on it", "Notes near it"} <= {one.value for one in app.subheader}


# The search


def test_what_is_found_says_source_edition_status_and_how_sure_and_a_new_search_closes_the_clause(app: AppTest) -> None:
    searched(opened(app, "P4"), "mum says no and I think she is being hurt, can I still ring")
    shown = seen(app)
    assert any('id="found"' in body for body in bodies(app))
    assert not any('id="opened"' in body for body in bodies(app))
    assert "chapter 1.1.8, local procedure; confirmed at the publisher" in shown
    next(button for button in app.button if button.label == "Clear the search").click().run()
    assert not any('id="found"' in body for body in bodies(app))


def test_a_hostile_search_is_only_text(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    searched(app, HOSTILE)
    heading = next(body for body in bodies(app) if 'id="found"' in body)
    assert "<img" not in heading


def test_without_an_index_plain_words_are_looked_for_and_that_is_said(parts: Parts) -> None:
    found = find("retained and disposed of securely", parts)
    assert "not there" in found.fault
    assert found.clauses[0].id == "P7"


@pytest.mark.parametrize("words", ["e2", "ISA-R3", "law-21"])
def test_an_id_finds_its_clause_first(parts: Parts, words: str) -> None:
    assert find(words, parts).clauses[0].id == words.upper()


def test_contacts_are_found_by_their_words(parts: Parts) -> None:
    assert {"lado_derby", "lado_derbyshire"} <= {contact.id for contact in find("the LADO", parts).contacts}


@pytest.mark.parametrize("words", ["", "   ", "the and of", "?!"])
def test_words_that_say_nothing_find_nothing(parts: Parts, words: str) -> None:
    found = find(words, parts)
    assert (found.clauses, found.contacts) == ((), ())


def test_without_an_index_the_notes_near_a_clause_are_those_of_its_differences(parts: Parts, corpus: Corpus) -> None:
    clause = find_clause("E2", corpus)
    assert clause is not None
    assert [note.id for note in find_near(clause, parts)] == ["ISA-R3", "ISA-3", "WT-4", "LAW-21"]


def test_every_difference_that_rests_on_notes_says_since_which_edition(corpus: Corpus) -> None:
    for difference in corpus.differences:
        assert bool(since(difference, corpus)) == bool(difference.notes), difference.id


# Ages


@pytest.mark.parametrize(("days", "old"), [(0, False), (1, False), (OLD - 1, False), (OLD, True), (OLD + 1, True), (-1, True)])
def test_a_contact_is_old_after_ninety_days_and_when_its_age_cannot_be_told(days: int, old: bool) -> None:
    assert is_old((TODAY - timedelta(days=days)).isoformat(), TODAY) is old


def test_what_is_no_date_has_no_age_and_counts_as_old() -> None:
    assert days_since("last summer", TODAY) is None
    assert is_old("last summer", TODAY)
    assert checked_words("last summer", TODAY) == "checked on last summer"
    assert checked_words("2026-11-22", TODAY) == "checked on 22 November 2026, 9 days ago"


def contacts_page(corpus: object, today: object) -> None:
    from ui.components import contacts

    contacts.show(corpus, today)  # type: ignore[arg-type]


def test_old_contacts_are_warned_of_and_fresh_ones_are_not(corpus: Corpus) -> None:
    for today, warned in ((TODAY, False), (TODAY + timedelta(days=OLD), True)):
        app = AppTest.from_function(contacts_page, kwargs={"corpus": corpus, "today": today}).run()
        assert not app.exception
        assert any("Not checked for 99 days" in body for body in bodies(app)) is warned
    assert "Each says so below" in "".join(bodies(app))


def test_day_and_night_are_told_apart_and_only_sure_numbers_can_be_tapped(corpus: Corpus) -> None:
    app = AppTest.from_function(contacts_page, kwargs={"corpus": corpus, "today": TODAY}).run()
    assert headings(app)[:3] == ["Day or night", "In the daytime", "In the evening, at night, at weekends and on bank holidays"]
    tapped = set(re.findall(r'href="tel:(\d+)"', "".join(bodies(app))))
    sure = {c.number.replace(" ", "") for c in corpus.contacts if c.number and c.certainty is Certainty.CONFIRMED}
    assert tapped == sure


# The card


def test_the_card_holds_999_and_the_front_door_from_the_corpus_and_nothing_from_elsewhere(corpus: Corpus) -> None:
    card = to_card(corpus, TODAY)
    for number in ("999", "01332 641172"):
        assert number in card
    for id in CONTACTS:
        assert html.escape(corpus.contact(id).name) in card
    known = "".join(f"{contact.number} {contact.note}" for contact in corpus.contacts)
    assert all(number in known for number in re.findall(r"\b0\d{4} ?\d{6}\b", card))
    assert "Checked on 22 November 2026." in card
    assert "<script" not in card and "src=" not in card and "href=" not in card and "url(" not in card
    assert "Not certain" in card[card.index("Derby City Care Line") :]


def test_the_card_escapes_its_contacts_and_warns_of_their_age(corpus: Corpus) -> None:
    hostile = replace(corpus, contacts=tuple(replace(contact, name=HOSTILE, note=HOSTILE) for contact in corpus.contacts))
    card = to_card(hostile, TODAY + timedelta(days=OLD))
    assert "<img" not in card
    assert "Not checked for 90 days" in card
    assert "Whom to ring" in to_card(replace(corpus, contacts=()), TODAY)


# Something is wrong


def report_page(corpus: object, clause: object) -> None:
    from ui.components import reporting

    reporting.show(corpus, clause)  # type: ignore[arg-type]


def reported(corpus: Corpus, clause: Clause | None) -> AppTest:
    app = AppTest.from_function(report_page, kwargs={"corpus": corpus, "clause": clause}).run()
    assert not app.exception
    return app


def test_no_address_is_made_up_for_the_owner(corpus: Corpus) -> None:
    app = reported(corpus, corpus.clause("E2"))
    shown = seen(app)
    assert "mailto:" not in shown
    assert "No address for corrections is known here" in shown
    assert "Derby City Council" in shown
    assert corpus.clause("E2").text in app.code[0].value


def test_an_owner_that_the_corpus_knows_is_linked(corpus: Corpus) -> None:
    owner = replace(corpus.contact("emergency"), id="procedure_owner", name="The editor", number=None, email="editor@derby.example")
    shown = seen(reported(replace(corpus, contacts=(owner,)), None))
    assert "mailto:editor@derby.example?subject=" in shown
    assert "The editor" in shown


def test_a_note_is_told_to_whoever_runs_the_tool(corpus: Corpus) -> None:
    assert "whoever runs this tool" in seen(reported(corpus, corpus.clause("ISA-R3")))
