// Whom to mention: where text is written, an @ and a letter offer colleagues and departments (/notifications/names).
// Arrows choose, Enter or Tab puts the whole name there, Esc closes the list. Without an answer nothing happens: a
// name that is typed to its end is found all the same.
import { listbox } from "./listbox.js";

const FIELDS = "textarea, input[data-mentions], input[name=what], input[name=followup_what]";
const TYPED = /(?:^|[^\p{L}\p{N}_.%+/@-])@(\p{L}[^@\n]{0,40})$/u;
const WAIT = 120; // ms after the last key
const boxes = new WeakMap();
const words = document.body.dataset;
let timer;
let request;

const typedIn = (field) => TYPED.exec(field.value.slice(0, field.selectionStart))?.[1] ?? "";

function boxOf(field) {
  if (boxes.has(field)) return boxes.get(field);
  const box = listbox(field, words.mentionLabel ?? "");
  box.status = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  box.status.setAttribute("role", "status");
  box.list.classList.add("mention-names");
  box.list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) put(field, option.dataset.name);
  });
  field.after(box.list, box.status);
  boxes.set(field, box);
  return box;
}

async function offer(field) {
  request?.abort();
  const typed = typedIn(field);
  const box = boxOf(field);
  if (!typed || typed.trim() === box.put) return close(field);
  request = new AbortController();
  const html = await box.ask(`/notifications/names?q=${encodeURIComponent(typed)}`, request.signal);
  if (html === null || typedIn(field) !== typed || document.activeElement !== field) return;
  box.fill(html);
  const found = box.options();
  if (!found.length) return close(field);
  box.list.hidden = false;
  place(field, box.list);
  box.choose(found[0]);
  box.status.textContent = (words.mentionCount ?? "").replace("{}", found.length);
}

function close(field) {
  const box = boxes.get(field);
  clearTimeout(timer);
  if (!box || box.list.hidden) return;
  box.list.hidden = true;
  box.choose(null);
  box.status.textContent = "";
}

// Under the field, or above it where there is no room; out of whatever would cut it off.
function place(field, list) {
  const at = field.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, innerWidth - list.offsetWidth - 8));
  const fits = at.bottom + list.offsetHeight + 8 <= innerHeight || at.top < list.offsetHeight + 8;
  list.style.left = `${left}px`;
  list.style.top = `${fits ? Math.min(at.bottom, innerHeight - 60) + 4 : at.top - list.offsetHeight - 4}px`;
}

function put(field, name) {
  const end = field.selectionStart;
  const start = end - typedIn(field).length - 1;
  const text = `@${name} `;
  boxOf(field).put = name;
  close(field);
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return; // can be undone by its writer, and is kept as a draft
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", ({ target: field }) => {
  if (!field.matches?.(FIELDS)) return;
  clearTimeout(timer);
  if (!typedIn(field)) return close(field);
  timer = setTimeout(() => offer(field), WAIT);
});

// In the capture phase: what the form or a menu does with these keys waits until the list is closed.
document.addEventListener(
  "keydown",
  (event) => {
    const box = boxes.get(event.target);
    if (!box || box.list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    const chosen = box.chosen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") box.move(event.key === "ArrowDown" ? 1 : -1);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) put(event.target, chosen.dataset.name);
    else if (event.key === "Escape") close(event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("focusout", ({ target }) => close(target));
document.addEventListener("submit", () => request?.abort());
for (const name of ["scroll", "resize"]) {
  addEventListener(name, ({ target }) => boxes.has(document.activeElement) && !target.matches?.(".mention-names") && close(document.activeElement), { capture: true, passive: true });
}
