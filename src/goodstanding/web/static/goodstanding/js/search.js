// Suggestions under the search field: arrows walk, Enter opens, Escape closes.

for (const form of document.querySelectorAll("[data-search]")) listen(form);

function listen(form) {
  const field = form.querySelector("[role=combobox]");
  const list = form.querySelector("[role=listbox]");
  let chosen = -1;

  list.addEventListener("htmx:afterSwap", () => show(field.value.trim() !== "" && list.childElementCount > 0));
  field.addEventListener("input", () => field.value.trim() === "" && show(false));
  field.addEventListener("keydown", walk);
  document.addEventListener("click", (event) => form.contains(event.target) || show(false));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || event.relatedTarget === null || show(false));

  function show(visible) {
    list.hidden = !visible;
    field.setAttribute("aria-expanded", String(visible));
    choose(-1);
  }

  function walk(event) {
    const options = list.querySelectorAll("a[role=option]");
    if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "ArrowDown" && options.length) choose((chosen + 1) % options.length);
    else if (event.key === "ArrowUp" && options.length) choose((Math.max(chosen, 0) - 1 + options.length) % options.length);
    else if (event.key === "Enter" && chosen >= 0 && !list.hidden) options[chosen].click();
    else return;
    event.preventDefault();
  }

  function choose(index) {
    chosen = index;
    list.querySelectorAll("a[role=option]").forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    });
    const option = list.querySelector("[aria-selected=true]");
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }
}
