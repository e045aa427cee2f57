"""The case's own nouns, for wording only: the rules never see them. Roles and things, never names."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from assistant.reading.normalise import Folded

SHARING = re.compile(r"\b(?:tell|send|share|pass|give|email|ring|let|inform|refer|ask\w*|wants?)\b")
LEADS_UP = re.compile(r"\b(?:to|with|tell|ring|email|give|send|inform|let|warn|refer) (?:(?!about|from|because)\w+ ){0,3}$")
OPENING = re.compile(r"(?:(?:hi|hiya|hello|hey|morning|afternoon|evening|new)\W+)*(?:(?:im|i am) )?(?:an? |the )?(?:\w+ ){0,2}")
CLOSING = re.compile(r" (?:here|at|in|on)\b| ?[.,:;-]")
I_AM = re.compile(r"\b(?:im|i am|as|i work as|i work in|speaking as) (?:an? |the )?(?:\w+ ){0,2}$")
"""How a message leads up to who would be told, and how a writer says what their own work is."""
LIVES = re.compile(
    r"\b(?:child\w*|kids?|famil\w+|they|theyre|she|shes|he|hes|girls?|boys?|lads?|lass|baby|mum|pupil|student|yp|house|home|address)"
    r"(?: (?!dad|father|ex|exs|partner|boyfriend|uncle|aunt|nan|gran|who)\w+){0,3}?"
    r" (?:live|lives|living|move|moved|moving|placed|staying|is|are|now|over)"
    r"(?: (?!to school|for)\w+){0,4}? (?:in|to|at|near|over in) (?:the )?$"
    r"|\b(?:theyre|shes|hes|placed) (?:now )?(?:in |to |over in )?$|^lives (?:in )?$"
)
"""How a message leads up to where a child lives."""
LEXICON = Path(__file__).resolve().parent / "patterns" / "particulars.yaml"


ASKERS = ("social_care", "health", "school", "early_years", "police", "housing", "youth", "volunteer", "other")
"""Where somebody who asks may work; it changes whom they speak to, never the outcome."""
AREAS = ("derby", "derbyshire", "elsewhere")
"""Where the child lives: in Derby City, in the county around it, or under another council. Each has a front door of its own."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What this case calls things, as roles and never as names. Empty where the person did not say.

    ``recipient`` is who would receive it ("the school nurse", "her ex-partner"); ``information`` what would be shared, each a noun phrase
    ("the safe address", "how often he is absent"); ``route`` how ("by WhatsApp"); ``child`` who it is about ("the baby", "the
    teenager", "the child"); ``giver`` who answered about consent ("mum", "the foster carer"); ``unsafe`` who must not have it;
    ``asker`` the writer's work, one of ``ASKERS`` or empty; ``area`` where the child lives, one of ``AREAS`` or empty.
    """

    recipient: str = ""
    information: tuple[str, ...] = ()
    route: str = ""
    child: str = "the child"
    giver: str = ""
    unsafe: str = ""
    asker: str = ""
    area: str = ""

    def told(self, asker: str, area: str) -> "Particulars":
        """These particulars with what the person chose, which counts before what was read in their words."""
        return replace(self, asker=asker or self.asker, area=area or self.area)


@cache
def _lexicon() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    raw: dict[str, dict[str, str]] = yaml.load(LEXICON.read_bytes(), Loader=yaml.CSafeLoader)
    return {group: tuple((re.compile(rf"\b(?:{words})\b"), phrase) for phrase, words in entries.items()) for group, entries in raw.items()}


def read_particulars(folded: Folded, recipient: str, answered: str = "") -> Particulars:
    """The nouns of this message.

    Args:
        folded: the message in plain form.
        recipient: the value of the fact ``recipient``, which says in which list of people to look first.
        answered: the folded words in which somebody agreed or refused, if words point at them; nobody else is named as having answered.
    """
    text = folded.text
    lists = {
        "unsafe": ("unsafe", "no_role", "professional"),
        "no_role": ("no_role", "professional"),
        "unverified": ("unverified", "no_role"),
    }.get(recipient, ("professional", "no_role"))
    named = next((found for group in lists if (found := _receiver(text, group))), "")
    return Particulars(
        recipient=named,
        information=tuple(_all(text, "information"))[:3],
        route=_last(text, "route"),
        child=_first(text, "child") or "the child",
        giver=_first(answered, "giver"),
        unsafe=named if recipient == "unsafe" else "",
        asker=_first(text, "asker"),
        area=_area(text),
    )


def _area(text: str) -> str:
    """The last area in which these words say that somebody other than a father or an ex-partner lives."""
    places = [(match.start(), area) for words, area in _lexicon()["area"] for match in words.finditer(text)]
    return max(((at, area) for at, area in places if LIVES.search(text, 0, at)), default=(0, ""))[1]


def _receiver(text: str, group: str) -> str:
    """The person of this list whom the message would send something to.

    Best somebody whom words of sharing lead up to ("tell the school about the GP's letter" is the school), else somebody near after such
    words, else the last that is named. The writer's own work ("HV here", "I'm a counsellor") is nobody's.
    """
    found = [
        (match.start(), phrase)
        for words, phrase in _lexicon()[group]
        for match in words.finditer(text)
        if not _is_writer(text, match.start(), match.end())
    ]
    led_to = [(at, phrase) for at, phrase in found if LEADS_UP.search(text, 0, at)]
    ends = [match.end() for match in SHARING.finditer(text)]
    after = [(at, phrase) for at, phrase in found if any(0 <= at - end <= 45 for end in ends)]
    return max(led_to or after or found, default=(0, ""))[1]


def _is_writer(text: str, start: int, end: int) -> bool:
    """Whether these words say what the writer's own work is."""
    opens = OPENING.fullmatch(text, 0, start) is not None and CLOSING.match(text, end) is not None
    return opens or I_AM.search(text, 0, start) is not None


def _all(text: str, group: str) -> list[str]:
    return [phrase for words, phrase in _lexicon()[group] if words.search(text)]


def _first(text: str, group: str) -> str:
    found = [(match.start(), phrase) for words, phrase in _lexicon()[group] if (match := words.search(text))]
    return min(found)[1] if found else ""


def _last(text: str, group: str) -> str:
    found = [(match.start(), phrase) for words, phrase in _lexicon()[group] for match in words.finditer(text)]
    return max(found)[1] if found else ""
