// Delivers what a kept roll says, while it is open here: many marks in one request, each let go only once the server
// has answered it; later and later while nobody answers. The phone's clock only paces it.

const root = document.querySelector("[data-roll-kept]");
const SHORTEST = 3000;
const LONGEST = 10 * 60 * 1000;
const PATIENCE = 20000;
const MOST = 50;
let token = "";
let failures = 0;
let timer = 0;
let notBefore = 0;
let most = MOST;
let running = false;
let again = false;

if (root) {
  document.addEventListener("roll:deliver", () => deliver());
  window.addEventListener("online", () => deliver());
  // Whoever had to sign in elsewhere comes back to this page.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && deliver());
}

async function deliver() {
  clearTimeout(timer);
  const left = notBefore - performance.now();
  if (left > 0) return void (timer = setTimeout(deliver, left));
  const box = await new Promise((answer) => document.dispatchEvent(new CustomEvent("roll:box", { detail: answer })));
  const run = () => pass(box).catch(() => rest({ state: "busy" }));
  // What is said while another is being delivered goes along with it, or right after it.
  if (running) return void (again = true);
  running = true;
  again = false;
  try {
    if (navigator.locks) await navigator.locks.request("goodstanding-roll", run);
    else await run();
  } finally {
    running = false;
  }
  if (again) deliver();
}

async function pass(box) {
  for (;;) {
    const roll = await new Promise((answer) => document.dispatchEvent(new CustomEvent("roll:open", { detail: answer })));
    if (!roll) return;
    const rows = (await box.waiting()).slice(0, most);
    if (!rows.length) return say("quiet");
    if (!navigator.onLine) return say("no_signal");
    say("sending");
    const told = await send(box, roll, rows);
    if (!told.results) return rest(told);
    failures = 0;
    for (const [place, row] of rows.entries()) {
      const result = told.results[place];
      if (result?.once !== row.mark.once) continue;
      await new Promise((done) => tell("roll:result", { mark: row.mark, result, done }));
      await box.drop(row.n);
    }
    tell("roll:passed", { goesOn: told.goes_on });
  }
}

// What is not answered yet is tried again by itself, not by everybody at the same moment.
function rest(told) {
  say(told.state, told.text);
  if (told.stop) return;
  failures += 1;
  const backoff = Math.min(LONGEST, SHORTEST * 2 ** Math.min(failures, 8)) * (0.5 + Math.random());
  const wait = Math.max(told.wait ?? 0, backoff, SHORTEST);
  // A new mark does not make a busy server less busy; signal that comes back is another matter.
  notBefore = told.state === "no_signal" ? 0 : performance.now() + wait;
  timer = setTimeout(deliver, wait);
}

async function send(box, roll, rows) {
  try {
    const unready = token ? null : await getReady(box);
    if (unready) return unready;
    const answer = await ask(root.dataset.deliver.replace(/0{22}/, roll.meeting), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ word: roll.word, items: rows.map((row) => row.mark) }),
    });
    if (answer.status === 200) return await answer.json();
    token = "";
    if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "sign_in", stop: true };
    if (answer.status === 404) return { state: "not_yours", stop: true };
    if (answer.status === 413 && rows.length > 1) {
      most = Math.ceil(rows.length / 2);
      return { state: "busy" };
    }
    if (answer.status === 413 || answer.status === 422) return { state: "text", text: (await answer.json()).text, stop: true };
    return { state: "busy", wait: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
  } catch {
    return { state: navigator.onLine ? "busy" : "no_signal" };
  }
}

// A token of the visit, which must be of whoever took the roll along: nobody delivers another's word.
async function getReady(box) {
  const answer = await ask(root.dataset.ready, { headers: { Accept: "application/json" } });
  if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "sign_in", stop: true };
  if (answer.status === 404) return { state: "not_yours", stop: true };
  if (!answer.ok) return { state: "busy", wait: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
  const told = await answer.json();
  if (told.handle !== (await box.meta())?.handle) return { state: "other", stop: true };
  token = told.token;
  return null;
}

function ask(address, how) {
  return fetch(address, { ...how, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
}

function say(state, text = "") {
  tell("roll:state", { state, text });
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
