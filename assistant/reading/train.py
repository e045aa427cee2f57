"""Learns the reader's adapters from the labelled examples: ``python -m assistant.reading.train``.

Deterministic for one version of torch and one number of threads. It reads only ``examples/``, never an evaluation set. A fixed
twenty-fifth of the examples is held out of learning, and how they are read is printed after every epoch: that is what settings are
chosen on. What is kept is the mean of the weights over the second half of the steps. ``--continue`` goes on from the weights that are
there, at a lower rate, and keeps the mean of where it began and where it came: that is how examples are added.
"""

import argparse
import random
import re
import sys

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from assistant.reading.labelled import Example, harmed, label, labels_of, load_examples, verdict_on
from assistant.reading.labels import CATEGORIES, HEADS, OUTCOMES, URGENCIES
from assistant.reading.nearest import keep_nearest
from assistant.reading.network import WEIGHTS, Reader
from assistant.reading.normalise import joined
from assistant.reading.roles import to_roles
from guardrails.ruleset import Ruleset, load_ruleset
from ingest.learning import batches, held_out, mistyped
from ingest.model_files import find_model

BATCH, MOST_TOKENS = 32, 250
SMOOTHING = 0.05  # of labels, so that the network is not surer than its teachers
EPOCHS, RATE = 6, 1e-3
MORE_EPOCHS, MORE_RATE = 3, 6e-4
AVERAGED_FROM = 0.5  # of all steps; the mean of weights along the way reads better than the last (Izmailov et al., 2018)
FIRST = 1  # the network whose hidden states point at words
DECISIVE = {"harm", "kind", "consent", "recipient", "danger"}  # heads that settle most outcomes weigh double

Task = tuple[str, Example]
"""The text as the network reads it, and its labels with the outcome and urgency that follow from them."""


def main() -> None:
    """Train and write the weights."""
    options = _options()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    torch.set_num_threads(options.threads)
    tasks = read_tasks(load_ruleset())
    learned = [task for task in tasks if not held_out(task[0])]
    kept = [task for task in tasks if held_out(task[0])]
    print(f"{len(learned)} messages to learn from, {len(kept)} held out", file=sys.stderr, flush=True)
    folder = find_model(None)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    reader = Reader(folder)
    epochs, rate = (MORE_EPOCHS, MORE_RATE) if options.further else (EPOCHS, RATE)
    kept_as = WEIGHTS / f"adapter-{options.seed}.npz"
    before: dict[str, npt.NDArray[np.float16]] = {}
    if options.further:
        with np.load(kept_as) as weights:
            before = dict(weights)
        reader.take(before)
    parameters = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    steps = epochs * len(batches(learned, _length, BATCH))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    means = _Means(parameters)
    for epoch in range(epochs):
        reader.train()
        total = 0.0
        in_order = batches(learned, _length, BATCH)
        for number, batch in enumerate(in_order, 1):
            scores, _ = reader(*_tokens(tokenizer, [_roughen(text) for text, _ in batch]))
            loss = _loss(scores, [labels for _, labels in batch])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own method is untyped
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            if epoch * len(in_order) + number > AVERAGED_FROM * steps:
                means.add()
            total += loss.item()
            if number % 50 == 0:
                print(f"  {number} of {len(in_order)}: loss {total / number:.3f}", file=sys.stderr, flush=True)
        right = _right(reader.eval(), tokenizer, kept)
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(in_order):.3f}, held out {right:.1%}", file=sys.stderr, flush=True)
    means.settle()
    if before:
        reader.take(_between(before, reader.learned(), options.share))
    print(f"kept: held out {_right(reader.eval(), tokenizer, kept):.1%}", file=sys.stderr, flush=True)
    WEIGHTS.mkdir(exist_ok=True)
    np.savez_compressed(kept_as, **reader.learned())  # type: ignore[arg-type]  # the stub takes no mapping of arrays
    if options.seed == FIRST:
        keep_nearest(lambda texts: _likeness(reader, tokenizer, texts))


class _Means:
    """The mean of the parameters over some of the steps."""

    def __init__(self, parameters: list[torch.nn.Parameter]) -> None:
        self._parameters = parameters
        self._means = [torch.zeros_like(parameter) for parameter in parameters]
        self._count = 0

    @torch.no_grad()
    def add(self) -> None:
        """Count the parameters as they are now."""
        self._count += 1
        for mean, parameter in zip(self._means, self._parameters, strict=True):
            mean += (parameter - mean) / self._count

    @torch.no_grad()
    def settle(self) -> None:
        """Put the means in the parameters' place."""
        for mean, parameter in zip(self._means, self._parameters, strict=True):
            parameter.copy_(mean)


def _between(
    before: dict[str, npt.NDArray[np.float16]], after: dict[str, npt.NDArray[np.float16]], share: float
) -> dict[str, npt.NDArray[np.float16]]:
    """A mean of two sets of weights: on held-out messages and open cases it read better than either (Wortsman et al., 2022)."""
    return {name: ((1 - share) * one.astype(np.float32) + share * after[name]).astype(np.float16) for name, one in before.items()}


def read_tasks(ruleset: Ruleset) -> list[Task]:
    """Every labelled message as the network reads it."""
    tasks = []
    for example in load_examples():
        verdict = verdict_on(example, ruleset)
        follows = {"_outcome": str(verdict.outcome), "_urgency": str(verdict.urgency)}
        turns = to_roles(example.get("turns") or [example["text"]]).turns
        tasks.append((joined(turns), {**example, **follows}))
    return tasks


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m assistant.reading.train", description=__doc__)
    parser.add_argument("--continue", dest="further", action="store_true", help="go on from the weights that are there")
    parser.add_argument("--share", type=float, default=0.5, help="with --continue: how much of the new weights counts in the mean, 0 to 1")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=FIRST, help="which of the networks: each starts from another seed")
    return parser.parse_args()


def _length(task: Task) -> int:
    return len(task[0])


def _roughen(text: str) -> str:
    """The message as a hurried person types it: sometimes without stops, with words left out, letters dropped or swapped."""
    if random.random() < 0.2:
        text = " ".join(word for word in text.split(" ") if word == "[SEP]" or random.random() < 0.94)
    if random.random() < 0.2:
        text = re.sub("[.,]", "", text)
    if random.random() < 0.2:
        typed = text.split(" ")
        for _ in range(max(1, len(typed) // 12)):
            place = random.randrange(len(typed))
            typed[place] = typed[place] if typed[place] == "[SEP]" else mistyped(typed[place])
        text = " ".join(typed)
    return text


def _tokens(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(texts)
    return torch.tensor([one.ids for one in encoded]), torch.tensor([one.attention_mask for one in encoded])


def _loss(scores: Tensor, batch: list[Example]) -> Tensor:
    loss, at = torch.zeros(()), 0
    for head, values in HEADS.items():
        wanted = torch.tensor([_wanted(head, values, example) for example in batch])
        if (wanted >= 0).any():
            weight = 2.0 if head in DECISIVE else 1.0
            block = scores[:, at : at + len(values)]
            loss = loss + weight * functional.cross_entropy(block, wanted, ignore_index=-1, label_smoothing=SMOOTHING)
        at += len(values)
    named = torch.tensor([[float(c in example.get("categories", [])) for c in CATEGORIES] for example in batch])
    loss = loss + 4 * functional.binary_cross_entropy_with_logits(scores[:, at : at + len(CATEGORIES)], named)
    at += len(CATEGORIES)
    anyone = torch.tensor([float(harmed(labels_of(example))) for example in batch])
    loss = loss + 3 * functional.binary_cross_entropy_with_logits(scores[:, at], anyone)
    outcomes = torch.tensor([OUTCOMES.index(example["_outcome"]) for example in batch])
    seen = scores[:, at + 1 : at + 1 + len(OUTCOMES)]
    loss = loss + 2 * functional.cross_entropy(seen, outcomes, label_smoothing=SMOOTHING)
    urgencies = torch.tensor([URGENCIES.index(example["_urgency"]) for example in batch])
    return loss + functional.cross_entropy(scores[:, at + 1 + len(OUTCOMES) :], urgencies)


def _wanted(head: str, values: tuple[str, ...], example: Example) -> int:
    """The place of the example's value; -1 where nothing is to be learned: why there is doubt, when there is none."""
    if head == "doubt" and "doubt" not in example:
        return -1
    return values.index(label(example, head))


def _right(reader: Reader, tokenizer: Tokenizer, tasks: list[Task]) -> float:
    """The share of messages whose outcome the network sees."""
    at = sum(map(len, HEADS.values())) + len(CATEGORIES) + 1
    hits = 0
    with torch.no_grad():
        for start in range(0, len(tasks), BATCH):
            batch = tasks[start : start + BATCH]
            scores, _ = reader(*_tokens(tokenizer, [text for text, _ in batch]))
            seen = scores[:, at : at + len(OUTCOMES)].argmax(dim=1).tolist()
            hits += sum(OUTCOMES[place] == labels["_outcome"] for place, (_, labels) in zip(seen, batch, strict=True))
    return hits / max(len(tasks), 1)


def _likeness(reader: Reader, tokenizer: Tokenizer, texts: list[str]) -> npt.NDArray[np.float32]:
    rows = []
    with torch.no_grad():
        for start in range(0, len(texts), BATCH):
            ids, mask = _tokens(tokenizer, texts[start : start + BATCH])
            _, hidden = reader(ids, mask)
            weight = mask.unsqueeze(-1).to(hidden.dtype)
            rows.append(functional.normalize((hidden * weight).sum(1) / weight.sum(1)).numpy())
    return np.concatenate(rows)


if __name__ == "__main__":
    main()
