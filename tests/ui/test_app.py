"""The whole app, over the real parts: what a person finds, asks, strikes out, corrects and starts again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.builders import headings, seen
from tests.ui.conftest import ROOT
from ui.parts import forget_parts

HARM = "A boy of eight came in with a belt mark across his back and said his dad did it. Mum says we may not ring anyone."
DANGER = "He is outside the nursery with a knife right now and is trying to take the children."
QUESTION = "Which exceptions let us share without consent?"


def said(app: AppTest, message: str) -> AppTest:
    app.chat_input(key="message").set_value(message).run()
    assert not app.exception
    return app


def test_the_first_page_offers_the_box_the_examples_and_the_promise_about_what_is_typed(app: AppTest) -> None:
    assert not app.exception
    assert app.title[0].value == "Can I share this?"
    assert "Nothing you type is kept after this session" in seen(app)
    assert "Do not type names" in seen(app)
    assert headings(app) == ["Questions that others ask"]
    assert len(app.button) >= 4


def test_the_examples_follow_who_is_asking(app: AppTest) -> None:
    before = {button.label for button in app.button}
    app.selectbox(key="asker").select("housing").run()
    after = {button.label for button in app.button}
    assert not app.exception
    assert after and after != before


def test_an_example_asks_itself(app: AppTest) -> None:
    next(button for button in app.button if (button.key or "").startswith("starter-")).click().run()
    assert not app.exception
    assert headings(app)[0] == "What you said"


def test_a_child_being_hurt_is_shared_without_consent_and_shown_with_the_words_of_the_chapter(app: AppTest) -> None:
    shown = seen(said(app, HARM))
    assert "Share: consent not needed" in shown
    assert "What to do now" in shown
    assert "Derby’s procedure says" in shown
    assert "significant harm" in shown
    assert any("in its place in the chapter" in expander.label for expander in app.expander)
    assert "belt mark" in shown


def test_danger_now_comes_before_the_title(app: AppTest) -> None:
    said(app, DANGER)
    order = [element.proto.body for element in app.get("html")]
    banner = next(body for body in order if 'role="alert"' in body)
    assert "999" in banner
    assert order.index(banner) < next(n for n, body in enumerate(order) if 'class="headline"' in body)


def test_each_answer_is_announced_once_and_politely(app: AppTest) -> None:
    said(app, HARM)
    announced = [element.proto.body for element in app.get("html") if 'role="status"' in element.proto.body]
    assert len(announced) == 1
    assert "Answer 1 ready:" in announced[0]
    said(app, "And her sister of five flinches when he comes in.")
    announced = [element.proto.body for element in app.get("html") if 'role="status"' in element.proto.body]
    assert len(announced) == 1
    assert "Answer 2 ready:" in announced[0]


def test_a_question_about_the_procedure_is_answered_and_asks_after_a_real_child(app: AppTest) -> None:
    shown = seen(said(app, QUESTION))
    assert "About the procedure" in shown
    assert "real child" in shown


def test_striking_out_a_fact_takes_it_away_and_it_can_be_put_back(app: AppTest) -> None:
    said(app, HARM)
    strike = next(button for button in app.button if button.key == "strike-physical_harm")
    strike.click().run()
    assert not app.exception
    assert not any(button.key == "strike-physical_harm" for button in app.button)
    back = next(button for button in app.button if button.key == "put-back-physical_harm")
    back.click().run()
    assert any(button.key == "strike-physical_harm" for button in app.button)


def test_correcting_a_fact_is_shown_as_stated_by_the_person(app: AppTest) -> None:
    said(app, HARM)
    chosen = next(box for box in app.selectbox if (box.key or "").startswith("value-consent-"))
    chosen.select("not_asked").run()
    assert not app.exception
    assert "Stated by you." in seen(app)
    assert any("nobody has asked yet" in chip.label for chip in app.expander)


def test_a_fact_that_was_missed_can_be_added(app: AppTest) -> None:
    said(app, QUESTION)
    missed = app.selectbox(key="missed")
    label = next(option for option in missed.options if option == "Somebody in danger now")
    missed.select(label).run()
    app.button(key="count-this").click().run()
    assert not app.exception
    assert any(button.key == "strike-danger_now" for button in app.button)


def test_a_new_conversation_forgets_everything_in_one_click(app: AppTest) -> None:
    said(app, HARM)
    next(button for button in app.button if button.label == "New conversation").click().run()
    assert "belt mark across" not in seen(app)
    assert headings(app) == ["Questions that others ask"]


def test_a_message_without_words_is_told_kindly_and_not_kept(app: AppTest) -> None:
    said(app, "  ?! ")
    assert "no words" in seen(app)
    assert headings(app) == ["Questions that others ask"]


def test_a_very_long_message_is_not_decided_on_but_danger_in_it_still_shows(app: AppTest) -> None:
    said(app, "Nothing much happened today. " * 400 + DANGER)
    assert any("999" in element.proto.body for element in app.get("html") if 'role="alert"' in element.proto.body)


def test_earlier_messages_stay_and_add_up(app: AppTest) -> None:
    said(app, HARM)
    said(app, "His sister is three.")
    assert any(expander.label == "Earlier in this conversation (1)" for expander in app.expander)
    assert any(button.key == "strike-physical_harm" for button in app.button)


def test_the_guide_shows_every_clause_and_every_contact_with_its_certainty(app: AppTest) -> None:
    app.switch_page("ui/pages/guide.py").run()
    assert not app.exception
    shown = seen(app)
    for clause in ("S1", "P7", "C5", "E1", "E2", "E3", "L1"):
        assert f"({clause})" in shown
    assert "01332 641172" in shown
    assert "Not certain: 01332 786968" in shown


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    """The app over a corpus that is not there."""
    forget_parts()
    monkeypatch.setenv("CAN_I_SHARE_CORPUS", str(tmp_path))
    yield AppTest.from_file(ROOT / "app.py", default_timeout=60)
    forget_parts()


def test_a_missing_corpus_gives_the_emergency_lines_and_the_fault_never_a_traceback(broken: AppTest) -> None:
    broken.run()
    assert not broken.exception
    shown = seen(broken)
    assert "999" in shown
    assert "cannot answer at the moment" in shown
    assert "Traceback" not in shown
    assert not broken.chat_input


def test_an_unknown_setting_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAN_I_SHARE_CORPSE", "x")
    broken = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    assert "CAN_I_SHARE_CORPSE is no setting" in seen(broken)
    assert "999" in seen(broken)
