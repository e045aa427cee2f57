"""The flow, as one function that reads aloud: read, decide, retrieve, compose, verify."""

import hashlib
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.conversation import Conversation
from assistant.draft import Case, compose
from assistant.follow_up import concludes, is_one_question, to_standalone
from assistant.parts import Parts
from assistant.reading.aspects import DRAFTED, OF_THE_CASE, OTHER, aspect_of
from assistant.reading.general import asks_beside, asks_meaning, names_another_nation, question_beside
from assistant.reading.language import Legibility, legibility_of
from assistant.reading.normalise import fold
from assistant.reading.particulars import Particulars
from assistant.reading.reader import Reading, danger_words, read_facts
from assistant.reading.roles import to_roles
from assistant.reading.told import account_of
from assistant.reply import Notice, Reply
from assistant.retrieve import BEYOND_DOUBT, MEANT, NOTHING_ELSE, SURELY_MEANT, Evidence, retrieve
from assistant.rewording import FollowUp, reworded
from assistant.speak import Asked, spoken
from assistant.verify import safety_card, verify
from corpus.errors import InputError
from guardrails.decide import decide
from guardrails.explain import explain
from guardrails.facts import Fact, Facts, Provenance
from guardrails.verdict import NO_CASE, Outcome, Urgency, Verdict

LONGEST = 8000
"""Characters of a conversation beyond which nothing is decided; danger is still looked for in all of it."""

UNREAD = "[not read]"
"""Stands for what was typed where nothing could be read of it, and so no name could be taken out."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """A reply with everything that it came from, enough to replay it.

    ``turns`` are the messages as they were read: with roles in the place of names and of whatever else would tell who it is.
    ``particulars`` are the case's own nouns, from a closed list of roles and things. ``question`` is the latest
    message made to stand alone.
    """

    id: str
    turns: tuple[str, ...]
    reply: Reply
    facts: Facts
    verdict: Verdict | None
    explanation: tuple[str, ...]
    ms: dict[str, float]
    particulars: Particulars = Particulars()
    question: str = ""


def answer(conversation: Conversation, parts: Parts) -> Answer:
    """What the procedure says about the latest message, in the light of those before it.

    Raises:
        InputError: for a message without words.
    """
    clock = _Clock()
    _refuse_empty(conversation)
    if sum(map(len, conversation.turns)) > LONGEST:
        return _unread(conversation, parts, clock, "too_long")
    try:
        turns = to_roles(conversation.turns).turns
        latest = legibility_of(fold(turns[-1]))
        if not latest.is_english and not legibility_of(fold(" ".join(turns))).is_english:
            return _unread(conversation, parts, clock, "not_english")
        reading = read_facts(turns, parts.ruleset, parts.learned, conversation.as_of)
    except Exception:  # the one broad catch: whatever goes wrong in reading, the person gets the safety card
        log.exception("reading failed")
        return _unread(conversation, parts, clock, "reading_failed")
    facts, particulars = _corrected(reading, conversation), reading.particulars.told(conversation.asker, conversation.area)
    facts = _within_scope(facts, turns, reading, parts)
    clock.lap("read")
    verdict = decide(facts, parts.ruleset, conversation.as_of)
    particulars = particulars if verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT else particulars.as_asked()
    clock.lap("decide")
    question = to_standalone(turns, particulars, verdict.outcome not in NO_CASE)
    if verdict.outcome is Outcome.INFORMATION and question != turns[-1] and concludes(fold(turns[-1])):
        question = turns[-1] if _evidence(turns[-1], None, parts, settle=BEYOND_DOUBT).settled else question
    is_question = verdict.outcome is Outcome.INFORMATION  # it is answered by what is found, so it is embedded whole or in its parts
    aside = _question_beside(turns, verdict)
    beside = _evidence(aside, None, parts, settle=SURELY_MEANT).settled if aside else ()
    stands = turns[-1].endswith(question) or (verdict.outcome in NO_CASE and is_one_question(question))
    settle = _how_surely(verdict) if not beside and stands else None
    evidence = _evidence(question, None if is_question else reading.vector, parts, settle=settle)
    clock.lap("retrieve")
    aspect = aspect_of(fold(aside), None, follows=True) or reading.aspect or (OTHER if reading.asks else "")
    particulars = replace(particulars, account=account_of(reading.told)) if aspect in DRAFTED else particulars
    case = Case(verdict, facts, particulars, parts.ruleset, conversation.as_of)
    found = evidence.close if verdict.outcome is Outcome.INFORMATION else evidence.clauses
    draft = compose(
        case, found, parts.corpus, parts.wording,
        weak=evidence.weak, sure=evidence.sure, subject=evidence.subject, settled=evidence.settled,
        aspect=aspect, beside=beside,
    )  # fmt: skip
    reply = verify(draft, parts.corpus)
    reply = replace(reply, notices=(*_of_the_conversation(reading, latest, parts), *reply.notices, *_faults(parts, evidence)))
    clock.lap("compose")
    path = tuple(explain(verdict, facts, parts.ruleset))
    return Answer(_id(conversation, parts), turns, reply, facts, verdict, path, clock.total(), particulars, question)


def speak(composed: Answer, parts: Parts) -> Iterator[Answer]:
    """The same answer again and again, each time with one more sentence of the model's that has passed every check; the last is whole.

    Nothing comes where no model is set, or where the answer needs no words of its own. The composed answer is shown at once and waits for
    none of this: outcome, urgency, steps, quotes, net and who to speak to are the same in every one that follows.
    """
    if parts.model is None or composed.verdict is None:
        return
    start = time.perf_counter()
    asked, model = Asked(composed.question, composed.facts, composed.reply), parts.model
    if asked.is_about_procedure and composed.question != composed.turns[-1]:
        whole = reworded(FollowUp(composed.turns[-1], composed.question), model, parts)
        asked = replace(asked, question=whole, follows=True)
        model = replace(model, deadline=max(0.0, model.deadline - (time.perf_counter() - start)))
    for reply in spoken(asked, model, parts.corpus, parts.wording, parts.ruleset.spec):
        yield replace(composed, reply=reply, ms={**composed.ms, "model": round((time.perf_counter() - start) * 1000, 1)})


def _refuse_empty(conversation: Conversation) -> None:
    if not conversation.turns or not any(letter.isalnum() for letter in conversation.turns[-1]):
        raise InputError("There are no words in that message. Say in your own words what you want to share, with whom, why.")


def _corrected(reading: Reading, conversation: Conversation) -> Facts:
    """What was read, with the person's own corrections in its place; the record keeps what was struck out."""
    facts = reading.facts
    for id in conversation.struck:
        facts = facts.without(id)
    for fact in conversation.corrections:
        facts = facts.with_fact(replace(fact, provenance=Provenance.PERSON))
    return facts


def _within_scope(facts: Facts, turns: tuple[str, ...], reading: Reading, parts: Parts) -> Facts:
    """The facts, with what seemed to be about something else, or a case of which nothing is told, taken for a question where its answer
    is settled for England, or where it asks what something is that the index names."""
    ask = facts.stated.get("ask")
    if len(turns) > 1 or ask is None or ask.provenance is not Provenance.LEARNED:
        return facts
    message = fold(turns[0])
    if ask.value == "case" and set(facts.stated) <= {"ask", "child_age"}:
        asked = _evidence(turns[0], reading.vector, parts, settle=BEYOND_DOUBT).settled
        return facts.with_fact(Fact("ask", "information", ask.words)) if asked else facts
    if ask.value != "out_of_scope" or names_another_nation(message):
        return facts
    by_name = parts.index is not None and asks_meaning(message) and parts.index.names_subject(turns[0])
    settled = by_name or _evidence(turns[0], reading.vector, parts, settle=NOTHING_ELSE).settled
    return facts.with_fact(Fact("ask", "information", ask.words)) if settled else facts


def _how_surely(verdict: Verdict) -> float | None:
    """How surely a settled answer must be meant to stand for what was asked, or to stand beside the question of what is missing: none does
    beside a case of which more is told."""
    asks_back = (verdict.outcome, verdict.urgency) == (Outcome.CLARIFY, Urgency.ROUTINE)
    return MEANT if verdict.outcome is Outcome.INFORMATION or asks_back else None


def _question_beside(turns: tuple[str, ...], verdict: Verdict) -> str:
    """A question about the procedure that the latest message asks beside a case, which stays decided; empty where it asks none."""
    latest = fold(turns[-1])
    if verdict.outcome in NO_CASE or aspect_of(latest, None, follows=len(turns) > 1) in OF_THE_CASE:
        return ""
    return turns[-1] if len(turns) > 1 and asks_beside(latest) else question_beside(latest)


def _of_the_conversation(reading: Reading, latest: Legibility, parts: Parts) -> Iterator[Notice]:
    """What is owed because of how the messages hang together, and because of what of the latest could not be read."""
    if not latest.is_english:
        yield Notice("turn_not_english", parts.wording.faults["turn_not_english"])
    elif latest.holds_unread:
        yield Notice("part_unread", parts.wording.faults["part_unread"])
    if reading.which_case:
        yield Notice(reading.which_case, parts.wording.faults[reading.which_case])
    if reading.beyond_consent:
        yield Notice("beyond_consent", parts.wording.faults["beyond_consent"])
    if reading.kept:
        yield Notice("sign_kept", parts.wording.faults["sign_kept"])


def _evidence(question: str, vector: npt.NDArray[np.float32] | None, parts: Parts, *, settle: float | None) -> Evidence:
    """What the search finds, or that it failed. The ``vector`` that a case was read with serves the search too."""
    try:
        return retrieve(question, parts, vector, settle=settle)
    except (OSError, RuntimeError, ValueError) as error:
        log.exception("search failed")
        return Evidence(weak=True, fault=f"The search failed ({type(error).__name__}), so this answer rests on the rules' own clauses.")


def _faults(parts: Parts, evidence: Evidence) -> Iterator[Notice]:
    for fault in parts.faults:
        yield Notice("part_missing", fault)
    if evidence.fault and not parts.faults:
        yield Notice("search_failed", evidence.fault)


def _unread(conversation: Conversation, parts: Parts, clock: "_Clock", why: str) -> Answer:
    """The fixed safety card, which always shows 999: nothing was decided, but words of danger anywhere make it immediate."""
    reply = safety_card(parts.wording, parts.corpus, why)
    if any(danger_words(turn) for turn in conversation.turns):
        reply = replace(reply, urgency=Urgency.IMMEDIATE)
    return Answer(_id(conversation, parts), (UNREAD,), reply, Facts(), None, (), clock.total())


def _id(conversation: Conversation, parts: Parts) -> str:
    """The same conversation over the same parts has the same id."""

    def stated(fact: Fact) -> list[str]:
        return [fact.id, fact.value]

    said = [list(conversation.turns), [stated(fact) for fact in conversation.corrections], list(conversation.struck)]
    basis = json.dumps([said, conversation.as_of.isoformat(), conversation.asker, conversation.area, parts.hashes], sort_keys=True)
    return hashlib.sha256(basis.encode()).hexdigest()[:16]


class _Clock:
    """Milliseconds spent since the start and between laps."""

    def __init__(self) -> None:
        self._start = self._lap = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = round((now - self._lap) * 1000, 1)
        self._lap = now

    def total(self) -> dict[str, float]:
        return {**self._laps, "total": round((time.perf_counter() - self._start) * 1000, 1)}
