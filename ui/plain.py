"""The answer as plain text, to paste into an e-mail or a case file: no signs of markup, and the day on which it was given."""

from datetime import date

from assistant.reply import Reply, to_markdown
from ui.ages import date_words
from ui.words import PRODUCT

_STRONG = "**"
_QUOTED = ">"
_INDENT = "    "


def to_plain(reply: Reply, as_of: date) -> str:
    """The whole reply as plain text, under a line that says what it is and of which day."""
    lines = (_to_plain_line(line) for line in to_markdown(reply).splitlines())
    return "\n".join((f"{PRODUCT} The answer of {date_words(as_of.isoformat())}.", "", *lines))


def _to_plain_line(line: str) -> str:
    """One line of the reply's own Markdown: a title without its stars, a quotation set in."""
    if line.startswith(_QUOTED):
        return (_INDENT + line.removeprefix(_QUOTED).strip()).rstrip()
    if len(line) > 2 * len(_STRONG) and line.startswith(_STRONG) and line.endswith(_STRONG):
        return line.removeprefix(_STRONG).removesuffix(_STRONG)
    return line
