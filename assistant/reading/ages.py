"""How old the child is, from the ways people write it: the youngest age that is told, or else a word for a very young child."""

import re
from collections.abc import Sequence

from assistant.reading.normalise import Folded
from assistant.reading.patterns import Match

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen".split()
WRITTEN = "|".join(sorted(WORDS, key=len, reverse=True))
YOUNG = (
    r"(?:girl|boy|lad|lass|kid|child|yp|son|daughter|sister|brother|pupil|student"
    r"|sixth former|care leaver|(?:teen(?:age)?|young) (?:mum|mam|dad|mother|father)|teen\w*)"
)
AGE = re.compile(
    r"\b(?:aged? |hes |shes |theyre |he is |she is |is |was |just turned |turns |turning |u|under |only )?"
    r"(?<!did )(?<!done )(?<!served )(?<!for )(?<!after )(?<!last )(?<!past )(?<!over )"
    r"(?<!known )(?<!known him )(?<!known her )(?<!known them )"
    r"(?P<age>\d{1,2}) ?(?:yrs?|years?|yos?|y/o|y o\b|y\.o\.?)(?:[ -]?(?:old|olds))?\b"
    r"(?! (?:ago|back|later|apart|together|inside|running|married|(?:for|in) (?:what|it|that|prison|jail))\b)"
    r"|\b(?:aged? |hes (?:only )?|shes (?:only )?|he is (?:only )?|she is (?:only )?|just turned )(?P<bare>\d{1,2})"
    r"\b(?! ?(?:weeks?|wks?|months?|mths?|days?|hours?|hrs?|mins?)\b)"
    r"|\b(?P<hyphened>\d{1,2})-(?:yrs?|years?)[ -]olds?\b"
    r"|\b(?P<mf>\d{1,2})[mf]\b|\((?P<bracket>\d{1,2})\)|^(?P<first>\d{1,2}),"
)
BARE = re.compile(
    rf"\b{YOUNG}s?,?:? (?:is |of |aged |whos |who is |only |just ){{0,2}}(?P<young>1?\d|{WRITTEN})"
    r"(?![\d:/%]| ?(?:weeks?|months?|days?|hours?|am|pm|of|other|in|(?:mobile )?phones?|bruises?|marks?|burns?|times?|mates?|friends?"
    r"|brothers?|sisters?|siblings?|nights?|sessions?|appointments?|missed|men|blokes?|kids?)\b)"
    rf"|\b(?P<written>{WRITTEN})[ -](?:yrs?|years?)[ -]old\b"
    rf"|(?:^|[.!?;] )(?P<alone>1?\d)(?=[.,!?;]|$)"
    rf"|\((?P<first_of>1?\d) (?:and|&|,) ?\d{{1,2}}\)"
    rf"|\b(?:both|theyre|they are) (?:only |just )?(?P<both>1?\d|{WRITTEN})(?=[.,!?;]| and\b| yrs?\b| years?\b|$)"
    rf"|\b(?:(?:if|suppose|supposing|say|imagine) (?:(?:he|she|they) (?:is|was|were|had been)"
    rf"|(?:hes|shes|theyre|(?:shed|hed|theyd) been))|meant) (?:only )?(?P<supposed>[12]?\d|{WRITTEN})\b"
    rf"(?! ?(?:weeks?|months?|days?|hours?))"
    rf"|\b(?:hes|shes|theyre|he is|she is) (?:only |just )?(?P<told>{WRITTEN})(?=[.,!?;]| and\b| n\b| yrs?\b|$)"
    rf"|\bare (?P<one>1\d|{WRITTEN}) and (?P<other>1\d|{WRITTEN})\b"
)
"""An age without "years": after a word for a young person, as a sentence of its own, of two children in brackets or one after the other."""
SCHOOL_YEAR = re.compile(r"(?<!since )(?<!back in )\b(?:y|yr ?|year )(?P<year>\d{1,2})s?\b(?! ?old)")
BABY = re.compile(
    rf"\b(?:baby|babies|newborn|toddlers?|infant|(?:\d+|{WRITTEN})[ -]?(?:wks?|weeks?|months?|mths?)[ -]olds?"
    rf"|(?:in|our|my|the|a) (?:reception|nursery)(?= (?:class|kids?|children|age|{YOUNG}s?)\b|[.,!?;]|$)"
    rf"|(?:reception|nursery) (?:kids?|children|class|age|{YOUNG}s?))\b"
)
SOMEBODY_ELSES = re.compile(r"\b(?:bfs?|boyfriends?|gfs?|girlfriends?|fella|bloke|man|guy|partner)\b(?: (?:n|and|but|who|whos|is))* ?$")
"""What stands before an age of 18 and more that is somebody else's: "new bf n hes 24"."""
RECEPTION_AGE = 4
GROWN = "18_or_over"
CORRECTION = re.compile(
    r"\b(?:typo|i meant|meant to (?:say|type|put)|correction|my mistake|misread|mistyped|got that wrong|sorry,? (?:hes|shes|its))\b"
)
SUPPOSED = re.compile(
    r"\b(?:what if|what about|if (?:he|she|they|it|hes|shes|theyre|hed|shed|theyd)"
    r"|say (?:he|she|they)|suppose|supposing|imagine|had (?:he|she|they) been)\b"
)
FIGURE = re.compile(r"(?P<figure>\d{1,2})(?:,? not (?P<instead>\d{1,2})\b)?")
MEANT_FIGURE = re.compile(r"(?:meant|its|hes|shes|is|are) (?:\w+ )?(?P<figure>\d{1,2})\b(?:,? not (?P<instead>\d{1,2})\b)?")
MEANT = re.compile(r"\b(?:meant|its|hes|shes|is|are) (?:\w+ )?\d{1,2}\b|\b\d{1,2},? not \d{1,2}\b")


def read_age(folded: Folded) -> Match | None:
    """The fact ``child_age`` with the words it was read from, or nothing."""
    found: list[tuple[int, int, int]] = []
    for match in AGE.finditer(folded.text):
        years = int(next(group for group in match.groups() if group))
        if 0 <= years <= 25 and not (years >= 18 and SOMEBODY_ELSES.search(folded.text[: match.start()])):
            found.append((years, match.start(), match.end()))
    for match in BARE.finditer(folded.text):
        years = min(WORDS.index(said) + 1 if said in WORDS else int(said) for said in match.groups() if said)
        if 0 < years <= 25:
            found.append((years, match.start(), match.end()))
    for match in SCHOOL_YEAR.finditer(folded.text):
        if 1 <= int(match["year"]) <= 13:
            found.append((int(match["year"]) + RECEPTION_AGE, match.start(), match.end()))
    if not any(years < 18 for years, _, _ in found):
        found.extend((1, match.start(), match.end()) for match in BABY.finditer(folded.text))
    if not found:
        return None
    years, start, end = min(found)
    return Match("child_age", _band(years), start, end)


def corrects_age(folded: Folded) -> bool:
    """Whether the writer takes back an age ("typo, i meant 19 not 9"): what was read with the old one no longer holds."""
    return CORRECTION.search(folded.text) is not None and (read_age(folded) is not None or MEANT.search(folded.text) is not None)


def supposes(folded: Folded) -> bool:
    """Whether the writer changes the case to see what follows ("and what if she was 19?")."""
    return SUPPOSED.search(folded.text) is not None


def as_corrected(turns: Sequence[Folded]) -> tuple[Folded, ...]:
    """The turns of one case, an age that a later one corrects put in the place of the one told before."""
    read = list(turns)
    for place, turn in enumerate(turns):
        anew = _figure(turn) if corrects_age(turn) else None
        for told in range(place if anew else 0):
            old = _figure(read[told])
            if anew and old and (not anew["instead"] or anew["instead"] == old["figure"]):
                read[told] = _put(read[told], old.span("figure"), anew["figure"])
        if anew and anew["instead"]:
            read[place] = _put(turn, (anew.end("figure"), anew.end()), "")
    return tuple(read)


def _figure(turn: Folded) -> re.Match[str] | None:
    """The figure of the age that a turn tells, and the one that it stands instead of ("16 not 6")."""
    age = read_age(turn)
    if age and SCHOOL_YEAR.match(turn.text, age.start):
        return None
    return FIGURE.search(turn.text, age.start) if age and FIGURE.search(turn.text, age.start, age.end) else MEANT_FIGURE.search(turn.text)


def _put(turn: Folded, place: tuple[int, int], figure: str) -> Folded:
    start, end = place
    origin = (*turn.origin[:start], *(turn.origin[start] for _ in figure), *turn.origin[end:])
    return Folded(f"{turn.text[:start]}{figure}{turn.text[end:]}", origin)


def _band(years: int) -> str:
    if years < 12:
        return "under_12"
    if years == 12:
        return "12"
    if years < 16:
        return "13_to_15"
    return "16_to_17" if years < 18 else GROWN
