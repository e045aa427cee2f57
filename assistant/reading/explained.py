"""Finds a mark that a clinician looked at and found to be a birthmark, or a knock that the writer saw happen, and what is left without it.

A sign of harm is explained only by a clinician, by whoever saw it happen or by the child seen alone. So a doctor or nurse must be said
to have looked, and the mark to have been written down from birth; what a parent says of it explains nothing, nor does any of it explain
another mark. The rest of the message is read by itself (``reader``), and a sign that it shows counts.
"""

import re
from collections.abc import Sequence
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
_I_SAW = re.compile(
    r"(?<!that )(?<!if )(?<!wish )\bi (?:saw|watched) (?:it|all of it|the (?:whole thing|fall|bump|accident)|(?:him|her|them)(?: \w+)?"
    r" (?:fall|trip|slip|bump|bang|bash|land|run|crash|collide|come off|go over|tumble|go into|get hit))\b"
    r"|\bit was me (?:who|that) saw it\b|\bright in front of me\b|\bi was (?:\w+ ){0,4}and watched (?:him|her|it)\b"
    r"|\bi was (?:(?:stood|standing|right) )*(?:there when|reffing|refereeing|next to (?:him|her|them) when|beside (?:him|her|them) when)\b"
)
"""Says that the writer saw it; nobody else's eyes count, nor an account that somebody gave."""
_KNOCKED = re.compile(
    r"\b(?:fell|fall|trip(?:ped)?|slip(?:ped)?|tumbled|ran|run|walked|crashed|collided|bumped|banged|bashed|came off|landed)"
    r"(?: (?:smack|straight|right|face ?first|headfirst|over|off|on|onto|into|down|against|with|the|a|an|each other)){1,4}\b"
    r"|\b(?:ball|football|netball|bat|racket|stick|swing|seesaw)\b(?: \w+)? (?:hit|caught|clipped) (?:him|her|them)\b"
)
_OF_A_KNOCK = re.compile(
    r"\b(?:(?:fat|split|cut|bust(?:ed)?|swollen|bleeding|bloody) lips?|black eyes?|(?:bloody|bleeding|swollen) nose|nose ?bleeds?"
    r"|blood(?: all)? (?:down|on|over|up)(?: \w+)? (?:top|jumper|shirt|t ?shirt|chin|face|clothes|coat)"
    r"|(?:(?:big|little|small|nasty) )?(?:lump|bump|egg|graze|bruise|cut)s? (?:on|above|over) (?:his|her|the)"
    r" (?:forehead|head|knees?|shins?|elbows?|chin|nose|cheek|face)"
    r"|grazed? (?:knees?|elbows?|chin|hands?)|chipped tooth)\b"
)
"""What a knock in play leaves. No other mark is explained by one."""
_BY_SOMEBODY = re.compile(
    r"\b(?:push\w*|shov\w+|punch\w*|kick\w*|slap\w*|smack(?:ed|s) (?:him|her|them)|thr[eo]w\w*|drag\w*|grab\w*|hit by|deliberate\w*"
    r"|on purpose|did it|made (?:him|her))\b"
)
_NOT_ALL_OF_IT = re.compile(
    r"\b(?:new|another|other|also|several|more|older|yesterday|last (?:week|night)|(?:not|never|too) sure|different|finger|hand ?print|belt"
    r"|bite|burn\w*|fractur\w+|broken|(?:his|her|their) back|thighs?|buttocks?|bottom|bum|ears?|neck|throat|tummy|genital\w*|flinch\w*"
    r"|scared|worried|(?:doesnt|didnt|dont|not) (?:match|fit|add up|look)|but (?:this|that|the|he|she|there)|bab(?:y|ies)|newborn|infant"
    r"|\d+ ?(?:mths?|months?|wks?|weeks?)|(?:not|isnt|cant) (?:yet )?(?:walk\w*|crawl\w*|mobile))\b"
)
"""What such a knock does not explain, or somebody too young for one."""
_SAYS_OTHERWISE = re.compile(
    r"\b(?<!should have )(?<!should of )(?<!shouldve )(?<!meant to )(?<!forgot to )(?<!should )"
    r"(?:say|says|said|told|tells|reckons|apparently|claims?)\b"
    r"(?! (?:its |thats |it is |that )?(?:fine|yes|ok|okay|alright|happy|we can|i can|go ahead))"
)
"""Somebody has an account of their own: whatever it is, the case is read as it was told."""
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


def without_knock(turns: Sequence[Folded]) -> tuple[Folded, ...]:
    """The messages of one case with the marks of a knock blanked where a later one says that the writer saw it happen, every other
    character where it was. What else they tell is read as it stands."""
    texts = [apart(turn.text) for turn in turns]
    together = "\n".join(texts)
    seen = max((place for place, text in enumerate(texts) if _I_SAW.search(text) and _KNOCKED.search(text)), default=0)
    if not seen or any(words.search(together) for words in (_BY_SOMEBODY, _NOT_ALL_OF_IT, _SAYS_OTHERWISE)):
        return tuple(turns)
    return (*(_without_marks(turn) for turn in turns[: seen + 1]), *turns[seen + 1 :])


def _without_marks(turn: Folded) -> Folded:
    left = list(turn.text)
    for mark in _OF_A_KNOCK.finditer(apart(turn.text)):
        left[mark.start() : mark.end()] = " " * len(mark[0])
    return replace(turn, text="".join(left))


def asks_to_report(message: Folded) -> bool:
    """Whether a message asks if those who act on harm are to be told, and not whether somebody else is."""
    return _REPORT.search(message.text) is not None
