// A member's own code: the server makes the challenge, the passkey signs it, and the picture counts down.

const root = document.querySelector("[data-member-code]");
let timer = 0;
root?.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-code]")) begin();
});

async function begin() {
  clearInterval(timer);
  show("busy");
  let signed = { nonce: "", assertion: null };
  if (root.dataset.passkey) {
    if (!window.PublicKeyCredential || !navigator.credentials) return refuse("unable");
    const asked = await post(root.dataset.ask);
    if (!asked) return;
    signed = await sign(await asked.json());
    if (!signed) return refuse("declined");
  }
  const answer = await post(root.dataset.show, signed);
  if (answer) put(await answer.text());
}

async function sign({ nonce, challenge, rp_id: rpId, passkeys }) {
  try {
    const made = await navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(challenge),
        rpId,
        userVerification: "required",
        timeout: 60000,
        allowCredentials: passkeys.map((id) => ({ type: "public-key", id: bytesOf(id) })),
      },
    });
    return { nonce, assertion: plain(made) };
  } catch {
    return null;
  }
}

// The answer, or nothing where it is none; then the page says why.
async function post(address, told = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": root.dataset.token };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(told), redirect: "manual", cache: "no-store" });
    if (answer.ok) return answer;
    if (answer.status === 422 || answer.headers.get("X-Reference")) say((await answer.json()).text);
    else refuse("unreached");
  } catch {
    refuse("unreached");
  }
  return null;
}

function put(fragment) {
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

function refuse(words) {
  say(root.querySelector(`template[data-words="${words}"]`).content.textContent);
}

function say(words) {
  show("refused");
  root.querySelector("[data-text]").textContent = words;
}

function show(state) {
  for (const one of root.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  const now = root.querySelector(`[data-state="${state}"]`);
  if (now.hasAttribute("tabindex")) now.focus();
}

function plain(made) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
  const response = { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) };
  if (userHandle) response.userHandle = text(userHandle);
  return { type: made.type, id: made.id, rawId: text(made.rawId), response };
}

function text(bytes) {
  const letters = Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(letters) {
  return Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}
