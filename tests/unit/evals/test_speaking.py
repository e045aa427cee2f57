"""With a language model set, what is evaluated is what the person finally sees; it never moves a verdict or a line that must be said."""

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import Conversation
from assistant.model import Model
from assistant.parts import Parts, open_parts
from assistant.pipeline import answer
from assistant.reply import Sentence, to_markdown
from assistant.settings import Settings
from evals.case import OutcomeCase, load_cases
from evals.generate import AS_OF, Output, asking, generate, read_outputs, stamp_of
from evals.measure import measure
from evals.own import labelled_results, main, own_figures, results_csv
from evals.questions import read_questions
from evals.score import model_figures
from tests.hostile_model import StandIn, Writing, raw, sentence

NAME = "stand-in:x"
SOUND = {
    "P1": "What you share should be proportionate to the need and level of risk.",
    "P6": "Information should be shared securely, wherever possible.",
    "E1": "Sharing without consent is justified where there is evidence that a child is suffering significant harm.",
}
SAME = ("outcome", "urgency", "escalate", "recipients", "facts", "rules", "exceptions", "asks", "citations", "explanation")
"""What no model may touch."""
PARTS_KEPT = ("headline", "banner", "steps", "share", "leave_out", "phrases", "record", "net", "speak_to")


def sound(prompt: str, tokens: list[str]):  # type: ignore[no-untyped-def]  # as the stand-in calls it
    return (sentence(SOUND[token], token) for token in tokens if token in SOUND)


def half_sound(prompt: str, tokens: list[str]):  # type: ignore[no-untyped-def]
    for token in tokens:
        if token in SOUND:
            yield sentence(SOUND[token], token)
            yield sentence("Do not share this with anybody.", token)


def broken(prompt: str, tokens: list[str]):  # type: ignore[no-untyped-def]
    raise ConnectionRefusedError("refused")
    yield ""


@cache
def silent() -> Parts:
    return replace(open_parts(Settings.from_environ(os.environ)), model=None)


def with_model(writing: Writing) -> Parts:
    return replace(silent(), model=Model(NAME, StandIn(writing=writing), remote=False, deadline=5.0))


@cache
def spoken_to() -> tuple[OutcomeCase, ...]:
    """Open cases whose answers quote a clause that the sound model speaks from, and to which a model is asked to add."""
    chosen = [case for case in load_cases().answers if case.split == "open" and case.urgency != "immediate"][:60]
    return tuple(case for case in chosen if {"P1", "P6", "E1"} & {cited["id"] for cited in asking(silent())(case.turns)["citations"]})[:8]


def asked(parts: Parts) -> list[Mapping[str, Any]]:
    return [asking(parts)(case.turns) for case in spoken_to()]


def test_the_last_answer_that_the_person_sees_is_what_counts() -> None:
    before, after = asked(silent()), asked(with_model(sound))
    added = [said for said in after if said["spoken"]["shown"]]
    assert len(added) > 3
    for composed, said in zip(before, after, strict=True):
        assert "spoken" not in composed
        assert said["spoken"]["model"] == NAME
        assert (said["generator"] == NAME) is (said["answer"] != composed["answer"] and bool(said["spoken"]["shown"]))
    for said in added:
        assert any(text in said["answer"] for text in SOUND.values())
        assert "model" in said["ms"]


@pytest.mark.parametrize("writing", [sound, half_sound, broken, raw("nothing of use")])
def test_verdicts_and_lines_that_must_be_said_are_the_same_with_any_model(writing: Writing) -> None:
    for case, composed, said in zip(spoken_to(), asked(silent()), asked(with_model(writing)), strict=True):
        assert {key: said[key] for key in SAME} == {key: composed[key] for key in SAME}, case.id
        for line in owed(case):
            assert line in said["answer"], (case.id, line)


def owed(case: OutcomeCase) -> set[str]:
    """The lines of the composed reply in which whatever must be said is said: every part but the lead."""
    reply = answer(Conversation(case.turns, AS_OF), silent()).reply
    parts = [getattr(reply, name) for name in PARTS_KEPT]
    lines = [line for part in parts for line in ([part] if isinstance(part, str) else part)]
    texts = {line if isinstance(line, str) else line.text for line in lines if isinstance(line, str | Sentence)}
    found = {text for text in texts if text}
    assert found
    assert all(text in to_markdown(reply) for text in found)
    return found


def test_every_figure_on_a_verdict_is_the_same_with_and_without_a_model_and_the_models_own_are_added() -> None:
    cases = spoken_to()
    before, after = (measure(cases, parts, "answers", "open", kept=None) for parts in (silent(), with_model(half_sound)))
    without, with_it = ({figure.name: figure for figure in each.figures} for each in (before, after))
    for name in ("accuracy", "under sharing", "false alarms", "urgency right", "escalation right", "exceptions named as labelled", "clause recall"):
        assert with_it[name] == without[name], name
    shown, withheld = (with_it[f"sentences of the model that were {what}"] for what in ("shown", "withheld"))
    assert shown.hits > 0
    assert withheld.hits > 0
    assert shown.total == shown.hits + withheld.hits
    assert NAME in str(shown)
    assert without["sentences of the model that were shown"].total == 0
    assert any("model" in measure.name for measure in after.measures)
    assert not any("model" in measure.name for measure in before.measures)


def test_sentences_that_passed_and_were_dropped_with_their_draft_count_as_withheld() -> None:
    def mostly_wrong(prompt: str, tokens: list[str]):  # type: ignore[no-untyped-def]
        good = next((token for token in tokens if token in SOUND), "")
        yield sentence(SOUND.get(good, "Share it."), good)
        for number in range(3):
            yield sentence(f"Wait {number} weeks before you share it.", *tokens[:1])

    told = [said["spoken"] for said in asked(with_model(mostly_wrong))]
    assert told
    assert all((said["shown"], said["withheld"]) == (0, 4) for said in told)


def test_a_model_that_fails_is_counted_and_asked_again_by_the_next_run(tmp_path: Path) -> None:
    cases, kept = spoken_to()[:2], tmp_path / "outputs.jsonl"
    failing = with_model(broken)
    first = list(generate(cases, asking(failing), kept, stamp_of(failing)))
    assert {figure.name: figure.hits for figure in model_figures(first)}["answers for which the model failed"] == 2
    well = with_model(sound)
    assert stamp_of(well) == stamp_of(failing)
    again = list(generate(cases, asking(well), kept, stamp_of(well)))
    assert not any(output.answer["spoken"]["failed"] for output in again)
    assert [output.case for output in again] == [case.id for case in cases]
    latest = {output.case: output for output in read_outputs(kept)}
    assert list(latest.values()) == again


def test_the_stamp_names_the_model_and_hashes_its_prompts() -> None:
    stamp = stamp_of(with_model(sound))
    assert stamp["model"] == NAME
    assert len(stamp["model_prompts"]) == 64
    assert "model" not in stamp_of(silent())


def test_own_questions_show_what_the_model_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"{case.id},\"{case.turns[0].replace(chr(34), '')}\",{case.outcome}\n" for case in spoken_to()[:3] if len(case.turns) == 1)
    file = tmp_path / "mine.csv"
    file.write_text(f"id,question,outcome\n{lines}u,what does proportionate mean,\n", encoding="utf-8")
    parts = with_model(half_sound)
    monkeypatch.setattr("evals.own.open_parts", lambda settings: parts)
    assert main([str(file), "--out", str(tmp_path / "out")]) == 0
    assert f"{NAME}" in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "results.csv").read_text(encoding="utf-8-sig"))))
    assert {row["generator"] for row in rows} <= {NAME, "rules"}
    assert sum(int(row["model_withheld"] or 0) for row in rows) > 0
    assert NAME in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_figures_of_own_lines_hold_the_models_and_a_run_without_one_leaves_its_columns_empty() -> None:
    questions, _ = read_questions("q.csv", b"id,question,outcome\n1,a b,clarify\n")
    said = {"outcome": "clarify", "urgency": "routine", "escalate": False, "exceptions": [], "answer": "One.", "generator": "rules"}
    row = next(csv.DictReader(io.StringIO(results_csv(questions, [Output("1", said)]))))
    assert (row["generator"], row["model_shown"], row["model_withheld"]) == ("rules", "", "")
    spoken = {"spoken": {"model": NAME, "shown": 1, "withheld": 2, "failed": ""}}
    figures = {figure.name: figure for figure in own_figures(labelled_results(questions, [Output("1", {**said, **spoken})]), silent())}
    assert (figures["sentences of the model that were shown"].hits, figures["sentences of the model that were shown"].total) == (1, 3)
