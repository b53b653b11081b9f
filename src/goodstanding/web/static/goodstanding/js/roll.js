// The roll with signal: a tap marks at once and is delivered when it can be. Nothing moves when a line is marked; how many are
// there, what waits and what was not accepted stands in the bar at the lower edge.

import { randomId } from "./base64url.js";
import { countsOf } from "./offline_roll_marks.js";
import { get } from "./request.js";
import { showCount, showRefused, showWaiting } from "./roll_bar.js";
import { applyStanding, lines, personOf, showLine, verdictOf } from "./roll_lines.js";
import { allRows, refusedMarks, removeRefused } from "./roll_marks_store.js";
import { deliverMarks, listen, storeMarks } from "./roll_queue.js";
import { offerRest, showRest } from "./roll_rest.js";

const POLL = 10000;
// A mark that is delivered as soon as it is made is not worth a word; after so many milliseconds it waits.
const AT_ONCE = 1000;
const CLOCK = "roll-clock";
const bar = document.querySelector("[data-roll-bar]");
const list = document.getElementById("roll");
const { ticket, handle, meeting, address } = bar.dataset;
// How far the server's clock is ahead of this phone's, so that a mark carries the moment that the server would have written.
const ahead = aheadOf(bar.dataset.now);
let waiting = [];
let refused = [];
let state = { state: "quiet" };
let timer = 0;

// The bar says it, where nothing moves; a banner above the lines would push them from under the thumb.
document.querySelector("[data-offline-banner]")?.remove();
list.addEventListener("submit", onSubmit, true);
list.addEventListener("click", (event) => event.target.closest("[data-seen]") && dismiss(event.target.closest(".roll-line")));
document.addEventListener("htmx:afterSettle", draw);
window.addEventListener("offline", () => showState({ state: "no_signal" }));
document.addEventListener("visibilitychange", comeBack);
listen({ handle, onState: showState, onResult: settle, onDelivered: () => askAnew() });
offerRest(addMarks);
if (bar.dataset.isOpen) setInterval(askAnew, POLL);
begin();

// A page that the phone had stored says the moment of its first visit; what was worked out then still holds.
function aheadOf(now) {
  const before = JSON.parse(localStorage.getItem(CLOCK) ?? "null");
  if (before?.now === now) return before.ahead;
  const found = Number(now) - Date.now();
  localStorage.setItem(CLOCK, JSON.stringify({ now, ahead: found }));
  return found;
}

// The host who signed in again in another tab comes back to this one.
function comeBack() {
  if (document.visibilityState !== "visible") return;
  deliverMarks();
  askAnew();
}

async function begin() {
  waiting = (await allRows().catch(() => [])).filter((row) => row.meeting === meeting).map((row) => row.mark);
  refused = (await refusedMarks().catch(() => [])).filter((mark) => mark.meeting === meeting);
  draw();
}

function onSubmit(event) {
  const form = event.target;
  const line = form.closest(".roll-line");
  if (form.matches("[data-roll-mark]")) {
    event.preventDefault();
    addMarks([{ do: event.submitter.value, member: line.dataset.member }]);
  } else if (form.matches("[data-roll-take-back]")) takeBack(event, line, form);
}

// A record is taken back with or without signal: a mark of this phone by its own number, another person's record by the
// server's, so that only the record is taken back that the host has read.
function takeBack(event, line, form) {
  const { member, mine, proof } = line.dataset;
  const last = waiting.filter((mark) => mark.member === member).at(-1);
  const of = last ? last.do !== "undo" && last.once : mine;
  if (!of && (last || !proof)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  addMarks([{ do: "undo", ...(of ? { of } : { proof }), member, reason: form.elements.reason.value }]);
  form.reset();
  form.closest("details").open = false;
}

// Stores marks, shows them, and delivers them. Returns them with their numbers; empty where they could not be stored.
async function addMarks(made) {
  const at = Date.now() + ahead;
  const marks = made.map((mark) => ({ once: randomId(), at, ...mark }));
  try {
    await storeMarks(marks, { meeting, word: ticket, handle });
  } catch {
    showState({ state: "no_room" });
    return [];
  }
  waiting.push(...marks);
  for (const mark of marks) dismiss(lineOf(mark.member));
  draw();
  deliverMarks();
  return marks;
}

// The server has answered a mark.
function settle(mark, result) {
  waiting = waiting.filter((other) => other.once !== mark.once);
  const line = lineOf(mark.member);
  if (result.state === "refused") refused.push({ ...mark, text: result.text });
  else if (line) {
    line.dataset.counted = mark.do === "undo" ? "" : (result.verdict ?? "");
    line.dataset.mine = mark.do === "undo" || result.state === "known" ? "" : mark.once;
    line.dataset.proof = "";
  }
  draw();
}

function dismiss(line) {
  const about = refused.filter((mark) => mark.member === line?.dataset.member);
  if (!about.length) return;
  refused = refused.filter((mark) => !about.includes(mark));
  for (const mark of about) removeRefused(mark.once).catch(() => {});
  draw();
}

// Asks what counts by now, and shows it on the lines as they stand.
async function askAnew() {
  if (document.visibilityState !== "visible" || !navigator.onLine) return;
  const response = await get(address, { timeout: POLL }).catch(() => null);
  if (!response?.ok) return;
  const { lines: standing, needed } = await response.json();
  bar.dataset.needed = needed ?? "";
  applyStanding(standing);
  draw();
}

function showState(now) {
  state = now;
  draw();
}

function draw() {
  const verdicts = new Map();
  const isQuick = arePassing();
  for (const line of lines()) {
    const about = waiting.filter((mark) => mark.member === line.dataset.member);
    const verdict = verdictOf(line, about);
    verdicts.set(line.dataset.member, verdict);
    const isPending = about.length > 0;
    const refusal = refused.filter((mark) => mark.member === line.dataset.member).at(-1);
    showLine(line, { verdict, isPending, isWaiting: isPending && !isQuick, refusal });
  }
  showCount(countsOf({ people: [...lines()].map(personOf) }, verdicts));
  showWaiting(isQuick ? 0 : waiting.length, state);
  showRefused(refused.map((mark) => lineOf(mark.member)).filter(Boolean));
  showRest();
}

// Whether the marks that wait are on their way, and so new that it need not be said.
function arePassing() {
  clearTimeout(timer);
  if (!waiting.length || !["sending", "quiet"].includes(state.state)) return false;
  const left = waiting[0].at + AT_ONCE - Date.now() - ahead;
  if (left > 0) timer = setTimeout(draw, left);
  return left > 0;
}

function lineOf(member) {
  return list.querySelector(`[data-member="${member}"]`);
}
