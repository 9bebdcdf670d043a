// Everything works without this file. With it, leaving replaces this page in the browser's history.
import "./session.js";

for (const way of document.querySelectorAll("form[data-leave]")) {
  way.addEventListener("submit", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    navigator.sendBeacon(way.action);
    window.location.replace(way.dataset.leave);
  });
}
// A page that the browser keeps aside is kept empty, and asked for anew: it may not be shown again.
window.addEventListener("pagehide", () => {
  document.body.hidden = true;
});
// Back to where she began, after she left in a hurry: on again. Who typed the address stays.
const left = document.documentElement.dataset.left;
if (left && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  document.body.hidden = true;
  window.location.replace(left);
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
