"""Finds the clauses for a question, and says when nothing fits well."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.follow_up import refers_back
from assistant.parts import Parts
from assistant.reading.general import names_chapter
from assistant.reading.normalise import fold
from corpus.clauses import ClauseId
from ingest.answers import SURE as SURE_OF_ANSWER
from ingest.search import Hit

OF_PROCEDURE, OF_NOTES = 3, 2
"""At most so many of each answer a question about the procedure."""
TOP = 5
"""Clauses of the procedure offered for a case, before the rules say which are about it."""
NOTE_FITS = 0.5
"""From this score a note is offered for a case as well."""
WEAK = 0.22
"""Below this score the best clause is offered as near to the question, not as its answer: the lowest twentieth of open questions."""
ANSWERS = 0.35
"""The same of a question for which an answer may stand by itself: of ten open ones below, seven had the right clause first, which is shown
as near, and what is about something else scores no higher."""
SURE = 0.5
"""From this score the best clause is said to say it, below to come nearest. Of open questions 43 of 43 above were right, 20 of 28 below."""
CLOSE = 0.6
"""To answer a question, a note must score at least this share of the best score, a clause of the procedure of the procedure's best."""
BESIDE_NOTES = 0.4
"""The procedure is left out where its best scores less than this share of a note's: it says nothing on the matter. A question that names
the chapter asks what it says: a clause that fits at all is quoted."""
MEANT = SURE_OF_ANSWER
"""How surely a settled answer must be meant by a question."""
SURELY_MEANT = 0.5
"""The same of each part of a question in two parts, and of one that is asked in the middle of a case."""
BEYOND_DOUBT = 0.6
"""The same where it was read as a case of which nothing is told: of 6,000 training messages that tell a case none reaches it and is taken
for a question."""
NOTHING_ELSE = 0.7
"""The same where it was read as about something else: of 1,257 training messages that are 18 reach it, most about how long to keep records
or about another area."""
LEAST_OF_A_QUESTION = 4
"""Words of a question that can be searched for by itself."""
MOST_OF_A_REFERENCE = 5
"""Words of a second question that asks no more of what the first is about ("and what reason does it give?")."""

_TRUE_OR_FALSE = re.compile(r"\b(?:true or false|t or f|t/f|myth or fact|fact or myth|true/false)\b", re.IGNORECASE)
"""A question to which no answer may begin with yes or no: it would be read the wrong way round."""
_DERBYS = r"(?:the |your |our |this )?(?:derby(?:'?s)? )?(?:city )?(?:information sharing )?(?:guide|chapter|procedure)"
_FRAME = re.compile(
    r"\b(?:true or false|myth or fact|fact or myth|t or f|t/f|quick (?:one|question))\b[ :,.-]*"
    r"|\bfor (?:a |my |our )?(?:training|quiz|essay|induction)\w*(?: quiz)?\b[ :,.-]*"
    rf"|\b(?:according to|under|in|per|by|says?|as per|going by) {_DERBYS}(?:'s terms)?\b[ ,:]*"
    rf"|[ ,]*\b(?:what )?do(?:es)? {_DERBYS} say\b(?! (?:about|on|who|what|when|how|to)\b)[ ?.]*"
    r"|[ ,]*\b(?:is (?:that|this) (?:correct|right|true)|correct|right|isnt it|is it|doesnt it|innit|yes or no)\?+ *$",
    re.IGNORECASE,
)
"""What frames a question and says nothing of its matter."""
_YES_OR_NO = re.compile(r"(?:yes|no)\b", re.IGNORECASE)
_QUESTION = re.compile(r"[^.?!\n]+\?|[^.?!\n]+$")
_JOINED = re.compile(
    r",? (?:and|or|but|plus) (?:if so,? |then |also )?"
    r"(?=(?:(?:in|under|on|for|to|with|by|at) )?(?:what|whats|when|who|whom|whose|how|why|where|which)\b"
    r"|(?:do|does|is|are|can|could|should|must|will)\b)",
    re.IGNORECASE,
)
"""Where a sentence goes on to a second question."""
_WHETHER_SO = re.compile(
    r"\s*(?:(?:and|or|but|so|then)[ ,]+)*(?:is|was) (?:that|this|it|any of (?:that|this|it)) (?:actually |really |even )?"
    r"(?:so|real|true|right|correct|wrong|legit|genuine|fact|nonsense|rubbish|a (?:myth|rumour|lie|joke))\b(?! to\b)",
    re.IGNORECASE,
)
"""A second question that asks no more than whether the first is so ("is that real or a rumour?")."""
_ASKS = re.compile(
    r"\s*(?:(?:and|or|but|also|so|then|plus|if so)[ ,]+)*(?:(?:in|under|on|for|to|with|by|at) )?"
    r"(?:what|whats|when|who|whos|whom|whose|how|why|where|which|do|does|did|is|isnt|are|am|can|could|should|must|may|might|will|would|has|have|explain|list|name|tell|give)\b",
    re.IGNORECASE,
)
"""How a question begins that is typed without its mark."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Clauses found for a case, the procedure's own first; ``weak`` when none fits well; ``fault`` when the search failed.

    ``close`` are those that answer a question: nearly as good as the best, the procedure's and notes on other guidance, best first.
    ``subject`` is the list that was asked for by name, such as the principles: ``close`` is then all of it, in its own order.
    ``settled`` are the answers that are written once for what was asked: ``close`` is then what they rest on.
    """

    clauses: tuple[ClauseId, ...] = ()
    close: tuple[ClauseId, ...] = ()
    subject: str = ""
    settled: tuple[str, ...] = ()
    weak: bool = False
    sure: bool = False
    fault: str = ""


def retrieve(
    question: str, parts: Parts, vector: npt.NDArray[np.float32] | None = None, *, settle: float | None = MEANT
) -> Evidence:
    """The best clauses for this question, or the reason there are none.

    Args:
        question: what is searched for.
        parts: where it is searched for.
        vector: the question's, where reading it has made it already.
        settle: how surely a settled answer must be meant to stand for it; None where none may, as for a case or for a question that was
            put together.
    """
    if parts.index is None or parts.encoder is None:
        return Evidence(weak=True, fault="The search is not available, so this answer rests on the rules' own clauses.")
    subject = parts.index.asked_alone(question)
    if subject is not None and subject.whole:
        return Evidence(subject.clauses[:TOP], subject.clauses, subject.id)
    shared = parts.learned is not None and parts.learned.shares_vectors_with(parts.encoder.name)
    given = vector if vector is not None and shared else parts.encoder.encode(questions_in(question))
    settled = () if settle is None else _all_settled(question, given, parts, settle)
    if settled:
        clauses = tuple(dict.fromkeys(id for one in settled for id in parts.corpus.answer(one).clauses))
        return Evidence(clauses[:TOP], clauses, settled=settled)
    ours, notes = parts.index.search_apart(question, TOP, OF_NOTES, given, asks=settle is not None)
    hits = sorted((*ours[:OF_PROCEDURE], *notes), key=lambda hit: -hit.score)
    best = hits[0].score if hits else 0.0
    least = min(WEAK, BESIDE_NOTES * best) if names_chapter(fold(question)) else BESIDE_NOTES * best
    ours_too = max((hit.score for hit in ours if hit.score >= least), default=best)
    close = [hit for hit in hits if hit.score >= CLOSE * (ours_too if hit in ours else best)]
    fitting = [hit for hit in notes[:1] if hit.score >= NOTE_FITS]
    return Evidence(_ids((*ours, *fitting)), _ids(close), weak=best < (WEAK if settle is None else ANSWERS), sure=best >= SURE)


def _all_settled(question: str, vectors: npt.NDArray[np.float32], parts: Parts, least: float) -> tuple[str, ...]:
    """The settled answers to a question: of several in one message to each, else to the whole, else to it without what frames it."""
    to_each = _settled_in_parts(question, parts, least)
    return to_each or _settled(question, vectors, parts, least) or _settled_without_frame(question, parts, least)


def _settled_in_parts(question: str, parts: Parts, least: float) -> tuple[str, ...]:
    asked = [part.strip(" ,;") for one in questions_in(question) for part in _JOINED.split(one)]
    if parts.encoder is None or len(asked) < 2 or any(len(part.split()) < LEAST_OF_A_QUESTION for part in asked):
        return ()
    alone = [asked[0], *(part for part in asked[1:] if not _asks_no_more(part))]
    return _settled(question, parts.encoder.encode(alone), parts, max(least, SURELY_MEANT))


def _asks_no_more(part: str) -> bool:
    return _WHETHER_SO.match(part) is not None or (len(part.split()) <= MOST_OF_A_REFERENCE and refers_back(part))


def _settled(question: str, vectors: npt.NDArray[np.float32], parts: Parts, least: float) -> tuple[str, ...]:
    found = parts.index.settled(question, vectors, least) if parts.index else ()
    return () if _TRUE_OR_FALSE.search(question) and _begins_outright(found, parts) else found


def _begins_outright(found: Iterable[str], parts: Parts) -> bool:
    return any(_YES_OR_NO.match(parts.corpus.answer(one).says[0].text) for one in found)


def _settled_without_frame(question: str, parts: Parts, least: float) -> tuple[str, ...]:
    """The settled answer to what is left of a question without what frames it ("according to the guide, …", "is that right?"). None that
    begins with yes or no: what is left may ask the opposite."""
    bare = " ".join(_FRAME.sub(" ", _without_statement(question)).split()).strip(" ,:;-")
    if parts.encoder is None or bare == question or len(bare.split()) < LEAST_OF_A_QUESTION:
        return ()
    found = _settled(bare, parts.encoder.encode([bare]), parts, least)
    return () if _begins_outright(found, parts) else found


def questions_in(message: str) -> list[str]:
    """The questions of a message that asks several, each to be searched for itself; the whole message where it asks one or none."""
    asked = _asked(message)
    return asked if len(asked) > 1 and all(len(question.split()) >= LEAST_OF_A_QUESTION for question in asked) else [message]


def _asked(message: str) -> list[str]:
    """What ends in a question mark, and what stands last if it begins as a question does."""
    found = [question.strip() for question in _QUESTION.findall(message)]
    return [question for question in found if question.endswith("?") or _ASKS.match(question)]


def _without_statement(message: str) -> str:
    """The one question of a message that says something after it ("does it stop me? our manager says so")."""
    asked = _asked(message)
    return asked[0] if len(asked) == 1 and message.startswith(asked[0]) else message


def _ids(hits: Iterable[Hit]) -> tuple[ClauseId, ...]:
    return tuple(hit.clause for hit in hits)
