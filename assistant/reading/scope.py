"""How far a denial and a supposition reach: which words of harm in a folded text the writer denies, or only supposes.

A denial by the writer reaches to the end of its clause. One that somebody else is said to have made ("mum says he never hits her")
denies nothing, nor does one that the writer will not stand by ("cant say there are no bruises"). A supposition ("what if a child told
me …") counts only where the message tells of nobody real.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

Run = tuple[int, int]

LOOK_BACK = 160
"""Characters before a word in which its denial is looked for."""

_ENDS = (
    "(?:but|however|though|although|yet|except|apart|because|cos|coz|since|when|whenever|until|till|while|so|then|unless|if|how|why|where|who"
    "|what|just|only|explain\\w*|account\\w*|heal\\w*|fad(?:e|es|ing)|improv\\w*"
    "|and (?:he|she|they|i|we|it|his|her|their|the|an?|my|dad|mum|hes|shes|theyre|theres?|has|is|was|now|also|says?|said|told))"
)
"""Where the clause of a denial ends, and what takes its object away from it ("no history of a fall to explain the bruises")."""
_ON = rf"(?: (?!{_ENDS}\b)\w+){{0,14}}"
_NOT = (
    "(?:no|not|never|nor|neither|without|nobody(?:s| is| has)?|no ?one(?:s| is| has)?|isnt|aint|arent|wasnt|werent|hasnt|havent|havnt|hadnt"
    "|doesnt|dont|didnt|free of)"
)
_LITTLE = (
    "(?:an?|any|the|been|being|be|got|had|have|having|has|ever|actually|really|new|old|other|more|obvious|visible|physical|sexual|current|recent"
    "|previous|further|clear|apparent|known|single|unexplained|cigarette|belt|bite|slap|finger|grip|his|her|their|him|them)"
)
"""What may stand between a word of denial and what it denies."""
_EVIDENCE = (
    rf"{_NOT} (?:\w+ ){{0,2}}?(?:evidence|signs?|indications?|suggestion|suspicions?|allegations?|mention|history|hint|trace|proof"
    "|disclosures?|thoughts?|reports?|reason to (?:think|believe|suspect))(?: at all| whatsoever| so far| as yet)?"
    "(?: of| that|(?= (?:he|she|they|hes|shes|theyre|his|her|their|dad|mum)\\b))"
    "|nothing (?:\\w+ )?(?:to|that) (?:suggests?|indicates?|shows?|say|make (?:me|us) (?:think|believe|suspect))"
)
_UNSAID = (
    "(?:never|hasnt|havent|has not|have not|didnt|did not|nobody(?:s| has)?|no ?one(?:s| has)?) (?:ever |once |actually )?"
    "(?:said|say|alleged|claimed|suggested|disclosed)(?: to (?:me|us|anyone))?"
    "(?: that| anything about|(?= (?:he|she|they|his|her|mum|dad)\\b))"
)
_UNSEEN = (
    "(?:never|not|hasnt|havent|havnt|hadnt|didnt|did not|dont|doesnt|cant|cannot|couldnt|nobody has|no ?one has) (?:ever )?"
    "(?:seen?|noticed?|spot(?:ted)?|found|find|had|have|got|observed?) (?:any|a single)"
)
_UNTHOUGHT = (
    "(?:dont|do not) (?:think|believe|suspect|reckon) (?:that )?(?:he|she|they|there|hes|shes|theyre|theres)"
    "(?: (?:is|are|was|has|been|being|any))*"
)
_DENIAL = re.compile(
    rf"\b(?:(?:{_EVIDENCE}|{_UNSAID}|{_UNSEEN}|(?<!not )(?<!nt )(?<!yet )(?<!been )ruled out){_ON}|{_UNTHOUGHT}|{_NOT}(?: {_LITTLE}){{0,4}}"
    rf"|(?:no|not any|without)(?:,? (?!{_ENDS}\b)\w+){{1,4}} (?:or|nor)(?: {_LITTLE})?) $"
)
"""A denial, at the end of what stands before the words that it denies."""
_NEGATIVE = re.compile(rf"{_NOT}\b")
_SOMEBODY = (
    "(?:mums?|mam|mummy|mother|dads?|daddy|father|step ?\\w+|parents?|family|boyfriend|bf|partner|husband|ex|nan|gran\\w*|uncle|aunt\\w*"
    "|brother|sister|coach|carers?|he|she|they|child|girl|boy|lad|person|adult|everyone|colleagues?|boss)"
)
_SAYS = (
    "(?:says?|said|saying|sez|reckons?|insist\\w*|claim\\w*|swears?|swore|promise[sd]?|tells? (?:me|us)|told (?:me|us|them)|thinks?"
    "|maintains?|assure[sd] (?:me|us))"
)
_TOLD = re.compile(rf"\b{_SOMEBODY}(?: (?:just|always|both|all|now|still|also|only|has|have))? {_SAYS}(?: (?!but\b)\w+){{0,4}} ?$")
_UNSURE = re.compile(
    r"\b(?:cant|cannot|couldnt|wouldnt|wont|not) (?:really |honestly )?(?:say|swear|promise|rule out|be sure|guarantee)(?: \w+){0,3} ?$"
)

_CHILD = "(?:child|children|kids?|boy|girl|lad|pupil|student|teenager|young person|baby|toddler|parent|family|person)"
_ANY = f"(?:(?:an?|any|some|one of (?:my|our|the|your)) (?:\\w+ )?{_CHILD}|(?:some|any) ?(?:one|body))"
_NOT_WHETHER = "".join(f"(?<!{word} )" for word in "know knows see ask asks asked asking check sure wonder wondering".split())
_SUPPOSED = re.compile(
    rf"\b{_NOT_WHETHER}if (?:{_ANY}|children|pupils"
    rf"|(?:(?:im|i am|i was|i get|were|we are|we get|youre|you are) ever|i were(?: ever)?)(?: really)?"
    rf" (?:worried|concerned|uneasy) (?:about|for) {_ANY}"
    rf"|(?:i|we|you|staff) (?:think|suspect|believe|see|saw|spot|notice|hear|find|found|had) (?:that )?{_ANY})\b"
    rf"|\bwhen(?:ever)? (?:an?|any) {_CHILD}\b|\b(?:(?<!i )suppose|supposing|imagine|lets say) (?:that )?{_ANY}\b"
    r"|\b(?:in|from|for) (?:the|an?|my|our|this|that) (?:\w+ ){0,2}(?:scenario|case study)\b"
    r"|\bfor (?:the|an?|my|our) (?:\w+ )?(?:essay|assignment|quiz|coursework)\b"
    r"|\btraining (?:scenario|example|exercise|question|slide|video)\b"
)
"""What opens a supposed case, with a child of its own: the pronouns that follow are that child's."""
_NAMED = re.compile(
    r"\b(?:e\.?g\b|such as\b|for (?:example|instance)\b|(?:examples?|signs|indicators|types|kinds|forms|definition|meaning) of\b"
    r"|counts? as\b|difference between\b|(?:what (?:is|are|does)|whats)(?= \w+(?: \w+){0,3} ?(?:[?.!]|$))|hypothetical\w*|in theory\b"
    r"|how (?:do|would|can|could) (?:i|we|you) (?:spot|recogni[sz]e)\b)"
)
"""What names a kind of harm without telling of any."""
_TELLING = (
    f"(?:told (?:me|us)|i (?:saw|have seen|ve seen|noticed|heard)|in my (?:class|form|group|clinic|team)|(?:my|our|this) (?:\\w+ )?{_CHILD}"
    f"|(?:an?|one|two) (?:\\w+ )?{_CHILD} (?:in|with|has|whos|came|comes|keeps|says|said)"
    "|\\d+ ?(?:yrs?|years?|mths?|months?|wks?|weeks?|yo)"
    "|yesterday|today|tonight|this (?:morning|afternoon|week)|last night|right now|at the moment)"
)
_REAL = re.compile(
    rf"\b(?:hes?|shes?|him|his|hers?|theyre|mums?|mams?|dads?|daddy|(?:that|these|those) {_CHILD}|the (?:second |third )?{_CHILD}"
    rf"|the adult|{_TELLING})\b"
)
_REAL_AFTER = re.compile(rf"\b(?:hes|shes|(?:he|she) (?:has|is|was|says|said|told|came)|{_TELLING})\b")
"""What tells of somebody real; after a supposition a pronoun alone no longer does."""


class _Supposition(NamedTuple):
    start: int
    end: int
    has_child: bool


def is_denied(sentence: str, start: int) -> bool:
    """Whether the writer denies the words that begin at ``start``. Those that say themselves what is not there ("no shoes") stand."""
    if _NEGATIVE.match(sentence, start):
        return False
    low = max(0, start - LOOK_BACK)
    before = sentence[low:start]
    return any(not _UNSURE.search(before, 0, denial) and not is_told(before, denial) for denial in _denials(before))


def is_told(sentence: str, start: int) -> bool:
    """Whether what begins at ``start`` is what somebody else is said to have said."""
    return _TOLD.search(sentence, max(0, start - LOOK_BACK), start) is not None


def suppositions(text: str, sentences: Sequence[Run]) -> tuple[Run, ...]:
    """The runs of a text in which a case is only supposed, or harm only named; none where the text tells of somebody real."""
    found: list[_Supposition] = []
    if not _SUPPOSED.search(text) and not _NAMED.search(text):
        return ()
    for start, end in sentences:
        has_child = any(each.has_child for each in found)
        here = _supposition(text, start, end)
        if (_REAL_AFTER if has_child else _REAL).search(text, start, here.start):
            return ()
        if here.start < end:
            if not has_child and not here.has_child and _REAL.search(text, here.start, end):
                return ()
            found.append(here)
    return tuple((each.start, each.end) for each in found)


def _supposition(text: str, start: int, end: int) -> _Supposition:
    """What of a sentence is supposed: from the words that open it to the end; nothing is an empty run at the end."""
    supposed = _SUPPOSED.search(text, start, end)
    named = None if supposed else _NAMED.search(text, start, end)
    opens = supposed or named
    return _Supposition(opens.start() if opens else end, end, supposed is not None)


def _denials(before: str) -> Iterator[int]:
    """Where every denial begins that reaches the end of this text."""
    at = 0
    while match := _DENIAL.search(before, at):
        yield match.start()
        at = match.start() + 1
