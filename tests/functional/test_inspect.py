"""The cases run through Inspect with no model, and its log is scored again without asking."""

import json
from pathlib import Path

from evals.inspect_task import main


def test_cases_run_through_inspect_and_an_old_log_is_scored_again(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]  # pytest's own fixture
    assert main(["--limit", "6", "--log-dir", str(tmp_path)]) == 0
    first = capsys.readouterr().out
    assert "accuracy" in first
    assert "quotes that are the source's own characters" in first
    (log,) = tmp_path.glob("*.json")
    kept = json.loads(log.read_text(encoding="utf-8"))
    assert len(kept["samples"]) == 6
    assert all(sample["scores"]["outcome"]["explanation"] for sample in kept["samples"])
    assert main(["--again", str(log)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == first.splitlines()[1:]
