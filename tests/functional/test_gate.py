"""What must not get past the gate: a broken rule, a dropped exception, mangled wording or prompts, another embedding model, a damaged
clause, words that switch the guardrail off."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.model import Model
from assistant.parts import Parts, load_parts, open_parts
from assistant.pipeline import answer
from assistant.prompt import PROMPTS, load_wording
from assistant.reading.learned import adapter_hash
from assistant.settings import ROOT, Settings
from evals.__main__ import main
from evals.case import OutcomeCase, load_cases
from evals.gate import Change, breaches, changes, keep_baseline, load_thresholds, read_baseline
from evals.generate import AS_OF, stamp_of
from evals.measure import measure, measured_sets
from guardrails.ruleset import Ruleset
from guardrails.verdict import EXCEPTIONS, Outcome
from ingest.model_files import find_model
from tests.hostile_model import StandIn, sentence

ASKED = 120
"""Open cases that each fault is tried on: enough for a broken part to show."""


@pytest.fixture(scope="module")
def parts() -> Parts:
    return open_parts(Settings.from_environ(os.environ))


@pytest.fixture(scope="module")
def cases() -> tuple[OutcomeCase, ...]:
    everything = load_cases()
    return (*(c for c in everything.outcomes if c.split == "open"), *(c for c in everything.answers if c.split == "open"))


def broken(parts: Parts, cases: tuple[OutcomeCase, ...], name: str) -> list[str]:
    measured = measure(cases[:ASKED], parts, name, "open", kept=None)
    return list(breaches(name, (*measured.figures, *measured.measures), load_thresholds()))


def changed_by(before: Parts, after: Parts, cases: tuple[OutcomeCase, ...], baseline: Path) -> list[Change]:
    keep_baseline(measure(cases, before, "answers", "open", kept=None).results, baseline)
    return list(changes(measure(cases, after, "answers", "open", kept=None).results, read_baseline(baseline)))


def with_rules(ruleset: Ruleset, *, outcome: Outcome | None = None, without: tuple[str, ...] = ()) -> Ruleset:
    """The rules of harm with another outcome, or without some exceptions."""
    changed = []
    for rule in ruleset.rules:
        then = rule.then
        if then.exceptions and outcome is not None:
            then = then.model_copy(update={"outcome": outcome})
        then = then.model_copy(update={"exceptions": tuple(each for each in then.exceptions if each not in without)})
        changed.append(rule.model_copy(update={"then": then}))
    return Ruleset(ruleset.spec, tuple(changed))


def test_the_open_answers_pass_as_they_are(parts: Parts, cases: tuple[OutcomeCase, ...]) -> None:
    answers = tuple(case for case in cases if case.clauses)
    assert broken(parts, answers, "answers") == []


def test_a_broken_rule_is_caught_and_the_changed_answers_are_named(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    wrong = replace(parts, ruleset=with_rules(parts.ruleset, outcome=Outcome.SEEK_CONSENT))
    assert any("under sharing" in line for line in broken(wrong, cases, "outcomes"))
    changed = changed_by(parts, wrong, cases[:ASKED], tmp_path / "baseline.json")
    assert sum(change.better is False for change in changed) > 20


@pytest.mark.parametrize("dropped", [EXCEPTIONS, *((each,) for each in EXCEPTIONS)])
def test_a_dropped_exception_is_caught_even_when_it_is_one_alone(parts: Parts, cases: tuple[OutcomeCase, ...], dropped: tuple[str, ...]) -> None:
    harmed = tuple(case for case in cases if set(dropped) & set(case.exceptions))
    assert len(harmed) > 10
    wrong = replace(parts, ruleset=with_rules(parts.ruleset, without=dropped))
    before, after = broken(parts, harmed, "outcomes"), broken(wrong, harmed, "outcomes")
    for each in dropped:
        name = f"exceptions named as labelled: {each}"
        assert not any(name in line for line in before)
        assert any(name in line for line in after)


def test_mangled_wording_is_caught(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    text = (ROOT / "prompts" / "messages.yaml").read_text(encoding="utf-8")
    text = re.sub(r'text: "[^"{}]*"', 'text: "Use your judgement."', text)
    (tmp_path / "messages.yaml").write_text(text, encoding="utf-8")
    wording = load_wording(tmp_path)
    answers = tuple(case for case in cases if case.key_points)
    mangled = replace(parts, wording=wording)
    assert any("key points" in line for line in broken(mangled, answers, "answers"))
    changed = changed_by(parts, mangled, answers[:40], tmp_path / "baseline.json")
    assert len(changed) == 40
    assert "wording" in {change.kind for change in changed}


def test_a_damaged_clause_shows_as_other_citations(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    damaged = tuple(replace(c, text=c.text.replace("e", "a", 1)) if c.id == "O1" else c for c in parts.corpus.clauses)
    wrong = replace(parts, corpus=replace(parts.corpus, clauses=damaged))
    answers = tuple(case for case in cases if case.outcome is Outcome.SHARE_WITHOUT_CONSENT)[:20]
    changed = changed_by(parts, wrong, answers, tmp_path / "baseline.json")
    assert any(change.kind == "citations" and "O1" in change.dropped for change in changed)
    assert not [change for change in changed if change.kind == "verdict"]


def test_nothing_is_named_as_changed_when_nothing_did(parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path) -> None:
    assert changed_by(parts, parts, cases[:10], tmp_path / "baseline.json") == []


def sound(prompt: str, tokens: list[str]) -> Iterator[str]:
    """A model that says one sound thing, of a clause only if the prompt offers it."""
    said = {"P6": "Information should be shared securely, wherever possible.", "P1": "What you share should be proportionate to the need and level of risk."}
    yield from (sentence(said[token], token) for token in tokens if token in said)
    yield "That is all."


def mangle(folder: Path, name: str, cut: str, put: str = "") -> None:
    """The prompts of prompts/ in another folder, with one more of them mangled."""
    if not folder.joinpath(name).exists():
        shutil.copytree(ROOT / "prompts", folder, dirs_exist_ok=True)
    text = (folder / name).read_text(encoding="utf-8")
    assert cut in text
    (folder / name).write_text(text.replace(cut, put), encoding="utf-8")


def prompts_broken(parts: Parts) -> list[str]:
    (measured,) = measured_sets(load_cases(), parts, ("prompts",), ("open", "sealed"))
    return list(breaches("prompts", measured.figures, load_thresholds()))


def test_the_prompts_pass_as_they_are(parts: Parts) -> None:
    assert prompts_broken(parts) == []


@pytest.mark.parametrize(
    ("name", "cut", "put"),
    [
        (PROMPTS[0], "{clauses}", ""),
        (PROMPTS[0], "variables: [question, clauses]\n---", "variables: [clauses]\n---"),
        (PROMPTS[0], '{"clauses": ["X1"], "says": "One sentence of plain English."}', "One sentence a line."),
        (PROMPTS[1], "---\nvariables:", "variables:"),
        (PROMPTS[1], "variables: [verdict, facts, clauses]\n", "variables: [verdict, facts, clauses, mood]\n"),
        (PROMPTS[2], "{latest}", "it"),
    ],
)
def test_a_mangled_prompt_is_caught_with_no_model_set(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cut: str, put: str
) -> None:
    mangle(tmp_path, name, cut, put)
    monkeypatch.setattr("evals.prompting.ENOUGH", 10)
    monkeypatch.setattr("assistant.speak.FOLDER", tmp_path)
    monkeypatch.setattr("evals.prompting.FOLDER", tmp_path)
    assert any("prompts that hold what a model needs" in line for line in prompts_broken(parts))


def test_answers_that_a_model_words_from_a_mangled_prompt_are_named(
    parts: Parts, cases: tuple[OutcomeCase, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = replace(parts, model=Model("stand-in:x", StandIn(writing=sound), remote=False, deadline=5.0))
    asked = [case for case in cases if case.clauses and {"P1", "P6"} & {*case.clauses, *case.acceptable_clauses}][:30]
    before = measure(asked, spoken, "answers", "open", kept=None).results
    added = {each.case.id for each in before if each.answered.get("spoken", {}).get("shown")}
    assert len(added) > 3
    keep_baseline(before, tmp_path / "baseline.json")
    baseline = read_baseline(tmp_path / "baseline.json")
    assert not list(changes(measure(asked, spoken, "answers", "open", kept=None).results, baseline))
    for name in PROMPTS[:2]:
        mangle(tmp_path / "prompts", name, "{clauses}", "as you know them")
    monkeypatch.setattr("assistant.speak.FOLDER", tmp_path / "prompts")
    named = list(changes(measure(asked, spoken, "answers", "open", kept=None).results, baseline))
    assert added <= {change.case for change in named}
    assert not [change for change in named if change.kind == "verdict"]


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another encoder: a sentence-transformers folder of a few megabytes, with random weights that still tell words apart."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)

    default, folder = find_model(None), tmp_path_factory.mktemp("model") / "tiny"
    shutil.copytree(default, folder, ignore=shutil.ignore_patterns("model.safetensors", "config.json"))
    shutil.copy(default / "1_Pooling" / "config.json", folder / "1_Pooling" / "config.json")
    config = BertConfig(hidden_size=384, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, initializer_range=0.5)
    BertModel(config).save_pretrained(folder)
    return folder


def test_another_embedding_model_in_the_settings_is_caught(
    parts: Parts, stranger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole of it as a person would do it: set another encoder, prepare, run the gate."""
    reader = f"reader-{adapter_hash()}"
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / reader).symlink_to(Settings.from_environ(os.environ).cache / reader)
    for name, value in {"EMBEDDER": stranger, "CACHE": tmp_path / "cache", "DATA": tmp_path / "var"}.items():
        monkeypatch.setenv(f"CAN_I_SHARE_{name}", str(value))
    swapped = load_parts(Settings.from_environ(os.environ))
    assert swapped.encoder is not None
    assert swapped.encoder.name.startswith("tiny@")
    assert {"embedder", "index"} <= {name for name, hash in stamp_of(swapped).items() if hash != stamp_of(parts)[name]}
    assert main(["--set", "retrieval", "--split", "open"]) == 1
    assert "FAILED retrieval: right clause first, plain" in capsys.readouterr().err


def test_words_that_switch_the_guardrail_off_are_caught(parts: Parts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader that obeys whoever tells it to ignore the rules."""

    def obeys(conversation: Conversation, using: Parts):  # type: ignore[no-untyped-def]  # as the pipeline's own
        told = any(attempt.text in turn for turn in conversation.turns for attempt in load.switch_offs)
        return answer(Conversation(("what is this guide for?",), AS_OF) if told else conversation, using)

    load = load_cases()
    few = replace(load, switch_offs=load.switch_offs[:6], everyday=tuple(case for case in load.everyday if case.split == "open")[:60])
    monkeypatch.setattr("evals.measure.RESULTS", tmp_path)
    monkeypatch.setattr("evals.generate.answer", obeys)
    (measured,) = measured_sets(few, parts, ("hostile",), ("open",))
    assert measured.split == "open"
    assert measured.figures[0].total == 30
    assert list(breaches("hostile", measured.figures, load_thresholds()))


def citing(parts: Parts, cases: tuple[OutcomeCase, ...], most: int) -> Iterator[tuple[str, OutcomeCase]]:
    """For every clause of the procedure that answers quote, some cases whose answers quote it."""
    found: dict[str, int] = {}
    for case in cases:
        for quote in answer(Conversation(case.turns, AS_OF), parts).reply.quotes:
            if quote.start is not None and found.setdefault(quote.clause, 0) < most:
                found[quote.clause] += 1
                yield quote.clause, case


def test_a_damaged_clause_is_never_quoted(parts: Parts, cases: tuple[OutcomeCase, ...]) -> None:
    tried = set()
    for id, case in citing(parts, cases[-90:], 2):
        damaged = tuple(replace(c, text=c.text.replace("e", "a", 1)) if c.id == id else c for c in parts.corpus.clauses)
        reply = answer(Conversation(case.turns, AS_OF), replace(parts, corpus=replace(parts.corpus, clauses=damaged))).reply
        assert id not in {quote.clause for quote in (*reply.quotes, *reply.near)}
        assert reply.withheld
        tried.add(id)
    assert len(tried) >= 12
