"""The command holds every threshold, scores what was set aside again, and lets no sealed case be looked at."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import Model
from assistant.parts import open_parts
from evals import inspect_task, support
from evals.__main__ import main
from evals.case import load_cases
from evals.gate import load_thresholds
from evals.generate import Output, aside, generate, short
from evals.measure import measured_again
from evals.result import Measured
from evals.score import figures
from ingest.clauses import load_corpus
from tests.hostile_model import StandIn, raw
from tests.unit.evals.builders import result

HELD = {
    "everyday": ("under sharing", "unsafe recipient refused", "false alarms", "over sharing", "danger now found", "urgency right", "escalation right"),
    "wordings": ("under sharing",),
    "editions": ("under sharing",),
    "facts": ("under sharing",),
    "outcomes": ("macro F1",),
    "hostile": ("lowered by an attempt to switch the guardrail off",),
    "prompts": ("prompts that hold what a model needs",),
}
FIDELITY = "quotes that are the source's own characters"


def test_everything_that_protects_somebody_is_held() -> None:
    held = {(each.set, each.name): each for each in load_thresholds()}
    for name, wanted in HELD.items():
        assert {(name, figure) for figure in wanted} <= held.keys(), name
    for name in ("outcomes", "everyday"):
        assert {(name, f"exceptions named as labelled: {exception}") for exception in ("E1", "E2", "E3")} <= held.keys()
    for name in ("outcomes", "everyday", "wordings", "answers", "refusals", "editions", "facts"):
        assert held[name, FIDELITY].at_least == 1.0
    assert all(each.at_most < 1 or each.at_least > 0 for each in held.values())


@pytest.fixture
def measuring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Measures are what the test says; nothing is asked or written beside the test."""

    def given(*measured: Measured) -> None:
        monkeypatch.setattr("evals.__main__._measured", lambda *arguments: list(measured))
        monkeypatch.setattr("evals.__main__.REPORT", tmp_path / "report.html")

    return given


def test_a_threshold_whose_set_was_not_measured_breaks_a_whole_run(measuring: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    measuring()
    assert main([]) == 1
    told = capsys.readouterr().err
    for threshold in load_thresholds():
        assert f"{threshold.set}: nothing was measured for “{threshold.name}”" in told


def test_a_run_of_one_set_is_held_to_that_sets_thresholds_alone(measuring: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    harm = result("a", "share_without_consent", "seek_consent")
    measuring(Measured("wordings", "open", (harm,), figures([harm])))
    assert main(["--set", "wordings"]) == 1
    failed = [line for line in capsys.readouterr().err.splitlines() if line.startswith("FAILED")]
    assert "FAILED wordings: under sharing is 1.000, not between 0.0 and 0.02" in failed
    assert all(line.startswith("FAILED wordings") for line in failed)


def test_outputs_that_were_set_aside_are_scored_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = load_cases()
    chosen = [case for case in cases.answers if case.split == "open"][:3]
    said = {"outcome": str(chosen[0].outcome), "urgency": "today", "escalate": True, "exceptions": [], "answer": "Ring them.", "ms": {"total": 1}}
    kept, old = tmp_path / "outputs-answers-open.jsonl", {"rules": "old"}
    for stamp in (old, {"rules": "new"}):
        assert all(isinstance(output, Output) for output in generate(chosen, lambda turns: said, kept, stamp))
    assert aside(kept, short(old)).exists()
    (again,) = measured_again(cases, load_corpus(), ("answers", "everyday"), ("open", "sealed"), short(old), tmp_path)
    assert (again.name, len(again.results)) == ("answers, open", 3)
    assert again.results[0].right
    assert main(["--again", "0" * 12]) == 2
    assert "Nothing is set aside under" in capsys.readouterr().err


def test_a_baseline_is_not_kept_with_a_model(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    model = Model("stand-in:x", StandIn(writing=raw("x")), remote=False)
    monkeypatch.setattr("evals.__main__.open_parts", lambda settings: replace(open_parts(settings), model=model))
    assert main(["--keep-baseline"]) == 2
    assert "without a language model" in capsys.readouterr().err


def test_inspect_shows_open_cases_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        inspect_task.main(["--split", "sealed"])
    assert "sealed" in capsys.readouterr().err
    for name in ("outcomes", "everyday"):
        sealed = {case.id for case in load_cases().of(name) if case.split == "sealed"}
        put = {str(sample.id) for sample in inspect_task.can_i_share(name).dataset}
        assert put
        assert not put & sealed


@pytest.mark.parametrize("split", ["kept", "fresh"])
def test_pairs_that_are_only_counted_are_not_printed(split: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        support.main(["--failures", "--split", split])
    assert "only counted" in capsys.readouterr().err
