"""Low-rank adapters on the upper layers of an encoder, as torch modules (LoRA: Hu et al., 2021). Only learning and exporting use this file.

The lowest layers stay as their makers left them, so that a graph with several ways of reading pays for them once; adapting them
learned no better and took a third longer.
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

FROZEN = 2
"""So many of the lowest layers stay as they are."""


class Adapted(nn.Module):
    """A frozen linear layer with a learned low-rank addition."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """The layer's output with the addition."""
        return self.base(x) + x @ self.down.T @ self.up.T  # type: ignore[no-any-return]  # torch's modules are untyped

    def merged(self) -> nn.Linear:
        """One linear layer that does the same, for serving."""
        merged = nn.Linear(self.base.in_features, self.base.out_features)
        with torch.no_grad():
            merged.weight.copy_(self.base.weight + self.up @ self.down)
            merged.bias.copy_(self.base.bias)
        return merged


def adapt(encoder: Any, rank: int) -> None:
    """Freeze a BERT-like encoder, leave out its dropout, and give each linear layer of its upper layers an addition of this rank."""
    for parameter in encoder.parameters():
        parameter.requires_grad = False
    for layer in encoder.modules():
        if isinstance(layer, nn.Dropout):
            layer.p = 0.0  # halves the time of a step; mistyped words in the examples keep it from learning by heart
    _change(encoder, lambda base: Adapted(base, rank))


def merge(encoder: Any) -> None:
    """Put every addition into its layer: the same answers, and nothing left to learn."""
    _change(encoder, lambda adapted: adapted.merged())


def _change(encoder: Any, change: Callable[[Any], nn.Module]) -> None:
    for layer in encoder.encoder.layer[FROZEN:]:
        attention = layer.attention.self
        attention.query, attention.key, attention.value = map(change, (attention.query, attention.key, attention.value))
        for part in (layer.attention.output, layer.intermediate, layer.output):
            part.dense = change(part.dense)
