"""Notices when a conversation turns to another child or family, or back: facts of one do not count for the other, and the person is told.

A turn may say so ("different child", "my other lad"), or it may bring a child who was not told of before: one with another name, or with
another age, for whom something of their own is asked. Somebody who belongs to the story told so far begins no other case: a brother or
sister, whoever saw it or did it, whoever is to be told.
"""

import re
from collections.abc import Sequence

from assistant.reading.ages import RECEPTION_AGE, SCHOOL_YEAR, WORDS, corrects_age, read_age, supposes
from assistant.reading.normalise import Folded

_CHILD = r"(?:child|kid|family|case|pupil|student|boy|girl|lad|lass|patient|client|baby|toddler|yp|young person|little one)"
_WHO = rf"(?:{_CHILD}|parent|mum|one)"
_ASKED = r"(?:situation|matter|question|query)"
_LED_INTO = (
    r"(?:(?:ok|okay|right|thanks|thank you|cheers|great|ta|and|also|now|so|next|separately|sorry|oops|oh|hi|hello|plus|actually"
    r"|wait|hang on|hold on|done|sorted|all (?:done|sorted))[,. !-]+)*"
)
_A = r"(?:(?:a|an|about a|i have a|ive got a|got a) )?(?:totally |completely |entirely |whole )?"
_OTHER = rf"{_A}(?:different|diff|separate|seperate|another|new|second|unrelated)"
_ANSWERS = r" (?:has |have |is |now |also )+(?:signed|agreed|happy|said)"
_TAKES_PART = r" (?:\w+ )?(?:saw|seen|says?|said|told|heard|rang|reckons|came|come|arrived|landed|did|hit|was there)\b"
_OF_A_FAMILY = (
    r" (?:members?|friends?|(?:support |key |link )?workers?|support|liaison|practitioners?|hubs?|centres?|courts?|solicitors?|doctors?"
    r"|gps?|plans?|meetings?|conferences?|(?:care|protection) \w+)\b"
)
"""What makes no family of the word before it ("a different family worker")."""
ANOTHER = re.compile(
    rf"^{_LED_INTO}(?:{_OTHER} {_WHO}\b(?!{_TAKES_PART})(?!{_ANSWERS})(?!{_OF_A_FAMILY})"
    rf"|(?:different|diff|another|next|new|separate) one\b|moving on to (?:a |another )"
    rf"|(?:theres|there is|ive got|i have got|got) another {_WHO} (?:whos|whose|(?:in|on|at) my)\b|sep[ae]rate (?:thing|issue)\b"
    rf"|(?:(?:ive|i have|i) )?got another {_CHILD}[, ]+(?:aged )?\d|(?:2nd|second|next) (?:job|matter|query|case) ?[.:,-]"
    r"|another (?:lady|woman|man|mother|father|dad|patient) (?:on|in|at) my\b"
    rf"|unrelated\b|nothing to do with (?:that|him|her|them|the last)|(?:about |for |re )?(?:my|our) other (?:{_CHILD}|one)\b"
    rf"|(?:no[, ]+)?(?:(?:its|this is|thats|hes|shes) not|not|(?:this |that |it )?isnt) (?:about )?the same {_CHILD}\b"
    rf"|(?:(?:sorry|oops|oh|no|wait|hang on|ah|damn)[,. !-]+)+(?:thats |that was |i had |i meant )?(?:the )?wrong (?:{_CHILD}|one)\b"
    rf"|(?:the )?wrong (?:{_CHILD}|one)[,.:;! -]+(?:this|i meant?|meant|its)\b)"
)
"""Words at the start of a turn that begin another case. Elsewhere in a turn they are part of the story ("his mum has another child")."""
_STARTS = (
    rf"(?:(?:moving )?on ?(?:to|with) )?{_A}(?:different|diff|sep[ae]rate|another|new|next|second|unrelated)"
    rf" (?:household|{_CHILD})(?: (?:altogether|entirely|completely|totally|now|again|here|this (?:one|time)|today|tho(?:ugh)?))*"
)
AFTER_ALL_THAT = re.compile(
    rf"(?:^|(?<=[.,!?;:\n-] )|(?<=\n)){_LED_INTO}{_STARTS}(?=\s*(?:[.,:;!\n-]|$))(?!\W+(?:his|her|their|same|also|both)\b)"
)
"""The same after thanks, a feeling or how the last case ended ("thats all logged. right, different family altogether"): there it must stand
by itself."""
PERHAPS = re.compile(rf"^{_LED_INTO}(?:next ?[:;-]|(?:{_OTHER}|next) {_ASKED}\b)")
"""Words that begin another case, unless what follows points back ("another question: can i tell her mum")."""
SAME = re.compile(rf"(?<!not )(?<!not the )(?<!not about the )(?<!isnt the )\bsame {_WHO}\b|\bstill (?:about )?(?:him|her|them)\b")
_NAMED = (
    r"(?:boy|girl|lad|lass|baby|toddler|teenager|twins|siblings|sisters|brothers|reporter|journalist|solicitor|landlord|neighbour"
    r"|councillor)\b"
)
_BACK_TO = rf"{_LED_INTO}(?:(?:go(?:ing)?|lets go|can (?:we|i) go|coming|getting|switch(?:ing)?) )?(?:back (?:to|on|with)|returning to)"
_TO_IT = rf"{_BACK_TO} (?:the |my |our |that )?"
_GOES_BACK = re.compile(
    rf"^(?:{_TO_IT}(?:(?P<very_first>first|1st|original)|(?P<before>other|previous|earlier|last)) {_WHO}\b"
    rf"|{_TO_IT}(?P<child>\d+|{_NAMED}|\w+ (?:child|person)|\w+(?= {_WHO}\b))"
    rf"|{_LED_INTO}(?:as for|about|re|for|with|on) (?:the |my |our |that )?(?P<first>first|1st|original) {_WHO}\b"
    rf"|{_LED_INTO}(?:the )?(?P<named>first|1st|original) (?:{_WHO}|job)(?: again\b| ?[-,:.]))"
)
"""Words at the start of a message that go back to a case told before."""
_DONE_WITH = re.compile(rf"(?<=[.!?;] )(?={_BACK_TO}\b)")
"""Where a message goes back after a word on how the last case ended ("done, police have it. back to the twins")."""

_BACK = re.compile(r"\b(?:hes?|shes?|him|his|hers?|theyre|they|them|their|it|that)\b")
_RELATION = re.compile(rf"^{_LED_INTO}(?:what|how) about (?:his|her|their|my) (?:\w+ )?(?P<who>cousin|classmate)s?\b")
"""A child of another household, asked after by itself; a brother or sister belongs to the case."""
_ROLE = re.compile(r"\bthe (?:(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) )?(?:child|person)(?=s?\b)")
"""What stands in the place of a name that tells of no kinship (``roles``)."""
_OPENS = re.compile(r"^(?:(?:ok|okay|right|thanks|and|so)[,. ]+)*(?:also|next|now|plus|and)\b[,.: -]*$")
_GROWN_UPS = (
    r"(?:house|home|flat|phone|number|mobile|e?mail|address|office|advice|view|idea|place|social|sw|support|key|manager|boss|solicitor|husband|wife"
    r"|partner|boyfriend|bf|girlfriend|kids?|child|children|sons?|daughters?|baby|new)"
)
_BRINGS_SURELY = re.compile(r",? (?:is |aged )?\(?(?:1?\d\b|y(?:ea)?r? ?\d)| in (?:my|our|y\d|year|yr|reception|nursery)\b")
"""What follows whoever is brought in as a child: an age or a class."""
_BRINGS = re.compile(
    rf"{_BRINGS_SURELY.pattern}|s (?!{_GROWN_UPS}\b)\w+"
    r"|(?:[.,:; -]+(?:he|she|they))? (?:has|needs|wants) (?!to\b|it\b|me\b|us\b|been\b|got\b|told|said|seen|asked|rung|agreed|a copy)"
)
"""The same, or something of theirs, or what they have or need."""
_ERRAND = re.compile(
    r"\b(?:can|could|should|may|shall|do|must) (?:i|we)\b|\b(?:ok|okay|alright|fine|allowed) to\b|\bis (?:it|that) (?:ok|okay|fine)\b"
    r"|\b(?:wants?|needs?|like) (?:me |us )?to (?:send|share|tell|pass|give|email|let|refer)\b"
    r"|\b(?:want|need)s? (?:it |this )?(?:sent|shared|passed)\b"
    r"|\b(?:mum|mam|dad|parents?|carer) (?:(?:has |have )?(?:agreed|signed|consented)|(?:said|says) (?:yes|ok|fine|no)|is happy)\b"
)
_INVOLVED = re.compile(
    r"\b(?:saw|seen it|witness\w*|heard|was there|did (?:it|this|that)|hit|hits|hurts?|bull(?:y|ies|ied|ying)|told (?:me|us)|reported|same"
    r"|brothers?|sisters?|siblings?|twins?|(?:is|hes|shes|thats) (?:his|her|their) \w+)\b"
)
_OTHER_CHILDREN = re.compile(
    r"\b(?:another|other|both|two|three|older|younger) (?:\w+ )?(?:lads?|boys?|girls?|kids?|child(?:ren)?|pupils?|students?|friends?)\b"
)
_AT_HOME = re.compile(r"\b(?:theres|there is|there are|lives? with|at home|in the (?:house|home)|too|as well|boyfriend|bf|girlfriend|gf)\b")
_BROUGHT = re.compile(rf"\b(?:an?|my|our|one) (?:\w+ )?{_CHILD}\b|{_ROLE.pattern}")
_BY_AGE = re.compile(rf"\s*{_LED_INTO}(?:\w+ ){{0,8}}?(?:{_CHILD}|\d+ ?(?:yrs?|years?|yos?|y/o))\b")
_OF_SOMEBODY = re.compile(
    r"\b(?:hes?|shes?|him|his|hers?|kids?|child\w*|bab(?:y|ies)|boys?|girls?|lads?|lass|mums?|mams?|dads?|parents?|carers?|foster\w*|plac(?:ed|ement)"
    r"|settled|moved|living|lives)\b"
)
"""What tells of somebody, so that the family that is spoken of next may be theirs."""
LONGEST_END = 20
"""Words that may end one case before the next begins in the same message."""
OPENING = 48
"""Characters at the start of a turn in which an age introduces a child."""


def turns_of_case(turns: Sequence[Folded]) -> tuple[int, ...]:
    """The places of the messages that tell the case in hand, oldest first.

    It is the latest case, or an earlier one to which the person goes back. Saying that it is the same child makes all one case.

    Args:
        turns: the messages, oldest first, folded, with roles for names.
    """
    cases: list[list[int]] = [[]]
    case = cases[0]
    for place, turn in enumerate(turns):
        earlier = _earlier_case(turn.text.strip(), turns, cases, case)
        if earlier:
            case = earlier
        elif place and _begins_another(turn, [turns[told] for told in case]):
            case = []
            cases.append(case)
        elif SAME.search(turn.text):
            case = sorted(told for each in cases for told in each)
            cases = [case]
        case.append(place)
    return tuple(case)


def _earlier_case(text: str, turns: Sequence[Folded], cases: Sequence[list[int]], case: list[int]) -> list[int]:
    """The case to which a message goes back: the first, the one before, or the other one that tells of what is named."""
    done = _DONE_WITH.search(text, 0, OPENING)
    back = _GOES_BACK.match(text) or (done and _GOES_BACK.match(text[done.start() :]))
    if back is None or len(cases) < 2:
        return []
    if back["very_first"] or back["first"] or back["named"]:
        return cases[0]
    others = [other for other in cases if other is not case]
    if back["before"]:
        return others[-1]
    return next((other for other in others if _tells_of(back["child"], other, turns) and not _tells_of(back["child"], case, turns)), [])


def _tells_of(words: str, case: Sequence[int], turns: Sequence[Folded]) -> bool:
    return any(re.search(rf"\b{re.escape(words)}", turns[told].text) for told in case)


def _begins_another(turn: Folded, before: Sequence[Folded]) -> bool:
    text = turn.text.strip()
    perhaps = PERHAPS.match(text)
    return (
        ANOTHER.search(text) is not None
        or _ends_the_last(text)
        or (perhaps is not None and not _points_back(text[perhaps.end() :]))
        or _is_other_relation(text, before)
        or (_asks_for_somebody(text) and (_has_another_name(text, before) or _has_another_age(turn, before)))
    )


def _ends_the_last(text: str) -> bool:
    """Whether another family stands by itself after a few words that tell of nobody."""
    starts = AFTER_ALL_THAT.search(text)
    lead = text[: starts.start()] if starts else ""
    return starts is not None and len(lead.split()) <= LONGEST_END and not _OF_SOMEBODY.search(lead)


def _points_back(text: str) -> bool:
    """Whether the first to be spoken of is somebody already told of."""
    back, brought = _BACK.search(text), _BROUGHT.search(text)
    return back is not None and (brought is None or back.start() < brought.start())


def _is_other_relation(text: str, before: Sequence[Folded]) -> bool:
    relation = _RELATION.match(text)
    return relation is not None and not any(relation["who"] in turn.text for turn in before)


def _asks_for_somebody(text: str) -> bool:
    """Whether something is asked, and of nobody who is said to have a part in the story told so far."""
    return _ERRAND.search(text) is not None and not _INVOLVED.search(text)


def _has_another_name(text: str, before: Sequence[Folded]) -> bool:
    """Whether a child is brought in with a name that was not said before."""
    known = {role[0] for turn in before for role in _ROLE.finditer(turn.text)}
    named = list(_ROLE.finditer(text))
    if not named or any(role[0] in known for role in named) or any(_OTHER_CHILDREN.search(turn.text) for turn in before):
        return False
    role, lead = named[0][0], text[: named[0].start()]
    brings = _BRINGS_SURELY if role == "the child" else _BRINGS  # those words may stand for no name
    is_one_of_several = bool(known) or role.count(" ") > 1 or _OPENS.match(lead) is not None
    return is_one_of_several and not _BACK.search(lead) and brings.match(text, named[0].end()) is not None


def _has_another_age(turn: Folded, before: Sequence[Folded]) -> bool:
    """Whether a turn opens by bringing in a child with an age that differs from all those told before."""
    age, years = read_age(turn), _years(turn)
    known = [told for told in map(_years, before) if told is not None]
    if age is None or years is None or not known or corrects_age(turn) or supposes(turn) or _AT_HOME.search(turn.text):
        return False
    lead = turn.text[: age.end]
    brought = _BY_AGE.match(turn.text[: age.end + 12]) is not None and not _BACK.search(lead) and not re.search(r"\bthe\b", lead)
    return brought and age.start <= OPENING and all(abs(years - told) > 1 for told in known)


def _years(turn: Folded) -> int | None:
    """The age in years that a turn tells of; a school year is told as the age at its start."""
    age = read_age(turn)
    words = turn.text[age.start : age.end] if age else ""
    figure = re.search(r"\d+", words)
    if figure:
        return int(figure[0]) + (RECEPTION_AGE if SCHOOL_YEAR.match(words) else 0)
    return next((place + 1 for place, word in enumerate(WORDS) if re.search(rf"\b{word}\b", words)), None)
