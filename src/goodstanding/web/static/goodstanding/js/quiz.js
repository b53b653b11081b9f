// A quiz on a phone: saves what is answered as it goes, again once the signal is back, and hands in only what was sent.

import { isSignedOut, postForm } from "./request.js";

const PAUSE = 600;
const LONGEST = 8000;
const form = document.querySelector("form[data-quiz]");
const status = form.querySelector("[data-quiz-status]");
let timer;
let unsaved = false;

form.addEventListener("input", () => {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
window.addEventListener("online", () => unsaved && save());
document.addEventListener("visibilitychange", () => document.hidden && unsaved && save());

// Handing in leaves the page; without a signal the answers would be behind an error page of the browser. A visit that has
// ended goes on: signing in leads back here, and the answers were saved or stay in this tab.
form.addEventListener("submit", async (event) => {
  if (form.dataset.sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  clearTimeout(timer);
  if ((await save()) === "unsaved") {
    status.textContent = text("unsent");
    return;
  }
  form.dataset.sending = "true";
  form.requestSubmit(event.submitter);
});

async function save() {
  try {
    const response = await postForm(form.dataset.quiz, new FormData(form), LONGEST);
    if (isSignedOut(response)) return "signed out";
    if (!response.ok) throw new Error("not saved");
    status.textContent = await response.text();
    unsaved = false;
    return "saved";
  } catch {
    status.textContent = text("unsaved");
    return "unsaved";
  }
}

function text(name) {
  return document.querySelector(`template[data-quiz-${name}]`).content.textContent.trim();
}
