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
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect, sync_playwright

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
    "--renderer-process-limit=1",  # a page finds the app's script compiled by the page before it
    "--host-resolver-rules=MAP * 127.0.0.1:9 , EXCLUDE 127.0.0.1",  # nothing listens there, so no other machine can answer
)
_KEPT = "cookies,local_storage,indexeddb,websql,service_workers,cache_storage,file_systems"
PATIENCE = 60_000
"""Milliseconds that the slowest of two browsers on a loaded machine is waited for. What comes sooner is not waited for any longer."""
LOADING = 5 * PATIENCE
"""Milliseconds that a server's loading is waited for."""
expect.set_options(timeout=PATIENCE)
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
def browser() -> Iterator[Browser]:
    """Chromium, shared by all tests."""
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed, so nothing was tried in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(browser: Browser) -> Iterator[str]:
    """Where the app is served, as it is served to people, once it has loaded what it answers with."""
    with serving("ui.serve", "--port", "{port}") as served:
        page = browser.new_page()
        page.goto(served, timeout=LOADING)
        page.get_by_test_id("stChatInputTextArea").wait_for(timeout=LOADING)
        page.close()
        yield served


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser, so that a page finds the files of the app kept from the page before it."""
    started = browser.new_context()
    started.new_page()  # stays, so that the browser is open between two tests
    yield started
    started.close()


@contextmanager
def watched(windows: Browser | BrowserContext) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address in a window of a size, and fails at the end on a console error or a request to another machine."""
    errors: list[str] = []
    outside: list[str] = []
    opened: list[Page] = []

    def note(message: ConsoleMessage) -> None:
        where = str(message.location.get("url", ""))
        if message.type == "error" and not any(expected in where for expected in _EXPECTED):
            errors.append(f"{message.text} ({where})")

    def note_outside(request: Request) -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            outside.append(request.url)

    def forget_stand_in(response: Response) -> None:
        """Only a test that stands in for another machine lets it answer."""
        if response.url in outside:
            outside.remove(response.url)

    def opener(url: str, size: str) -> Page:
        width, height = size_of(size)
        page = windows.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(PATIENCE)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        # Not by a route: while there is one, the browser keeps no file.
        page.on("request", note_outside)
        page.on("response", forget_stand_in)
        page.goto(url)
        opened.append(page)
        return page

    yield opener
    for page in opened:
        page.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def open_page(profile: BrowserContext, address: str) -> Iterator[Callable[[str, str], Page]]:
    """Opens an address in a window of a size, watched. After the test it is closed, and what it left in the browser is taken away."""
    try:
        with watched(profile) as opener:
            yield opener
    finally:
        profile.clear_cookies()
        session = profile.new_cdp_session(profile.pages[0])
        session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": _KEPT})
        session.detach()


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
