// Delivers forms that were sent without signal, from any page of the account that sent them, with ever longer pauses. What
// the server refuses stays on the phone, so that nothing typed is lost, until its page has shown it.

import { retryAfter, waitAfter } from "./backoff.js";
import { allForms, putForm, removeForm } from "./form_store.js";
import { isAvailable } from "./indexed_db.js";
import { isSignedOut, postFields } from "./request.js";

const SHORTEST = 5000;
const TIMEOUT = 15000;
const LOCK = "goodstanding-forms";
const { visit } = document.body.dataset;
// What the page itself still has in hand: its own script sends that.
const inHand = document.querySelector("form[data-deliver-by-hand]")?.dataset.deliverByHand ?? "";
let timer = 0;

if (isAvailable() && visit) {
  window.addEventListener("online", () => deliverForms(true));
  deliverForms();
}

// Sends one form. The outcome: { state: "done" | "refused" | "later", said, url, wait }.
export async function sendForm({ address, fields }) {
  try {
    const response = await postFields(address, fields, { timeout: TIMEOUT });
    if (isSignedOut(response) || response.status === 403) return { state: "later" };
    if (response.ok) return { state: "done", ...(await contentOf(response)) };
    if (response.status >= 500 || response.status === 429) return { state: "later", wait: retryAfter(response) };
    return { state: "refused", ...(await contentOf(response)) };
  } catch {
    return { state: "later" };
  }
}

// Stores a form, to be delivered once there is signal.
export async function keepForm(row) {
  await putForm({ ...row, visit, tries: 0, nextAt: 0, problem: "" });
  schedule(SHORTEST);
}

// Delivers what is due; after the signal has come back, whatever waits. Pages take turns: what one could not deliver before
// it was closed is due on the next.
export async function deliverForms(isBack = false) {
  const run = () => deliverAll(isBack).catch(() => {});
  if (navigator.locks) await navigator.locks.request(LOCK, run);
  else await run();
}

// How many of this phone wait, whoever sent them.
export async function countForms() {
  return (await allForms().catch(() => [])).length;
}

async function deliverAll(isBack) {
  let next = Infinity;
  for (const row of await allForms()) {
    if (row.visit !== visit || row.problem || row.id === inHand) continue;
    const wait = isBack ? 0 : row.nextAt - Date.now();
    if (wait > 0) {
      next = Math.min(next, wait);
      continue;
    }
    // The first request after the signal is back often fails; what failed without signal makes the next wait no longer.
    next = Math.min(next, await attempt(isBack ? { ...row, tries: 0 } : row));
  }
  schedule(next);
}

async function attempt(row) {
  const outcome = await sendForm(row);
  if (outcome.state === "done") {
    await removeForm(row.id);
    say("delivered", row, outcome);
    if (location.pathname === row.page) location.assign(outcome.url ?? row.page);
    return Infinity;
  }
  if (outcome.state === "refused") {
    await putForm({ ...row, problem: outcome.said ?? "refused" });
    say("refused", row, outcome);
    return Infinity;
  }
  const tries = row.tries + 1;
  const wait = waitAfter(tries, { shortest: SHORTEST, asked: outcome.wait });
  await putForm({ ...row, tries, nextAt: Date.now() + wait });
  return wait;
}

function schedule(wait) {
  clearTimeout(timer);
  if (wait < Infinity) timer = setTimeout(deliverForms, wait);
}

// Says on the page what became of a form, with the way to its page.
function say(name, row, outcome) {
  const text = document.querySelector(`template[data-form-${name}]`);
  const place = document.getElementById("messages");
  if (!text || !place) return;
  const message = text.content.cloneNode(true);
  const link = message.querySelector("a");
  link.href = outcome.url ?? row.page;
  link.textContent = row.title;
  const said = message.querySelector("[data-said]");
  if (said) said.textContent = outcome.said ?? "";
  place.append(message);
}

async function contentOf(response) {
  return response.headers.get("Content-Type")?.includes("json") ? response.json() : {};
}
