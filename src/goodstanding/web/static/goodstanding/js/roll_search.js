// The search field of a roll: shows the lines of which a word begins with what was typed, or which contain it.

const field = document.querySelector("[data-roll-search]");
const nothing = document.querySelector("[data-roll-none]");

field?.addEventListener("input", () => {
  const typed = field.value.trim().toLowerCase();
  const joined = typed.replaceAll(" ", "");
  let shown = 0;
  for (const line of document.querySelectorAll(".roll-line")) {
    const text = line.dataset.find.toLowerCase();
    const fits = text.includes(typed) || text.split(" ").some((word) => word.startsWith(joined));
    line.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  if (nothing) nothing.hidden = shown > 0;
});
