// Checking in: the phone makes what its passkey signs, of the code, the member and a number of its own, so it needs
// nobody for that. What comes out goes to kept.js, which does not let go of it until the server has answered.

const root = document.querySelector("[data-check-in]");
if (root) begin();

async function begin() {
  root.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    if ("usePasskey" in chosen.dataset) withPasskey();
    if ("useCode" in chosen.dataset) withCodeOnly();
    if ("again" in chosen.dataset) location.assign("/check-in/");
  });
  document.addEventListener("check-in:outcome", (event) => outcome(event.detail));
  const sound = root.querySelector("[data-sound]");
  sound.checked = localStorage.getItem("check-in-sound") === "on";
  sound.addEventListener("change", () => localStorage.setItem("check-in-sound", sound.checked ? "on" : "off"));
  const found = /^\/in\/([\w-]{55})\/$/.exec(location.pathname);
  if (!root.dataset.code && found) root.dataset.code = found[1];
  if (!root.dataset.handle) await fromBefore();
}

// Without signal the page is nobody's; who this is was kept when it was last opened with signal.
async function fromBefore() {
  const known = await ask("check-in:who");
  if (known) Object.assign(root.dataset, { handle: known.handle, passkeys: known.passkeys, rpId: known.rpId });
  if (!root.dataset.code) show("scan");
  else show(known?.passkeys ? "ready" : "unknown");
}

async function withPasskey() {
  if (!window.PublicKeyCredential || !navigator.credentials) return refuse("unable");
  const nonce = crypto.getRandomValues(new Uint8Array(16));
  const { code, handle, rpId, passkeys } = root.dataset;
  show("busy");
  let made;
  try {
    const known = passkeys.split(" ").filter(Boolean);
    made = await navigator.credentials.get({
      publicKey: {
        challenge: await challengeOf(code, handle, nonce),
        rpId,
        userVerification: "required",
        timeout: 60000,
        allowCredentials: known.map((id) => ({ type: "public-key", id: bytesOf(id) })),
      },
    });
  } catch {
    return refuse("declined");
  }
  send({ id: text(nonce), handle, code, nonce: text(nonce), assertion: plain(made) });
}

function withCodeOnly() {
  const nonce = text(crypto.getRandomValues(new Uint8Array(16)));
  show("busy");
  send({ id: nonce, handle: root.dataset.handle, code: root.dataset.code, nonce, assertion: null });
}

function send(made) {
  document.dispatchEvent(new CustomEvent("check-in:made", { detail: made }));
}

function outcome(told) {
  if (told.id !== root.dataset.last) {
    if (!told.fresh) return;
    root.dataset.last = told.id;
  }
  if (told.words) return refuse(told.words);
  show(told.state, told);
}

// The same bytes as venue.challenge on the server: each part with its length, behind the name of what it is for.
async function challengeOf(code, handle, nonce) {
  const letters = new TextEncoder();
  const pieces = [letters.encode("goodstanding check-in 1\0")];
  for (const part of [letters.encode(code), letters.encode(handle), nonce]) {
    pieces.push(new Uint8Array([part.length >> 8, part.length & 255]), part);
  }
  return crypto.subtle.digest("SHA-256", await new Blob(pieces).arrayBuffer());
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

function refuse(words) {
  show("refused", { text: root.querySelector(`template[data-words="${words}"]`).content.textContent });
}

function show(state, told = {}) {
  for (const one of root.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  const now = root.querySelector(`[data-state="${state}"]`);
  for (const name of ["about", "detail", "text"]) {
    const place = now.querySelector(`[data-${name}]`);
    if (place) place.textContent = told[name] ?? "";
  }
  root.querySelector("[data-said]").textContent = state === "busy" ? "" : now.querySelector("h2").textContent;
  if (now.tabIndex === -1 && now.hasAttribute("tabindex")) now.focus();
  if (["present", "late", "kept"].includes(state)) feel([120], 880);
  else if (["refused", "disagrees", "taken_back", "unknown"].includes(state)) feel([80, 60, 80, 60, 80], 220);
}

function feel(pattern, pitch) {
  navigator.vibrate?.(pattern);
  if (!root.querySelector("[data-sound]").checked) return;
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: pitch });
  tone.connect(new GainNode(sound, { gain: 0.2 })).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.25);
}

function ask(name) {
  return new Promise((answer) => document.dispatchEvent(new CustomEvent(name, { detail: answer })));
}
