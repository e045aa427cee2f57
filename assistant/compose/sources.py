"""Which clauses a reply quotes, in which order, and what national guidance says beside them."""

import re
from collections.abc import Iterable, Iterator

from assistant.compose.case import Case, Situation, fits
from assistant.reply import Notice
from assistant.wording import Wording
from corpus.clauses import Clause, ClauseId, Corpus, Difference, SettledAnswer, Statement
from guardrails.verdict import EXCEPTIONS, NO_CASE, Outcome

BESIDE = {"C5": "D3", "C3": "D4", "C8": "D11"}
"""A clause that is never quoted without its difference: an outdated legal basis, an age that is no rule of law, and an agreement of which
no copy in force could be checked."""
TOGETHER = (("C7", *EXCEPTIONS), ("A1", "A2"))
"""Clauses that are halves of one thought: the sentence that ends in the list of exceptions, and "Alternatively". Questions get both."""

LEFT_OUT = {"D9"}
"""Differences about what the chapter leaves out: beside a settled answer they stand only where it rests on one of their notes."""

_MOST_OF_RULES = 5
_MOST_OF_SEARCH = 2
_MOST_OF_NOTES = 1
_MOST_TO_ANSWER = 4
_MOST_DIFFERENCES = 3
_SEVERITIES = ("high", "medium", "low")
_ABOUT_ASKING = {"S2", "C1", "C3", "C6"}
"""Clauses about getting consent: beside "you do not need consent" they would read as advice to ask for it."""
_OPENNESS = "C2"
"""The clause on being open with families: beside "do not tell the family yet" it would read as advice to tell them."""


def quotes(
    case: Case,
    here: Situation,
    evidence: tuple[ClauseId, ...],
    said: tuple[Iterable[str], Iterable[str]],
    corpus: Corpus,
    wording: Wording,
    *,
    weak: bool,
    whole: bool,
) -> tuple[ClauseId, ...]:
    """The clauses to quote: the best found for a question, all of them where they are the ``whole`` answer; for a case the rules' own,
    exceptions first, then what search adds. ``said`` are the clauses that the lead rests on, and those of what a follow-up asks for."""
    if case.verdict.outcome in NO_CASE:
        found = evidence if whole else evidence[:_MOST_TO_ANSWER] or _ids(case.verdict.cites)
        return () if weak or case.verdict.outcome is Outcome.OUT_OF_SCOPE else tuple(dict.fromkeys(_whole(found)))
    rests_on, asked_for = ([id for id in ids if corpus.has(id)] for ids in said)
    decided = [id for id in dict.fromkeys([*_exceptions(case), *rests_on, *case.verdict.cites]) if _belongs(case, id)]
    decided_on = list(dict.fromkeys([*decided[:_MOST_OF_RULES], *(id for id in asked_for if _belongs(case, id))]))
    others = (id for id in evidence if not weak and id not in decided_on and _is_about(id, here, wording))
    added = [id for id in others if _belongs(case, id) and _safe_beside(case, corpus.clause(id))]
    ours, notes = ([id for id in added if corpus.clause(id).is_procedure is procedure] for procedure in (True, False))
    return _ids([*decided_on, *ours[:_MOST_OF_SEARCH], *notes[:_MOST_OF_NOTES]])


def told_beside(case: Case, answer: SettledAnswer, corpus: Corpus) -> tuple[Statement, ...]:
    """What of a settled answer may be said in the middle of this case: nothing of it where its first statement may not."""
    allowed = [
        each for each in answer.says if all(_belongs(case, id) and _safe_beside(case, corpus.clause(id)) for id in each.rests_on)
    ]
    return tuple(allowed) if answer.says[0] in allowed else ()


def national(
    case: Case, here: Situation, quoted: Iterable[str], corpus: Corpus, wording: Wording, *, settled: bool = False
) -> Iterator[Notice]:
    """Where national guidance differs from what is quoted, the most serious first, those that a quote may not be without always; of what
    is ``settled`` only where it differs from the answer."""
    shown = {*quoted, *(case.verdict.cites if case.verdict.outcome is Outcome.INFORMATION else ())}
    required = {BESIDE[id] for id in shown if id in BESIDE}
    matter = [
        difference for difference in corpus.differences if difference.id in required or _matters(difference, case, here, shown, wording)
    ]
    if settled:
        matter = [one for one in matter if one.id not in LEFT_OUT or shown.intersection(one.notes)]
    matter.sort(key=lambda one: (one.id not in required, _SEVERITIES.index(one.severity) if one.severity in _SEVERITIES else 9))
    for difference in matter[: max(_MOST_DIFFERENCES, len(required))]:
        yield Notice(difference.id, _with_source(difference, corpus, wording))


def answered(evidence: tuple[ClauseId, ...], corpus: Corpus, wording: Wording) -> Iterator[tuple[str, ClauseId]]:
    """For each clause found, one sentence that says what it says; of the first, which the headline has said, what it says beside that, or
    that the procedure does not say it."""
    for id in evidence:
        clause, said = corpus.clause(id), id == evidence[0]
        if clause.is_procedure:
            says = sum_up(clause, wording)
            says = says.partition("; ")[2] if said else says
            if says:
                yield wording.join("derby_adds" if said else "derby_says", label=clause.label, says=says), id
        elif said:
            yield wording.join("note_answers"), id
        else:
            yield wording.join("note_says", voice=voice_of(clause, wording), label=clause.label, says=sum_up(clause, wording)), id


def sum_up(clause: Clause, wording: Wording) -> str:
    """What a clause says, without its full stop: the procedure's in plain words, a note's in its own first sentence."""
    if clause.is_procedure:
        return wording.glosses[clause.id]
    return re.split(r"(?<=[.!?])\s", " ".join(clause.text.split()))[0].rstrip(".")


def voice_of(clause: Clause, wording: Wording) -> str:
    """Whose words a note sums up."""
    return wording.voices.get(clause.source, wording.voices["other"])


def _exceptions(case: Case) -> list[str]:
    return [id for id in EXCEPTIONS if id in case.verdict.cites]


def _belongs(case: Case, id: str) -> bool:
    if id == _OPENNESS and "family_before_advice" in case.verdict.recipients_not_with:
        return False
    return id not in _ABOUT_ASKING or not (case.verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT or _unsafe(case))


def _whole(found: Iterable[ClauseId]) -> Iterator[ClauseId]:
    for id in found:
        yield from next((_ids(family) for family in TOGETHER if id in family), (id,))


def _is_about(id: ClauseId, here: Situation, wording: Wording) -> bool:
    condition = wording.added.get(id)
    return condition is None or fits(condition.when, condition.unless, here)


def _safe_beside(case: Case, clause: Clause) -> bool:
    """Beside a refusal to an unsafe recipient no summary stands that speaks of a parent's rights."""
    return clause.is_procedure or not _unsafe(case)


def _unsafe(case: Case) -> bool:
    return "unsafe_recipient" in case.verdict.recipients_not_with


def _matters(difference: Difference, case: Case, here: Situation, shown: set[str], wording: Wording) -> bool:
    bearing = wording.national.get(difference.id)
    if bearing is not None and not fits(bearing.when, bearing.unless, here):
        return False
    if difference.severity not in _SEVERITIES or not (shown.intersection(difference.clauses) or (bearing and bearing.brought)):
        return False
    if not difference.outcomes:
        return case.verdict.outcome is Outcome.INFORMATION and difference.severity != "low"
    return case.verdict.outcome in difference.outcomes


def _with_source(difference: Difference, corpus: Corpus, wording: Wording) -> str:
    notes = [corpus.clause(id) for id in difference.notes if corpus.has(id)]
    if not notes:
        return difference.say
    note = notes[0]
    source = corpus.source(note.source)
    cited = wording.join("national_source", title=source.title, edition=note.edition, status=note.status, certainty=difference.certainty)
    return f"{difference.say} {cited}"


def _ids(ids: Iterable[str]) -> tuple[ClauseId, ...]:
    return tuple(map(ClauseId, ids))
