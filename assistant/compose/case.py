"""The case that a reply is written for, and the situation: the closed set of keys that a line's ``when`` may name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.reading.particulars import Particulars
from assistant.wording import Wording
from corpus.clauses import Certainty, Clause, Corpus
from guardrails.facts import Facts, FactSheet, Provenance, to_sheet
from guardrails.ruleset import Ruleset
from guardrails.verdict import Verdict

Situation = Mapping[str, frozenset[str]]
"""For every key the values that hold in this case."""

UNNAMED = "likely_harm"
"""The sign that says harm and not of what kind."""

_STRENGTH = {"evidence": 3, "worry": 1, "none": 0, "no": 0, "untold": 0}
_STATED = 2
_WORRY = 1
_ABOUT_THE_CHILD = {"harm", "young_person"}
_WHOLLY = 100
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


def signs(case: Case, wording: Wording) -> tuple[str, ...]:
    """The facts that show or suggest harm here, the one to name first before the others.

    Harm to a child comes before harm to others, a named kind before none, and what words point at before what was only learned, the surer
    first. A bare worry is left out beside a stronger sign of harm to a child.
    """
    stated = _stated(case)
    found = [id for id, sign in wording.signs.items() if fits(sign.when, {}, stated) and _strength(case, id)]
    settled = any(_strength(case, id) > _WORRY and id in case.spec.harm_facts for id in found)
    kept = (id for id in found if _strength(case, id) > _WORRY or not settled)
    return tuple(sorted(kept, key=lambda id: _place(case, id)))


def _place(case: Case, id: str) -> tuple[bool, int, bool, int, int]:
    """Where a sign stands among the others; signs of the same place keep the order of the wording."""
    strength, sure = _strength(case, id), _how_sure(case, id)
    return strength == _WORRY, _told_first(case, id), sure < _WHOLLY, -strength, -sure


def _told_first(case: Case, id: str) -> int:
    """Harm of a named kind to a child, then what else bears on the child, then harm of no kind, then harm to others."""
    if id == UNNAMED:
        return 2
    if id in case.spec.harm_facts:
        return 0
    return 1 if case.spec.fact(id).group in _ABOUT_THE_CHILD else 3


def _how_sure(case: Case, id: str) -> int:
    """In per cent. What words say counts wholly, and what was learned never does."""
    fact = case.facts.stated.get(id)
    if fact is None or fact.provenance is not Provenance.LEARNED:
        return _WHOLLY
    return min(fact.sure or 0, _WHOLLY - 1)


def usable(phrase: str) -> str:
    """The phrase if it is short and plain enough to stand in a sentence, else nothing."""
    return phrase if _PLAIN.match(phrase) and len(phrase.split()) <= _LONGEST_PARTICULAR else ""


def kinds_of(of: str, phrase: str, wording: Wording) -> tuple[str, ...]:
    """Which kinds of recipient, information, giver or child a phrase names, by its words."""
    return tuple(kind for kind, words in wording.kinds[of].items() if any(re.search(rf"\b{word}", phrase, re.IGNORECASE) for word in words))


def situation(
    case: Case,
    wording: Wording,
    corpus: Corpus,
    found: tuple[str, ...],
    best: Clause | None = None,
    *,
    weak: bool = False,
    sure: bool = True,
    subject: str = "",
    aspect: str = "",
) -> Situation:
    """Every key that the wording may ask for, with what holds here; ``found`` are the case's signs."""
    verdict = case.verdict
    kinds = {f"kind.{of}": _kinds(case.particulars, of, wording) for of in wording.kinds}
    here: Situation = {
        **_stated(case),
        **kinds,
        "outcome": frozenset({str(verdict.outcome)}),
        "urgency": frozenset({str(verdict.urgency)}),
        "escalate": _yes_or_no(verdict.escalate),
        "exception": frozenset(verdict.exceptions),
        "with": frozenset(verdict.recipients_with),
        "not_with": frozenset(verdict.recipients_not_with),
        "must": frozenset(verdict.must_say),
        "named": frozenset(name for name in ("recipient", "information", "route", "giver", "unsafe") if _named(case, name)),
        "refusal": frozenset({refusal(case, wording)}),
        "agreement": frozenset({agreement(case, wording)}),
        "limited": _yes_or_no(case.particulars.limited),
        "told": case.particulars.circumstances or frozenset({"none"}),
        "progress": frozenset({case.particulars.progress or "none"}),
        "caller": frozenset({case.particulars.caller or "none"}),
        "asker": frozenset({case.particulars.asker or "untold"}),
        "area": frozenset({case.particulars.area or "derby"}),
        "signs": frozenset(found) or frozenset({"none"}),
        "main": frozenset(found[:1]),
        "unnamed": _yes_or_no({id for id in found if id in case.spec.harm_facts} == {UNNAMED}),
        "confirmed": frozenset(contact.id for contact in corpus.contacts if contact.certainty is Certainty.CONFIRMED),
        "best": frozenset({"none" if best is None else "procedure" if best.is_procedure else "note"}),
        "weak": _yes_or_no(weak),
        "sure": _yes_or_no(sure),
        "subject": frozenset({subject or "none"}),
        "aspect": frozenset({aspect or "none"}),
    }
    added = (role for role, cases in wording.also_with.items() if any(fits(one.when, one.unless, here) for one in cases))
    return {**here, "with": here["with"].union(added)}


def refusal(case: Case, wording: Wording) -> str:
    """How plainly a no was said: ``plain`` by somebody who could have said yes, ``unnamed`` by nobody who is known, ``doubtful`` where
    no words say it or it was not theirs to say, ``none`` where there is none."""
    return _how_plainly(case, "refused", wording)


def agreement(case: Case, wording: Wording) -> str:
    """The same of a yes. Beside harm nothing is said of one that is not plain: it may have been to something else."""
    return _how_plainly(case, "given", wording)


def _how_plainly(case: Case, answer: str, wording: Wording) -> str:
    said = case.facts.stated.get("consent")
    if said is None or said.value != answer:
        return "none"
    giver = case.value("consent_giver")
    theirs = giver != "somebody_else" and "carer" not in _kinds(case.particulars, "giver", wording)
    if said.provenance is Provenance.LEARNED or not theirs:
        return "doubtful"
    return "plain" if giver != "untold" or usable(case.particulars.giver) else "unnamed"


def fits(when: Mapping[str, tuple[str, ...]], unless: Mapping[str, tuple[str, ...]], here: Situation) -> bool:
    """Whether every key of ``when`` has a value that holds, and no key of ``unless`` has one."""
    return all(here.get(key, frozenset()).intersection(values) for key, values in when.items()) and not any(
        here.get(key, frozenset()).intersection(values) for key, values in unless.items()
    )


def _stated(case: Case) -> dict[str, frozenset[str]]:
    facts = {spec.id: frozenset({case.value(spec.id)}) for spec in case.spec.facts}
    return facts | {f"sheet.{id}": frozenset({value}) for id, value in to_sheet(case.facts, case.spec).items()}


def _strength(case: Case, id: str) -> int:
    return _STRENGTH.get(case.value(id), _STATED)


def _named(case: Case, name: str) -> bool:
    given = getattr(case.particulars, name)
    return any(map(usable, given)) if isinstance(given, tuple) else bool(usable(given))


def _kinds(particulars: Particulars, of: str, wording: Wording) -> frozenset[str]:
    given = getattr(particulars, of)
    items = given if isinstance(given, tuple) else (given,)
    return frozenset(kind for item in items for kind in kinds_of(of, item, wording))


def _yes_or_no(value: bool) -> frozenset[str]:
    return frozenset({"yes" if value else "no"})
