"""Says in plain sentences how facts became a verdict, what nearly happened, and what would change it.

It reads the same values that ``decide`` made and decides nothing. The words for the variables of the decision sheet are here,
because the sheet itself is for the rules; a variable or value without words is shown as it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guardrails.decide import decide
from guardrails.facts import Fact, Facts, Sheet, to_sheet
from guardrails.ruleset import Rule, Ruleset
from guardrails.verdict import Outcome, Urgency, Verdict

OUTCOME_WORDS = {
    Outcome.SHARE_WITHOUT_CONSENT: "share without consent",
    Outcome.SHARE_WITH_CONSENT: "share with consent",
    Outcome.SEEK_CONSENT: "ask for consent first",
    Outcome.PAUSE: "pause and seek advice",
    Outcome.DO_NOT_SHARE: "do not share",
    Outcome.CLARIFY: "ask for the one fact that is missing",
    Outcome.INFORMATION: "answer the question about the procedure",
    Outcome.OUT_OF_SCOPE: "say that it is not covered",
}

VARIABLE_WORDS = {
    "kind": "the kind of message",
    "child_harm": "harm to a child",
    "other_harm": "harm to anybody else",
    "danger": "danger now",
    "recipient": "who would receive it",
    "consent": "consent",
    "handling": "what it is for and how it would go",
    "matter": "another matter",
    "pressed": "pressure",
    "hold": "who must not hear of it yet",
}

VALUE_WORDS = {
    ("kind", "out_of_scope"): "the message is about something that is not covered",
    ("kind", "information"): "the message is a question about the procedure",
    ("kind", "case"): "the message is about a case",
    ("child_harm", "none"): "nothing shows harm to a child",
    ("child_harm", "worry"): "there is a worry about a child",
    ("child_harm", "cause"): "there is reasonable cause to believe that a child suffers or is likely to suffer significant harm",
    ("child_harm", "evidence"): "there is evidence that a child suffers, or is likely to suffer, significant harm",
    ("other_harm", "none"): "nothing shows harm to anybody else",
    ("other_harm", "free_adult"): "an adult is being harmed and freely refuses help",
    ("other_harm", "harm"): "somebody else is being seriously harmed, or serious crime is involved",
    ("danger", "no"): "nobody is known to be in danger now",
    ("danger", "yes"): "somebody is in danger now",
    ("recipient", "untold"): "nobody said who would receive it",
    ("recipient", "role"): "the recipient has a part in the child's care or protection",
    ("recipient", "no_role"): "the recipient has no part in the child's care or protection",
    ("recipient", "no_role_known"): "the recipient has no part in it, and social care or the police already know",
    ("recipient", "unverified"): "the request is unusual, or nobody has checked who asks",
    ("recipient", "unsafe"): "the recipient is unsafe",
    ("consent", "untold"): "nothing was said about consent",
    ("consent", "given"): "the right person has agreed",
    ("consent", "not_asked"): "nobody who can agree has been asked",
    ("consent", "refused"): "consent was refused or withdrawn",
    ("consent", "doubt"): "it is in doubt whether there is a valid yes",
    ("handling", "untold"): "the purpose was not told",
    ("handling", "need"): "it would reduce a risk or meet the child's needs",
    ("handling", "none"): "it would serve no need of the child, or it is everything to everyone",
    ("handling", "insecure"): "it would go by a route that is not secure",
    ("matter", "none"): "there is no other matter",
    ("matter", "peer"): "a young person is sexually active",
    ("matter", "low_level"): "it is a low-level concern about a colleague",
    ("matter", "harmless_crime"): "there is a crime that harms nobody",
    ("matter", "set_aside"): "a sign of harm was set aside",
    ("matter", "legal_demand"): "there is a demand with legal force",
    ("matter", "breach"): "something already went to the wrong person",
    ("pressed", "no"): "nobody is pressing",
    ("pressed", "yes"): "somebody is pressing",
    ("hold", "nobody"): "nothing speaks against telling the family",
    ("hold", "family"): "telling the family could add to the risk",
    ("hold", "accused"): "it is about somebody who works or volunteers with children",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A value of a fact nobody stated, and what would be decided if it were so."""

    fact: str
    value: str
    asks: str
    outcome: Outcome
    urgency: Urgency
    escalate: bool


def explain(verdict: Verdict, facts: Facts, ruleset: Ruleset) -> tuple[str, ...]:
    """The way from the facts to the verdict: facts, decision sheet, fired rules, outcome, and the rules that nearly fired."""
    sheet = to_sheet(facts, ruleset.spec)
    return (
        *_fact_sentences(facts, ruleset),
        *_sheet_sentences(sheet, ruleset),
        *_rule_sentences(verdict, ruleset),
        _outcome_sentence(verdict),
        *(_nearly_sentence(rule, variable) for rule, variable in nearly_fired(verdict, sheet, ruleset)),
    )


def what_would_change(facts: Facts, ruleset: Ruleset, as_of: date) -> tuple[Change, ...]:
    """For each fact that nobody stated or struck out, the values with which the outcome would be another one."""
    now = decide(facts, ruleset, as_of)
    return tuple(change for change in _changes(facts, ruleset, as_of) if change.outcome is not now.outcome)


def nearly_fired(verdict: Verdict, sheet: Sheet, ruleset: Ruleset) -> tuple[tuple[Rule, str], ...]:
    """The rules that were one condition short, each with the variable that it was short of.

    A rule of one condition counts when its variable has been raised and the next value up would have met it: almost every such
    rule is one condition short of almost every case, and listing those would say nothing.
    """
    short = ((rule, [id for id, values in rule.when.items() if sheet[id] not in values]) for rule in ruleset.rules)
    return tuple(
        (rule, missing[0])
        for rule, missing in short
        if len(missing) == 1 and (len(rule.when) > 1 or _one_step_up(rule, missing[0], sheet, ruleset))
    )


def in_words(variable: str, value: str) -> str:
    """A value of the decision sheet as a clause of a sentence."""
    return VALUE_WORDS.get((variable, value), f"{variable} is {value}")


def conditions_in_words(rule: Rule) -> str:
    """All conditions of a rule as one clause."""
    return "; and ".join(" or ".join(in_words(id, value) for value in values) for id, values in rule.when.items())


def _fact_sentences(facts: Facts, ruleset: Ruleset) -> Iterator[str]:
    if not facts.stated:
        yield "No fact was stated."
    for fact in facts:
        words = " ".join(f"“{word.text}”" for word in fact.words)
        reason = f" {fact.reason}" if fact.reason else ""
        yield f"Fact: {ruleset.spec.fact(fact.id).says}: {fact.value}{f', from {words}' if words else ''}.{reason}"
    for id in facts.struck:
        yield f"Struck out: {ruleset.spec.fact(id).says}."


def _sheet_sentences(sheet: Sheet, ruleset: Ruleset) -> Iterator[str]:
    for variable in ruleset.spec.variables:
        if sheet[variable.id] != variable.values[0]:
            yield f"So {in_words(variable.id, sheet[variable.id])} ({variable.id}: {sheet[variable.id]})."


def _rule_sentences(verdict: Verdict, ruleset: Ruleset) -> Iterator[str]:
    for id in verdict.fired:
        rule = ruleset.rule(id)
        if id in verdict.deciding:
            part = "decides"
        elif rule.then.outcome:
            part = f"would have meant “{OUTCOME_WORDS[rule.then.outcome]}” and is overruled"
        else:
            part = "adds to it"
        yield f"Rule {id} {part}: {rule.says} (clauses {', '.join(rule.cites)})"


def _outcome_sentence(verdict: Verdict) -> str:
    parts = [
        f"Outcome: {OUTCOME_WORDS[verdict.outcome]} ({verdict.outcome.value})",
        f"urgency {verdict.urgency.value}",
        "escalate" if verdict.escalate else "no escalation",
    ]
    if verdict.exceptions:
        parts.append(f"exceptions {', '.join(verdict.exceptions)}")
    if verdict.recipients_with:
        parts.append(f"with {', '.join(verdict.recipients_with)}")
    if verdict.recipients_not_with:
        parts.append(f"not with {', '.join(verdict.recipients_not_with)}")
    return f"{'; '.join(parts)}."


def _nearly_sentence(rule: Rule, variable: str) -> str:
    wanted = " or ".join(in_words(variable, value) for value in rule.when[variable])
    return f"Nearly: rule {rule.id} would also have fired, had it been told that {wanted}."


def _one_step_up(rule: Rule, variable: str, sheet: Sheet, ruleset: Ruleset) -> bool:
    values = ruleset.spec.variable(variable).values
    place = values.index(sheet[variable])
    return 0 < place < len(values) - 1 and values[place + 1] in rule.when[variable]


def _changes(facts: Facts, ruleset: Ruleset, as_of: date) -> Iterator[Change]:
    for spec in ruleset.spec.facts:
        if spec.id in facts.stated or spec.id in facts.struck:
            continue
        for value in spec.values:
            if value != spec.unstated:
                verdict = decide(facts.with_fact(Fact(spec.id, value)), ruleset, as_of)
                yield Change(spec.id, value, spec.asks, verdict.outcome, verdict.urgency, verdict.escalate)
