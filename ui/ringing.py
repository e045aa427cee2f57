"""Telephone numbers in the fixed wording as links that ring them: a tap on a phone, and plain characters when copied or printed."""

import html
import re

_NUMBER = re.compile(
    r"(?<![\w.])(?:999|116 ?\d{3}|0\d{2,4}(?: ?\d{2,4}){2,3}|0\d{3,4} ?\d{6}"  # 01332 641172, 0808 800 5000, 020 7946 0000
    r"|(?:(?<=\bon )|(?<=\bring )|(?<=\bRing )|(?<=\bcall )|\A)1[01]1)(?![\w-])"  # 101 and 111 only where somebody is to ring them
)
_FEWEST, _MOST = 10, 11
"""Digits of a British number that begins with 0."""
_LINK = '<a class="ringing" href="tel:{dial}" aria-label="Telephone {number}">{number}</a>'


def to_ringing(text: str) -> str:
    """This text as HTML, escaped, with every telephone number in it a link that rings it."""
    pieces, place = [], 0
    for match in _NUMBER.finditer(text):
        dial = match[0].replace(" ", "")
        if dial.startswith("0") and not _FEWEST <= len(dial) <= _MOST:
            continue
        pieces += [html.escape(text[place : match.start()]), _LINK.format(dial=dial, number=match[0])]
        place = match.end()
    return "".join((*pieces, html.escape(text[place:])))
