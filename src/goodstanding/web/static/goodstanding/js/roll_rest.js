// Marks "everyone else present": all who are due, of whom nothing is known and who did not ask for leave. It asks first, with
// the number, and can be undone as a whole.

import { say } from "./roll_bar.js";
import { lines } from "./roll_lines.js";

const bar = document.querySelector("[data-roll-bar]");
const find = (selector) => bar.querySelector(selector);
const MADE = `roll-rest-${bar.dataset.meeting}`;
let made = JSON.parse(sessionStorage.getItem(MADE) ?? "[]");

// addMarks(marks) stores marks and returns a promise of them with their numbers.
export function offerRest(addMarks) {
  if (!find("[data-rest]")) return;
  find("[data-rest]").addEventListener("click", ask);
  find("[data-sure-no]").addEventListener("click", () => close("[data-rest]"));
  find("[data-sure-yes]").addEventListener("click", async () => {
    const marks = rest().marked.map((line) => ({ do: "present", member: line.dataset.member, rest: true }));
    remember((await addMarks(marks)).map(({ once, member }) => ({ once, member })));
    close("[data-rest-undo]");
  });
  find("[data-rest-undo]").addEventListener("click", async () => {
    const undone = made.map(({ once, member }) => ({ do: "undo", of: once, member, reason: say("reason"), rest: true }));
    if ((await addMarks(undone)).length) remember([]);
    showRest();
  });
}

// How many are left, and how many the last time marked.
export function showRest() {
  const button = find("[data-rest]");
  if (!button) return;
  find("[data-roll-acts]").hidden = !find("[data-roll-sure]").hidden;
  const { marked } = rest();
  button.hidden = !marked.length;
  button.textContent = say("rest", { count: marked.length });
  find("[data-rest-undo]").hidden = !made.length;
  find("[data-rest-undo]").textContent = say("take_back", { count: made.length });
}

// Those who are marked by it, and those of whom nothing is known either but who are left as they are.
function rest() {
  const open = [...lines()].filter((line) => !line.querySelector('.toggle[aria-pressed="true"]'));
  const due = open.filter((line) => line.dataset.isDue === "yes");
  const marked = due.filter((line) => line.dataset.askedLeave !== "yes");
  return { marked, away: due.length - marked.length, others: open.length - due.length };
}

function ask() {
  const { marked, away, others } = rest();
  find("[data-sure-text]").textContent = say("sure", { count: marked.length });
  const not = [away ? say("away", { count: away }) : "", others ? say("only_due", { count: others }) : ""];
  find("[data-sure-not]").textContent = not.filter(Boolean).join(" ");
  find("[data-sure-yes]").textContent = say("confirm", { count: marked.length });
  find("[data-roll-sure]").hidden = false;
  showRest();
  find("[data-sure-yes]").focus();
}

function close(next) {
  find("[data-roll-sure]").hidden = true;
  showRest();
  find(next).focus();
}

function remember(marks) {
  made = marks;
  sessionStorage.setItem(MADE, JSON.stringify(marks));
}
