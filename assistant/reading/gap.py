"""An adult who is a child's boyfriend or girlfriend: ages that make a relationship unequal, wherever in the conversation they stand.

Between 12 and 15 an age gap is a sign of harm and no private matter (Sexual Offences Act 2003, sections 9 and 44; the procedure's
age bands). It is a sum, so it is done here and not left to be learned. An adult of 18 beside a child of 15 is left to the learned part:
three years decide nothing.
"""

import re
from collections.abc import Sequence

from assistant.reading.ages import read_age
from assistant.reading.normalise import Folded
from assistant.reading.patterns import Match

BANDS = {"12", "13_to_15"}
_OTHERS = "mums?|mams?|moms?|mothers?|dads?|fathers?|nans?|gran\\w*|aunt\\w*|uncles?|teachers?|workers?|carers?|sisters?|brothers?|cousins?"
ROMANCE = re.compile(
    r"(?<!mums )(?<!mams )(?<!moms )\b(?:boyfriends?|bfs?|girlfriends?|gfs?|fella|seeing (?:an?|this|some\w*|him|her)|dating|going out"
    r"|(?:theyre|are|got|been) together|relationship|in love|its love|slept|sleep\w* (?:with|over|together)|having sex|in bed|hooking up"
    r"|getting with|kiss\w*|snog\w*|sugar daddy)\b"
)
_TENS = "(?:twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
_NO_AGE = (
    r"[%/:]|\.\d|[ap]m\b|(?:weeks?|wks?|months?|mins?|minutes?|hours?|hrs?|days?|times?|miles?|quid|pounds?|p|st|nd|rd|th|of|kids|children"
    r"|pupils|people|texts?|messages|calls|pages|per|a (?:day|week)|(?:years|yrs) (?:ago|together|in|of|experience))\b"
)
ADULT = re.compile(
    r"\b(?:hes|shes|he (?:is|was)|she (?:is|was)|whos?|is|of|aged|about|around|nearly|an?|bf|boyfriend|fella|bloke|guy|man|lad|like"
    rf"|actually|turns out|be) (?:about |like |around |nearly |only |actually )?(?:19|[2-5]\d|nineteen|{_TENS})\b(?! ?(?:{_NO_AGE}))"
    rf"|\b(?:19|[2-5]\d|{_TENS})[ -]?(?:yrs?|years?|yo|y/o)[ -]?(?:olds?)?\b(?! ago)"
)
_SOMEBODY_ELSES = re.compile(rf"\b(?:{_OTHERS}|me|im|i am|my)(?: \w+)? ?$")
_SUPPOSED = re.compile(r"\b(?:training|scenario|case study|example|quiz|module|policy|lesson|novel|book|film|soap)\b")


def read_gap(turns: Sequence[Folded]) -> tuple[int, Match] | None:
    """The turn and the words that say how old the other one is, where a child of 12 to 15 has an adult partner; or nothing."""
    young = any(age.value in BANDS for age in map(read_age, turns) if age)
    if not young or not any(ROMANCE.search(turn.text) for turn in turns) or any(_SUPPOSED.search(turn.text) for turn in turns):
        return None
    for place, turn in enumerate(turns):
        for adult in ADULT.finditer(turn.text):
            before = turn.text[max(0, adult.start() - 16) : adult.start() + 1]
            if not _SOMEBODY_ELSES.search(before):
                return place, Match("sexual_exploitation", "cause", adult.start(), adult.end(), sure=True)
    return None
