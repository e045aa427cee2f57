"""The page to practise on: a situation decided, the answer revealed, what was covered, the certificate, progress out and in."""

import html
import re
from datetime import date
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from assistant.parts import Parts
from assistant.practise.progress import Answered, Progress, read_progress, to_text
from assistant.practise.schedule import is_complete, next_situation
from assistant.practise.situations import Practice, Situation, load_practice
from assistant.practise.wrong_turns import wrong_turns
from assistant.prompt import load_wording
from guardrails.ruleset import load_ruleset
from guardrails.verdict import Outcome
from ingest.clauses import load_corpus
from tests.ui.builders import headings, seen
from tests.ui.conftest import ROOT
from tests.ui.test_words import contrast
from ui.components.practise import CHOICES
from ui.practising import Sitting, begin, choose, go_on, start_again, take_up
from ui.words import SIGNS

HOSTILE = "practise1.<img src=x onerror=alert(1)>![p](http://evil.example.test/p.png) :red[x]"


@cache
def light_parts() -> Parts:
    """Everything that the page works with: it reads nothing from words, so it needs no encoder and no index."""
    corpus = load_corpus()
    return Parts(corpus, load_ruleset(clauses=[clause.id for clause in corpus.clauses]), load_wording(), None, None, None)


@cache
def all_situations() -> Practice:
    return load_practice(light_parts().ruleset.spec)


def page() -> None:
    import runpy

    import streamlit as st

    from tests.ui.conftest import ROOT
    from tests.ui.test_practise import light_parts

    st.session_state["parts"] = light_parts()
    runpy.run_path(str(ROOT / "ui" / "pages" / "practise.py"))


@pytest.fixture
def practising() -> AppTest:
    return opened(begin(all_situations(), Progress(7)))


def opened(sitting: Sitting) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["practise-sitting"] = sitting
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def asked(app: AppTest) -> Situation:
    sitting: Sitting = app.session_state["practise-sitting"]
    return all_situations().by_id[sitting.asked]


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def decide(app: AppTest, outcome: Outcome) -> AppTest:
    app.radio[0].set_value(outcome)
    return press(app, "See the answer")


def wrong_for(situation: Situation, told: bool) -> Outcome:
    return next(outcome for outcome in Outcome if outcome is not situation.outcome and (outcome in situation.wrong) is told)


def number(app: AppTest) -> str:
    bodies = (element.proto.body for element in app.get("html"))
    return next(match[1] for body in bodies if (match := re.search(r'id="situation"[^>]*>Situation (\d+)<', body)))


def statuses(app: AppTest) -> list[str]:
    found = (re.search(r'role="status"[^>]*>([^<]*)<', element.proto.body) for element in app.get("html"))
    return [match[1] for match in found if match]


def complete_text(seed: int = 3) -> str:
    progress = Progress(seed)
    while not is_complete(all_situations(), progress):
        progress = progress.with_answer(next_situation(all_situations(), progress).id, True)
    return to_text(progress)


def bring_back(app: AppTest, text: str) -> AppTest:
    app.text_input(key="practise-pasted").set_value(text)
    return press(app, "Go on from there")


def test_the_first_page_asks_one_situation_with_eight_answers_and_none_chosen(practising: AppTest) -> None:
    assert practising.title[0].value == "Practise"
    assert number(practising) == "1"
    assert asked(practising).situation in seen(practising)
    assert list(practising.radio[0].options) == list(CHOICES.values())
    assert practising.radio[0].value is None
    assert practising.radio[0].label
    assert "Ring 999" in seen(practising)
    assert "Right" not in headings(practising)


def test_a_person_who_comes_new_gets_a_situation_of_their_own() -> None:
    app = run(AppTest.from_function(page, default_timeout=60))
    assert asked(app).situation in seen(app)


def test_without_a_choice_nothing_is_counted_and_the_person_is_told_once(practising: AppTest) -> None:
    press(practising, "See the answer")
    assert "Choose one of the eight answers first." in seen(practising)
    assert statuses(practising) == ["Choose one of the eight answers first."]
    assert number(practising) == "1"
    assert not practising.session_state["practise-sitting"].progress.answers


def test_a_right_answer_is_told_in_words_and_by_mark_with_why_the_clauses_and_what_to_remember(practising: AppTest) -> None:
    situation = asked(practising)
    decide(practising, situation.outcome)
    shown = seen(practising)
    result = next(element.proto.body for element in practising.get("html") if 'id="result"' in element.proto.body)
    assert "Right</span>" in result and "✓" in result and "circle" in result
    assert "You chose" not in shown
    assert situation.remember in shown
    assert all(why in shown for why in situation.wrong.values())
    corpus = light_parts().corpus
    assert all(corpus.clause(id).text in html.unescape(shown) for id in situation.practises)
    assert "Outcome: " in shown and f"({situation.outcome.value})" in shown
    assert any(expander.label == "How the rules came to this" for expander in practising.expander)
    assert statuses(practising)[0].startswith("Situation 1: Right.")
    assert len(statuses(practising)) == 1
    assert practising.radio[0].disabled


@pytest.mark.parametrize("told", [True, False])
def test_a_wrong_answer_is_told_by_words_and_by_mark_and_explained(practising: AppTest, told: bool) -> None:
    situation = asked(practising)
    chosen = wrong_for(situation, told)
    decide(practising, chosen)
    result = next(element.proto.body for element in practising.get("html") if 'id="result"' in element.proto.body)
    assert "Not right</span>" in result and "✕" in result and "octagon" in result
    assert f"You chose “{CHOICES[chosen]}”." in seen(practising)
    shown = seen(practising)
    assert situation.wrong.get(chosen, "") in shown
    assert str(wrong_turns(situation, light_parts().ruleset, date.today())[chosen]) in shown
    assert CHOICES[situation.outcome] in result
    assert statuses(practising)[0].startswith("Situation 1: Not right.")


def test_the_next_situation_is_another_with_nothing_chosen(practising: AppTest) -> None:
    first = asked(practising)
    decide(practising, first.outcome)
    press(practising, "Next situation")
    assert asked(practising) != first
    assert number(practising) == "2"
    assert practising.radio[0].value is None
    assert statuses(practising) == ["Situation 2 to decide."]


def test_the_coverage_shows_every_clause_and_outcome_with_its_last_answer_in_words(practising: AppTest) -> None:
    situation = asked(practising)
    decide(practising, wrong_for(situation, told=True))
    table, outcomes = (
        next(element.value for element in practising.markdown if element.value.startswith(f"| {first} |")) for first in ("Clause", "Outcome")
    )
    assert len(outcomes.splitlines()) == 2 + 8
    assert re.search(rf"\| {re.escape(SIGNS[situation.outcome].words)} \| 1 \| 0 \| ✕ not right \|", outcomes.replace("\\", ""))
    assert len(table.splitlines()) == 2 + 22
    for id in situation.practises:
        assert re.search(rf"\({id}\)\]\(.*\) \| 1 \| 0 \| ✕ not right \|", table)
    assert table.count("– not yet") == 22 - len(situation.practises)


def test_there_is_no_certificate_before_everything_was_practised(practising: AppTest) -> None:
    assert not any(button.label == "Make the certificate" for button in practising.button)
    assert "Not practised yet" in [heading.value for heading in practising.subheader]
    assert not practising.get("download_button")


def test_a_certificate_can_be_made_and_the_name_is_shown_nowhere_but_in_its_field(practising: AppTest) -> None:
    bring_back(practising, complete_text())
    assert "You have practised every clause." in seen(practising)
    assert "Still missing" not in seen(practising)
    practising.text_input(key="practise-name").set_value("Sam <b>O’Neill</b>")
    press(practising, "Make the certificate")
    assert practising.get("download_button")
    assert "O’Neill" not in seen(practising)


def test_a_miss_takes_the_certificate_back_until_it_is_made_good(practising: AppTest) -> None:
    bring_back(practising, complete_text())
    press(practising, "Make the certificate")
    decide(practising, wrong_for(asked(practising), told=True))
    assert not practising.get("download_button")
    assert "Missed, and coming back soon" in [heading.value for heading in practising.subheader]


def test_progress_is_copied_cleared_and_brought_back(practising: AppTest) -> None:
    decide(practising, asked(practising).outcome)
    copied = practising.code[0].value
    progress = practising.session_state["practise-sitting"].progress
    assert read_progress(copied) == progress
    press(practising, "Start again")
    assert not practising.session_state["practise-sitting"].progress.answers
    assert number(practising) == "1"
    bring_back(practising, copied)
    assert practising.session_state["practise-sitting"].progress == progress
    assert statuses(practising) == ["Your progress is back: 1 answer. Situation 2 to decide."]


def test_a_text_that_is_no_progress_is_told_kindly_changes_nothing_and_is_only_text(practising: AppTest) -> None:
    decide(practising, asked(practising).outcome)
    progress = practising.session_state["practise-sitting"].progress
    bring_back(practising, HOSTILE)
    assert practising.session_state["practise-sitting"].progress == progress
    assert "is not whole" in seen(practising)
    assert len(statuses(practising)) == 1
    for element in practising.get("html"):
        assert "<img" not in element.proto.body


@pytest.mark.parametrize("number", range(0, 105, 7))
def test_every_kind_of_situation_is_shown_whole(number: int) -> None:
    situation = all_situations().situations[number % len(all_situations().situations)]
    app = decide(opened(Sitting(Progress(1), situation.id)), situation.outcome)
    assert "Right." in statuses(app)[0]
    assert situation.remember in seen(app)


@pytest.mark.parametrize(("clause", "difference"), [("C5", "D3"), ("C3", "D4")])
def test_an_outdated_clause_is_never_quoted_without_what_holds_today(clause: str, difference: str) -> None:
    for situation in all_situations().situations:
        if clause in situation.practises:
            app = decide(opened(Sitting(Progress(1), situation.id)), situation.outcome)
            assert f"([{difference}](guide?clause={difference}))" in seen(app), situation.id


def without(outcome: Outcome) -> str:
    answers = (Answered(situation.id, True) for situation in all_situations().situations if situation.outcome is not outcome)
    return to_text(Progress(3, tuple(answers)))


@pytest.mark.parametrize("outcome", [Outcome.OUT_OF_SCOPE, Outcome.CLARIFY])
def test_an_outcome_that_was_never_met_keeps_the_certificate_back_and_is_named_on_the_page(practising: AppTest, outcome: Outcome) -> None:
    bring_back(practising, without(outcome))
    shown = seen(practising)
    assert f"Still missing for the certificate:** the outcome “{SIGNS[outcome].words}”" in shown
    assert f"- Outcome: {SIGNS[outcome].words}" in shown
    assert not any(button.label == "Make the certificate" for button in practising.button)
    decide(practising, outcome)
    assert any(button.label == "Make the certificate" for button in practising.button)


def test_every_wrong_answer_is_explained_also_after_a_right_one(practising: AppTest) -> None:
    situation = asked(practising)
    decide(practising, situation.outcome)
    shown = seen(practising)
    for turn in wrong_turns(situation, light_parts().ruleset, date.today()).values():
        assert str(turn) in shown


def test_a_page_loaded_again_says_that_progress_is_gone_and_a_new_one_does_not(practising: AppTest) -> None:
    assert not any("is gone" in status for status in statuses(practising))
    decide(practising, asked(practising).outcome)
    assert practising.query_params["practising"] == "yes"
    again = AppTest.from_function(page, default_timeout=60)
    again.query_params["practising"] = "yes"
    run(again)
    assert any("progress that stood here is gone" in status for status in statuses(again))
    assert any("If you copied it, bring it back" in status for status in statuses(again))
    decide(again, asked(again).outcome)
    assert not any("is gone" in status for status in statuses(again))


def test_progress_that_was_cleared_on_purpose_is_not_called_lost(practising: AppTest) -> None:
    decide(practising, asked(practising).outcome)
    press(practising, "Start again")
    assert "practising" not in practising.query_params
    assert not any("is gone" in status for status in statuses(practising))


def test_every_outcome_has_an_answer_of_its_own() -> None:
    assert set(CHOICES) == set(Outcome)
    assert len(set(CHOICES.values())) == len(Outcome)


def test_the_styles_colours_read_on_their_grounds() -> None:
    style = (ROOT / "ui" / "styles" / "practise.css").read_text(encoding="utf-8")
    assert all(contrast(tone, "#ffffff") >= 4.5 for tone in re.findall(r"--tone: (#[0-9a-f]{6})", style))
    assert all(contrast("#14202e", ground) >= 4.5 for ground in re.findall(r"background: (#[0-9a-f]{6})", style))
    assert all(contrast(ink, "#ffffff") >= 4.5 for ink in re.findall(r"[^-]color: (#[0-9a-f]{6})", style))


def test_a_sitting_counts_an_answer_once() -> None:
    practice = all_situations()
    sitting = begin(practice, Progress(1))
    situation = practice.by_id[sitting.asked]
    once = choose(sitting, situation, situation.outcome)
    assert choose(once, situation, Outcome.CLARIFY) == once
    assert len(once.progress.answers) == 1
    assert (sitting.number, once.number, go_on(once, practice).number) == (1, 1, 2)


def test_starting_again_and_taking_up_make_new_controls() -> None:
    practice = all_situations()
    sitting = begin(practice, Progress(1))
    assert start_again(sitting, practice).moves == 1
    assert take_up(sitting, practice, to_text(Progress(4))).moves == 1
    assert take_up(sitting, practice, "x").moves == 0
