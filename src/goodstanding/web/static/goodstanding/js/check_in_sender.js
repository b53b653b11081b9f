// Sends one check-in to the server, with the token of its member's own visit: a check-in is never delivered in the name of
// another account.

import { retryAfter } from "./backoff.js";
import { storedAccount, storeLastSentAt, storeToken } from "./check_in_store.js";
import { getReady, isSignedOut, post } from "./request.js";

const TIMEOUT = 10000;
const { checkInSend, checkInReady } = document.body.dataset;
let token = document.querySelector("[data-check-in]")?.dataset.token ?? "";

// The outcome: the server's own { state, … } with `final`, { state: "sign_in" }, or { state: "kept" } with what the server
// asked to `wait`, in milliseconds.
export async function send(checkIn) {
  await storeLastSentAt(Date.now()).catch(() => {});
  try {
    const response = await answerTo(checkIn);
    if (!response || isSignedOut(response)) return { state: "sign_in" };
    if (response.status === 200 || response.status === 422) return { ...(await response.json()), final: true };
    return { state: "kept", wait: retryAfter(response) };
  } catch {
    return { state: "kept" };
  }
}

// The response, or null where the member is not signed in. A token that is refused is replaced once.
async function answerTo(checkIn) {
  if (!token) token = await tokenOfLastVisit(checkIn.handle);
  const response = token ? await request(checkIn) : null;
  if (response && response.status !== 403) return response;
  token = "";
  token = await freshToken(checkIn.handle);
  return token ? request(checkIn) : null;
}

function request({ code, nonce, assertion, tries }) {
  return post(checkInSend, { token, body: { code, nonce, assertion, kept: tries > 0 }, timeout: TIMEOUT });
}

// The token of the member's last visit to the page. After a new sign-in it is no longer valid.
async function tokenOfLastVisit(handle) {
  const account = await storedAccount();
  return account?.handle === handle ? (account.token ?? "") : "";
}

// A token of the present visit; empty where nobody, or another account, is signed in.
async function freshToken(handle) {
  const response = await getReady(checkInReady, TIMEOUT);
  if (!response.ok) return "";
  const ready = await response.json();
  if (ready.handle !== handle) return "";
  await storeToken(handle, ready.token);
  return ready.token;
}
