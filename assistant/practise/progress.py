"""What somebody has practised so far: a value that a session holds, and a short text to take away and bring back.

Only the number of each situation and whether it was answered rightly are in the text: no name, no date, nothing that was typed.
"""

import hashlib
from dataclasses import dataclass, replace

from assistant.practise.situations import NUMBERS
from corpus.errors import InputError

LONGEST = 500
"""So many answers are kept, the latest ones: enough to go through every situation several times."""
SEEDS = 4096

_MARK = "practise1."
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PAIR, _CHECK = 2, 4
_RIGHT = NUMBERS + 1
_AGAIN = "Copy the whole of it again, from “practise1.” to its last character, or start again without it."


@dataclass(frozen=True, slots=True)
class Answered:
    """One situation that was answered, and whether rightly."""

    situation: str
    right: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The answers so far, the oldest first, and the seed that orders what is asked."""

    seed: int
    answers: tuple[Answered, ...] = ()

    def with_answer(self, situation: str, right: bool) -> "Progress":
        """This progress with one more answer; the oldest is let go where there are too many."""
        return replace(self, answers=(*self.answers, Answered(situation, right))[-LONGEST:])


def to_text(progress: Progress) -> str:
    """The progress as a text to copy: two characters for each answer, and four that tell whether it was copied whole."""
    numbers = (int(answer.situation.rpartition("-")[2]) + _RIGHT * answer.right for answer in progress.answers)
    body = "".join(map(_to_pair, (progress.seed % SEEDS, *numbers)))
    return f"{_MARK}{body}{_check(body)}"


def read_progress(text: str) -> Progress:
    """The progress in a text that was copied; spaces and line breaks in it do no harm.

    Raises:
        InputError: when it is none, or not whole.
    """
    whole = "".join(text.split())
    if not whole:
        raise InputError("There is nothing to go on from. Paste the text that you copied.")
    if not whole.startswith(_MARK):
        raise InputError(f"That is not a copied progress: it does not begin with “{_MARK}”. {_AGAIN}")
    body, check = whole[len(_MARK) : -_CHECK], whole[-_CHECK:]
    if not body or len(body) % _PAIR or not set(body) <= set(_DIGITS) or check != _check(body):
        raise InputError(f"That progress is not whole, or a character of it changed. {_AGAIN}")
    if len(body) // _PAIR > LONGEST + 1:
        raise InputError(f"That progress holds more than {LONGEST} answers. {_AGAIN}")
    seed, *numbers = (_from_pair(body[place : place + _PAIR]) for place in range(0, len(body), _PAIR))
    return Progress(seed, tuple(Answered(f"pr-{number % _RIGHT:03}", number >= _RIGHT) for number in numbers))


def _to_pair(number: int) -> str:
    high, low = divmod(number, len(_DIGITS))
    return _DIGITS[high] + _DIGITS[low]


def _from_pair(pair: str) -> int:
    return _DIGITS.index(pair[0]) * len(_DIGITS) + _DIGITS.index(pair[1])


def _check(body: str) -> str:
    digest = hashlib.sha256(body.encode()).digest()
    return "".join(_DIGITS[byte % len(_DIGITS)] for byte in digest[:_CHECK])
