// Keeps what is typed into forms in this tab until the server has taken it, so that neither a visit that ended nor a form
// that was refused loses it. Only forms with data-keep; never passwords, codes or files. Signing out removes everything.

const PREFIX = "typed:";
const NEVER = new Set(["password", "hidden", "file", "submit", "button"]);
const { visit, signOut } = document.body.dataset;
const forms = [...document.querySelectorAll("form[data-keep]")];
const [page] = performance.getEntriesByType("navigation");
const isRefused = page?.responseStatus >= 400 || document.querySelector(".form-errors") !== null;

// Which forms begin with what was typed before; a script that counts what is chosen in them reads this first.
export const restored = new Set();

settle();
if (visit) {
  // A form that was refused is an entry like any other for the Back button: it is asked for anew, and filled in again.
  if (isRefused && forms.length) history.replaceState(history.state, "", location.href);
  for (const form of forms) {
    if (!isBound(form)) restore(form);
    form.addEventListener("input", () => store(form, false));
  }
  document.addEventListener("submit", (event) => onSubmit(event));
}

// What was sent is taken once a page of the same account follows that is no refusal.
function settle() {
  for (const key of keys()) {
    const kept = read(key);
    if (!kept || (visit && kept.visit !== visit)) sessionStorage.removeItem(key);
    else if (kept.sent && visit && !isRefused) sessionStorage.removeItem(key);
    else if (kept.sent) write(key, { ...kept, sent: false });
  }
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (signOut && new URL(form.action, location.href).pathname === signOut) for (const key of keys()) sessionStorage.removeItem(key);
  else if (forms.includes(form)) store(form, true);
}

// For a form that a script has sent, or will send: the next page that is no refusal forgets what was typed.
export function markSent(form) {
  if (visit && forms.includes(form)) store(form, true);
}

function store(form, sent) {
  write(keyOf(form), { visit, sent, values: valuesOf(form) });
}

function restore(form) {
  const kept = read(keyOf(form));
  if (!kept || JSON.stringify(kept.values) === JSON.stringify(valuesOf(form))) return;
  const names = new Set(kept.values.map(([name]) => name));
  for (const field of fieldsOf(form)) {
    const values = kept.values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (names.has(field.name)) field.value = values[0];
  }
  const note = document.querySelector("template[data-restored]").content.cloneNode(true);
  note.querySelector("[data-discard]").addEventListener("click", () => {
    sessionStorage.removeItem(keyOf(form));
    location.reload();
  });
  form.prepend(note);
  restored.add(form);
  const folded = form.closest("details");
  if (folded) folded.open = true;
}

function isBound(form) {
  return isRefused && (form.querySelector(".form-errors") !== null || forms.length === 1);
}

function fieldsOf(form) {
  const fields = [...form.elements].filter((field) => field.name && !NEVER.has(field.type));
  return fields.filter((field) => field.tagName !== "BUTTON" && field.autocomplete !== "one-time-code");
}

function valuesOf(form) {
  const chosen = fieldsOf(form).filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked);
  return chosen.map((field) => [field.name, field.value]);
}

function keyOf(form) {
  const address = new URL(form.getAttribute("action") || location.href, location.href);
  return `${PREFIX}${address.pathname}${address.search}#${form.dataset.keep}`;
}

function keys() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

function read(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? "null");
}

// A browser that stores nothing loses nothing else.
function write(key, kept) {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    sessionStorage.removeItem(key);
  }
}
