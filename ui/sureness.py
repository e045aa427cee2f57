"""How surely a fact was read: told in plain words beside the fact, in figures only to whoever looks behind the answer."""

from guardrails.facts import Fact, Provenance

SURE = 80
"""Per cent from which on an inferred fact is shown without a doubt; below it, by its own account, more than one in five is wrong."""

_NEAREST, _MADE_UP = "Nearest training message:", "Nearest made-up example:"


def is_unsure(fact: Fact) -> bool:
    """Whether this fact was inferred and may well be wrong. One of which nobody says how sure it is counts as unsure."""
    if fact.provenance is not Provenance.LEARNED:
        return False
    return fact.sure is None or fact.sure < SURE


def behind_it(line: str) -> str:
    """A line of the explanation with the reader's nearest example called what it is."""
    return line.replace(_NEAREST, _MADE_UP)
