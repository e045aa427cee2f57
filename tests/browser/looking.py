"""What the tests ask of a page in the browser: hidden focus stops, small targets, controls without a name, files that it gives."""

from collections.abc import Callable

from playwright.sync_api import Download, Page
from playwright.sync_api import TimeoutError as NothingCame

_HIDDEN = """() => {
  const active = document.activeElement;
  if (!active || active === document.body) return null;
  const it = active.closest('label') || active;
  const box = it.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [box.left + x * box.width, box.top + y * box.height]));
  const seen = points.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (it.contains(top) || top.contains(it)); });
  return seen ? null : it.outerHTML.slice(0, 200);
}"""
SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] button, [data-testid=stMain] summary, [data-testid=stMain] [role=tab]')]
  .map(it => [it.innerText || it.getAttribute('aria-label'), it.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)).map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
NAMELESS = """() => [...document.querySelectorAll('[data-testid=stMain] button, [data-testid=stMain] textarea, [data-testid=stMain] input')]
  .filter(it => it.offsetParent && !(it.textContent.trim() || it.getAttribute('aria-label') || it.title || it.labels?.length)).map(it => it.outerHTML.slice(0, 200))"""
# A link inside a sentence is exempt (WCAG 2.5.8), and so is what is hit through the label round it.
TARGETS = """() => [...document.querySelectorAll(':is(button, summary, select, textarea, input, [role=tab], [role=combobox], [role=option], a)')]
  .filter(it => it.checkVisibility({visibilityProperty: true}) && !it.closest('p, figcaption, li, td') && !it.matches('.skip, [data-testid=stSkipToContent], [aria-label=Dismiss]'))
  .map(it => [it, (it.closest('label, [data-testid=stFileUploaderDropzone], [role=group]:has(> input)') || it).getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([it, box]) => `${it.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
BARS = """() => [...document.querySelectorAll('body *')].reduce((most, it) => {
  const look = getComputedStyle(it), box = it.getBoundingClientRect();
  const stays = look.position === 'fixed' || (look.position === 'sticky' && box.top <= 0);
  const seen = it.checkVisibility() && look.pointerEvents !== 'none' && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return stays && seen ? Math.max(most, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)) : most;
}, 0) / innerHeight"""


def hidden_stop(page: Page) -> str | None:
    """The element that has the focus, if nothing of it can be seen once the page has scrolled to it."""
    for _ in range(3):
        hidden: str | None = page.evaluate(_HIDDEN)
        if hidden is None:
            return None
        page.wait_for_timeout(150)
    return hidden


def download(page: Page, press: Callable[[], None]) -> Download:
    """The file that pressing a button gives. Where nothing comes it is pressed again: a page still being drawn can move away from a press."""
    for patience in (15_000, 15_000, 60_000):
        try:
            with page.expect_download(timeout=patience) as given:
                press()
            return given.value
        except NothingCame:
            continue
    raise AssertionError("No file came, however often the button was pressed.")
