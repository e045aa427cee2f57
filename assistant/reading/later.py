"""A message after the first of its case: whether it tells more of the case, or only asks for a part of the answer."""

import re
from dataclasses import dataclass

from assistant.reading.aspects import (
    CHANGED,
    CORRECTED,
    UNDER_WAY,
    aspect_of,
    is_filler,
    is_question,
    is_supposed,
    tells_nothing,
    without_asides,
)
from assistant.reading.general import asks_beside
from assistant.reading.learned import LearnedReader
from assistant.reading.normalise import Folded
from assistant.reading.said import matches_in
from assistant.reading.stating import OF_ANYBODY, OF_OFFICES
from guardrails.ruleset import Ruleset

PERHAPS_HARMED = 0.3
"""From this probability of harm, a message that asks for a part of the answer is read with the case all the same."""
TELLING = set("child_age danger_now adult_harm high_risk crime breach legal_demand pressed route about_staff telling_unsafe".split())
TELLING_WITH = {("consent", "given"), ("consent", "refused"), *(("recipient", value) for value in ("unsafe", "no_role", "unverified"))}
"""Facts, and values of others, whose words in such a message tell something of the case."""
SUPPOSED = {("consent", "given"), ("consent", "refused"), ("pressed", "yes")}
"""What is told of nobody where it is only supposed ("what if she says no?")."""
SOMEBODY = re.compile(r"\b(?:hes?|shes?|him|his|hers?|kids?|child\w*|bab(?:y|ies)|boys?|girls?|lads?|mums?|dads?)\b")
"""Without such words, what tells that an office did not come back, or that a child has a brother or sister, sounds like harm to the learned
part alone."""


@dataclass(frozen=True, slots=True)
class Later:
    """A message after the first of its case, without its asides, with what it asks of the answer before it and how likely it alone speaks
    of harm."""

    message: Folded
    aspect: str
    harmed: float

    @classmethod
    def read(cls, message: Folded, learned: LearnedReader | None) -> "Later":
        """Read it alone, without its asides; ``learned`` is ``None`` when the learned part could not be loaded."""
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
        return {(match.fact, match.value) for _, match in matches_in((self.message,))}
