"""The one place where text becomes Markdown or HTML, and the one door to raw HTML.

Whatever a person typed, a document said or a model wrote passes through ``to_markdown_text`` or ``show_html`` and reaches
the screen as the characters that it is: no link, no image, no directive, no formula, no tag.
"""

import html
import re

import streamlit as st

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
