"""The training messages are whole, and the labels of those that say so reach their outcome."""

import json
from pathlib import Path

from assistant.reading.labelled import EXAMPLES, faults, load_examples, main
from assistant.reading.labels import CATEGORIES, HEADS
from assistant.reading.nearest import MESSAGES, load_nearest
from guardrails.ruleset import load_ruleset


def test_every_training_message_is_whole_and_stands_once() -> None:
    ruleset, met = load_ruleset(), dict[str, str]()
    assert not [fault for path in sorted(EXAMPLES.glob("*.jsonl")) for fault in faults(path, ruleset, met)]
    assert len(met) >= 3000


def test_every_value_of_every_head_and_every_category_is_taught() -> None:
    examples = load_examples()
    for head, values in HEADS.items():
        assert set(values) <= {example.get(head, values[0]) for example in examples}, head
    assert set(CATEGORIES) <= {category for example in examples for category in example.get("categories", ())}


def test_a_file_with_faults_is_told_line_by_line(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]  # pytest's own fixture
    lines = [
        {"text": "he is hurt", "harm": "cause", "outcome": "clarify"},
        {"text": "he is hurt"},
        {"text": "a", "harm": "grave"},
        {"text": "b", "colour": "red"},
        {"text": " "},
    ]
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert main([str(path)]) == 1
    printed = capsys.readouterr().out
    for told in ("1: you say clarify", "2: the same message", "3: harm cannot be grave", "4: unknown field colour", "5: no text", "5 faults"):
        assert told in printed, told


def test_the_nearest_message_that_carries_a_label_is_found() -> None:
    nearest = load_nearest()
    first = json.loads(MESSAGES.read_text("utf-8").splitlines()[0])
    vector = nearest._vectors[0]
    head = next((head for head in HEADS if head in first), "kind")
    near = nearest.with_label(head, first.get(head, HEADS[head][0]), vector)
    assert near is not None
    assert near.distance <= 0.01
