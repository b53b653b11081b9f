// The host's roll: finds a line as one types, and never sends a mark a second time with a key of its own.

const box = document.querySelector("[data-roll-search]");
const none = document.querySelector("[data-roll-none]");

box?.addEventListener("input", () => {
  const wanted = box.value.trim().toLowerCase().replaceAll(" ", "");
  let shown = 0;
  for (const line of document.querySelectorAll(".roll-line")) {
    const words = line.dataset.find.toLowerCase().split(" ");
    const fits = !wanted || words.some((word) => word.startsWith(wanted)) || line.dataset.find.includes(box.value.trim());
    line.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  if (none) none.hidden = shown > 0;
});
