"""The running app on a free port of this machine, and Chromium, which may ask nothing of any other machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * 127.0.0.1:9 , EXCLUDE 127.0.0.1",
)
# Streamlit looks for its own service below the page's address first. That the first look fails is how it is meant to be.
_EXPECTED = tuple(f"/{page}/_stcore/" for page in ("guide", "practise", "record", "evaluate", "accessibility"))


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """The address of a server started with this command and ``--port``-like ``{port}``, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {**os.environ, "OMP_NUM_THREADS": "1"}
    filled = [part.format(port=port) for part in command]
    process = subprocess.Popen([sys.executable, "-m", *filled], cwd=ROOT, env=environ)
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the app is served, as it is served to people."""
    with serving("ui.serve", "--port", "{port}") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, shared by all tests."""
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed, so nothing was tried in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
        yield started
        started.close()


@contextmanager
def watched(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address in a window of a size, and fails at the end on a console error or a request to another machine."""
    errors: list[str] = []
    outside: list[str] = []
    opened: list[Page] = []

    def note(message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not any(expected in where for expected in _EXPECTED):
            errors.append(f"{message.text} ({where})")

    def keep_inside(route: Route) -> None:
        if urlsplit(route.request.url).hostname in {"127.0.0.1", None}:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def opener(url: str, size: str) -> Page:
        width, height = size_of(size)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(60_000)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/*", keep_inside)
        page.goto(url)
        opened.append(page)
        return page

    yield opener
    for page in opened:
        page.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address in a window of a size, watched, and closes it after the test."""
    with watched(browser) as opener:
        yield opener


def size_of(name: str) -> tuple[int, int]:
    """The width and height of a window, in pixels, by its name in ``SIZES`` or as ``320x700``."""
    width, height = SIZES.get(name) or tuple(map(int, name.split("x")))
    return width, height


def picture(page: Page, name: str) -> None:
    """Keep a picture for the documents, when asked to by ``SAVE_PICTURES``."""
    if os.environ.get("SAVE_PICTURES"):
        page.wait_for_timeout(700)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"The server stopped with status {process.returncode} before it answered.")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - this machine's own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("The server did not answer within a minute.")
