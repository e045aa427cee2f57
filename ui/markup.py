"""The one place where text becomes Markdown or HTML, and the one door to raw HTML.

Whatever a person typed, a document said or a model wrote passes through ``to_markdown_text`` or ``show_html`` and reaches
the screen as the characters that it is: no link, no image, no directive, no formula, no tag.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ui.ringing import to_ringing

JOINER = "\u2060"
"""A word joiner: it is not seen, and it keeps an address, a shortcode or a directive from being recognised."""

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^=&\"'/;,?%:@])")
_RECOGNISED = re.compile(
    r"(?<=[:@])(?=\S)"  # addresses, shortcodes, directives
    r"|(?<=[-<>=~])(?=[-<>=~])"  # arrows and dashes
    r"|(?<=\bww)(?=w)",
    re.IGNORECASE,
)


def to_markdown_text(text: str) -> str:
    """This text as one run of Markdown that shows exactly its own characters; line breaks become spaces."""
    return _MARKS.sub(r"\\\1", _RECOGNISED.sub(JOINER, " ".join(text.split())))


def to_link_text(text: str) -> str:
    """This text as the words of a Markdown link, with nothing added: inside a link no address is recognised."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def to_numbered(items: tuple[str, ...]) -> str:
    """These texts as a numbered list."""
    return "\n".join(f"{number}. {to_markdown_text(item)}" for number, item in enumerate(items, 1))


def to_bullets(items: tuple[str, ...]) -> str:
    """These texts as a list."""
    return "\n".join(f"- {to_markdown_text(item)}" for item in items)


def to_html(template: str, **values: str) -> str:
    """A constant template with these values in it, each escaped. ``template`` must be a constant of the source."""
    return template.format(**{name: html.escape(value) for name, value in values.items()})


def show_html(template: str, **values: str) -> None:
    """Show a constant template with these values in it, each escaped. ``template`` must be a constant of the source."""
    st.html(to_html(template, **values))


@dataclass(frozen=True, slots=True)
class Filled:
    """A constant template of HTML with what stands in it: a text, which is escaped, or templates that are filled themselves."""

    template: str
    values: Mapping[str, "str | Sequence[Filled]"]

    def __str__(self) -> str:
        return self.template.format(
            **{name: html.escape(value) if isinstance(value, str) else "".join(map(str, value)) for name, value in self.values.items()}
        )


def fill(template: str, **values: str | Sequence[Filled]) -> Filled:
    """Fill a constant template, to stand in another or to be shown. ``template`` must be a constant of the source."""
    return Filled(template, values)


def show_filled(filled: Filled) -> None:
    """Show a filled template: a table, a list or whatever else has as many parts as there are things to tell."""
    st.html(str(filled))


def show_marked(template: str, text: str, spans: tuple[tuple[int, int], ...], notes: tuple[str, ...] = ()) -> None:
    """Show a constant template with this text as its ``{words}``, escaped, and with these runs of characters of it marked.

    The runs are in order and do not overlap. ``notes`` say in words what each mark is, one for each run, and stand beside it.
    ``template`` must be a constant of the source.
    """
    pieces, place = [], 0
    for number, (start, end) in enumerate(spans):
        note = f'<span class="mark-note"> [{html.escape(notes[number])}]</span>' if notes else ""
        pieces += [html.escape(text[place:start]), f"<mark>{html.escape(text[start:end])}</mark>{note}"]
        place = end
    st.html(template.format(words="".join((*pieces, html.escape(text[place:])))))


def show_ringing(template: str, **values: str) -> None:
    """Show a constant template with these values in it, each escaped and its telephone numbers links. ``template`` must be a constant."""
    st.html(template.format(**{name: to_ringing(value) for name, value in values.items()}))


def show_ringing_list(items: tuple[str, ...], numbered: bool = False) -> None:
    """Show these texts as a list, each escaped and its telephone numbers links."""
    kind = "ol" if numbered else "ul"
    st.html(f'<{kind} class="ringing-list">{"".join(f"<li>{to_ringing(item)}</li>" for item in items)}</{kind}>')
