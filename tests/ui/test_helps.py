"""What helps beside an answer, over the real app: what would change it, the note, the caller, the e-mail, the judgement, the way out."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.builders import make_answer, make_reply, seen
from tests.ui.test_app import HARM, QUESTION, said
from ui.examples import EXAMPLES

CALLER = "A solicitor for the father rang and asked for our notes on the children. He would not say which firm. Can I send them?"
MAIL = "Her mum Donna (07700 900123) is in the refuge. I attach the whole file. ![x](http://evil.example.test/p.png) <b>now</b>"


def code(app: AppTest) -> str:
    return "\n".join(block.value for block in app.code)


def expanded(app: AppTest, label: str) -> bool:
    return next(each for each in app.expander if label in each.label).proto.expanded


def test_what_would_change_the_answer_is_told_beside_a_case_and_not_beside_a_question(app: AppTest) -> None:
    assert "What would change this:" in seen(said(app, CALLER))
    assert "you ring back and find somebody" in seen(app)
    app.button(key="leave-now").click().run()
    assert "What would change this:" not in seen(said(app, QUESTION))


def test_harm_is_never_said_to_change_by_taking_it_away(app: AppTest) -> None:
    line = next(body for body in (each.proto.body for each in said(app, HARM).get("html")) if "What would change" in body)
    assert "Nothing that anybody says about consent would change it." in line
    assert "no sign" not in line and "explained" not in line


def test_the_check_of_a_caller_is_always_there_and_open_where_nobody_checked(app: AppTest) -> None:
    assert not expanded(app, "Check who is asking")
    assert expanded(said(app, CALLER), "Check who is asking")
    assert "guide?clause=PRA-15" in seen(app)
    assert "Do not even say that you know the family." in seen(app)


def test_the_note_for_a_manager_holds_no_word_of_the_message(app: AppTest) -> None:
    note = next(block.value for block in said(app, HARM.replace("A boy", "Kian Jones, a boy")).code if "For my manager" in block.value)
    assert "What I ask of you: Tell me now" in note
    assert "(E1)" in note
    assert "Kian" not in note and "begged" not in note


def test_an_e_mail_is_marked_shown_as_text_and_cleared(app: AppTest) -> None:
    box = next(area for area in app.text_area if (area.key or "").startswith("paste-"))
    box.set_value(MAIL).run()
    assert not app.exception
    cuts = [each.proto.body for each in app.get("html") if 'class="cut"' in each.proto.body]
    assert any("<mark>whole file</mark>" in cut for cut in cuts)
    assert any("<mark>refuge</mark>" in cut for cut in cuts)
    assert all("<b>" not in cut and "<img" not in cut for cut in cuts)
    assert len(app.checkbox) == 4
    app.button(key="clear-paste").click().run()
    assert next(area for area in app.text_area if (area.key or "").startswith("paste-")).value == ""
    assert "whole file" not in seen(app)


def test_a_new_conversation_throws_the_pasted_e_mail_away(app: AppTest) -> None:
    said(app, HARM)
    next(area for area in app.text_area if (area.key or "").startswith("paste-")).set_value(MAIL).run()
    next(button for button in app.button if button.label == "New conversation").click().run()
    assert "whole file" not in seen(app)


def test_a_wrong_answer_becomes_a_line_in_roles_with_the_outcome_wished(app: AppTest) -> None:
    said(app, HARM.replace("A boy", "Kian Jones, a boy"))
    right = next(radio for radio in app.radio if (radio.key or "").startswith("right-"))
    right.set_value("No").run()
    assert "act on that, whatever this answer says" in seen(app)
    wished = next(box for box in app.selectbox if (box.key or "").startswith("wished-"))
    wished.select(next(option for option in wished.options if option == "Pause and get advice")).run()
    assert not app.exception
    line = json.loads(next(block.value for block in app.code if '"feedback-' in block.value))
    assert line["outcome"] == "pause_and_seek_advice"
    assert "Kian" not in line["turns"][0] and "belt mark" in line["turns"][0]
    assert "comment" not in line


def test_what_was_read_wrongly_and_a_comment_go_into_the_line(app: AppTest) -> None:
    said(app, HARM.replace("A boy", "Kian Jones, a boy"))
    next(radio for radio in app.radio if (radio.key or "").startswith("right-")).set_value("Yes").run()
    misread = next(box for box in app.selectbox if (box.key or "").startswith("misread-"))
    assert misread.options[-1] == "Something it did not read"
    misread.select(next(option for option in misread.options if "physically hurt" in option)).run()
    comment = next(area for area in app.text_area if (area.key or "").startswith("comment-"))
    comment.set_value("Kian fell off a wall, and I saw it.").run()
    assert not app.exception
    line = json.loads(next(block.value for block in app.code if '"feedback-' in block.value))
    assert line["tags"][-1] == "misread-physical_harm-evidence"
    assert "fell off a wall, and I saw it." in line["comment"] and "Kian" not in line["comment"]


def test_leaving_forgets_the_conversation_and_what_was_pasted(app: AppTest) -> None:
    said(app, HARM)
    next(area for area in app.text_area if (area.key or "").startswith("paste-")).set_value(MAIL).run()
    app.button(key="leave-now").click().run()
    assert not app.exception
    assert "belt mark across" not in seen(app) and "refuge" not in seen(app)
    assert "Answer 1 ready" not in seen(app)


def test_a_chip_says_the_fact_its_value_and_the_words(app: AppTest) -> None:
    chips = [each.label for each in said(app, HARM).expander]
    assert any("physically hurt" in chip and "evidence of it" in chip and "belt mark" in chip.replace("\\", "") for chip in chips)


def test_a_fact_that_was_added_changes_the_answer(app: AppTest) -> None:
    said(app, CALLER)
    missed = app.selectbox(key="missed")
    missed.select(next(option for option in missed.options if option == "Somebody in danger now")).run()
    app.button(key="count-this").click().run()
    assert "Share: consent not needed" in seen(app)
    assert any("you added this" in each.label for each in app.expander)


@pytest.mark.parametrize("asker", sorted(EXAMPLES))
def test_every_example_is_covered_and_no_profession_gets_only_one_kind_of_answer(app: AppTest, asker: str) -> None:
    outcomes = set()
    for question in EXAMPLES[asker]:
        shown = seen(said(app, question))
        assert "Not covered here" not in shown, question
        outcomes.add(next(line for line in shown.splitlines() if 'class="tag"' in line))
        app.button(key="leave-now").click().run()
    assert len(outcomes) > 1


def aged_page(answer: object) -> None:
    from types import SimpleNamespace

    from ui.components import answer as part
    from ui.reaching import Reach

    contacts = (Reach(answer.reply.speak_to[0], "In the daytime", "Nobody checked this for 91 days."),)  # type: ignore[attr-defined]
    part.show(answer, SimpleNamespace(procedure_text="first words second words third words", procedure=lambda: iter(())), contacts, ())  # type: ignore[arg-type]


def test_an_old_number_warns_where_it_is_shown() -> None:
    shown = seen(AppTest.from_function(aged_page, kwargs={"answer": make_answer(make_reply())}).run())
    assert "In the daytime" in shown
    assert "Nobody checked this for 91 days." in shown
