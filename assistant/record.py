"""The record of a decision and the consent form, drafted from an answer for a person to finish.

Both are values. What is put in comes from the fixed wording, the closed fact sheet and the closed list of roles and things, so that
no word of a message, and no name, can reach them; quotes come from the store by id. Nothing here decides, reads a clock or writes
a file, and what was decided is never filled in.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.compose.case import Case, Situation, fits, situation
from assistant.compose.slots import Slots, slots
from assistant.conversation import Conversation
from assistant.parts import Parts
from assistant.pipeline import Answer
from assistant.prompt import FOLDER
from assistant.reading.particulars import Particulars
from assistant.reply import Quote, Reply
from assistant.verify import quoted
from assistant.wording import Line, capitalised, fill, put_in, variables_in
from corpus.clauses import Corpus
from corpus.errors import PromptError
from guardrails.decide import decide
from guardrails.facts import Fact, Facts, FactSheet, Provenance
from guardrails.labels import value_label
from guardrails.verdict import NO_CASE, Outcome, Verdict

_KIND_OF_QUESTION = "ask"
_AGREED = {Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper. ``text`` is the person's to change and ``chosen`` theirs to choose; ``quotes`` are nobody's to change.

    ``hint`` says on the screen what belongs here. A line of the text that ends in a colon is a blank to write on. What is filled in
    ``by_hand`` is filled in on paper, and nowhere else.
    """

    id: str
    heading: str
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    chosen: str = ""
    quotes: tuple[Quote, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to take away: a title, what to know first, sections, a closing sentence, and small print.

    ``as_of`` is the day for which the procedure was asked.
    """

    title: str
    introduction: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: Section
    small_print: tuple[str, ...]
    as_of: date

    def written(self, texts: Mapping[str, str], chosen: Mapping[str, str]) -> "Paper":
        """This paper with what the person wrote and chose, by the sections' ids."""
        sections = (
            replace(section, text=texts.get(section.id, section.text), chosen=chosen.get(section.id, section.chosen))
            for section in self.sections
        )
        return replace(self, sections=tuple(sections))


@dataclass(frozen=True, slots=True)
class Record(Paper):
    """The record of a decision to share or not to share, for a case file."""


@dataclass(frozen=True, slots=True)
class ConsentForm(Paper):
    """The form to go through with a family, blank but for what would be shared, with whom, why, and what a no means."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no such paper here, and why."""

    why: str


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SectionWording(_Strict):
    heading: str
    hint: str
    lines: tuple[Line, ...]
    options: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    by_hand: bool = False


class _Closing(_Strict):
    heading: str
    text: str


class _PaperWording(_Strict):
    title: str
    introduction: tuple[str, ...]
    sections: dict[str, _SectionWording]
    closing: _Closing


class _FactWording(_Strict):
    heading: str
    none: str
    read: str
    person: str
    struck: str


class RecordWording(_Strict):
    """Everything that the two papers may say, checked, with one hash over the file's bytes."""

    facts: _FactWording
    record: _PaperWording
    unread: str
    nothing: dict[Outcome, str]
    form: _PaperWording
    no_form: tuple[Line, ...]
    hash: str = Field(exclude=True)


@cache
def load_record_wording(path: Path = FOLDER / "record.yaml") -> RecordWording:
    """Read the wording of the papers.

    Raises:
        PromptError: if the file cannot be read or is not as it should be.
    """
    try:
        content = path.read_bytes()
        read = yaml.load(content, Loader=yaml.CSafeLoader)
        return RecordWording.model_validate({**read, "hash": hashlib.sha256(content).hexdigest()})
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise PromptError(f"{path} cannot be used: {error}. Correct it, or restore it from the repository.") from error


def draft_record(answer: Answer, conversation: Conversation, parts: Parts) -> Record | Nothing:
    """The record of a decision about what was asked last, to be finished by the person.

    Args:
        answer: what the procedure says, and the facts that it was read from.
        conversation: what was asked, on which day.
        parts: the corpus, the rules and the wording that it was answered with.
    """
    wording = load_record_wording()
    if answer.verdict is not None and answer.verdict.outcome in NO_CASE:
        return Nothing(wording.nothing[answer.verdict.outcome])
    words = wording.record
    here = _here(answer, conversation, parts)
    drafted = {id: _drafted(section.lines, here) for id, section in words.sections.items()}
    drafted["asked"] = (*drafted["asked"], *_facts(answer.facts, parts.ruleset.spec, wording.facts))
    drafted["left_out"] = tuple(f"- {item.text}" for item in answer.reply.leave_out)
    drafted["national"] = _national(answer.reply, parts.corpus)
    if answer.verdict is None:
        drafted["says"] = (wording.unread,)
    basis = _basis(answer)
    quotes = {id: quoted((id for id in section.quotes if id not in basis), parts.corpus) for id, section in words.sections.items()}
    quotes["says"] = quoted(basis, parts.corpus)
    quotes["national"] = tuple(quote for quote in _rested_on(answer) if quote.start is None)
    sections = tuple(
        _section(id, section, drafted[id], quotes[id], here)
        for id, section in words.sections.items()
        if id != "national" or drafted[id] or quotes[id]
    )
    small_print = _small_print(answer, conversation, parts, wording)
    return Record(words.title, words.introduction, sections, _closing(words.closing), small_print, conversation.as_of)


def draft_consent_form(answer: Answer, conversation: Conversation, parts: Parts) -> ConsentForm | Nothing:
    """The consent form for what was asked last; none where a family should not be asked. A question about the procedure gets it blank."""
    wording = load_record_wording()
    here = _here(answer, conversation, parts)
    why_not = next((line.text for line in wording.no_form if fits(line.when, line.unless, here.situation)), "")
    if answer.verdict is None:
        return Nothing(wording.unread)
    if why_not:
        return Nothing(why_not)
    words = wording.form
    here = here if answer.verdict.outcome in _AGREED else _blank(conversation, parts)
    sections = tuple(
        _section(id, section, _drafted(section.lines, here), quoted(section.quotes, parts.corpus), here)
        for id, section in words.sections.items()
    )
    return ConsentForm(
        words.title, words.introduction, sections, _closing(words.closing), (_hashes({"wording": wording.hash}),), conversation.as_of
    )


def to_citation(quote: Quote) -> str:
    """Where a quote stands and in which edition, or that it is a summary, whose and how sure."""
    if quote.start is None:
        place = f"Our summary, not a quotation ({quote.clause}): {quote.title}"
        return f"{place}, {quote.edition}, {quote.status}, {quote.certainty}. {quote.address}".strip()
    return f"{quote.label} ({quote.clause}), section {quote.section}. {quote.title}, {quote.edition}, {quote.status} procedure."


@dataclass(frozen=True, slots=True)
class _Here:
    """The situation that lines are chosen for, and the values of their variables."""

    situation: Situation
    values: Slots


def _here(answer: Answer, conversation: Conversation, parts: Parts) -> _Here:
    verdict = answer.verdict or decide(Facts(), parts.ruleset, conversation.as_of)
    here = _situated(verdict, answer.facts, answer.particulars, conversation, parts)
    if answer.verdict is None:
        unknown = {key: frozenset({""}) for key in ("outcome", "urgency", "escalate", "consent")}
        return _Here({**here.situation, **unknown}, here.values)
    return here


def _blank(conversation: Conversation, parts: Parts) -> _Here:
    """The situation of somebody of whom nothing is known."""
    return _situated(decide(Facts(), parts.ruleset, conversation.as_of), Facts(), Particulars(), conversation, parts)


def _situated(verdict: Verdict, facts: Facts, particulars: Particulars, conversation: Conversation, parts: Parts) -> _Here:
    case = Case(verdict, facts, particulars, parts.ruleset, conversation.as_of)
    here = situation(case, parts.wording, parts.corpus)
    values = slots(case, here, parts.wording, parts.corpus)
    receiver = values["to"] if verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT else values["recipient"]
    return _Here(here, {**values, "receiver": receiver})


def _drafted(lines: Iterable[Line], here: _Here) -> tuple[str, ...]:
    return tuple(
        fill(line.text, here.values)
        for line in lines
        if fits(line.when, line.unless, here.situation) and set(variables_in(line.text)) <= set(here.values)
    )


def _section(id: str, words: _SectionWording, drafted: Iterable[str], quotes: tuple[Quote, ...], here: _Here) -> Section:
    return Section(id, words.heading, "\n".join(drafted), fill(words.hint, here.values), words.options, "", quotes, words.by_hand)


def _closing(words: _Closing) -> Section:
    return Section("closing", words.heading, words.text)


def _facts(facts: Facts, spec: FactSheet, words: _FactWording) -> Iterator[str]:
    stated = [facts.stated[known.id] for known in spec.facts if known.id in facts.stated and known.id != _KIND_OF_QUESTION]
    yield words.heading if stated or facts.struck else words.none
    yield from (_fact(fact, spec, words) for fact in stated)
    for id in facts.struck:
        yield put_in(words.struck, {"fact": spec.fact(id).says})


def _fact(fact: Fact, spec: FactSheet, words: _FactWording) -> str:
    known = spec.fact(fact.id)
    template = words.person if fact.provenance is Provenance.PERSON else words.read
    return capitalised(put_in(template, {"fact": known.says, "value": value_label(known.group, fact.value)}))


def _national(reply: Reply, corpus: Corpus) -> tuple[str, ...]:
    known = {difference.id for difference in corpus.differences}
    notices = (notice for notice in (*reply.national, *reply.notices) if notice.id in known)
    return tuple(f"- {notice.text} ({notice.id})" for notice in notices)


def _basis(answer: Answer) -> tuple[str, ...]:
    """The exceptions that are engaged, then what else the decision rests on of the procedure, in the order in which the reply quotes it."""
    engaged = answer.verdict.exceptions if answer.verdict else ()
    return tuple(dict.fromkeys([*engaged, *(quote.clause for quote in _rested_on(answer) if quote.start is not None)]))


def _rested_on(answer: Answer) -> tuple[Quote, ...]:
    """The quotes of the clauses that the rules and the reply's lead rest on: what a search only added is left out."""
    if answer.verdict is None:
        return ()
    ids = {*answer.verdict.cites, *(id for sentence in answer.reply.lead for id in sentence.clauses)}
    return tuple(quote for quote in answer.reply.quotes if quote.clause in ids)


def _small_print(answer: Answer, conversation: Conversation, parts: Parts, wording: RecordWording) -> tuple[str, ...]:
    rules = ", ".join(answer.verdict.fired) if answer.verdict else "none"
    day = f"{conversation.as_of.day} {conversation.as_of:%B %Y}"
    return (
        f"The procedure was asked for {day}. Answer {answer.id}, worded by {answer.reply.generator}. Rules that held: {rules}.",
        _hashes({**parts.hashes, "wording of this record": wording.hash}),
    )


def _hashes(hashes: Mapping[str, str]) -> str:
    """Which version of each thing was used. A dozen characters of a hash are enough to tell versions apart."""
    return "Versions: " + "; ".join(f"{name} {_short(value)}" for name, value in hashes.items() if value) + "."


def _short(value: str) -> str:
    return ":".join(part[:12] if len(part) == 64 else part for part in value.split(":"))
