// The tree of units: a button opens and closes what is below; left and right arrows do the same.

document.addEventListener("click", (event) => {
  const toggle = event.target.closest(".tree-toggle");
  if (toggle) set(toggle, toggle.getAttribute("aria-expanded") !== "true");
});

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-tree] .tree-row");
  const toggle = row?.querySelector(".tree-toggle");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return row && step(event, row);
  if (!toggle || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
  const open = toggle.getAttribute("aria-expanded") === "true";
  // A click, so that what is below is also fetched the first time.
  if (open === (event.key === "ArrowLeft")) toggle.click();
  event.preventDefault();
});

function set(toggle, open) {
  toggle.setAttribute("aria-expanded", String(open));
  const below = toggle.closest("li").querySelector(":scope > .tree-children");
  if (below) below.hidden = !open;
}

function step(event, row) {
  const rows = [...row.closest("[data-tree]").querySelectorAll(".tree-row")].filter((one) => one.offsetParent);
  const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  next.querySelector("a").focus();
  event.preventDefault();
}
