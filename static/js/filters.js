// Filters that say nothing stay out of the address: /customers/7?channel=phone, without q=&author=&…
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches("[data-drop-empty]")) return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-drop-empty]")) return;
  for (const field of event.target.elements) field.disabled ||= field.value === "" && Boolean(field.name);
});
