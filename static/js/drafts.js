// What is typed and not yet sent stays in this browser, per colleague, until it is sent or they log out.
const user = document.documentElement.dataset.user;
const PREFIX = `draft:${user}:`;
const FIELDS = "textarea[name], input[name=subject], input[data-keep]";
const DAYS = 14;
const SENT = "draft-sent"; // which draft this tab just sent
let timer;
let leaving = false; // logged out: nothing may be written down any more

const store = {
  read: (name) => {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + name));
    } catch {
      return null;
    }
  },
  write: (name, texts) => {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify({ texts, at: Date.now() }));
      return true;
    } catch {
      return false; // the browser keeps nothing: private window, or full
    }
  },
  drop: (name) => {
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // nothing was kept either
    }
  },
};

function say(form, words) {
  form.querySelectorAll("[data-draft-state]").forEach((place) => (place.textContent = words));
  document.querySelectorAll("[data-draft-echo]").forEach((place) => (place.textContent = words));
}

function keep(form) {
  const texts = {};
  for (const field of form.querySelectorAll(FIELDS)) {
    if (field.value.trim() && field.value !== field.defaultValue) texts[field.name] = field.value;
  }
  const name = form.dataset.draft;
  if (leaving) return;
  if (!Object.keys(texts).length) return store.drop(name);
  const clock = new Date().toLocaleTimeString("nl", { hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone });
  if (store.write(name, texts) && form.dataset.kept) say(form, form.dataset.kept.replace("{}", clock));
}

function restore(form) {
  if (form.dataset.restoredOnce) return;
  form.dataset.restoredOnce = "1";
  const kept = store.read(form.dataset.draft);
  if (!kept) return;
  if (Date.now() - kept.at > DAYS * 86400000) return store.drop(form.dataset.draft);
  const editing = form.dataset.draft.startsWith("edit-");
  let found = false;
  for (const field of form.querySelectorAll(FIELDS)) {
    const text = kept.texts[field.name];
    if (!text || text === field.value || (field.value && !editing)) continue;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    found = true;
  }
  clearTimeout(timer);
  form.closest("details")?.setAttribute("open", "");
  if (found && form.dataset.restored) say(form, form.dataset.restored);
}

const restoreAll = () => document.querySelectorAll("form[data-draft]").forEach(restore);

function forgetAll() {
  leaving = true;
  clearTimeout(timer);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

if (user) {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (!form || !event.isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), 400);
  });
  addEventListener("pagehide", () => document.querySelectorAll("form[data-draft]").forEach((form) => {
    if (!form.dataset.busy) keep(form);
  }));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!form?.matches?.("form[data-draft]") || event.detail.xhr.status >= 300) return;
    clearTimeout(timer);
    store.drop(form.dataset.draft);
  });
  // Sent the plain way: only a page that a redirect leads to says that it was saved.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) return forgetAll();
    if (!event.target.matches("form[data-draft]:not([hx-post])")) return;
    keep(event.target);
    sessionStorage.setItem(SENT, event.target.dataset.draft);
  });
  const sent = sessionStorage.getItem(SENT);
  if (sent && performance.getEntriesByType("navigation")[0].redirectCount > 0) store.drop(sent);
  document.addEventListener("htmx:afterSettle", restoreAll);
  restoreAll();
}

// Also where nobody is logged in, such as a page that says what went wrong. The page that offers to send the text again
// leaves the mark to whatever follows on that.
const forgetSent = () => sessionStorage.removeItem(SENT);
if (!document.querySelector("[data-resend]")) forgetSent();
addEventListener("pageshow", (event) => event.persisted && forgetSent());
