// The roll without signal: opened with its word, marked as the roll with signal is, and counted here. What is said goes
// into the box first; roll_deliver.js takes it out again once the server has answered.

const root = document.querySelector("[data-roll-kept]");
const CAME = ["present", "late"];
let box = null;
let roll = null;
let queue = [];
let finishing = false;
let held = null;
if (root) begin();

async function begin() {
  box = await new Promise((answer) => document.dispatchEvent(new CustomEvent("roll:box", { detail: answer })));
  document.addEventListener("roll:open", (event) => event.detail(roll));
  document.addEventListener("roll:state", (event) => sync(event.detail));
  document.addEventListener("roll:result", (event) => answered(event.detail));
  document.addEventListener("roll:passed", (event) => passed(event.detail.goesOn));
  window.addEventListener("offline", () => sync({ state: queue.length ? "no_signal" : "quiet" }));
  one("[data-unlock]").addEventListener("submit", unlock);
  one("[data-find-box]").addEventListener("input", find);
  one("[data-scan-form]").addEventListener("submit", scanned);
  one("[data-lock]").addEventListener("click", () => location.reload());
  one("[data-finish]").addEventListener("click", finish);
  one("[data-remove-now]").addEventListener("click", remove);
  const there = box.able() ? await box.meta().catch(() => null) : null;
  one("[data-remove]").hidden = !there;
  if (!there) return view("none");
  view("locked");
  const waits = await box.count();
  one("[data-waiting-locked]").hidden = !waits;
  one("[data-waiting-locked]").textContent = waiting(waits);
}

async function unlock(event) {
  event.preventDefault();
  const field = one("#roll-word");
  one("[data-wrong]").hidden = true;
  one("[data-busy]").hidden = false;
  const alone = await onlyHere();
  roll = alone ? await box.open(field.value) : null;
  one("[data-busy]").hidden = true;
  field.value = "";
  if (!roll) {
    one("[data-wrong]").textContent = say(alone ? "wrong" : "elsewhere");
    one("[data-wrong]").hidden = false;
    return field.focus();
  }
  queue = (await box.waiting()).map((row) => row.mark);
  one("[data-title]").textContent = roll.title;
  one("[data-when]").textContent = roll.when;
  one("[data-list]").replaceChildren(...roll.people.map(line));
  for (const told of roll.outcomes) outcome(told);
  view("open");
  draw();
  deliver();
}

// One page alone writes into the roll; it holds on to that until it is closed.
function onlyHere() {
  held ??= new Promise((answer) => {
    if (!navigator.locks) return answer(true);
    navigator.locks.request("goodstanding-roll-open", { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      if (lock) return new Promise(() => {});
      held = null;
    });
  });
  return held;
}

function line(person) {
  const row = one("template[data-line]").content.firstElementChild.cloneNode(true);
  row.dataset.member = person.member;
  row.dataset.find = `${person.find} ${person.number} ${person.name}`.toLowerCase();
  row.querySelector("[data-name]").textContent = person.name;
  row.querySelector("[data-note]").textContent = [person.number, person.role].filter(Boolean).join(" · ");
  row.querySelector(".toggles").setAttribute("aria-label", person.name);
  row.querySelector(".toggles").addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (chosen) mark({ do: chosen.value, member: person.member });
  });
  row.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const said = own(person);
    const about = said?.code ? { code: said.code } : { of: said?.once };
    if (said) mark({ do: "undo", member: person.member, reason: event.target.elements.reason.value, ...about });
    event.target.reset();
    event.target.closest("details").open = false;
  });
  return row;
}

// Kept before it is shown. `once` is random, so the same mark sent again is the same mark.
async function mark(said) {
  const kept = { once: box.nonce(), at: Date.now(), ...said };
  try {
    await box.add(kept);
  } catch {
    return sync({ state: "no_room" });
  }
  queue.push(kept);
  draw();
  deliver();
}

function scanned(event) {
  event.preventDefault();
  const form = event.target;
  const code = form.elements.code.value.trim();
  const bytes = /^[\w-]{76}$/.test(code) ? atob(code.replaceAll("-", "+").replaceAll("_", "/")) : "";
  const answer = one("[data-scan-answer]");
  form.reset();
  if (!bytes) return (answer.textContent = say("no_code"));
  if (key(bytes.slice(5, 21)) !== roll.meeting) return (answer.textContent = say("other_meeting"));
  const made = [37, 38, 39, 40].reduce((sum, place) => sum * 256 + bytes.charCodeAt(place), 0);
  const member = key(bytes.slice(21, 37));
  const person = roll.people.find((found) => found.member === member);
  answer.textContent = say("kept_code").replace("%(name)s", person?.name ?? say("somebody"));
  mark({ do: "code", code, member, verdict: made <= roll.late_after ? "present" : "late" });
}

function key(letters) {
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

// What this phone said last about somebody and did not take back: from the queue, else what was delivered.
function own(person) {
  const last = queue.filter((said) => said.member === person.member).at(-1);
  if (!last) return person.mine ?? null;
  return last.do === "undo" ? null : { once: last.once, code: last.code, verdict: last.verdict ?? last.do, waits: true };
}

function draw() {
  const verdicts = new Map();
  for (const person of roll.people) {
    const mine = own(person);
    const verdict = mine?.verdict ?? person.said;
    verdicts.set(person.member, verdict);
    const row = one(`[data-list] [data-member="${person.member}"]`);
    for (const button of row.querySelectorAll(".toggle")) button.setAttribute("aria-pressed", String(button.value === verdict));
    row.querySelector(".roll-undo").hidden = !mine;
    const how = [mine?.code ? say("scanned") : "", mine ? say(mine.waits ? "waits" : "delivered") : ""];
    row.querySelector("[data-how]").textContent = how.filter(Boolean).join(" · ");
  }
  counts(verdicts);
  if (!queue.length || !navigator.onLine) sync({ state: queue.length ? "no_signal" : "quiet" });
}

// The same rule as on the server: who is due, who has a vote (if only welcome, by coming), and how many it takes.
function counts(verdicts) {
  const here = (person) => CAME.includes(verdicts.get(person.member));
  const due = roll.people.filter((person) => person.due);
  const came = due.filter(here).length;
  const guests = roll.people.filter((person) => !person.due && here(person)).length;
  const voters = roll.people.filter((person) => person.votes && (person.due || here(person)));
  const there = voters.filter(here).length;
  one("[data-came]").textContent = came;
  one("[data-due]").textContent = due.length;
  const words = root.dataset.count.replace("%(came)s", came).replace("%(due)s", due.length);
  one("[data-counted]").textContent = words + (guests ? root.dataset.guests.replace("%(guests)s", guests) : "");
  const quorum = one("[data-quorum]");
  quorum.hidden = roll.needed === null;
  const enough = there >= roll.needed;
  quorum.className = `roll-quorum roll-${enough ? "good" : "warn"}`;
  const says = enough ? root.dataset.reached : root.dataset.needs;
  quorum.textContent = says.replace("%(there)s", there).replace("%(voters)s", voters.length).replace("%(needed)s", roll.needed);
}

function find(event) {
  const wanted = event.target.value.trim().toLowerCase();
  const plain = wanted.replaceAll(" ", "");
  let shown = 0;
  for (const row of root.querySelectorAll("[data-list] .roll-line")) {
    const fits = !wanted || row.dataset.find.split(" ").some((word) => word.startsWith(plain)) || row.dataset.find.includes(wanted);
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  one("[data-none]").hidden = shown > 0;
}

// The server has answered one: it is written into the roll before it leaves the queue.
async function answered({ mark: said, result, done }) {
  const person = roll.people.find((found) => found.member === (result.member || said.member));
  queue = queue.filter((other) => other.once !== said.once);
  if (person && result.state !== "refused") {
    if (said.do === "undo") person.mine = null;
    else person.mine = { once: said.once, code: said.code, verdict: result.verdict || said.do };
  }
  if (result.state === "case" || result.state === "refused") {
    const told = { state: result.state, name: person?.name ?? say("somebody"), text: result.text };
    roll.outcomes.push(told);
    outcome(told);
  }
  await box.save(roll, roll.outcomes.length > 0);
  draw();
  done();
}

function outcome(told) {
  const row = one(`template[data-outcome="${told.state}"]`).content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = told.name;
  row.querySelector("[data-text]").textContent = told.text;
  one("[data-outcomes]").hidden = false;
  one("[data-outcomes] ul").append(row);
}

// Everything is delivered: the list goes, once the meeting is over or the host says so, and nothing is left to read.
async function passed(goesOn) {
  if (queue.length || (await box.count())) return;
  if (finishing || (!goesOn && !roll.outcomes.length)) await gone();
}

async function gone() {
  roll = null;
  await box.wipe();
  one("[data-list]").replaceChildren();
  one("[data-outcomes] ul").replaceChildren();
  one("[data-title]").textContent = one("[data-when]").textContent = "";
  one("[data-remove]").hidden = true;
  view("finished");
  one('[data-view="finished"]').focus();
}

async function finish() {
  if (!queue.length) return gone();
  finishing = true;
  deliver();
}

async function remove() {
  if ((await box.count()) && !confirm(say("sure"))) return;
  await box.wipe();
  location.reload();
}

function deliver() {
  document.dispatchEvent(new CustomEvent("roll:deliver"));
}

function sync({ state, text = "" }) {
  const waits = queue.length ? waiting(queue.length) : "";
  const words = state === "text" ? text : say(state);
  one("[data-sync]").textContent = [waits, words].filter(Boolean).join(" ");
}

function waiting(number) {
  return number === 1 ? say("one") : say("many").replace("%(count)s", number);
}

function say(word) {
  return root.querySelector(`template[data-say="${word}"]`).content.textContent;
}

function view(name) {
  for (const part of root.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== name;
}

function one(found) {
  return root.querySelector(found);
}
