"""Building the index, asking and searching open no socket beyond this machine, and neither does the running chat.

Two watches: one inside Python, and one on the system calls, which also sees what a library's own compiled code does.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys
def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in ("local", "127.0.0.1", "::1"):
            raise SystemExit(f"OUTSIDE connect {address}")
    if event == "socket.getaddrinfo" and arguments[0] not in (None, "localhost", "127.0.0.1", "::1"):
        raise SystemExit(f"OUTSIDE look-up {arguments[0]}")
sys.addaudithook(watch)
"""
LONG_ENOUGH = 15
"""Seconds that a program is watched: onnxruntime, left to itself, looks up its makers' address within five of being loaded."""
OUTSIDE = re.compile(r'connect\(\d+, \{sa_family=AF_INET6?, (?!.*(?:"127\.|"::1"|"::ffff:127\.)).*')
traced = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed; .ci/run installs it")


def run(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", WATCHED + code], cwd=ROOT, capture_output=True, timeout=300)


def strace(log: Path, *arguments: str) -> list[str]:
    return ["strace", "-f", "-qq", "-s", "200", "-e", "trace=connect", "-o", str(log), sys.executable, *arguments]


def outside(log: Path) -> list[str]:
    return OUTSIDE.findall(log.read_text(errors="replace"))


def test_the_watch_itself_sees_an_outside_socket() -> None:
    done = run("import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.1)")
    assert b"OUTSIDE" in done.stderr


def test_building_asking_and_searching_stay_on_this_machine(tmp_path: Path) -> None:
    """One new question is put beside those that are indexed already: to embed all of them again takes minutes and does nothing else."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    with (tmp_path / "corpus" / "questions" / "derby-a.yaml").open("a", encoding="utf-8") as questions:
        questions.write('- "may the watch on the network itself be told of a question that nobody asked"\n')
    shutil.copytree(Settings.from_environ(os.environ).index, tmp_path / "index")
    there = ["--corpus", str(tmp_path / "corpus"), "--data", str(tmp_path)]
    for code in (
        f"from ingest.__main__ import main; raise SystemExit(main([*{there}, 'build']))",
        f"from ingest.__main__ import main; raise SystemExit(main([*{there}, 'search', 'can it wait']))",
        "from assistant.__main__ import main; raise SystemExit(main(['ask', 'can I tell the school he has asthma']))",
    ):
        done = run(code)
        assert b"OUTSIDE" not in done.stderr
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        assert "'build'" not in code or b" 1 embedded" in done.stdout, done.stdout


@traced
def test_the_watch_on_system_calls_sees_an_outside_and_a_loopback_socket(tmp_path: Path) -> None:
    code = "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.connect(('{}', 9))"
    for host, seen in (("192.0.2.1", 1), ("127.0.0.1", 0)):
        subprocess.run(strace(tmp_path / "log", "-c", code.format(host)), check=True, timeout=60)
        assert len(outside(tmp_path / "log")) == seen


@traced
def test_no_library_reports_while_a_program_answers_and_stays_up(tmp_path: Path) -> None:
    code = (
        "import os, time; from assistant.parts import load_parts; from assistant.settings import Settings\n"
        "from assistant.conversation import Conversation; from assistant.pipeline import answer; from datetime import date\n"
        "parts = load_parts(Settings.from_environ(os.environ)); answer(Conversation(('can I tell the school',), date(2026, 11, 23)), parts)\n"
        f"time.sleep({LONG_ENOUGH})"
    )
    subprocess.run(strace(tmp_path / "log", "-c", code), cwd=ROOT, check=True, timeout=300)
    assert outside(tmp_path / "log") == []


@traced
def test_the_chat_reports_to_nobody(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(strace(tmp_path / "log", "-m", "ui.serve", "--port", str(port)), cwd=ROOT, start_new_session=True)
    try:
        for _ in range(120):
            time.sleep(0.5)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).read()
                break
            except OSError:
                continue
        time.sleep(LONG_ENOUGH)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=30)
    assert outside(tmp_path / "log") == []
