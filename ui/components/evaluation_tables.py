"""Tables of the evaluation: with a caption and header cells, whole at any width, and with strips to look at beside what is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from evals.gate import value_of
from evals.report import axis
from evals.result import Figure, Measure
from ui.markup import Filled, fill, show_filled

SHOWN = 20
"""So many rows or cases are shown at once."""
NONE = "none"

_TABLE = """<table class="figures"><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"""
_WIDE = """<section class="wide" tabindex="0" aria-label="{caption}"><table class="figures heat"><caption>{caption}</caption>
<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"""
_HEAD = '<th scope="col">{words}</th>'
_SCALE = """<th scope="col" class="strip"><span class="ends"><span>{low}&nbsp;%</span><span class="unseen"> to </span>
<span>{high}&nbsp;%</span></span></th>"""
_ROW = '<tr><th scope="row">{name}</th>{cells}</tr>'
_CELL = '<td class="{kind}">{words}</td>'
_STRIP = '<td class="strip"><div class="scale" aria-hidden="true">{marks}</div></td>'
_MARK = '<span class="{kind}" style="left: {left}; width: {width}"></span>'

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Scale:
    """From where to where the strips of a table go, in hundredths."""

    low: int
    high: int

    @classmethod
    def of(cls, figures: Iterable[Figure | Measure], beside: Iterable[float] = ()) -> "Scale":
        """A scale on which all these fit, with whatever else is marked beside them."""
        shares = [figure for figure in figures if isinstance(figure, Figure) and figure.total]
        return cls(*axis(shares, beside))

    def at(self, share: float) -> float:
        """The place of a share on the scale, in hundredths of its length."""
        return min(max((share * 100 - self.low) * 100 / (self.high - self.low), 0), 100)


@dataclass(frozen=True, slots=True)
class Word:
    """A cell whose look adds to its words."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A cell to look at: the figure as a dot on its interval, the level as a thick line, the aim as a broken one."""

    figure: Figure | Measure | None
    scale: Scale
    level: float | None = None
    aim: float | None = None


Cell = str | Word | Strip
NamedRow = tuple[str, Sequence[Cell]]


def show_table(caption: str, heads: Sequence[str | Scale], rows: Iterable[NamedRow]) -> None:
    """Show a table that fits any width. The first of the heads is over the rows' names; a scale is the head of a column of strips."""
    show_filled(fill(_TABLE, caption=caption, heads=_heads(heads), rows=_rows(rows)))


def show_wide_table(caption: str, heads: Sequence[str], rows: Iterable[NamedRow]) -> None:
    """Show a table with more columns than fit a phone, which is scrolled sideways, also by keyboard."""
    show_filled(fill(_WIDE, caption=caption, heads=_heads(heads), rows=_rows(rows)))


def page_of(items: Sequence[Item], what: str, key: str) -> Sequence[Item]:
    """These, or where there are many, those that are chosen in a box."""
    if len(items) <= SHOWN:
        return items
    start = st.selectbox(
        what, range(0, len(items), SHOWN), format_func=lambda at: f"{at + 1} to {min(at + SHOWN, len(items))} of {len(items)}", key=key
    )
    return items[start : start + SHOWN]


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share:.1%}"


def to_words(figure: Figure | Measure | None) -> str:
    """A figure with its interval; a share with what it is a share of."""
    if isinstance(figure, Measure):
        within = f" ({figure.within[0]:.3f} to {figure.within[1]:.3f})" if figure.within else ""
        return f"{figure.value:.3f} {figure.unit}".rstrip() + within
    if figure is None or not figure.total:
        return NONE
    low, high = figure.interval()
    return f"{percent(figure.share)} of {figure.total} ({percent(low)} to {percent(high)})"


def _heads(heads: Sequence[str | Scale]) -> list[Filled]:
    return [_head(head) for head in heads]


def _rows(rows: Iterable[NamedRow]) -> list[Filled]:
    return [fill(_ROW, name=name, cells=[_cell(cell) for cell in cells]) for name, cells in rows]


def _head(head: str | Scale) -> Filled:
    return fill(_HEAD, words=head) if isinstance(head, str) else fill(_SCALE, low=str(head.low), high=str(head.high))


def _cell(cell: Cell) -> Filled:
    if isinstance(cell, Strip):
        return fill(_STRIP, marks=[] if cell.figure is None else list(_marks(cell, cell.figure)))
    return fill(_CELL, words=cell, kind="") if isinstance(cell, str) else fill(_CELL, words=cell.words, kind=cell.kind)


def _marks(strip: Strip, figure: Figure | Measure) -> Iterable[Filled]:
    within = figure.interval() if isinstance(figure, Figure) else figure.within
    at = strip.scale.at
    if within:
        yield _mark("whisker", at(within[0]), at(within[1]) - at(within[0]))
    if strip.level is not None:
        yield _mark("level", at(strip.level))
    if strip.aim is not None:
        yield _mark("aim", at(strip.aim))
    yield _mark("dot", at(value_of(figure)))


def _mark(kind: str, left: float, width: float = 0) -> Filled:
    return fill(_MARK, kind=kind, left=f"{left:.2f}%", width=f"{width:.2f}%")
