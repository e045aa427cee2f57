"""Writes the reply to a case without a language model: lines chosen from the fixed wording, filled with the case's own nouns.

A draft is a function of the verdict, the facts, the particulars, the evidence and the wording; it reads no clock and chooses
nothing at random. It names clauses by id only: ``assistant.verify`` puts their words in, or withholds what does not hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.compose.case import Case, Situation, fits, kinds_of, signs, situation
from assistant.compose.people import people, reached
from assistant.compose.question import question
from assistant.compose.slots import Slots, slots
from assistant.compose.sources import answered, national, quotes, told_beside
from assistant.reply import Notice, Phrase, SpeakTo
from assistant.wording import Aspect, Line, Spot, Wording, fill, put_in, variables_in
from corpus.clauses import ClauseId, Corpus
from guardrails.facts import to_sheet
from guardrails.verdict import NO_CASE, Outcome, Urgency

__all__ = ["Case", "Draft", "Said", "compose"]

_PARTS = ("focus", "share", "leave_out", "phrases", "record", "banner", "net", "notices")
_MOST_STEPS = 7
_MOST_OF_LEAD = 2
_MOST_NEAR = 3
_GUIDANCE = "National guidance"
_ASKED_ALONE = (Outcome.INFORMATION, "record")
"""What a question without a case gets as well: what to write down."""
_ON_RECORDS = ClauseId("P7")
_SEEN = {"picture", "number", "thing", "everyday"}
"""Kinds of information that beside harm were part of what happened, or say nothing of it, and are not to be given as such."""


@dataclass(frozen=True, slots=True)
class Said:
    """One drafted line: the clauses that it claims from, the must-say lines that it carries, and whether it is the fixed wording's
    own advice. A line without a clause that is not advice is a bare claim, and is withheld. ``to`` is who a phrase is for."""

    text: str
    clauses: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    advice: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply before it is checked: the same parts, with quotes by clause id."""

    outcome: Outcome
    urgency: Urgency
    escalate: bool
    headline: Said
    lead: tuple[Said, ...] = ()
    aspect: Aspect | None = None
    focus: tuple[Said, ...] = ()
    banner: str = ""
    asks: tuple[str, ...] = ()
    steps: tuple[Said, ...] = ()
    quotes: tuple[ClauseId, ...] = ()
    share: tuple[Said, ...] = ()
    leave_out: tuple[Said, ...] = ()
    national: tuple[Notice, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    speak_to: tuple[SpeakTo, ...] = ()
    record: tuple[Said, ...] = ()
    net: str = ""
    near: tuple[ClauseId, ...] = ()
    notices: tuple[Notice, ...] = ()
    said: tuple[str, ...] = ()
    if_withheld: str = ""
    if_unfounded: str = ""
    generator: str = "rules"


def compose(
    case: Case,
    evidence: tuple[ClauseId, ...],
    corpus: Corpus,
    wording: Wording,
    weak: bool = False,
    subject: str = "",
    sure: bool = True,
    settled: tuple[str, ...] = (),
    aspect: str = "",
    beside: tuple[str, ...] = (),
) -> Draft:
    """The draft of a reply.

    Args:
        case: what was decided, and from what.
        evidence: clauses found for the question, best first.
        corpus: where contacts, labels and differences come from.
        wording: the fixed wording.
        weak: whether the evidence fits so poorly that it is shown as near, and not as the answer.
        subject: the list that a question asked for by name; the evidence is then all of it.
        sure: whether it fits so well that it is said to answer, and not to come nearest.
        settled: the answers that are written once for what was asked; the evidence is then what they rest on.
        aspect: the part of the answer that the latest message asks for, to come first; without a case only what to
            write down is such a part.
        beside: the settled answers to a question about the procedure that the latest message asks in the middle of a case.
    """
    evidence = tuple(id for id in evidence if corpus.has(id))
    asked_alone = (case.verdict.outcome, aspect) == _ASKED_ALONE
    if asked_alone and not settled:
        evidence, weak, sure = tuple(dict.fromkeys((_ON_RECORDS, *evidence))), False, True
    best = corpus.clause(evidence[0]) if evidence else None
    apart = tuple(Said(each.text, each.rests_on) for id in beside for each in told_beside(case, corpus.answer(id), corpus))
    aspect = "" if apart or (case.verdict.outcome in NO_CASE and not asked_alone) else aspect
    found = signs(case, wording)
    here = situation(case, wording, corpus, found, best, weak=weak, sure=sure, subject=subject, aspect=aspect)
    given = _given(case, wording)
    here = here if given.particulars.information else {**here, "named": here["named"] - {"information"}}
    values = slots(given, here, found, wording, corpus, best)
    writer = _Writer(wording, here, values, case.verdict.outcome)
    headline, lead = _opening(case, evidence, corpus, wording, writer, settled, fixed=weak or bool(subject))
    parts = {"headline": (headline,), **{part: writer.part(part) for part in _PARTS}}
    parts["focus"] = apart or parts["focus"]
    asked = Aspect(title=wording.join("your_question")) if apart else wording.aspects.get(aspect)
    rests_on, asked_for = ([id for said in part for id in said.clauses] for part in (lead, parts["focus"]))
    quoted = quotes(case, here, evidence, (rests_on, asked_for), corpus, wording, weak=weak, whole=bool(subject or settled))
    near = evidence[:_MOST_NEAR] if _shows_near(case, weak) else ()
    differing = tuple(national(case, here, (*quoted, *near), corpus, wording, settled=bool(settled)))
    parts["steps"] = _no_more_than(_MOST_STEPS, writer.chosen("steps"))
    parts = _with_what_is_owed(parts, case.verdict.must_say, wording, values)
    return Draft(
        outcome=case.verdict.outcome,
        urgency=case.verdict.urgency,
        escalate=case.verdict.escalate,
        headline=headline,
        lead=lead,
        aspect=asked if parts["focus"] else None,
        focus=parts["focus"],
        banner=_text(parts["banner"]),
        asks=(question(case, wording),) if case.verdict.outcome is Outcome.CLARIFY else (),
        steps=parts["steps"],
        quotes=quoted,
        share=parts["share"],
        leave_out=parts["leave_out"],
        national=tuple(notice for notice in differing if notice.text.startswith(_GUIDANCE)),
        phrases=tuple(Phrase(said.to, said.text) for said in parts["phrases"]),
        speak_to=tuple(people(case, here, values, corpus, wording, _asked_for(settled, corpus))),
        record=parts["record"],
        net=_text(parts["net"]),
        near=near,
        notices=(
            *(notice for notice in differing if not notice.text.startswith(_GUIDANCE)),
            *(Notice("note", said.text) for said in parts["notices"]),
        ),
        said=tuple(dict.fromkeys(id for part in parts.values() for said in part for id in said.says)),
        if_withheld=wording.faults["withheld"],
        if_unfounded=wording.faults["headline_withheld"],
    )


def _given(case: Case, wording: Wording) -> Case:
    """The case with what may be called information to give: beside harm to a child not the things that were part of what happened.

    Else a reply would tell to give the pictures by which a child is blackmailed, or the register that somebody held.
    """
    sheet = to_sheet(case.facts, case.spec)
    is_seen = sheet["child_harm"] in {"cause", "evidence"} and sheet["matter"] != "breach"
    if case.verdict.outcome is not Outcome.SHARE_WITHOUT_CONSENT or not is_seen:
        return case
    given = tuple(item for item in case.particulars.information if not _SEEN.intersection(kinds_of("information", item, wording)))
    return replace(case, particulars=replace(case.particulars, information=given))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Chooses and fills lines for one situation."""

    wording: Wording
    here: Situation
    values: Slots
    outcome: str

    def part(self, part: str) -> tuple[Said, ...]:
        return tuple(said for _, said in self.chosen(part))

    def chosen(self, part: str) -> tuple[tuple[Line, Said], ...]:
        return tuple(self._chosen(self.wording.spots(part, self.outcome)))

    def _chosen(self, spots: Iterable[Spot]) -> Iterator[tuple[Line, Said]]:
        met: set[str] = set()
        for spot in spots:
            for line in spot.one_of:
                if not fits(line.when, line.unless, self.here) or not set(variables_in(line.text + line.to)) <= set(self.values):
                    continue
                said = _fill(line, self.values)
                if said.text not in met:
                    yield line, said
                met.add(said.text)
                break


def _shows_near(case: Case, weak: bool) -> bool:
    """What nearly fits is of use to a question that nothing answers; a case is decided without it, and what is not covered has none."""
    return weak and case.verdict.outcome is Outcome.INFORMATION


def _opening(
    case: Case,
    evidence: tuple[ClauseId, ...],
    corpus: Corpus,
    wording: Wording,
    writer: _Writer,
    settled: tuple[str, ...],
    *,
    fixed: bool,
) -> tuple[Said, tuple[Said, ...]]:
    """The headline and the lead: of a question, the answer that is settled or what the clauses found say; else the fixed wording's."""
    lines = writer.part("headline")
    written = Said(_text(lines), says=tuple(id for said in lines for id in said.says), advice=True)
    if case.verdict.outcome is not Outcome.INFORMATION or fixed or not evidence:
        general = (corpus.answer(id).says[0] for id in settled)
        said = (Said(wording.join("in_general", says=statement.text), statement.rests_on) for statement in general)
        return written, (*said, *writer.part("lead"))
    if settled:
        first, *others = (corpus.answer(id).says for id in settled)
        says = (*first, *(statements[0] for statements in others))
        headline, *lead = (Said(statement.text, statement.rests_on) for statement in says)
        numbers = (Said(text, advice=True) for text in reached(_asked_for(settled, corpus), corpus, wording))
        return headline, (*numbers, *lead)
    answers = [Said(text, (id,)) for text, id in answered(evidence[:_MOST_OF_LEAD], corpus, wording)]
    return replace(written, clauses=evidence[:1], advice=False), tuple(answers)


def _asked_for(settled: Iterable[str], corpus: Corpus) -> tuple[str, ...]:
    """The contacts that the settled answers give."""
    return tuple(contact for id in settled for contact in corpus.answer(id).reach)


def _fill(line: Line, values: Slots) -> Said:
    return Said(fill(line.text, values), line.rests_on, line.says, advice=not line.rests_on, to=put_in(line.to, values))


def _no_more_than(most: int, chosen: tuple[tuple[Line, Said], ...]) -> tuple[Said, ...]:
    """The steps, those that follow on joined to the one before; with too many, the spare ones go, the last of them first."""
    steps: list[tuple[bool, Said]] = []
    for line, said in chosen:
        if line.joins and steps:
            spare, before = steps[-1]
            steps[-1] = (spare and line.spare, _join(before, said))
        else:
            steps.append((line.spare, said))
    while len(steps) > most and any(spare for spare, _ in steps):
        last = max(place for place, (spare, _) in enumerate(steps) if spare)
        del steps[last]
    return tuple(said for _, said in steps)


def _join(before: Said, after: Said) -> Said:
    return replace(
        before,
        text=f"{before.text} {after.text}",
        clauses=tuple(dict.fromkeys(before.clauses + after.clauses)),
        says=before.says + after.says,
        advice=before.advice and after.advice,
    )


def _with_what_is_owed(
    parts: dict[str, tuple[Said, ...]], lines: tuple[str, ...], wording: Wording, values: Slots
) -> dict[str, tuple[Said, ...]]:
    """The parts with every must-say line that no line of the case has said yet, in its plainest words."""
    already = {id for part in parts.values() for said in part for id in said.says}
    parts = dict(parts)
    for id in lines:
        if id not in already:
            must = wording.must_say[id]
            said = Said(fill(must.text, values), says=(id,), advice=True)
            here = parts[must.part]
            full = must.part == "steps" and len(here) >= _MOST_STEPS
            parts[must.part] = (*here[:-1], _join(here[-1], said)) if full else (*here, said)
    return parts


def _text(lines: tuple[Said, ...]) -> str:
    return " ".join(said.text for said in lines)
