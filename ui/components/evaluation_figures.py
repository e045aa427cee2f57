"""The figures of a run: what is missed, the levels, every figure, confusion of outcomes, and results by principle, tag and source."""

from collections.abc import Mapping, Sequence

import streamlit as st

from evals.breakdown import Row
from evals.report import Level
from evals.result import Figure
from guardrails.verdict import Outcome
from ui.components.evaluation_findings import Confusion, Findings
from ui.components.evaluation_tables import Cell, Scale, Strip, Word, page_of, percent, show_table, show_wide_table, to_words
from ui.markup import show_html

NOT_MEASURED = "not measured"
_NOW = "Now, with its interval"
_KEY = """<p class="key">
<span class="scale" aria-hidden="true"><span class="whisker"></span><span class="dot"></span></span> figure and interval
<span class="scale" aria-hidden="true"><span class="level"></span></span> level to keep
<span class="scale" aria-hidden="true"><span class="aim"></span></span> aim</p>"""
_SHADES = ((0.8, "s5"), (0.5, "s4"), (0.25, "s3"), (0.1, "s2"), (0.0, "s1"))


def is_measured(level: Level) -> bool:
    """Whether there is anything to hold against the level."""
    return level.figure is not None and not (isinstance(level.figure, Figure) and not level.figure.total)


def show_missed(findings: Findings) -> None:
    """Show how often harm was there and the answer was another than to share without consent."""
    st.markdown("Messages that show significant harm and were answered with anything but “share without consent”. The fewer the better.")
    _show_shares("Missed exceptions by set", "Set", "Missed, with its interval", findings.missed)


def show_levels(findings: Findings) -> None:
    """Show every level with the figure that it holds and the aim beyond it."""
    st.markdown(
        "Over the open cases alone: sealed ones are held to no level, so that nobody tunes to them. `make evals` fails where a level is "
        "not kept."
    )
    show_html(_KEY)
    for caption, is_ceiling in (("The higher the better", False), ("The lower the better", True)):
        _show_levels(caption, [level for level in findings.levels if level.is_ceiling is is_ceiling])
    if not all(map(is_measured, findings.levels)):
        st.markdown(f"What is {NOT_MEASURED} here was not part of this run. `make evals` measures all of it.")


def show_every_figure(findings: Findings) -> None:
    """Show all that was counted over one set, which is chosen in a box."""
    sets = {each.name: each for each in findings.figures}
    each = sets[st.selectbox("Set of cases", list(sets), key="evaluation-set")]
    shares = [(_plain(f"{figure.name} {figure.note}"), [to_words(figure)]) for figure in each.figures if figure.total]
    numbers = [(number.name, [to_words(number)]) for number in each.measures]
    show_table(f"Every figure: {each.name}", ["Figure", _NOW], [*shares, *numbers])


def show_confusion(findings: Findings) -> None:
    """Show how often each labelled outcome was answered with each, over the set that is chosen."""
    st.markdown(
        "Rows are labels, columns are answers. In the framed cells both are the same; the stronger the shade, the more of its row a cell "
        "holds. An accepted alternative counts as the labelled outcome."
    )
    name = st.selectbox("Cases", list(findings.confusions), key="evaluation-confusion")
    table = findings.confusions[name]
    outcomes = [str(outcome) for outcome in Outcome]
    rows = [(_plain(labelled), [_counted(table, labelled, answered) for answered in outcomes]) for labelled in outcomes]
    show_wide_table(f"Confusion of outcomes: {name}", ["Labelled", *map(_plain, outcomes)], rows)


def show_principles(findings: Findings) -> None:
    """Show a row for every principle and exception, and for the other clauses by kind."""
    st.markdown("A case counts for every principle and exception that its labels name: the clauses that a right answer quotes.")
    quoted = [to_words(row.quoted) for row in findings.principles]
    _show_rows("By principle and exception", "Principle or exception", findings, findings.principles, {"Labelled clauses quoted": quoted})


def show_tags(findings: Findings) -> None:
    """Show what makes cases hard."""
    st.markdown("What is in a case or makes it hard. Tags of few cases are left out.")
    page = page_of(findings.tags, "Tags, the lowest first", "evaluation-tags")
    _show_shares("Open cases by tag, the lowest first", "Tag", "Answered as labelled", page)


def show_sources(findings: Findings) -> None:
    """Show a row for every source that answers rest on."""
    st.markdown("An answer counts for every source that it quotes, or whose position today it tells where that differs from Derby’s.")
    _show_rows("By source", "Source", findings, findings.sources, {})


def _show_levels(caption: str, levels: Sequence[Level]) -> None:
    marked = [share for level in levels for share in (level.bound, level.threshold.aim)]
    scale = Scale.of((level.figure for level in levels if level.figure), marked)
    rows = [(f"{level.threshold.set}: {level.threshold.name}", _of_level(level, scale)) for level in levels]
    show_table(caption, ["Figure", _NOW, scale, "Level to keep", "Aim"], rows)


def _of_level(level: Level, scale: Scale) -> list[Cell]:
    than = "≤" if level.is_ceiling else "≥"
    bound, aim = (f"{than} {percent(share)}" for share in (level.bound, level.threshold.aim))
    figure = level.figure
    if figure is None or not is_measured(level):
        return [NOT_MEASURED, Strip(None, scale), Word(bound, "quiet"), Word(aim, "quiet")]
    return [
        to_words(figure),
        Strip(figure, scale, level.bound, level.threshold.aim),
        Word(f"{bound}: {'holds' if level.holds else 'FAILS'}", "good" if level.holds else "bad"),
        Word(f"{aim}: {'reached' if level.reached else 'not yet'}", "good" if level.reached else "quiet"),
    ]


def _show_shares(caption: str, what: str, share: str, figures: Sequence[Figure]) -> None:
    scale = Scale.of(figures)
    show_table(caption, [what, share, scale], [(figure.name, [to_words(figure), Strip(figure, scale)]) for figure in figures])


def _show_rows(caption: str, what: str, findings: Findings, rows: Sequence[Row], beside: Mapping[str, Sequence[str]]) -> None:
    """Show open cases that are right, sealed ones where any were asked, and what else there is ``beside`` them, by its head."""
    scale = Scale.of(row.open for row in rows)
    sealed = {"Sealed, right": [to_words(row.sealed) for row in rows]} if findings.asked["sealed"].hits else {}
    more = {**sealed, **beside}
    cells: list[list[Cell]] = [
        [to_words(row.open), Strip(row.open if row.open.total else None, scale), *(column[place] for column in more.values())]
        for place, row in enumerate(rows)
    ]
    show_table(caption, [what, "Open, right", scale, *more], [(row.label, cells[place]) for place, row in enumerate(rows)])


def _counted(table: Confusion, labelled: str, answered: str) -> Word:
    """A cell of the confusion: empty where there is nothing, shaded by its part of the row, framed where label and answer are the same."""
    row: Mapping[str, int] = table[labelled]
    number, whole = row.get(answered, 0), sum(row.values())
    shade = next((name for least, name in _SHADES if number and number / whole > least), "")
    return Word(str(number or ""), f"{shade} here" if labelled == answered else shade)


def _plain(name: str) -> str:
    return name.replace("_", " ")
