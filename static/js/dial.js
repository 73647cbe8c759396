// Tapping a number dials, says that this customer is being called and was read about before, and opens the log form
// for afterwards. Without scripts the number is a plain link.
const DIALS = 1200; // milliseconds that the telephone gets to come up before the page is left
const RINGS = 2000; // so long after the tap the call begins: that the customer was read about came in before it
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
// By the clock of the server, for that of a telephone may differ; timeOrigin lies before the page was made.
const ahead = Number(document.querySelector(".dial")?.dataset.made) * 1000 - performance.timeOrigin;
let after = ""; // where to, once the call is on its way
let timer;

function tell(path, words) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...words, csrf_token: token() })) data.append(name, value);
  navigator.sendBeacon(path, data);
}

function go() {
  clearTimeout(timer);
  if (!after || document.hidden) return; // the telephone covers the page: on coming back
  const url = after;
  after = "";
  location.assign(url);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dial]");
  const watch = document.querySelector("[data-presence]");
  if (!link || !watch || event.defaultPrevented) return;
  const customer = watch.dataset.presence.split("/").pop();
  tell(`/consults/${customer}`, { page: "brief" });
  tell(`/presence/${customer}`, { doing: "calls", seen: watch.dataset.seen });
  if (!link.dataset.dial) return; // who only reads logs nothing
  after = `${link.dataset.dial}&called=${Math.floor((Date.now() + ahead + RINGS) / 1000)}`;
  clearTimeout(timer);
  timer = setTimeout(go, DIALS);
});

document.addEventListener("visibilitychange", go);
