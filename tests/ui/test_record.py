"""The page that records a decision: drafted from the session's answer, finished by the person, kept nowhere."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.builders import seen
from tests.ui.conftest import ROOT
from tests.unit.assistant.test_documents import watched

HARM = "A boy of eight came in with a belt mark across his back and said his dad did it. Mum says we may not ring anyone."
AGREED = "Mum has said yes to my telling the nursery about his speech delay so that they can help him. What may I send?"
QUESTION = "Which exceptions let us share without consent?"


@pytest.fixture(autouse=True)
def _links_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """``page`` draws links as text, in this very process: what it replaces is put back after each test."""
    monkeypatch.setattr(st, "page_link", st.page_link)


def page(message: str, root: str) -> None:
    """What the app does round this page, and one message asked before it."""
    import os
    from functools import partial

    import streamlit as st

    from assistant.pipeline import answer
    from assistant.settings import Settings
    from ui.components import record
    from ui.parts import current_parts, open_parts
    from ui.state import current_talk, say, start_anew

    open_parts(Settings.from_environ(os.environ))
    st.page_link = lambda page, label, icon: st.text(f"{label} → {page}")  # type: ignore[assignment, misc]
    message = st.session_state.get("next", message)
    talk = current_talk()
    if message and (talk.latest is None or talk.latest.message != message):
        st.session_state["talk"] = say(talk, partial(answer, parts=current_parts()), message)
    st.button("Anew", on_click=start_anew)
    talk = current_talk()
    if talk.latest is None:
        record.show_nothing_yet()
    else:
        record.show(talk, talk.latest, current_parts())
    record.show_link()


def opened(message: str) -> AppTest:
    tested = AppTest.from_function(page, kwargs={"message": message, "root": str(ROOT)}, default_timeout=120).run()
    assert not tested.exception
    return tested


def box(app: AppTest, label: str) -> object:
    return next(area for area in app.text_area if area.label == label)


def text_of(app: AppTest, label: str) -> str:
    return str(box(app, label).value)  # type: ignore[attr-defined]


def write(app: AppTest, label: str, text: str) -> None:
    box(app, label).set_value(text).run()  # type: ignore[attr-defined]
    assert not app.exception


def test_without_an_answer_it_says_what_to_do() -> None:
    shown = seen(opened(""))
    assert "nothing to record yet" in shown
    assert "Go to Ask → ui/pages/ask.py" in shown
    assert "Record this decision → ui/pages/record.py" in shown


def test_every_part_is_a_labelled_box_and_the_decision_is_open() -> None:
    app = opened(HARM)
    labels = [area.label for area in app.text_area]
    for label in (
        "What was asked about", "What the procedure says", "What was decided", "What would be shared", "With whom, and with whom not",
        "How it would go", "Why: necessary, proportionate and relevant", "Consent", "Who was consulted", "What the family was told",
        "What is left out", "Keeping and disposing of it at the recipient", "Written by",
    ):  # fmt: skip
        assert labels.count(label) == 1
    assert app.radio[0].label == "What was decided"
    assert app.radio[0].value is None
    assert "exception 1" in text_of(app, "What the procedure says")
    assert "Where there is evidence that a child is suffering" in seen(app)


def test_it_says_that_no_names_belong_here_that_nothing_is_kept_and_that_people_decide() -> None:
    shown = seen(opened(HARM))
    assert "No names, addresses, dates of birth or case numbers here." in shown
    assert "Nothing here is kept" in shown
    assert "People decide" in shown
    assert "Versions: corpus" in shown


def test_each_paper_can_be_taken_away_in_three_kinds_of_file() -> None:
    app = opened(AGREED)
    names = [button.proto.label for button in app.get("download_button")]
    assert names.count("Download as Word") == 4
    assert names.count("Download as PDF") == names.count("Download as plain text") == 4


def test_there_is_no_form_where_a_family_should_not_be_asked() -> None:
    app = opened(HARM)
    assert "There is no consent form here" in seen(app)
    assert not [area for area in app.text_area if area.label == "What a no means"]


def test_the_form_takes_no_name_on_the_screen() -> None:
    app = opened(AGREED)
    labels = [area.label for area in app.text_area]
    assert "What a no means" in labels
    assert "Who answers" not in labels
    assert "to be filled in on paper" in seen(app)


def test_a_question_has_no_record_and_a_blank_form() -> None:
    app = opened(QUESTION)
    assert "no decision to record" in seen(app)
    assert text_of(app, "What we would like to share") == "Item by item:"


def test_what_was_written_stays_and_an_answer_that_changed_is_told() -> None:
    app = opened(HARM)
    write(app, "Who was consulted", "The head, at noon.")
    app.radio[0].set_value("Share").run()
    assert text_of(app, "Who was consulted") == "The head, at noon."
    app.session_state["next"] = "His sister is three."
    app.run()
    assert not app.exception
    assert "The answer has changed since you wrote here." in seen(app)
    assert text_of(app, "Who was consulted") == "The head, at noon."
    assert app.radio[0].value is None
    next(button for button in app.button if button.label == "Draft those parts again").click().run()
    assert text_of(app, "Who was consulted").startswith("Role of the person consulted:")
    assert "The answer has changed" not in seen(app)


def test_a_name_that_was_written_is_pointed_at() -> None:
    app = opened(HARM)
    write(app, "Who was consulted", "Mrs Agnieszka Kowalczyk, 07700 900123, at noon.")
    assert "This may hold a name" in seen(app)
    write(app, "Who was consulted", "The head, at noon.")
    assert "This may hold a name" not in seen(app)


def test_a_new_conversation_forgets_what_was_written() -> None:
    app = opened(HARM)
    write(app, "Who was consulted", "Only here.")
    assert "papers" in app.session_state
    app.session_state["next"] = ""
    next(button for button in app.button if button.label == "Anew").click().run()
    assert "papers" not in app.session_state
    app.session_state["next"] = HARM
    app.run()
    assert text_of(app, "Who was consulted").startswith("Role of the person consulted:")


def test_a_file_has_the_last_words_written_and_nothing_is_written_to_disk() -> None:
    from assistant.documents import FORMATS
    from assistant.record import draft_record
    from ui.components.record import _made

    app = opened(HARM)
    papers, talk, parts = (app.session_state[name] for name in ("papers", "talk", "parts"))
    answer = talk.latest.answer
    record = draft_record(answer, talk.conversation, parts)
    write(app, "Who was consulted", "The head, at noon.")
    app.radio[0].set_value("Share").run()
    with watched() as writes:
        made = _made(record, "record", papers, answer.id, FORMATS[2]).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "The head, at noon." in made
    assert "[x] Share (chosen)" in made
    assert writes == []


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "[l](javascript:alert(1)) :red[x] $x$", "word " * 500])
def test_hostile_text_stays_text(hostile: str) -> None:
    app = opened(HARM)
    write(app, "Consent", hostile)
    assert text_of(app, "Consent") == hostile
    assert not any("<img" in element.proto.body for element in app.get("html"))


def test_the_style_of_the_page_is_beside_the_others() -> None:
    assert Path(ROOT / "ui" / "styles" / "record.css").exists()
