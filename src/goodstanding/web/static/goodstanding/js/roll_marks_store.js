// Marks of the roll with signal that the server has not answered yet, and those that it did not accept and the host has not
// seen yet. They name no one: a mark is a member's random key, a verdict and a moment. Removed at sign-out.

import { databaseOf } from "./indexed_db.js";

const WAITING = "waiting";
const REFUSED = "refused";
const database = databaseOf("goodstanding-roll-marks", {
  [WAITING]: { keyPath: "n", autoIncrement: true },
  [REFUSED]: { keyPath: "once" },
});

// A row: { n, meeting, word, handle, mark }; a mark: { once, do, member, at }, and of an undo { of, reason } as well.
export function allRows() {
  return database.all(WAITING);
}

export function addRow(row) {
  return database.add(WAITING, row);
}

export function removeRow(n) {
  return database.remove(WAITING, n);
}

// A mark that was not accepted: { once, meeting, member, do, text }.
export function refusedMarks() {
  return database.all(REFUSED);
}

export function addRefused(refused) {
  return database.put(REFUSED, refused);
}

export function removeRefused(once) {
  return database.remove(REFUSED, once);
}

export async function clearMarks() {
  for (const store of [WAITING, REFUSED]) await database.clear(store).catch(() => {});
}
