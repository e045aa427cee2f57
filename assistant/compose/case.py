"""The case that a reply is written for, and the situation: the closed set of keys that a line's ``when`` may name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.reading.particulars import Particulars
from assistant.wording import Wording
from corpus.clauses import Certainty, Clause, Corpus
from guardrails.facts import Facts, FactSheet, to_sheet
from guardrails.ruleset import Ruleset
from guardrails.verdict import Verdict

Situation = Mapping[str, frozenset[str]]
"""For every key the values that hold in this case."""

_STRENGTH = {"evidence": 3, "worry": 1, "none": 0, "no": 0, "untold": 0}
_STATED = 2
_LONGEST_PARTICULAR = 8
_PLAIN = re.compile(r"[\w'’ ,/()&-]+\Z")


@dataclass(frozen=True, slots=True)
class Case:
    """One verdict with the facts behind it, the case's own nouns, the rules that decided and the day."""

    verdict: Verdict
    facts: Facts
    particulars: Particulars
    ruleset: Ruleset
    as_of: date

    @property
    def spec(self) -> FactSheet:
        """The closed fact sheet."""
        return self.ruleset.spec

    def value(self, fact: str) -> str:
        """The value of a fact in this case."""
        return self.facts.value(fact, self.spec)


def owed(verdict: Verdict, wording: Wording) -> tuple[str, ...]:
    """The must-say lines that hold under this outcome.

    Rules that fired without deciding ask for lines too, and some of those contradict the outcome ("ask first" where consent
    is not needed): the wording names the outcomes under which each line holds.
    """
    return tuple(id for id in verdict.must_say if id in wording.must_say and verdict.outcome in wording.must_say[id].outcomes)


def signs(case: Case, wording: Wording) -> tuple[str, ...]:
    """The facts that show or suggest harm here, strongest first. A bare worry is left out beside anything stronger."""
    strength = {id: _strength(case, id, sign.values) for id, sign in wording.signs.items()}
    found = sorted((id for id in strength if strength[id]), key=lambda id: -strength[id])
    return tuple(id for id in found if strength[id] > 1 or strength[found[0]] == 1)


def usable(phrase: str) -> str:
    """The phrase if it is short and plain enough to stand in a sentence, else nothing."""
    return phrase if _PLAIN.match(phrase) and len(phrase.split()) <= _LONGEST_PARTICULAR else ""


def situation(case: Case, wording: Wording, corpus: Corpus, best: Clause | None = None, weak: bool = False) -> Situation:
    """Every key that the wording may ask for, with what holds here."""
    verdict, found = case.verdict, signs(case, wording)
    situation = {spec.id: frozenset({case.value(spec.id)}) for spec in case.spec.facts}
    situation |= {f"sheet.{id}": frozenset({value}) for id, value in to_sheet(case.facts, case.spec).items()}
    situation |= {f"kind.{of}": frozenset(kinds) for of, kinds in _kinds(case.particulars, wording)}
    return situation | {
        "outcome": frozenset({str(verdict.outcome)}),
        "urgency": frozenset({str(verdict.urgency)}),
        "escalate": _yes_or_no(verdict.escalate),
        "exception": frozenset(verdict.exceptions),
        "with": frozenset(verdict.recipients_with),
        "not_with": frozenset(verdict.recipients_not_with),
        "must": frozenset(owed(verdict, wording)),
        "named": frozenset(name for name in ("recipient", "information", "route", "giver", "unsafe") if _named(case, name)),
        "asker": frozenset({case.particulars.asker or "untold"}),
        "signs": frozenset(found) or frozenset({"none"}),
        "main": frozenset(found[:1]),
        "confirmed": frozenset(contact.id for contact in corpus.contacts if contact.certainty is Certainty.CONFIRMED),
        "best": frozenset({"none" if best is None else "procedure" if best.is_procedure else "note"}),
        "weak": _yes_or_no(weak),
    }


def fits(when: Mapping[str, tuple[str, ...]], unless: Mapping[str, tuple[str, ...]], here: Situation) -> bool:
    """Whether every key of ``when`` has a value that holds, and no key of ``unless`` has one."""
    return all(here.get(key, frozenset()).intersection(values) for key, values in when.items()) and not any(
        here.get(key, frozenset()).intersection(values) for key, values in unless.items()
    )


def _strength(case: Case, id: str, only: tuple[str, ...]) -> int:
    value = case.value(id)
    if only and value not in only:
        return 0
    return _STRENGTH.get(value, _STATED)


def _named(case: Case, name: str) -> bool:
    given = getattr(case.particulars, name)
    return any(map(usable, given)) if isinstance(given, tuple) else bool(usable(given))


def _kinds(particulars: Particulars, wording: Wording) -> Iterator[tuple[str, list[str]]]:
    for of, kinds in wording.kinds.items():
        given = getattr(particulars, of)
        text = " / ".join(given) if isinstance(given, tuple) else given
        yield of, [kind for kind, words in kinds.items() if any(re.search(rf"\b{word}", text, re.I) for word in words)]


def _yes_or_no(value: bool) -> frozenset[str]:
    return frozenset({"yes" if value else "no"})
