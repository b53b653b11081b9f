// The bar at the lower edge of the roll: the count and the quorum, what waits and why, what was not accepted, and failures.

const bar = document.querySelector("[data-roll-bar]");
const find = (selector) => bar.querySelector(selector);

// The text with this name, from the page, where it is translated; `numbers` go in their places.
export function say(name, numbers = {}) {
  let text = find(`template[data-say="${name}"]`)?.content.textContent ?? "";
  for (const [place, number] of Object.entries(numbers)) text = text.replace(`%(${place})s`, number);
  return text;
}

export function showCount({ due, came, guests, voters, there }) {
  find("[data-came]").textContent = came;
  find("[data-due]").textContent = due;
  write(find("[data-counted]"), say("count", { came, due }) + (guests ? say("guests", { guests }) : ""));
  const { needed } = bar.dataset;
  const quorum = find("[data-quorum]");
  quorum.hidden = !needed;
  if (!needed) return;
  const isReached = there >= Number(needed);
  quorum.className = `roll-quorum roll-${isReached ? "good" : "warn"}`;
  write(quorum, say(isReached ? "reached" : "needs", { there, voters, needed }));
}

// How many marks wait, and why: state is that of the delivery.
export function showWaiting(count, { state, text = "" }) {
  const place = find("[data-roll-waiting]");
  place.hidden = !count && !["no_room", "no_signal"].includes(state);
  bar.toggleAttribute("data-waits", count > 0);
  const many = count ? (count === 1 ? say("one") : say("many", { count })) + "." : "";
  write(place, [many, state === "text" ? text : say(state)].filter(Boolean).join(" "));
}

// How many marks were not accepted, with a link to the first of them.
export function showRefused(lines) {
  const place = find("[data-roll-refused]");
  place.hidden = !lines.length;
  if (!lines.length) return place.replaceChildren();
  const link = document.createElement("a");
  link.href = `#${lines[0].id}`;
  link.textContent = lines.length === 1 ? say("one_refused") : say("many_refused", { count: lines.length });
  if (place.textContent !== link.textContent) place.replaceChildren(link);
}

// What is read out is written only when it changes.
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
