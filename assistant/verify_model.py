"""Checks each sentence of a language model before anybody sees it: what does not hold is withheld, with the reason in the record.

A sentence passes when it has the form of one plain English sentence; every clause token that it names was offered; the clause bears it
out (``assistant.support``); it says nothing against the verdict, its urgency or the lines that must be said; and it names
no law, figure, edition, address, number or person that its clause does not. Reasons are this program's own words: what a
model wrote and was withheld is kept nowhere.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.reply import Reply
from assistant.support import denied, is_sentence, read, unsupported
from assistant.wording import Wording
from corpus.clauses import Corpus
from guardrails.verdict import Outcome, Urgency

LONGEST = 300
MOST_WORDS = 45
FEWEST_WORDS = 4
MOST_TOKENS = 2
"""Clauses that one sentence may rest on; each must bear it out by itself or both together."""
EXCEPTIONS = ("E1", "E2", "E3")
LED_IN = "Sharing information without consent is justified"
"""How C7 leads in to the three exceptions, whose own words begin in the middle of a sentence."""

_FORM = re.compile(r"[A-Z][A-Za-z0-9 ,;:'’“”()£%–-]+[.]?\Z")
_FIGURES = re.compile(r"\d[\d\s()-]{3,}\d")
_CAPITAL = re.compile(r"(?<!^)(?<![“(])\b[A-Z][\w'’]*")
_ALWAYS = frozenset({"Derby", "Derby's", "Derby’s", "City"})
_DELAY = frozenset("wait delay later tomorrow week routine hurry rush first before until after once hold".split())
_GATE = re.compile(
    r"\b(?:manager|lead|supervisor|senior)\b.{0,40}\b(?:approv\w+|agree\w*|permi\w+|sign\w*|decid\w+|first|yes)\b"
    r"|\b(?:wait|ask|until|unless|approval|permission)\b.{0,40}\b(?:manager|lead|supervisor|senior)\b",
    re.IGNORECASE,
)
_SENDING = r"(?:shar(?:e|ed|ing)|sen[dt]|t(?:ell|old)|giv(?:e|en)|pass(?:ed)?|disclos\w+)"
_GRANTS = re.compile(rf"^(?:{_SENDING}|ring|you)\b|\b(?:can|may|could|must|should|will) (?:\w+ )?(?:be )?{_SENDING}\b")
_FORBIDS = re.compile(rf"\b(?:not|never|no|nothing|nobody|cannot)\b[^,.;]{{0,40}}\b{_SENDING}\b")
_NO_NEED = re.compile(
    r"\b(?:does|do) not need (?:any )?(?:consent|agreement)|\bno (?:consent|agreement) is (?:needed|required)|\bis not (?:needed|required)"
)
_HARM = frozenset({"harm", "danger", "safe", "abus"})
_DESPITE = frozenset({"compromise", "refuse", "override"})
_TELLING = frozenset({"tell", "open", "honest", "talk"})
_CONDITIONS = frozenset({"if", "where", "when", "unless"})


def fault(text: str, tokens: Sequence[str], reply: Reply, corpus: Corpus, wording: Wording) -> str:
    """Why this sentence is not shown beside this reply; empty if it may be.

    Args:
        text: the sentence.
        tokens: the clauses that it names.
        reply: the composed reply, whose quotes are the clauses that were offered.
        corpus: where the clauses' own words are.
        wording: the fixed wording, for what a clause says in plain words.
    """
    offered = {quote.clause for quote in reply.quotes}
    return _form(text) or _tokens(tokens, offered) or _borne_out(text, tokens, corpus, wording) or against(text, reply)


def against(text: str, reply: Reply) -> str:
    """What a sentence says against the verdict, its urgency or what must be said; empty if nothing."""
    stretch = read(text)
    sure, near, _ = denied(stretch)
    said = _Said(text.lower(), frozenset(stretch.tokens), frozenset(stretch.concepts), frozenset(sure), frozenset(near))
    return next((reason for wrong, reason in _AGAINST if wrong(said, reply)), "")


def texts_of(id: str, corpus: Corpus, wording: Wording) -> tuple[str, ...]:
    """What a sentence that names this clause may rest on: its words, after their lead-in for an exception, and its reviewed plain words."""
    clause = corpus.clause(id)
    text = f"{LED_IN} {clause.text[0].lower()}{clause.text[1:]}" if id in EXCEPTIONS else clause.text
    return (text, wording.glosses[id]) if id in wording.glosses else (text,)


def _form(text: str) -> str:
    if not _FORM.match(text) or len(text) > LONGEST:
        return "it is not one plain sentence of English"
    if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS:
        return "it is too short or too long"
    if _FIGURES.search(text):
        return "it holds a long number"
    words = re.findall(r"[\w'’]+", text.lower())
    runs = list(zip(words, words[1:], words[2:], words[3:], strict=False))
    if len(set(runs)) < len(runs):
        return "it repeats itself"
    return "" if is_sentence(text) else "it has no verb"


def _tokens(tokens: Sequence[str], offered: set[str]) -> str:
    if not tokens:
        return "it names no clause"
    if len(set(tokens)) > MOST_TOKENS:
        return "it names too many clauses"
    return "" if set(tokens) <= offered else "it names a clause that was not offered"


def _borne_out(text: str, tokens: Sequence[str], corpus: Corpus, wording: Wording) -> str:
    texts = [texts_of(id, corpus, wording) for id in tokens]
    together = [" ".join(first) for first in zip(*texts, strict=False)] if len(texts) > 1 else []
    reason = unsupported(text, [*(one for each in texts for one in each), *together])
    return reason or _names(text, [corpus.clause(id).text for id in tokens]) or _voice(text, tokens, corpus)


def _names(text: str, clauses: Iterable[str]) -> str:
    """A capital inside a sentence is a name, and a name must be the clause's."""
    known = {word for clause in clauses for word in re.findall(r"[\w'’]+", clause)} | _ALWAYS
    return "" if set(_CAPITAL.findall(text)) <= known else "it has a name that its clause does not"


def _voice(text: str, tokens: Sequence[str], corpus: Corpus) -> str:
    """Derby's procedure and national guidance are never taken for one another."""
    lower, local = text.lower(), {corpus.clause(id).is_procedure for id in tokens}
    if "national" in lower and True in local or re.search(r"\bderby.{0,20}(?:procedure|guide|chapter)", lower) and False in local:
        return "it takes one source for another"
    return ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence in lower case, its tokens and concepts, and those that a denial surely or perhaps reaches."""

    text: str
    tokens: frozenset[str]
    concepts: frozenset[str]
    surely_denied: frozenset[str]
    denied: frozenset[str]


def _asks_consent(said: _Said, reply: Reply) -> bool:
    """Where consent is not needed, nothing may read as advice to ask for it."""
    shares = reply.outcome is Outcome.SHARE_WITHOUT_CONSENT
    return shares and "consent" in said.concepts - said.denied and "refuse" not in said.concepts


def _forbids_sharing(said: _Said, reply: Reply) -> bool:
    shares = reply.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.SHARE_WITH_CONSENT}
    return shares and (bool({"share", "tell"} & said.surely_denied) or bool(_FORBIDS.search(_NO_NEED.sub("", said.text))))


def _lets_share(said: _Said, reply: Reply) -> bool:
    """Where nothing is to be shared yet, sharing is spoken of as allowed only together with harm."""
    held = reply.outcome in {Outcome.DO_NOT_SHARE, Outcome.PAUSE, Outcome.CLARIFY, Outcome.SEEK_CONSENT}
    return held and not _HARM & said.concepts and bool(_GRANTS.search(said.text)) and not {"share", "tell"} & said.surely_denied


def _without_consent(said: _Said, reply: Reply) -> bool:
    """Doing without consent is spoken of only together with harm, where the verdict is another."""
    other = reply.outcome is not Outcome.SHARE_WITHOUT_CONSENT
    return other and "consent" in said.denied and not (_HARM | _DESPITE) & said.concepts


def _tells(said: _Said, reply: Reply) -> bool:
    """Telling the family is always bound to its being safe, where there is harm or somebody unsafe."""
    guarded = reply.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.DO_NOT_SHARE}
    return guarded and bool(_TELLING & said.concepts - said.denied) and not _CONDITIONS & said.tokens


def _delays(said: _Said, reply: Reply) -> bool:
    words = set(re.findall(r"[a-z]+", said.text))
    return reply.urgency is not Urgency.ROUTINE and bool(_DELAY & words)


def _gates(said: _Said, reply: Reply) -> bool:
    return bool(_GATE.search(said.text))


_Check = Callable[[_Said, Reply], bool]
_AGAINST: tuple[tuple[_Check, str], ...] = (
    (_asks_consent, "it speaks of consent as if it were needed here"),
    (_forbids_sharing, "it speaks against sharing where the verdict is to share"),
    (_lets_share, "it speaks for sharing where the verdict is not to share yet"),
    (_without_consent, "it does without consent where the verdict does not"),
    (_tells, "it tells of the sharing without saying that this must be safe"),
    (_delays, "it puts off what is urgent"),
    (_gates, "it makes somebody's yes a condition"),
)


def enough(passed: int, written: int) -> bool:
    """Whether so much of a draft holds that what passed may stand: at least one sentence, and at least half."""
    return passed > 0 and 2 * passed >= written
