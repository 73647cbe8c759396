// Small comforts of forms: show a password, print a page, no sending twice, the focus where something is wrong.
for (const button of document.querySelectorAll("[data-toggle-secret]")) {
  const field = document.getElementById(button.dataset.toggleSecret);
  const show = button.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? button.dataset.hide : show;
    field.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (new URLSearchParams(location.search).has("print")) window.addEventListener("load", () => window.print());

// The word on the button changes while the form is under way; a second press then does nothing.
function busy(form) {
  const button = form.querySelector("[data-busy]");
  if (!button || form.dataset.busy) return;
  form.dataset.busy = "1";
  button.style.minWidth = `${button.offsetWidth}px`;
  button.dataset.word = button.textContent;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
}

function ready(form) {
  const button = form?.querySelector("[data-busy]");
  if (!button || !form.dataset.busy) return;
  delete form.dataset.busy;
  button.textContent = button.dataset.word;
  button.removeAttribute("aria-disabled");
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("form[data-once]");
    if (!form) return;
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    setTimeout(() => busy(form)); // after the browser has read the form
  },
  true,
);
document.addEventListener("htmx:afterRequest", (event) => setTimeout(() => ready(event.detail.elt.closest("form"))));
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(ready));

const attend = (root) => root.querySelector?.(".banner-late[tabindex]")?.focus();
attend(document);
document.addEventListener("htmx:afterSettle", (event) => attend(event.target));
