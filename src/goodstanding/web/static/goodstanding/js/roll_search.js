// The search field of a roll, and "only unmarked": shows the lines of which a word begins with what was typed, or which contain
// it. A line that is marked while it is shown stays where it is until the host searches or filters again.

const field = document.querySelector("[data-roll-search]");
const unmarked = document.querySelector("[data-roll-unmarked]");
const nothing = document.querySelector("[data-roll-none]");

field?.addEventListener("input", show);
unmarked?.addEventListener("click", () => {
  unmarked.setAttribute("aria-pressed", String(unmarked.getAttribute("aria-pressed") !== "true"));
  show();
});
if (unmarked) unmarked.hidden = false;

function show() {
  const typed = field.value.trim().toLowerCase();
  const joined = typed.replaceAll(" ", "");
  const isFiltered = unmarked?.getAttribute("aria-pressed") === "true";
  let shown = 0;
  for (const line of document.querySelectorAll(".roll-line")) {
    const text = line.dataset.find.toLowerCase();
    const fits = text.includes(typed) || text.split(" ").some((word) => word.startsWith(joined));
    line.hidden = !fits || (isFiltered && Boolean(line.querySelector('.toggle[aria-pressed="true"]')));
    shown += line.hidden ? 0 : 1;
  }
  if (nothing) nothing.hidden = shown > 0;
}
