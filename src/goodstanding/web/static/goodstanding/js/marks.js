// Marking many in one form: counts as one goes, and marks everybody else without asking the server.

for (const form of document.querySelectorAll("form[data-marks]")) {
  const count = form.querySelector("[data-count]");
  const fill = form.querySelector("[data-fill]");
  form.addEventListener("input", () => tell(form, count));
  fill?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const empty of form.querySelectorAll("input[type=radio][value='']:checked")) {
      const wanted = form.querySelector(`input[name="${empty.name}"][value="${fill.dataset.fill}"]`);
      if (wanted) wanted.checked = true;
    }
    tell(form, count);
  });
  tell(form, count);
}

function tell(form, place) {
  if (!place) return;
  const rows = [...form.querySelectorAll(".toggle-row")];
  const marked = rows.filter((row) => row.querySelector("input:checked:not([value=''])") || row.querySelector("input[inputmode]")?.value.trim());
  place.textContent = place.dataset.says.replace("%(count)s", marked.length).replace("%(total)s", place.dataset.of);
}
