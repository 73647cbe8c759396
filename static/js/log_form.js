// The log form: who was chosen stands in its button, the clock of "now" goes on, the text grows with what is typed.
const forms = () => document.querySelectorAll(".log-form");
const FIRST = "input:not([type=hidden]), textarea, select"; // field of a row
const TEXTS = "textarea[name], input[data-keep]"; // in a row: what drafts.js keeps
const grows = CSS.supports("field-sizing", "content");

function name(details) {
  const shown = details.querySelector("summary span");
  const chosen = [...details.querySelectorAll(":checked")].map((box) => box.nextElementSibling.textContent);
  shown.textContent = chosen.join(", ") || shown.dataset.none;
}

function tick() {
  const clock = new Date().toLocaleTimeString("nl", { hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone });
  for (const field of document.querySelectorAll("[data-now]")) {
    field.placeholder = field.dataset.now.replace("{}", clock);
  }
}

const row = (within, name) => within.closest(".log-frame").querySelector(`[data-row="${name}"]`);

// On a phone the button is a row that says what was filled in.
function fill(row) {
  const place = row.closest(".log-frame").querySelector(`[data-filled="${row.dataset.row}"]`);
  if (place) place.textContent = row.querySelector(TEXTS)?.value ?? "";
}

function grow(text) {
  if (grows) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

document.addEventListener("change", (event) => {
  const details = event.target.closest("[data-people]");
  if (details) name(details);
  if (event.target.closest(".subject-toggle") && event.target.checked) {
    event.target.closest(".log-frame").querySelector(".log-subject input").focus();
  }
  const opens = event.target.closest(".log-frame") && event.target.dataset.opens;
  if (opens && event.target.checked) row(event.target, opens)?.querySelector(FIRST)?.focus();
});

document.addEventListener("input", (event) => {
  if (event.target.matches(".log-text")) grow(event.target);
  // a subject that came back from a draft must be seen
  if (event.target.matches(".log-subject input") && event.target.value) {
    event.target.closest(".log-frame").querySelector(".subject-toggle input").checked = true;
  }
  // so must a text in a row of another room
  const opened = event.target.matches(TEXTS) && event.target.closest(".log-frame .log-row")?.dataset.row;
  if (opened && event.target.value) {
    event.target.closest(".log-frame").querySelector(`[data-opens="${opened}"]`).checked = true;
  }
  if (opened) fill(event.target.closest(".log-row"));
});

// Also after htmx brought a form: its clock and the height of what it holds.
function begin() {
  tick();
  for (const form of forms()) {
    form.querySelectorAll(".log-text").forEach(grow);
    form.querySelectorAll(".log-row").forEach(fill);
  }
}

document.addEventListener("htmx:afterSettle", begin);
setInterval(tick, 15000);
begin();
