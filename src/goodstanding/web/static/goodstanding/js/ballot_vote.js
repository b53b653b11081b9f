// A ballot on the phone: choose, look through, seal, and put into the box; without signal the sealed vote stays on the phone
// and is sent once it is back. What was chosen is never stored and never sent.

import { isAvailable, receiptOf, sealVote } from "./ballot_seal.js";
import { storeReceipt } from "./ballot_receipts.js";
import { keepForm, sendForm } from "./form_queue.js";
import { removeForm } from "./form_store.js";

const vote = document.querySelector("[data-ballot-vote]");
const { ballot, tellers, limits } = JSON.parse(document.getElementById("ballot-data").textContent);
const lines = [...vote.querySelectorAll("fieldset")];
const [choosing, review, done] = ["choose", "review", "done"].map((name) => vote.querySelector(`[data-ballot-${name}]`));
const status = vote.querySelector("[data-ballot-status]");
const castButton = vote.querySelector("[data-ballot-cast]");
let sealed;

if (isAvailable()) start();
else vote.querySelector("[data-ballot-no-seal]").hidden = false;

function start() {
  choosing.hidden = false;
  vote.addEventListener("change", showLimits);
  vote.querySelector("[data-ballot-usual]")?.addEventListener("click", chooseUsual);
  vote.querySelector("[data-ballot-review-button]").addEventListener("click", showReview);
  vote.querySelector("[data-ballot-back]").addEventListener("click", () => turnTo(choosing));
  castButton.addEventListener("click", cast);
  showLimits();
}

function chosen() {
  return lines.map((line) => line.querySelector("input:checked"));
}

// Gives the usual choice to every line that has none yet.
function chooseUsual(event) {
  for (const line of lines.filter((one) => !one.querySelector("input:checked")))
    line.querySelector(`input[value="${event.target.closest("button").dataset.ballotUsual}"]`).checked = true;
  showLimits();
}

function showLimits() {
  const places = chosen().map((input) => input && Number(input.value));
  for (const [place, limit] of limits.entries()) {
    const text = vote.querySelector(`[data-ballot-limit="${place}"]`);
    if (!text) continue;
    const count = places.filter((one) => one === place).length;
    text.querySelector("[data-count]").textContent = count;
    text.classList.toggle("bad", count > limit);
  }
}

function showReview() {
  const missing = chosen().findIndex((input) => !input);
  const isOver = vote.querySelector("[data-ballot-limit].bad");
  if (missing >= 0 || isOver) {
    status.textContent = textOf(missing >= 0 ? "missing" : "over");
    (missing >= 0 ? lines[missing].querySelector("input") : isOver).focus();
    return;
  }
  status.textContent = "";
  const list = review.querySelector("dl");
  list.replaceChildren();
  for (const [at, input] of chosen().entries()) {
    list.append(element("dt", lines[at].querySelector("legend").textContent.trim()));
    list.append(element("dd", input.dataset.title));
  }
  turnTo(review);
}

async function cast() {
  if (castButton.disabled) return;
  castButton.disabled = true;
  status.textContent = textOf("sealing");
  // Sealed once: sent again, it is the same vote.
  sealed ??= await sealVote(chosen().map((input) => Number(input.value)), tellers, ballot);
  const receipt = await receiptOf(sealed);
  const row = rowOf(sealed);
  const outcome = await sendForm(row);
  if (outcome.state === "refused") {
    status.textContent = outcome.said ?? "";
    sealed = undefined;
    castButton.disabled = false;
    return;
  }
  if (outcome.state === "later") await keepForm(row).catch(() => {});
  else await removeForm(row.id).catch(() => {});
  storeReceipt(ballot, receipt);
  finish(receipt, outcome.state === "later");
}

function finish(receipt, isKept) {
  for (const line of lines) line.remove();
  review.querySelector("dl").replaceChildren();
  done.querySelector("[data-ballot-receipt]").textContent = receipt;
  done.querySelector("[data-ballot-kept]").hidden = !isKept;
  done.querySelector("[data-ballot-in-the-box]").hidden = isKept;
  status.textContent = "";
  turnTo(done);
}

function rowOf([first, second]) {
  const fields = [
    ["first", first],
    ["second", second],
  ];
  const { vote: address, title } = vote.dataset;
  return { id: `${address}#ballot`, title, page: location.pathname, address, fields };
}

function turnTo(part) {
  for (const one of [choosing, review, done]) one.hidden = one !== part;
  const heading = part.querySelector("h2");
  heading.focus();
  heading.scrollIntoView({ block: "start" });
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function textOf(name) {
  return vote.querySelector(`template[data-ballot-says-${name}]`).content.textContent.trim();
}
