"""A model judges only what letters cannot, only after it was held against labels, and is told beside every figure it touches."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.model import Model
from assistant.settings import Settings
from corpus.errors import ModelError
from evals.judge import TRUSTED, Judge, calibrate, judge_stamp, judged, load_judge, load_judge_pairs
from evals.result import Measured
from evals.score import figures
from tests.hostile_model import StandIn
from tests.unit.evals.builders import result

PAIRS = load_judge_pairs()
LABELS = {(pair.point, pair.sentence): pair.made for pair in PAIRS}


def asked_of(prompt: str) -> tuple[str, str]:
    """The point and the sentence that stand in the prompt."""
    return json.loads(prompt.split("The point:\n")[1].splitlines()[0]), json.loads(prompt.split("The sentence:\n")[1].splitlines()[0])


def says(made: bool) -> Iterator[str]:
    return iter([json.dumps({"made": made})])


def judge(writing: object) -> Judge:
    return Judge(Model("stand-in:1", StandIn(writing=writing), remote=False))


def as_labelled(prompt: str, tokens: list[str]) -> Iterator[str]:
    return says(LABELS.get(asked_of(prompt), "ring" in asked_of(prompt)[1].lower()))


def always(prompt: str, tokens: list[str]) -> Iterator[str]:
    return says(True)


def test_the_pairs_are_sixty_half_of_them_near_misses_of_the_same_points() -> None:
    made, near = ([pair for pair in PAIRS if pair.made is label] for label in (True, False))
    assert len(made) == len(near) == 30
    assert {pair.point for pair in made} == {pair.point for pair in near}
    assert len({pair.id for pair in PAIRS}) == len(LABELS) == 60


def test_a_judge_that_labels_as_people_did_is_trusted_and_one_that_says_yes_to_all_is_not() -> None:
    good, bad = calibrate(judge(as_labelled), PAIRS), calibrate(judge(always), PAIRS)
    assert (good.agreed.kappa, good.taken.hits, good.missed.hits, good.trusted) == (1.0, 0, 0, True)
    assert (bad.agreed.kappa, bad.taken.hits, bad.missed.hits, bad.trusted) == (0.0, 30, 0, False)
    assert "stand-in:1" in str(good)
    assert f"Below kappa {TRUSTED}" in str(bad)


@pytest.mark.parametrize("written", ["", "yes", '{"made": "true"}', '{"made": true} {"made": false}', '{"other": true}', "{broken}"])
def test_anything_but_what_was_asked_for_is_no_label(written: str) -> None:
    assert judge(lambda prompt, tokens: iter([written])).makes("a point", "a sentence") is None


def test_a_judge_that_gives_no_labels_is_not_trusted() -> None:
    silent = calibrate(judge(lambda prompt, tokens: iter(["I think so."])), PAIRS)
    assert (silent.unread, silent.agreed.alike.hits, silent.trusted) == (60, 0, False)


def test_only_points_that_letters_do_not_find_are_judged_and_the_figure_names_the_judge() -> None:
    found, reworded, missed = (
        result(id, "clarify", "clarify", text=text)
        for id, text in (("a", "Tell social care."), ("b", "It is cold. Ring them."), ("c", "It is cold."))
    )
    results = (found, reworded, missed)
    of_set = Measured("answers", "open", results, figures(results))
    stand_in = judge(as_labelled)
    (more,) = judged([of_set], stand_in, calibrate(stand_in, PAIRS), lambda point, sentences: sentences)
    figure = more.figures[-1]
    assert (figure.hits, figure.total) == (2, 3)
    assert figure.note == "judge stand-in:1, kappa 1.00 (0.88 to 1.00)"
    assert figure.note in str(figure)
    chat = stand_in.model.chat
    assert isinstance(chat, StandIn)
    assert [asked_of(prompt)[1] for prompt in chat.prompts[60:]] == ["It is cold.", "Ring them."]


def test_a_judge_that_is_not_trusted_adds_no_figure_and_is_not_asked() -> None:
    results = (result("a", "clarify", "clarify", text="It is cold."),)
    of_set = Measured("answers", "open", results, figures(results))
    stand_in = judge(always)
    assert list(judged([of_set], stand_in, calibrate(stand_in, PAIRS), lambda point, sentences: sentences)) == [of_set]


def test_what_a_judged_figure_rests_on_is_pinned() -> None:
    stamp = judge_stamp(judge(always))
    assert stamp["judge"] == "stand-in:1"
    assert all(len(stamp[name]) == 64 for name in ("judge prompt", "judge pairs"))


def test_a_judge_elsewhere_needs_the_same_leave_as_any_model() -> None:
    with pytest.raises(ModelError, match="REMOTE=yes"):
        load_judge("openai:gpt", replace(Settings(), remote=False))
