// A search box that suggests: the combobox pattern of WAI-ARIA. Options come as HTML (<li role=option data-href>).
// An option that is named like what was typed (data-named) is chosen at once, so that three letters and Enter lead
// to the brief; Enter waits for the answer to what was typed last. With none chosen it sends the form.
// With data-as-typed none is chosen: on the search page Enter searches, and the arrows choose.
// With data-suggest-empty an empty box offers what was searched for before, once somebody goes there: not by autofocus.
// An option with data-value (for=customer) fills the hidden field "customer" once something was typed elsewhere.
import { listbox } from "./listbox.js";

const WAIT = 120; // ms after the last key
let touched = false; // a key was pressed or the page was pointed at
for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => (touched = true), { capture: true, once: true });

for (const box of document.querySelectorAll(".typeahead[data-suggest]")) combobox(box);

function combobox(box) {
  const input = box.querySelector("input[type=search]");
  const { list, options, chosen, choose, move, fill, ask } = listbox(input, input.getAttribute("aria-label") ?? input.labels[0]?.textContent ?? "");
  let timer;
  let request;
  let answered = ""; // the words that the list answers
  let entered = false; // Enter was pressed before that

  (input.closest(".search-box") ?? box).append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  }

  async function suggest() {
    request?.abort();
    const words = input.value.trim();
    if (!words && !("suggestEmpty" in box.dataset)) return show(false);
    request = new AbortController();
    const url = new URL(box.dataset.suggest, location.href);
    url.searchParams.set("q", words);
    const html = await ask(url, request.signal);
    if (html === null) return;
    fill(html);
    answered = words;
    show(options().length > 0 && document.activeElement === input);
    choose("asTyped" in box.dataset ? null : list.querySelector("[data-named]"));
    if (entered) enter();
  }

  function enter() {
    entered = false;
    if (chosen()) follow(chosen());
    else input.form.requestSubmit();
  }

  function follow(option) {
    const body = input.form?.querySelector("textarea");
    if (!option.dataset.value || !body?.value.trim()) return location.assign(option.dataset.href);
    pick(input.form, option.dataset.value);
    input.value = option.dataset.label ?? option.textContent.trim();
    show(false);
    body.focus();
  }

  input.addEventListener("input", () => {
    pick(input.form, null);
    entered = false; // who types on takes the Enter back
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden && !input.value.trim()) return void suggest();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey && !input.value.trim() && chosen()) {
      event.preventDefault();
      enter();
    } else if (event.key === "Enter" && !event.ctrlKey && input.value.trim()) {
      event.preventDefault();
      if (answered === input.value.trim()) return enter();
      entered = true;
      clearTimeout(timer);
      suggest();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) follow(option);
  });
  for (const name of ["focus", "click"]) {
    input.addEventListener(name, () => touched && list.hidden && !input.value && suggest());
  }
  input.addEventListener("blur", () => show(false));
  input.form?.addEventListener("submit", () => {
    clearTimeout(timer);
    request?.abort(); // htmx may put the results on this very page: nothing opens over them
    show(false);
  });
}

function pick(form, value) {
  let field = form?.querySelector("input[name=customer][data-picked]");
  if (value === null) return field?.remove();
  field ??= form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "customer" }));
  field.dataset.picked = "";
  field.value = value;
}
