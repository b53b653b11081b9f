// A member's own code: the server makes the challenge, the member's passkey signs it, and the page counts down while the
// code is shown.

import { fromBase64url } from "./base64url.js";
import { hasPasskeys, sign } from "./passkey.js";
import { post } from "./request.js";

const root = document.querySelector("[data-member-code]");
let timer = 0;
root?.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-code]")) showCode();
});

async function showCode() {
  clearInterval(timer);
  show("busy");
  let signed = { nonce: "", assertion: null };
  if (root.dataset.passkey) {
    if (!hasPasskeys()) return refuse("unable");
    const challenge = await ask(root.dataset.ask, {});
    if (!challenge) return;
    signed = await signChallenge(await challenge.json());
    if (!signed) return refuse("declined");
  }
  const response = await ask(root.dataset.show, signed);
  if (response) display(await response.text());
}

async function signChallenge({ nonce, challenge, rp_id: rpId, passkeys }) {
  try {
    return { nonce, assertion: await sign({ challenge: fromBase64url(challenge), rpId, passkeys }) };
  } catch {
    return null;
  }
}

// The response; null where it is a refusal or none came, which the page then says.
async function ask(address, body) {
  try {
    const response = await post(address, { token: root.dataset.token, body });
    if (response.ok) return response;
    if (response.status === 422 || response.headers.get("X-Reference")) showRefusal((await response.json()).text);
    else refuse("unreached");
  } catch {
    refuse("unreached");
  }
  return null;
}

function display(fragment) {
  const place = root.querySelector("[data-place]");
  place.innerHTML = fragment;
  const until = performance.now() + 1000 * Number(place.firstElementChild.dataset.seconds);
  show("shown");
  const left = root.querySelector("[data-left]");
  const tick = () => {
    const seconds = Math.ceil((until - performance.now()) / 1000);
    left.textContent = left.dataset.says.replace("%(count)s", Math.max(0, seconds));
    if (seconds > 0) return;
    clearInterval(timer);
    place.replaceChildren();
    show("over");
  };
  tick();
  timer = setInterval(tick, 500);
  navigator.wakeLock?.request("screen").catch(() => {});
}

function refuse(reason) {
  showRefusal(root.querySelector(`template[data-words="${reason}"]`).content.textContent);
}

function showRefusal(text) {
  show("refused");
  root.querySelector("[data-text]").textContent = text;
}

function show(state) {
  for (const section of root.querySelectorAll("[data-state]")) section.hidden = section.dataset.state !== state;
  const shown = root.querySelector(`[data-state="${state}"]`);
  if (shown.hasAttribute("tabindex")) shown.focus();
}
