// Everything works without this file. It makes components kinder and lets htmx replace parts.
import { initAll } from "./govuk-frontend.js";
import "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A list that follows events asks for itself again; the server says how often (data-refresh, ms).
document.addEventListener("htmx:after:swap", (event) => {
  const scope = event.target instanceof HTMLElement ? event.target : document.body;
  initAll({ scope });
});
