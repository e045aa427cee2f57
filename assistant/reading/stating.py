"""The facts that a reading states, each with the words that it was read from or the nearest example that was learned."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assistant.reading.labelled import Labels, harmed
from assistant.reading.labels import CATEGORIES, HEADS
from assistant.reading.nearest import load_nearest
from assistant.reading.normalise import BETWEEN
from assistant.reading.opinion import Opinion, place_of, place_of_category
from assistant.reading.patterns import Match, sentences
from assistant.reading.said import Said
from assistant.reading.told import is_told_of
from guardrails.facts import Fact, Provenance, Words
from guardrails.ruleset import Ruleset

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
HARMFUL = ("cause", "evidence")
LEVELS = ("none", "worry", *HARMFUL)
OF_ANYBODY = {"danger_now", "adult_harm", "high_risk"}
"""Signs of harm that need not be a child's."""
OF_OFFICES = {"not_acted_on"}
"""Signs that tell of those who were told, and of nothing more that happened to a child."""
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
EASILY_GUESSED = {*SEXUAL, "physical", "neglect", "emotional"}
OF_GRIEF = {"emotional", "self_harm"}
"""What the learned part makes of a child who is low after a loss; there these are named only where words point at them."""
WITH_DUTY = {"fgm", "forced_marriage"}
MOST_NAMED = 2


def facts_of(said: Said, opinion: Opinion, labels: Labels) -> Iterator[Fact]:
    """The facts that these labels state, each with the words that it rests on; harm with at most ``MOST_NAMED`` categories."""
    level = labels["harm"]
    kinds = said.kinds() if level != "none" else ()
    pointer = _Pointer(said, opinion, kinds)
    for head, value in labels.items():
        if head == "doubt" and labels["consent"] != "doubt":
            continue
        for fact, stated in STATED.get((head, value), ()):
            if head != "kind" or value != "case" or not harmed(labels):
                yield pointer.fact(fact, stated, head, value)
    if level != "none":
        for category in _named(said, opinion, {match.fact for _, match in kinds}) or ("",):
            fact = CATEGORIES.get(category, "likely_harm")
            yield pointer.harm(fact, level, category)
    if labels["other"] == "harm" and opinion.categories["serious_crime"] >= NAMED:
        yield pointer.harm("crime", "serious", "serious_crime")


def _named(said: Said, opinion: Opinion, kinds: Collection[str]) -> tuple[str, ...]:
    """The likeliest categories of harm to a child. Those that words say surely come first, and those that words point at are named from a
    lower probability than others. ``kinds`` are those that words tell of where harm is read."""
    met = {match.fact for _, match in said.matches}
    surely = {match.fact for _, match in said.matches if match.sure and match.value in HARMFUL}
    probable = {name: one for name, one in opinion.categories.items() if name not in {"serious_crime", "adult_harm"}}
    said_so = {name for name in probable if CATEGORIES[name] in surely.union(kinds)}
    in_words = said_so | {name for name, one in probable.items() if CATEGORIES[name] in met and one >= NAMED_BY_WORDS}
    if is_told_of("bereaved", said.text):
        probable = {name: one for name, one in probable.items() if name in in_words or name not in OF_GRIEF}
    pointed = [name for name in in_words if CATEGORIES[name] in met]  # no kind that is only named by words hides sexual harm
    beside = {name: bool(pointed if name in SEXUAL else in_words) for name in probable}
    likely = [name for name, one in probable.items() if name in in_words or one >= _least(name, beside_words=beside[name])]
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

    said: Said
    opinion: Opinion
    kinds: tuple[tuple[int, Match], ...] = ()

    def fact(self, id: str, value: str, head: str, label: str) -> Fact:
        probability = self.opinion.heads[head][label]
        others = tuple(place_of(head, other) for other in HEADS[head] if other != label)
        return self._fact(id, value, probability, place_of(head, label), others, (head, label))

    def harm(self, id: str, value: str, category: str) -> Fact:
        if not category:
            return self.fact(id, value, "harm", value)
        return self._fact(id, value, self.opinion.categories[category], place_of_category(category), (), ("categories", category))

    def _fact(self, id: str, value: str, probability: float, output: int, others: tuple[int, ...], label: tuple[str, str]) -> Fact:
        words = self.said.pointed(id, value) or (self.said.pointed(id) or self._told(id) if value in LEVELS else None)
        if words is not None:
            return Fact(id, value, (words,))
        near = load_nearest().with_label(*label, self.opinion.like)
        like = f" Nearest training message: “{near.text}” (distance {near.distance:.2f})." if near else ""
        sure = round(100 * probability)
        return Fact(id, value, (self._sentence(output, others),), Provenance.LEARNED, f"Read from the whole, {sure}% sure.{like}", sure)

    def _told(self, id: str) -> Words | None:
        """The words that tell of this kind of harm, where no others point at it."""
        return next((self.said.words(turn, match.start, match.end) for turn, match in self.kinds if match.fact == id), None)

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


def is_sign(fact: Fact, ruleset: Ruleset) -> bool:
    """Whether a later turn may not take this fact away: signs of harm, and of danger."""
    return fact.id in ruleset.spec.harm_facts or fact.id in {*OF_ANYBODY, "child_in_home"} or (
        (fact.id, fact.value) in {("crime", "serious"), ("breach", "safe_address")}
    )


def rank(fact: Fact | None, ruleset: Ruleset) -> int:
    """How grave the value of a fact is among those of its kind; below all of them where nothing is stated."""
    return ruleset.spec.fact(fact.id).values.index(fact.value) if fact else -1
