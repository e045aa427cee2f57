"""The same cases as an Inspect task: ``python -m evals.inspect_task --set outcomes``; ``make inspect`` opens its log.

For whoever already works with Inspect AI: its dataset, its log, its viewer, on this machine alone and with no model of its own. Asking is
the solver, scoring the scorer, so a log is scored again without asking: ``--again LOG``. All figures are those of ``evals.score``. A log
holds every case in full, so only open cases are ever put into one.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from inspect_ai import Task, eval, score, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog, read_eval_log
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, Value, metric, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from assistant.parts import open_parts
from assistant.settings import Settings
from corpus.errors import InputError
from evals.case import OUTCOME_SETS, OutcomeCase, load_cases
from evals.generate import Output, asking
from evals.result import Result
from evals.score import figures, kind_figures, macro_f1, quote_figure
from ingest.clauses import load_corpus

LOGS = Path(__file__).resolve().parent / "results" / "inspect"


@task
def can_i_share(set: str = "outcomes") -> Task:
    """Every open case of one set."""
    samples = [_sample(case) for case in load_cases().of(set) if case.split == "open"]
    return Task(dataset=MemoryDataset(samples, name=f"{set}-open"), solver=ask_the_assistant(), scorer=outcome())


@solver
def ask_the_assistant() -> Solver:
    """Ask with all turns; the contract's object becomes the output, as JSON."""
    parts = open_parts(Settings.from_environ(os.environ))
    if parts.faults:
        raise InputError("\n".join(parts.faults))
    ask = asking(parts)

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        answer = ask(tuple(state.metadata["case"]["turns"]))
        state.output = ModelOutput.from_content("none", json.dumps(answer, ensure_ascii=False))
        return state

    return solve


@metric
def every_figure() -> Metric:
    """All shares over the scored cases, by name, and macro F1."""

    def compute(scores: list[SampleScore]) -> Value:
        results = [_result(sample.score.metadata or {}) for sample in scores]
        shares = (*figures(results), *kind_figures(results), quote_figure(results, load_corpus()))
        counted = {figure.name: figure.share for figure in shares if figure.total}
        return {**counted, "macro F1": macro_f1(results)}

    return compute


@scorer(metrics=[every_figure()])
def outcome() -> Scorer:
    """Right when the outcome is the labelled one or an accepted alternative; the explanation is the path of the rules."""

    async def judge(state: TaskState, target: Target) -> Score:
        said = json.loads(state.output.completion)
        kept = {"case": state.metadata["case"], "answer": said}
        right = _result(kept).right
        return Score(value="C" if right else "I", answer=said["outcome"], explanation="\n".join(said["explanation"]), metadata=kept)

    return judge


def _sample(case: OutcomeCase) -> Sample:
    return Sample(id=case.id, input="\n\n".join(case.turns), target=str(case.outcome), metadata={"case": case.model_dump(mode="json")})


def _result(kept: dict[str, object]) -> Result:
    case = OutcomeCase.model_validate(kept["case"])
    return Result.of(case, Output(case.id, kept["answer"]))  # type: ignore[arg-type]  # the contract's own shape


def main(arguments: list[str] | None = None) -> int:
    """Ask the open cases of one set through Inspect, or score an old log again, and print every figure."""
    parser = argparse.ArgumentParser(prog="python -m evals.inspect_task", description=__doc__)
    parser.add_argument("--set", choices=OUTCOME_SETS, default="outcomes")
    parser.add_argument("--limit", type=int, help="ask only so many")
    parser.add_argument("--log-dir", type=Path, default=LOGS)
    parser.add_argument("--again", type=Path, metavar="LOG", help="score the answers of this log again, without asking")
    options = parser.parse_args(arguments)
    if options.again:
        log = score(read_eval_log(str(options.again)), outcome(), action="overwrite", display="none")
    else:
        asked = can_i_share(options.set)
        log = eval(asked, model="none/none", limit=options.limit, log_dir=str(options.log_dir), display="none", log_format="json")[0]
    print(f"{log.status}: {log.location}")
    for name, share in _figures(log).items():
        print(f"{name:<56} {share:.3f}")
    return 0 if log.status == "success" else 1


def _figures(log: EvalLog) -> dict[str, float]:
    scored = log.results.scores if log.results else []
    return {name: metric.value for each in scored for name, metric in each.metrics.items()}


if __name__ == "__main__":
    sys.exit(main())
