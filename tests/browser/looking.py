"""What the tests ask of a page in the browser: hidden focus stops, small targets, controls without a name."""

HIDDEN = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
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
