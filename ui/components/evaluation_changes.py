"""What is answered otherwise than when the baseline was kept, case by case, with what got worse first."""

from collections.abc import Sequence

import streamlit as st

from evals.gate import Answered, Change
from ui.components.evaluation_findings import Findings
from ui.components.evaluation_tables import Cell, Word, page_of, show_table

_JUDGED = {False: Word("worse", "bad"), None: Word("as right or wrong as before", "quiet"), True: Word("better", "good")}


def show_changes(findings: Findings) -> None:
    """Show other verdicts, then other clauses, then the cases that quote the same in another order or say it in other words."""
    if not findings.has_baseline:
        st.markdown("There is no baseline. `python -m evals --keep-baseline` keeps one.")
        return
    if findings.lacks_wording:
        st.markdown("The baseline holds verdicts alone: changes of citations and wording are not seen.")
    kinds = {kind: [change for change in findings.changed if change.kind == kind] for kind in ("verdict", "citations", "order", "wording")}
    st.markdown(
        f"Of {findings.asked['open'].hits} open cases, **{len(kinds['verdict'])}** have another verdict, **{len(kinds['citations'])}** "
        f"have the same verdict and quote other clauses, **{len(kinds['order'])}** quote the same clauses in another order, and "
        f"**{len(kinds['wording'])}** say the same in other words."
    )
    _show_verdicts(kinds["verdict"])
    _show_citations(kinds["citations"])
    _name_cases(kinds["order"], "quote the same clauses in another order")
    _name_cases(kinds["wording"], "say it in other words")


def _show_verdicts(changed: Sequence[Change]) -> None:
    if changed:
        page = page_of(changed, "Cases with another verdict", "evaluation-verdicts")
        rows: list[tuple[str, list[Cell]]] = [(one.case, [_verdict(one.before), _verdict(one.now), _JUDGED[one.better]]) for one in page]
        show_table("Another verdict, the ones that got worse first", ["Case", "Before", "Now", "By the label"], rows)


def _show_citations(changed: Sequence[Change]) -> None:
    if changed:
        page = page_of(changed, "Cases that quote other clauses", "evaluation-citations")
        rows = [(one.case, [", ".join(one.added), ", ".join(one.dropped)]) for one in page]
        show_table("The same verdict, other clauses", ["Case", "Now quotes", "No longer quotes"], rows)


def _name_cases(changed: Sequence[Change], what: str) -> None:
    if changed:
        with st.expander(f"The {len(changed)} that {what}"):
            st.markdown(", ".join(change.case for change in changed))


def _verdict(said: Answered) -> str:
    return f"{said.outcome.replace('_', ' ')}, {said.urgency}{', escalated' if said.escalate else ''}"
