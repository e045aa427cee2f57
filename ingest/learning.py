"""What learning on a corpus of short texts needs, whatever is learned: what is held out, batches, and a hurried person's typing."""

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

HELD_OUT = 25
"""One text in so many is not learned from."""
_SORTED_AT_ONCE = 16


def held_out(text: str) -> bool:
    """Whether this text is kept from learning: by its own words, so that adding texts moves none."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % HELD_OUT == 0


def batches(items: Sequence[Item], length: Callable[[Item], int], size: int) -> list[list[Item]]:
    """Batches of like length, so that little is padding, in random order."""
    shuffled = random.sample(list(items), len(items))
    made = []
    for start in range(0, len(shuffled), size * _SORTED_AT_ONCE):
        near = sorted(shuffled[start : start + size * _SORTED_AT_ONCE], key=length)
        made += [near[at : at + size] for at in range(0, len(near), size)]
    random.shuffle(made)
    return made


def mistyped(word: str) -> str:
    """A word with a letter dropped or two swapped; a short one as it is."""
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    return word[:at] + (word[at + 1 :] if random.random() < 0.5 else word[at + 1] + word[at] + word[at + 2 :])
