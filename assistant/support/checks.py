"""What a stretch of a clause must share with a sentence to bear it out, check by check."""

from collections.abc import Callable, Iterator

from assistant.support.actors import actor, first_actor, turned_round
from assistant.support.lists import load_lists, says_something
from assistant.support.stretch import FIRST, SECOND, Stretch, denied

LEAST_SHARED = 2
"""Concepts that a sentence must share with its clause, however short it is."""
BEFORE_YOU = frozenset({",", ";", ":", "if", "when", "where", "whether", "and", "what"})
"""What "you" may follow in a sentence whose clause names nobody: "if you are unsure", never "harm to you"."""
NUMBERS = """nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen""".split()
MONTHS = frozenset("january february march april may june july august september october november december".split())
NEAR_FIGURE = 6
"""Tokens within which a concept belongs to a figure."""
PIVOTS = frozenset({"then", "before", "after", "until"})
AFTER_PIVOT = 4
"""Concepts after such a word among which the sentence's first one has to be."""
FAR = 99
"""In a clause, *must*, *should* and *may* govern all that follows until the next of them."""


def _foreign_words(said: Stretch, stretch: Stretch) -> str:
    framing = load_lists().words("framing")
    own = [concept for concept in said.concepts if concept not in framing]
    known = {*stretch.concepts, *(("practitioner",) if stretch.opens and first_actor(said) == "practitioner" else ())}
    if any(concept not in known for concept in own) or not _may_address(said, stretch):
        return "it says what its clause does not"
    return "" if len({*own} & known) >= LEAST_SHARED else "it says too little of its clause"


def _may_address(said: Stretch, stretch: Stretch) -> bool:
    """Whether "you" is somebody of whom the clause speaks: the practitioner, or whoever is told to do something."""
    if "you" not in said.tokens or {"you", "practitioner"} & {*stretch.tokens}:
        return True
    places = [place for place, token in enumerate(said.tokens) if token == "you"]
    return all(place == 0 or said.tokens[place - 1] in BEFORE_YOU for place in places)


def _numbers(said: Stretch, stretch: Stretch) -> str:
    ours, theirs = _figures(said), iter(_figures(stretch))
    if not all(figure in theirs for figure in ours):
        return "it has a figure that its clause does not"
    return "" if all(_leads_to(stretch, *led) for led in _led_to_figures(said)) else "it gives a figure to something else than its clause"


def _led_to_figures(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """Each figure with the nearest concept before it that is no month."""
    before = ""
    for token in stretch.tokens:
        if token.isdigit() and before:
            yield before, token
        elif not token[0].isalnum():
            before = ""
        elif says_something(token) and token not in MONTHS:
            before = token


def _leads_to(stretch: Stretch, before: str, figure: str) -> bool:
    """Whether the clause has the figure near this concept, if it has the figure at all."""
    places = [place for place, token in enumerate(stretch.tokens) if token == figure]
    return not places or any(before in stretch.tokens[max(0, place - NEAR_FIGURE) : place + NEAR_FIGURE] for place in places)


def _figures(stretch: Stretch) -> tuple[str, ...]:
    found = []
    for token in stretch.tokens:
        if token.isdigit():
            found.append(token)
        elif token in NUMBERS and token != "one":
            found.append(str(NUMBERS.index(token)))
    return tuple(found)


def _bounds(said: Stretch, stretch: Stretch) -> str:
    bounds = load_lists().bounds
    ours, theirs = ({bounds[token] for token in each.tokens if token in bounds} for each in (said, stretch))
    if ours - theirs - {"or"} or ("only" in theirs - ours and _only(stretch) & {*said.concepts}):
        return "it widens or narrows what its clause says"
    if not _compares(said) <= _compares(stretch):
        return "it turns round what its clause compares"
    return "" if _in_sequence(said, stretch) else "it turns round what comes first in its clause"


def _only(stretch: Stretch) -> set[str]:
    """What *only* is said of: the next concept that says something of its own."""
    framing, found, narrowed = load_lists().words("framing"), set(), False
    for token in stretch.tokens:
        if load_lists().bounds.get(token) == "only":
            narrowed = True
        elif narrowed and says_something(token) and token not in framing:
            found.add(token)
            narrowed = False
    return found


def _compares(stretch: Stretch) -> set[tuple[str, bool]]:
    """Each concept with whether it stands before *than*, where there is a comparison."""
    if "than" not in stretch.tokens:
        return set()
    middle = stretch.tokens.index("than")
    return {(token, place < middle) for place, token in enumerate(stretch.tokens) if says_something(token)}


def _in_sequence(said: Stretch, stretch: Stretch) -> bool:
    """Whether what the sentence puts after *then*, *before*, *after* or *until* does so in the clause too, where it has the word."""
    for pivot in PIVOTS & {*said.tokens} & {*stretch.tokens}:
        ours, theirs = _after(said, pivot, 1), _after(stretch, pivot, AFTER_PIVOT)
        if not set(ours) <= set(theirs):
            return False
    return True


def _after(stretch: Stretch, pivot: str, most: int) -> list[str]:
    rest = stretch.tokens[stretch.tokens.index(pivot) + 1 :]
    return [token for token in rest if says_something(token)][:most]


def _polarity(said: Stretch, stretch: Stretch) -> str:
    sure, near, _ = denied(said, FIRST)
    their_sure, their_near, their_open = denied(stretch, SECOND)
    if any(concept not in their_near for concept in sure):
        return "it denies what its clause says"
    if any(concept in said.concepts and concept not in near for concept in their_sure - their_open):
        return "it affirms what its clause denies"
    turned = {by for by, concept in _turned(stretch) if concept in said.concepts and by not in said.concepts}
    return "it leaves out what turns its clause's meaning" if turned else ""


def _turned(stretch: Stretch) -> set[tuple[str, str]]:
    """Each concept that stands only under a word such as *prevent* or *reduce*, with that word."""
    inverters = load_lists().words("inverters")
    found: dict[str, str] = {}
    by, left = "", 0
    free: set[str] = set()
    for token in stretch.tokens:
        if token in inverters:
            by, left = token, SECOND
        elif says_something(token):
            if left:
                found[token] = by
                left -= 1
            else:
                free.add(token)
    return {(by, concept) for concept, by in found.items() if concept not in free}


def _modality(said: Stretch, stretch: Stretch) -> str:
    ours, theirs = _asked(said, FIRST), _asked(stretch, FAR)
    of_clause = {strength for strength, _ in theirs}
    for strength, concept in ours:
        attached = {other for other, same in theirs if same == concept}
        if strength not in (attached or of_clause):
            return "it is stronger or weaker than its clause"
    return ""


def _asked(stretch: Stretch, reach: int) -> set[tuple[str, str]]:
    """How strongly it asks for what: each *must*, *should* or *may* with the concepts that it governs, until the next of them."""
    lists = load_lists()
    found = set()
    strength, left = ("advise", reach) if stretch.opens else ("", 0)
    for token in stretch.tokens:
        modal = next((name for name in ("oblige", "advise", "permit") if token in lists.words(name)), "")
        if modal:
            strength, left = modal, reach
        elif strength and left and says_something(token):
            found.add((strength, token))
            left -= 1
    return found


def _conditions(said: Stretch, stretch: Stretch) -> str:
    hard = load_lists().words("hard_conditions")
    if bool(hard & {*stretch.tokens}) is not bool(hard & {*said.tokens}):
        return "it drops or adds an exception"
    if (_conditional(stretch) or _bracketed(stretch) & {*said.concepts}) and not _conditional(said):
        return "it drops a condition that its clause makes"
    return ""


def _bracketed(stretch: Stretch) -> set[str]:
    """What is spoken of in brackets alone, in brackets that make a condition."""
    conditions, inside, outside, conditional, depth = load_lists().words("conditions"), set[str](), set[str](), False, 0
    for token in stretch.tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        conditional |= depth > 0 and token in conditions
        if says_something(token):
            (inside if depth > 0 else outside).add(token)
    return inside - outside if conditional else set()


def _conditional(stretch: Stretch) -> bool:
    """Whether it makes a condition outside brackets."""
    conditions, depth = load_lists().words("conditions"), 0
    for token in stretch.tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token in conditions and token != "whether" and depth <= 0:
            return True
    return False


CHECKS: tuple[Callable[[Stretch, Stretch], str], ...] = (
    _foreign_words,
    _numbers,
    _bounds,
    _polarity,
    _modality,
    actor,
    turned_round,
    _conditions,
)
