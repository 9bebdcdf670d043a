// The form works without this file. With it, files may be dropped on the whole place around their
// field, and who waits for a large one sees that something goes on.
for (const place of document.querySelectorAll("[data-drop]")) {
  const field = place.querySelector("input[type=file]");
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.dataset.over = "";
  });
  place.addEventListener("dragleave", () => delete place.dataset.over);
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    delete place.dataset.over;
    field.files = event.dataTransfer.files;
  });
}
for (const form of document.querySelectorAll("form[data-upload]")) {
  const busy = form.querySelector("[data-busy]");
  form.addEventListener("submit", () => {
    busy.hidden = false;
    busy.querySelector("[role=status]").textContent =
      form.querySelector("[data-said]").content.textContent;
  });
  // Back from the next page: nothing goes on any more.
  window.addEventListener("pageshow", () => {
    busy.hidden = true;
  });
}
