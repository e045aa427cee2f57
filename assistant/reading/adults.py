"""Who is at risk where a message tells of grown people only: signs that a word such as "MARAC" raised for a child are the adult's."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.ages import GROWN
from guardrails.facts import Fact

NO_CHILD = re.compile(
    r"\b(?:no|without|(?:doesnt|does not|dont|do not|hasnt|has not|havent|never) (?:have|had|got))(?: any)?"
    r" (?:kids?|child(?:ren)?|dependants?)\b(?! (?:at|in|there|here|with|today|now|around|about|allowed|were|was|saw|under|protection"
    r"|benefit|seat|support|care|left|till?|until)\b)|\bchildless\b"
)
"""Words that say that there are no children, and not only that none stood by."""
SAID_NOT_TO_BE = re.compile(r"\b(?:not|isnt|nor|never been) (?:pregnant|expecting)\b")
YOUNG = re.compile(
    r"\b(?:kids?|child\w*|bab(?:y|ies)|bump|newborns?|infants?|toddlers?|sons?|daughters?|boys?|girls?|lads?|lass|pupils?|students?|teen\w*"
    r"|little (?:ones?|uns?)|young (?:person|people|mum|mam)|yps?|step ?(?:kids|sons?|daughters?)|nephews?|nieces?"
    r"|grand ?(?:kids?|child\w*|sons?|daughters?)|school|nursery|college|pregnan\w+|expecting|unborn|due|y(?:ea)?r \d+)\b"
)
CAN_BE_AN_ADULTS = {"domestic_abuse", "physical_harm", "sexual_harm", "emotional_harm", "unborn", "likely_harm", "child_in_home"}
"""Signs of harm to a child which, where there is none, are of harm to an adult."""


def of_adults_only(stated: Sequence[Fact], text: str) -> list[Fact]:
    """The facts with harm to an adult in the place of harm to a child, where ``text`` says that there are no children and names none.

    Args:
        stated: the facts as they were read.
        text: the folded first message; what a later one says of children takes no sign away.
    """
    rest, denied = NO_CHILD.subn(" ", text)
    aged = {fact.value for fact in stated if fact.id == "child_age"} - {GROWN}
    moved = [fact for fact in stated if fact.id in CAN_BE_AN_ADULTS]
    if not denied or aged or not moved or YOUNG.search(SAID_NOT_TO_BE.sub(" ", rest)):
        return list(stated)
    kept = [fact for fact in stated if fact not in moved]
    if all(fact.id != "adult_harm" for fact in kept):
        kept.append(replace(moved[0], id="adult_harm", value="yes"))
    return kept
