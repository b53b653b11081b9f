// Delivers the marks of a roll: many in one request, each removed from the phone only once the server has answered it. The
// phone's clock paces the delivery and decides nothing.

import { retryAfter, waitAfter } from "./backoff.js";
import { getReady, isSignedOut, post } from "./request.js";

const SHORTEST = 3000;
const LONGEST = 10 * 60 * 1000;
const TIMEOUT = 20000;
const MOST = 50;

// The function that delivers everything that waits, now and again until the server has answered it.
// `lock` is the name under which pages of this browser take turns; `addresses` has `ready`, and `deliver` with 22 zeros in
// place of the meeting. next() returns a promise of what to send next, { meeting, word, handle, rows: [{ n, mark }] }, all
// of one meeting, or null for nothing yet. onState({ state, text }) shows what happens; onResult(mark, result) returns a
// promise, after which remove(n) removes the mark; onDelivered(goesOn) is called after each request, with whether the
// meeting goes on.
export function deliveryOf(page) {
  const way = { token: "", owner: "", failures: 0, timer: 0, notBefore: 0, most: MOST, isRunning: false, isWanted: false };
  return function deliver() {
    return takeTurn(page, way, deliver);
  };
}

async function takeTurn(page, way, deliver) {
  clearTimeout(way.timer);
  const left = way.notBefore - performance.now();
  if (left > 0) return void (way.timer = setTimeout(deliver, left));
  // A mark that is made during a delivery goes along with it, or right after it.
  if (way.isRunning) return void (way.isWanted = true);
  way.isRunning = true;
  way.isWanted = false;
  const run = () => deliverAll(page, way, deliver).catch(() => rest(page, way, deliver, { state: "busy" }));
  try {
    if (navigator.locks) await navigator.locks.request(page.lock, run);
    else await run();
  } finally {
    way.isRunning = false;
  }
  if (way.isWanted) deliver();
}

async function deliverAll(page, way, deliver) {
  for (;;) {
    const batch = await page.next();
    if (!batch) return;
    batch.rows = batch.rows.slice(0, way.most);
    if (!batch.rows.length) return page.onState({ state: "quiet" });
    if (!navigator.onLine) return page.onState({ state: "no_signal" });
    page.onState({ state: "sending" });
    const answer = await send(page, way, batch);
    if (!answer.results) return rest(page, way, deliver, answer);
    way.failures = 0;
    await settle(page, batch.rows, answer.results);
    page.onDelivered(answer.goes_on);
  }
}

async function settle(page, rows, results) {
  for (const [place, { n, mark }] of rows.entries()) {
    if (results[place]?.once !== mark.once) continue;
    await page.onResult(mark, results[place]);
    await page.remove(n);
  }
}

function rest(page, way, deliver, { state, text, stop, asked }) {
  page.onState({ state, text });
  if (stop) return;
  way.failures += 1;
  const wait = waitAfter(way.failures, { shortest: SHORTEST, longest: LONGEST, asked });
  // A new mark does not make a busy server less busy; once there is signal again, nothing need be waited for.
  way.notBefore = state === "no_signal" ? 0 : performance.now() + wait;
  way.timer = setTimeout(deliver, wait);
}

// The server's { results, goes_on }; or why there is none: { state }, with `stop` where only the host can go on.
async function send(page, way, { meeting, word, handle, rows }) {
  try {
    const refusal = way.token && way.owner === handle ? null : await renewToken(page, way, handle);
    if (refusal) return refusal;
    const body = { word, items: rows.map((row) => row.mark) };
    const response = await post(page.addresses.deliver.replace(/0{22}/, meeting), { token: way.token, body, timeout: TIMEOUT });
    if (response.status === 200) return await response.json();
    way.token = "";
    return await refusalOf(way, response, rows.length);
  } catch {
    return { state: navigator.onLine ? "busy" : "no_signal" };
  }
}

// Takes a token of the present visit, which must be of the account that made the marks: no account delivers the marks of
// another. Returns why there is none, or null.
async function renewToken(page, way, handle) {
  const response = await getReady(page.addresses.ready, TIMEOUT);
  if (!response.ok) return refusalOf(way, response, 0);
  const ready = await response.json();
  if (ready.handle !== handle) return { state: "other", stop: true };
  way.token = ready.token;
  way.owner = handle;
  return null;
}

// `count` is how many marks were sent; where they were too much at once, half of them is sent next.
async function refusalOf(way, response, count) {
  if (isSignedOut(response)) return { state: "sign_in", stop: true };
  if (response.status === 404) return { state: "not_yours", stop: true };
  if (response.status === 413 && count > 1) {
    way.most = Math.ceil(count / 2);
    return { state: "busy" };
  }
  if (count && (response.status === 413 || response.status === 422)) {
    return { state: "text", text: (await response.json()).text, stop: true };
  }
  return { state: "busy", asked: retryAfter(response) };
}
