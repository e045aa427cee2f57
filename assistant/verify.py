"""Checks a draft against the store and makes the reply: what does not hold is withheld, never shown with a warning.

A quote is the source's own characters, put in here by id. A sentence that names a clause which does not exist, or that rests
only on clauses whose words are damaged, is left out and listed in ``Reply.withheld``.
"""

from collections.abc import Iterable, Iterator

from assistant.compose.people import speak_to
from assistant.compose.sources import BESIDE
from assistant.draft import Draft, Said
from assistant.reply import Focus, Notice, Quote, Reply, Sentence
from assistant.wording import Aspect, Wording
from corpus.clauses import Corpus
from guardrails.verdict import Outcome, Urgency

_CLAIMS = ("lead", "focus", "steps", "share", "leave_out", "record")


def verify(draft: Draft, corpus: Corpus) -> Reply:
    """The reply that this draft makes once everything in it has been checked."""
    reasons: list[str] = []
    headline = _headline(draft, corpus, reasons)
    checked = {part: tuple(_sentences(part, getattr(draft, part), corpus, reasons)) for part in _CLAIMS}
    beside = {notice.id for notice in (*draft.national, *draft.notices)}
    quotes = tuple(_quotes("quote", draft.quotes, beside, corpus, reasons))
    near = tuple(_quotes("near", draft.near, beside, corpus, reasons))
    notices = (*draft.notices, Notice("withheld", draft.if_withheld)) if reasons else draft.notices
    return Reply(
        outcome=draft.outcome,
        urgency=draft.urgency,
        escalate=draft.escalate,
        headline=headline,
        lead=checked["lead"],
        banner=draft.banner,
        asks=draft.asks,
        steps=checked["steps"],
        quotes=quotes,
        share=checked["share"],
        leave_out=checked["leave_out"],
        national=draft.national,
        phrases=draft.phrases,
        speak_to=draft.speak_to,
        record=checked["record"],
        net=draft.net,
        near=near,
        notices=notices,
        generator=draft.generator,
        withheld=tuple(reasons),
        focus=_focus(draft.aspect, checked["focus"]),
    )


def safety_card(wording: Wording, corpus: Corpus, why: str, danger: bool = False) -> Reply:
    """The fixed reply for when reading itself fails.

    Args:
        wording: the fixed wording.
        corpus: where the contacts come from.
        why: a fault of the wording; an unknown one gets the general words.
        danger: whether the unread words speak of danger.
    """
    card = wording.safety_card
    return Reply(
        outcome=Outcome.CLARIFY,
        urgency=Urgency.IMMEDIATE if danger else Urgency.TODAY,
        escalate=True,
        headline=card.headline,
        banner=card.danger if danger else card.banner,
        asks=(card.asks,),
        steps=tuple(map(Sentence, card.steps)),
        speak_to=tuple(speak_to(person, {}, None, corpus, wording) for person in card.speak_to),
        record=tuple(map(Sentence, card.record)),
        net=card.net,
        notices=(fault_notice(wording, why),),
    )


def fault_notice(wording: Wording, fault: str) -> Notice:
    """What the person is told when a part of the assistant has failed."""
    return Notice(fault, wording.faults.get(fault, wording.faults["other"]))


def quoted(ids: Iterable[str], corpus: Corpus) -> tuple[Quote, ...]:
    """These clauses in the source's own characters; one that does not exist, or whose words are damaged, is left out."""
    return tuple(_quote(id, corpus) for id in ids if corpus.has(id) and _is_verbatim(id, corpus))


def _headline(draft: Draft, corpus: Corpus, reasons: list[str]) -> str:
    """What the draft says first, or the plainest words there are where that does not hold."""
    fault = _fault(draft.headline, corpus)
    if fault:
        reasons.append(f"headline: {fault}")
    return draft.if_unfounded if fault else draft.headline.text


def _focus(aspect: Aspect | None, says: tuple[Sentence, ...]) -> Focus | None:
    """What a follow-up asks for, unless all that is said of it was withheld."""
    return Focus(aspect.title, says, aspect.part or "") if aspect and says else None


def _sentences(part: str, drafted: tuple[Said, ...], corpus: Corpus, reasons: list[str]) -> Iterator[Sentence]:
    for number, said in enumerate(drafted, 1):
        fault = _fault(said, corpus)
        if fault:
            reasons.append(f"{part} {number}: {fault}")
        else:
            yield Sentence(said.text, said.clauses)


def _fault(said: Said, corpus: Corpus) -> str:
    unknown = [id for id in said.clauses if not corpus.has(id)]
    if unknown:
        return f"cites {', '.join(unknown)}, which does not exist"
    if not said.clauses:
        return "" if said.advice else "makes a claim and cites no clause"
    damaged = [id for id in said.clauses if not _is_verbatim(id, corpus)]
    return f"rests only on {', '.join(damaged)}, whose words are damaged" if len(damaged) == len(said.clauses) else ""


def _quotes(place: str, ids: Iterable[str], beside: set[str], corpus: Corpus, reasons: list[str]) -> Iterator[Quote]:
    for id in ids:
        if not corpus.has(id):
            reasons.append(f"{place} {id}: does not exist")
        elif not _is_verbatim(id, corpus):
            reasons.append(f"{place} {id}: is not the source's own words")
        elif BESIDE.get(id, "") not in {"", *beside}:
            reasons.append(f"{place} {id}: may not stand without {BESIDE[id]} beside it")
        else:
            yield _quote(id, corpus)


def _is_verbatim(id: str, corpus: Corpus) -> bool:
    clause = corpus.clause(id)
    return not clause.is_procedure or (bool(clause.text) and corpus.procedure_text[clause.start : clause.end] == clause.text)


def _quote(id: str, corpus: Corpus) -> Quote:
    clause = corpus.clause(id)
    return Quote(
        clause=clause.id,
        label=clause.label,
        section=clause.section,
        source=clause.source,
        title=corpus.source(clause.source).title,
        edition=clause.edition,
        status=clause.status,
        certainty=clause.certainty,
        address=clause.address,
        text=clause.text,
        start=clause.start,
        end=clause.end,
    )
