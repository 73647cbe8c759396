// The brief keeps itself current: at once when something changed at the customer, and by the minute, so that "today"
// stays true. Never while it is hidden or while something in it is being used; what was opened stays open.
const MINUTE = 60000;
let freshAt = performance.now();
let waits = false;
let opened = [];

const parts = () => document.querySelectorAll("[data-current]");
const inUse = () => document.querySelector(".dial details[open]") ?? document.activeElement?.closest("[data-current] :is(input, textarea, select)");

function freshen() {
  if (document.hidden || !parts().length || !window.htmx) return;
  document.body.dispatchEvent(new CustomEvent("brief-stale"));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.detail.target;
  if (!part?.matches?.("[data-current]")) return;
  if (inUse()) {
    event.detail.shouldSwap = false; // it is asked for again once they are ready
    waits = true;
    return;
  }
  freshAt = performance.now();
  opened = [...part.querySelectorAll("details[open][id]")].map((one) => one.id);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.detail.requestConfig?.elt?.matches("[data-current]")) return;
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});

function look() {
  if (document.hidden || inUse()) return;
  if (waits || performance.now() - freshAt >= MINUTE) {
    waits = false;
    freshAt = performance.now();
    freshen();
  }
}

if (parts().length) {
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
}
