"""What a correction did to the answer, said where the answer stands."""

from assistant.reply import Reply
from ui.markup import show_html
from ui.state import Talk
from ui.words import SIGNS

_LINE = '<p class="changed">{words}</p>'
_SAME = "Your correction is counted. The answer is the same as before."


def to_words(talk: Talk) -> str:
    """What the latest answer was until a fact was corrected, as a sentence; nothing where no correction was the last thing done."""
    if talk.before is None or talk.latest is None:
        return ""
    was, now = talk.before.reply, talk.latest.answer.reply
    if (was.outcome, was.urgency, was.headline) == (now.outcome, now.urgency, now.headline):
        return _SAME
    return f"Changed by your correction: was {_named(was, now)}"


def show(talk: Talk) -> None:
    """Show the sentence, if there is one. It is announced with the answer, so it announces nothing itself."""
    if words := to_words(talk):
        show_html(_LINE, words=words)


def _named(was: Reply, now: Reply) -> str:
    """What it was: the outcome by its sign, and the headline, which stands alone where the sign has stayed."""
    return f"“{was.headline}”" if was.outcome is now.outcome else f"“{SIGNS[was.outcome].words}”. It said: “{was.headline}”"
