// Ticking rows: one box for all of them, and the bar that says how many are ticked.

document.addEventListener("change", (event) => {
  const frame = event.target.closest("[data-select-all]");
  if (!frame) return;
  if (event.target.matches("[data-all]")) tickAll(frame, event.target.checked);
  count(frame);
});
// The browser may bring back ticks after a step back.
window.addEventListener("pageshow", countAll);
document.addEventListener("htmx:afterSwap", countAll);

function countAll() {
  document.querySelectorAll("[data-select-all]").forEach(count);
}

function tickAll(frame, ticked) {
  for (const box of frame.querySelectorAll("[data-one]:not(:disabled)")) box.checked = ticked;
}

function count(frame) {
  const boxes = [...frame.querySelectorAll("[data-one]:not(:disabled)")];
  const ticked = boxes.filter((box) => box.checked).length;
  const all = frame.querySelector("[data-all]");
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  const bulk = boxes[0]?.form;
  if (!bulk?.matches("[data-bulk]")) return;
  bulk.hidden = ticked === 0;
  bulk.querySelector("[data-bulk-count]").textContent = String(ticked);
}
