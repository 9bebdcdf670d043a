// The form works without this file. With it, files may be dropped on the whole place around their
// field, files that are too large are not sent at all, and who waits sees how far they are.
const place = (event) => event.target.closest?.("[data-drop]");
const template = (form, name) => form.querySelector(`[data-${name}]`).content.textContent;

document.addEventListener("dragover", (event) => {
  if (!place(event)) return;
  event.preventDefault();
  place(event).dataset.over = "";
});
document.addEventListener("dragleave", (event) => {
  if (place(event)) delete place(event).dataset.over;
});
document.addEventListener("drop", (event) => {
  if (!place(event)) return;
  event.preventDefault();
  delete place(event).dataset.over;
  place(event).querySelector("input[type=file]").files = event.dataTransfer.files;
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]")) return;
  event.preventDefault();
  if (form.dataset.sending !== undefined) return;
  const files = [...form.querySelector("input[type=file]").files];
  const isLarge = files.reduce((sum, file) => sum + file.size, 0) > Number(form.dataset.most);
  const refused = form.querySelector("[data-refused]");
  refused.textContent = isLarge ? template(form, "too-large") : "";
  if (isLarge) refused.scrollIntoView({ block: "nearest" });
  else send(form);
});

function send(form) {
  const busy = form.querySelector("[data-busy]");
  const [status, percent, bar] = ["[role=status]", "[data-percent]", "progress"].map((each) =>
    busy.querySelector(each),
  );
  const request = new XMLHttpRequest();
  form.dataset.sending = "";
  busy.hidden = false;
  busy.scrollIntoView({ block: "nearest" });
  status.textContent = template(form, "sent");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.floor((100 * event.loaded) / event.total);
    percent.textContent = `${bar.value} %`;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    percent.textContent = "";
    status.textContent = template(form, "said");
  });
  request.addEventListener("load", () => show(request, form));
  // The login may be elsewhere by now: the browser itself can follow there.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.send(new FormData(form));
}

// The page that the answer is, in place of this one.
function show(request, form) {
  const next = new DOMParser().parseFromString(request.responseText, "text/html");
  const [main, other] = [document, next].map((each) => each.querySelector("main"));
  if (!other) {
    form.submit();
    return;
  }
  if (request.responseURL !== location.href) history.pushState(null, "", request.responseURL);
  document.title = next.title;
  const wrapper = main.parentElement;
  wrapper.replaceWith(document.adoptNode(other.parentElement));
  const shown = document.querySelector("main");
  shown.parentElement.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true }));
  if (!shown.parentElement.contains(document.activeElement)) {
    shown.tabIndex = -1;
    shown.focus();
  }
  scrollTo(0, 0);
}
window.addEventListener("popstate", () => location.reload());
