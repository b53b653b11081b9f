// The list on the check-in page of what is on this phone: check-ins that wait, and what became of those that were delivered.

const place = document.querySelector("[data-kept-list]");

// Shows the check-ins that wait, except those that were never tried yet.
export function listWaiting(checkIns) {
  if (!place) return;
  for (const row of place.querySelectorAll("li[data-waiting]")) row.remove();
  for (const checkIn of checkIns) if (checkIn.tries > 0) addRow("kept", checkIn).dataset.waiting = "";
}

export function listDelivered(checkIn, outcome) {
  if (place) addRow(outcome.state === "refused" ? "refused" : "delivered", checkIn, outcome.text ?? [outcome.heading, outcome.about].filter(Boolean).join(" · "));
}

function addRow(state, checkIn, text = "") {
  const row = place.querySelector(`template[data-kept-line="${state}"]`).content.firstElementChild.cloneNode(true);
  const when = new Date(checkIn.madeAt).toLocaleString(document.documentElement.lang);
  row.querySelector("[data-when]").textContent = [when, text].filter(Boolean).join(" · ");
  place.querySelector("ul").append(row);
  place.hidden = false;
  return row;
}
