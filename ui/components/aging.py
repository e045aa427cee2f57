"""The warning on whatever has not been checked for too long."""

from ui.markup import show_ringing

_AGED = '<p class="aged"><span class="mark circle" aria-hidden="true">!</span><span>{words}</span></p>'


def show_aged(words: str) -> None:
    """Show the warning: a mark and these words, so that it does not rest on its colour."""
    show_ringing(_AGED, words=words)
