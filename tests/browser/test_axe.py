"""axe-core over every state of every screen: all its rules, best practice and what is on trial included, on three widths, and its colours in the dark.
On the same walk every target is measured, on a phone.

What it finds and we cannot mend is listed here with its reason, and stands in docs/accessibility.md. What it cannot tell is listed
too, with what was seen by eye.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import size_of
from tests.browser.looking import TARGETS
from tests.browser.states import SCREENS, settle

pytestmark = pytest.mark.browser

Opener = Callable[[str, str], Page]

WIDTHS = (1280, 390, 320)
DRAWN = 2_000
"""Milliseconds after which a loaded machine, too, has drawn a page whole."""
DARK = 320  # colours do not change with the width, so the dark ones are looked at on one
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"]
_ALL: dict[str, Any] = {
    "resultTypes": ["violations", "incomplete"],
    "runOnly": _TAGS,
    # hidden-content only asks for what is closed to be opened and looked at, which the walks do.
    "rules": {"target-size": {"enabled": True}, "hidden-content": {"enabled": False}},
}
_COLOURS: dict[str, Any] = {**_ALL, "runOnly": ["cat.color"], "rules": {"color-contrast-enhanced": {"enabled": False}}}
SCHEMES: dict[Literal["light", "dark"], dict[str, Any]] = {"light": _ALL, "dark": _COLOURS}
# What lies over the page could hide from axe what it can be scrolled clear of.
_IN_ITS_PLACE = ".st-key-leave, div:has(> .st-key-leave), div:has(> .st-key-danger) { position: static !important; }"


@dataclass(frozen=True)
class Known:
    """Something of axe's that is known: its rule, the element in which it is found (a CSS selector), and why it stays."""

    rule: str
    within: str
    why: str


STREAMLIT = (
    Known("region", "[role=listbox]", "Streamlit draws an open list at the end of the page, outside its landmarks."),
    Known(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "Streamlit gives the area to drop a file on a role and a name that exclude each other.",
    ),
    Known(
        "focus-order-semantics",
        "[data-testid=stCode]",
        "Streamlit makes a text to copy a stop of the keyboard without a role.",
    ),
)
"""Findings that Streamlit makes and that cannot be mended from here."""

SEEN = (
    Known("color-contrast", ".mark", "A sign of one character, hidden from screen readers: its words stand beside it."),
    Known("color-contrast", "[data-testid=stCode]", "The spaces at the end of a line of text to copy reach past its ground."),
    Known("aria-hidden-focus", "[aria-hidden=true]", "While a list is open the rest is hidden, and the keyboard stays in the list."),
    Known("aria-prohibited-attr", "[data-testid=stFileChip]", "Streamlit names the chip of a file; the same words are in it as text."),
)
"""What axe cannot tell for itself, and what was seen by eye."""


@dataclass(frozen=True)
class Looked:
    """What was seen on the walk through a screen: what axe found, and by state the targets that are too small to hit."""

    found: list[str] = field(default_factory=list)
    small: dict[str, list[str]] = field(default_factory=dict)


_LOOKED: dict[str, Looked] = {}
# The tests of a screen go to one process, which walks through it once.
each_screen = pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(f"screen {name}")) for name in SCREENS])


def looked_at(address: str, open_page: Opener, name: str) -> Looked:
    """Walk through a screen and look at each of its states, or give what was seen on the walk before."""
    if name not in _LOOKED:
        looked = Looked()
        page = open_page(address + SCREENS[name].path, "desktop")
        for state in SCREENS[name].walk(page):
            looked.found.extend(dict.fromkeys(f"{state}, {line}" for line in lasting_findings(page)))
            looked.small[state] = small_on_a_phone(page)
        _LOOKED[name] = looked
    return _LOOKED[name]


def small_on_a_phone(page: Page) -> list[str]:
    """The targets that are too small to hit on a phone; the page is left as it was."""
    before = page.viewport_size
    assert before
    width, height = size_of("phone")
    page.set_viewport_size({"width": width, "height": height})
    settle(page)
    small: list[str] = page.evaluate(TARGETS)
    page.set_viewport_size(before)
    return small


@each_screen
def test_axe_finds_nothing_in_any_state(address: str, open_page: Opener, name: str) -> None:
    found = looked_at(address, open_page, name).found
    assert not found, "\n".join(found)


@each_screen
def test_every_target_can_be_hit(address: str, open_page: Opener, name: str) -> None:
    small = looked_at(address, open_page, name).small
    assert small
    assert {state: found for state, found in small.items() if found} == {}


def test_axe_is_at_work(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body data-test-script-state=notRunning><img src=data:,><button></button><p style='color:#aaa;background:#fff'>faint</p></body></html>")
    rules = {line.split(":")[0] for line in findings(page)}
    page.close()
    assert {"1280 light image-alt", "320 dark color-contrast", "390 light button-name", "1280 light html-has-lang", "1280 light region"} <= rules


def lasting_findings(page: Page) -> list[str]:
    """What axe finds and still finds once the page has had time: while one is drawn, what is about to go lies over what has come."""
    found = list(findings(page))
    if found:
        page.wait_for_timeout(DRAWN)
        still = set(findings(page))
        found = [line for line in found if line in still]
    return found


def findings(page: Page) -> Iterator[str]:
    """What axe finds on each width and, of colours, in the dark on one; the page is left as it was."""
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    in_its_place = page.add_style_tag(content=_IN_ITS_PLACE)
    size = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in SCHEMES.items():
            if scheme == "dark" and width != DARK:
                continue
            page.emulate_media(color_scheme=scheme)
            results = page.evaluate("options => axe.run(document, options)", options)
            for kind, known in (("violations", STREAMLIT), ("incomplete", (*STREAMLIT, *SEEN))):
                for result in results[kind]:
                    for node in result["nodes"]:
                        if not _is_known(page, result["id"], node["target"], known):
                            said = "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
                            yield f"{width} {scheme} {result['id']}: {node['html'][:160]} ({said[:160]})"
    page.emulate_media(color_scheme="light")
    in_its_place.evaluate("it => it.remove()")
    if size:
        page.set_viewport_size(size)


def _is_known(page: Page, rule: str, target: list[str], known: tuple[Known, ...]) -> bool:
    within = ", ".join(one.within for one in known if one.rule == rule)
    return bool(within) and bool(page.evaluate("([target, within]) => document.querySelector(target)?.closest(within)", [target[-1], within]))
