"""The open cases that went wrong: each opens to what was asked, read, fired, quoted and answered."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from ui.components.evaluation_findings import Findings
from ui.components.evaluation_tables import page_of
from ui.markup import Filled, fill, show_filled, to_markdown_text

_CASE = """<div class="failed"><h3>Asked</h3>{turns}{error}<h3>What is wrong</h3><ul>{wrong}</ul>
<h3>Why it is labelled so</h3><p>{why}</p>
<h3>Facts that were read</h3><ul>{facts}</ul><h3>Rules that fired</h3><ul>{rules}</ul>{nearly}
<h3>Evidence</h3><ul>{evidence}</ul>
<h3>Answer</h3><div class="place">{answer}</div></div>"""
_NEARLY_FIRED = "<details><summary>Rules that nearly fired: {count}</summary><ul>{rules}</ul></details>"
_TURN = '<p class="place">{words}</p>'
_ERROR = "<p>It could not be asked: {words}</p>"
_ITEM = "<li>{words}</li>"
_LONGEST = 160
_FACT, _NEARLY = "Fact: ", "Nearly: "
"""How the lines of an explanation begin that tell of no rule that fired."""


def show_failures(findings: Findings) -> None:
    """Show at most twenty cases of one kind of fault, each to open."""
    if not findings.failures:
        st.markdown("None: every open case that was asked is answered as labelled.")
        return
    counts = {fault: len(cases) for fault, cases in findings.failures.items()}
    fault = st.selectbox("Kind of fault", list(counts), format_func=lambda fault: f"{fault}: {counts[fault]}", key="evaluation-fault")
    with st.container(key="evaluation-failures"):
        for case in page_of(findings.failures[fault], "Cases", "evaluation-cases"):
            with st.expander(_title(case)):
                show_filled(_opened(case))


def _title(case: Mapping[str, Any]) -> str:
    wrong = "; ".join(case["wrong"])
    return f"**{to_markdown_text(case['id'])}**: {to_markdown_text(wrong if len(wrong) <= _LONGEST else wrong[:_LONGEST] + '…')}"


def _opened(case: Mapping[str, Any]) -> Filled:
    nearly = [line.removeprefix(_NEARLY) for line in case["path"] if line.startswith(_NEARLY)]
    return fill(
        _CASE,
        turns=[fill(_TURN, words=turn) for turn in case["turns"]],
        error=[fill(_ERROR, words=case["error"])] if case["error"] else [],
        wrong=_listed(case["wrong"]),
        why=case["why"],
        facts=_listed(_fact(fact) for fact in case["facts"]),
        rules=_listed(line for line in case["path"] if not line.startswith((_FACT, _NEARLY))),
        nearly=[fill(_NEARLY_FIRED, count=str(len(nearly)), rules=_listed(nearly))] if nearly else [],
        evidence=_listed(_evidence(cited) for cited in case["evidence"]),
        answer=case["answer"],
    )


def _listed(lines: Iterable[str]) -> list[Filled]:
    return [fill(_ITEM, words=line) for line in lines] or [fill(_ITEM, words="none")]


def _fact(fact: Mapping[str, Any]) -> str:
    words = [f"“{each['text'].strip()}”" for each in fact["words"]]
    return " ".join((f"{fact['id']}: {fact['value']}".replace("_", " "), *words, fact["reason"])).strip()


def _evidence(cited: Mapping[str, str]) -> str:
    return f"{cited['id']}: {cited['label']} ({cited['source']}, {cited['edition']})" if "label" in cited else cited["id"]
