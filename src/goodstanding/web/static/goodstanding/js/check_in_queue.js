// The queue of check-ins on this phone: each is stored until the server has answered it. At most one request in five
// seconds is sent, and fewer after each failure. The phone's clock paces the delivery and decides nothing.

import { waitAfter } from "./backoff.js";
import { listDelivered, listWaiting } from "./check_in_list.js";
import { send } from "./check_in_sender.js";
import { allCheckIns, lastSentAt, putCheckIn, removeCheckIn } from "./check_in_store.js";

const SHORTEST = 5000;
const LONGEST = 10 * 60 * 1000;
// The name of the lock is the one that open pages of earlier versions hold, so that two never deliver at once.
const LOCK = "goodstanding-kept";
const listeners = new Set();
let timer = 0;

// Calls `listener` with each outcome: { id, isNew, state, … }, or `problem`, the name of a text, instead of a state.
export function onOutcome(listener) {
  listeners.add(listener);
}

// Stores a new check-in { id, handle, code, nonce, assertion } and delivers it at once. Without an assertion it proves
// nothing later, so it is sent once and never stored.
export async function addCheckIn(made) {
  const checkIn = { ...made, madeAt: Date.now(), tries: 0, nextAt: 0 };
  if (!checkIn.assertion) return report(checkIn, await send(checkIn), true);
  try {
    await putCheckIn(checkIn);
  } catch {
    return report(checkIn, { problem: "no_room" }, true);
  }
  deliver(checkIn.id);
}

// Delivers what is due; once the signal is back, whatever the server has not put off. Where another page of this browser
// delivers already, only a new check-in waits for its turn.
export async function deliver(newId = "", isBack = false) {
  const run = () => deliverAll(newId, isBack).catch(() => {});
  if (navigator.locks) await navigator.locks.request(LOCK, { ifAvailable: !newId }, (lock) => lock && run());
  else await run();
}

// Tries everything once, whether it is due or not. Returns how many check-ins are left.
export async function deliverOnce() {
  for (const checkIn of await allCheckIns().catch(() => [])) {
    await untilNextRequest();
    await attempt(checkIn).catch(() => {});
  }
  return (await allCheckIns().catch(() => [])).length;
}

export async function listAll() {
  listWaiting(await allCheckIns());
}

async function deliverAll(newId, isBack) {
  let next = Infinity;
  for (const stored of inOrder(await allCheckIns(), newId)) {
    // The first request after the signal is back often fails; what failed without signal makes the next wait no longer.
    const checkIn = isBack ? { ...stored, failures: 0, nextAt: stored.notBefore ?? 0 } : stored;
    const isNew = checkIn.id === newId;
    const wait = isNew ? 0 : Math.min(Math.max(0, checkIn.nextAt - Date.now()), LONGEST);
    if (wait > 0) {
      next = Math.min(next, wait);
      continue;
    }
    await untilNextRequest();
    const outcome = await attempt(checkIn);
    report(checkIn, outcome, isNew);
    if (outcome.final) continue;
    next = Math.min(next, outcome.wait);
    if (outcome.state === "sign_in") break;
  }
  await listAll();
  clearTimeout(timer);
  if (next < Infinity) timer = setTimeout(() => deliver(), next);
}

// The new one first, because its code lives for seconds; then the others, the oldest first.
function inOrder(checkIns, newId) {
  return checkIns.sort((one, other) => (other.id === newId) - (one.id === newId) || one.madeAt - other.madeAt);
}

async function attempt(checkIn) {
  // Counted before it is sent: if the page is closed meanwhile, the next try says that this check-in was stored.
  const tried = { ...checkIn, tries: checkIn.tries + 1, failures: (checkIn.failures ?? checkIn.tries) + 1 };
  await putCheckIn(tried);
  const outcome = await send(checkIn);
  if (outcome.final) await removeCheckIn(checkIn.id);
  else {
    const asked = outcome.wait ?? 0;
    outcome.wait = waitAfter(tried.failures, { shortest: SHORTEST, longest: LONGEST, asked });
    await putCheckIn({ ...tried, nextAt: Date.now() + outcome.wait, notBefore: Date.now() + asked });
  }
  return outcome;
}

function report(checkIn, outcome, isNew) {
  const { id } = checkIn;
  const isLost = !checkIn.assertion && !outcome.final;
  for (const listener of listeners) listener(isLost ? { id, isNew, problem: "no_signal" } : { ...outcome, id, isNew });
  if (!isNew && outcome.final) listDelivered(checkIn, outcome);
}

// Waits until five seconds have passed since the last request of this phone.
async function untilNextRequest() {
  const last = await lastSentAt().catch(() => null);
  const wait = last === null ? 0 : Math.min(Math.max(0, last + SHORTEST - Date.now()), SHORTEST);
  await new Promise((resume) => setTimeout(resume, wait));
}
