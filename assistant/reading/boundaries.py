"""Finds patterns that would match inside a word: "book" in "facebook".

``\\bhalloween|book\\b`` bounds the beginning of its first alternative and the end of its last, and nothing in between. So every
alternative that is not in a group must begin and end at the edge of a word by itself.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!:]|[()|]|[^\\\[()|]+", re.DOTALL)
_LOOKAROUND = ("(?=", "(?!", "(?<=", "(?<!")
_BEGINS = ("\\b", "^", " ", ".")
_ENDS = ("\\b", "$", " ", "\\w*", "\\w+")


def loose_alternatives(pattern: str) -> Iterator[str]:
    """Those alternatives of a regular expression that begin or end anywhere in a word. What only looks ahead or back does not count."""
    for elements in _alternatives(pattern):
        while elements and elements[0].startswith(_LOOKAROUND):
            elements = elements[1:]
        while elements and elements[-1].startswith(_LOOKAROUND):
            elements = elements[:-1]
        alternative = "".join(elements)
        if alternative and not (alternative.startswith(_BEGINS) and alternative.endswith(_ENDS)):
            yield alternative


def _alternatives(pattern: str) -> list[list[str]]:
    """The alternatives outside any group, each as its groups and what stands between them."""
    found: list[list[str]] = [[]]
    depth = 0
    for token in _TOKEN.findall(pattern):
        if depth:
            found[-1][-1] += token
        elif token == "|":
            found.append([])
        else:
            found[-1].append(token)
        depth += token.startswith("(") - (token == ")")
    return found
