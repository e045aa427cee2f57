"""Makes the latest message stand alone, so that it can be searched for and worded: "does it say why?" is nothing without what "it" is.

A message that is understood by itself stays as it was typed. One that is not gets beside it what it is about: the last question of the
conversation that stood alone, or, where a case was told, what would be shared and with whom. Only words that the person
typed (with roles for names) and the closed list of particulars are put together; nothing is inferred.
"""

import re
from collections.abc import Sequence

from assistant.reading.aspects import is_filler
from assistant.reading.cases import turns_of_case
from assistant.reading.general import record_question
from assistant.reading.normalise import Folded, fold
from assistant.reading.particulars import Particulars

LONGEST = 14
"""Words of a message that may lean on what went before; a longer one says what it is about."""
LONGEST_FRAGMENT = 6
"""Words of a message without a subject of its own ("and for how long?")."""
SHORT = 8
"""Fewer words than this, told of a case, are taken with all that was told before."""
LONGEST_QUESTION = 24
"""Words of an earlier message that is taken for a question; a longer one tells a case."""

_THANKS = r"ok|okay|right|thanks|thank you|cheers|great|ta|yes|no"
_LED_INTO = rf"^(?:(?:{_THANKS}|and|also|but|or|so|then|well|sorry|one more thing)[,.! ]+)*"
_REFERS = re.compile(r"\b(?:it|its|that|this|those|these|they|them|their|he|she|him|her|his|hers|ones?|same|latter|former)\b")
_STANDS = re.compile(
    r"\b(?:is|was|would|will|isnt) it (?:be )?"
    r"(?:ok|okay|all right|alright|right|true|fine|legal|lawful|allowed|possible|safe|necessary|best) (?:to|that|for|if)\b"
    r"|\b(?:one|this|that|those|these|his|her|their|its) (?:of the )?(?:child|children|parents?|family|guide|chapter)\b"
    r"|\b(?:put|say|write|note|record|add|mention|think|believe)(?: down)? that (?=(?:i|we|mum|dad|the|a|my|our|no|nobody|somebody)s?\b)"
)
"""Where such a word points at nothing that went before."""
_CONCLUDES = re.compile(
    rf"^(?:(?:{_THANKS}|hang on|hold on|wait|hm+)[,.! ]+)*(?:so|then|therefore|meaning|which means|in that case"
    r"|(?:going )?by (?:that|this)|(?:does|would) (?:that|this) mean|(?:are )?you(?:re)? (?:are )?saying)\b"
)
"""How a message begins that draws a conclusion from the answer before it."""
_FRAGMENT = re.compile(
    rf"{_LED_INTO}(?:what about|how about|what if|even if|even|only|like what|such as|why|for|who|where|when|how|by when|in what)\b"
    r"|^(?:and|or|but|so|also)\b"
)
_ASKS = re.compile(
    rf"{_LED_INTO}(?:how|where|what(?! if)|which|who|whose|when|why|is there|are there|does|(?:do|should|must) (?:i|we)"
    r"|can i (?:get|ask|see)|for how)\b"
)
"""How a message begins that asks about the procedure while a case is told; others tell more of the case."""
_QUESTION = re.compile(
    rf"{_LED_INTO}(?:(?:generally(?: speaking)?|in general|as a rule)[ ,]+)?"
    r"(?:hows?|wheres?|whats?|which|whos?|whose|whens?|whys?|is|are|does|do|can|could|should|must|may|has|have|explain|define|tell me)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:hes?|shes?|him|her|his|hers|my(?! (?:lawful|legal|own|job|role|duty|manager|basis|team|organisation|agency)\b)"
    r"|mums?|dads?|step\w+|nan|gran)\b"
)
"""Words of a message that tells of somebody, so that it is no question about the procedure alone."""
_FRAME = re.compile(
    r"^(?P<asks>what (?:does|do|is|are|counts as)|explain|define) (?P<topic>(?!the (?:guide|chapter)\b).+?)(?P<end> mean\b.*)?$"
)
_POINTS = {
    "what are": re.compile(r"\b(?:they|them|these|those)\b(?! (?:say|who|over|under|that)\b)"),
    "what is": re.compile(r"(?<!last )(?<!first )(?<!second )(?<!third )\b(?:it|one|this|that)\b(?! says?\b)"),
}
"""The words of a follow-up in whose place the topic of each form of question can stand."""
_OTHER_TOPIC = re.compile(
    rf"{_LED_INTO}(?:what about |how about )?(?P<topic>(?!(?:who|what|when|where|why|how|if|even|for|with|only)\b)[\w' -]+)$"
)
_OF_AN_AGE = re.compile(
    r"\b(?:(?:a|an|the) )?(?:(?:very )?(?:young|younger|small|little|older) )?"
    r"(?:children|child|kids?|teens?|teenagers?|young people|young person|babies|baby|toddlers?|pupils?|under[ -]?\d{1,2}s?"
    r"|\d{1,2}[ -]?(?:years?|yrs?|yo)(?:[ -]olds?)?)\b"
)
"""Whom an earlier question is about, in whose place the other age can stand."""
_END = re.compile(r"[\s?.!,;:]+$")
_OF_CONSENT = re.compile(r"\b(?:consent\w*|permission|agree(?:s|d|ment)?|exceptions?)\b")
_YEARS = r"(?:1?\d|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_ANOTHER_AGE = re.compile(
    rf"^(?:(?:{_THANKS}|hm+|and|but|so)[,.! ]+)*(?:(?:what|how) about |what if |if |for )"
    r"(?:(?:if )?(?:s?he|they|it)(?:s| is| was| were| are) )?(?:(?:only|just|aged|an?|someone|who is|of) )*"
    rf"(?P<age>{_YEARS})(?:[ -]?(?:years?|yrs?|yo|y/o)(?:[ -]?olds?)?)?[ ?.!]*$"
)
_NONE_OF_THEM = re.compile(
    r"\b(?:none of (?:them|those|these|it|the (?:three|exceptions?|above|grounds))|no exceptions?\b|neither (?:applies|fits)"
    r"|(?:not|isnt|arent) (?:any|one) of (?:them|those|these|the (?:three|exceptions))|none (?:applies|apply|fits?))"
)
_A_NO = re.compile(r"\b(?:says?|said|saying|still) no\b|\b(?:refus\w+|declin\w+|(?:wont|dont|doesnt) (?:agree|consent|give))\b")
_REFUSED_WITHOUT_EXCEPTION = "What if consent is refused and there is no risk to anyone?"
_ABOUT = ", about"


def to_standalone(turns: Sequence[str], particulars: Particulars, is_case: bool) -> str:
    """What is searched for and worded for the latest message; of one that was passed on and is only to be recorded, that question alone.

    Args:
        turns: the person's messages, oldest first, with roles for names.
        particulars: what the case calls things.
        is_case: whether the conversation was read as a case, and not as a question about the procedure.
    """
    whole = "" if is_case else _whole_question(turns)
    if whole:
        return whole
    if len(turns) == 1:
        return turns[0] if is_case else _what_is_left_to_ask(turns[0])
    all_folded = [fold(turn) for turn in turns]
    told = turns_of_case(all_folded)
    *before, folded = (all_folded[place] for place in told)
    said = folded.text.strip()
    latest = turns[-1]
    asks = _ASKS.match(said) is not None
    if before and is_case and not asks and (leans(said) or len(said.split()) < SHORT):
        return " ".join(turns[place] for place in told)
    if not before or not leans(said):
        return latest
    asked = _last_question(before)
    if asked < 0:
        return f"{_bare(latest)}{_ABOUT} {_subject(particulars)}?"
    return _swapped(before[asked].text.strip(), said) or f"{_bare(latest)}{_ABOUT}: {_bare(turns[told[asked]])}?"


def is_one_question(standalone: str) -> bool:
    """Whether what was made of a question reads as one, with nothing put beside it."""
    return _ABOUT not in standalone


def _whole_question(turns: Sequence[str]) -> str:
    """The question that a follow-up makes with the one before it, where it needs no clause of what was said since: the same for another age
    ("and if she was 15?"), or what a no means where no exception applies. Empty where it makes none."""
    *before, latest = (fold(turn).text.strip() for turn in turns)
    of_consent = any(_OF_CONSENT.search(text) for text in (*before, latest))
    if of_consent and _NONE_OF_THEM.search(latest) and _A_NO.search(latest):
        return _REFUSED_WITHOUT_EXCEPTION
    other = _ANOTHER_AGE.match(latest)
    if not before or other is None:
        return ""
    asked = next((text for text in reversed(before) if _QUESTION.match(text) and not _SOMEBODY.search(text)), "")
    put, count = _OF_AN_AGE.subn(f"a {other['age']} year old", _bare(asked), count=1)
    if count:
        return f"{put}?"
    return f"{_bare(asked)}, for a {other['age']} year old?" if asked and _OF_CONSENT.search(asked) else ""


def _what_is_left_to_ask(message: str) -> str:
    folded = fold(message)
    asked = record_question(folded)
    return message[folded.span(asked[1], len(folded.text))[0] :] if asked else message


def leans(text: str) -> bool:
    """Whether a folded message needs what went before it to be understood."""
    words = len(text.split())
    return (refers_back(text) and words <= LONGEST) or (words <= LONGEST_FRAGMENT and _FRAGMENT.match(text) is not None)


def concludes(message: Folded) -> bool:
    """Whether a message draws a conclusion, which may be wrong, from what it was told ("so consent never matters")."""
    return _CONCLUDES.match(message.text) is not None


def refers_back(text: str) -> bool:
    """Whether a word of a folded message points at what went before."""
    return _REFERS.search(_STANDS.sub(" ", text)) is not None


def _last_question(before: Sequence[Folded]) -> int:
    """The place of the last message that stood alone, if it asked about the procedure and told no case; less than nought if it did not."""
    for place in range(len(before) - 1, -1, -1):
        text = before[place].text.strip()
        if not is_filler(before[place]) and (place == 0 or not leans(text)):
            asked = _QUESTION.match(text) and not _SOMEBODY.search(text) and len(text.split()) <= LONGEST_QUESTION
            return place if asked else -1
    return -1


def _swapped(asked: str, latest: str) -> str:
    """The two put into one question, where the first is of a plain form; empty where it is not.

    "What does secure mean?" and "and relevant?" make "what does relevant mean?"; "what is the duty?" and "has it begun?" make
    "has the duty begun?".
    """
    frame, other = _FRAME.match(_bare(asked)), _OTHER_TOPIC.match(_bare(latest))
    if frame is None:
        return ""
    if other is not None and not _REFERS.search(other["topic"]):
        return f"{frame['asks']} {other['topic']}{frame['end'] or ''}?"
    points = _POINTS.get(frame["asks"])
    put, count = points.subn(lambda _: frame["topic"], _bare(latest), count=1) if points else ("", 0)
    return f"{put}?" if count else ""


def _subject(particulars: Particulars) -> str:
    information = " and ".join(particulars.information) or "the information"
    return f"sharing {information}" + (f" with {particulars.recipient}" if particulars.recipient else "")


def _bare(text: str) -> str:
    return _END.sub("", text)
