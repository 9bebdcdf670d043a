// Says in time that a session ends, and lets whoever is here stay (WCAG 2.2.1).
// The server alone knows how long it stands: another window may have used it, or a laptop slept.
const ending = document.querySelector("dialog[data-session]");
if (ending) watch(ending);

function watch(dialog) {
  const { session: address, gone } = dialog.dataset;
  const soon = Number(dialog.dataset.soon);
  const [inside, outside] = document.querySelectorAll("[data-said]");
  let timer;
  let agreed = false; // to an end that nothing puts off

  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, seconds * 1000);
  };

  // How long it stands, or null when it is over; throws when that cannot be known now.
  async function ask(method) {
    const answer = await fetch(address, { method, cache: "no-store", redirect: "manual" });
    if (answer.status === 401) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function look() {
    try {
      take(await ask("GET"));
    } catch {
      wait(5);
    }
  }

  function take(left) {
    if (left === null) return over();
    for (const line of document.querySelectorAll("[data-lasting]")) line.textContent = left.text;
    if (left.seconds > soon) {
      dialog.close();
      return wait(left.seconds - soon);
    }
    if (!(left.final && agreed)) show(left.final ? "final" : "soon");
    return wait(left.seconds + 1);
  }

  function over() {
    clearTimeout(timer);
    if (gone) window.location.replace(gone);
    else show("over");
  }

  function show(when) {
    if (dialog.open && dialog.dataset.shows === when) return;
    dialog.dataset.shows = when;
    for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== when;
    dialog.setAttribute("aria-labelledby", `ending-${when}`);
    dialog.setAttribute("aria-describedby", `ending-${when}-text`);
    inside.textContent = "";
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(`[data-when="${when}"]`).querySelector("a, button").focus();
  }

  async function stay() {
    try {
      const left = await ask("POST");
      take(left);
      if (left && !dialog.open) outside.textContent = left.text;
    } catch {
      inside.textContent = inside.dataset.failed;
    }
  }

  function agree() {
    agreed = true;
    dialog.close();
  }

  async function back() {
    inside.textContent = "";
    await look();
    if (dialog.open) inside.textContent = inside.dataset.still;
  }

  const answers = { soon: stay, final: agree, over: back };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // the escape key is a sign of life too
    answers[dialog.dataset.shows]();
  });
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-close]").addEventListener("click", agree);
  dialog.querySelector("[data-back]")?.addEventListener("click", back);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  wait(Math.max(0, Number(dialog.dataset.seconds) - soon));
}
