// Sends what is typed into the forms of a page to the server as drafts, and says when that was done.

import { isSignedOut, postForm } from "./request.js";

const PAUSE = 800;
const LONGEST = 3000;
const forms = [...document.querySelectorAll("form[data-draft]")];
const waiting = new Map();

for (const form of forms) {
  form.addEventListener("input", () => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), PAUSE));
  });
}
document.addEventListener("submit", beforeSending, true);
document.addEventListener("visibilitychange", () => document.hidden && saveAll());

// Before one form is sent, what was just typed into the others is saved; the page comes back with it.
async function beforeSending(event) {
  const form = event.target;
  const { submitter } = event;
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (!waiting.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await saveAll();
  waiting.clear();
  form.requestSubmit(submitter);
}

function saveAll() {
  return Promise.all([...waiting.keys()].map(save));
}

async function save(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const body = new FormData(form);
  body.set("part", form.dataset.part);
  const place = form.querySelector("[data-draft-saved]");
  try {
    const response = await postForm(form.dataset.draft, body, LONGEST);
    if (isSignedOut(response) || response.status >= 500) throw new Error("not saved");
    place.textContent = await response.text();
  } catch {
    place.textContent = document.querySelector("template[data-draft-unsaved]").content.textContent;
  }
}
