// A menu closes on Esc (the focus goes back to its button), on a click elsewhere, and when the focus leaves it.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

// A press on a label within a menu gives the focus to what surrounds the menu first: that is not leaving it.
document.addEventListener("focusin", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target) && !target.contains(menu)) menu.open = false;
});

// A strip that scrolls shows where one is.
for (const strip of document.querySelectorAll(".registers")) {
  const here = strip.querySelector("[aria-current]");
  if (here) strip.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - strip.offsetLeft - strip.clientWidth / 2;
}
