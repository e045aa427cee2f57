"""Why an answer is wrong for a situation, worked out from the rules: the case in which they would give that answer, and what differs here.

Of all cases in which the rules come to that answer, the one is taken that differs least from the situation. It is looked for on the
decision sheet, by the same function that decides, so no explanation can say what the rules do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from assistant.practise.situations import Situation
from guardrails.decide import decide_sheet
from guardrails.explain import in_words
from guardrails.facts import Sheet, Variable, to_sheet
from guardrails.ruleset import Rule, Ruleset
from guardrails.verdict import Outcome

_PLAINEST = ("kind", "consent", "child_harm", "recipient", "handling", "matter", "danger", "other_harm", "pressed", "hold")
"""Which difference is the plainest to learn from, where several would do."""
_LAST = len(_PLAINEST)
_ODD = ("untold", "no_role_known")
"""Values that are named only where no other would do: what nobody said, and a recipient without a role where others know already."""


@dataclass(frozen=True, slots=True)
class WrongTurn:
    """An answer that is wrong here. ``rule`` gives it in the case nearest to this one; ``here`` says in words what is so in the
    situation, and ``otherwise`` what would have to be so instead, each in the same order.
    """

    outcome: Outcome
    rule: Rule
    here: tuple[str, ...]
    otherwise: tuple[str, ...]

    def __str__(self) -> str:
        """The explanation in three sentences."""
        cites = ", ".join(self.rule.cites)
        return (
            f"Here {_joined(self.here)}. That answer would need another case, in which {_joined(self.otherwise)}. "
            f"Its rule: {self.rule.says} ({cites})"
        )


def wrong_turns(situation: Situation, ruleset: Ruleset, as_of: date) -> dict[Outcome, WrongTurn]:
    """Why each other answer than the situation's own is wrong, by the rules in force on this day."""
    sheet = to_sheet(situation.stated(), ruleset.spec)
    wanted = [outcome for outcome in Outcome if outcome is not situation.outcome]
    found: dict[Outcome, WrongTurn] = {}
    for changed in _from_nearest(sheet, ruleset):
        verdict = decide_sheet(changed, ruleset, as_of)
        if verdict.outcome in wanted and verdict.outcome not in found and verdict.deciding:
            found[verdict.outcome] = _turn(sheet, changed, verdict.outcome, ruleset.rule(verdict.deciding[0]))
        if len(found) == len(wanted):
            break
    return {outcome: found[outcome] for outcome in wanted if outcome in found}


def _from_nearest(sheet: Sheet, ruleset: Ruleset) -> Iterator[Sheet]:
    """Every other state of the decision sheet: first those in which one thing differs, then two, and so on, the plainest first."""
    variables = sorted(ruleset.spec.variables, key=_plainness)
    for count in range(1, len(variables) + 1):
        for chosen in combinations(variables, count):
            for values in product(*(_other_values(variable, sheet) for variable in chosen)):
                yield {**sheet, **{variable.id: value for variable, value in zip(chosen, values, strict=True)}}


def _plainness(variable: Variable) -> int:
    return _PLAINEST.index(variable.id) if variable.id in _PLAINEST else _LAST


def _other_values(variable: Variable, sheet: Sheet) -> list[str]:
    return sorted((value for value in variable.values if value != sheet[variable.id]), key=lambda value: value in _ODD)


def _turn(sheet: Sheet, changed: Sheet, outcome: Outcome, rule: Rule) -> WrongTurn:
    differing = [id for id in sheet if changed[id] != sheet[id]]
    return WrongTurn(
        outcome,
        rule,
        tuple(in_words(id, sheet[id]) for id in differing),
        tuple(in_words(id, changed[id]) for id in differing),
    )


def _joined(clauses: tuple[str, ...]) -> str:
    *first, last = clauses
    return f"{', '.join(first)}, and {last}" if first else last
