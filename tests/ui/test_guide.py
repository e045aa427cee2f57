"""The guide: a clause at its own address, the search with and without an index, ages of contacts, the card, whom to tell."""

import ast
import html
import os
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assistant.parts import Parts, open_parts
from assistant.prompt import load_wording
from assistant.settings import Settings
from corpus.clauses import Certainty, Clause, Corpus
from guardrails.ruleset import load_ruleset
from ingest.clauses import load_corpus
from tests.ui.builders import headings, seen
from tests.ui.conftest import ROOT
from ui.ages import OLD, checked_words, days_since, is_old
from ui.card import CONTACTS, to_card
from ui.components.differences import since
from ui.components.guide_words import spans_of
from ui.finding import NEAR, TOP, find, find_clause, find_difference, find_near, words_of
from ui.links import is_known, to_link
from ui.markup import JOINER
from ui.spelling import vocabulary

HOSTILE = "<img src=x onerror=alert(1)>![p](http://evil.example.test/p.png) [l](javascript:alert(1)) :red[x]"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def whole() -> Parts:
    """Everything, with the index."""
    opened = open_parts(Settings.from_environ(os.environ))
    if opened.index is None:
        pytest.skip("no index was built")
    return opened


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


# Slips of the finger, and what fits nothing


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("parental responsability", "parental responsibility"),
        ("Concent form", "consent form"),
        ("safegaurding", "safeguarding"),
        ("exeption", "exception"),
        ("confidental", "confidential"),
        ("gillck", "gillick"),
    ],
)
def test_a_word_that_the_guide_does_not_know_is_mended_by_one_that_it_knows(corpus: Corpus, typed: str, meant: str) -> None:
    assert vocabulary(corpus).mend(typed) == meant


@pytest.mark.parametrize("words", ["asdfgh", "qqq zzz", "E2", "ISA-R3", "mum says no, can I still ring", "D8", "07700 900123", "ok"])
def test_words_that_are_known_or_like_nothing_stay_as_they_are(corpus: Corpus, words: str) -> None:
    assert vocabulary(corpus).mend(words) == words


@pytest.mark.parametrize("words", ["parental responsibility", "parental responsability", "Parental  Responsibilty"])
def test_the_clause_that_holds_the_words_comes_first_however_they_are_spelt(whole: Parts, words: str) -> None:
    found = find(words, whole)
    assert found.clauses[0].id == "C3"
    assert not found.weak
    assert found.searched.casefold() == ("" if words == "parental responsibility" else "parental responsibility")


@pytest.mark.parametrize("words", ["asdfgh", "qqq zzz", "xkcdx wvutw"])
def test_words_that_nobody_knows_find_nothing(whole: Parts, words: str) -> None:
    found = find(words, whole)
    assert (found.clauses, found.contacts, found.differences) == ((), (), ())


def test_what_fits_nothing_well_is_marked_as_near_and_at_most_three(whole: Parts) -> None:
    found = find("swimming pool opening", whole)
    assert found.weak
    assert 0 < len(found.clauses) <= NEAR


def test_how_many_are_found_depends_on_what_fits(whole: Parts) -> None:
    counts = {len(find(words, whole).clauses) for words in ("secure email", "parental responsibility", "gdpr", "who can consent for a toddler")}
    assert len(counts) > 1
    assert max(counts) <= TOP


def test_an_id_finds_that_and_its_differences_only(whole: Parts) -> None:
    found = find("e2", whole)
    assert [clause.id for clause in found.clauses] == ["E2"]
    assert [difference.id for difference in found.differences] == [one.id for one in whole.corpus.differences_on("E2")]
    named = find("d8", whole)
    assert [difference.id for difference in named.differences] == ["D8"]
    assert [clause.id for clause in named.clauses] == list(named.differences[0].clauses)


def test_the_page_says_what_was_searched_for_and_marks_it(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    searched(app, "parental responsability")
    assert "Searched for “parental responsibility”" in seen(app)
    assert any("<mark>Parental</mark> <mark>Responsibility</mark>" in body for body in bodies(app))


def test_the_page_says_that_nothing_fits(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    searched(app, "asdfgh")
    assert any("Nothing fits “asdfgh”" in body for body in bodies(app))
    assert not any("Open E2 with" in heading.value for heading in app.subheader)
    assert "8 found" not in "".join(bodies(app))


def test_found_words_are_marked_whatever_their_ending_and_nothing_else(corpus: Corpus) -> None:
    text = "Consent, consents; consented. A consensus <b>consent</b>."
    marked = [text[start:end] for start, end in spans_of(text, {"consent"})]
    assert marked == ["Consent", "consents", "consented", "consent"]
    assert spans_of(text, ()) == spans_of(text, {"a"}) == ()
    assert words_of("the Consent form") == {"consent", "form"}


def marked_page() -> None:
    from tests.ui.test_guide import HOSTILE
    from ui.markup import show_marked

    show_marked("<p>{words}</p>", HOSTILE, ((1, 4), (len(HOSTILE) - 1, len(HOSTILE))))


def test_marked_text_is_only_text_with_marks_where_they_belong() -> None:
    app = AppTest.from_function(marked_page).run()
    assert not app.exception
    body = bodies(app)[0]
    assert body.startswith("<p>&lt;<mark>img</mark> src=x onerror=alert(1)&gt;") and body.endswith("<mark>]</mark></p>")
    assert html.unescape(re.sub(r"</?(?:mark|p)>", "", body)) == HOSTILE


def test_only_constants_are_templates_of_marked_text() -> None:
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show_marked":
                assert isinstance(node.args[0], ast.Name) and node.args[0].id.isupper(), path


def test_the_address_that_a_link_shows_can_be_copied_as_it_stands(corpus: Corpus) -> None:
    for source in corpus.sources:
        if is_known(source.address):
            shown = re.match(r"\[(.*)\]\(", to_link(source.address))
            assert shown and shown[1].replace("\\", "") == source.address.removeprefix("https://")
            assert JOINER not in to_link(source.address)
    assert JOINER in to_link("https://www.evil.test/www.gov.uk")


def test_found_words_are_marked_in_the_whole_text(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    searched(app, "secure email")
    whole_text = next(body for body in bodies(app) if 'aria-label="The whole text"' in body)
    assert "<mark>securely</mark>" in whole_text
    assert html.unescape(re.sub(r"</?mark>", "", whole_text)).count(load_corpus().procedure_text.strip()) == 1


# A difference at its address


def test_every_difference_opens_at_an_address_of_its_own(app: AppTest, corpus: Corpus) -> None:
    for difference in corpus.differences[:4]:
        shown = seen(opened(app, difference.id.lower()))
        assert any(f'data-name="{difference.id}"' in body for body in bodies(app))
        assert "There is no clause" not in shown
        assert difference.national in shown
        assert any(block.value.endswith(f"guide?clause={difference.id}") for block in app.code)
    assert find_difference("D99", corpus) is None


def test_no_difference_is_called_like_a_clause(corpus: Corpus) -> None:
    assert not {one.id.casefold() for one in corpus.differences} & {clause.id.casefold() for clause in corpus.clauses}


# The exceptions stand together


@pytest.mark.parametrize("id", ["C7", "E1", "E2", "E3"])
def test_an_exception_is_shown_with_the_rule_and_all_the_others(app: AppTest, corpus: Corpus, id: str) -> None:
    opened(app, id)
    shown = "".join(bodies(app))
    assert "The rule and its exceptions, together" in [heading.value for heading in app.subheader]
    texts = [html.escape(corpus.clause(one).text) for one in ("C7", "E1", "E2", "E3")]
    begin = shown.index(texts[0], shown.index(html.escape(corpus.clause(id).text)) + (id == "C7"))
    places = [shown.index(text, begin) for text in texts]
    assert places == sorted(places)


def test_another_clause_is_shown_alone(app: AppTest) -> None:
    assert "The rule and its exceptions, together" not in [one.value for one in opened(app, "P4").subheader]


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


def test_a_number_in_doubt_stands_below_its_doubt_and_in_no_larger_letters(corpus: Corpus) -> None:
    card = to_card(corpus, TODAY)
    for section in card.split("<section")[1:]:
        if "Not certain" in section:
            assert 'class="number"' not in section
            assert section.index("Not certain. Look") < section.index('class="unsure"')
    assert re.search(r"\.unsure \{ font-size: 1em", card)


def test_nobody_is_told_to_check_999(corpus: Corpus) -> None:
    card = to_card(corpus, TODAY + timedelta(days=OLD))
    first = card[card.index("<section") : card.index("</section>")]
    assert "999" in first
    assert "Not checked" not in first


def test_any_page_can_offer_the_card() -> None:
    def page() -> None:
        from datetime import date

        from ingest.clauses import load_corpus
        from ui.components.guide_card import show_card_button

        show_card_button(load_corpus(), date(2026, 12, 1))
        show_card_button(load_corpus(), date(2026, 12, 1), key="another")

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert len(app.get("download_button")) == 2


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
