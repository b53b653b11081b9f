// The lines of the roll with signal: what counts about each member, and how a line shows it without changing its height.

export function lines() {
  return document.querySelectorAll("#roll .roll-line");
}

// The member of a line, as the counting reads it.
export function personOf(line) {
  return { member: line.dataset.member, due: line.dataset.isDue === "yes", votes: line.dataset.votes === "yes" };
}

// What the last of the marks that wait says, else what the server counts; empty where nothing is known.
export function verdictOf(line, waiting) {
  const last = waiting.at(-1);
  if (!last) return line.dataset.counted;
  return last.do === "undo" ? "" : last.do;
}

// Takes over what the server counts by now. A member who is not on this page yet comes with the next visit.
export function applyStanding(standing) {
  for (const line of lines()) {
    const now = standing[line.dataset.member];
    if (!now) continue;
    line.dataset.counted = now.counted;
    line.dataset.mine = now.mine;
    line.dataset.proof = now.proof;
    line.querySelector("[data-how]").textContent = now.how;
    line.querySelector("[data-case]").hidden = !now.has_case;
  }
}

// Shows the verdict that holds, whether it waits so long that it is said, and the mark that was not accepted, if there is one.
// `isPending` is whether the server has not answered yet.
export function showLine(line, { verdict, isPending, isWaiting, refusal }) {
  line.classList.toggle("roll-waits", isWaiting);
  for (const button of line.querySelectorAll(".toggle")) {
    line.classList.toggle(`roll-is-${button.value}`, !isPending && button.value === verdict);
  }
  for (const button of line.querySelectorAll(".toggle")) button.setAttribute("aria-pressed", String(button.value === verdict));
  line.querySelector(".roll-undo")?.classList.toggle("is-idle", !verdict);
  line.querySelector("[data-waits]").hidden = !isWaiting;
  const how = line.querySelector("[data-how]");
  how.hidden = isWaiting || !line.dataset.counted;
  how.title = how.textContent;
  const leave = line.querySelector("[data-leave]");
  if (leave) leave.hidden = isWaiting || Boolean(verdict);
  showRefusal(line, refusal);
}

function showRefusal(line, refusal) {
  const shown = line.querySelector("[data-refused-once]");
  if (shown?.dataset.refusedOnce === refusal?.once) return;
  shown?.remove();
  if (!refusal) return;
  const row = document.querySelector("template[data-refusal]").content.firstElementChild.cloneNode(true);
  row.dataset.refusedOnce = refusal.once;
  const verdict = document.querySelector(`template[data-verdict="${refusal.do}"]`);
  row.querySelector("[data-verdict-text]").textContent = verdict?.content.textContent ?? "";
  row.querySelector("[data-text]").textContent = refusal.text;
  line.append(row);
}
