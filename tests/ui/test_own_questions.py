"""An evaluator's own questions stay in the session, a run under way among them, until they are cleared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from evals.generate import Output, generate
from tests.ui.builders import seen
from ui.components import own_questions

FILE = ("mine_*.csv", b"id,question,outcome\n1,can i tell nursery,clarify\n2,what is consent,\n,,clarify\n", "text/csv")
OTHER = ("other.csv", b"question\nwho may know\n", "text/csv")
CLEAR, TEMPLATE = "Clear the questions and results", "Download the template"
ALL = "2 of 2 questions were answered."


def pages() -> None:
    """The page, and another, on which the place for a file is not drawn and so forgets its file."""
    import streamlit as st

    from tests.ui.test_practise import light_parts
    from ui.components import own_questions
    from ui.state import forget_all

    if st.session_state.setdefault("here", True):
        own_questions.show(light_parts())
    else:
        st.button("Leave", on_click=forget_all)


def opened() -> AppTest:
    return AppTest.from_function(pages, default_timeout=60).run()


def given(app: AppTest, file: tuple[str, bytes, str] = FILE) -> AppTest:
    return checked(app.file_uploader[0].set_value(file).run())


def pressed(app: AppTest, words: str) -> AppTest:
    return checked(next(button for button in app.button if button.label == words).click().run())


def looked_elsewhere(app: AppTest) -> AppTest:
    for here in (False, True):
        app.session_state["here"] = here
        app.run()
    assert app.file_uploader[0].value is None
    return checked(app)


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in (*app.button, *app.get("download_button"))]


def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every run be cut short after one question, as by a look at another page; gives the ids that were asked."""
    asked: list[str] = []

    def cut_short(questions: Any, *how: Any) -> Iterator[Output]:
        import streamlit as st

        for output in generate(questions[:1], *how):
            asked.append(output.case)
            yield output
        if questions[1:]:
            st.stop()

    monkeypatch.setattr(own_questions, "generate", cut_short)
    return asked


def test_results_are_there_after_a_look_at_another_page() -> None:
    app = pressed(given(opened()), "Ask 2 questions")
    before = seen(app), labels(app)
    app = looked_elsewhere(app)
    assert (seen(app), labels(app)) == before
    for words in (ALL, "**mine_*.csv**, 2 questions", "1 lines cannot be asked"):
        assert words in seen(app)
    assert "Download the report" in labels(app)


def test_a_run_under_way_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = one_at_a_time(monkeypatch)
    app = pressed(given(opened()), "Ask 2 questions")
    assert "goes on when you come back" in seen(app)
    assert ALL not in seen(app)
    assert ALL in seen(looked_elsewhere(app))
    assert asked == ["1", "2"]


def test_a_run_that_was_stopped_waits_until_it_is_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = one_at_a_time(monkeypatch)
    app = looked_elsewhere(pressed(pressed(given(opened()), "Ask 2 questions"), "Stop"))
    assert "1 of 2 questions were answered." in seen(app)
    assert asked == ["1"]
    assert ALL in seen(pressed(app, "Go on"))


def test_clearing_forgets_the_file_and_its_results() -> None:
    app = pressed(pressed(given(opened()), "Ask 2 questions"), CLEAR)
    for cleared in (app, looked_elsewhere(app)):
        assert labels(cleared) == [TEMPLATE]
        assert "mine" not in seen(cleared)
        assert "mine" not in repr(cleared.session_state)
    assert "Ask 2 questions" in labels(given(app))


def test_leaving_forgets_the_file_and_its_results() -> None:
    app = pressed(given(opened()), "Ask 2 questions")
    app.session_state["here"] = False
    assert labels(pressed(app.run(), "Leave")) == [TEMPLATE]


def test_clearing_ends_a_run_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = one_at_a_time(monkeypatch)
    app = given(pressed(pressed(given(opened()), "Ask 2 questions"), CLEAR))
    assert "Ask 2 questions" in labels(app)
    assert asked == ["1"]


def test_another_file_takes_its_place_and_the_same_file_goes_on() -> None:
    app = looked_elsewhere(pressed(given(opened()), "Ask 2 questions"))
    assert ALL in seen(given(app))
    app = given(app, OTHER)
    assert "**other.csv**, 1 question." in seen(app)
    assert "Results" not in [header.value for header in app.header]
    assert "Ask the question" in labels(app)


def test_a_file_that_cannot_be_read_does_not_cost_what_is_held() -> None:
    app = given(pressed(given(opened()), "Ask 2 questions"), ("x.csv", b"id,text\n1,a\n", "text/csv"))
    assert "The file cannot be read." in seen(app)
    assert ALL in seen(looked_elsewhere(app))


def test_another_session_sees_nothing_of_it_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pressed(given(opened()), "Ask 2 questions")
    assert labels(opened()) == [TEMPLATE]
    assert not list(tmp_path.iterdir())
