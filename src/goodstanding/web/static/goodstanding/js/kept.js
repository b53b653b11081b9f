// Keeps check-ins on the phone until the server has answered, and delivers them: one request in five seconds at most,
// later and later while nobody answers. The phone's clock only paces it; it decides nothing.

const FLOOR = 5000;
const LONGEST = 10 * 60 * 1000;
const PATIENCE = 10000;
const page = document.querySelector("[data-check-in]");
const addresses = { send: "/check-in/send/", ready: "/check-in/ready/" };
let token = page?.dataset.token ?? "";
let timer = 0;

document.addEventListener("check-in:made", (event) => make(event.detail));
document.addEventListener("check-in:who", async (event) => event.detail(await read("who", "me").catch(() => null)));
document.addEventListener("submit", leaving, true);
window.addEventListener("online", () => deliver());
begin();

async function begin() {
  if (!globalThis.indexedDB) return;
  const { handle, passkeys, rpId } = page?.dataset ?? {};
  const language = document.documentElement.lang;
  if (handle) await remember({ key: "me", handle, passkeys, rpId, token, language }).catch(() => {});
  await list().catch(() => {});
  deliver();
}

// Somebody else on the same phone: what was kept of others goes, as at sign-out.
async function remember(me) {
  const before = await read("who", "me");
  if (before && before.handle !== me.handle) {
    for (const one of await all()) if (one.handle !== me.handle) await change("kept", (store) => store.delete(one.id));
  }
  await change("who", (store) => store.put(me));
}

async function make(made) {
  const entry = { ...made, madeAt: Date.now(), tries: 0, nextAt: 0 };
  if (!entry.assertion) return tell(entry, await send(entry), true);
  try {
    await change("kept", (store) => store.put(entry));
  } catch {
    return tell(entry, { words: "no_room" }, true);
  }
  deliver(entry.id);
}

async function deliver(fresh = "") {
  const run = () => pass(fresh).catch(() => {});
  if (navigator.locks) await navigator.locks.request("goodstanding-kept", { ifAvailable: !fresh }, (lock) => lock && run());
  else await run();
}

// What was made just now goes first: its code lives for seconds. Then the others, the oldest first.
async function pass(fresh) {
  const waiting = (await all()).sort((one, other) => (other.id === fresh) - (one.id === fresh) || one.madeAt - other.madeAt);
  let next = Infinity;
  for (const entry of waiting) {
    const now = Date.now();
    const wait = entry.id === fresh ? 0 : Math.min(Math.max(0, entry.nextAt - now), LONGEST);
    if (wait > 0) {
      next = Math.min(next, wait);
      continue;
    }
    await pause(await untilFloor());
    const told = await attempt(entry);
    tell(entry, told, entry.id === fresh);
    if (told.final) continue;
    next = Math.min(next, told.wait);
    if (told.state === "sign_in") break;
  }
  await list();
  clearTimeout(timer);
  if (next < Infinity) timer = setTimeout(deliver, next);
}

async function attempt(entry) {
  // Marked first, so that whatever happens in between, the next one says that it was kept.
  const tried = { ...entry, tries: entry.tries + 1 };
  await change("kept", (store) => store.put(tried));
  const told = await send(entry);
  if (told.final) await change("kept", (store) => store.delete(entry.id));
  else {
    const backoff = Math.min(LONGEST, FLOOR * 2 ** Math.min(tried.tries, 7));
    told.wait = Math.max(told.wait ?? 0, backoff * (0.5 + Math.random()), FLOOR);
    await change("kept", (store) => store.put({ ...tried, nextAt: Date.now() + told.wait }));
  }
  return told;
}

async function send(entry) {
  await change("who", (store) => store.put({ key: "sent", at: Date.now() })).catch(() => {});
  try {
    if (!token) token = (await ofVisit(entry.handle)) ?? "";
    let answer = token ? await post(entry) : null;
    if (!answer || answer.status === 403) {
      token = "";
      if (!(await getReady(entry.handle))) return { state: "sign_in" };
      answer = await post(entry);
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "sign_in" };
    if (answer.status === 200 || answer.status === 422) return { ...(await answer.json()), final: true };
    return { state: "kept", wait: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
  } catch {
    return { state: "kept" };
  }
}

function post(entry) {
  const { code, nonce, assertion } = entry;
  return ask(addresses.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ code, nonce, assertion, kept: entry.tries > 0 }),
  });
}

// The token of the member's last visit to the page; after anybody has signed in anew it is good no more.
async function ofVisit(handle) {
  const me = await read("who", "me");
  return me?.handle === handle ? me.token : "";
}

// A token of the visit, which must be the member's own: nobody delivers what another has signed.
async function getReady(handle) {
  const answer = await ask(addresses.ready, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const told = await answer.json();
  if (told.handle !== handle) return false;
  token = told.token;
  const me = await read("who", "me");
  if (me?.handle === handle) await change("who", (store) => store.put({ ...me, token }));
  return true;
}

function ask(address, how) {
  const given = new AbortController();
  setTimeout(() => given.abort(), PATIENCE);
  return fetch(address, { ...how, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: given.signal });
}

function tell(entry, told, fresh) {
  let outcome = { ...told, id: entry.id, fresh };
  if (!entry.assertion && !told.final) outcome = { id: entry.id, fresh, words: "no_signal" };
  document.dispatchEvent(new CustomEvent("check-in:outcome", { detail: outcome }));
  if (!fresh && told.final) line(told.state === "refused" ? "refused" : "delivered", entry, told.text ?? told.about);
}

async function list() {
  const place = page?.querySelector("[data-kept-list]");
  if (!place) return;
  for (const old of place.querySelectorAll("li[data-waiting]")) old.remove();
  for (const entry of await all()) if (entry.tries > 0) line("kept", entry).dataset.waiting = "";
}

function line(state, entry, words = "") {
  const place = page?.querySelector("[data-kept-list]");
  if (!place) return {};
  const row = place.querySelector(`template[data-kept-line="${state}"]`).content.firstElementChild.cloneNode(true);
  const when = new Date(entry.madeAt).toLocaleString(document.documentElement.lang);
  row.querySelector("[data-when]").textContent = [when, words].filter(Boolean).join(" · ");
  place.querySelector("ul").append(row);
  place.hidden = false;
  return row;
}

// Signing out removes everything from the phone. What was not delivered is tried once more, and asked about.
async function leaving(event) {
  const form = event.target;
  if (!form.action?.endsWith("/accounts/logout/") || form.dataset.left || !globalThis.indexedDB) return;
  event.preventDefault();
  let left = await all().catch(() => []);
  for (const entry of left) {
    await pause(await untilFloor());
    await attempt(entry).catch(() => {});
  }
  left = await all().catch(() => []);
  const words = document.querySelector("template[data-leaving]")?.content.textContent ?? "";
  if (left.length && !confirm(words)) return;
  // Whoever else keeps something says how to ask about it, and how to remove it.
  const others = [];
  document.dispatchEvent(new CustomEvent("leaving:kept", { detail: others }));
  const held = await Promise.all(others.map((one) => one().catch(() => null)));
  for (const one of held) if (one?.words && !confirm(one.words)) return;
  for (const one of held) await one?.wipe().catch(() => {});
  for (const name of ["kept", "who"]) await change(name, (store) => store.clear()).catch(() => {});
  form.dataset.left = "yes";
  form.requestSubmit();
}

async function untilFloor() {
  const sent = await read("who", "sent").catch(() => null);
  return sent ? Math.min(Math.max(0, sent.at + FLOOR - Date.now()), FLOOR) : 0;
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

function store() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("goodstanding", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("kept", { keyPath: "id" });
      opening.result.createObjectStore("who", { keyPath: "key" });
    };
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
}

async function change(name, act) {
  const base = await store();
  try {
    await new Promise((done, fail) => {
      const all = base.transaction(name, "readwrite", { durability: "strict" });
      act(all.objectStore(name));
      all.oncomplete = () => done();
      all.onerror = all.onabort = () => fail(all.error);
    });
  } finally {
    base.close();
  }
}

async function read(name, key) {
  const base = await store();
  try {
    return await new Promise((done, fail) => {
      const place = base.transaction(name).objectStore(name);
      const asked = key === undefined ? place.getAll() : place.get(key);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    base.close();
  }
}

function all() {
  return read("kept");
}
