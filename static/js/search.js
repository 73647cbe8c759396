// The search page: a search that htmx puts in the place of another, and hits that open and close where they stand.
const said = document.getElementById("search-said");
const results = () => document.getElementById("results");

// How much was found is said once per search, not again for older hits.
function announce() {
  const words = results()?.dataset.said ?? "";
  said.textContent = "";
  setTimeout(() => (said.textContent = words), 300);
}

// A filter that was chosen stands in the box; who was at a link that is gone is at the results.
function settle() {
  const box = document.getElementById("q");
  if (document.activeElement !== box) box.value = results().dataset.q;
  if (document.activeElement === document.body) results().focus({ preventScroll: true });
  window.CSS?.highlights?.delete("found");
  announce();
}

// Closing a hit shows again what was found in it. Rows as they were before they opened, by their id.
const closed = new Map();

function remember(event) {
  const row = event.target.closest?.(".hits .row-link")?.closest(".row");
  if (row) closed.set(row.id, row.cloneNode(true));
}

function close(event) {
  const row = event.target.closest?.(".hits .row-close")?.closest(".row");
  if (!row || !closed.has(row.id) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const before = closed.get(row.id).cloneNode(true);
  row.replaceWith(before);
  window.htmx.process(before);
  before.querySelector(".row-link").focus({ preventScroll: true });
}

// What was marked in the closed row is marked in all of the open one; the text itself stays as the server wrote it.
function mark(row) {
  const words = [...(closed.get(row.id)?.querySelectorAll("mark") ?? [])].map((one) => one.textContent.toLowerCase());
  if (!words.length || !window.CSS?.highlights) return;
  const found = CSS.highlights.get("found") ?? new Highlight();
  CSS.highlights.set("found", found);
  for (const part of row.querySelectorAll(".row-title, .entry-text, .comments li p:last-child")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const range of where(words, walker.currentNode)) found.add(range);
  }
}

function where(words, node) {
  const text = node.data.toLowerCase();
  const ranges = [];
  if (text.length !== node.data.length) return ranges; // İ and the like: places would not fit
  for (const word of new Set(words)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      ranges.push(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length }));
    }
  }
  return ranges;
}

if (said) {
  announce();
  document.addEventListener("htmx:afterSettle", (event) => {
    const changed = event.detail.elt;
    if (changed.id === "results") settle();
    else if (changed.matches(".hits > .is-open")) mark(changed);
  });
  document.addEventListener("click", remember, { capture: true });
  document.addEventListener("click", close, { capture: true });
}
