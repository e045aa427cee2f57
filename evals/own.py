"""An evaluator's own questions: ``python -m evals.own FILE --out FOLDER``.

Every good line of the file is asked, and what was answered is written for a spreadsheet, for programs and, where lines say what is right,
as a report. A line with a fault gets a sentence that names it.
"""

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.parts import Parts, open_parts
from assistant.settings import Settings
from corpus.errors import InputError, ProductError
from evals.generate import Output, asking, generate, stamp_of
from evals.questions import BETWEEN, COLUMNS, TEMPLATE, Question, read_questions
from evals.report import Evaluated, render
from evals.result import Figure, Measured, Result
from evals.score import figures, measures, model_figures, quote_figure

ANSWERED = (
    "answered", "answered_urgency", "escalate", "answered_exceptions", "cited", "right", "answer", "generator", "model_shown",
    "model_withheld", "error", "ms",
)  # fmt: skip
LEFT_OUT = frozenset(
    {"urgency right", "escalation right", "danger now found", "exceptions named as labelled", "false alarms", "citation precision"}
)


def results_csv(questions: Sequence[Question], outputs: Iterable[Output]) -> str:
    """What was asked and answered, one row a question, for a spreadsheet."""
    written = io.StringIO()
    writer = csv.DictWriter(written, (*COLUMNS, *ANSWERED), lineterminator="\r\n")
    writer.writeheader()
    by_id = {output.case: output for output in outputs}
    for question in questions:
        if question.id in by_id:
            writer.writerow({name: _cell(value) for name, value in _row(question, by_id[question.id]).items()})
    return written.getvalue()


def results_jsonl(questions: Sequence[Question], outputs: Iterable[Output]) -> str:
    """The same for programs: a line for each question, with the whole object that was answered."""
    by_id = {output.case: output for output in outputs}
    lines = []
    for question in questions:
        if question.id in by_id:
            output = by_id[question.id]
            said = {key: value for key, value in output.answer.items() if key != "asked"}
            line = {**question.model_dump(mode="json", exclude_defaults=True), "right": _right(question, output)}
            lines.append(json.dumps({**line, "answered": said, "error": output.error}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def own_report(results: Sequence[Result], parts: Parts) -> str:
    """The report over the lines that say what is right."""
    measured = Measured("your questions", "", tuple(results), own_figures(results, parts), measures(results))
    return render(Evaluated([measured], parts.corpus, parts.ruleset, stamp_of(parts), date.today(), own=True))


def labelled_results(questions: Sequence[Question], outputs: Iterable[Output]) -> tuple[Result, ...]:
    """The lines that say what is right, beside what was answered."""
    by_id = {output.case: output for output in outputs}
    return tuple(Result.of(q.as_case(q.outcome), by_id[q.id]) for q in questions if q.outcome is not None and q.id in by_id)


def own_figures(results: Sequence[Result], parts: Parts) -> tuple[Figure, ...]:
    """The figures that an evaluator's labels allow, without those that rest on what a line need not say."""
    counted = (*figures(results), quote_figure(results, parts.corpus))
    return tuple(figure for figure in counted if figure.total and figure.name not in LEFT_OUT)


def main(arguments: list[str] | None = None) -> int:
    """Ask a file; status 1 when a line had a fault, 2 when the file could not be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.own", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="CSV or JSON lines")
    parser.add_argument("--out", type=Path, default=Path("own-results"), metavar="FOLDER", help="where the results go")
    parser.add_argument("--template", action="store_true", help="print a CSV to start from")
    options = parser.parse_args(arguments)
    if options.template or not options.file:
        print(TEMPLATE, end="")
        return 0
    try:
        data = options.file.read_bytes()
        parts = open_parts(Settings.from_environ(os.environ))
        if parts.faults:
            raise InputError("\n".join(parts.faults))
        questions, faults = read_questions(options.file.name, data)
        options.out.mkdir(parents=True, exist_ok=True)
        outputs = []
        for output in generate(questions, asking(parts), options.out / "outputs.jsonl", stamp_of(parts)):
            outputs.append(output)
            print(f"\r{len(outputs)} of {len(questions)}", end="", file=sys.stderr, flush=True)
        results = labelled_results(questions, outputs)
        (options.out / "results.csv").write_text(results_csv(questions, outputs), encoding="utf-8-sig", newline="")
        (options.out / "results.jsonl").write_text(results_jsonl(questions, outputs), encoding="utf-8")
        if results:
            (options.out / "report.html").write_text(own_report(results, parts), encoding="utf-8")
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    except (ProductError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"\n{len(outputs)} answered, {len(faults)} lines with faults. The results are in {options.out}", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    of_all_lines = {figure.name: figure for figure in model_figures(outputs) if figure.total}
    counted = {**{figure.name: figure for figure in own_figures(results, parts)}, **of_all_lines}
    print("\n".join(map(str, (*counted.values(), *(measures(results) if results else ())))))
    return 1 if faults else 0


def _row(question: Question, output: Output) -> dict[str, Any]:
    said = output.answer
    return {
        "id": question.id,
        "question": f" {BETWEEN} ".join(question.turns),
        "outcome": question.outcome or "",
        "urgency": question.urgency or "",
        "exceptions": " ".join(question.exceptions),
        "clauses": " ".join(question.clauses),
        "tags": " ".join(question.tags),
        "comment": question.comment,
        "answered": said.get("outcome", ""),
        "answered_urgency": said.get("urgency", ""),
        "escalate": "yes" if said.get("escalate") else "no",
        "answered_exceptions": " ".join(said.get("exceptions", ())),
        "cited": " ".join(cited["id"] for cited in said.get("citations", ())),
        "right": _right(question, output),
        "answer": said.get("answer", ""),
        "generator": said.get("generator", ""),
        "model_shown": said.get("spoken", {}).get("shown", ""),
        "model_withheld": said.get("spoken", {}).get("withheld", ""),
        "error": output.error,
        "ms": said.get("ms", {}).get("total", ""),
    }


def _right(question: Question, output: Output) -> str:
    return "" if question.outcome is None else "yes" if output.answer.get("outcome") == question.outcome else "no"


def _cell(value: Any) -> str:
    """The value as a spreadsheet may show it: one that it would take for a formula is kept as text."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


if __name__ == "__main__":
    sys.exit(main())
