"""Reads facts from what a person said: patterns point at words, the learned part says what the whole message is like.

Neither decides anything: both only fill the closed sheet, and every fact says what it was read from. Signs of harm add up over turns
and a later turn never takes one away; what was said of consent, recipient and route follows the latest word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.reading.ages import read_age
from assistant.reading.labels import CATEGORIES
from assistant.reading.learned import LearnedReader, Opinion
from assistant.reading.normalise import Folded, fold
from assistant.reading.particulars import Particulars, read_particulars
from assistant.reading.patterns import Match, find, load_patterns
from guardrails.facts import Fact, Facts, FactSheet, Provenance, Words

HARMED = 0.50
"""From this probability the message is read as showing significant harm. Chosen on the open outcome cases."""
HARMED_WITH_WORDS = 0.03
"""The same where a pattern points at words of harm as well."""
WORRIED = 0.15
"""From here to ``HARMED`` the message is a worry: no exception, and never left without somebody senior."""
LIKELY, POINTED = 0.45, 0.4
"""A head's value counts from ``LIKELY``; where a pattern points at the same value ``POINTED`` is added to its probability."""

DANGER = 0.35
"""Danger now counts from here where harm is read: an alarm too many costs less than one missed."""

LEARNED_FACTS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "recipient": {
        "role": (("recipient", "professional"),),
        "no_role": (("recipient", "no_role"),),
        "unverified": (("recipient", "unverified"),),
        "unsafe": (("recipient", "unsafe"),),
    },
    "known": {"yes": (("already_known", "yes"),)},
    "consent": {
        "given": (("consent", "given"),),
        "not_asked": (("consent", "not_asked"),),
        "refused": (("consent", "refused"),),
        "doubt": (("responsibility_unclear", "yes"),),
    },
    "handling": {
        "need": (("purpose", "need"),),
        "none": (("purpose", "none"),),
        "insecure": (("route", "insecure"),),
    },
    "matter": {
        "peer": (("sexual_activity", "yes"),),
        "low_level": (("low_level_concern", "yes"),),
        "crime_only": (("crime", "harmless"),),
        "legal_demand": (("legal_demand", "yes"),),
        "breach": (("breach", "sent"),),
    },
    "pressed": {"yes": (("pressed", "yes"),)},
}
"""What each value of a head states on the fact sheet."""

CASE_WORDS = {("recipient", "unverified"), ("recipient", "unsafe"), ("breach", "sent"), ("breach", "safe_address")}
"""Words that only a case has, whatever the message as a whole is like."""

DOUBTS = ("disagreement", "consent_pressed", "consent_elsewhere", "responsibility_unclear")
SEVERITY = ("none", "worry", "cause", "evidence")


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of a conversation, and its nouns for the wording."""

    facts: Facts
    particulars: Particulars


def read_facts(turns: tuple[str, ...], spec: FactSheet, learned: LearnedReader | None, asker: str = "") -> Reading:
    """Read all turns of one case.

    Args:
        turns: the person's own messages, oldest first.
        spec: the closed sheet.
        learned: the learned part, or ``None`` when it could not be loaded; patterns then read alone.
        asker: who is asking, where the person said so.
    """
    folded = tuple(fold(turn) for turn in turns)
    matches = tuple(_matches(folded))
    stated = {fact.id: fact for fact in _from_patterns(turns, folded, matches, learned is not None)}
    if learned is not None:
        opinion = _whole(turns, learned)
        for fact in _from_opinion(turns, folded, opinion, matches):
            held = stated.get(fact.id)
            if held is None or _rank(spec, fact) > _rank(spec, held):
                words = fact.words if held is None else held.words
                stated[fact.id] = replace(fact, words=words)
    _already_gone(stated, turns, folded, matches)
    facts = Facts(dict(sorted(stated.items())))
    recipient = facts.value("recipient", spec)
    together = folded[0] if len(folded) == 1 else fold("\n".join(turns))
    consent = facts.value("consent", spec)
    answered = " ".join(folded[turn].text[m.start : m.end] for turn, m in matches if (m.fact, m.value) == ("consent", consent))
    return Reading(facts, read_particulars(together, recipient, asker, answered))


def danger_words(text: str) -> bool:
    """Whether words of danger now stand anywhere in a text of any length: for messages too long to be read."""
    patterns = tuple(pattern for pattern in load_patterns()[0] if pattern.fact == "danger_now")
    return next(find(fold(text), patterns), None) is not None


def _matches(folded: tuple[Folded, ...]) -> Iterator[tuple[int, Match]]:
    patterns, _ = load_patterns()
    for turn, text in enumerate(folded):
        yield from ((turn, match) for match in find(text, patterns))
        age = read_age(text)
        if age:
            yield turn, age


def _from_patterns(
    turns: tuple[str, ...], folded: tuple[Folded, ...], matches: tuple[tuple[int, Match], ...], weighed: bool
) -> Iterator[Fact]:
    """Facts that words alone state. Where the learned part is there too, it weighs what patterns only suggest."""
    suggested = {"recipient", "consent", "purpose", "pressed", "already_known", "route", "matter", "low_level_concern"}
    suggested |= {"sexual_activity", "not_acted_on", "danger_now", "adult_refuses", "high_risk", "child_in_home", "section_47"}
    suggested |= {"breach", "legal_demand", *DOUBTS, "everything", *CATEGORIES.values(), "likely_harm"}
    for turn, match in matches:
        sure = match.fact in {"legal_demand", "section_47", "everything"} or (match.fact, match.value) == ("recipient", "unsafe")
        if weighed and match.fact in suggested and not sure:
            continue
        start, end = folded[turn].span(match.start, match.end)
        yield Fact(match.fact, match.value, (Words(turn, start, end, turns[turn][start:end]),))


def _whole(turns: tuple[str, ...], learned: LearnedReader) -> Opinion:
    """The opinion on all turns together; for signs of harm, the most worried of that and of each turn alone."""
    together = learned.read(" ".join(turns))
    worst = max((learned.read(turn) for turn in turns), key=lambda o: o.harmed) if len(turns) > 1 else together
    if worst.harmed <= together.harmed:
        return together
    heads = {**together.heads, "harm": worst.heads["harm"], "other": worst.heads["other"]}
    return Opinion(heads, worst.categories, worst.harmed)


def _from_opinion(
    turns: tuple[str, ...], folded: tuple[Folded, ...], opinion: Opinion, matches: tuple[tuple[int, Match], ...]
) -> Iterator[Fact]:
    pointed = {(match.fact, match.value): _words(turns, folded, turn, match) for turn, match in matches}
    harm_words = [words for (fact, value), words in pointed.items() if fact in CATEGORIES.values() and value in SEVERITY]
    harmed = opinion.harmed >= (HARMED_WITH_WORDS if harm_words else HARMED)
    kind, _ = opinion.best("kind")
    if kind == "out_of_scope" and (harm_words or CASE_WORDS & pointed.keys()):
        kind = "case"
    if not harmed or kind == "case":
        yield _learned("ask", kind, opinion.heads["kind"][kind], turns)
    yield from _harm(turns, opinion, harmed, pointed)
    for head, values in LEARNED_FACTS.items():
        yield from _head(turns, opinion.heads[head], values, pointed)


def _harm(
    turns: tuple[str, ...], opinion: Opinion, harmed: bool, pointed: dict[tuple[str, str], Words]
) -> Iterator[Fact]:
    levels, other = opinion.heads["harm"], opinion.heads["other"]
    level = max(SEVERITY, key=lambda one: levels[one])
    if harmed:
        level = "evidence" if levels["evidence"] > levels["cause"] else "cause"
    elif level not in {"worry"} and opinion.harmed < WORRIED:
        level = "none"
    else:
        level = "worry"
    child = not harmed or levels["none"] < 0.6 or other["harm"] < 0.5
    named = _categories(opinion, pointed)
    if level != "none" and child:
        for fact in [one for one in named if one not in {"crime", "adult_harm"}] or ["likely_harm" if harmed else "emotional_harm"]:
            words = next((words for (id, _), words in pointed.items() if id == fact), None)
            yield _learned(fact, level, opinion.harmed, turns, words)
    if other["harm"] >= LIKELY and harmed:
        yield _learned("adult_harm", "yes", other["harm"], turns)
        yield _learned("high_risk", "yes", other["harm"], turns)
    elif other["free_adult"] >= LIKELY and not harmed:
        yield _learned("adult_harm", "yes", other["free_adult"], turns)
        yield _learned("adult_refuses", "yes", other["free_adult"], turns)
    if opinion.categories["serious_crime"] >= LIKELY and harmed:
        yield _learned("crime", "serious", opinion.categories["serious_crime"], turns)
    danger = opinion.heads["danger"]["yes"] + (POINTED if ("danger_now", "yes") in pointed else 0)
    if danger >= DANGER and harmed:
        yield _learned("danger_now", "yes", danger, turns, pointed.get(("danger_now", "yes")))
    if opinion.heads["hold"]["family"] >= LIKELY:
        yield _learned("telling_unsafe", "yes", opinion.heads["hold"]["family"], turns)
    if ("not_acted_on", "yes") in pointed and (harmed or level == "worry"):
        yield _learned("not_acted_on", "yes", opinion.harmed, turns, pointed[("not_acted_on", "yes")])


def _categories(opinion: Opinion, pointed: dict[tuple[str, str], Words]) -> list[str]:
    """The likeliest categories of harm, at most two; those that words point at come in from a lower probability."""
    met = {fact for fact, _ in pointed}
    scored = [
        (probability + (POINTED if fact in met else 0), fact)
        for name, fact in CATEGORIES.items()
        if (probability := opinion.categories[name]) >= 0.02
    ]
    return [fact for score, fact in sorted(scored, reverse=True)[:2] if score >= 0.35]


def _head(
    turns: tuple[str, ...],
    probabilities: dict[str, float],
    values: dict[str, tuple[tuple[str, str], ...]],
    pointed: dict[tuple[str, str], Words],
) -> Iterator[Fact]:
    """The likeliest value of a head, once words that point at it are counted in."""

    def weight(value: str) -> float:
        stated = values.get(value, ())
        doubts = value == "doubt" and any((doubt, "yes") in pointed for doubt in DOUBTS)
        met = doubts or any(pair in pointed for pair in stated)
        return probabilities[value] + (POINTED if met else 0)

    best = max(probabilities, key=weight)
    if best not in values or weight(best) < LIKELY:
        return
    stated = values[best]
    if best == "doubt":
        met = [(doubt, "yes") for doubt in DOUBTS if (doubt, "yes") in pointed]
        stated = tuple(met) or stated
    for fact, value in stated:
        yield _learned(fact, value, weight(best), turns, pointed.get((fact, value)))


def _learned(fact: str, value: str, probability: float, turns: tuple[str, ...], words: Words | None = None) -> Fact:
    said = words or Words(len(turns) - 1, 0, len(turns[-1]), turns[-1])
    reason = f"Read from the message as a whole, {min(probability, 1):.0%} sure." if words is None else ""
    return Fact(fact, value, (said,), Provenance.LEARNED if words is None else Provenance.READ, reason)


def _already_gone(
    stated: dict[str, Fact], turns: tuple[str, ...], folded: tuple[Folded, ...], matches: tuple[tuple[int, Match], ...]
) -> None:
    """A safe address that has already reached an abuser is a breach to act on, not a recipient to refuse."""
    for turn, match in matches:
        if (match.fact, match.value) == ("breach", "safe_address") and "breach" in stated:
            stated["breach"] = Fact("breach", "safe_address", (_words(turns, folded, turn, match),))
            stated.pop("recipient", None)


def _words(turns: tuple[str, ...], folded: tuple[Folded, ...], turn: int, match: Match) -> Words:
    start, end = folded[turn].span(match.start, match.end)
    return Words(turn, start, end, turns[turn][start:end])


def _rank(spec: FactSheet, fact: Fact) -> int:
    return spec.fact(fact.id).values.index(fact.value)
