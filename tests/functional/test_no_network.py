"""Building the index, asking and searching open no socket beyond this machine."""

import subprocess
import sys
from pathlib import Path

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


def run(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", WATCHED + code], cwd=ROOT, capture_output=True, timeout=300)


def test_the_watch_itself_sees_an_outside_socket() -> None:
    done = run("import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.1)")
    assert b"OUTSIDE" in done.stderr


def test_building_asking_and_searching_stay_on_this_machine(tmp_path: Path) -> None:
    for code in (
        f"from ingest.__main__ import main; raise SystemExit(main(['--data', {str(tmp_path)!r}, 'build']))",
        f"from ingest.__main__ import main; raise SystemExit(main(['--data', {str(tmp_path)!r}, 'search', 'can it wait']))",
        "from assistant.__main__ import main; raise SystemExit(main(['ask', 'can I tell the school he has asthma']))",
    ):
        done = run(code)
        assert b"OUTSIDE" not in done.stderr
        assert done.returncode == 0, done.stderr.decode()[-2000:]
