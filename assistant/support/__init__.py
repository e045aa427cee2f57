"""Whether a sentence is borne out by the clause that it names: a deterministic measure, with no model and no chance in it.

A sentence is read as a row of concepts (words, with those that mean the same put together) and held against each stretch of the
clause. It is borne out by a stretch if every check of ``CHECKS`` passes, in short:

- every word that says something is a word of the clause, or one listed as the same: one foreign word is one too many;
- nothing is denied that the clause affirms, nor affirmed that it denies;
- it is no stronger and no weaker than the clause: *must*, *should* and *may* are never exchanged;
- figures are the clause's, in the clause's order; *only*, *all*, *before*, *under* and the like are the clause's too;
- who has to act is who has to in the clause, and nothing comes from, or is done by or against, what it does not in the clause;
- where the clause has a condition or an exception, the sentence has one as well.

So it passes sentences that say part of a clause in nearly its words, and withholds freer ones, right or wrong. How often it errs either
way is measured by ``python -m evals.support``.
"""

from collections.abc import Iterable

from assistant.support.checks import CHECKS
from assistant.support.lists import load_lists
from assistant.support.stretch import Stretch, denied, is_sentence, read, stretches

__all__ = ["denied", "is_sentence", "load_lists", "read", "unsupported"]


def unsupported(sentence: str, texts: Iterable[str]) -> str:
    """Why no stretch of these texts bears the sentence out; empty if one does.

    Args:
        sentence: what would be shown.
        texts: the clause's own words, and whatever else is held to say the same.
    """
    said = read(sentence)
    nearest, reason = -1, "it has no clause to rest on"
    for stretch in stretches(texts):
        passed, fault = _first_fault(said, stretch)
        if not fault:
            return ""
        if passed > nearest:
            nearest, reason = passed, fault
    return reason


def _first_fault(said: Stretch, stretch: Stretch) -> tuple[int, str]:
    for number, check in enumerate(CHECKS):
        fault = check(said, stretch)
        if fault:
            return number, fault
    return len(CHECKS), ""
