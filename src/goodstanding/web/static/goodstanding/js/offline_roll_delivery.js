// Delivers the marks of an offline roll while it is open in this page: many in one request, each removed from the phone only
// once the server has answered it. The phone's clock paces the delivery and decides nothing.

import { retryAfter, waitAfter } from "./backoff.js";
import { getReady, isSignedOut, post } from "./request.js";
import { clearPart, removeMark, waitingMarks } from "./roll_store.js";

const SHORTEST = 3000;
const LONGEST = 10 * 60 * 1000;
const TIMEOUT = 20000;
const MOST = 50;
// The name of the lock is the one that open pages of earlier versions hold, so that two never deliver at once.
const LOCK = "goodstanding-roll";
let page = null;
let token = "";
let failures = 0;
let timer = 0;
let notBefore = 0;
let most = MOST;
let isRunning = false;
let isWanted = false;

// Says which page delivers: `addresses` has `ready`, and `deliver` with 22 zeros in place of the meeting; openedRoll()
// returns the roll, or null while it is locked; onState({ state, text }) shows what happens; onResult(mark, result) returns
// a promise, after which the mark is removed; onDelivered(goesOn) is called after each request, with whether the meeting
// goes on.
export function usePage({ addresses, openedRoll, onState, onResult, onDelivered }) {
  page = { addresses, openedRoll, onState, onResult, onDelivered };
}

// Delivers everything that waits, now and again until the server has answered it.
export async function deliver() {
  clearTimeout(timer);
  const left = notBefore - performance.now();
  if (left > 0) return void (timer = setTimeout(deliver, left));
  // A mark that is made during a delivery goes along with it, or right after it.
  if (isRunning) return void (isWanted = true);
  isRunning = true;
  isWanted = false;
  const run = () => deliverAll().catch(() => rest({ state: "busy" }));
  try {
    if (navigator.locks) await navigator.locks.request(LOCK, run);
    else await run();
  } finally {
    isRunning = false;
  }
  if (isWanted) deliver();
}

async function deliverAll() {
  for (;;) {
    const roll = page.openedRoll();
    if (!roll) return;
    const rows = (await waitingMarks()).slice(0, most);
    if (!rows.length) return page.onState({ state: "quiet" });
    if (!navigator.onLine) return page.onState({ state: "no_signal" });
    page.onState({ state: "sending" });
    const answer = await send(roll, rows);
    if (!answer.results) return rest(answer);
    failures = 0;
    await settle(rows, answer.results);
    page.onDelivered(answer.goes_on);
  }
}

async function settle(rows, results) {
  for (const [place, { n, mark }] of rows.entries()) {
    if (results[place]?.once !== mark.once) continue;
    await page.onResult(mark, results[place]);
    await removeMark(n);
  }
}

function rest({ state, text, stop, asked }) {
  page.onState({ state, text });
  if (stop) return;
  failures += 1;
  const wait = waitAfter(failures, { shortest: SHORTEST, longest: LONGEST, asked });
  // A new mark does not make a busy server less busy; once there is signal again, nothing need be waited for.
  notBefore = state === "no_signal" ? 0 : performance.now() + wait;
  timer = setTimeout(deliver, wait);
}

// The server's { results, goes_on }; or why there is none: { state }, with `stop` where only the host can go on.
async function send(roll, rows) {
  try {
    const refusal = token ? null : await renewToken();
    if (refusal) return refusal;
    const body = { word: roll.word, items: rows.map((row) => row.mark) };
    const response = await post(page.addresses.deliver.replace(/0{22}/, roll.meeting), { token, body, timeout: TIMEOUT });
    if (response.status === 200) return await response.json();
    token = "";
    return await refusalOf(response, rows.length);
  } catch {
    return { state: navigator.onLine ? "busy" : "no_signal" };
  }
}

// Takes a token of the present visit, which must be of the account that downloaded the roll: no account delivers the marks
// of another. Returns why there is none, or null.
async function renewToken() {
  const response = await getReady(page.addresses.ready, TIMEOUT);
  if (!response.ok) return refusalOf(response, 0);
  const ready = await response.json();
  if (ready.handle !== (await clearPart())?.handle) return { state: "other", stop: true };
  token = ready.token;
  return null;
}

// `count` is how many marks were sent; where they were too much at once, half of them is sent next.
async function refusalOf(response, count) {
  if (isSignedOut(response)) return { state: "sign_in", stop: true };
  if (response.status === 404) return { state: "not_yours", stop: true };
  if (response.status === 413 && count > 1) {
    most = Math.ceil(count / 2);
    return { state: "busy" };
  }
  if (count && (response.status === 413 || response.status === 422)) {
    return { state: "text", text: (await response.json()).text, stop: true };
  }
  return { state: "busy", asked: retryAfter(response) };
}
