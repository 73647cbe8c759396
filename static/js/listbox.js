// The options that a field offers, in a list of WAI-ARIA's listbox pattern: the field keeps the focus and says which
// option is the chosen one. Who uses it decides when the list is shown. Options come as HTML of our own server.
let count = 0;

export function listbox(field, label) {
  const list = document.createElement("ul");
  list.id = `suggestions-${(count += 1)}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const chosen = () => list.querySelector('[aria-selected="true"]');

  function choose(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function move(by) {
    const all = options();
    if (list.hidden || !all.length) return;
    const here = all.indexOf(chosen());
    choose(all[here < 0 && by < 0 ? all.length - 1 : here + by] ?? null);
  }

  function fill(html) {
    list.innerHTML = html; // escaped by the server; the CSP runs no script in it
    options().forEach((option, place) => (option.id = `${list.id}-${place}`));
  }

  // What an address answers, or nothing where it fails or leads elsewhere; null where a newer question took its place.
  async function ask(url, signal) {
    try {
      const answer = await fetch(url, { signal, headers: { "HX-Request": "true" } });
      return answer.ok && !answer.redirected ? await answer.text() : "";
    } catch (problem) {
      return problem.name === "AbortError" ? null : "";
    }
  }

  return { list, options, chosen, choose, move, fill, ask };
}
