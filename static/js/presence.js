// Who is with this customer now, and what colleagues wrote since this page was made. A page that is seen asks every
// eight seconds; one that is hidden is silent. Nothing moves by itself: new contacts wait behind a button.
const BEAT = 8000;
const TYPED = 60000; // so long after the last key somebody still writes
const CALL = 900; // seconds that a call lasts at most
const place = () => document.querySelector("[data-presence]");
const timeline = () => document.getElementById("timeline");
let timer;
let typedAt = -TYPED;
let told; // the mark of what this page was told of
let ended = false; // logged out, or the customer is gone

function doing() {
  const { doing, called } = place().dataset;
  const calls = doing === "calls" && !(called && Date.now() / 1000 - called > CALL);
  if (calls) return "calls";
  return performance.now() - typedAt < TYPED ? "writes" : "reads";
}

function form() {
  const data = new FormData();
  data.append("doing", doing());
  data.append("seen", seen());
  return data;
}

const seen = () => timeline()?.dataset.seen ?? place().dataset.seen;
const token = () => JSON.parse(document.body.getAttribute("hx-headers"));

// Only what changed is put there, so that it is read out once.
function show(answer) {
  const who = answer.querySelector("[data-who]")?.outerHTML ?? "";
  for (const one of document.querySelectorAll("[data-here]")) if (one.innerHTML !== who) one.innerHTML = who;
  const bar = document.querySelector("[data-news-place]");
  const news = answer.querySelector("[data-news]")?.outerHTML ?? "";
  if (bar && bar.dataset.shown !== news) {
    bar.innerHTML = news;
    bar.dataset.shown = news;
  }
}

async function beat() {
  clearTimeout(timer);
  if (ended || document.hidden || !place()) return;
  const asked = seen();
  try {
    const answer = await fetch(place().dataset.presence, { method: "POST", body: form(), headers: { "HX-Request": "true", ...token() } });
    const mark = answer.headers.get("X-Seen");
    if (mark && asked === seen()) {
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (mark !== asked && mark !== told) document.body.dispatchEvent(new CustomEvent("customer-changed", { bubbles: true }));
      told = mark;
    }
    ended = !mark && answer.status < 500;
  } catch {
    // no connection: perhaps the next time
  }
  clearTimeout(timer);
  if (!ended) timer = setTimeout(beat, BEAT);
}

function leave() {
  clearTimeout(timer);
  if (!place() || ended) return;
  const data = form();
  data.append("gone", "1");
  data.append("csrf_token", token()["X-CSRFToken"]);
  navigator.sendBeacon(place().dataset.presence, data);
}

// The timeline again, as it is filtered; what is being typed stays, and the cursor in it.
function load(event) {
  const bar = event.target.closest("[data-news]");
  if (!bar || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const byKey = document.activeElement === bar;
  const { pathname, search } = location;
  const brought = window.htmx.ajax("GET", pathname + search, { target: "#timeline", swap: "outerHTML" });
  const looked = place().dataset.presence.replace("/presence/", "/consults/");
  const page = new FormData();
  page.append("page", "timeline");
  fetch(looked, { method: "POST", body: page, headers: token() }).catch(() => {});
  brought.then(() => byKey && timeline()?.querySelector(".row-link, .row-close")?.focus());
}

if (place()) {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : beat()));
  document.addEventListener("input", (event) => {
    if (!event.isTrusted || !event.target.closest(".log-form")) return;
    const began = doing() === "reads";
    typedAt = performance.now();
    if (began) beat();
  });
  document.addEventListener("mousedown", (event) => event.target.closest("[data-news]") && event.preventDefault());
  document.addEventListener("click", load);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".log-form")) return;
    typedAt = -TYPED;
    if (!event.target.hasAttribute("hx-post")) clearTimeout(timer); // the page goes; an answer after it would confuse
  });
  document.body.addEventListener("interaction-logged", () => {
    place().dataset.doing = "reads"; // who logged the call has hung up
    beat();
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && beat());
  beat();
  setTimeout(beat, 2000); // what the page before this one said on leaving may have come after the first
}
