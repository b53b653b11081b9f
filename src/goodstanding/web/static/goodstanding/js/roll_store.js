// The offline roll on the host's phone: encrypted with a passphrase that never leaves the phone, its key in memory alone. It is
// removed eight days after its download, a day after everything was delivered, and at sign-out.
// The names of the database, its stores, its fields and the purposes of the encryption are those under which phones have
// already stored rolls: with other names a mark that waits would be lost.

import * as database from "./indexed_db.js";
import * as cipher from "./roll_cipher.js";

const ROLL = "roll";
const MARKS = "marks";
const DAY = 24 * 3600 * 1000;
const LONGEST = 8 * DAY;
const SHORTEST_PASSPHRASE = 6;
const rolls = database.databaseOf("goodstanding-roll", {
  [ROLL]: { keyPath: "key" },
  [MARKS]: { keyPath: "n", autoIncrement: true },
});
let key = null;

export function isAvailable() {
  return database.isAvailable() && cipher.isAvailable();
}

// What can be read of the roll without its passphrase: whose it is, when it was downloaded, how its key is made. No name, no
// number. Null where no roll is on this phone.
export async function clearPart() {
  return (await rolls.get(ROLL, "roll")) ?? null;
}

export async function isOnDevice() {
  return isAvailable() && Boolean(await clearPart());
}

// Encrypts and stores a roll. Rejects with the message "short" for a passphrase that is too short, and with "waiting" where marks
// of another roll have not been delivered.
export async function storeRoll(passphrase, roll, handle) {
  if (cipher.normalized(passphrase).length < SHORTEST_PASSPHRASE) throw new Error("short");
  if (await countMarks()) throw new Error("waiting");
  const derivation = cipher.newDerivation();
  key = await cipher.deriveKey(passphrase, derivation);
  const sealed = await cipher.encrypt(roll, "roll", key);
  await rolls.put(ROLL, { key: "roll", ...derivation, handle, takenAt: Date.now(), unread: false, ...sealed });
}

// The roll, or null where the passphrase is another one.
export async function openRoll(passphrase) {
  const stored = await clearPart();
  if (!stored) return null;
  const tried = await cipher.deriveKey(passphrase, stored);
  try {
    const roll = await cipher.decrypt(stored, "roll", tried);
    key = tried;
    return roll;
  } catch {
    return null;
  }
}

// Stores what changed in the opened roll. `unread` says whether the host has outcomes still to look at.
export async function saveRoll(roll, unread) {
  const sealed = await seal(roll, "roll");
  const stored = await clearPart();
  if (stored) await rolls.put(ROLL, { ...stored, unread, ...sealed });
}

export async function addMark(mark) {
  const sealed = await seal(mark, `mark ${mark.once}`);
  await rolls.add(MARKS, { id: mark.once, ...sealed });
}

// Everything that was not delivered, as { n, mark }, in the order in which it was marked.
export async function waitingMarks() {
  const rows = await rolls.all(MARKS);
  return Promise.all(rows.map(async (row) => ({ n: row.n, mark: await cipher.decrypt(row, `mark ${row.id}`, key) })));
}

export async function countMarks() {
  return (await rolls.all(MARKS)).length;
}

export function removeMark(n) {
  return rolls.remove(MARKS, n);
}

export async function removeRoll() {
  key = null;
  for (const store of [ROLL, MARKS]) await rolls.clear(store);
}

export async function removeIfExpired() {
  const stored = (await isOnDevice()) && (await clearPart());
  if (!stored) return;
  const age = Date.now() - stored.takenAt;
  const isDone = age > DAY && !stored.unread && !(await countMarks());
  if (age > LONGEST || isDone) await removeRoll();
}

async function seal(value, purpose) {
  if (!key) throw new Error("locked");
  return cipher.encrypt(value, purpose, key);
}
