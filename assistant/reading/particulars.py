"""The case's own nouns, for wording only: the rules never see them. Roles and things, never names."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from assistant.reading.callers import caller, is_report
from assistant.reading.normalise import Folded, apart
from assistant.reading.nouns import nouns
from assistant.reading.people import PEOPLE, WAYS, Entries, Lexicon, is_writer
from assistant.reading.receivers import receiver, went_to
from assistant.reading.sieve import Sieve
from assistant.reading.told import circumstances

LIVES = re.compile(
    r"\b(?:child\w*|kids?|famil\w+|they|theyre|she|shes|he|hes|girls?|boys?|lads?|lass|baby|mum|pupil|student|yp|house|home|address)"
    r"(?: (?!dad|father|ex|exs|partner|boyfriend|uncle|aunt|nan|gran|who)\w+){0,3}?"
    r" (?:live|lives|living|move|moved|moving|placed|staying|is|are|now|over)"
    r"(?: (?!to school|for)\w+){0,4}? (?:in|to|at|near|over in) (?:the )?$"
    r"|\b(?:theyre|shes|hes|placed) (?:now )?(?:in |to |over in )?$|^lives (?:in )?$"
)
"""How a message leads up to where a child lives."""
LEXICON = Path(__file__).resolve().parent / "patterns" / "particulars.yaml"

ASKERS = (
    "social_care", "health", "school", "early_years", "childminder", "police", "housing", "youth", "volunteer", "foster", "public", "other",
)  # fmt: skip
"""Where somebody who asks may work; it changes whom they speak to, never the outcome."""
WHOLE = ("the whole file",)
"""How much somebody would share, and not what: never named beside what was agreed to."""
MANY_KINDS = {"the plan", "the report", "the letter", "the notes", "the list", "the assessment", "the recording", "medical information"}
"""Things of which there are many kinds: a fuller name says which."""
AREAS = ("derby", "derbyshire", "elsewhere")
"""Where the child lives: in Derby City, in the county around it, or under another council. Each has a front door of its own."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What this case calls things, as roles and never as names. Empty where the person did not say.

    ``recipient`` is who would receive it ("the school nurse", "her ex-partner"); ``information`` what would be shared, each a noun phrase
    ("the safe address", "how often he is absent"), and ``asked`` what was asked for where no list holds it; ``route`` how ("by WhatsApp");
    ``child`` who it is about ("the baby", "the teenager", "the child"); ``giver`` who answered about consent ("mum", "the foster carer");
    ``unsafe`` who must not have it; ``asker`` the writer's work, one of ``ASKERS`` or empty; ``area`` where the child lives, one of
    ``AREAS`` or empty; ``limited`` whether words limit what was agreed to ("but not about her brother"), which is kept to whatever the
    limit is. ``circumstances`` are what a step may suppose, ``own_words`` the sentences that tell of the signs, ``account`` all that tells
    of the case, for a draft (the three by ``told.py``). ``progress`` is what was done about it already: ``rung`` where a later message
    says that those who act were told, ``told`` where somebody was, ``unanswered`` where nobody came back since, ``declined`` where they
    said no, ``shut`` where nobody can be reached now, or empty; ``caller`` how somebody came to the writer, where that changes what is said
    to them.
    """

    recipient: str = ""
    information: tuple[str, ...] = ()
    route: str = ""
    child: str = "the child"
    giver: str = ""
    unsafe: str = ""
    asker: str = ""
    area: str = ""
    limited: bool = False
    circumstances: frozenset[str] = frozenset()
    own_words: str = ""
    account: str = ""
    progress: str = ""
    caller: str = ""
    asked: tuple[str, ...] = ()

    def as_asked(self) -> "Particulars":
        """These particulars with what was asked for as the information, where no list holds it."""
        return replace(self, information=self.information or self.asked)

    def told(self, asker: str, area: str) -> "Particulars":
        """These particulars with what the person chose, which counts before what was read in their words."""
        return replace(self, asker=asker or self.asker, area=area or self.area)


@cache
def lexicon() -> Lexicon:
    """For each group of nouns what matches in a folded message, and the phrase that a reply uses."""
    raw: dict[str, dict[str, str]] = yaml.load(LEXICON.read_bytes(), Loader=yaml.CSafeLoader)
    ends = {group: r"(?=s?\b)" if group in PEOPLE else r"\b" for group in raw}
    found = {group: [(rf"\b(?:{words}){ends[group]}", phrase) for phrase, words in entries.items()] for group, entries in raw.items()}
    return {group: tuple((re.compile(pattern), phrase) for pattern, phrase in entries) for group, entries in found.items()}


def lexicon_of(text: str) -> Lexicon:
    """The lexicon with only those nouns that a folded message may hold."""
    likely: dict[str, list[tuple[re.Pattern[str], str]]] = {group: [] for group in lexicon()}
    groups = _groups()
    for place in _sieve().may_match(text):
        group, noun = groups[place]
        likely[group].append(noun)
    return likely


@cache
def _groups() -> tuple[tuple[str, tuple[re.Pattern[str], str]], ...]:
    return tuple((group, noun) for group, entries in lexicon().items() for noun in entries)


@cache
def _sieve() -> Sieve:
    return Sieve([pattern for _, (pattern, _) in _groups()])


def read_particulars(
    folded: Folded, recipient: str, answered: str = "", about: Folded | None = None, *, astray: bool = False, typed: str = ""
) -> Particulars:
    """The nouns of this message.

    Args:
        folded: the message in plain form.
        recipient: the value of the fact ``recipient``, which says in which list of people to look first.
        answered: the folded words in which somebody agreed or refused, if words point at them; nobody else is named as having answered.
        about: the words in which the child is looked for, where those are not all.
        astray: whether something went to the wrong person; the recipient is then who got it.
        typed: the message with roles for names, from which what no list holds is copied.
    """
    text = apart(folded.text)
    likely = lexicon_of(text)
    named = went_to(text, likely) if astray else ""
    if not astray or (not named and recipient == "unsafe"):
        named = receiver(text, recipient, likely, typed)
    return Particulars(
        recipient=named,
        information=tuple(shared(text, likely, typed))[:3],
        asked=_asked(text, recipient, typed),
        route=_route(text, likely["route"]),
        child=_child(apart((about or folded).text)),
        giver=_first(answered, lexicon()["giver"]),
        unsafe=named if recipient == "unsafe" else "",
        asker=_asker(text, likely),
        area=_area(text, likely["area"]),
        limited=WAYS["limits"].search(text) is not None,
        circumstances=circumstances(text),
        caller=caller(text, recipient),
    )


def _asker(text: str, lexicon: Lexicon) -> str:
    """Where the writer works: what they say they are, else words that show where they stand; never somebody else's work."""
    named = [(match.start(), -match.end(), work) for words, work in lexicon["writer"] for match in words.finditer(text)]
    said = [(start, back, work) for start, back, work in named if is_writer(text, start, -back)]
    shown = min(said)[2] if said else _first(text, lexicon["asker"])
    return "" if shown == "public" and not said and is_report(text) else shown


def _asked(text: str, recipient: str, typed: str) -> tuple[str, ...]:
    """What was asked for, as the message calls it; the question itself only where it is put by somebody who is told nothing."""
    refused = recipient in {"unsafe", "no_role", "unverified"}
    found = nouns(text, ("wanted", "question") if refused else ("wanted", "shared"), typed)
    told = {noun.start for noun in nouns(text, ("given",))}  # "give the centre his card": whom, and not what
    return tuple(dict.fromkeys(noun.phrase for noun in found if noun.start not in told))[-2:]


def shared(text: str, lexicon: Lexicon, typed: str = "") -> list[str]:
    """What would be shared, the longest words first where some overlap; nothing that merely stands in the story. A fuller name that the
    message gives it is kept ("the dyslexia plan")."""
    things = {noun.end: noun for noun in nouns(text, ("wanted", "shared", "about"), typed)}
    found = sorted((match.start(), -match.end(), phrase) for words, phrase in lexicon["information"] for match in words.finditer(text))
    chosen: dict[str, None] = {}
    last = 0
    for start, back, phrase in found:
        if start >= last and _is_shared(text, start, -back):
            fuller = things.get(-back)
            is_fuller = fuller is not None and fuller.start < start and phrase in MANY_KINDS
            chosen[fuller.phrase if fuller and is_fuller else phrase] = None
        last = max(last, -back)
    return [phrase for phrase in chosen if phrase not in WHOLE] or list(chosen)


def _is_shared(text: str, start: int, end: int) -> bool:
    """Whether these words name what would be shared, by the words of sharing beside them."""
    if WAYS["of_the_story"].search(text, max(0, start - 40), start) is not None or WAYS["moves"].search(text) is None:
        return False
    return WAYS["shared"].search(text, max(0, start - 110), start) is not None or WAYS["shared_after"].match(text, end) is not None


def _area(text: str, areas: Entries) -> str:
    """The last area in which these words say that somebody other than a father or an ex-partner lives, or else whose council asks under
    section 47: that is the one where the child is."""
    places = [(match.start(), match.end(), area) for words, area in areas for match in words.finditer(text)]
    lived_in = [(start, area) for start, _, area in places if LIVES.search(text, 0, start)]
    if lived_in or not WAYS["section_47"].search(text):
        return max(lived_in, default=(0, ""))[1]
    return next((area for start, end, area in places if _is_whose_council(text, start, end)), "")


def _is_whose_council(text: str, start: int, end: int) -> bool:
    """Whether this place is that of the social worker or council who asks."""
    led_up = WAYS["of_whose_council"].search(text, max(0, start - 60), start)
    return led_up is not None or WAYS["council_of"].match(text, end) is not None


def _first(text: str, entries: Entries) -> str:
    found = [(match.start(), -match.end(), phrase) for words, phrase in entries if (match := words.search(text))]
    return min(found)[2] if found else ""


def _child(text: str) -> str:
    """Who it is about: the first who is named so, and not somebody whom the child goes with or whom a conviction is about, nor a baby
    who is only named beside an older child."""
    named = [(match.start(), -match.end(), phrase) for words, phrase in lexicon()["child"] for match in words.finditer(text)]
    about = [(start, back, phrase) for start, back, phrase in named if not WAYS["not_the_child"].search(text, max(0, start - 60), start)]
    start, back, phrase = min(about, default=(0, 0, "the child"))
    beside = phrase == "the baby" and WAYS["older_child"].search(text, 0, start) and not WAYS["of_the_baby"].match(text, -back)
    return "the child" if beside else phrase


def _route(text: str, routes: Entries) -> str:
    """The last way that is named, and not one that fails ("the email takes for ever")."""
    named = [(match.start(), match.end(), phrase) for words, phrase in routes for match in words.finditer(text)]
    found = [(start, phrase) for start, end, phrase in named if not WAYS["fails"].match(text, end)]
    return max(found)[1] if found else ""
