"""The map of the procedure: which clauses are covered by rules, by cases, by both and by nothing."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from evals.breakdown import Covered
from evals.result import Figure
from ui.components.evaluation_findings import Findings
from ui.markup import Filled, fill, show_filled

_SECTION = '<h3 class="map-of">{section}</h3><ul class="map">{clauses}</ul>'
_CLAUSE = """<li class="{kind}"><strong>{id}</strong> {label}<br><span class="quiet">Covered by {by}</span>{lines}</li>"""
_LINE = "<br>{words}"


def show_clauses(findings: Findings) -> None:
    """Show every clause with what covers it, by section of the procedure."""
    st.markdown(
        "What covers each clause: rules that cite it, cases whose labels name it, questions to the search that it answers. A whole frame "
        "has rules and cases, a broken frame lacks one of them, a double frame has nothing."
    )
    st.markdown(_in_short(findings.covered))
    if not any(clause.searched.total for clause in findings.covered):
        st.markdown("The search was not measured in this run, so what it covers is not seen here.")
    for section, clauses in groupby(findings.covered, key=lambda clause: clause.section):
        show_filled(fill(_SECTION, section=section, clauses=[_clause(clause) for clause in clauses]))


def _in_short(covered: tuple[Covered, ...]) -> str:
    without = {
        "Covered by nothing": [c.id for c in covered if c.by == "nothing"],
        "Without a rule": [c.id for c in covered if c.by != "nothing" and not c.rules],
        "Without a case": [c.id for c in covered if c.by != "nothing" and not c.cases.total],
    }
    whole = sum(bool(clause.rules and clause.cases.total) for clause in covered)
    told = [f"{words}: {', '.join(ids) or 'none'}." for words, ids in without.items()]
    return " ".join((f"**{whole} of {len(covered)} clauses have rules and cases.**", *told))


def _clause(clause: Covered) -> Filled:
    kind = "nothing" if clause.by == "nothing" else "" if clause.rules and clause.cases.total else "part-of"
    lines = [fill(_LINE, words=words) for words in _lines(clause)]
    return fill(_CLAUSE, kind=kind, id=clause.id, label=clause.label, by=clause.by, lines=lines)


def _lines(clause: Covered) -> Iterable[str]:
    yield f"Rules: {clause.rules}"
    yield f"Cases: {_of(clause.cases, 'right')}"
    if clause.quoted.total:
        yield f"Must quote it: {_of(clause.quoted, 'do')}"
    if clause.searched.total:
        yield f"Search: {_of(clause.searched, 'found')}"


def _of(figure: Figure, said: str) -> str:
    return f"{figure.total}, {said} {figure.hits}" if figure.total else "0"
