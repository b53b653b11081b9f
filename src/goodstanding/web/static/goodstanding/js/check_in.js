// The check-in page: scans or takes the code of a venue's screen, makes the challenge, lets the member's passkey sign it,
// and puts the check-in into the queue. The phone makes the challenge itself, of the code, the member and a random number,
// so signing needs no server.

import { fromBase64url, randomId } from "./base64url.js";
import { codeIn } from "./check_in_link.js";
import { addCheckIn, onOutcome } from "./check_in_queue.js";
import { refuse, show } from "./check_in_states.js";
import { storedAccount } from "./check_in_store.js";
import { hasPasskeys, sign } from "./passkey.js";
import { offerScanner } from "./qr_scanner.js";

const root = document.querySelector("[data-check-in]");
const { link, page } = root.dataset;
const code = root.dataset.code || codeIn(location.pathname, link);
let { handle, passkeys, rpId } = root.dataset;
let shownId = "";

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("usePasskey" in button.dataset) checkInWithPasskey();
  if ("useCode" in button.dataset) checkInWithCodeOnly();
  if ("again" in button.dataset) location.assign(page);
});
onOutcome(showOutcome);
offerScanner(root, followLink, { atOnce: !code });
if (!handle) useStoredAccount();

// The page that is stored for the time without signal names no account; the phone knows the one that opened it last.
async function useStoredAccount() {
  const account = await storedAccount().catch(() => null);
  if (account) ({ handle, passkeys, rpId } = account);
  if (!code) show("scan");
  else show(account?.passkeys ? "ready" : "unknown");
}

// A scanned code leads where its link would have led. Any other code is not followed, and the scanner goes on.
function followLink(text) {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address?.origin !== location.origin || !codeIn(address.pathname, link)) return false;
  location.assign(address.pathname);
  return true;
}

async function checkInWithPasskey() {
  if (!hasPasskeys()) return refuse("unable");
  const nonce = randomId();
  show("busy");
  let assertion;
  try {
    assertion = await sign({ challenge: await challengeOf(nonce), rpId, passkeys: passkeys.split(" ").filter(Boolean) });
  } catch {
    return refuse("declined");
  }
  addCheckIn({ id: nonce, handle, code, nonce, assertion });
}

function checkInWithCodeOnly() {
  const nonce = randomId();
  show("busy");
  addCheckIn({ id: nonce, handle, code, nonce, assertion: null });
}

// The same bytes as venue.challenge on the server: each part with its length, behind the name of the purpose.
async function challengeOf(nonce) {
  const letters = new TextEncoder();
  const pieces = [letters.encode("goodstanding check-in 1\0")];
  for (const part of [letters.encode(code), letters.encode(handle), fromBase64url(nonce)]) {
    pieces.push(new Uint8Array([part.length >> 8, part.length & 255]), part);
  }
  return crypto.subtle.digest("SHA-256", await new Blob(pieces).arrayBuffer());
}

// Shows what became of the check-in that was made here last; outcomes of older check-ins go into the list.
function showOutcome(outcome) {
  if (outcome.isNew) shownId = outcome.id;
  if (outcome.id !== shownId) return;
  if (outcome.problem) refuse(outcome.problem);
  else show(outcome.state, outcome);
}
