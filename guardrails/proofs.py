"""What must hold of the rules, shown by looking at every case rather than by trying some.

The decision sheet is small enough that each of its states is visited. A property that fails is a ``Fault`` with a
counter-example; nothing here raises, so that an auditor sees all of them at once. ``promises`` says what must hold of any single
state; the rest compares states with one another, and the full fact sheet with the decision sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from guardrails.decide import combine, decide
from guardrails.facts import Fact, Facts, FactSheet, FactSpec, Raising, Sheet, to_sheet
from guardrails.promises import PROMISES, Promise
from guardrails.ruleset import Rule, Ruleset
from guardrails.verdict import EXCEPTIONS, Outcome, Urgency, Verdict, protects_by_sharing, protects_by_withholding

BESIDE_SIGNS = frozenset({"hold", "pressed"})
"""Variables that are no harm in themselves and that signs of harm, or somebody pressing, raise with it."""

EXPLAINING = frozenset({"adult_refuses"})
"""Facts that may lower a sign of harm: a capable adult's free refusal, and nothing else."""

SIGN_GROUPS = frozenset({"harm", "other"})
OTHER_SIGNS = frozenset({"sexual_activity", "unequal", "breach"})
"""Which facts are signs of harm: those of the two groups, but for the explaining one, and these."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A property that does not hold: which one, and a case that shows it."""

    property: str
    shown_by: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found. ``proven`` are the properties that hold, in words; ``notes`` are worth a look but no fault."""

    states: int
    fired_sets: int
    most_rules: int
    never_fired: tuple[str, ...]
    never_deciding: tuple[str, ...]
    outcomes: Mapping[str, int]
    proven: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def check(ruleset: Ruleset, as_of: date) -> Report:
    """Prove everything that must hold of the rules in force on this day, and on every later day on which the rules change."""
    faults: dict[Fault, None] = {}
    proven: dict[str, None] = {}
    days = (as_of, *days_of_change(ruleset, as_of))
    tables = [Table(ruleset, day) for day in days]
    for table in tables:
        for property, found in _properties(table):
            shown = tuple(found)
            faults.update(dict.fromkeys(Fault(property, case) for case in shown))
            proven.setdefault(property)
    today = tables[0]
    broken = {fault.property for fault in faults}
    return Report(
        states=len(today.held),
        fired_sets=len(today.verdicts),
        most_rules=max(len(verdict.fired) for verdict in today.verdicts.values()),
        never_fired=today.never_fired,
        never_deciding=today.never_deciding,
        outcomes=today.outcomes(),
        proven=tuple(property for property in proven if property not in broken),
        faults=tuple(faults),
        notes=tuple(idle_rules(today)),
    )


def days_of_change(ruleset: Ruleset, as_of: date) -> tuple[date, ...]:
    """The days after ``as_of`` on which a rule comes into force or ends."""
    days = {day for rule in ruleset.rules for day in (rule.in_force_from, rule.in_force_until) if day and day > as_of}
    return tuple(sorted(days))


@dataclass(frozen=True)
class Table:
    """Every state of the decision sheet on one day, in the order of its values, with the set of rules that fires in it."""

    ruleset: Ruleset
    as_of: date

    @cached_property
    def held(self) -> list[int]:
        """For every state, by number, the set of fired rules."""
        held = [self.ruleset.in_force(self.as_of)]
        for holding in self.ruleset.holding.values():
            sets = tuple(holding.values())
            held = [before & allowed for before in held for allowed in sets]
        return held

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        """The verdict of every set of rules that fires anywhere."""
        return {held: combine(self.ruleset.members(held)) for held in dict.fromkeys(self.held)}

    @cached_property
    def kinds(self) -> tuple[list[int], list[Verdict]]:
        """For every state the number of its kind of verdict, and one verdict of each kind.

        Verdicts are of one kind when they differ only in the order of their lists, in clauses, and in which rules fired.
        """
        numbers: dict[object, int] = {}
        examples: list[Verdict] = []
        number_of: dict[int, int] = {}
        for held, verdict in self.verdicts.items():
            kind = kind_of(verdict)
            if kind not in numbers:
                numbers[kind] = len(numbers)
                examples.append(verdict)
            number_of[held] = numbers[kind]
        return [number_of[held] for held in self.held], examples

    @cached_property
    def strides(self) -> Mapping[str, int]:
        """How far apart two states are that differ by one step in this variable."""
        strides: dict[str, int] = {}
        stride = 1
        for variable in reversed(self.ruleset.spec.variables):
            strides[variable.id] = stride
            stride *= len(variable.values)
        return strides

    def sheet(self, state: int) -> dict[str, str]:
        """The decision sheet of the state with this number."""
        variables = self.ruleset.spec.variables
        return {v.id: v.values[state // self.strides[v.id] % len(v.values)] for v in variables}

    def ranks(self, variable: str) -> list[int]:
        """For every state the rank of this variable's value."""
        stride, values = self.strides[variable], len(self.ruleset.spec.variable(variable).values)
        block = [rank for rank in range(values) for _ in range(stride)]
        return block * (len(self.held) // len(block))

    def outcomes(self) -> Mapping[str, int]:
        """In how many states each outcome is decided."""
        kinds, examples = self.kinds
        counts = dict.fromkeys((outcome.value for outcome in Outcome), 0)
        for kind in kinds:
            counts[examples[kind].outcome.value] += 1
        return counts

    @cached_property
    def never_fired(self) -> tuple[str, ...]:
        """The rules in force that fire in no state."""
        met = 0
        for held in self.verdicts:
            met |= held
        return tuple(rule.id for rule in self.ruleset.members(self.ruleset.in_force(self.as_of) & ~met))

    @cached_property
    def never_deciding(self) -> tuple[str, ...]:
        """The rules with an outcome that is always overruled."""
        deciding = {id for verdict in self.verdicts.values() for id in verdict.deciding}
        rules = self.ruleset.members(self.ruleset.in_force(self.as_of))
        return tuple(rule.id for rule in rules if rule.then.outcome and rule.id not in deciding)


def kind_of(verdict: Verdict) -> tuple[object, ...]:
    """All of a verdict that a person acts on."""
    return (
        verdict.outcome,
        verdict.urgency,
        verdict.escalate,
        verdict.exceptions,
        frozenset(verdict.recipients_with),
        frozenset(verdict.recipients_not_with),
        frozenset(verdict.must_say),
    )


def _properties(table: Table) -> Iterator[tuple[str, Iterable[str]]]:
    ruleset, spec = table.ruleset, table.ruleset.spec
    yield "every state is decided by a rule", undecided(table)
    yield "the order of the rules does not matter", order_matters(table)
    yield "every rule fires somewhere", (f"{id} fires in no state" for id in table.never_fired)
    yield (
        "every rule with an outcome decides somewhere",
        (f"{id} is overruled wherever it fires" for id in table.never_deciding),
    )
    yield "every condition of every rule matters", idle_conditions(table)
    yield (
        "every rule that grants an exception cites it, and no rule cites one that it does not weigh",
        uncited(ruleset.rules),
    )
    yield from ((promise.says, breaches(table, promise)) for promise in PROMISES)
    yield "raising a sign on the decision sheet never protects less by sharing", softened_by_sharing(table)
    yield "raising the recipient or a hold never protects less by withholding", softened_by_withholding(table)
    yield "every fact reaches the decision sheet", unreached(spec)
    yield "no fact lowers what another raised, but for a free adult's refusal", uncovered(spec)
    yield "a sign that was set aside leaves at least a pause in any company", forgotten(ruleset, table.as_of)
    yield "a sign raises the decision sheet in any company", lowered_sheets(spec)
    yield "a sign never softens the verdict in any company", softened_verdicts(ruleset, table.as_of)


def undecided(table: Table) -> Iterator[str]:
    """The states that no rule decides."""
    for held, verdict in table.verdicts.items():
        if not verdict.deciding:
            yield _words(table.sheet(table.held.index(held)))
            return


def order_matters(table: Table) -> Iterator[str]:
    """A set of rules whose verdict changes when they are taken the other way round."""
    for held, verdict in table.verdicts.items():
        rules = table.ruleset.members(held)
        if combine(rules[::-1]) != verdict:
            yield ", ".join(verdict.fired)
            return


def idle_conditions(table: Table) -> Iterator[str]:
    """Conditions that could be left out of their rule: no pair of states shows them to make a difference."""
    kinds, _ = table.kinds
    for place, rule in enumerate(table.ruleset.rules):
        for id in rule.when:
            if rule.in_force(table.as_of) and not _independent(table, kinds, place, id):
                yield f"rule {rule.id}: the condition on {id} changes nothing"


def _independent(table: Table, kinds: list[int], place: int, id: str) -> bool:
    stride, values = table.strides[id], len(table.ruleset.spec.variable(id).values)
    for state, held in enumerate(table.held):
        if held >> place & 1:
            first = state - state // stride % values * stride
            for other in range(first, first + values * stride, stride):
                if not table.held[other] >> place & 1 and kinds[other] != kinds[state]:
                    return True
    return False


def idle_rules(table: Table) -> Iterator[str]:
    """Rules whose removal would change no verdict."""
    for place, rule in enumerate(table.ruleset.rules):
        with_it = (held for held in table.verdicts if held >> place & 1)
        if rule.id not in table.never_fired and not any(
            kind_of(combine(table.ruleset.members(held & ~(1 << place)))) != kind_of(table.verdicts[held])
            for held in with_it
        ):
            yield f"rule {rule.id} adds nothing that other rules do not say"


def uncited(rules: tuple[Rule, ...]) -> Iterator[str]:
    """Rules whose exceptions and clauses do not fit one another."""
    for rule in rules:
        granted, cited = rule.then.exceptions, [id for id in rule.cites if id in EXCEPTIONS]
        if granted and granted[0] not in cited:
            yield f"rule {rule.id} grants {granted[0]} and does not cite it"
        if rule.then.outcome is Outcome.SHARE_WITHOUT_CONSENT and not set(cited) <= set(granted):
            yield f"rule {rule.id} cites {', '.join(cited)} and grants {', '.join(granted) or 'none'}"


def breaches(table: Table, promise: Promise) -> Iterator[str]:
    """The first state in which a promise is broken."""
    kinds, examples = table.kinds
    columns = [table.ranks(id) for id in promise.reads]
    seen = dict(zip(zip(kinds, *columns, strict=True), range(len(kinds)), strict=True))
    for (kind, *_), state in seen.items():
        sheet = table.sheet(state)
        if not promise.holds(sheet, examples[kind]):
            yield f"{_words(sheet)} gives {_verdict_words(examples[kind])}"
            return


def softened_by_sharing(table: Table) -> Iterator[str]:
    """Steps up that protect less by sharing, on every variable that signs of harm reach."""
    for variable in table.ruleset.spec.variables:
        if variable.id in shared_variables(table.ruleset.spec):
            yield from _softened(table, variable.id, protects_by_sharing)


def softened_by_withholding(table: Table) -> Iterator[str]:
    """Steps up that protect less by withholding: on the recipient, on who must not hear of it, and on signs of harm."""
    for variable in table.ruleset.spec.variables:
        if variable.toward == "withhold" or variable.id in shared_variables(table.ruleset.spec):
            yield from _softened(table, variable.id, protects_by_withholding)


def _softened(table: Table, id: str, protects: Callable[[Verdict, Verdict], bool]) -> Iterator[str]:
    kinds, examples = table.kinds
    stride, values = table.strides[id], table.ruleset.spec.variable(id).values
    ranks = table.ranks(id)
    steps = zip(kinds, kinds[stride:], ranks, strict=False)
    seen = dict(zip(steps, range(len(kinds)), strict=False))
    for (low, high, rank), state in seen.items():
        if rank < len(values) - 1 and not protects(examples[low], examples[high]):
            yield (
                f"{_words(table.sheet(state))} gives {_verdict_words(examples[low])}; "
                f"with {id} {values[rank + 1]} it gives {_verdict_words(examples[high])}"
            )
            return


def shared_variables(spec: FactSheet) -> frozenset[str]:
    """The variables that protect by sharing, and those that only signs of harm and pressure reach beside them."""
    return frozenset(variable.id for variable in spec.variables if variable.toward == "share" or variable.id in BESIDE_SIGNS)


def signs(spec: FactSheet) -> tuple[FactSpec, ...]:
    """The facts that are signs of harm: a higher value of one says more harm, whatever else is known."""
    return tuple(
        fact
        for fact in spec.facts
        if fact.id in OTHER_SIGNS or (fact.group in SIGN_GROUPS and fact.id not in EXPLAINING)
    )


def unreached(spec: FactSheet) -> Iterator[str]:
    """Facts for which no two fact sets that differ only in them give different decision sheets."""
    for fact in spec.facts:
        if reaching_pair(fact, spec) is None:
            yield f"no value of {fact.id} changes the decision sheet"


def reaching_pair(fact: FactSpec, spec: FactSheet) -> tuple[Facts, Facts] | None:
    """Two fact sets that differ only in this fact and give different decision sheets; ``None`` if there are none."""
    for raising in spec.raisings:
        if any(id == fact.id for id, _ in raising.when):
            company = {id: min(values) for id, values in raising.when if id != fact.id}
            further = ({other.id: value} for other in spec.facts if other.id != fact.id for value in other.values)
            for beside in (company, *({**more, **company} for more in further)):
                given = [facts_of({**beside, fact.id: value}) for value in fact.values]
                first = to_sheet(given[0], spec)
                for other in given[1:]:
                    if to_sheet(other, spec) != first:
                        return given[0], other
    return None


def uncovered(spec: FactSheet) -> Iterator[str]:
    """Raisings that a higher value of one of their facts would undo, with nothing to take their place.

    A decision sheet holds the highest value that any raising asks for. So it can only fall with a fact that rises out of the
    values of a raising, unless another raising, asking for no more of the other facts, then gives as much. Where there is always
    such another, no company of facts whatever makes a difference.
    """
    protected = {place for place, v in enumerate(spec.variables) if v.toward in {"share", "withhold"} or v.id == "hold"}
    higher = {fact.id: fact.values for fact in (*signs(spec), spec.fact("recipient"))}
    for raising in spec.raisings:
        for id, values in raising.when:
            for value in _above(values, higher.get(id, ())):
                for variable, rank in raising.ranks:
                    if variable in protected and not _covered(spec, raising, id, value, variable, rank):
                        asked = " and ".join(f"{fact} {'/'.join(sorted(of))}" for fact, of in raising.when)
                        yield f"{asked} raises {spec.variables[variable].id}, but {id} {value} does not"


def _above(values: frozenset[str], ordered: tuple[str, ...]) -> Iterator[str]:
    lowest = min((ordered.index(value) for value in values if value in ordered), default=len(ordered))
    return (value for value in ordered[lowest:] if value not in values)


def _covered(spec: FactSheet, raising: Raising, id: str, value: str, variable: int, rank: int) -> bool:
    asked = dict(raising.when)
    return any(
        place == variable
        and reached >= rank
        and all(value in values if fact == id else asked.get(fact, _ANYTHING) <= values for fact, values in other.when)
        for other in spec.raisings
        for place, reached in other.ranks
    )


_ANYTHING = frozenset({"any value at all"})


def forgotten(ruleset: Ruleset, as_of: date) -> Iterator[str]:
    """Another fact beside which a sign that was set aside leaves less than a pause, today, with escalation."""
    for other in ruleset.spec.facts:
        for value in other.values if other.id != "set_aside" else ():
            verdict = decide(facts_of({other.id: value, "set_aside": "yes"}), ruleset, as_of)
            held = verdict.outcome in {Outcome.SHARE_WITHOUT_CONSENT, Outcome.DO_NOT_SHARE, Outcome.PAUSE}
            if not (held and verdict.urgency is not Urgency.ROUTINE and verdict.escalate):
                yield f"with {other.id} {value}: {_verdict_words(verdict)}"


def lowered_sheets(spec: FactSheet) -> Iterator[str]:
    """A sign, a step of it and another fact with which the step lowers a variable that protects by sharing."""
    shared = [variable for variable in spec.variables if variable.toward == "share"]
    for fact, low, high, company in steps_in_company(spec):
        before, after = to_sheet(low, spec), to_sheet(high, spec)
        for variable in shared:
            if variable.values.index(after[variable.id]) < variable.values.index(before[variable.id]):
                yield f"with {company}, {fact} lowers {variable.id}"


def softened_verdicts(ruleset: Ruleset, as_of: date) -> Iterator[str]:
    """A sign, a step of it and another fact with which the step softens the verdict."""
    for fact, low, high, company in steps_in_company(ruleset.spec):
        before, after = decide(low, ruleset, as_of), decide(high, ruleset, as_of)
        if not protects_by_sharing(before, after) or not protects_by_withholding(before, after):
            yield f"with {company}, {fact} turns {_verdict_words(before)} into {_verdict_words(after)}"
            return


def steps_in_company(spec: FactSheet) -> Iterator[tuple[str, Facts, Facts, str]]:
    """Every step of every sign of harm, beside every value of every other fact."""
    for sign in signs(spec):
        for other in spec.facts:
            for value in other.values if other.id != sign.id else ():
                for low, high in zip(sign.values, sign.values[1:], strict=False):
                    before = facts_of({other.id: value, sign.id: low})
                    after = facts_of({other.id: value, sign.id: high})
                    yield f"{sign.id} {low} to {high}", before, after, f"{other.id} {value}"


def facts_of(values: Mapping[str, str]) -> Facts:
    """Facts with these values and no words behind them."""
    return Facts({id: Fact(id, value) for id, value in values.items()})


def _words(sheet: Sheet) -> str:
    return ", ".join(f"{id} {value}" for id, value in sheet.items())


def _verdict_words(verdict: Verdict) -> str:
    parts = [verdict.outcome.value, verdict.urgency.value, "escalate" if verdict.escalate else "no escalation"]
    if verdict.recipients_not_with:
        parts.append(f"not with {', '.join(verdict.recipients_not_with)}")
    return ", ".join((*parts, *verdict.exceptions))
