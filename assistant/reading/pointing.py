"""What the words of a case add to each reading of it, whatever the learned part makes of the whole."""

import re
from collections.abc import Collection

from assistant.reading.gap import TOO_YOUNG
from assistant.reading.general import asks_what_holds, names_nothing
from assistant.reading.labels import CATEGORIES, HEADS
from assistant.reading.said import Said
from assistant.reading.stating import HARMFUL, STATED

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
HARMLESS_CRIME = ("innocent", "crime_of_his_own")
NO_HARM_OF_THEIRS = {("innocent", "no_harm_of_theirs"), ("innocent", "faith"), HARMLESS_CRIME}
"""What several things told together say: a relative's prison, a small theft or somebody's own few plants, and nobody hurt. A sign that
words point at counts all the same, and one that the whole shows plainly."""
SETTLED = 12.0
"""The same where a message tells nothing that could be guessed at: it asks for the rule alone, or what may be told without saying what it
is."""
RULE_ASKED = {("kind", "information"), ("harm", "none"), ("other", "none"), ("danger", "no"), ("consent", "untold"), ("matter", "none")}
NOTHING_NAMED = {("kind", "case"), ("harm", "none"), ("other", "none"), ("danger", "no"), ("consent", "untold"), ("handling", "untold")}
UNEASE = {("kind", "case"), ("consent", "untold"), ("handling", "untold")}
"""The same for an unease of which nothing was seen or heard: there is nothing to ask a yes for. Harm is read as ever."""
TELLS_NOTHING = {"ask", "child_age", "recipient", "purpose", "unequal", "child_in_home", "innocent", "consent", "consent_giver"}
"""Facts whose words may stand in such a message."""
YES_AGAIN = re.compile(
    r"\b(?:(?:signed|agreed|consented|said yes|says yes)(?: (?:it|the form|a form|to it))? again|re ?signed"
    r"|signed a (?:new|fresh|second) (?:form|one)|(?:has|have|had|s|she|he|they|mum|dad) (?:now |since |then ){1,2}"
    r"(?:agreed|consented|signed|said yes)|changed (?:her|his|their) minds? (?:back|again)|changed (?:her|his|their) minds?(?:,| and)+ "
    r"(?:now |has |have |shes |hes |theyre )*(?:signed|agreed|consented|says yes|said yes|is happy|happy (?:for|with|to)|fine with)"
    r"|back on board)\b"
)
"""A yes that was given anew after it was taken back."""


def pointed_at(said: Said) -> dict[tuple[str, str], float]:
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
    signs = {value for fact, value in met if fact in of_harm} - {"harmless"}
    levels = {("harm", level) for level in HARMFUL if not signs.isdisjoint(HARMFUL)} | {("harm", "worry") for _ in signs & {"worry"}}
    short = ("innocent", "yes") in met and len(said.text.split()) <= SHORT
    calm = lost or _is_peers(met) or short or not met.isdisjoint(NO_HARM_OF_THEIRS)
    innocent = INNOCENT if calm and not signs else 0.0
    weights = dict.fromkeys(plain | doubts | {("consent", "doubt") for _ in doubts}, POINTED)
    surely = {(match.fact, match.value) for _, match in said.matches if match.sure} & met
    weights |= {key: POINTED_ANEW if key[0] == "consent" else POINTED_HARM for key in plain if not surely.isdisjoint(STATED[key])}
    if anew:
        weights |= {key: POINTED_ANEW for key in weights if key[0] == "consent"}
    nobody = innocent if lost or _is_peers(met) or HARMLESS_CRIME in met else 0.0
    weights |= {**dict.fromkeys(levels, POINTED_HARM), ("harm", "none"): innocent, ("other", "none"): nobody}
    again = any((turn, match.fact, match.value) == (latest, "innocent", "agreed_since") for turn, match in said.matches)
    again = again and latest > 0 and ("consent", "refused") not in met
    if again or any(YES_AGAIN.search(said.folded[turn].text) for turn in spoken if turn == latest):
        weights |= {("consent", "given"): POINTED_ANEW, ("consent", "refused"): -POINTED_ANEW}
    if latest and ("consent", "given") in met and ("recipient", "unverified") not in weights:
        weights["recipient", "unverified"] = -OUTDATED
    if ("innocent", "unease") in met and not signs and not spoken:
        weights |= dict.fromkeys(UNEASE, SETTLED)
    settled = settled_by(said)
    if settled == NOTHING_NAMED and ("recipient", "unsafe") not in weights:
        weights["recipient", "unsafe"] = -SETTLED  # that somebody is feared is told of nobody
    return weights | dict.fromkeys(settled, SETTLED)


def settled_by(said: Said) -> set[tuple[str, str]]:
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
