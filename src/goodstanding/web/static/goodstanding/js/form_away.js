// A form that goes out without signal as well: what it says is stored on the phone and delivered later. Files are not; they
// are chosen again once there is signal.

import { keepForm, sendForm } from "./form_queue.js";
import { removeForm, storedForm } from "./form_store.js";
import { isAvailable } from "./indexed_db.js";
import { get } from "./request.js";
import { markSent } from "./typed_forms.js";

const REACHED_WITHIN = 5000;

for (const form of document.querySelectorAll("form[data-deliver]")) {
  if (!isAvailable() || !document.body.dataset.visit) break;
  bringBack(form);
  form.addEventListener("submit", (event) => onSubmit(event, form));
}

async function onSubmit(event, form) {
  if (form.dataset.sending || event.defaultPrevented) return;
  const status = form.querySelector("[data-deliver-status]");
  if (hasFile(form)) {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    status.textContent = textOf("form-file");
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const row = rowOf(form);
  const outcome = await sendForm(row);
  if (outcome.state === "done") {
    markSent(form);
    await removeForm(row.id).catch(() => {});
    location.assign(outcome.url ?? row.page);
  } else if (outcome.state === "later" && !navigator.onLine) {
    await keep(row, form, status);
  } else if (outcome.state === "later" && !(await isReached())) {
    await keep(row, form, status);
  } else {
    // The server says what is wrong, or asks to sign in, on a page of its own.
    form.dataset.sending = "true";
    form.requestSubmit(event.submitter);
  }
}

async function keep(row, form, status) {
  const fields = [...row.fields, ["written_at", new Date().toISOString()]];
  try {
    await keepForm({ ...row, fields });
    markSent(form);
    status.textContent = textOf("form-kept");
  } catch {
    status.textContent = textOf("unreached");
  }
}

// What the server refused, or what is still to be delivered, stands in its form again.
async function bringBack(form) {
  const row = await storedForm(rowOf(form).id).catch(() => undefined);
  if (!row || row.visit !== document.body.dataset.visit) return;
  for (const [name, value] of row.fields) {
    const field = form.elements.namedItem(name);
    if (field && field.type !== "hidden" && !field.value) field.value = value;
  }
  const status = form.querySelector("[data-deliver-status]");
  if (row.problem) {
    status.textContent = row.problem;
    await removeForm(row.id);
  } else status.textContent = textOf("form-kept");
}

function rowOf(form) {
  const address = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  return { id: `${address}#${form.dataset.keep}`, title: form.dataset.deliver, page: location.pathname, address, fields };
}

function hasFile(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
}

async function isReached() {
  try {
    await get(document.body.dataset.checkInReady, { timeout: REACHED_WITHIN });
    return true;
  } catch {
    return false;
  }
}

function textOf(name) {
  return document.querySelector(`template[data-${name}]`)?.content.textContent.trim() ?? "";
}
