"""What one person said, turn by turn, and what they corrected: everything that an answer depends on but the parts."""

from dataclasses import dataclass, replace
from datetime import date

from guardrails.facts import Fact


@dataclass(frozen=True, slots=True)
class Conversation:
    """The person's own messages, oldest first, with the facts they stated outright and those they struck out as misread.

    ``as_of`` is the day for which the rules are asked; ``asker`` is who is asking ("school", "health", … or empty) and
    ``area`` where the child lives ("derby", "derbyshire", "elsewhere", or empty for what their words say).
    """

    turns: tuple[str, ...]
    as_of: date
    corrections: tuple[Fact, ...] = ()
    struck: tuple[str, ...] = ()
    asker: str = ""
    area: str = ""

    def with_turn(self, message: str) -> "Conversation":
        """This conversation with one more message."""
        return replace(self, turns=(*self.turns, message))

    def with_correction(self, fact: Fact) -> "Conversation":
        """This conversation with a fact that the person states, in place of whatever was read."""
        kept = tuple(other for other in self.corrections if other.id != fact.id)
        return replace(self, corrections=(*kept, fact), struck=tuple(id for id in self.struck if id != fact.id))

    def without_fact(self, id: str) -> "Conversation":
        """This conversation with a fact struck out as misread."""
        kept = tuple(other for other in self.corrections if other.id != id)
        return replace(self, corrections=kept, struck=tuple(dict.fromkeys((*self.struck, id))))
