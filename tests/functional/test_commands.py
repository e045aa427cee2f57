"""The command lines keep their contract, and bad input gets a clear message and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEYS = [
    "schema", "id", "turns", "outcome", "urgency", "escalate", "recipients", "facts", "rules", "exceptions", "asks", "answer",
    "citations", "notices", "generator", "withheld", "hashes", "ms",
]  # fmt: skip


def run(*arguments: str, stdin: str | bytes | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, input=given, capture_output=True, timeout=120, env={**os.environ, **environ}
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def ask(*arguments: str, **environ: str) -> dict[str, object]:
    done = run("assistant", "ask", "--json", *arguments, **environ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_answer_has_the_contracts_keys_in_order_and_says_the_same_twice() -> None:
    question = "boy has belt marks and says dad did it, mum says don't tell anyone. can I tell social care?"
    one, two = ask(question, "--as-of", "2026-11-23"), ask(question, "--as-of", "2026-11-23")
    assert list(one) == KEYS
    assert {**one, "ms": 0} == {**two, "ms": 0}
    assert one["outcome"] == "share_without_consent"
    assert one["escalate"] is True
    assert {citation["id"] for citation in one["citations"]} & {"E1", "E2"}
    source = (ROOT / "corpus/derby/1.1.8-information-sharing-guide.txt").read_text("utf-8")
    assert all(citation["quote"] in source for citation in one["citations"] if citation["source"] == "derby")


def test_a_batch_answers_in_order_and_names_the_broken_line() -> None:
    lines = [
        '{"id": 1, "turns": ["can I send the school his hearing results, mum signed the form"]}',
        "{broken",
        '{"id": "three", "turns": []}',
        '{"id": "four", "turns": ["   "]}',
        '{"id": 5, "turns": ["what does proportionate mean"]}',
        "[1, 2]",
    ]
    done = run("assistant", "ask", "--json", "--batch", "-", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [one.get("id") for one in answers] == [1, None, "three", "four", 5, None]
    assert ["error" in one for one in answers] == [False, True, True, True, False, True]
    assert "Line 2" in answers[1]["error"]


@pytest.mark.parametrize("message", ["", "   ", "?!…", "\u200b\u200b"])
def test_an_empty_message_is_refused_with_what_to_do(message: str) -> None:
    done = run("assistant", "ask", message)
    assert done.returncode == 1
    assert "no words" in done.stderr


def test_a_megabyte_gets_the_safety_card_and_danger_in_it_still_shows_999() -> None:
    long = "we talked about the timetable and the trip. " * 23_000 + " she is not breathing"
    done = run("assistant", "ask", "--json", "-", stdin=long)
    answer = json.loads(done.stdout)
    assert (answer["outcome"], answer["escalate"]) == ("clarify", True)
    assert "999" in answer["answer"]


@pytest.mark.parametrize("message", ["\x00\x07\x1b[31mcan I share", "Czy mogę powiedzieć szkole?", "هل يمكنني مشاركة", "a" * 7000, "🧒🧒 share?"])
def test_odd_text_is_answered(message: str) -> None:
    done = run("assistant", "ask", "--json", "-", stdin=message)
    assert done.returncode == 0
    assert json.loads(done.stdout)["outcome"]


def test_a_missing_index_is_named_and_the_rules_still_answer(tmp_path: Path) -> None:
    done = run("assistant", "ask", "--json", "mum hits him, he told me. can I ring social care", CAN_I_SHARE_DATA=str(tmp_path))
    answer = json.loads(done.stdout)
    assert answer["outcome"] == "share_without_consent"
    assert answer["citations"]
    assert "build" in done.stderr or "make index" in done.stderr


def test_a_broken_corpus_is_named(tmp_path: Path) -> None:
    done = run("assistant", "ask", "hello", CAN_I_SHARE_CORPUS=str(tmp_path))
    assert done.returncode == 1
    assert "sources.yaml" in done.stderr


def test_an_unknown_setting_is_refused() -> None:
    done = run("assistant", "ask", "hello", CAN_I_SHARE_MODELL="x")
    assert done.returncode == 1
    assert "CAN_I_SHARE_MODELL" in done.stderr


def test_stated_facts_and_struck_facts_change_the_answer(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("recipient: unsafe\n", encoding="utf-8")
    assert ask("can I tell him where she lives", "--facts", str(facts))["outcome"] == "do_not_share"
    facts.write_text("recipient: nobody\n", encoding="utf-8")
    assert "recipient" in run("assistant", "ask", "hello", "--facts", str(facts)).stderr
    assert "no fact" in run("assistant", "ask", "hello", "--strike", "nothing").stderr


def test_search_gives_the_contracts_hits() -> None:
    done = run("ingest", "search", "can it wait til monday", "--top", "3", "--json")
    found = json.loads(done.stdout)
    assert list(found) == ["id", "query", "hits"]
    assert [list(hit) for hit in found["hits"]] == [["id", "source", "score", "text"]] * 3
    assert found["hits"][0]["id"] == "P5"


def test_search_in_batches_names_the_broken_line() -> None:
    done = run("ingest", "search", "--batch", "-", stdin='{"id": "a", "query": "who signs"}\nnope\n{"id": 2}\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["hits" in one for one in answers] == [True, False, False]


def test_the_corpus_checks_clean() -> None:
    done = run("ingest", "check")
    assert done.returncode == 0
    assert done.stdout.startswith("29 clauses of the procedure")


def test_a_cold_answer_imports_no_torch() -> None:
    code = (
        "import sys; from assistant.__main__ import main; main(['ask', 'can I tell the school']);"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
