"""One line under the outcome: what was read, how much of it is to be checked, and the way to it."""

from guardrails.facts import Fact, FactSheet
from ui.markup import show_html
from ui.state import Talk
from ui.sureness import is_unsure
from ui.words import value_label

FACTS = "facts"
"""The id of the heading over the facts, to which the line leads."""

_LINE = """
<p class="read-line"><span>What I read: {read}.</span> <a href="#{facts}" class="to-facts">{check}</a></p>
"""
_MOST = 2
_PLAIN = frozenset({"yes", "cause", "evidence"})
"""Values that the fact's own words already say."""
_NOTHING = "nothing that the rules use"


def show(talk: Talk, spec: FactSheet) -> None:
    """Show the line."""
    if talk.latest is None:
        return
    stated = talk.latest.answer.facts.stated
    facts = tuple(stated[known.id] for known in spec.facts if known.id in stated)
    show_html(_LINE, read=_listed(facts, spec), facts=FACTS, check=to_check(facts))


def to_check(facts: tuple[Fact, ...]) -> str:
    """What the link to the facts says: how many of them are not sure."""
    unsure = sum(map(is_unsure, facts))
    if not facts:
        return "Add what I missed"
    return f"Check it: I am not sure of {unsure} of {len(facts)}" if unsure else "Check it"


def _listed(facts: tuple[Fact, ...], spec: FactSheet) -> str:
    """The facts in a few words, what is to be checked first."""
    said = [_said(fact, spec) for fact in sorted(facts, key=is_unsure, reverse=True)]
    more = [f"{len(said) - _MOST} more"] if len(said) > _MOST else []
    return "; ".join((*said[:_MOST], *more)) or _NOTHING


def _said(fact: Fact, spec: FactSheet) -> str:
    known = spec.fact(fact.id)
    return known.says if fact.value in _PLAIN else f"{known.says} ({value_label(known.group, fact.value)})"
