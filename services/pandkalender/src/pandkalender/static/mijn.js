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
// A page that the browser kept aside is asked for anew: whoever left may not be shown again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
