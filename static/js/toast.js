// A toast can be put away; without scripts it stays until the next page.
for (const button of document.querySelectorAll("[data-close-toast]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest(".toast").remove();
    document.getElementById("content")?.focus({ preventScroll: true });
  });
}

// A status line is read out when its text changes, not when it comes with the page.
for (const line of document.querySelectorAll("[data-announce]")) {
  setTimeout(() => (line.textContent = line.dataset.announce), 300);
}
