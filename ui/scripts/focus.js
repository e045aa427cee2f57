// Moves the focus to an element of the page once, when it has appeared. Fixed text; from data come only an id and a name to compare.
// Whoever presses a key or clicks meanwhile is somewhere else already, and stays there. With "once" a name is left alone for good when
// somebody has gone on from it, also where its element is drawn anew.
const PATIENCE = 15000; // milliseconds; the first page on a slow line takes long to draw
const left = new Set();

export default function ({ data }) {
  if (data.once && left.has(data.name)) return;
  const until = Date.now() + PATIENCE;
  let waiting = true;
  const stop = () => {
    waiting = false;
    if (data.once) left.add(data.name);
  };
  const look = () => {
    const target = document.getElementById(data.id);
    if (target && target.dataset.name === data.name) {
      if (waiting && !target.dataset.focused) {
        target.focus({ preventScroll: true });
        target.scrollIntoView({ block: "nearest" });
      }
      target.dataset.focused = "yes";
    } else if (waiting && Date.now() < until) {
      requestAnimationFrame(look);
    }
  };
  window.addEventListener("keydown", stop, { once: true });
  window.addEventListener("pointerdown", stop, { once: true });
  look();
}
