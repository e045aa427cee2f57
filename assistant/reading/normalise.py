"""Folds what people type into one plain form, and remembers where every character came from.

Case, accents, curly quotes, apostrophes, zero-width characters, look-alike letters and spaced-out words must not hide a sign of
harm. The folded text is what patterns match; the offsets lead back to the person's own words.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.reading.spelt_out import close_up

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһӏԁвкмнтзԛԝüαβεικνορτυχ０１２３４５６７８９łøđħıɑɡᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijshldbkmnt3qwuabeiknoptux0123456789lodhiagabcdefghijklmnoprstuvwyz",
)
"""Cyrillic, Greek, full-width, stroked and small-capital characters as the letters they look like."""

CAPITALS = str.maketrans("НΗΜΖΥ", "HHMZY")
"""Cyrillic and Greek capitals whose small letters look like other letters."""

BETWEEN = " [SEP] "
LONE_APOSTROPHE = re.compile(r"(?<=\s)['’‘`´ʼ]\s")
"""One between spelt-out letters ("h e ' s"): without it the spaces around it would look like the end of a word."""
NEW_LINES = "\n\r\v\f\x85\u2028\u2029"
BLANK = "\u2800"
HYPHEN = re.compile(r"(?<=[^\W_])(?<!\be)-(?=[^\W_])")
"""One between two words ("self-harming", "14-year-old"), which patterns write apart; the one of "e-mail" stays."""
DROPPED = {"'", "’", "‘", "`", "´", "ʼ", "\u115f", "\u1160", "\u3164", "\uffa0"}
"""Apostrophes, and letters that nobody sees."""


def apart(text: str) -> str:
    """A folded text of the same length with hyphened words written apart."""
    return HYPHEN.sub(" ", text)


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
    plain = [_plain(character) for character in original]
    for lone in LONE_APOSTROPHE.finditer(original):
        plain[lone.end() - 1] = ""
    standing = [position for position, part in enumerate(plain) for _ in part]
    characters: list[str] = []
    origin: list[int] = []
    for character, position in zip(close_up("".join(plain)), standing, strict=True):
        if character and (character != " " or (characters and characters[-1] not in " \n")):
            characters.append(character)
            origin.append(position)
    return Folded("".join(characters), tuple(origin))


def joined(turns: Sequence[str]) -> str:
    """All turns as the learned part reads them: folded, with the encoder's own mark between them, which nobody can type."""
    return BETWEEN.join(fold(turn).text for turn in turns)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in NEW_LINES:
        return "\n"
    if character.isspace() or character == BLANK:
        return " "
    category = unicodedata.category(character)
    if character in DROPPED or category in {"Cf", "Mn", "Me", "Cc"}:
        return ""
    if character in "“”„":
        return '"'
    if category == "Pd":
        return "-"
    if character.isascii():
        return character.lower()
    decomposed = unicodedata.normalize("NFKD", character).translate(CAPITALS).lower().translate(LOOK_ALIKES)
    return "".join(part for part in decomposed if not unicodedata.combining(part))
