"""Has a language model make a follow-up into one whole question, where one is set, and keeps it only if it is still the same question.

The question as ``assistant.follow_up`` makes it is what the clauses were found with, since those wait for no model, and what stands
wherever the model's is refused, late or missing. A model's is what its answer is then asked for, and only if it says no more, leaves
nothing of the message out, denies what was denied, and reads as the same fact sheet. It is never shown.
"""

import json
import logging
import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.model import Model
from assistant.outgoing import to_outgoing
from assistant.parts import Parts
from assistant.prompt import FOLDER, STAND_ALONE, load_prompt
from assistant.reading.reader import read_facts
from assistant.reading.roles import to_roles
from assistant.support import load_lists, read
from corpus.errors import ModelError
from guardrails.facts import to_sheet

SHARE_OF_TIME = 0.25
"""Of the time that an answer's words may take; the words themselves have the rest."""
LONGEST = 240
_FORM = re.compile(r"[A-Z][A-Za-z0-9 ,;:'’()-]+\?\Z")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that leans on an earlier one: as it was typed, and as it was made to stand alone. Names are roles in both."""

    latest: str
    whole: str


def reworded(follow_up: FollowUp, model: Model, parts: Parts) -> str:
    """The follow-up as one whole question: the model's if it passes every check, else the one that was put together."""
    hurried = replace(model, deadline=model.deadline * SHARE_OF_TIME)
    try:
        written = " ".join("".join(hurried.stream(_prompt(follow_up, parts, model.remote))).split())
    except ModelError as error:
        log.info("a follow-up stays as it was put together: %s", error)
        return follow_up.whole
    return written if keeps(written, follow_up, parts) else follow_up.whole


def keeps(written: str, follow_up: FollowUp, parts: Parts) -> bool:
    """Whether this is one plain question that asks what the follow-up asks: no word more, none of the message's fewer, the same facts."""
    if not _FORM.match(written) or len(written) > LONGEST or to_roles([written]).replaced:
        return False
    return _same_words(written, follow_up) and _sheet(written, parts) == _sheet(follow_up.whole, parts)


def _same_words(written: str, follow_up: FollowUp) -> bool:
    ours, whole, latest = (read(text) for text in (written, follow_up.whole, follow_up.latest))
    negators = load_lists().words("negators")
    denials = [sum(token in negators for token in each.tokens) for each in (ours, whole)]
    figures = [{token for token in each.tokens if any(map(str.isdigit, token))} for each in (ours, whole)]
    kept = {*latest.concepts} & {*whole.concepts}
    return denials[0] == denials[1] and figures[0] == figures[1] and kept <= {*ours.concepts} <= {*whole.concepts}


def _sheet(text: str, parts: Parts) -> dict[str, str]:
    """As the reader reads it; for any one day, since only two readings for the same day are compared."""
    return dict(to_sheet(read_facts((text,), parts.ruleset, parts.learned, date.max).facts, parts.ruleset.spec))


def _prompt(follow_up: FollowUp, parts: Parts, remote: bool) -> str:
    latest, whole = (json.dumps(to_outgoing(text, parts.corpus, remote=remote).text) for text in (follow_up.latest, follow_up.whole))
    return load_prompt(FOLDER / STAND_ALONE, latest=latest, whole=whole).text
