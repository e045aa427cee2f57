"""Folds what people type into one plain form, and remembers where every character came from.

Case, accents, curly quotes, apostrophes, zero-width characters, look-alike letters and spaced-out words must not hide a sign of
harm. The folded text is what patterns match; the offsets lead back to the person's own words.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһӏԁвкмнтзԛԝüαβεικνορτυχ０１２３４５６７８９",
    "aeopcyxijshldbkmnt3qwuabeiknoptux0123456789",
)
"""Cyrillic, Greek and full-width characters as the letters they look like."""

SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .*_-]){3,}[^\W\d_](?![^\W_])")
BETWEEN = " [SEP] "
DROPPED = {"'", "’", "‘", "`", "´", "ʼ"}


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` in plain form; ``origin[i]`` is where its character ``i`` stands in the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The run of the original that ``text[start:end]`` was folded from."""
        if not self.origin or start >= end:
            return (0, 0)
        return self.origin[start], self.origin[min(end, len(self.origin)) - 1] + 1


def fold(original: str) -> Folded:
    """Fold a message. Linear in its length."""
    characters: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(original):
        for plain in _plain(character):
            if plain == " " and (not characters or characters[-1] in " \n"):
                continue
            characters.append(plain)
            origin.append(position)
    return _close_up("".join(characters), origin)


def joined(turns: Sequence[str]) -> str:
    """All turns as the learned part reads them: folded, with the encoder's own mark between them, which nobody can type."""
    return BETWEEN.join(fold(turn).text for turn in turns)


def _plain(character: str) -> str:
    if character in DROPPED or unicodedata.category(character) in {"Cf", "Mn", "Cc"} and character not in "\n\t\r":
        return ""
    if character in "\n\r":
        return "\n"
    if character.isspace():
        return " "
    if character in "“”„":
        return '"'
    if character in "–—":
        return "-"
    if character.isascii():
        return character.lower()
    decomposed = unicodedata.normalize("NFKD", character).lower().translate(LOOK_ALIKES)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def _close_up(text: str, origin: list[int]) -> Folded:
    """Join words typed as spaced-out letters ("h i t s")."""
    if not SPACED_OUT.search(text):
        return Folded(text, tuple(origin))
    kept: list[int] = []
    at = 0
    for match in SPACED_OUT.finditer(text):
        kept.extend(range(at, match.start()))
        kept.extend(i for i in range(match.start(), match.end()) if text[i].isalpha())
        at = match.end()
    kept.extend(range(at, len(text)))
    return Folded("".join(text[i] for i in kept), tuple(origin[i] for i in kept))
