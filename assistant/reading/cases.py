"""Notices when a conversation turns to another child or family: its facts are then begun anew, and the person is asked."""

import re
from collections.abc import Sequence

from assistant.reading.normalise import Folded

_WHO = (
    r"(?:child|kid|family|case|pupil|student|boy|girl|lad|lass|patient|client|baby|yp|young person|parent|mum|one|situation|matter"
    r"|question|query)"
)
_LED_INTO = r"(?:(?:ok|okay|right|thanks|thank you|cheers|great|ta|and|also|now|so|next|separately)[,. ]+)*"
_A = r"(?:(?:a|an|about a|i have a|ive got a|got a) )?(?:totally |completely |whole )?"
_OTHER = rf"{_A}(?:different|separate|another|new|second|unrelated)"
ANOTHER = re.compile(
    rf"^{_LED_INTO}(?:{_OTHER} {_WHO}\b|(?:different|another|next|new|separate) one\b|moving on to (?:a |another )|unrelated\b"
    r"|nothing to do with (?:that|him|her|them|the last))"
)
"""Words at the start of a turn that begin another case. Elsewhere in a turn they are part of the story ("his mum has another child")."""
SAME = re.compile(rf"\b(?:the |its the |thats the |about the )?same {_WHO}\b|\bstill (?:about )?(?:him|her|them)\b")


def first_of_case(turns: Sequence[Folded]) -> int:
    """Where the latest case of the conversation begins: the place of its first turn. Saying that it is the same child undoes it."""
    first = 0
    for place, turn in enumerate(turns):
        if place and ANOTHER.search(turn.text.strip()):
            first = place
        elif SAME.search(turn.text):
            first = 0
    return first
