// Single-key shortcuts. Off for who switched them off (WCAG 2.1.4), and never while somebody types.
const off = document.documentElement.dataset.keys === "off";
const dialog = document.getElementById("keys");
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const visible = (element) => element.checkVisibility();

function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${key}"]`)].find(visible);
  if (!target) return false;
  if (target.matches("input, textarea")) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

// n: where the log form stands on the page itself, the cursor goes there.
function startWriting() {
  const text = document.querySelector(".log-form .log-text");
  if (!text || !visible(text)) return press("n");
  text.focus();
  return true;
}

function edit() {
  const open = document.activeElement.closest(".row") ?? document;
  const link = open.querySelector('[data-key="e"]');
  link?.click();
  return Boolean(link) || press("e");
}

function step(by) {
  const rows = [...document.querySelectorAll(".ledger .row-link, .ledger .row-close")].filter(visible);
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement.closest(".row")?.querySelector(".row-link, .row-close"));
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), rows.length - 1);
  rows[next].focus();
  rows[next].closest(".row").scrollIntoView({ block: "nearest" });
  return true;
}

// o: open what has the focus, or close it again, where it stands.
function open() {
  const link = document.activeElement.closest(".row")?.querySelector(".row-link[aria-expanded], .row-close");
  link?.click();
  return Boolean(link);
}

function showList() {
  if (!dialog || dialog.open) return false;
  dialog.showModal();
  return true;
}

const acts = {
  "/": () => press("/"),
  n: startWriting,
  b: () => press("b"),
  t: () => press("t"),
  e: edit,
  o: open,
  j: () => step(1),
  k: () => step(-1),
  "?": showList,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form[method=post], form[hx-post]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (acts[event.key]?.()) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-show-keys]")) {
  button.hidden = off;
  button.addEventListener("click", () => {
    button.closest("details")?.removeAttribute("open");
    showList();
  });
}
