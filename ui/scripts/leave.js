// Takes the person away from the page: hides it at once, and puts another in its place when the server has been told to forget.
// Fixed text, nothing of it from data. Nothing is fetched before the button is pressed.
const ADDRESS = "https://www.bbc.co.uk/weather";
const BUTTON = ".st-key-leave button";
const GRACE = 250; // milliseconds in which the server is told
const PRESSES = 3;
const WITHIN = 2000; // milliseconds

const leave = () => {
  document.body.style.visibility = "hidden";
  document.title = "";
  sessionStorage.clear();
  setTimeout(() => window.location.replace(ADDRESS), GRACE);
};

let pressed = [];

const count = (event) => {
  if (event.repeat) return;
  if (event.key !== "Shift") {
    pressed = [];
    return;
  }
  const now = Date.now();
  pressed = [...pressed.filter((then) => now - then < WITHIN), now];
  if (pressed.length >= PRESSES) document.querySelector(BUTTON)?.click();
};

export default function () {
  if (document.documentElement.dataset.leaves) return;
  document.documentElement.dataset.leaves = "yes";
  document.addEventListener("click", (event) => event.target.closest?.(BUTTON) && leave(), true);
  document.addEventListener("keydown", count, true);
}
