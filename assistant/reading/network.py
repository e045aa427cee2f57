"""The learned part as a torch network: the pinned encoder, small low-rank adapters on its layers, and the heads.

Only building uses this file; serving runs the exported graph. The adapters and heads are all that is learned, 1.8 MB a network at
half precision, so they live in the repository while the encoder's weights come from their package (LoRA: Hu et al., 2021).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import AutoModel

from assistant.reading.labels import OUTPUTS
from ingest.adapters import FROZEN, adapt, merge

RANK = 32
WEIGHTS = Path(__file__).resolve().parent / "weights"


class Reader(nn.Module):
    """Token ids in; ``OUTPUTS`` raw scores per message and the hidden states that they were made from out."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        adapt(self.encoder, RANK)
        self.heads = nn.Linear(2 * self.encoder.config.hidden_size, OUTPUTS)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Raw scores from the mean and the maximum over the message's tokens, and the tokens' hidden states."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        peak = (hidden + (mask - 1) * 1e4).max(1).values
        pooled = nn.functional.dropout(torch.cat([mean, peak], -1), 0.1, self.training)
        return self.heads(pooled), hidden

    def merge(self) -> None:
        """Put what was learned into the encoder's layers: the same answers, and nothing left to learn."""
        merge(self.encoder)

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """What was learned, by parameter name."""
        return {n: p.detach().numpy().astype(np.float16) for n, p in self.named_parameters() if p.requires_grad}

    def take(self, weights: dict[str, npt.NDArray[np.float16]]) -> None:
        """Put learned weights in place; ``KeyError`` when one is missing."""
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.requires_grad:
                    parameter.copy_(torch.from_numpy(weights[name].astype(np.float32)))


class Panel(nn.Module):
    """Several readers as one graph for one text: the lowest layers are run once, and the search's vector comes with them."""

    def __init__(self, folder: Path, readers: Sequence[Reader]) -> None:
        """``folder`` is of the model that serves the search; its lowest layers are those of the readers."""
        super().__init__()
        self.search = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        self.members = nn.ModuleList(readers)
        self.readers = tuple(readers)

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The search's unit vector, each reader's raw scores, and the first reader's hidden states."""
        low = _through(self.search.encoder.layer[:FROZEN], self.search.embeddings(input_ids=input_ids))
        vector = nn.functional.normalize(_through(self.search.encoder.layer[FROZEN:], low).mean(1))
        seen = [_through(reader.encoder.encoder.layer[FROZEN:], low) for reader in self.readers]
        scores = [
            reader.heads(torch.cat([hidden.mean(1), hidden.max(1).values], -1)) for reader, hidden in zip(self.readers, seen, strict=True)
        ]
        return vector, torch.stack(scores, 1), seen[0]


def load_readers(folder: Path) -> list[Reader]:
    """Every network whose weights are kept, in the order of their names."""
    readers = []
    for path in sorted(WEIGHTS.glob("adapter-*.npz")):
        reader = Reader(folder).eval()
        with np.load(path) as weights:
            reader.take(dict(weights))
        readers.append(reader)
    return readers


def _through(layers: Iterable[nn.Module], hidden: Tensor) -> Tensor:
    for layer in layers:
        hidden = layer(hidden, None)
    return hidden
