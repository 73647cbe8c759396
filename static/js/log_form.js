// The log form: who was chosen stands in its button, the clock of "now" goes on, the text grows with what is typed.
const forms = () => document.querySelectorAll(".log-form");
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
  if (opens && event.target.checked) event.target.closest(".log-frame").querySelector(`${opens} input`).focus();
});

document.addEventListener("input", (event) => {
  if (event.target.matches(".log-text")) grow(event.target);
  // a subject that came back from a draft must be seen
  if (event.target.matches(".log-subject input") && event.target.value) {
    event.target.closest(".log-frame").querySelector(".subject-toggle input").checked = true;
  }
  if (event.target.matches(".log-frame .followup-text") && event.target.value) {
    event.target.closest(".log-frame").querySelector(".followup-toggle input").checked = true;
  }
});

// Also after htmx brought a form: its clock and the height of what it holds.
function begin() {
  tick();
  for (const form of forms()) form.querySelectorAll(".log-text").forEach(grow);
}

document.addEventListener("htmx:afterSettle", begin);
setInterval(tick, 15000);
begin();
