"""Presidio as a second opinion on names: only before words leave this machine, closing when it fails, and off where it is not installed."""

import json
import subprocess
import sys

import pytest

from assistant import outgoing, second_opinion
from assistant.outgoing import to_outgoing
from assistant.settings import ROOT
from corpus.errors import ModelError
from tests.unit.assistant.situations import corpus

QUESTION = "does the manager want consent"


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A second opinion that takes "manager" for somebody; what it was asked of."""
    asked: list[str] = []

    def people(text: str, of: object) -> tuple[tuple[int, int], ...]:
        asked.append(text)
        start = text.find("manager")
        return ((start, start + 7),) if start >= 0 else ()

    monkeypatch.setattr(outgoing, "people_in", people)
    return asked


def test_what_it_takes_for_a_name_stays_behind(look: list[str]) -> None:
    sent = to_outgoing(QUESTION, corpus(), remote=True)
    assert sent.text == "does the [word] want consent"
    assert sent.held_back == 1


def test_it_is_asked_only_before_words_leave_this_machine(look: list[str]) -> None:
    assert to_outgoing(QUESTION, corpus()).text == QUESTION
    assert look == []
    to_outgoing(QUESTION, corpus(), remote=True)
    assert look == [QUESTION]


def test_where_it_fails_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> object:
        raise OSError("no model at /home/somebody")

    monkeypatch.setattr(second_opinion, "is_installed", lambda: True)
    monkeypatch.setattr(second_opinion, "_engine", broken)
    with pytest.raises(ModelError, match="nothing was sent") as raised:
        to_outgoing(QUESTION, corpus(), remote=True)
    assert "somebody" not in str(raised.value)


def test_where_it_is_not_installed_the_first_two_lines_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "is_installed", lambda: False)
    assert to_outgoing("is Zebulonia in file 88213", corpus(), remote=True).text == "is [word] in file [case number]"


def test_an_answer_without_a_remote_model_loads_none_of_it() -> None:
    code = "import sys, assistant.__main__; from assistant.outgoing import to_outgoing; from ingest.clauses import load_corpus;"
    code += "to_outgoing('what is consent', load_corpus()); print([name for name in sys.modules if name.split('.')[0] in {'spacy', 'presidio_analyzer'}])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.skipif(not second_opinion.is_installed(), reason="the remote extra is not installed: make remote")
def test_the_packaged_model_finds_people_offline_and_leaves_the_corpus_its_names() -> None:
    text = "Can Grace Okafor and Margaret Hollis see it? What is Gillick competence in Derby?"
    code = "import json, socket, sys; from assistant.second_opinion import people_in; from ingest.clauses import load_corpus\n"
    code += "def refuse(*a, **k): raise SystemExit('the network was tried')\n"
    code += "socket.socket.connect = refuse; print(json.dumps(people_in(sys.argv[1], load_corpus())))"
    out = subprocess.run([sys.executable, "-c", code, text], cwd=ROOT, capture_output=True, text=True, check=True)
    found = {text[start:end] for start, end in json.loads(out.stdout.splitlines()[-1])}
    assert {"Grace", "Okafor", "Margaret", "Hollis"} <= found
    assert not {"Gillick", "Derby"} & found
