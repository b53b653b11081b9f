// Takes the roll of a meeting along: the list comes once, is encrypted at once, and the word stays in this page.

const root = document.querySelector("[data-roll-take]");
const here = document.querySelector("[data-roll-here]");
if (root) begin();

async function begin() {
  const box = await new Promise((answer) => document.dispatchEvent(new CustomEvent("roll:box", { detail: answer })));
  root.querySelector("[data-take-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    take(box, event.target).catch(() => say("unable"));
  });
  if (!box.able()) return say("unable");
  here.hidden = !(await box.meta().catch(() => null));
}

async function take(box, form) {
  const field = form.querySelector("input[type=password]");
  if (await box.count()) return say("waiting");
  say("busy");
  let answer;
  try {
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    answer = await fetch(root.dataset.address, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual", cache: "no-store" });
  } catch {
    return say("failed");
  }
  const told = answer.status === 200 || answer.status === 422 ? await answer.json() : null;
  if (!told) return say("failed");
  if (answer.status === 422) return put(told.text);
  const { handle, ...roll } = told;
  try {
    await box.take(field.value, { ...roll, outcomes: [] }, handle);
  } catch (error) {
    return say(error.message === "short" ? "short" : error.message === "waiting" ? "waiting" : "unable");
  }
  field.value = "";
  here.hidden = false;
  say("taken");
  here.querySelector("a").focus();
}

function say(word) {
  put(root.querySelector(`template[data-said="${word}"]`).content.textContent);
}

function put(words) {
  root.querySelector("[data-take-said]").textContent = words;
}
