"""Ages that make a relationship more than private, wherever in the conversation they stand: an adult who is a child's boyfriend or
girlfriend, and a child under 13 who has sex, is pregnant or asks for contraception, who cannot agree to sex in law.

Between 12 and 15 an age gap is a sign of harm and no private matter (Sexual Offences Act 2003, sections 9 and 44; the procedure's
age bands). It is a sum, so it is done here and not left to be learned. An adult of 18 beside a child of 15 is left to the learned part:
three years decide nothing.
"""

import re
from collections.abc import Sequence

from assistant.reading.ages import WORDS, read_age, supposes
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
    r"\b(?:hes|shes|he (?:is|was)|she (?:is|was)|whos?|is|of|aged|about|around|nearly|an?|bfs?|boyfriends?|gfs?|girlfriends?|fellas?"
    r"|blokes?|guy|man|lad|like"
    rf"|actually|turns out|be) (?:about |like |around |nearly |only |actually )?(?:19|[2-5]\d|nineteen|{_TENS})\b(?! ?(?:{_NO_AGE}))"
    rf"|\b(?:19|[2-5]\d|{_TENS})[ -]?(?:yrs?|years?|yo|y/o)[ -]?(?:olds?)?\b(?! ago)"
)
_SOMEBODY_ELSES = re.compile(rf"\b(?:{_OTHERS}|me|im|i am|my)(?: \w+)? ?$")
SEX = re.compile(
    r"\b(?:(?:has|have|had|having)(?: (?:been|started|proper|full|unprotected|actual|first))* (?:having )?(?:sex|intercourse)"
    r"(?! (?:ed|education|lessons?|talks?|chat)\b)"
    r"|(?:sleeping|slept|sleeps) (?:together|with (?:his|her|their) (?:girlfriend|boyfriend|gf|bf))"
    r"|sexually active|lost (?:his|her|their) virginity)\b"
)
"""Sex that young people have with one another, in words that say so."""
FROM_SEX = re.compile(
    r"\b(?:contracepti\w+|condoms?|the depo|morning after pill|emergency pill|the coil|c ?cards?|pregnan(?:t|cy)|late booker"
    r"|expecting (?:a baby|her first)|(?:[4-9]|[1-4]\d) ?(?:weeks?|wks?) gone)\b"
)
"""What tells of sex without naming it: it counts where the child of such an age stands just before it, or is only supposed."""
_ANOTHERS = re.compile(rf"\b(?:{_OTHERS}|parents?|client|patient|woman|lady|wife|girlfriend)\b")
_FOR_HEALTH = re.compile(r"\b(?:periods?|acne|rse|pshe|sex ed(?:ucation)?|assembl(?:y|ies)|leaflets?|posters?|talks? (?:on|about))\b")
"""Whose it may be instead, and why it is spoken of beside a child who has none of it."""
_GROWN_UPS = re.compile(rf"\b(?:{_OTHERS}|parents?|adults?)\b(?: \w+){{0,5}} ?$")
_DENIED = re.compile(r"\b(?:not|isnt|arent|never|hasnt|havent|no|wont|without|before)(?: \w+){0,3} ?$")
NEAR = 40
"""Characters between a child's age and what is told of that child."""
YOUNGEST, TOO_YOUNG = 7, {"12", "under_12"}
"""Below the first, an age told beside such words is likely that of somebody else's child."""
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


def read_under_age(turns: Sequence[Folded]) -> tuple[int, Match] | None:
    """The turn and the words that tell of sex, or of what comes of it, where a child under 13 is spoken of; or nothing."""
    if any(_SUPPOSED.search(turn.text) for turn in turns) or not any(map(_is_under_age, turns)):
        return None
    is_supposed = any(_is_under_age(turn) and supposes(turn) and not _ANOTHERS.search(turn.text) for turn in turns)
    for place, turn in enumerate(turns):
        from_sex = (found for found in FROM_SEX.finditer(turn.text) if is_supposed or _is_of_the_child(turn, found.start()))
        for sex in (*SEX.finditer(turn.text), *from_sex):
            if not _DENIED.search(turn.text, max(0, sex.start() - 30), sex.start()) and not _GROWN_UPS.search(turn.text[: sex.start()]):
                return place, Match("sexual_activity", "yes", sex.start(), sex.end(), sure=True)
    return None


def _is_of_the_child(turn: Folded, place: int) -> bool:
    """Whether what stands at ``place`` is told of a child under 13: of whose age it is told just before, and of nobody else."""
    age = read_age(turn) if _is_under_age(turn) else None
    return age is not None and 0 <= place - age.end <= NEAR and not (_ANOTHERS.search(turn.text[:place]) or _FOR_HEALTH.search(turn.text))


def _is_under_age(turn: Folded) -> bool:
    age = read_age(turn)
    if age is None or age.value not in TOO_YOUNG:
        return False
    told = turn.text[age.start : age.end]
    figure = re.search(r"\d+", told)
    return int(figure[0]) >= YOUNGEST if figure else any(word in told.split() for word in WORDS[YOUNGEST - 1 :])
