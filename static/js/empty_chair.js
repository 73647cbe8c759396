// De lege stoel over the whole screen. "Somebody else" replaces the page within itself, so it stays that way.
const root = document.documentElement;

for (const button of document.querySelectorAll("[data-fullscreen]")) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen();
  });
}
