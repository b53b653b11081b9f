// The box on the host's phone in which a roll lies without signal: encrypted with a word that never leaves the phone,
// its key in memory alone. It empties itself: eight days after the roll was taken along, at sign-out, and a day after
// everything was delivered. Other scripts ask for it with "roll:box".

const ROUNDS = 600000;
const SHORTEST = 6;
const LONGEST = 8 * 24 * 3600 * 1000;
const IDLE = 24 * 3600 * 1000;
const letters = new TextEncoder();
let key = null;

const box = { able, meta, take, open, lock, save, add, waiting, count, drop, wipe, nonce: () => text(crypto.getRandomValues(new Uint8Array(16))) };
document.addEventListener("roll:box", (event) => event.detail(box));
document.addEventListener("leaving:kept", (event) => event.detail.push(leaving));
if (able()) sweep().catch(() => {});

function able() {
  return Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);
}

// What is known of the roll without its word: whose it is, when it was taken, how the key is made. No name, no number.
async function meta() {
  return (await read("roll", "roll")) ?? null;
}

async function take(word, roll, handle) {
  if (clean(word).length < SHORTEST) throw new Error("short");
  if (await count()) throw new Error("waiting");
  const salt = crypto.getRandomValues(new Uint8Array(16));
  key = await derive(word, salt, ROUNDS);
  const kept = { key: "roll", salt, rounds: ROUNDS, handle, takenAt: Date.now(), unread: false, ...(await seal(roll, "roll")) };
  await change("roll", (store) => store.put(kept));
}

// The roll, or nothing where the word is another one.
async function open(word) {
  const kept = await meta();
  if (!kept) return null;
  const tried = await derive(word, kept.salt, kept.rounds);
  try {
    const roll = await unseal(kept, "roll", tried);
    key = tried;
    return roll;
  } catch {
    return null;
  }
}

function lock() {
  key = null;
}

async function save(roll, unread) {
  const sealed = await seal(roll, "roll");
  const kept = await meta();
  if (kept) await change("roll", (store) => store.put({ ...kept, unread, ...sealed }));
}

async function add(mark) {
  const sealed = await seal(mark, `mark ${mark.once}`);
  await change("marks", (store) => store.add({ id: mark.once, ...sealed }));
}

// Everything that was not delivered, in the order in which it was said.
async function waiting() {
  const rows = await read("marks");
  return Promise.all(rows.map(async (row) => ({ n: row.n, mark: await unseal(row, `mark ${row.id}`, key) })));
}

async function count() {
  return (await read("marks")).length;
}

async function drop(n) {
  await change("marks", (store) => store.delete(n));
}

async function wipe() {
  key = null;
  for (const name of ["roll", "marks"]) await change(name, (store) => store.clear());
}

async function sweep() {
  const kept = await meta();
  if (!kept) return;
  const age = Date.now() - kept.takenAt;
  const done = age > IDLE && !kept.unread && !(await count());
  if (age > LONGEST || done) await wipe();
}

async function leaving() {
  if (!able() || !(await meta())) return null;
  const words = (await count()) ? document.querySelector("template[data-leaving-roll]")?.content.textContent : "";
  return { words, wipe };
}

// The same word typed with another keyboard is the same word.
function clean(word) {
  return word.normalize("NFKC");
}

async function derive(word, salt, iterations) {
  const base = await crypto.subtle.importKey("raw", letters.encode(clean(word)), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// What it is goes into the seal, so that one row cannot be laid in the place of another.
async function seal(value, what) {
  if (!key) throw new Error("locked");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: letters.encode(what) }, key, letters.encode(JSON.stringify(value)));
  return { iv, data };
}

async function unseal(row, what, using) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: letters.encode(what) }, using, row.data);
  return JSON.parse(new TextDecoder().decode(plain));
}

function text(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function base() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("goodstanding-roll", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("roll", { keyPath: "key" });
      opening.result.createObjectStore("marks", { keyPath: "n", autoIncrement: true });
    };
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
}

async function change(name, act) {
  const held = await base();
  try {
    await new Promise((done, fail) => {
      const all = held.transaction(name, "readwrite", { durability: "strict" });
      act(all.objectStore(name));
      all.oncomplete = () => done();
      all.onerror = all.onabort = () => fail(all.error);
    });
  } finally {
    held.close();
  }
}

async function read(name, one) {
  const held = await base();
  try {
    return await new Promise((done, fail) => {
      const place = held.transaction(name).objectStore(name);
      const asked = one === undefined ? place.getAll() : place.get(one);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    held.close();
  }
}
