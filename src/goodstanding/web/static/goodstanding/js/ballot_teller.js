// What a teller does in the own browser: makes the key, opens the outer layer of the votes, and counts. The code and the key
// stay in this page; the server gets neither.

import { toBase64url } from "./base64url.js";
import * as seal from "./ballot_seal.js";
import { isSignedOut, postFields } from "./request.js";

const TIMEOUT = 60000;
const place = document.querySelector("[data-teller]");
const data = JSON.parse(document.getElementById("teller-data").textContent);
const status = place.querySelector("[data-teller-status]");
const deeds = { key: startKey, shuffle: startShuffle, count: startCount };

if (!seal.isAvailable()) say("no-seal");
else deeds[place.dataset.teller]?.();

function startKey() {
  const begin = place.querySelector("[data-teller-begin]");
  const form = place.querySelector("form");
  let code = "";
  begin.addEventListener("click", () => {
    code = seal.newCode();
    place.querySelector("[data-teller-code]").textContent = code;
    begin.hidden = true;
    form.hidden = false;
    form.querySelector("h2").focus();
  });
  onSubmit(form, async (typed) => {
    if (seal.plainCode(typed) !== seal.plainCode(code)) return say("not-the-code");
    const { publicKey, lockedKey } = await seal.newKey(code, data.ballot);
    return send([
      ["public_key", publicKey],
      ["locked_key", lockedKey],
    ]);
  });
}

function startShuffle() {
  onSubmit(place.querySelector("form"), async (typed) => {
    const key = await unlock(typed);
    if (!key) return undefined;
    const opened = {};
    for (const [number, votes] of Object.entries(data.votes)) {
      const left = await Promise.all(votes.map((one) => seal.openLayer(one, key, data.ballot)));
      // In the order of the alphabet nothing is left of the order in which they came.
      opened[number] = left.filter(Boolean).map(toBase64url).sort();
    }
    return send([["opened", JSON.stringify(opened)]]);
  });
}

function startCount() {
  onSubmit(place.querySelector("form"), async (typed) => {
    const key = await unlock(typed);
    if (!key) return undefined;
    const groups = {};
    const votes = {};
    for (const [number, sealed] of Object.entries(data.votes)) {
      const opened = (await Promise.all(sealed.map((one) => seal.openLayer(one, key, data.ballot)))).filter(Boolean);
      if (new Set(opened.map(markOf)).size < opened.length) return say("twice");
      votes[number] = opened;
      groups[number] = counted(opened, data.phone[number], papersOf(number));
    }
    return send([
      ["counted", JSON.stringify(groups)],
      ["fingerprint", await seal.fingerprintOf(votes)],
    ]);
  });
}

// Votes from phones and papers in one sum. What could not be opened on the way here is invalid.
function counted(opened, phone, papers) {
  const valid = opened.map((vote) => seal.choicesOf(vote, data.subjects, data.limits)).filter(Boolean);
  const votes = papers.votes.map((line, at) =>
    line.map((papersOfChoice, choice) => papersOfChoice + valid.filter((vote) => vote[at] === choice).length),
  );
  return { votes, invalid: papers.invalid + phone - valid.length, unreturned: papers.unreturned };
}

function papersOf(number) {
  const value = (name) => Number(place.querySelector(`[name="${name}"]`)?.value || 0);
  const line = (at) => data.limits.map((_, choice) => value(`papers-${number}-${at}-${choice}`));
  return {
    votes: Array.from({ length: data.subjects }, (_, at) => line(at)),
    invalid: value(`invalid-${number}`),
    unreturned: value(`unreturned-${number}`),
  };
}

async function unlock(typed) {
  try {
    return await seal.unlockKey(data.key, typed, data.ballot);
  } catch {
    say("wrong-code");
    return undefined;
  }
}

function markOf(vote) {
  return toBase64url(vote.slice(0, 16));
}

function onSubmit(form, act) {
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    say("working");
    try {
      await act(form.querySelector("[data-code]").value);
    } finally {
      button.disabled = false;
    }
  });
}

async function send(fields) {
  let response;
  try {
    response = await postFields(place.dataset.address, fields, { timeout: TIMEOUT });
  } catch {
    return say("no-signal");
  }
  if (isSignedOut(response)) return location.reload();
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  if (response.ok && answer.url) return location.assign(answer.url);
  status.textContent = answer.said ?? "";
  place.querySelector("[data-teller-differences]")?.replaceChildren(...(answer.differences ?? []).map(row));
  return undefined;
}

function row(text) {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

function say(name) {
  status.textContent = place.querySelector(`template[data-says-${name}]`)?.content.textContent.trim() ?? "";
}
