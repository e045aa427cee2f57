"""What one session holds while somebody practises: their progress, the situation before them, and what they chose.

Everything is a value and every change makes a new one. It lives in the session's memory only; the progress can be copied away.
"""

import secrets
from dataclasses import dataclass, replace

import streamlit as st

from assistant.practise.progress import SEEDS, Progress, read_progress
from assistant.practise.schedule import next_situation
from assistant.practise.situations import Practice, Situation
from corpus.errors import InputError
from guardrails.verdict import Outcome

_SITTING = "practise-sitting"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A situation before somebody. ``chosen`` is empty until it is answered; ``trouble`` says why it could not be, ``not_read``
    why a progress could not be brought back, ``note`` what was done. ``moves`` counts the situations, so that each gets controls
    of its own.
    """

    progress: Progress
    asked: str
    chosen: Outcome | None = None
    trouble: str = ""
    not_read: str = ""
    note: str = ""
    moves: int = 0

    @property
    def number(self) -> int:
        """Which situation this is, counted from the first."""
        return len(self.progress.answers) + (self.chosen is None)


def begin(practice: Practice, progress: Progress, moves: int = 0) -> Sitting:
    """A sitting with this progress, before the situation that comes next."""
    return Sitting(progress, next_situation(practice, progress).id, moves=moves)


def choose(sitting: Sitting, situation: Situation, chosen: Outcome | None) -> Sitting:
    """This sitting with an answer, which counts once; without a choice the person is told to make one."""
    if sitting.chosen is not None:
        return sitting
    if chosen is None:
        return replace(sitting, trouble="Choose one of the eight answers first.", not_read="", note="")
    progress = sitting.progress.with_answer(situation.id, chosen is situation.outcome)
    return replace(sitting, progress=progress, chosen=chosen, trouble="", not_read="", note="")


def go_on(sitting: Sitting, practice: Practice) -> Sitting:
    """This sitting before the next situation."""
    return begin(practice, sitting.progress, sitting.moves + 1)


def take_up(sitting: Sitting, practice: Practice, text: str) -> Sitting:
    """A sitting with the progress in a text that was copied; a text that is none is told, and changes nothing else."""
    try:
        progress = read_progress(text)
    except InputError as error:
        return replace(sitting, trouble="", not_read=str(error), note="")
    count = len(progress.answers)
    note = f"Your progress is back: {count} {'answer' if count == 1 else 'answers'}."
    return replace(begin(practice, progress, sitting.moves + 1), note=note)


def start_again(sitting: Sitting, practice: Practice) -> Sitting:
    """A sitting in which nothing has been practised."""
    return replace(begin(practice, _new_progress(), sitting.moves + 1), note="Your progress was cleared.")


def current_sitting(practice: Practice) -> Sitting:
    """The session's sitting; a new one if there is none, or if its situation is gone."""
    sitting: Sitting | None = st.session_state.get(_SITTING)
    if sitting is None:
        sitting = begin(practice, _new_progress())
    elif sitting.asked not in practice.by_id:
        sitting = go_on(sitting, practice)
    return keep(sitting)


def keep(sitting: Sitting) -> Sitting:
    """Make this the session's sitting."""
    st.session_state[_SITTING] = sitting
    return sitting


def _new_progress() -> Progress:
    return Progress(secrets.randbelow(SEEDS))
