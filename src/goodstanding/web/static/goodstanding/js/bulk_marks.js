// Marking many members in one form: counts the marks as they are made, and marks everybody else without asking the server.

import { restored } from "./typed_forms.js";

for (const form of document.querySelectorAll("form[data-marks]")) {
  const fill = form.querySelector("[data-fill]");
  form.addEventListener("input", () => count(form));
  fill?.addEventListener("click", (event) => {
    event.preventDefault();
    markOthers(form, fill.dataset.fill);
    count(form);
  });
  // What was typed before is in the form by now, because its script is imported here.
  count(form);
  form.toggleAttribute("data-restored", restored.has(form));
}

function markOthers(form, value) {
  for (const empty of form.querySelectorAll("input[type=radio][value='']:checked")) {
    const wanted = form.querySelector(`input[name="${empty.name}"][value="${value}"]`);
    if (wanted) wanted.checked = true;
  }
}

function count(form) {
  const place = form.querySelector("[data-count]");
  if (!place) return;
  const marked = [...form.querySelectorAll(".toggle-row")].filter(isMarked).length;
  place.textContent = place.dataset.says.replace("%(count)s", marked).replace("%(total)s", place.dataset.of);
}

function isMarked(row) {
  return row.querySelector("input:checked:not([value=''])") || row.querySelector("input[inputmode]")?.value.trim();
}
