"""Learns what the search adds to the embedding model from the corpus's own questions: ``python -m ingest.tune``.

Questions are to lie near each other that ask for the same clause, or that one settled answer answers. Low-rank additions to the upper
layers (``ingest.adapters``) and a linear classifier for either kind are learned together; only the additions are kept, because the index
weighs passages and wordings by itself. Deterministic for one version of torch and one number of threads. It reads only the corpus, never
an evaluation set. A fixed twenty-fifth of the questions is held out, and how many of them are told rightly is printed after every epoch.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from corpus.clauses import Corpus
from ingest.adapters import adapt
from ingest.clauses import load_corpus
from ingest.learning import batches, held_out, mistyped
from ingest.model_files import find_model
from ingest.tuned import ADDITIONS

RANK, EPOCHS, BATCH = 16, 6, 64
RATE, RATE_OF_HEADS = 1e-3, 1e-2
SHARPNESS = 9.0  # what unit vectors are multiplied by for the classifiers, which could not be sure of anything otherwise
SMOOTHING = 0.1  # of labels: neighbours' questions are often alike
MOST_TOKENS = 64
KINDS = 2
"""Settled answers and clauses."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as somebody puts it; which kind of thing it asks for, and the place of that among its kind."""

    text: str
    kind: int
    place: int


class Tuned(nn.Module):
    """The encoder with its additions, and a classifier for each kind."""

    def __init__(self, folder: Path, counts: Sequence[int]) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        adapt(self.encoder, RANK)
        width = self.encoder.config.hidden_size
        self.heads = nn.ModuleList([nn.Linear(width, count) for count in counts])
        for head in self.heads.parameters():
            nn.init.zeros_(head)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.enable_padding()

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors of the texts, a row each."""
        encoded = self._tokenizer.encode_batch(list(texts))
        ids, mask = torch.tensor([one.ids for one in encoded]), torch.tensor([one.attention_mask for one in encoded])
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        return functional.normalize((hidden * weight).sum(1) / weight.sum(1))

    def loss(self, batch: Sequence[Question]) -> Tensor:
        """The mean cross entropy of what these questions, put a little roughly, ask for."""
        vectors = functional.dropout(SHARPNESS * self([_roughen(each.text) for each in batch]), 0.1)
        total = torch.zeros(())
        for kind, head in enumerate(self.heads):
            rows = [row for row, each in enumerate(batch) if each.kind == kind]
            if rows:
                wanted = torch.tensor([batch[row].place for row in rows])
                total = total + functional.cross_entropy(head(vectors[rows]), wanted, label_smoothing=SMOOTHING, reduction="sum")
        return total / len(batch)

    @torch.no_grad()
    def right(self, questions: Sequence[Question], kind: int) -> float:
        """The share of questions of this kind that are told rightly."""
        own = [each for each in questions if each.kind == kind]
        found: list[int] = []
        for start in range(0, len(own), BATCH):
            found += self.heads[kind](SHARPNESS * self([each.text for each in own[start : start + BATCH]])).argmax(dim=1).tolist()
        return float(np.mean([place == each.place for place, each in zip(found, own, strict=True)]))

    def additions(self) -> dict[str, npt.NDArray[np.float16]]:
        """What is kept, by the encoder's own names of its layers."""
        return {name: p.detach().numpy().astype(np.float16) for name, p in self.encoder.named_parameters() if p.requires_grad}


def main() -> None:
    """Learn the additions and write them."""
    options = _options()
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(options.threads)
    questions = questions_of(load_corpus())
    kept = [each for each in questions if held_out(each.text)]
    learned = [each for each in questions if not held_out(each.text)]
    print(f"{len(learned)} questions to learn from, {len(kept)} held out", file=sys.stderr, flush=True)
    network = Tuned(find_model(None), [1 + max(each.place for each in questions if each.kind == kind) for kind in range(KINDS)])
    additions = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": additions, "lr": RATE, "weight_decay": 0.01},
            {"params": network.heads.parameters(), "lr": RATE_OF_HEADS, "weight_decay": 0.1},
        ]
    )
    steps = EPOCHS * len(batches(learned, _length, BATCH))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, 2 * RATE_OF_HEADS], total_steps=steps, pct_start=0.15)
    for epoch in range(EPOCHS):
        network.train()
        total = 0.0
        for batch in batches(learned, _length, BATCH):
            loss = network.loss(batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own method is untyped
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        network.eval()
        told = ", ".join(f"{name} {network.right(kept, kind):.1%}" for kind, name in enumerate(("answers", "clauses")))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(learned):.3f}, held out {told}", file=sys.stderr, flush=True)
    ADDITIONS.parent.mkdir(exist_ok=True)
    np.savez_compressed(ADDITIONS, **network.additions())  # type: ignore[arg-type]  # the stub takes no mapping of arrays


def questions_of(corpus: Corpus) -> list[Question]:
    """Every wording of the corpus's settled answers, and every question to one of its clauses."""
    answers = [Question(text, 0, place) for place, answer in enumerate(corpus.answers) for text in answer.asked]
    return answers + [Question(text, 1, place) for place, clause in enumerate(corpus.clauses) for text in clause.questions]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest.tune", description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _length(question: Question) -> int:
    return len(question.text)


def _roughen(text: str) -> str:
    """The question as a hurried person types it: sometimes with a word left out or mistyped."""
    words = text.split(" ")
    if random.random() < 0.15:
        words = [word for word in words if random.random() < 0.92] or words
    if random.random() < 0.15:
        at = random.randrange(len(words))
        words[at] = mistyped(words[at])
    return " ".join(words)


if __name__ == "__main__":
    main()
