"""The labelled training messages: their form, their faults, and what the rules say of their labels.

``python -m assistant.reading.labelled FILE…`` checks files (all of ``examples/`` without one): every label is of the closed heads,
no message stands twice, and where the writer said what the outcome should be, the rules reach it from the labels.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.reading.labels import CATEGORIES, HEADS
from guardrails.decide import decide_sheet
from guardrails.facts import Sheet
from guardrails.ruleset import Ruleset, load_ruleset
from guardrails.verdict import Verdict

EXAMPLES = Path(__file__).resolve().parent / "examples"
AS_OF = date(2026, 11, 23)
SAID = {"text", "turns", "categories", "outcome", "urgency", "why"}

Example = dict[str, Any]
Labels = dict[str, str]
"""One value for every head."""


def load_examples(*paths: Path) -> list[Example]:
    """All labelled messages in the order of their files.

    Raises:
        ValueError: naming the file and line of the first that is not JSON.
    """
    return [example for path in paths or sorted(EXAMPLES.glob("*.jsonl")) for _, example in _lines(path)]


def words(example: Example) -> str:
    """What was typed, all turns together."""
    return example["text"] if "text" in example else "\n".join(example["turns"])


def label(example: Example, head: str) -> str:
    """The example's value for a head; the first value where the writer left it out."""
    return str(example.get(head, HEADS[head][0]))


def labels_of(example: Example) -> Labels:
    """The example's value for every head."""
    return {head: label(example, head) for head in HEADS}


def harmed(labels: Labels) -> bool:
    """Whether the labels say significant harm to anybody."""
    return labels["harm"] in {"cause", "evidence"} or labels["other"] == "harm" or labels["matter"] == "safe_address"


def labelled_sheet(labels: Labels) -> Sheet:
    """The decision sheet that one value for every head states."""
    matter = labels["matter"]
    leaked = matter == "safe_address"
    recipient = labels["recipient"]
    if recipient == "no_role" and labels["known"] == "yes":
        recipient = "no_role_known"
    hold = labels["hold"]
    if matter == "low_level":
        hold = "accused"
    elif leaked and hold == "nobody":
        hold = "family"
    return {
        "kind": labels["kind"],
        "child_harm": labels["harm"],
        "other_harm": "harm" if leaked else labels["other"],
        "danger": "yes" if leaked else labels["danger"],
        "recipient": "untold" if leaked and recipient == "unsafe" else recipient,
        "consent": labels["consent"],
        "handling": labels["handling"],
        "matter": {"crime_only": "harmless_crime", "safe_address": "breach"}.get(matter, matter),
        "pressed": labels["pressed"],
        "hold": hold,
    }


def verdict_on(example: Example, ruleset: Ruleset) -> Verdict:
    """What the rules say of an example's labels."""
    return decide_sheet(labelled_sheet(labels_of(example)), ruleset, AS_OF)


def faults(path: Path, ruleset: Ruleset, met: dict[str, str]) -> Iterator[str]:
    """Every fault of one file; ``met`` holds the messages of the files before it."""
    for number, example in _lines(path):
        where = f"{path.name}:{number}"
        typed = words(example) if "text" in example or "turns" in example else ""
        if not typed.strip():
            yield f"{where}: no text"
            continue
        folded = " ".join(typed.lower().split())
        if folded in met:
            yield f"{where}: the same message as {met[folded]}"
        met[folded] = where
        yield from (f"{where}: unknown field {key}" for key in example.keys() - HEADS.keys() - SAID)
        yield from (f"{where}: {head} cannot be {label(example, head)}" for head in HEADS if label(example, head) not in HEADS[head])
        yield from (f"{where}: unknown category {one}" for one in example.get("categories", []) if one not in CATEGORIES)
        if all(label(example, head) in HEADS[head] for head in HEADS):
            yield from _disagreements(where, example, ruleset)


def _disagreements(where: str, example: Example, ruleset: Ruleset) -> Iterator[str]:
    verdict = verdict_on(example, ruleset)
    if label(example, "consent") != "doubt" and "doubt" in example:
        yield f"{where}: doubt is only for consent doubt"
    if "outcome" in example and verdict.outcome != example["outcome"]:
        rules = ", ".join(verdict.deciding)
        yield f"{where}: you say {example['outcome']}, the labels give {verdict.outcome} ({rules}): {words(example)[:90]}"
    elif "urgency" in example and verdict.urgency != example["urgency"]:
        yield f"{where}: you say {example['urgency']}, the labels give {verdict.urgency}: {words(example)[:90]}"


def _lines(path: Path) -> Iterator[tuple[int, Example]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: not JSON: {error}") from error


def main(arguments: list[str]) -> int:
    """Check files and print what they hold; status 1 when there is a fault."""
    ruleset, met = load_ruleset(), dict[str, str]()
    paths = [Path(argument) for argument in arguments] or sorted(EXAMPLES.glob("*.jsonl"))
    found = [fault for path in paths for fault in faults(path, ruleset, met)]
    print("\n".join(found))
    outcomes = Counter(str(verdict_on(example, ruleset).outcome) for example in load_examples(*paths)) if not found else Counter[str]()
    print(f"{len(met)} messages, {len(found)} faults", dict(outcomes.most_common()))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
