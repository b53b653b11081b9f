// The lines of an offline roll on the page: one for each person, with large buttons, and the count above them.

import { countsOf, lastMark, undoing, verdictsOf } from "./offline_roll_marks.js";

const root = document.querySelector("[data-offline-roll]");
const find = (selector) => root.querySelector(selector);

// The text with this name, from the page, where it is translated.
export function textOf(name) {
  return find(`template[data-say="${name}"]`).content.textContent;
}

// Makes the lines. `onMark` gets each mark of the host, without an identifier; `waiting()` are the marks that wait.
export function drawLines(roll, waiting, onMark) {
  find("[data-list]").replaceChildren(...roll.people.map((person) => lineOf(person, waiting, onMark)));
}

function lineOf(person, waiting, onMark) {
  const line = find("template[data-line]").content.firstElementChild.cloneNode(true);
  line.dataset.member = person.member;
  line.dataset.find = `${person.find} ${person.number} ${person.name}`.toLowerCase();
  line.querySelector("[data-name]").textContent = person.name;
  // A roll that an earlier version downloaded says `standing`.
  const role = person.role ?? person.standing;
  line.querySelector("[data-note]").textContent = [person.number, role].filter(Boolean).join(" · ");
  const toggles = line.querySelector(".toggles");
  toggles.setAttribute("aria-label", person.name);
  toggles.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) onMark({ do: button.value, member: person.member });
  });
  line.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const undo = undoing(person, waiting(), event.target.elements.reason.value);
    if (undo) onMark(undo);
    event.target.reset();
    event.target.closest("details").open = false;
  });
  return line;
}

// Shows on every line which verdict holds, and counts.
export function update(roll, waiting) {
  const verdicts = verdictsOf(roll, waiting);
  for (const person of roll.people) updateLine(person, verdicts.get(person.member), lastMark(person, waiting));
  updateCount(roll, countsOf(roll, verdicts));
}

function updateLine(person, verdict, mark) {
  const line = find(`[data-list] [data-member="${person.member}"]`);
  for (const button of line.querySelectorAll(".toggle")) button.setAttribute("aria-pressed", String(button.value === verdict));
  line.querySelector(".roll-undo").classList.toggle("is-idle", !mark);
  const notes = [mark?.code ? textOf("scanned") : "", mark ? textOf(mark.waits ? "waits" : "delivered") : ""];
  line.querySelector("[data-how]").textContent = notes.filter(Boolean).join(" · ");
}

function updateCount(roll, { due, came, guests, voters, there }) {
  find("[data-came]").textContent = came;
  find("[data-due]").textContent = due;
  const counted = root.dataset.count.replace("%(came)s", came).replace("%(due)s", due);
  find("[data-counted]").textContent = counted + (guests ? root.dataset.guests.replace("%(guests)s", guests) : "");
  const quorum = find("[data-quorum]");
  quorum.hidden = roll.needed === null;
  const isReached = there >= roll.needed;
  quorum.className = `roll-quorum roll-${isReached ? "good" : "warn"}`;
  const text = isReached ? root.dataset.reached : root.dataset.needs;
  quorum.textContent = text.replace("%(there)s", there).replace("%(voters)s", voters).replace("%(needed)s", roll.needed);
}

// Adds an outcome of a delivery that the host should look at: { state, name, text }.
export function addOutcome({ state, name, text }) {
  const row = find(`template[data-outcome="${state}"]`).content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = name;
  row.querySelector("[data-text]").textContent = text;
  find("[data-outcomes]").hidden = false;
  find("[data-outcomes] ul").append(row);
}

export function clearLines() {
  find("[data-list]").replaceChildren();
  find("[data-outcomes] ul").replaceChildren();
}
