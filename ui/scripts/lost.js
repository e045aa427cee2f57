// Says that a conversation is gone when the page was loaded again or the server forgot it. Fixed text; the browser's tab keeps one
// number for this, and nothing of what was typed.
const KEY = "asked";
const WORDS =
  "The page was loaded again or lost its connection, so the conversation that stood here is gone. Nothing of it was kept. " +
  "If you still need the answer, ask again.";

export default function ({ data, parentElement }) {
  const asked = sessionStorage.getItem(KEY);
  // Whoever begins anew or leaves on purpose has a higher number than when they asked.
  const lost = !data.asked && asked !== null && data.fresh <= Number(asked);
  if (data.asked) sessionStorage.setItem(KEY, data.fresh);
  else if (!lost) sessionStorage.removeItem(KEY);
  parentElement.innerHTML = lost ? '<p class="lost" role="status"></p>' : "";
  if (lost) parentElement.firstChild.textContent = WORDS;
}
