"""Reads facts from what a person said: patterns point at words, the learned part says what the whole is like.

Neither decides anything: both only fill the closed sheet, and every fact says what it was read from. Signs of harm add up over turns and
a later turn never takes one away; what was said of consent, recipient and route follows the conversation as it stands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.reading.adults import YOUNG, of_adults_only
from assistant.reading.ages import as_corrected, corrects_age, read_age
from assistant.reading.aspects import BY_NAME, CORRECTED, DECLINED, asks_after_a_no, aspect_of, brings_another_child, progress_of
from assistant.reading.beyond import INSIDE, Beyond, went_beyond
from assistant.reading.callers import is_report
from assistant.reading.cases import turns_of_case
from assistant.reading.explained import asks_to_report, without_birthmark, without_knock
from assistant.reading.gap import TOO_YOUNG
from assistant.reading.general import is_general, record_question
from assistant.reading.labelled import Labels, harmed
from assistant.reading.labels import HEADS
from assistant.reading.later import Later
from assistant.reading.learned import LearnedReader
from assistant.reading.normalise import Folded, apart, fold
from assistant.reading.opinion import Opinion
from assistant.reading.particulars import Particulars, lexicon_of, read_particulars
from assistant.reading.patterns import Match, Patterns, find, load_patterns, sentences
from assistant.reading.people import people_in
from assistant.reading.pointing import YES_AGAIN, pointed_at, settled_by
from assistant.reading.said import Said, matches_in
from assistant.reading.stating import LEVELS, OF_ANYBODY, OF_OFFICES, facts_of, is_sign, rank
from assistant.reading.steering import without_steering
from assistant.reading.told import own_words
from assistant.reading.weigh import likeliest
from guardrails.facts import Fact, Facts, Provenance, to_sheet
from guardrails.ruleset import Ruleset

SURELY_HARMED = 0.5
"""From this probability of harm, words that speak to the assistant are taken to hold some of the case as well."""
PLAIN_ALONE, PLAIN_ALONE_SHORT = 0.8, 0.92
"""From this probability of harm, the signs of a turn read without those before it count; the second is for a turn of fewer than
``FEW_ALONE`` words, of which the network knows too little."""
FEW_ALONE = 6
UNSAFE_ALONE = 0.7
"""From this probability a turn that shows harm and is read alone says that whoever asks is not safe."""
LONGEST_ASIDE = 12
"""Words of a message that may go on with a question though alone it seems to be about something else."""
DROWNED, PLAIN_IN_A_SENTENCE = 0.2, 0.95
"""A sign counts that one sentence read alone shows as surely as the second, where the whole shows it at least as likely as the first: what
stands around it drowned it. Chosen on open cases and signs beside harmless errands: 2 of 11 missed are found for 2 alarms in 419."""
WHETHER_STILL = {"", "other", "next", "when"}
"""Aspects of a question that asks, once a sign was taken back, whether anything is left to do."""
OWN_PEOPLE = {"your family", "your friend"}
"""Whom the writer may ask about telling, and who have no part in any case."""
SIGNS = ("harm", "other", "danger", "hold")
"""Heads that tell of harm and of who may not hear of it: a later value is the graver."""
OF_STAFF = {"about_staff", "professional_abuse"}
"""Facts that accuse somebody who works with children."""
NOT_THEM, LONGEST_NAMED = re.compile(r"\b(?:wasnt|was not|isnt|is not|werent|not) (?:actually |even )?(?:the |his |her )?\w+"), 80
"""Who is said not to have signed, and characters in which it is said who did."""
CLEARED = {
    ("recipient", "untold"): "unverified",
    ("recipient", "professional"): "no_role",
    ("purpose", "need"): "none",
    ("route", "secure"): "insecure",
}
"""What else words say surely: the doubt that each of these values takes away."""
ALWAYS = {"child_age"}
"""Facts that words alone state, whatever the whole is like."""
ASTRAY = {"sent", "safe_address"}
"""What is said of something that reached the wrong person."""
NEVER_ALONE = {"child_in_home", "unequal"}
"""Facts that words alone say too easily: any child that is named would be one in the home, any adult's age a gap."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of a conversation's latest case, and its nouns for the wording.

    ``which_case`` names the notice that is owed where not all messages tell it: ``another_case`` that began after the first, or
    ``earlier_case`` that was gone back to. ``beyond_consent`` says that a yes was told, and something else asked about since; ``kept``
    that a sign of harm stays which the words no longer show, or take back.
    ``asks`` says that the latest message tells nothing of the case, whatever it asks. ``vector`` is the search's of the one message there
    is; ``None`` where there are more, or it was too long for one. ``aspect`` is the part of the answer that the latest message asks for.
    ``told`` are the messages that tell the case.
    """

    facts: Facts
    particulars: Particulars
    which_case: Literal["", "another_case", "earlier_case"] = ""
    beyond_consent: bool = False
    kept: bool = False
    vector: npt.NDArray[np.float32] | None = None
    aspect: str = ""
    asks: bool = False
    told: tuple[str, ...] = ()


def read_facts(turns: tuple[str, ...], ruleset: Ruleset, learned: LearnedReader | None, as_of: date) -> Reading:
    """Read all turns of one case.

    Args:
        turns: the person's own messages, oldest first.
        ruleset: its closed sheet is filled; its rules say which readings hang together.
        learned: the learned part, or ``None`` when it could not be loaded; patterns then read alone.
        as_of: the day for which the rules are asked.
    """
    everything = tuple(fold(turn) for turn in turns)
    first, *others = told = turns_of_case(everything)
    progress = progress_of([everything[place] for place in told])
    later = {place: Later.read(everything[place], learned) for place in others}
    everything = tuple(later[place].message if place in later else message for place, message in enumerate(everything))
    went = went_beyond(everything, told)
    is_told = (place for place, message in later.items() if place == went.turn or not message.only_asks(ruleset))
    places = (first, *is_told)
    quiet = tuple(place in later and later[place].shows_nothing(ruleset) for place in places)
    aspect = later[told[-1]].heard(ruleset) if later else aspect_of(everything[first], None, follows=False)
    aspect = "" if 0 < went.turn == told[-1] and aspect not in BY_NAME else aspect
    aspect = DECLINED if progress == DECLINED and later and asks_after_a_no(everything[told[-1]]) else aspect
    folded = without_knock(as_corrected(tuple(everything[place] for place in places)))
    said = Said(tuple(turns[place] for place in places), folded, tuple(matches_in(folded)), places)
    readings = [_read(said.up_to(count), learned, ruleset, as_of) for count in range(1, len(said.turns) + 1)] if learned else []
    by_itself = [said.alone(turn) for turn in range(1, len(said.turns)) if not quiet[turn]] if learned else []
    alone = [(turn, *_read(turn, learned, ruleset, as_of)) for turn in by_itself] if learned else []
    stated, kept = _from_both(said, readings, alone, quiet, ruleset) if readings else (_from_patterns(said), False)
    vector = readings[0][0].vector if len(turns) == 1 and readings else None
    together = folded[0] if len(folded) == 1 else fold("\n".join(said.turns))
    stated = of_adults_only(_without_writer_accused(stated, apart(together.text)), apart(folded[0].text))
    facts = Facts({fact.id: fact for fact in sorted(stated, key=lambda fact: fact.id)})
    if _is_only_recorded("\n".join(turns[place] for place in told), facts, ruleset, learned, as_of):
        facts, kept = Facts().with_fact(Fact("ask", "information", (said.words(len(folded) - 1, 0, len(folded[-1].text)),))), False
    elif len(folded) == 1:
        facts = _as_asked(facts, said, ruleset)
    if any(message.aspect == CORRECTED for message in later.values()) and any(is_sign(fact, ruleset) for fact in facts):
        kept, aspect = True, CORRECTED if aspect in WHETHER_STILL else aspect
    if is_report(apart(together.text)):
        facts = _as_reported(facts, said, ruleset)
    consent = facts.value("consent", ruleset.spec)
    particulars = _particulars(facts, said, together, ruleset, progress)
    if went.turn and facts.value("breach", ruleset.spec) not in ASTRAY:
        went = replace(went, recipient="") if later[went.turn].aspect == "sibling" else went  # one more to tell of, not to tell
        facts, particulars = _beyond_what_was_agreed(facts, particulars, went, said)
    beyond_consent = facts.value("consent", ruleset.spec) != consent
    asks = bool(later) and 0 < told[-1] != went.turn and later[told[-1]].shows_nothing(ruleset)
    return Reading(facts, particulars, _which_case(told), beyond_consent, kept, vector, aspect, asks, said.turns)


def _as_asked(facts: Facts, said: Said, ruleset: Ruleset) -> Facts:
    """The facts of a single message that asks for a rule, or whether to report what was explained."""
    message = said.folded[0]
    if is_general(message, facts.stated):
        facts = Facts({fact.id: fact for fact in facts.stated.values() if fact.provenance is not Provenance.LEARNED})
        facts = facts.with_fact(Fact("ask", "information", (said.words(0, 0, len(message.text)),)))
    calm = not any(is_sign(fact, ruleset) for fact in facts)
    explained = without_birthmark(message) if calm and asks_to_report(message) else None
    if explained:
        facts = facts.without("ask").with_fact(Fact("set_aside", "yes", (said.words(0, *explained[1].span()),)))
    return facts


def _particulars(facts: Facts, said: Said, together: Folded, ruleset: Ruleset, progress: str) -> Particulars:
    """The case's own nouns, with what was typed of it for the call, and what was done already."""
    recipient, consent = (facts.value(id, ruleset.spec) for id in ("recipient", "consent"))
    answers = (said.folded[turn].text[m.start : m.end] for turn, m in said.matches if (m.fact, m.value) == ("consent", consent))
    about = Folded("\n".join(turn.text for place, turn in enumerate(said.folded) if not place or not brings_another_child(turn)), ())
    astray = facts.value("breach", ruleset.spec) in ASTRAY
    found = read_particulars(together, recipient, _who_signed(said) or " ".join(answers), about, astray=astray, typed="\n".join(said.turns))
    progress = progress or ("shut" if "after_hours" in found.circumstances else "")
    for_others = consent == "not_asked" and "named_others" in found.circumstances
    if recipient in {"untold", "professional"} and (for_others or _is(facts.stated, "everything", "yes")):
        found = replace(found, recipient="")  # somebody new, or all of them, and not the one who was named first
    return replace(found, progress=progress, own_words=_own_words(said, facts, ruleset))


def _own_words(said: Said, facts: Facts, ruleset: Ruleset) -> str:
    """What was typed of the signs that were read: where patterns point, else the sentences that spoke most for what was learned."""
    signs = [fact for fact in facts if is_sign(fact, ruleset)]
    if not signs:
        return ""
    local = {place: turn for turn, place in enumerate(said.places)}
    learned = [words for fact in signs if fact.provenance is Provenance.LEARNED for words in fact.words]
    guessed = [replace(words, turn=local[words.turn]) for words in learned if words.turn in local]
    stated = {fact.id for fact in signs}
    pointing = (each for each in (*said.matches, *said.kinds()) if each[1].fact in stated)
    met = [replace(said.words(turn, match.start, match.end), turn=turn) for turn, match in pointing]
    return own_words(said.turns, met, guessed)


def _who_signed(said: Said) -> str:
    """What says who signed, where that turned out to be nobody who can say yes; without whom it was not."""
    for turn, match in reversed(said.matches):
        if (match.fact, match.value, match.sure) == ("consent_giver", "somebody_else", True):
            return NOT_THEM.sub(" ", said.folded[turn].text[match.start :][:LONGEST_NAMED])
    return ""


def _is_only_recorded(told: str, facts: Facts, ruleset: Ruleset, learned: LearnedReader | None, as_of: date) -> bool:
    """Whether all that a case tells was taken up by those who act on it, and it asks how to record that. What comes after is read by
    itself: it may show something that nobody has yet."""
    folded = fold(told)
    asked = None if "danger_now" in facts.stated else record_question(folded)
    if asked is None:
        return False
    rest = told[folded.span(asked[0], len(folded.text))[0] :]
    sheet = to_sheet(read_facts((rest,), ruleset, learned, as_of).facts, ruleset.spec)
    return (sheet["child_harm"], sheet["danger"], sheet["matter"]) == ("none", "no", "none") and sheet["other_harm"] != "harm"


def _beyond_what_was_agreed(facts: Facts, particulars: Particulars, went: Beyond, said: Said) -> tuple[Facts, Particulars]:
    """The case as it stands once somebody or something else is asked about: a yes that was said before is no yes to that."""
    since = said.places.index(went.turn)
    words = said.words(since, went.start, went.end)
    answers = any(match.fact == "consent" and turn >= since for turn, match in said.matches) or (went.replaces and went.professional)
    stated = {fact.id: fact for fact in facts.stated.values()}
    if _is(stated, "consent", "given") and not answers:
        facts = facts.without("consent_giver").with_fact(Fact("consent", "not_asked", (words,)))
    if went.replaces and went.professional and _is(stated, "recipient", "no_role"):
        facts = facts.with_fact(Fact("recipient", "professional", (words,)))
    if went.recipient in OWN_PEOPLE and not _is(stated, "recipient", "unsafe"):
        facts = facts.with_fact(Fact("recipient", "no_role", (words,)))
    refused = {"unsafe", "no_role", "unverified"} & {fact.value for fact in facts.stated.values() if fact.id == "recipient"}
    recipient = "" if refused else went.recipient
    return facts, replace(
        particulars, recipient=recipient or particulars.recipient, information=went.information or particulars.information
    )


def _without_writer_accused(stated: Sequence[Fact], text: str) -> list[Fact]:
    """The facts without a guess that somebody who works with children did it, where only the writer does and a relative is named."""
    guessed = {fact.id: fact for fact in stated if fact.id in OF_STAFF and fact.provenance is Provenance.LEARNED}
    people = people_in(text, lexicon_of(text)) if guessed else []
    works = any(person.group not in {"relative", "somebody"} and person.phrase not in INSIDE for person in people)
    if works or not any(person.group == "relative" for person in people):
        return list(stated)
    kept = [fact for fact in stated if fact.id not in guessed]
    harm = guessed.get("professional_abuse")
    if harm and all(fact.id != "likely_harm" for fact in kept):
        kept.append(replace(harm, id="likely_harm"))
    return kept


def _as_reported(facts: Facts, said: Said, ruleset: Ruleset) -> Facts:
    """The facts where somebody told of a child and asked for nothing: they are told nothing, and what they told is a worry at least."""
    asks = facts.stated.get("recipient")
    if asks and (asks.value == "unverified" or _is_nobodys(asks)):
        facts = facts.without("recipient")
    if to_sheet(facts, ruleset.spec)["child_harm"] != "none" or not YOUNG.search(said.text):
        return facts
    return facts.with_fact(Fact("likely_harm", "worry", (said.words(0, 0, len(said.folded[0].text)),)))


def _which_case(told: Sequence[int]) -> Literal["", "another_case", "earlier_case"]:
    if told[-1] - told[0] >= len(told):
        return "earlier_case"
    return "another_case" if told[0] else ""


def danger_words(text: str) -> bool:
    """Whether words of danger now stand anywhere in a text of any length: for messages too long to be read."""
    return next(find(fold(text), _of_danger()), None) is not None


@cache
def _of_danger() -> Patterns:
    return Patterns(pattern for pattern in load_patterns()[0] if pattern.fact == "danger_now")


def _from_patterns(said: Said) -> list[Fact]:
    """Facts that words alone state; of several values of one fact the last said counts."""
    met = ((turn, match) for turn, match in said.matches if not _states_nothing(match, turn, said))
    stated = {match.fact: Fact(match.fact, match.value, (said.words(turn, match.start, match.end),)) for turn, match in met}
    return [fact for fact in stated.values() if fact.id != "ask" or _may_be_asked(fact.value, stated)]


def _read(said: Said, learned: LearnedReader, ruleset: Ruleset, as_of: date) -> tuple[Opinion, Labels]:
    """The reading that hangs together. Words that speak to the assistant are read with the case and without them, and neither reading
    takes away a sign that the other shows."""
    opinion = learned.read(said.text)
    labels = _with_drowned(said, opinion, likeliest(opinion, pointed_at(said), ruleset, as_of), learned, ruleset, as_of)
    explained = without_birthmark(said.folded[0]) if len(said.folded) == 1 and harmed(labels) else None
    if explained:
        rest = replace(said, folded=explained[:1], matches=tuple(matches_in(explained[:1])))
        alone = learned.read(rest.text)
        rest_labels = _with_drowned(rest, alone, likeliest(alone, pointed_at(rest), ruleset, as_of), learned, ruleset, as_of)
        return (opinion, labels) if harmed(rest_labels) else (alone, rest_labels)
    plain = [without_steering(folded) for folded in said.folded]
    if not any(plain):
        return opinion, labels
    folded = tuple(taken or whole for taken, whole in zip(plain, said.folded, strict=True))
    case = replace(said, folded=folded, matches=tuple(matches_in(folded)))
    calm = learned.read(case.text)
    calmly = _with_drowned(case, calm, likeliest(calm, pointed_at(case), ruleset, as_of), learned, ruleset, as_of)
    both = _graver(calmly, labels, surely=opinion.harmed >= SURELY_HARMED)
    return (opinion if both["harm"] != calmly["harm"] else calm), both


def _graver(calmly: Labels, labels: Labels, *, surely: bool) -> Labels:
    """The first reading with the signs that the second shows beside it or in its place. It counts for harm that the first does not show
    only where it shows it ``surely``."""
    signs = SIGNS if harmed(calmly) or surely else ()
    graver = {head: max(calmly[head], labels[head], key=HEADS[head].index) for head in signs}
    if labels["recipient"] == "unsafe" or calmly["recipient"] == "untold":
        graver["recipient"] = labels["recipient"]
    both = {**calmly, **graver}
    return {**both, "kind": "case"} if harmed(both) else both


def _with_drowned(said: Said, opinion: Opinion, labels: Labels, learned: LearnedReader, ruleset: Ruleset, as_of: date) -> Labels:
    """The labels, with the harm of a sentence that the rest of a single message drowned."""
    runs = tuple(sentences(said.folded[0].text))
    if harmed(labels) or opinion.harmed < DROWNED or len(said.folded) > 1 or len(runs) < 2 or settled_by(said):
        return labels
    for start, end in runs:
        alone = learned.read(said.folded[0].text[start:end])
        if alone.harmed >= PLAIN_IN_A_SENTENCE:
            shown = likeliest(alone, {}, ruleset, as_of)
            return {**labels, **{head: shown[head] for head in ("harm", "other", "danger")}}
    return labels


def _from_both(
    said: Said,
    readings: Sequence[tuple[Opinion, Labels]],
    alone: Sequence[tuple[Said, Opinion, Labels]],
    quiet: Sequence[bool],
    ruleset: Ruleset,
) -> tuple[list[Fact], bool]:
    """Facts of the readings turn by turn, and whether signs of harm were kept from an earlier point of the conversation.

    What went before must not drown a new turn: signs of harm that are plain in a turn read alone count as well. A ``quiet`` turn shows
    none, and what was said before keeps its first reading.
    """
    stated: dict[str, Fact] = {}
    told: Fact | None = None  # sex that an earlier turn told of, whatever the age was then said to be
    kept = False
    for count, (opinion, labels) in enumerate(readings, 1):
        so_far = said.up_to(count)
        told = stated.get("sexual_activity", told)
        asked = stated.get("ask")
        before = {} if corrects_age(so_far.folded[-1]) and not _is_under_13(so_far.folded[-1]) else stated
        stated = {fact.id: fact for fact in facts_of(so_far, opinion, labels)}
        if asked and _is_aside_of(asked, stated, so_far.folded[-1]):
            stated["ask"] = asked
        if quiet[count - 1]:
            new = {f.id for f in stated.values() if is_sign(f, ruleset) and rank(f, ruleset) > rank(before.get(f.id), ruleset)}
            stated = {id: fact for id, fact in {**({"ask": asked} if asked else {}), **stated}.items() if id not in new - OF_OFFICES}
        lost = [f for f in before.values() if is_sign(f, ruleset) and rank(f, ruleset) > rank(stated.get(f.id), ruleset)]
        kept = kept if quiet[count - 1] else bool(lost) and not harmed(labels)
        stated |= {fact.id: fact for fact in lost}
    for turn_said, opinion, labels in alone:
        few = len(turn_said.text.split()) < FEW_ALONE
        if harmed(labels) and opinion.harmed >= (PLAIN_ALONE_SHORT if few else PLAIN_ALONE):
            if labels["recipient"] == "unsafe" and opinion.heads["recipient"]["unsafe"] >= UNSAFE_ALONE:
                stated["recipient"] = next(fact for fact in facts_of(turn_said, opinion, labels) if fact.id == "recipient")
            for fact in facts_of(turn_said, opinion, labels):
                if is_sign(fact, ruleset) and rank(fact, ruleset) > rank(stated.get(fact.id), ruleset):
                    stated[fact.id] = fact
    _state_surely(said, stated, ruleset)
    for fact in sorted(_from_patterns(said), key=lambda fact: fact.id not in ALWAYS):
        if fact.id not in {*stated, *NEVER_ALONE} and (fact.id in ALWAYS or _adds_nothing(fact, stated, ruleset)):
            stated[fact.id] = fact
    if told and stated.get("child_age", told).value in TOO_YOUNG:
        stated.setdefault(told.id, told)
    return list(stated.values()), kept


def _is_under_13(message: Folded) -> bool:
    """Whether a message tells of a child who cannot consent in law to sex: what was read before stays, with any age."""
    age = read_age(message)
    return age is not None and age.value in TOO_YOUNG


def _is_aside_of(asked: Fact, stated: Mapping[str, Fact], message: Folded) -> bool:
    """Whether a short message that seems to be about something else goes on with a question about the procedure ("I'm a nurse, so me?")."""
    ask = stated.get("ask")
    seems_other = ask is not None and (ask.value, ask.provenance) == ("out_of_scope", Provenance.LEARNED)
    return asked.value == "information" and seems_other and len(message.text.split()) <= LONGEST_ASIDE


def _state_surely(said: Said, stated: dict[str, Fact], ruleset: Ruleset) -> None:
    """Add what words say whatever the whole is like. Who was sent a safe address by mistake is nobody who asks (``likeliest``)."""
    turned_away = _is(stated, "ask", "out_of_scope")
    answered = max((turn for turn, match in said.matches if match.fact == "consent"), default=0)
    for turn, match in said.matches:
        if _states_nothing(match, turn, said):
            continue
        if match.fact == "consent" and turn < answered:
            continue  # of what is said on consent, the latest message that says it counts
        if (match.fact, match.value) == ("consent", "refused") and YES_AGAIN.search(said.folded[turn].text, match.end):
            continue
        fact = Fact(match.fact, match.value, (said.words(turn, match.start, match.end),))
        if match.sure and _counts_surely(fact, stated, turned_away) and _prevails(fact, stated, ruleset):
            stated[fact.id] = fact
    if _is(stated, "recipient", "untold"):
        del stated["recipient"]  # a parent who is known, of whom the child's social worker decides
    if _is(stated, "consent", "refused"):
        for doubt in ("consent_pressed", "consent_elsewhere"):
            if doubt in stated and stated[doubt].provenance is Provenance.LEARNED:
                del stated[doubt]  # of a yes that is no more
    lost = said.pointed("breach", "lost")
    if lost and _is(stated, "breach", "sent") and not said.pointed("breach", "sent"):
        stated["breach"] = Fact("breach", "lost", (lost,))
    if lost and not said.pointed("legal_demand"):
        stated.pop("legal_demand", None)
    if _is(stated, "legal_demand", "yes") and _is(stated, "purpose", "none"):
        del stated["purpose"]  # a right of access needs no reason
    if said.pointed("legal_demand") and _is(stated, "legal_demand", "yes") and _is_nobodys(stated.get("recipient")):
        del stated["recipient"]  # nor a part in the child's care
    if said.pointed("innocent", "no_right"):
        stated.pop("legal_demand", None)  # only who holds Parental Responsibility has that right
    unease = said.pointed("innocent", "unease")
    if unease and not any(is_sign(fact, ruleset) for fact in stated.values()):
        stated["likely_harm"] = Fact("likely_harm", "worry", (unease,))
    if _is(stated, "breach", "safe_address") and _is(stated, "recipient", "unsafe"):
        del stated["recipient"]
    if _is(stated, "section_47", "yes") and _is(stated, "recipient", "no_role") and not said.pointed("recipient", "no_role"):
        del stated["recipient"]  # whoever makes such an enquiry has a role


def _states_nothing(match: Match, turn: int, said: Said) -> bool:
    """Whether a match only weighs against harm, or says that an earlier message was about something else."""
    return match.fact == "innocent" or ((match.fact, match.value) == ("ask", "out_of_scope") and turn < len(said.turns) - 1)


def _may_be_asked(ask: str, stated: Mapping[str, Fact]) -> bool:
    """Whether a message may be taken to ask this: nothing is about something else where a sign of harm is stated."""
    return ask != "out_of_scope" or not any(fact.value in LEVELS[1:] or fact.id in OF_ANYBODY for fact in stated.values())


def _counts_surely(fact: Fact, stated: Mapping[str, Fact], turned_away: bool) -> bool:
    """Whether sure words about what is asked count: those for a question only where the person would be turned away."""
    return fact.id != "ask" or turned_away or (fact.value != "information" and _may_be_asked(fact.value, stated))


def _prevails(fact: Fact, stated: Mapping[str, Fact], ruleset: Ruleset) -> bool:
    """Whether what words say surely is graver than what is stated, or takes its doubt away."""
    if (fact.id, fact.value) == ("ask", "out_of_scope"):
        return True
    graver = rank(fact, ruleset) > rank(stated.get(fact.id), ruleset)
    return graver or _is(stated, fact.id, CLEARED.get((fact.id, fact.value), ""))


def _is_nobodys(recipient: Fact | None) -> bool:
    """Whether that somebody has no part in the child's care is only a guess."""
    return recipient is not None and recipient.value == "no_role" and recipient.provenance is Provenance.LEARNED


def _is(stated: Mapping[str, Fact], id: str, value: str) -> bool:
    return id in stated and stated[id].value == value


def _adds_nothing(fact: Fact, stated: Mapping[str, Fact], ruleset: Ruleset) -> bool:
    """Whether a detail that words point at fits the reading: with it the rules read the same."""
    now = to_sheet(Facts(stated), ruleset.spec)
    return to_sheet(Facts({**stated, fact.id: fact}), ruleset.spec) == now
