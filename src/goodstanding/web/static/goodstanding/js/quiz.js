// A quiz on a phone: saves what is answered as it goes, again once the signal is back, and hands in only what was sent. What
// cannot be sent is stored on the phone: another page delivers it if this one is left before the signal is back.

import { waitAfter } from "./backoff.js";
import { keepForm } from "./form_queue.js";
import { removeForm, storedForm } from "./form_store.js";
import { isSignedOut, postForm } from "./request.js";

const PAUSE = 600;
const TIMEOUT = 8000;
const SHORTEST = 2000;
const LONGEST = 60000;
const form = document.querySelector("form[data-quiz]");
const status = form.querySelector("[data-quiz-status]");
let timer;
let unsaved = false;
let failures = 0;

bringBack();
form.addEventListener("input", () => {
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
window.addEventListener("online", () => {
  failures = 0;
  if (unsaved) save();
});
document.addEventListener("visibilitychange", () => document.hidden && unsaved && save());

// Handing in leaves the page; without a signal the answers would be behind an error page of the browser. A visit that has
// ended goes on: signing in leads back here, and the answers were saved or stay in this tab.
form.addEventListener("submit", async (event) => {
  if (form.dataset.sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  clearTimeout(timer);
  if ((await save()) === "unsaved") {
    await keep(location.pathname);
    status.textContent = text("unsent");
    return;
  }
  form.dataset.sending = "true";
  form.requestSubmit(event.submitter);
});

async function save() {
  try {
    const response = await postForm(form.dataset.quiz, new FormData(form), TIMEOUT);
    if (isSignedOut(response)) return "signed out";
    if (!response.ok) throw new Error("not saved");
    status.textContent = await response.text();
    unsaved = false;
    failures = 0;
    await removeForm(id()).catch(() => {});
    return "saved";
  } catch {
    await keep(form.dataset.quiz);
    status.textContent = text("unsaved");
    saveAgain();
    return "unsaved";
  }
}

// The first request after the signal is back often fails, and nothing tells the page when the next would not.
function saveAgain() {
  unsaved = true;
  failures += 1;
  clearTimeout(timer);
  timer = setTimeout(save, waitAfter(failures, { shortest: SHORTEST, longest: LONGEST }));
}

// Stores the answers, to be saved or, by the address of the page, handed in.
function keep(address) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  fields.push(["written_at", new Date().toISOString()]);
  const row = { id: id(), title: form.dataset.deliver, page: location.pathname, address, fields };
  return keepForm(row).catch(() => {});
}

// Answers that this phone still has from a visit without signal stand in the quiz again.
async function bringBack() {
  const row = await storedForm(id()).catch(() => undefined);
  if (!row || row.visit !== document.body.dataset.visit) return;
  for (const field of form.elements) {
    const values = row.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length && field.type !== "hidden") [field.value] = values;
  }
  await save();
}

function id() {
  return form.dataset.deliverByHand;
}

function text(name) {
  return document.querySelector(`template[data-quiz-${name}]`).content.textContent.trim();
}
