// What every page does about the data on this device: delivers check-ins, marks and forms that wait, removes a roll that is too old,
// and removes everything at sign-out, after asking about what could not be delivered.

import { clearReceipts } from "./ballot_receipts.js";
import { deliver, deliverOnce, listAll } from "./check_in_queue.js";
import { clearCheckIns, storeAccount } from "./check_in_store.js";
import { countForms, deliverForms } from "./form_queue.js";
import { clearForms } from "./form_store.js";
import { isAvailable } from "./indexed_db.js";
import { clearMarks } from "./roll_marks_store.js";
import { countWaiting, deliverMarks } from "./roll_queue.js";
import { countMarks, isOnDevice, removeIfExpired, removeRoll } from "./roll_store.js";

// Where the service worker stores the page of an open roll, and roll.js how far the clock is ahead.
const ROLL_PAGE = "goodstanding-roll-page";
const ROLL_CLOCK = "roll-clock";
const { signOut } = document.body.dataset;

window.addEventListener("online", () => {
  deliver("", true);
  deliverMarks();
});
document.addEventListener("submit", beforeSignOut, true);
if (isAvailable()) {
  startQueue();
  deliverMarks();
  removeIfExpired().catch(() => {});
}

async function startQueue() {
  const { handle, passkeys, rpId, token } = document.querySelector("[data-check-in]")?.dataset ?? {};
  const language = document.documentElement.lang;
  if (handle) await storeAccount({ handle, passkeys, rpId, token, language }).catch(() => {});
  await listAll().catch(() => {});
  deliver();
}

async function beforeSignOut(event) {
  const form = event.target;
  if (!isSignOut(form) || form.dataset.cleared || !isAvailable()) return;
  event.preventDefault();
  if ((await deliverOnce()) && !confirm(textOf("leaving"))) return;
  await deliverForms(true);
  if ((await countForms()) && !confirm(textOf("leaving-forms"))) return;
  await deliverMarks().catch(() => {});
  if ((await countWaiting().catch(() => 0)) && !confirm(textOf("leaving-roll"))) return;
  const hasRoll = await isOnDevice().catch(() => false);
  if (hasRoll && (await countMarks().catch(() => 0)) && !confirm(textOf("leaving-roll"))) return;
  if (hasRoll) await removeRoll().catch(() => {});
  await clearCheckIns();
  await clearMarks();
  await clearForms().catch(() => {});
  await caches.delete(ROLL_PAGE);
  localStorage.removeItem(ROLL_CLOCK);
  clearReceipts();
  sessionStorage.clear();
  form.dataset.cleared = "yes";
  form.requestSubmit();
}

function isSignOut(form) {
  return Boolean(signOut) && new URL(form.action, location.href).pathname === signOut;
}

function textOf(name) {
  return document.querySelector(`template[data-${name}]`)?.content.textContent ?? "";
}
