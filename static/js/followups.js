// Follow-ups: days that are meant most at a press, and "and then …" where one is finished.
document.addEventListener("click", (event) => {
  const words = event.target.closest?.("[data-due]");
  if (!words) return;
  const field = words.closest("fieldset, .field").querySelector('[hx-get="/followups/due"]');
  field.value = words.dataset.due;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches(".next-frame .followup-toggle input")) return;
  if (event.target.checked) event.target.closest(".next-frame").querySelector(".followup-text").focus();
});

// What comes next and came back from a draft must be seen.
document.addEventListener("input", (event) => {
  const next = event.target.closest(".next-frame");
  if (next && event.target.matches(".followup-text") && event.target.value) {
    next.querySelector(".followup-toggle input").checked = true;
  }
});
