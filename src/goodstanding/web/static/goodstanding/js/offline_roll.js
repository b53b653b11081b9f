// The page of the offline roll: the host opens the roll with its passphrase, marks as on the roll with signal, and the page counts.
// A mark is stored before it is shown, and leaves the phone once the server has answered it.

import { randomId } from "./base64url.js";
import { addOutcome, clearLines, drawLines, textOf, update } from "./offline_roll_list.js";
import { readCode, settleMark } from "./offline_roll_marks.js";
import { deliveryOf } from "./roll_delivery.js";
import * as store from "./roll_store.js";

// The name of the lock is the one that open pages of earlier versions hold.
const LOCK = "goodstanding-roll-open";
const root = document.querySelector("[data-offline-roll]");
const find = (selector) => root.querySelector(selector);
let roll = null;
let waiting = [];
let isFinishing = false;
let aloneHere = null;

// The name of the lock is the one that open pages of earlier versions hold, so that two never deliver at once.
const deliver = deliveryOf({
  lock: "goodstanding-roll",
  addresses: root.dataset,
  next: nextBatch,
  remove: store.removeMark,
  onState: showState,
  onResult: settle,
  onDelivered: removeIfDone,
});
window.addEventListener("online", () => deliver());
window.addEventListener("offline", () => showState({ state: waiting.length ? "no_signal" : "quiet" }));
// The host who signed in again in another tab comes back to this one.
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && deliver());
find("[data-unlock]").addEventListener("submit", unlock);
find("[data-scan-form]").addEventListener("submit", addScannedCode);
find("[data-lock]").addEventListener("click", () => location.reload());
find("[data-finish]").addEventListener("click", finish);
find("[data-remove-now]").addEventListener("click", removeNow);
showLocked();

async function showLocked() {
  const isHere = await store.isOnDevice().catch(() => false);
  find("[data-remove]").hidden = !isHere;
  if (!isHere) return showView("none");
  showView("locked");
  const count = await store.countMarks();
  find("[data-waiting-locked]").hidden = !count;
  find("[data-waiting-locked]").textContent = countText(count);
}

async function unlock(event) {
  event.preventDefault();
  const field = find("#roll-word");
  find("[data-wrong]").hidden = true;
  find("[data-busy]").hidden = false;
  const isAlone = await isAloneHere();
  roll = isAlone ? await store.openRoll(field.value) : null;
  find("[data-busy]").hidden = true;
  field.value = "";
  if (roll) return showRoll();
  find("[data-wrong]").textContent = textOf(isAlone ? "wrong" : "elsewhere");
  find("[data-wrong]").hidden = false;
  field.focus();
}

// Only one page at a time may write into the roll. The page that asks first holds the lock until it is closed.
function isAloneHere() {
  aloneHere ??= new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      if (lock) return new Promise(() => {});
      aloneHere = null;
    });
  });
  return aloneHere;
}

async function showRoll() {
  waiting = (await store.waitingMarks()).map((row) => row.mark);
  find("[data-title]").textContent = roll.title;
  find("[data-when]").textContent = roll.when;
  drawLines(roll, () => waiting, addMark);
  roll.outcomes.forEach(addOutcome);
  showView("open");
  draw();
  deliver();
}

// `once` is random, so that the same mark sent again is the same mark.
async function addMark(made) {
  const mark = { once: randomId(), at: Date.now(), ...made };
  try {
    await store.addMark(mark);
  } catch {
    return showState({ state: "no_room" });
  }
  waiting.push(mark);
  draw();
  deliver();
}

async function nextBatch() {
  if (!roll) return null;
  // The roll may be removed while its marks are read.
  const { meeting, word } = roll;
  const handle = (await store.clearPart())?.handle;
  return { meeting, word, handle, rows: await store.waitingMarks() };
}

function addScannedCode(event) {
  event.preventDefault();
  const code = event.target.elements.code.value.trim();
  event.target.reset();
  const read = readCode(code, roll.late_after);
  const answer = find("[data-scan-answer]");
  if (!read) return (answer.textContent = textOf("no_code"));
  if (read.meeting !== roll.meeting) return (answer.textContent = textOf("other_meeting"));
  answer.textContent = textOf("saved_code").replace("%(name)s", nameOf(personOf(read.member)));
  addMark({ do: "code", code, member: read.member, verdict: read.verdict });
}

// The server has answered a mark: its result is stored in the roll before the mark is removed.
async function settle(mark, result) {
  const person = personOf(result.member || mark.member);
  waiting = waiting.filter((other) => other.once !== mark.once);
  if (person && result.state !== "refused") settleMark(person, mark, result);
  if (result.state === "case" || result.state === "refused") {
    const outcome = { state: result.state, name: nameOf(person), text: result.text };
    roll.outcomes.push(outcome);
    addOutcome(outcome);
  }
  await store.saveRoll(roll, roll.outcomes.length > 0);
  draw();
}

// Once everything is delivered the roll is removed: when the host says so, or when the meeting is over and there is nothing
// left to read.
async function removeIfDone(goesOn) {
  if (waiting.length || (await store.countMarks())) return;
  if (isFinishing || (!goesOn && !roll.outcomes.length)) await removeDone();
}

async function removeDone() {
  roll = null;
  await store.removeRoll();
  clearLines();
  find("[data-title]").textContent = find("[data-when]").textContent = "";
  find("[data-remove]").hidden = true;
  showView("finished");
  find('[data-view="finished"]').focus();
}

async function finish() {
  if (!waiting.length) return removeDone();
  isFinishing = true;
  deliver();
}

async function removeNow() {
  if ((await store.countMarks()) && !confirm(textOf("sure"))) return;
  await store.removeRoll();
  location.reload();
}

function draw() {
  update(roll, waiting);
  if (!waiting.length || !navigator.onLine) showState({ state: waiting.length ? "no_signal" : "quiet" });
}

function showState({ state, text = "" }) {
  const count = waiting.length ? countText(waiting.length) : "";
  find("[data-sync]").textContent = [count, state === "text" ? text : textOf(state)].filter(Boolean).join(" ");
}

function countText(count) {
  return count === 1 ? textOf("one") : textOf("many").replace("%(count)s", count);
}

function showView(name) {
  for (const view of root.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== name;
}

function personOf(member) {
  return roll.people.find((person) => person.member === member);
}

function nameOf(person) {
  return person?.name ?? textOf("somebody");
}
