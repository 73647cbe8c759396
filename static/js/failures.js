// What htmx asked for and did not get is said where one was busy: in the form, else above the content. Without this a
// press on "Log" that failed would look as if nothing happened. The words are those of the error page that came.
const template = document.getElementById("failure");
const OWN_WILL = ["submit", "click", "change", "input", "keyup"]; // not what the page asks for by itself

const clear = () => document.querySelectorAll("[data-failure]").forEach((banner) => banner.remove());

function show(element, kind, title, text, number) {
  clear();
  const banner = template.content.querySelector(`[data-failure=${kind}]`).cloneNode(true);
  if (title) banner.querySelector("b").textContent = title;
  if (text) banner.querySelector("span").textContent = text;
  const form = element.closest("form");
  const small = banner.querySelector("small");
  small.textContent = [form?.querySelector("textarea") && small.textContent, number].filter(Boolean).join(" ");
  (form ?? document.getElementById("content")).prepend(banner);
  banner.scrollIntoView({ block: "nearest" });
}

function meant(event) {
  const cause = event.detail.requestConfig?.triggeringEvent;
  return cause && OWN_WILL.includes(cause.type) && !event.detail.elt.closest("[data-quiet]");
}

if (template) {
  document.addEventListener("htmx:responseError", (event) => {
    if (!meant(event)) return;
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const words = (selector) => page.querySelector(selector)?.textContent.trim();
    const number = event.detail.xhr.status >= 500 ? words("[data-number]") : "";
    show(event.detail.elt, "refused", words("h1"), words(".lead"), number);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => meant(event) && show(event.detail.elt, "offline"));
  }
  document.addEventListener("htmx:beforeRequest", (event) => meant(event) && clear());
}
