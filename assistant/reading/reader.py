"""Reads facts from what a person said: patterns point at words, the learned part says what the whole is like.

Neither decides anything: both only fill the closed sheet, and every fact says what it was read from. Signs of harm add up over turns and
a later turn never takes one away; what was said of consent, recipient and route follows the conversation as it stands.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.reading.adults import YOUNG, of_adults_only
from assistant.reading.ages import GROWN, as_corrected, corrects_age, read_age, supposes
from assistant.reading.aspects import (
    BY_NAME,
    CHANGED,
    CORRECTED,
    DECLINED,
    UNDER_WAY,
    asks_after_a_no,
    aspect_of,
    brings_another_child,
    is_filler,
    is_question,
    is_supposed,
    progress_of,
    tells_nothing,
    without_asides,
)
from assistant.reading.beyond import INSIDE, Beyond, went_beyond
from assistant.reading.callers import is_report
from assistant.reading.cases import turns_of_case
from assistant.reading.explained import asks_to_report, without_birthmark
from assistant.reading.gap import TOO_YOUNG, read_gap, read_under_age
from assistant.reading.general import asks_beside, asks_what_holds, is_general, names_nothing, record_question
from assistant.reading.labelled import Labels, harmed
from assistant.reading.labels import CATEGORIES, HEADS
from assistant.reading.learned import LearnedReader
from assistant.reading.nearest import load_nearest
from assistant.reading.normalise import BETWEEN, Folded, apart, fold
from assistant.reading.opinion import Opinion, place_of, place_of_category
from assistant.reading.particulars import Particulars, lexicon, read_particulars
from assistant.reading.patterns import Match, find, load_patterns, sentences
from assistant.reading.receivers import people_in
from assistant.reading.steering import without_steering
from assistant.reading.together import find_together
from assistant.reading.told import account_of, circumstances, own_words
from assistant.reading.weigh import likeliest
from guardrails.facts import Fact, Facts, Provenance, Words, to_sheet
from guardrails.ruleset import Ruleset

POINTED = 0.7
"""What words that a pattern matched add to the logarithm of a value's probability. Chosen on held-out training messages."""
POINTED_ANEW = 7.0
"""The same for what a later message says of consent, where an earlier one said something else, and for a yes that words say surely."""
OUTDATED = 2.0
"""Taken off a caller whom no words tell of, where a yes came since: what the whole is like goes with the answer that was told before it."""
POINTED_HARM = 3.0
"""The same for words of harm, which miss much and seldom point at nothing, and for what words say surely (``sure.yaml``)."""
INNOCENT, SHORT = 4.0, 16
"""The same for a turn of phrase that only sounds like harm, in a message of at most so many words in which nothing points at harm."""
NO_HARM_OF_THEIRS = {("innocent", "no_harm_of_theirs"), ("innocent", "faith")}
"""What several things told together say: a relative's prison or a small theft, and nobody hurt. A sign that words point at counts all the
same, and one that the whole shows plainly."""
SETTLED = 12.0
"""The same where a message tells nothing that could be guessed at: it asks for the rule alone, or what may be told without saying what it
is."""
RULE_ASKED = {("kind", "information"), ("harm", "none"), ("other", "none"), ("danger", "no"), ("consent", "untold"), ("matter", "none")}
NOTHING_NAMED = {("kind", "case"), ("harm", "none"), ("other", "none"), ("danger", "no"), ("consent", "untold"), ("handling", "untold")}
TELLS_NOTHING = {"ask", "child_age", "recipient", "purpose", "unequal", "child_in_home", "innocent", "consent", "consent_giver"}
"""Facts whose words may stand in such a message."""
SURELY_HARMED = 0.5
"""From this probability of harm, words that speak to the assistant are taken to hold some of the case as well."""
PLAIN_ALONE, PLAIN_ALONE_SHORT = 0.8, 0.92
"""From this probability of harm, the signs of a turn read without those before it count; the second is for a turn of fewer than
``FEW_ALONE`` words, of which the network knows too little."""
FEW_ALONE = 6
UNSAFE_ALONE = 0.7
"""From this probability a turn that shows harm and is read alone says that whoever asks is not safe."""
SOMEBODY = re.compile(r"\b(?:hes?|shes?|him|his|hers?|kids?|child\w*|bab(?:y|ies)|boys?|girls?|lads?|mums?|dads?)\b")
"""Without such words, what tells that an office did not come back, or that a child has a brother or sister, sounds like harm to the learned
part alone."""
LONGEST_ASIDE = 12
"""Words of a message that may go on with a question though alone it seems to be about something else."""
DROWNED, PLAIN_IN_A_SENTENCE = 0.2, 0.95
"""A sign counts that one sentence read alone shows as surely as the second, where the whole shows it at least as likely as the first: what
stands around it drowned it. Chosen on open cases and signs beside harmless errands: 2 of 11 missed are found for 2 alarms in 419."""
NAMED = 0.25
"""From this probability a category of harm is named; a category that words point at, from ``NAMED_BY_WORDS``. Below it the harm counts just
as much, and the steps are those for any: a wrong kind would give wrong ones. Chosen on held-out training messages: of 100 named 74 are
labelled so, and of the likeliest in each message 80."""
NAMED_BY_WORDS = 0.12
NAMED_WITH_DUTY = 0.3
"""From this one a category that brings duties of its own is named, where no words point at it."""
NAMED_BESIDE_WORDS, SEXUAL_BESIDE_WORDS = 0.4, 0.7
"""From this one a category that no words point at is named beside one that words do: its steps would be the second on the screen."""
NAMED_IF_LIKELY = 0.4
"""From this one a category of ``EASILY_GUESSED`` is named that no words point at. Below it, four in ten such guesses are wrong even on
messages that were learned from, and what is named is read out to social care."""
SEXUAL = {"sexual", "sexual_exploitation"}
EASILY_GUESSED = {*SEXUAL, "physical", "neglect"}
OF_GRIEF = {"emotional", "self_harm"}
"""What the learned part makes of a child who is low after a loss; there these are named only where words point at them."""
WITH_DUTY = {"fgm", "forced_marriage"}
MOST_NAMED = 2
WHETHER_STILL = {"", "other", "next", "when"}
"""Aspects of a question that asks, once a sign was taken back, whether anything is left to do."""
OWN_PEOPLE = {"your family", "your friend"}
"""Whom the writer may ask about telling, and who have no part in any case."""
OF_OFFICES = {"not_acted_on"}
"""Signs that tell of those who were told, and of nothing more that happened to a child."""
SIGNS = ("harm", "other", "danger", "hold")
"""Heads that tell of harm and of who may not hear of it: a later value is the graver."""
OF_STAFF = {"about_staff", "professional_abuse"}
"""Facts that accuse somebody who works with children."""

NOT_THEM, LONGEST_NAMED = re.compile(r"\b(?:wasnt|was not|isnt|is not|werent|not) (?:actually |even )?(?:the |his |her )?\w+"), 80
"""Who is said not to have signed, and characters in which it is said who did."""
YES_AGAIN = re.compile(
    r"\b(?:(?:signed|agreed|consented|said yes|says yes)(?: (?:it|the form|a form|to it))? again|re ?signed"
    r"|signed a (?:new|fresh|second) (?:form|one)|(?:has|have|had|s|she|he|they|mum|dad) (?:now |since |then ){1,2}"
    r"(?:agreed|consented|signed|said yes)|changed (?:her|his|their) minds? (?:back|again)|changed (?:her|his|their) minds?(?:,| and)+ "
    r"(?:now |has |have |shes |hes |theyre )*(?:signed|agreed|consented|says yes|said yes|is happy|happy (?:for|with|to)|fine with)"
    r"|back on board)\b"
)
"""A yes that was given anew after it was taken back."""

CLEARED = {
    ("recipient", "untold"): "unverified",
    ("recipient", "professional"): "no_role",
    ("purpose", "need"): "none",
    ("route", "secure"): "insecure",
}
"""What else words say surely: the doubt that each of these values takes away."""

STATED: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("kind", "case"): (("ask", "case"),),
    ("kind", "information"): (("ask", "information"),),
    ("kind", "out_of_scope"): (("ask", "out_of_scope"),),
    ("other", "free_adult"): (("adult_harm", "yes"), ("adult_refuses", "yes")),
    ("other", "harm"): (("adult_harm", "yes"),),
    ("danger", "yes"): (("danger_now", "yes"),),
    ("recipient", "role"): (("recipient", "professional"),),
    ("recipient", "no_role"): (("recipient", "no_role"),),
    ("recipient", "unverified"): (("recipient", "unverified"),),
    ("recipient", "unsafe"): (("recipient", "unsafe"),),
    ("known", "yes"): (("already_known", "yes"),),
    ("consent", "given"): (("consent", "given"),),
    ("consent", "not_asked"): (("consent", "not_asked"),),
    ("consent", "refused"): (("consent", "refused"),),
    ("doubt", "responsibility"): (("responsibility_unclear", "yes"),),
    ("doubt", "disagreement"): (("disagreement", "yes"),),
    ("doubt", "pressed"): (("consent", "given"), ("consent_pressed", "yes")),
    ("doubt", "elsewhere"): (("consent", "given"), ("consent_elsewhere", "yes")),
    ("doubt", "understanding"): (("consent", "given"), ("consent_giver", "young_person"), ("understanding", "unclear")),
    ("doubt", "somebody_else"): (("consent", "given"), ("consent_giver", "somebody_else")),
    ("handling", "need"): (("purpose", "need"),),
    ("handling", "none"): (("purpose", "none"),),
    ("handling", "insecure"): (("route", "insecure"),),
    ("matter", "peer"): (("sexual_activity", "yes"),),
    ("matter", "low_level"): (("low_level_concern", "yes"),),
    ("matter", "crime_only"): (("crime", "harmless"),),
    ("matter", "legal_demand"): (("legal_demand", "yes"),),
    ("matter", "breach"): (("breach", "sent"),),
    ("matter", "safe_address"): (("breach", "safe_address"),),
    ("pressed", "yes"): (("pressed", "yes"),),
    ("hold", "family"): (("telling_unsafe", "yes"),),
    ("hold", "accused"): (("about_staff", "yes"),),
}
"""What each value of a head states on the fact sheet; a value that is not here states nothing."""

PERHAPS_HARMED = 0.3
"""From this probability of harm, a message that asks for a part of the answer is read with the case all the same."""
TELLING = set("child_age danger_now adult_harm high_risk crime breach legal_demand pressed route about_staff telling_unsafe".split())
TELLING_WITH = {("consent", "given"), ("consent", "refused"), *(("recipient", value) for value in ("unsafe", "no_role", "unverified"))}
"""Facts, and values of others, whose words in such a message tell something of the case."""
SUPPOSED = {("consent", "given"), ("consent", "refused"), ("pressed", "yes")}
"""What is told of nobody where it is only supposed ("what if she says no?")."""

HARMFUL = ("cause", "evidence")
LEVELS = ("none", "worry", *HARMFUL)
OF_ANYBODY = {"danger_now", "adult_harm", "high_risk"}
"""Signs of harm that need not be a child's."""
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
    """

    facts: Facts
    particulars: Particulars
    which_case: Literal["", "another_case", "earlier_case"] = ""
    beyond_consent: bool = False
    kept: bool = False
    vector: npt.NDArray[np.float32] | None = None
    aspect: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """The turns of one case as they are read: folded, what patterns met in each, and its place in the conversation."""

    turns: tuple[str, ...]
    folded: tuple[Folded, ...]
    matches: tuple[tuple[int, Match], ...]
    places: tuple[int, ...]

    def up_to(self, count: int) -> "_Said":
        met = tuple((turn, match) for turn, match in self.matches if turn < count)
        return _Said(self.turns[:count], self.folded[:count], met, self.places[:count])

    def alone(self, turn: int) -> "_Said":
        met = tuple((0, match) for met_in, match in self.matches if met_in == turn)
        return _Said(self.turns[turn : turn + 1], self.folded[turn : turn + 1], met, self.places[turn : turn + 1])

    @property
    def text(self) -> str:
        return BETWEEN.join(folded.text for folded in self.folded)

    def words(self, turn: int, start: int, end: int) -> Words:
        """A run of a folded turn in the person's own words."""
        low, high = self.folded[turn].span(start, end)
        return Words(self.places[turn], low, high, self.turns[turn][low:high])

    def pointed(self, fact: str, value: str | None = None) -> Words | None:
        """The last words that a pattern matched for this fact."""
        for turn, match in reversed(self.matches):
            if match.fact == fact and value in {None, match.value}:
                return self.words(turn, match.start, match.end)
        return None


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
    later = {place: _Later.read(everything[place], learned) for place in others}
    everything = tuple(later[place].message if place in later else message for place, message in enumerate(everything))
    went = went_beyond(everything, told)
    is_told = (place for place, message in later.items() if place == went.turn or not message.only_asks(ruleset))
    places = (first, *is_told)
    quiet = tuple(place in later and later[place].shows_nothing(ruleset) for place in places)
    aspect = later[told[-1]].heard(ruleset) if later else aspect_of(everything[first], None, follows=False)
    aspect = "" if 0 < went.turn == told[-1] and aspect not in BY_NAME else aspect
    aspect = DECLINED if progress == DECLINED and later and asks_after_a_no(everything[told[-1]]) else aspect
    folded = as_corrected(tuple(everything[place] for place in places))
    said = _Said(tuple(turns[place] for place in places), folded, tuple(_matches(folded)), places)
    readings = [_read(said.up_to(count), learned, ruleset, as_of) for count in range(1, len(said.turns) + 1)] if learned else []
    by_itself = [said.alone(turn) for turn in range(1, len(said.turns)) if not quiet[turn]] if learned else []
    alone = [(turn, *_read(turn, learned, ruleset, as_of)) for turn in by_itself] if learned else []
    stated, kept = _from_both(said, readings, alone, quiet, ruleset) if readings else (_from_patterns(said), False)
    vector = readings[0][0].vector if len(turns) == 1 and readings else None
    together = folded[0] if len(folded) == 1 else fold("\n".join(said.turns))
    stated = of_adults_only(_without_writer_accused(stated, apart(together.text)), apart(folded[0].text))
    facts = Facts({fact.id: fact for fact in sorted(stated, key=lambda fact: fact.id)})
    recorded = len(turns) == 1 and "danger_now" not in facts.stated and _is_only_recorded(turns[0], folded[0], ruleset, learned, as_of)
    if recorded or (len(folded) == 1 and is_general(folded[0], facts.stated)):
        kept_on = () if recorded else (fact for fact in facts.stated.values() if fact.provenance is not Provenance.LEARNED)
        facts = Facts({fact.id: fact for fact in kept_on})
        facts = facts.with_fact(Fact("ask", "information", (said.words(0, 0, len(folded[0].text)),)))
    calm = len(folded) == 1 and not any(_is_sign(fact, ruleset) for fact in facts)
    explained = without_birthmark(folded[0]) if calm and asks_to_report(folded[0]) else None
    if explained:
        facts = facts.without("ask").with_fact(Fact("set_aside", "yes", (said.words(0, *explained[1].span()),)))
    if any(message.aspect == CORRECTED for message in later.values()) and any(_is_sign(fact, ruleset) for fact in facts):
        kept, aspect = True, CORRECTED if aspect in WHETHER_STILL else aspect
    if is_report(apart(together.text)):
        facts = _as_reported(facts, said, ruleset)
    recipient, consent = (facts.value(id, ruleset.spec) for id in ("recipient", "consent"))
    answers = (folded[turn].text[m.start : m.end] for turn, m in said.matches if (m.fact, m.value) == ("consent", consent))
    answered = _who_signed(said) or " ".join(answers)
    about = Folded("\n".join(turn.text for place, turn in enumerate(folded) if not place or not brings_another_child(turn)), ())
    astray = facts.value("breach", ruleset.spec) in ASTRAY
    particulars = read_particulars(together, recipient, answered, about, astray=astray)
    progress = progress or ("shut" if "after_hours" in particulars.circumstances else "")
    particulars = replace(particulars, progress=progress, own_words=_own_words(said, facts, ruleset), account=account_of(said.turns))
    if went.turn and not astray:
        went = replace(went, recipient="") if later[went.turn].aspect == "sibling" else went  # one more to tell of, not to tell
        facts, particulars = _beyond_what_was_agreed(facts, particulars, went, said)
    beyond_consent = facts.value("consent", ruleset.spec) != consent
    asks = bool(later) and 0 < told[-1] != went.turn and later[told[-1]].shows_nothing(ruleset)
    return Reading(facts, particulars, _which_case(told), beyond_consent, kept, vector, aspect, asks)


def _own_words(said: _Said, facts: Facts, ruleset: Ruleset) -> str:
    """What was typed of the signs that were read: where patterns point, else the sentences that spoke most for what was learned."""
    signs = [fact for fact in facts if _is_sign(fact, ruleset)]
    if not signs:
        return ""
    local = {place: turn for turn, place in enumerate(said.places)}
    learned = [words for fact in signs if fact.provenance is Provenance.LEARNED for words in fact.words]
    guessed = [replace(words, turn=local[words.turn]) for words in learned if words.turn in local]
    stated = {fact.id for fact in signs}
    met = [replace(said.words(turn, match.start, match.end), turn=turn) for turn, match in said.matches if match.fact in stated]
    return own_words(said.turns, met, guessed)


def _who_signed(said: _Said) -> str:
    """What says who signed, where that turned out to be nobody who can say yes; without whom it was not."""
    for turn, match in reversed(said.matches):
        if (match.fact, match.value, match.sure) == ("consent_giver", "somebody_else", True):
            return NOT_THEM.sub(" ", said.folded[turn].text[match.start :][:LONGEST_NAMED])
    return ""


def _is_only_recorded(turn: str, folded: Folded, ruleset: Ruleset, learned: LearnedReader | None, as_of: date) -> bool:
    """Whether all that a message tells was taken up by those who act on it, and it asks how to record that. What comes after is read by
    itself: it may show something that nobody has yet."""
    asked = record_question(folded)
    if asked is None:
        return False
    rest = turn[folded.span(asked[0], len(folded.text))[0] :]
    sheet = to_sheet(read_facts((rest,), ruleset, learned, as_of).facts, ruleset.spec)
    return (sheet["child_harm"], sheet["danger"], sheet["matter"]) == ("none", "no", "none") and sheet["other_harm"] != "harm"


def _beyond_what_was_agreed(facts: Facts, particulars: Particulars, went: Beyond, said: _Said) -> tuple[Facts, Particulars]:
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
    people = people_in(text, lexicon()) if guessed else []
    works = any(person.group not in {"relative", "somebody"} and person.phrase not in INSIDE for person in people)
    if works or not any(person.group == "relative" for person in people):
        return list(stated)
    kept = [fact for fact in stated if fact.id not in guessed]
    harm = guessed.get("professional_abuse")
    if harm and all(fact.id != "likely_harm" for fact in kept):
        kept.append(replace(harm, id="likely_harm"))
    return kept


def _as_reported(facts: Facts, said: _Said, ruleset: Ruleset) -> Facts:
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


@dataclass(frozen=True, slots=True)
class _Later:
    """A message after the first of its case, without its asides, with what it asks of the answer before it and how likely it alone speaks
    of harm."""

    message: Folded
    aspect: str
    harmed: float

    @classmethod
    def read(cls, message: Folded, learned: LearnedReader | None) -> "_Later":
        core = without_asides(message)
        opinion = learned.read(core.text) if learned else None
        vector, harmed = (opinion.vector, opinion.harmed) if opinion else (None, 0.0)
        return cls(core, aspect_of(message, vector, follows=True), harmed)

    def only_asks(self, ruleset: Ruleset) -> bool:
        """Whether it only asks for a part of the answer ("should I tell mum first?") or says nothing ("ok"): nothing bears on the case."""
        if self.aspect in {CHANGED, CORRECTED}:
            return False
        if is_filler(self.message):
            return True
        asks = (self.aspect and (is_question(self.message) or tells_nothing(self.message))) or asks_beside(self.message)
        if not asks or (self.harmed >= PERHAPS_HARMED and not self.shows_nothing(ruleset)):
            return False
        return not self._tells(ruleset)

    def heard(self, ruleset: Ruleset) -> str:
        """The aspect that it asks for; what was only learned does not count where it tells more of the case and asks nothing."""
        tells = not is_question(self.message) and self._tells(ruleset)
        return aspect_of(self.message, None, follows=True) if tells else self.aspect

    def shows_nothing(self, ruleset: Ruleset) -> bool:
        """Whether it tells nothing of what happened to anybody, so that no sign of harm can be read from it or, with it, from what was
        said before."""
        signs = {fact for fact, _ in self._told()} & {*ruleset.spec.harm_facts, *OF_ANYBODY} - OF_OFFICES
        plain = self.aspect == "sibling" or (self.aspect in UNDER_WAY and not SOMEBODY.search(self.message.text))
        return not signs and (plain or self.harmed < PERHAPS_HARMED) and tells_nothing(self.message)

    def _tells(self, ruleset: Ruleset) -> bool:
        """Whether words tell something of the case that is not only supposed."""
        told = self._told()
        if is_supposed(self.message):
            told -= SUPPOSED
        return any(fact in ruleset.spec.harm_facts or fact in TELLING or (fact, value) in TELLING_WITH for fact, value in told)

    def _told(self) -> set[tuple[str, str]]:
        return {(match.fact, match.value) for _, match in _matches((self.message,))}


def danger_words(text: str) -> bool:
    """Whether words of danger now stand anywhere in a text of any length: for messages too long to be read."""
    patterns = tuple(pattern for pattern in load_patterns()[0] if pattern.fact == "danger_now")
    return next(find(fold(text), patterns), None) is not None


def _matches(folded: tuple[Folded, ...]) -> Iterator[tuple[int, Match]]:
    patterns, _ = load_patterns()
    aged, gap = False, read_gap(folded)
    for turn, text in enumerate(folded):
        yield from ((turn, match) for match in find(text, patterns))
        age = read_age(text)
        if age and aged and brings_another_child(text) and not any(map(str.isdigit, text.text[age.start : age.end])):
            continue  # a baby of the home beside the child told of
        if age and gap and gap[0] == turn and age.start < gap[1].end and gap[1].start < age.end:
            continue  # the age of the older one
        if age and (age.value != GROWN or not aged or supposes(text) or corrects_age(text)):
            yield turn, age
            aged = True
    yield from (found for found in (read_gap(folded), read_under_age(folded)) if found)
    yield from find_together(folded)


def _from_patterns(said: _Said) -> list[Fact]:
    """Facts that words alone state; of several values of one fact the last said counts."""
    met = ((turn, match) for turn, match in said.matches if match.fact != "innocent")
    stated = {match.fact: Fact(match.fact, match.value, (said.words(turn, match.start, match.end),)) for turn, match in met}
    return [fact for fact in stated.values() if fact.id != "ask" or _may_be_asked(fact.value, stated)]


def _read(said: _Said, learned: LearnedReader, ruleset: Ruleset, as_of: date) -> tuple[Opinion, Labels]:
    """The reading that hangs together. Words that speak to the assistant are read with the case and without them, and neither reading
    takes away a sign that the other shows."""
    opinion = learned.read(said.text)
    labels = _with_drowned(said, opinion, likeliest(opinion, _pointed(said), ruleset, as_of), learned, ruleset, as_of)
    explained = without_birthmark(said.folded[0]) if len(said.folded) == 1 and harmed(labels) else None
    if explained:
        rest = replace(said, folded=explained[:1], matches=tuple(_matches(explained[:1])))
        alone = learned.read(rest.text)
        rest_labels = _with_drowned(rest, alone, likeliest(alone, _pointed(rest), ruleset, as_of), learned, ruleset, as_of)
        return (opinion, labels) if harmed(rest_labels) else (alone, rest_labels)
    plain = [without_steering(folded) for folded in said.folded]
    if not any(plain):
        return opinion, labels
    folded = tuple(taken or whole for taken, whole in zip(plain, said.folded, strict=True))
    case = replace(said, folded=folded, matches=tuple(_matches(folded)))
    calm = learned.read(case.text)
    calmly = _with_drowned(case, calm, likeliest(calm, _pointed(case), ruleset, as_of), learned, ruleset, as_of)
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


def _with_drowned(said: _Said, opinion: Opinion, labels: Labels, learned: LearnedReader, ruleset: Ruleset, as_of: date) -> Labels:
    """The labels, with the harm of a sentence that the rest of a single message drowned."""
    runs = tuple(sentences(said.folded[0].text))
    if harmed(labels) or opinion.harmed < DROWNED or len(said.folded) > 1 or len(runs) < 2 or _settled(said):
        return labels
    for start, end in runs:
        alone = learned.read(said.folded[0].text[start:end])
        if alone.harmed >= PLAIN_IN_A_SENTENCE:
            shown = likeliest(alone, {}, ruleset, as_of)
            return {**labels, **{head: shown[head] for head in ("harm", "other", "danger")}}
    return labels


def _from_both(
    said: _Said,
    readings: Sequence[tuple[Opinion, Labels]],
    alone: Sequence[tuple[_Said, Opinion, Labels]],
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
        stated = {fact.id: fact for fact in _facts(so_far, opinion, labels)}
        if asked and _is_aside_of(asked, stated, so_far.folded[-1]):
            stated["ask"] = asked
        if quiet[count - 1]:
            new = {f.id for f in stated.values() if _is_sign(f, ruleset) and _rank(f, ruleset) > _rank(before.get(f.id), ruleset)}
            stated = {id: fact for id, fact in {**({"ask": asked} if asked else {}), **stated}.items() if id not in new - OF_OFFICES}
        lost = [f for f in before.values() if _is_sign(f, ruleset) and _rank(f, ruleset) > _rank(stated.get(f.id), ruleset)]
        kept = kept if quiet[count - 1] else bool(lost) and not harmed(labels)
        stated |= {fact.id: fact for fact in lost}
    for turn_said, opinion, labels in alone:
        few = len(turn_said.text.split()) < FEW_ALONE
        if harmed(labels) and opinion.harmed >= (PLAIN_ALONE_SHORT if few else PLAIN_ALONE):
            if labels["recipient"] == "unsafe" and opinion.heads["recipient"]["unsafe"] >= UNSAFE_ALONE:
                stated["recipient"] = next(fact for fact in _facts(turn_said, opinion, labels) if fact.id == "recipient")
            for fact in _facts(turn_said, opinion, labels):
                if _is_sign(fact, ruleset) and _rank(fact, ruleset) > _rank(stated.get(fact.id), ruleset):
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


def _state_surely(said: _Said, stated: dict[str, Fact], ruleset: Ruleset) -> None:
    """Add what words say whatever the whole is like. Who was sent a safe address by mistake is nobody who asks (``likeliest``)."""
    turned_away = _is(stated, "ask", "out_of_scope")
    answered = max((turn for turn, match in said.matches if match.fact == "consent"), default=0)
    for turn, match in said.matches:
        if match.fact == "innocent":
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
    if _is(stated, "breach", "safe_address") and _is(stated, "recipient", "unsafe"):
        del stated["recipient"]
    if _is(stated, "section_47", "yes") and _is(stated, "recipient", "no_role") and not said.pointed("recipient", "no_role"):
        del stated["recipient"]  # whoever makes such an enquiry has a role


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
    graver = _rank(fact, ruleset) > _rank(stated.get(fact.id), ruleset)
    return graver or _is(stated, fact.id, CLEARED.get((fact.id, fact.value), ""))


def _is_nobodys(recipient: Fact | None) -> bool:
    """Whether that somebody has no part in the child's care is only a guess."""
    return recipient is not None and recipient.value == "no_role" and recipient.provenance is Provenance.LEARNED


def _is(stated: Mapping[str, Fact], id: str, value: str) -> bool:
    return id in stated and stated[id].value == value


def _pointed(said: _Said) -> dict[tuple[str, str], float]:
    """For every value of a head that words point at, what they add. Of what is said on consent, the latest message that says it counts."""
    spoken = [turn for turn, match in said.matches if match.fact == "consent"]
    latest, anew = max(spoken, default=0), len(set(spoken)) > 1
    met = {(match.fact, match.value) for turn, match in said.matches if match.fact != "consent" or turn == latest}
    if ("breach", "lost") in met:
        met.add(("breach", "sent"))  # the learned part knows one kind of breach
    plain = {key for key in STATED if key[0] not in {"kind", "doubt", "other"} and not met.isdisjoint(STATED[key])}
    doubts = {("doubt", value) for value in HEADS["doubt"] if STATED["doubt", value][-1] in met}
    lost = ("breach", "lost") in met and ("high_risk", "yes") not in met
    of_harm = {*CATEGORIES.values(), "likely_harm"} - ({"missing"} if lost else set())  # it is a thing that went missing
    signs = {value for fact, value in met if fact in of_harm}
    levels = {("harm", level) for level in HARMFUL if not signs.isdisjoint(HARMFUL)} | {("harm", "worry") for _ in signs & {"worry"}}
    short = ("innocent", "yes") in met and len(said.text.split()) <= SHORT
    calm = lost or _is_peers(met) or short or not met.isdisjoint(NO_HARM_OF_THEIRS)
    innocent = INNOCENT if calm and not signs else 0.0
    weights = dict.fromkeys(plain | doubts | {("consent", "doubt") for _ in doubts}, POINTED)
    surely = {(match.fact, match.value) for _, match in said.matches if match.sure} & met
    weights |= {key: POINTED_ANEW if key[0] == "consent" else POINTED_HARM for key in plain if not surely.isdisjoint(STATED[key])}
    if anew:
        weights |= {key: POINTED_ANEW for key in weights if key[0] == "consent"}
    nobody = innocent if lost or _is_peers(met) else 0.0
    weights |= {**dict.fromkeys(levels, POINTED_HARM), ("harm", "none"): innocent, ("other", "none"): nobody}
    again = any((turn, match.fact, match.value) == (latest, "innocent", "agreed_since") for turn, match in said.matches)
    again = again and latest > 0 and ("consent", "refused") not in met
    if again or any(YES_AGAIN.search(said.folded[turn].text) for turn in spoken if turn == latest):
        weights |= {("consent", "given"): POINTED_ANEW, ("consent", "refused"): -POINTED_ANEW}
    if latest and ("consent", "given") in met and ("recipient", "unverified") not in weights:
        weights["recipient", "unverified"] = -OUTDATED
    settled = _settled(said)
    if settled == NOTHING_NAMED and ("recipient", "unsafe") not in weights:
        weights["recipient", "unsafe"] = -SETTLED  # that somebody is feared is told of nobody
    return weights | dict.fromkeys(settled, SETTLED)


def _settled(said: _Said) -> set[tuple[str, str]]:
    """What the words of a single message leave no doubt of, whatever it sounds like to the learned part."""
    if len(said.folded) > 1:
        return set()
    met = {match.fact for _, match in said.matches}
    if not met <= TELLS_NOTHING:
        return set()
    if asks_what_holds(said.folded[0]):
        return RULE_ASKED
    return NOTHING_NAMED if names_nothing(said.folded[0]) else set()


def _is_peers(met: Collection[tuple[str, str]]) -> bool:
    """Whether words tell of two young people of one age who may agree in law, and of nothing that makes them unequal."""
    young = any(("child_age", age) in met for age in TOO_YOUNG)
    return {("innocent", "peers"), ("sexual_activity", "yes")} <= set(met) and ("unequal", "yes") not in met and not young


def _facts(said: _Said, opinion: Opinion, labels: Labels) -> Iterator[Fact]:
    pointer = _Pointer(said, opinion)
    for head, value in labels.items():
        if head == "doubt" and labels["consent"] != "doubt":
            continue
        for fact, stated in STATED.get((head, value), ()):
            if head != "kind" or value != "case" or not harmed(labels):
                yield pointer.fact(fact, stated, head, value)
    level = labels["harm"]
    if level != "none":
        for category in _named(said, opinion) or ("",):
            fact = CATEGORIES.get(category, "likely_harm")
            yield pointer.harm(fact, level, category)
    if labels["other"] == "harm" and opinion.categories["serious_crime"] >= NAMED:
        yield pointer.harm("crime", "serious", "serious_crime")


def _named(said: _Said, opinion: Opinion) -> tuple[str, ...]:
    """The likeliest categories of harm to a child. Those that words say surely come first, and those that words point at are named from a
    lower probability than others."""
    met = {match.fact for _, match in said.matches}
    surely = {match.fact for _, match in said.matches if match.sure and match.value in HARMFUL}
    probable = {name: one for name, one in opinion.categories.items() if name not in {"serious_crime", "adult_harm"}}
    said_so = {name for name in probable if CATEGORIES[name] in surely}
    in_words = said_so | {name for name, one in probable.items() if CATEGORIES[name] in met and one >= NAMED_BY_WORDS}
    if "bereaved" in circumstances(said.text):
        probable = {name: one for name, one in probable.items() if name in in_words or name not in OF_GRIEF}
    likely = [name for name, one in probable.items() if name in in_words or one >= _least(name, beside_words=bool(in_words))]
    return tuple(sorted(likely, key=lambda name: (name in said_so, probable[name]), reverse=True)[:MOST_NAMED])


def _least(category: str, *, beside_words: bool) -> float:
    """From which probability a category is named that no words point at."""
    if beside_words:
        return SEXUAL_BESIDE_WORDS if category in SEXUAL else NAMED_BESIDE_WORDS
    if category in EASILY_GUESSED:
        return NAMED_IF_LIKELY
    return NAMED_WITH_DUTY if category in WITH_DUTY else NAMED


@dataclass(frozen=True, slots=True)
class _Pointer:
    """States facts with the words that they were read from: a pattern's own, or the sentence that spoke most for it."""

    said: _Said
    opinion: Opinion

    def fact(self, id: str, value: str, head: str, label: str) -> Fact:
        probability = self.opinion.heads[head][label]
        others = tuple(place_of(head, other) for other in HEADS[head] if other != label)
        return self._fact(id, value, probability, place_of(head, label), others, (head, label))

    def harm(self, id: str, value: str, category: str) -> Fact:
        if not category:
            return self.fact(id, value, "harm", value)
        return self._fact(id, value, self.opinion.categories[category], place_of_category(category), (), ("categories", category))

    def _fact(self, id: str, value: str, probability: float, output: int, others: tuple[int, ...], label: tuple[str, str]) -> Fact:
        words = self.said.pointed(id, value) or (self.said.pointed(id) if value in LEVELS else None)
        if words is not None:
            return Fact(id, value, (words,))
        near = load_nearest().with_label(*label, self.opinion.like)
        like = f" Nearest training message: “{near.text}” (distance {near.distance:.2f})." if near else ""
        sure = round(100 * probability)
        return Fact(id, value, (self._sentence(output, others),), Provenance.LEARNED, f"Read from the whole, {sure}% sure.{like}", sure)

    def _sentence(self, output: int, others: tuple[int, ...]) -> Words:
        runs: list[tuple[int, int]] = []
        places: list[tuple[int, int, int]] = []
        start_of_turn = 0
        for turn, folded in enumerate(self.said.folded):
            for start, end in sentences(folded.text):
                runs.append((start_of_turn + start, start_of_turn + end))
                places.append((turn, start, end))
            start_of_turn += len(folded.text) + len(BETWEEN)
        turn, start, end = places[self.opinion.pointed_at(output, others, tuple(runs))]
        return self.said.words(turn, start, end)


def _is_sign(fact: Fact, ruleset: Ruleset) -> bool:
    """Whether a later turn may not take this fact away: signs of harm, and of danger."""
    return fact.id in ruleset.spec.harm_facts or fact.id in {*OF_ANYBODY, "child_in_home"} or (
        (fact.id, fact.value) in {("crime", "serious"), ("breach", "safe_address")}
    )


def _rank(fact: Fact | None, ruleset: Ruleset) -> int:
    return ruleset.spec.fact(fact.id).values.index(fact.value) if fact else -1


def _adds_nothing(fact: Fact, stated: Mapping[str, Fact], ruleset: Ruleset) -> bool:
    """Whether a detail that words point at fits the reading: with it the rules read the same."""
    now = to_sheet(Facts(stated), ruleset.spec)
    return to_sheet(Facts({**stated, fact.id: fact}), ruleset.spec) == now
