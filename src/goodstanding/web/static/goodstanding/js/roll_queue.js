// The queue of marks of the roll with signal: each is stored on this phone before it is shown, and delivered from whatever page
// of this browser is open, until the server has answered it.

import { deliveryOf } from "./roll_delivery.js";
import * as store from "./roll_marks_store.js";

const { rollReady, rollDeliver } = document.body.dataset;
const listener = { handle: "", onState() {}, onResult() {}, onDelivered() {} };

export const deliverMarks = deliveryOf({
  lock: "goodstanding-roll-marks",
  addresses: { ready: rollReady, deliver: rollDeliver },
  next: nextBatch,
  remove: store.removeRow,
  onState: (state) => listener.onState(state),
  onResult: settle,
  onDelivered: (goesOn) => listener.onDelivered(goesOn),
});

// Says which page shows what becomes of the marks (onState, onResult, onDelivered), and the handle of its account, whose marks go first.
export function listen(page) {
  Object.assign(listener, page);
}

// Stores marks in their order; they are { once, do, member, at, … } of one meeting: { meeting, word, handle }.
export async function storeMarks(marks, roll) {
  for (const mark of marks) await store.addRow({ ...roll, mark });
}

export async function countWaiting() {
  return (await store.allRows()).length;
}

// The marks of the account and the meeting that wait for longest, as one batch.
async function nextBatch() {
  const rows = await store.allRows();
  if (!rows.length) return { rows };
  const { meeting, word, handle } = rows.find((row) => row.handle === listener.handle) ?? rows[0];
  return { meeting, word, handle, rows: rows.filter((row) => row.word === word && row.handle === handle) };
}

// What was not accepted stays on the phone until the host has seen it, whichever page delivered it.
async function settle(mark, result) {
  if (result.state === "refused") {
    const { meeting } = (await store.allRows()).find((row) => row.mark.once === mark.once) ?? {};
    await store.addRefused({ once: mark.once, meeting, member: mark.member, do: mark.do, text: result.text });
  }
  await listener.onResult(mark, result);
}
