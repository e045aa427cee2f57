"""The learned part as a torch network: the pinned encoder, small low-rank adapters on its layers, and the heads.

Only building uses this file; serving runs the exported graph. The adapters and heads are all that is learned, about 1.4 MB at
half precision, so they live in the repository while the encoder's weights come from their package (LoRA: Hu et al., 2021).
"""

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import AutoModel

from assistant.reading.labels import OUTPUTS

RANK = 16
SCALE = 2.0
WEIGHTS = Path(__file__).resolve().parent / "weights" / "adapter.npz"


class Adapted(nn.Module):
    """A frozen linear layer with a learned low-rank addition."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output with the addition."""
        dropped = nn.functional.dropout(x, 0.1, self.training)
        return self.base(x) + (dropped @ self.down.T @ self.up.T) * SCALE  # type: ignore[no-any-return]  # torch's modules are untyped


class Reader(nn.Module):
    """Token ids in, ``OUTPUTS`` raw scores per message out."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        for layer in self.encoder.encoder.layer:
            for part in (layer.attention.self,):
                part.query, part.key, part.value = Adapted(part.query), Adapted(part.key), Adapted(part.value)
            for part in (layer.attention.output, layer.intermediate, layer.output):
                part.dense = Adapted(part.dense)
        self.heads = nn.Linear(2 * self.encoder.config.hidden_size, OUTPUTS)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Raw scores from the mean and the maximum over the message's tokens."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        peak = (hidden + (mask - 1) * 1e4).max(1).values
        pooled = nn.functional.dropout(torch.cat([mean, peak], -1), 0.1, self.training)
        return self.heads(pooled)  # type: ignore[no-any-return]  # torch's modules are untyped

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """What was learned, by parameter name."""
        return {n: p.detach().numpy().astype(np.float16) for n, p in self.named_parameters() if p.requires_grad}

    def take(self, weights: dict[str, npt.NDArray[np.float16]]) -> None:
        """Put learned weights in place; ``KeyError`` when one is missing."""
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.requires_grad:
                    parameter.copy_(torch.from_numpy(weights[name].astype(np.float32)))
