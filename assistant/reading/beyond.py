"""Notices when a later message asks about somebody or something that the yes before it was not for: "and the grandparents?".

Consent is for one sharing: this information, with these people. Whoever asks next about another recipient, or about more, has not been
told of a yes to that, however plain the first one was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.normalise import Folded, apart
from assistant.reading.particulars import WHOLE, lexicon_of, shared
from assistant.reading.people import Person, people_in

LONGEST = 16
"""Words of a message that asks about another recipient, or more; a longer one tells something."""
INSIDE = {"the designated safeguarding lead", "the LADO", "children's social care", "the police", "the court"}
"""Whom nobody needs a yes to speak to."""
_CAN_HAVE = re.compile(
    r"\b(?:can|could|may) (?:the |his |her |their )?(?:birth |step ?)?(?:dad|father|mum|mam|mother) (?:have|see|get|read)\b"
    r"|^(?:and |can i |could i )?(?:\w+ ){0,2}(?:a copy|it|this) to (?:the |his |her |their )?(?:dad|father|mum|mam|mother)\W*$"
)
"""Asks for a parent as for anybody else."""
PARENTS = {"the father", "the mother", "the parents", "his mother", "the birth parents", "the birth father", "the birth mother"}
"""Who may be asked after only to say yes or no themselves ("and dad?"), or to be told that it is shared."""

_OPENS = r"(?:(?:ok|okay|so|right|thanks|cheers|great|and|but|also|oh|sorry|no|actually|wait|hang on|i mean|i meant)[,. !-]+)*"
_THE = r"(?:(?:the|his|her|their|a|our|my|own|new|dads|mums|for|to|with|about|its|it is|telling|sending it to|not) )*"
_NOT_THEM = r"not (?:the |his |her |their |our |to the |with the )?[\w ]{2,30}?(?:,| but|\.| -)+ ?(?:i meant? )?"
_LEADS = re.compile(rf"^{_OPENS}(?:(?P<replaces>{_NOT_THEM})|(?:what|how) about |same (?:again )?(?:for|with) |and |or )?{_THE}$")
_TAIL = re.compile(r"s?(?: (?:too|as well|then|instead|though|please|now|also))*\W*$")
_MORE = re.compile(
    rf"^{_OPENS}(?:(?:what|how) about |and )(?:his|her|their|mums?|dads?|the)(?: (?!consent|form|yes)\w+){{0,4}} "
    r"(?:stuff|notes|records?|history|info|information|details|results|plan|letter|diagnosis|medication|background|situation|address)"
    r"(?: generally| in general)?(?:,.{0,30})?\W*$"
)
"""More of which somebody may be asked, whatever it is called."""
_TOO = re.compile(
    rf"^{_OPENS}(?:(?:can|could|should|shall) (?:i|we) (?:\w+ )?(?:tell|send|give|share|email|copy|cc|let|show|inform|speak to)\b"
    r".{3,60} (?:too|as well|also|in)"
    r"|(?:can|could|should|shall) (?:i|we) (?:use|put|post|publish)\b.{3,40}"
    r"\b(?:newsletter|website|facebook|insta\w*|social media|display|press|paper)"
    r"|same (?:again )?(?:for|with) [\w ]{3,30})\W*$"
)
"""Somebody else for whom the same is asked, whatever they are called."""
_ELSE = re.compile(
    r"\b(?:asks?|asking|asked|wants?|wanting|wanted|keen|also after)\b(?: \w+){0,6} (?:owt|anything|what|whatever|everything) else\b"
    r"(?!.*\b(?:sign|fill in|do next)\b)"
)
"""Whoever receives it asks for more."""
_TELLS = re.compile(r"\b(?:agree\w*|consent\w*|permission|sign\w*|said|says|told|happy|fine with|ok with|yes|knows|already)\b")
"""What tells of somebody, or of their answer, so that it asks for no more than it says."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """Where a case last went beyond what was asked before: the ``turn`` (0 where it never did), the words, whom or what it asks about.

    ``recipient`` and ``information`` are as in ``Particulars``, empty where they stay as they were. ``replaces`` says that the recipient
    is named in the place of another one, and ``professional`` that it is somebody whose work it is.
    """

    turn: int = 0
    start: int = 0
    end: int = 0
    recipient: str = ""
    information: tuple[str, ...] = ()
    replaces: bool = False
    professional: bool = False


def went_beyond(turns: Sequence[Folded], told: Sequence[int]) -> Beyond:
    """Where the last message stands that asks about another recipient, or about more, than those of the case before it.

    Args:
        turns: all messages, oldest first.
        told: the places of those that tell the case.
    """
    if len(told) < 2:
        return Beyond()
    messages = [_Message.read(apart(turns[place].text)) for place in told]
    for count in range(len(told) - 1, 0, -1):
        beyond = _beyond(told[count], messages[count], messages[:count])
        if beyond.turn:
            return beyond
    return Beyond()


@dataclass(frozen=True, slots=True)
class _Message:
    """A message with whom it names, and what could be shared: where each stands, and its phrase; ``shared`` are those that would be."""

    text: str
    people: tuple[Person, ...]
    things: tuple[tuple[int, int, str], ...]
    shared: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "_Message":
        lexicon = lexicon_of(text)
        things = ((match.start(), match.end(), phrase) for words, phrase in lexicon["information"] for match in words.finditer(text))
        return cls(text, tuple(people_in(text, lexicon)), tuple(things), tuple(shared(text, lexicon)))


def _beyond(turn: int, message: _Message, before: Sequence[_Message]) -> Beyond:
    text = message.text
    known = {person.phrase for told in before for person in told.people}
    named = [person for person in message.people if person.group != "somebody"]
    for person in named:
        lead = _LEADS.match(text[: person.start])
        if lead and lead["replaces"] and person.phrase not in known:
            return Beyond(turn, person.start, person.end, person.phrase, (), True, person.group == "professional")
    if more := _ELSE.search(text):
        return Beyond(turn, more.start(), more.end())
    if len(text.split()) > LONGEST or _TELLS.search(text):
        return Beyond()
    for person in named:
        if person.phrase not in {*known, *INSIDE} and _is_asked_about(person, text):
            return Beyond(turn, person.start, person.end, person.phrase, (), False, person.group == "professional")
    told_of = {phrase for told in before for _, _, phrase in told.things}
    alone = {phrase for start, end, phrase in message.things if _LEADS.match(text[:start]) and _TAIL.match(text, end)}
    for start, end, phrase in message.things:
        if phrase in {*alone, *message.shared} - told_of - {*WHOLE}:
            return Beyond(turn, start, end, "", (phrase,))
    is_more = told_of.isdisjoint(phrase for _, _, phrase in message.things)
    unnamed = (not named and _TOO.match(text)) or (is_more and _MORE.match(text))
    return Beyond(turn, unnamed.start(), unnamed.end()) if unnamed else Beyond()


def _is_asked_about(person: Person, text: str) -> bool:
    """Whether sharing leads up to them, or the message is hardly more than their name."""
    if person.phrase in PARENTS:
        return _CAN_HAVE.search(text) is not None
    return person.led_to or person.asks or bool(_TOO.match(text) or _LEADS.match(text[: person.start]) and _TAIL.match(text, person.end))
