"""A fact that was only inferred says so in words beside it, and the reader's figures and examples stand only behind the answer."""

import pytest
from streamlit.testing.v1 import AppTest

from guardrails.facts import Fact, Provenance, Words
from tests.ui.builders import make_fact, seen
from tests.ui.test_app import DANGER, HARM, said
from ui.components.reading import to_check
from ui.sureness import behind_it, is_unsure


def learned(sure: int | None) -> Fact:
    return Fact("neglect", "cause", (Words(0, 0, 9, "belt mark"),), Provenance.LEARNED, "Read from the whole.", sure)


@pytest.mark.parametrize(("sure", "unsure"), [(47, True), (79, True), (80, False), (100, False), (None, True)])
def test_below_eight_in_ten_an_inferred_fact_is_to_be_checked(sure: int | None, unsure: bool) -> None:
    assert is_unsure(learned(sure)) is unsure


def test_what_words_point_at_and_what_a_person_states_is_not_in_doubt() -> None:
    assert not is_unsure(make_fact())
    assert not is_unsure(Fact("neglect", "cause", provenance=Provenance.PERSON))


def test_the_line_counts_what_is_to_be_checked() -> None:
    assert to_check((learned(47), make_fact())) == "Check it: I am not sure of 1 of 2"
    assert to_check((make_fact(),)) == "Check it"
    assert to_check(()) == "Add what I missed"


def test_an_example_is_called_what_it_is() -> None:
    assert "training message" not in behind_it("47% sure. Nearest training message: “crossbow” (distance 0.26).")


def test_the_reader_says_how_sure_it_is_of_every_fact_that_it_inferred(app: AppTest) -> None:
    facts = said(app, DANGER).session_state["talk"].latest.answer.facts
    inferred = [fact for fact in facts if fact.provenance is Provenance.LEARNED]
    assert inferred
    assert all(fact.sure is not None and f"{fact.sure}% sure" in fact.reason for fact in inferred)


def test_a_chip_and_what_it_opens_to_hold_no_figure_and_no_strangers_words(app: AppTest) -> None:
    said(app, DANGER)
    chips = list(app.expander)
    assert any("not sure – please check" in chip.label.replace("\\", "") for chip in chips)
    opened = "\n".join(text.value for text in app.text)
    assert "Read from your message as a whole; please check." in opened
    assert f"“{DANGER}” (message 1)" in opened
    for jargon in ("% sure", "training message", "distance"):
        assert jargon not in opened
        assert not any(jargon in chip.label for chip in chips)


def test_behind_the_answer_the_figures_stand_with_what_an_example_is(app: AppTest) -> None:
    shown = seen(said(app, DANGER))
    assert "% sure" in shown
    assert "Nearest made-up example:" in shown
    assert "never a real case" in shown
    assert "training message" not in shown


def test_where_nothing_was_inferred_no_example_is_spoken_of(app: AppTest) -> None:
    said(app, HARM)
    facts = app.session_state["talk"].latest.answer.facts
    assert ("never a real case" in seen(app)) is any(fact.reason for fact in facts)
