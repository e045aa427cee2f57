"""The record of a decision and the consent form, drafted from an answer for a person to finish.

Both are values. What is put in comes from the fixed wording, the closed fact sheet, the closed list of roles and things, and the
person's own words, quoted, in which roles stand for names; quotes of the procedure come from the store by id. What nobody said is left as a
blank. Nothing here decides, reads a clock or writes a file, and what was decided is never filled in.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.compose.case import Case, Situation, fits, kinds_of, signs, situation, usable
from assistant.compose.slots import Slots, joined, slots
from assistant.conversation import Conversation
from assistant.own_words import OwnWords, read_own_words, sentences_behind
from assistant.parts import Parts
from assistant.pipeline import Answer
from assistant.prompt import FOLDER
from assistant.reading.particulars import Particulars
from assistant.reply import Quote, Reply
from assistant.verify import quoted
from assistant.wording import Line, capitalised, fill, put_in, variables_in
from corpus.clauses import PROCEDURE, Corpus
from corpus.errors import PromptError
from guardrails.decide import decide
from guardrails.facts import Fact, Facts, FactSheet, Provenance
from guardrails.labels import value_label
from guardrails.verdict import NO_CASE, Outcome, Verdict

_KIND_OF_QUESTION = "ask"
_OWN = re.compile(r"\{(own_[a-z]+)\}")
_AGREED = {Outcome.SEEK_CONSENT, Outcome.SHARE_WITH_CONSENT}


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper. ``text`` is the person's to change and ``chosen`` theirs to choose; ``quotes`` are nobody's to change.

    ``hint`` says on the screen what belongs here. A line of the text that ends in a colon is a blank to write on. What is filled in
    ``by_hand`` is filled in on paper, and nowhere else. ``room`` is how many lines to write on are printed below.
    """

    id: str
    heading: str
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    chosen: str = ""
    quotes: tuple[Quote, ...] = ()
    by_hand: bool = False
    room: int = 0


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
    room: int = 0


class _Closing(_Strict):
    heading: str
    lines: tuple[Line, ...]


class _PaperWording(_Strict):
    title: str
    introduction: tuple[Line, ...]
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
    to_fill_in: str
    edition: str
    checked: str
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
    drafted = {id: _to_be_filled_in(_drafted(section.lines, here), wording) for id, section in words.sections.items()}
    drafted["asked"] = (*drafted["asked"], *_facts(answer.facts, parts.ruleset.spec, wording.facts))
    drafted["says"] = (*drafted["says"], _edition(parts.corpus, wording))
    drafted["left_out"] = (*(f"- {_of_the_record(item.text)}" for item in answer.reply.leave_out), *drafted["left_out"])
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
    return Record(words.title, _drafted(words.introduction, here), sections, _closing(words.closing, here), small_print, conversation.as_of)


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
    return ConsentForm(words.title, _drafted(words.introduction, here), sections, _closing(words.closing, here), (), conversation.as_of)


def to_citation(quote: Quote) -> str:
    """Where a quote stands and in which edition, or that it is a summary, whose and how sure."""
    if quote.start is None:
        place = f"Our summary, not a quotation ({quote.clause}): {quote.title}"
        return f"{place}, {quote.edition}, {quote.status}, {quote.certainty}. {quote.address}".strip()
    return f"{quote.label} ({quote.clause}), section {quote.section}. {quote.title}, {quote.edition}, {quote.status} procedure."


@dataclass(frozen=True, slots=True)
class _Here:
    """The situation that lines are chosen for, the values of their variables, and the person's own words, each quoted as it is."""

    situation: Situation
    values: Slots
    own: Slots = field(default_factory=dict)


def _here(answer: Answer, conversation: Conversation, parts: Parts) -> _Here:
    verdict = answer.verdict or decide(Facts(), parts.ruleset, conversation.as_of)
    here = _situated(verdict, answer.facts, answer.particulars, conversation, parts)
    if answer.verdict is None:
        unknown = {key: frozenset({""}) for key in ("outcome", "urgency", "escalate", "consent")}
        return _Here({**here.situation, **unknown}, here.values)
    return _in_own_words(answer, here, parts)


def _in_own_words(answer: Answer, here: _Here, parts: Parts) -> _Here:
    """What is drafted from what the person said: a phrase of theirs says better than a listed one what would be shared."""
    own = read_own_words(answer.turns, answer.particulars.recipient)
    things = _things(own, answer, parts)
    stated = answer.facts.stated
    quoted_words = {
        "own_turns": own.turns,
        "own_purpose": own.purpose,
        "own_consulted": own.consulted,
        "own_told": own.told,
        "own_seen": sentences_behind((stated.get(id) for id in parts.ruleset.spec.harm_facts), answer.turns),
        "own_consent": sentences_behind((stated.get("consent"),), answer.turns),
    }
    said = {name: " ".join(f"“{words}”" for words in each) for name, each in quoted_words.items() if each}
    if things:
        said["own_items"] = "".join(f"\n- {thing[0].upper()}{thing[1:]}" for thing in things)
    named = here.situation["named"] | ({"information"} if things else set())
    values = {**here.values, **({"information": joined(things, parts.wording)} if things else {})}
    return _Here({**here.situation, "named": frozenset(named), "said": _said(said)}, values, said)


def _things(own: OwnWords, answer: Answer, parts: Parts) -> tuple[str, ...]:
    """What would be shared, in the person's words or else in listed ones; where there is harm, an address is never listed with it."""
    things = own.things or tuple(filter(None, map(usable, answer.particulars.information)))
    guarded = answer.verdict is not None and bool(answer.verdict.exceptions)
    return tuple(thing for thing in things if not guarded or "address" not in kinds_of("information", thing, parts.wording))


def _said(own: Slots) -> frozenset[str]:
    return frozenset(name.removeprefix("own_") for name in own) or frozenset({"nothing"})


def _blank(conversation: Conversation, parts: Parts) -> _Here:
    """The situation of somebody of whom nothing is known."""
    return _situated(decide(Facts(), parts.ruleset, conversation.as_of), Facts(), Particulars(), conversation, parts)


def _situated(verdict: Verdict, facts: Facts, particulars: Particulars, conversation: Conversation, parts: Parts) -> _Here:
    case = Case(verdict, facts, particulars, parts.ruleset, conversation.as_of)
    found = signs(case, parts.wording)
    here = situation(case, parts.wording, parts.corpus, found)
    values = slots(case, here, found, parts.wording, parts.corpus)
    receiver = values["to"] if verdict.outcome is Outcome.SHARE_WITHOUT_CONSENT else values["recipient"]
    return _Here({**here, "said": frozenset({"nothing"})}, {**values, "receiver": receiver})


def _drafted(lines: Iterable[Line], here: _Here) -> tuple[str, ...]:
    known = {**here.values, **here.own}
    return tuple(
        _filled(line.text, here)
        for line in lines
        if fits(line.when, line.unless, here.situation) and set(variables_in(line.text)) <= set(known)
    )


def _filled(text: str, here: _Here) -> str:
    """The line with its variables filled; a person's own words come last, so that no letter of them is changed."""
    kept = {name: f"{{{name}}}" for name in here.own}
    return _OWN.sub(lambda match: here.own.get(match[1], match[0]), fill(text, {**here.values, **kept}))


def _to_be_filled_in(lines: Iterable[str], wording: RecordWording) -> tuple[str, ...]:
    """The lines, with every blank told to be one."""
    return tuple(f"{line} {wording.to_fill_in}" if line.endswith(":") else line for line in lines)


_TO_THE_READER = (
    (re.compile(r"\byour own\b", re.IGNORECASE), "the writer's own"),
    (re.compile(r"\btold you\b"), "told the writer"),
    (re.compile(r"\bknown to you\b"), "known"),
    (re.compile(r"\byour\b", re.IGNORECASE), "the writer's"),
    (re.compile(r"\byou\b", re.IGNORECASE), "the writer"),
)


def _of_the_record(advice: str) -> str:
    """What an answer says to leave out, told as a record tells it: what it is, and none of the advice that follows on it."""
    told = advice.split(". ")[0].rstrip(".")
    for words, instead in _TO_THE_READER:
        told = words.sub(instead, told)
    return f"{capitalised(told)}."


def _section(id: str, words: _SectionWording, drafted: Iterable[str], quotes: tuple[Quote, ...], here: _Here) -> Section:
    text, hint = "\n".join(drafted), fill(words.hint, here.values)
    return Section(id, words.heading, text, hint, words.options, "", quotes, words.by_hand, words.room)


def _closing(words: _Closing, here: _Here) -> Section:
    return Section("closing", words.heading, " ".join(_drafted(words.lines, here)))


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
    day = _day(conversation.as_of)
    return (
        _checked(answer, parts.corpus, wording),
        f"The procedure was asked for {day}. Answer {answer.id}, worded by {answer.reply.generator}. Rules that held: {rules}.",
        _hashes({**parts.hashes, "wording of this record": wording.hash}),
    )


def _edition(corpus: Corpus, wording: RecordWording) -> str:
    """Which edition of the procedure is quoted, and the day its text was last checked."""
    source = corpus.source(PROCEDURE)
    return put_in(wording.edition, {"title": source.title, "edition": source.edition, "day": _day(date.fromisoformat(source.checked))})


def _checked(answer: Answer, corpus: Corpus, wording: RecordWording) -> str:
    """Every source that the answer rests on, with its edition and the day on which it was last checked."""
    ids = dict.fromkeys((PROCEDURE, *(quote.source for quote in _rested_on(answer))))
    sources = (corpus.source(id) for id in ids)
    told = (f"{source.title}, {source.edition}, on {_day(date.fromisoformat(source.checked))}" for source in sources)
    return put_in(wording.checked, {"sources": "; ".join(told)})


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _hashes(hashes: Mapping[str, str]) -> str:
    """Which version of each thing was used. A dozen characters of a hash are enough to tell versions apart."""
    return "Versions: " + "; ".join(f"{name} {_short(value)}" for name, value in hashes.items() if value) + "."


def _short(value: str) -> str:
    return ":".join(part[:12] if len(part) == 64 else part for part in value.split(":"))
