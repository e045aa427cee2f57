"""Learns the reader's adapters from the labelled examples: ``python -m assistant.reading.train``.

With ``--continue`` it goes on from the weights that are there, for fewer epochs at a lower rate: that is how examples are added.

Deterministic for one version of torch and one number of threads. It reads only ``examples/``, never an evaluation set.
"""

import json
import math
import random
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from assistant.reading.labels import CATEGORIES, HEADS
from assistant.reading.network import WEIGHTS, Reader
from ingest.model_files import find_model

EXAMPLES = Path(__file__).resolve().parent / "examples"
EPOCHS, BATCH, RATE, MOST_TOKENS = 8, 32, 2e-3, 200
MORE_EPOCHS, MORE_RATE = 3, 6e-4
DECISIVE = {"harm", "kind", "consent", "recipient"}  # heads that settle most outcomes weigh double

Example = dict[str, Any]


def main() -> None:
    """Train on every example and write the weights."""
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(1)  # two threads fight with whatever else the machine does
    examples = read_examples()
    folder = find_model(None)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    reader = Reader(folder)
    going_on = "--continue" in sys.argv[1:]
    epochs, rate = (MORE_EPOCHS, MORE_RATE) if going_on else (EPOCHS, RATE)
    if going_on:
        with np.load(WEIGHTS) as weights:
            reader.take(dict(weights))
    learned = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=rate, weight_decay=0.01)
    steps = epochs * math.ceil(len(examples) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    reader.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in _batches(examples):
            loss = _loss(reader(*_tokens(tokenizer, [_roughen(example["text"]) for example in batch])), batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own method is untyped
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total * BATCH / len(examples):.3f}", file=sys.stderr, flush=True)
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **reader.learned())  # type: ignore[arg-type]  # the stub takes no mapping of arrays


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """All labelled messages, in the order of their files."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def harmed(example: Example) -> float:
    """1 when the example has significant harm to anybody."""
    return float(example.get("harm", "none") in {"cause", "evidence"} or example.get("other") == "harm")


def _batches(examples: list[Example]) -> list[list[Example]]:
    random.shuffle(examples)
    return [examples[at : at + BATCH] for at in range(0, len(examples), BATCH)]


def _roughen(text: str) -> str:
    """The message as a hurried person types it: sometimes without capitals, apostrophes or stops."""
    if random.random() < 0.3:
        text = text.lower()
    if random.random() < 0.3:
        text = re.sub("['’]", "", text)
    if random.random() < 0.2:
        text = re.sub("[.,]", "", text)
    return text


def _tokens(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(texts)
    return torch.tensor([one.ids for one in encoded]), torch.tensor([one.attention_mask for one in encoded])


def _loss(scores: Tensor, batch: list[Example]) -> Tensor:
    loss, at = torch.zeros(()), 0
    for head, values in HEADS.items():
        wanted = torch.tensor([values.index(example.get(head, values[0])) for example in batch])
        weight = 2.0 if head in DECISIVE else 1.0
        loss = loss + weight * functional.cross_entropy(scores[:, at : at + len(values)], wanted)
        at += len(values)
    named = torch.tensor([[float(c in example.get("categories", [])) for c in CATEGORIES] for example in batch])
    categories = functional.binary_cross_entropy_with_logits(scores[:, at : at + len(CATEGORIES)], named)
    anyone = functional.binary_cross_entropy_with_logits(scores[:, -1], torch.tensor([harmed(e) for e in batch]))
    return loss + 4 * categories + 3 * anyone


if __name__ == "__main__":
    main()
