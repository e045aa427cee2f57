"""The messages of one case as they are read: folded, with what patterns meet in each of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.ages import GROWN, corrects_age, read_age, supposes
from assistant.reading.aspects import brings_another_child
from assistant.reading.gap import read_gap, read_under_age
from assistant.reading.normalise import BETWEEN, Folded
from assistant.reading.patterns import Match, find, load_patterns
from assistant.reading.together import KINDS, find_together
from guardrails.facts import Words


@dataclass(frozen=True, slots=True)
class Said:
    """The turns of one case as they are read: folded, what patterns met in each, and its place in the conversation."""

    turns: tuple[str, ...]
    folded: tuple[Folded, ...]
    matches: tuple[tuple[int, Match], ...]
    places: tuple[int, ...]

    def up_to(self, count: int) -> "Said":
        """The case as it stood after so many of its turns."""
        met = tuple((turn, match) for turn, match in self.matches if turn < count)
        return Said(self.turns[:count], self.folded[:count], met, self.places[:count])

    def alone(self, turn: int) -> "Said":
        """One turn as if nothing had been said before it."""
        met = tuple((0, match) for met_in, match in self.matches if met_in == turn)
        return Said(self.turns[turn : turn + 1], self.folded[turn : turn + 1], met, self.places[turn : turn + 1])

    def kinds(self) -> tuple[tuple[int, Match], ...]:
        """The kinds of harm that words tell of where harm is read: they name it, and say none by themselves."""
        return tuple(find_together(self.folded, KINDS))

    @property
    def text(self) -> str:
        """All turns as one text, as the learned part reads them."""
        return BETWEEN.join(folded.text for folded in self.folded)

    def words(self, turn: int, start: int, end: int) -> Words:
        """A run of a folded turn in the person's own words."""
        low, high = self.folded[turn].span(start, end)
        return Words(self.places[turn], low, high, self.turns[turn][low:high])

    def pointed(self, fact: str, value: str | None = None) -> Words | None:
        """The last words that a pattern matched for this fact."""
        for turn, match in reversed(self.matches):
            if match.fact == fact and value in {None, match.value}:
                return self.words(turn, match.start, match.end)
        return None


def matches_in(folded: tuple[Folded, ...]) -> Iterator[tuple[int, Match]]:
    """What patterns meet in each turn, with its number: words, ages, and things that several turns tell together."""
    patterns, _ = load_patterns()
    aged, gap = False, read_gap(folded)
    for turn, text in enumerate(folded):
        yield from ((turn, match) for match in find(text, patterns))
        age = read_age(text)
        if age and aged and brings_another_child(text) and not any(map(str.isdigit, text.text[age.start : age.end])):
            continue  # a baby of the home beside the child told of
        if age and gap and gap[0] == turn and age.start < gap[1].end and gap[1].start < age.end:
            continue  # the age of the older one
        if age and (age.value != GROWN or not aged or supposes(text) or corrects_age(text)):
            yield turn, age
            aged = True
    yield from (found for found in (gap, read_under_age(folded)) if found)
    yield from find_together(folded)
