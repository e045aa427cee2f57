"""Several people at once: how long until an outcome is on the screen, what a further session costs, and whether anything is left of it.

``python -m benchmarks.sessions`` serves the chat as it is served to people and asks it in Chromium. Five windows on the serving machine
draw five screens with its cores; so five people are measured twice: all with a window here, and one with a window here while four ask over
the network's protocol, as people at machines of their own do. It takes about ten minutes.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from statistics import median, quantiles

import psutil
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from benchmarks.person import Person
from evals.case import load_cases

PEOPLE = 5
ROUNDS = 12
"""Conversations of each of them."""
TURNS = 3
"""Messages in each conversation. A longer one takes longer, for all of it is read again with each message."""
FURTHER = 20
"""Sessions opened beside one another to see what each costs."""
PASSING = 50
"""Sessions opened, asked once and closed."""
FORGOTTEN_AFTER = 80
"""Seconds until the server has let go of a session that was closed: the time to come back, and until ui.forgetting looks again."""
_MEGABYTE = 1024 * 1024
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
_WATCH = """number => { window.shown = new Promise(done => {
  let pressed = 0;
  const watching = new MutationObserver(() => {
    const told = [...document.querySelectorAll('[role=status]')].find(it => it.textContent.startsWith(`Answer ${number} ready: `));
    const card = document.querySelector('[class*=st-key-card-] h2');
    if (!told || !card || !told.textContent.endsWith(card.textContent)) return;
    watching.disconnect();
    requestAnimationFrame(() => done((performance.now() - pressed) / 1000));
  });
  window.addEventListener('keydown', () => { pressed = performance.now(); }, {once: true, capture: true});
  watching.observe(document.body, {childList: true, characterData: true, subtree: true});
}); }"""
"""Takes the time from a key to the headline of that answer in its card, in the browser itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the serving process holds: resident megabytes, threads and open files."""

    megabytes: float
    threads: int
    files: int

    def __str__(self) -> str:
        return f"{self.megabytes:.0f} MB, {self.threads} threads, {self.files} open files"


def main() -> int:
    """Measure and print."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("Chromium is not installed, so nothing was measured.", file=sys.stderr)
        return 1
    with _serving() as (address, process):
        asyncio.run(_measure(address, process, chromium))
    return 0


async def _measure(address: str, process: psutil.Process, chromium: str) -> None:
    messages = [case.turns[0] for case in load_cases().outcomes if case.split == "open" and len(case.turns) == 1]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        print(f"load of the machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
        await _pass(browser, address, messages, 1)
        for windows, elsewhere in ((1, 0), (1, PEOPLE - 1), (PEOPLE, 0)):
            print(f"{windows} windows here and {elsewhere} people elsewhere, from pressing enter to the outcome on the screen:")
            for turn, spans in enumerate(await _ask_at_once(browser, address, messages, windows, elsewhere), 1):
                print(f"  message {turn} of a conversation: {_spread(spans)}", flush=True)
        await asyncio.sleep(FORGOTTEN_AFTER)
        await _count_further(browser, address, messages, process)
        for opened in (PASSING, 2 * PASSING):
            await _pass(browser, address, messages, PASSING)
            at_once = _held(process)
            await asyncio.sleep(FORGOTTEN_AFTER)
            print(f"{opened} sessions opened and closed: {at_once}; {FORGOTTEN_AFTER} s later {_held(process)}")
        await browser.close()


async def _ask_at_once(browser: Browser, address: str, messages: list[str], windows: int, elsewhere: int) -> tuple[list[float], ...]:
    """The windows' seconds from pressing enter to the outcome, by place in the conversation; everybody asks in the same moment."""
    left = cycle(messages)
    spans: tuple[list[float], ...] = tuple([] for _ in range(TURNS))
    async with AsyncExitStack() as open_ones:
        sessions = [await _open(browser, address) for _ in range(windows)]
        people = [await open_ones.enter_async_context(Person(address)) for _ in range(elsewhere)]
        for _ in range(ROUNDS):
            for turn in range(TURNS):
                others = asyncio.gather(*(person.ask(next(left)) for person in people))
                spans[turn].extend(await asyncio.gather(*(_ask(page, next(left), turn + 1) for _, page in sessions)))
                await others
            await asyncio.gather(*(person.begin_anew() for person in people))
            for _, page in sessions:
                await page.get_by_role("button", name="New conversation").click()
                await page.get_by_role("heading", name="Questions that others ask").wait_for()
                await _settle(page)
    for context, _ in sessions:
        await context.close()
    return spans


async def _count_further(browser: Browser, address: str, messages: list[str], process: psutil.Process) -> None:
    before = _held(process)
    sessions = []
    for number in range(FURTHER):
        context, page = await _open(browser, address)
        await _ask(page, messages[number % len(messages)], 1)
        sessions.append(context)
    after = _held(process)
    each = (after.megabytes - before.megabytes) / FURTHER
    print(f"{FURTHER} sessions open: {before} before, {after} after: {each:.1f} MB for a further session")
    for context in sessions:
        await context.close()
    await asyncio.sleep(FORGOTTEN_AFTER)


async def _pass(browser: Browser, address: str, messages: list[str], sessions: int) -> None:
    """Sessions one after the other, each asked once and closed."""
    for number in range(sessions):
        context, page = await _open(browser, address)
        await _ask(page, messages[number % len(messages)], 1)
        await context.close()


async def _open(browser: Browser, address: str) -> tuple[BrowserContext, Page]:
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_test_id("stChatInputTextArea").wait_for()
    return context, page


async def _ask(page: Page, words: str, number: int) -> float:
    box = page.get_by_test_id("stChatInputTextArea")
    await box.fill(words)
    await page.evaluate(_WATCH, number)
    await box.press("Enter")
    span: float = await page.evaluate("window.shown")
    await _settle(page)
    return span


async def _settle(page: Page) -> None:
    """Wait until the run has ended and all of it is drawn."""
    await page.wait_for_timeout(100)
    await page.locator("[data-test-script-state=notRunning]").wait_for()


def _held(process: psutil.Process) -> Held:
    return Held(process.memory_info().rss / _MEGABYTE, process.num_threads(), process.num_fds())


def _spread(spans: list[float]) -> str:
    slow = quantiles(spans, n=20, method="inclusive")[-1]
    return f"median {median(spans):.2f} s, 95th percentile {slow:.2f} s, longest {max(spans):.2f} s"


@contextmanager
def _serving() -> Iterator[tuple[str, psutil.Process]]:
    """The address of the chat and its process, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen([sys.executable, "-m", "ui.serve", "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()  # noqa: S310 - this machine's own address
                break
            except OSError:
                time.sleep(0.2)
        yield address, psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
