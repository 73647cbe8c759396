// Filters that say nothing stay out of the address: /customers/7?channel=phone, without q=&author=&…
// The browser asks this of a form it sends, and htmx too.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-drop-empty]")) return;
  for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
});

// Choosing is enough, and on the page that follows the focus is where it was.
const CHOSEN = "filter-chosen";
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-autosubmit]") || event.target.type === "date") return; // typed digit by digit: its button sends it
  sessionStorage.setItem(CHOSEN, event.target.id);
  form.requestSubmit();
});
const chosen = sessionStorage.getItem(CHOSEN);
sessionStorage.removeItem(CHOSEN);
if (chosen) document.getElementById(chosen)?.focus();
