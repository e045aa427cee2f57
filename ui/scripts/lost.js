// Says that a conversation is gone when the page was loaded again or the server forgot it. Fixed text; the browser's tab keeps the random
// name of the session in which something was asked, and nothing of what was typed.
const KEY = "asked";
const WORDS =
  "The page was loaded again or lost its connection, so the conversation that stood here is gone. Nothing of it was kept. " +
  "If you still need the answer, ask again.";

export default function ({ data, parentElement }) {
  const asked = sessionStorage.getItem(KEY);
  // Only another session has lost anything: in the same one nothing is asked yet, or it was forgotten on purpose, or this drawing is a late one.
  const lost = !data.asked && asked !== null && asked !== data.session && data.fresh === 0;
  if (data.asked) sessionStorage.setItem(KEY, data.session);
  else if (!lost && data.fresh > 0) sessionStorage.removeItem(KEY);
  parentElement.innerHTML = lost ? '<p class="lost" role="status"></p>' : "";
  if (lost) parentElement.firstChild.textContent = WORDS;
}
