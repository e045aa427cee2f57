"""How somebody came to the writer, where that changes what is said to them: with a report, in person for a child, or by telephone."""

import re

REPORTER, PRESENT, RANG = "reporter", "present", "rang"
CALLERS = (REPORTER, PRESENT, RANG)

CAME = re.compile(
    r"(?<!i )(?<!ive )(?<!we )(?<!can i )\b(?:rang|rung|ringing|phoned|phoning|calls?|called|calling|caller|voice ?mail|emailed|texted"
    r"|anonymous (?:\w+ )?(?:e?mail|letter|note|text|tip)|note|tip ?off|anonymously)\b"
)
UNNAMED = re.compile(
    r"\banon(?:ymous(?:ly)?)?\b"
    r"|\b(?:not giving|(?:wouldnt|wont|didnt|refus\w+ to) (?:give|leave|say)|without (?:giving|leaving)|gave no|left no|no)"
    r" (?:a |her |his |their |any )?(?:names?|who (?:she|he|they))\b"
)
LIVES_NEAR = re.compile(
    r"\b(?:neighbours?|next doors?|passer ?by|member of (?:the )?public)(?: (?!and\b|but\b)\w+){0,3}"
    r" (?:rang|rung|phoned|called|emailed|texted|wrote)\b"
)
TELLS = re.compile(
    r"\b(?:says?|said|saying|sez|reckon(?:s|ed)?|report(?:s|ed|ing)?|claim(?:s|ed|ing)?|tells?|told|complain\w*|wrote|writes|about|hears?"
    r"|heard|see[ns]?|saw|worried|concerned)\b"
)
FROM_AN_OFFICE = re.compile(
    r"\b(?:from|for|to be|says? (?:she|he|they|shes|hes|theyre)|saying (?:shes|hes)|shes|hes|is) (?:a |an |the |his |her |their )?"
    r"(?:\w+ ){0,2}(?:social (?:care|work\w*|services)|police|officer|detective|council|nhs|hospital|surgery|school|nursery|court|dwp"
    r"|solicitors?|agency|charity|mash|insur\w+|paper|press|news\w*)\b"
)
ASKS = re.compile(
    r"\b(?:wants?|wanting|wanted|(?:is |was |were |been |she |he |they |caller |and )(?:asked|asking|asks)|asking for|demand\w*|request\w*"
    r"|would like|needs to know|where (?:she|he|they|the)|(?:which|what) (?:school|nursery|class|road|house)"
    r"|(?:new |her |his |their |the |home )address|phone number|collect\w*|pick(?:ing|s)? (?:\w+ ){0,2}up"
    r"|to speak to (?:her|him|the (?:child|girl|boy)))\b"
)
ON_THE_PHONE = re.compile(r"\b(?:rang|rung|(?:has|have|just|team|worker|school|nursery) (?:phoned|called)|on the phone)\b")
IN_PERSON = re.compile(
    r"\b(?:(?:in|at|by|outside) (?:the |our |my |school |nursery |main )*"
    r"(?:recept\w+|gates?|door|office|desk|foyer|entrance|hall|playground|car park|counter)|turned up|turns up|turning up"
    r"|(?:come|came|comes|coming) (?:in |here |early |to (?:the )?(?:school|nursery|club|reception|office|gate|door) )*"
    r"(?:to (?:collect|get|pick|fetch|take)|for)|here (?:now )?to (?:collect|get|pick|fetch|take)"
    r"|outside (?:now|the (?:school|nursery|club|building|gate)))\b"
)
FETCHES = re.compile(
    r"\b(?:collect(?:s|ing)?|fetch(?:ing)?|pick(?:ing)? (?:\w+ ){0,3}?up|take (?:her|him|them|the \w+)(?: \w+)?"
    r" (?:home|out|away|early|with)"
    r"|(?:what time|when) (?:she|he|they) (?:finish\w*|leaves?|comes? out|gets? out|goes home)"
    r"|(?:get|come for|came for|comes for|here for|come to get|came to get)"
    r" (?:her|him|them|the (?:child|girl|boy|kids?|person|twins)|his \w+|her \w+))\b"
)


def is_report(text: str) -> bool:
    """Whether somebody of no office rang or wrote, often without a name, to tell of something and to ask for nothing."""
    if CAME.search(text) is None or TELLS.search(text) is None or ASKS.search(text) or FROM_AN_OFFICE.search(text):
        return False
    return (UNNAMED.search(text) or LIVES_NEAR.search(text)) is not None


def caller(text: str, recipient: str) -> str:
    """How somebody came: one of ``CALLERS``, or nothing where that changes nothing.

    Args:
        text: the folded messages.
        recipient: the value of the fact ``recipient``; only somebody who may not simply have the child is ``present``.
    """
    if recipient in {"unverified", "unsafe", "no_role"} and IN_PERSON.search(text) and FETCHES.search(text):
        return PRESENT
    if recipient in {"untold", "unverified"} and is_report(text):
        return REPORTER
    return RANG if recipient == "professional" and ON_THE_PHONE.search(text) else ""
