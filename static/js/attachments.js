// Files for the contact that is being written: chosen, dropped, pasted or just photographed. Each is sent at once, one
// after another, and comes back as a chip; the form itself waits for the last of them.
const MEGABYTE = 1024 * 1024;
const waiting = []; // {list, file, name, row}
let sending = false;
let heldForm = null; // wants to be sent once all files are there

const place = (element) => element?.closest(".log-form")?.querySelector("[data-files]");
const listOf = (files) => files.querySelector(".file-list");
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers"));
const say = (files, words) => (files.querySelector("[data-files-said]").textContent = words);
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

function row(kind, name) {
  const item = document.createElement("li");
  item.className = `file-chip ${kind}`;
  const label = document.createElement("span");
  label.className = "file-name";
  label.textContent = name;
  item.append(label);
  return item;
}

function complain(files, words, instead) {
  const item = document.createElement("li");
  item.className = "file-problem error";
  item.dataset.problem = "";
  item.textContent = words;
  if (instead) instead.replaceWith(item);
  else listOf(files).append(item);
  say(files, words);
}

function take(files, chosen) {
  if (!files) return;
  listOf(files).querySelectorAll("[data-problem]").forEach((old) => old.remove());
  for (const file of chosen) {
    const name = nameOf(files, file);
    if (listOf(files).querySelectorAll(".file-chip").length >= Number(files.dataset.most)) {
      complain(files, files.dataset.tooMany);
      break;
    }
    if (file.size > Number(files.dataset.megabytes) * MEGABYTE) {
      complain(files, files.dataset.tooLarge.replace("{name}", name));
      continue;
    }
    const item = row("file-busy", name);
    const busy = document.createElement("span");
    busy.className = "file-size";
    busy.textContent = files.dataset.busy;
    item.append(busy);
    listOf(files).append(item);
    waiting.push({ files, file, name, item });
  }
  sendNext();
}

// A screenshot from the clipboard is always called image.png: the time tells them apart.
function nameOf(files, file) {
  if (file.name && file.name !== "image.png") return file.name;
  const zone = document.documentElement.dataset.zone;
  const time = new Date().toLocaleTimeString("nl", { timeZone: zone }).replaceAll(":", ".");
  return `${files.dataset.pasted.replace("{time}", time)}.png`;
}

async function sendNext() {
  if (sending) return;
  const next = waiting.shift();
  if (!next) return sendHeld();
  sending = true;
  next.files.setAttribute("aria-busy", "true");
  say(next.files, `${next.name}: ${next.files.dataset.busy}`);
  const failed = await send(next);
  if (failed) {
    heldForm = null; // whoever sent it must see first that a file is missing
    complain(next.files, failed, next.item);
  }
  next.files.removeAttribute("aria-busy");
  sending = false;
  sendNext();
}

// What went wrong, or an empty string once the chip stands there.
async function send({ files, file, name, item }) {
  const failed = files.dataset.failed.replace("{name}", name);
  const form = new FormData();
  form.append("file", file, name);
  let answer, text;
  try {
    answer = await fetch(files.dataset.url, { method: "POST", body: form, headers: { "HX-Request": "true", ...csrf() } });
    text = await answer.text();
  } catch {
    return failed;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const chip = page.querySelector("[data-file]");
  if (answer.ok && chip) {
    item.replaceWith(chip);
    say(files, files.dataset.done.replace("{name}", name));
    return "";
  }
  const login = answer.headers.get("HX-Redirect");
  if (answer.status === 401 && login) location.assign(login); // what was typed is kept as a draft
  return page.querySelector("[data-problem], .lead")?.textContent.trim() || failed;
}

function sendHeld() {
  const form = heldForm;
  heldForm = null;
  if (form?.isConnected) form.requestSubmit();
}

function removeChip(button) {
  const files = button.closest("[data-files]");
  const chip = button.closest("[data-file]");
  const next = (chip.nextElementSibling ?? chip.previousElementSibling)?.querySelector("[data-remove]");
  fetch(button.dataset.remove, { method: "POST", headers: { "HX-Request": "true", ...csrf() } }).catch(() => {}); // the server forgets it by itself in two days
  chip.remove();
  (next ?? files.closest(".log-form").querySelector(".file-button input")).focus();
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-take]")) {
    take(place(field), [...field.files]);
    field.value = "";
  } else if (field.matches("[data-add]")) {
    checkAdded(event, field);
  }
}, true);

// The form under an open contact sends what was chosen at once; what the server would not take is not sent.
function checkAdded(event, field) {
  const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
  const limit = Number(field.dataset.megabytes);
  const tooLarge = size > limit * MEGABYTE;
  field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
  if (!tooLarge) return;
  event.stopPropagation();
  field.reportValidity();
  field.value = "";
  field.setCustomValidity("");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (button) removeChip(button);
});

document.addEventListener("paste", (event) => {
  const found = [...(event.clipboardData?.files ?? [])];
  const files = place(event.target);
  // a text program puts a picture of the text beside the text: then the text is meant
  if (!files || !found.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  take(files, found);
});

// Anywhere on the frame; a file that misses it must not take the place of the page with what was typed.
const mark = (target) => {
  for (const frame of document.querySelectorAll(".log-frame")) frame.classList.toggle("is-drop", frame === target);
};
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const frame = event.target.closest?.(".log-frame");
  const files = place(frame);
  event.dataTransfer.dropEffect = files ? "copy" : "none";
  mark(files ? frame : null);
});
document.addEventListener("dragleave", (event) => event.relatedTarget || mark(null));
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  mark(null);
  take(place(event.target.closest?.(".log-frame")), [...event.dataTransfer.files]);
});

// Before anything else hears of it: the form goes when its files are there.
window.addEventListener("submit", (event) => {
  if (!event.target.matches(".log-form") || !(sending || waiting.length)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  heldForm = event.target;
}, true);
