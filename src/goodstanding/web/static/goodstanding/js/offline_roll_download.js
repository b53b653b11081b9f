// Downloads the roll of a meeting to the host's phone: the list comes once, is encrypted at once, and the passphrase stays
// in this page.

import { post } from "./request.js";
import { countMarks, isAvailable, isOnDevice, storeRoll } from "./roll_store.js";

const root = document.querySelector("[data-offline-roll-download]");
const onDevice = document.querySelector("[data-roll-here]");
if (root) begin();

async function begin() {
  root.querySelector("[data-take-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    download(event.target).catch(() => say("unable"));
  });
  if (!isAvailable()) return say("unable");
  onDevice.hidden = !(await isOnDevice().catch(() => false));
}

async function download(form) {
  if (await countMarks()) return say("waiting");
  say("busy");
  const response = await fetchRoll(form.elements.csrfmiddlewaretoken.value);
  if (!response) return say("failed");
  if (response.status === 422) return sayText((await response.json()).text);
  const { handle, ...roll } = await response.json();
  const field = form.querySelector("input[type=password]");
  try {
    await storeRoll(field.value, { ...roll, outcomes: [] }, handle);
  } catch (error) {
    return say(["short", "waiting"].includes(error.message) ? error.message : "unable");
  }
  field.value = "";
  onDevice.hidden = false;
  say("taken");
  onDevice.querySelector("a").focus();
}

// The response with the roll or with a refusal; null where there is none.
async function fetchRoll(token) {
  const response = await post(root.dataset.address, { token }).catch(() => null);
  return response?.status === 200 || response?.status === 422 ? response : null;
}

function say(name) {
  sayText(root.querySelector(`template[data-said="${name}"]`).content.textContent);
}

function sayText(text) {
  root.querySelector("[data-take-said]").textContent = text;
}
