// What a phone stores of check-ins: those that wait for the server's answer, and the account that opened the page last.
// The database and its stores have the names "goodstanding", "kept" and "who", and a row the fields, that phones have
// already stored rows under: with other names a check-in that waits would be lost. The service worker reads "who" too.

import { databaseOf } from "./indexed_db.js";

const CHECK_INS = "kept";
const ACCOUNT = "who";
const database = databaseOf("goodstanding", { [CHECK_INS]: { keyPath: "id" }, [ACCOUNT]: { keyPath: "key" } });

// A check-in: { id, handle, code, nonce, assertion, madeAt, tries, failures, nextAt, notBefore }, times in milliseconds.
// `failures` are the tries since the signal was last back; before `notBefore` the server wants nothing.
export function allCheckIns() {
  return database.all(CHECK_INS);
}

export function putCheckIn(checkIn) {
  return database.put(CHECK_INS, checkIn);
}

export function removeCheckIn(id) {
  return database.remove(CHECK_INS, id);
}

// The account that opened the page last with signal: { handle, passkeys, rpId, token, language }; null before the first.
export async function storedAccount() {
  return (await database.get(ACCOUNT, "me")) ?? null;
}

// Stores the account. Check-ins of another account on the same phone are removed, as at sign-out.
export async function storeAccount(account) {
  const before = await storedAccount();
  if (before && before.handle !== account.handle) {
    for (const { id, handle } of await allCheckIns()) if (handle !== account.handle) await removeCheckIn(id);
  }
  await database.put(ACCOUNT, { ...account, key: "me" });
}

// Replaces the token of an account, if it is still the one on this phone.
export async function storeToken(handle, token) {
  const account = await storedAccount();
  if (account?.handle === handle) await database.put(ACCOUNT, { ...account, token });
}

// When this phone sent a check-in last, from any of its pages.
export async function lastSentAt() {
  return (await database.get(ACCOUNT, "sent"))?.at ?? null;
}

export function storeLastSentAt(at) {
  return database.put(ACCOUNT, { key: "sent", at });
}

export async function clearCheckIns() {
  for (const store of [CHECK_INS, ACCOUNT]) await database.clear(store).catch(() => {});
}
