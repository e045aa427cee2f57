"""Finds a mark that a clinician looked at and found to be a birthmark, and what is left of a message without it.

A sign of harm is explained only by a clinician, by whoever saw it happen or by the child seen alone. So a doctor or nurse must be said
to have looked, and the mark to have been written down from birth; what a parent says of it explains nothing, nor does any of it explain
another mark. The rest of the message is read by itself (``reader``), and a sign that it shows counts.
"""

import re
from dataclasses import replace

from assistant.reading.normalise import Folded, apart

_CLINICIAN = (
    r"(?:doctors?|drs?|gps?|hospital|consultant|registrar|paed\w*|dermatolog\w+|nurses?|hvs?|health visitors?|midwi(?:fe|ves)|neonatal \w+)"
)
_NO = r"(?:not|isnt|wasnt|never|no|nobody|hasnt|havent|didnt|cant|unless|until|if|yet)"
_BORN_WITH = (
    r"(?:birth ?marks?|mongolian|slate grey|blue spots?|congenital|(?:dermal )?melanocyt\w+|na?evus|port wine|strawberry mark|ha?emangioma)"
)
_LOOKED = re.compile(
    rf"\b{_CLINICIAN}(?:,? (?!{_NO}\b)\w+){{0,4}}?"
    r" (?:checked|checks|examined|looked|looks|seen|saw|says|said|confirmed|confirms|diagnosed|assessed"
    r"|drew|recorded|noted|wrote|letter|notes)\b"
)
_FOUND = re.compile(rf"(?<!not a )(?<!not )(?<!isnt a )(?<!wasnt a )(?<!no )\b{_BORN_WITH}\b")
_FROM_BIRTH = re.compile(
    r"\b(?:red book|(?:from|since|at|present at|noted at|recorded at) (?:\w+ )?birth|birth (?:notes?|records?)|newborn (?:check|exam\w*)"
    r"|day one|maternity notes?|personal child health record)\b"
)
_ON_PAPER = re.compile(rf"\b(?:red book|personal child health record|{_CLINICIAN}(?:s)? (?:letter|notes?|drew|drawing|body map))\b")
"""A clinician's own words or drawing, which somebody saw: they count whoever shows them."""
_FAMILYS_WORD = re.compile(
    r"\b(?:mums?|mams?|mother|dads?|father|parents?|family|she|he|they|nan|gran\w*)(?: \w+)?"
    r" (?:says?|said|reckons?|told|tells|claims?|swears)\b"
)
_ANOTHER = re.compile(
    r"\b(?:new|another|other|second|different|fresh|also|as well|both|several|more|two|three|but (?:there|hes|shes|he|she|today|now|it)"
    r"|since then|bigger|chang\w+|spread\w*|swollen"
    r"|not (?:the same|where|in the same)|(?:didnt|doesnt|dont|isnt|not) (?:look like|match|fit|believe|sure))\b"
)
_REPORT = re.compile(
    r"\b(?:social (?:care|services|work\w*)|refer\w*|report\w*|mash|front door|safeguarding|police|ring (?:anyone|anybody|someone|it in))\b"
)
_CLAUSE = re.compile(r"[^.,;!?\n]+[.,;!?]?")
_OF_THE_MARK = re.compile(
    rf"\b(?:patch\w*|marks?|marking|spots?|bruis\w+|{_BORN_WITH}|body map|{_CLINICIAN})\b|{_FROM_BIRTH.pattern}"
)
LONGEST = 24
"""Words of a clause that may be about the mark alone; a longer one may tell something else."""


def without_birthmark(message: Folded) -> tuple[Folded, re.Match[str]] | None:
    """The message with what it says of such a mark blanked, every other character where it was, and the words that say what it is; ``None``
    where it tells of none."""
    text = apart(message.text)
    found = _FOUND.search(text)
    if found is None or not (_LOOKED.search(text) and _FROM_BIRTH.search(text)) or _ANOTHER.search(text):
        return None
    if _FAMILYS_WORD.search(text) and not _ON_PAPER.search(text):
        return None
    left = list(message.text)
    for clause in _CLAUSE.finditer(text):
        if _OF_THE_MARK.search(clause[0]) and len(clause[0].split()) <= LONGEST:
            left[clause.start() : clause.end()] = " " * len(clause[0])
    return replace(message, text="".join(left)), found


def asks_to_report(message: Folded) -> bool:
    """Whether a message asks if those who act on harm are to be told, and not whether somebody else is."""
    return _REPORT.search(message.text) is not None
