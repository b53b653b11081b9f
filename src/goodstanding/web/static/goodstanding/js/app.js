// What every page does: moves the focus after a swap, shows a message when a request fails, and prints.

document.addEventListener("htmx:responseError", (event) => showFailure(event.detail.xhr));
document.addEventListener("htmx:sendError", () => showMessage("unreached"));
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && document.querySelector("[data-failures]")?.replaceChildren());
document.addEventListener("htmx:afterSwap", (event) => focusOn(event.target));
focusOn(document);
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

function focusOn(root) {
  root.querySelector?.("[data-focus]")?.focus();
}

// An error that the server has logged comes as a message with its reference.
function showFailure(response) {
  const place = failuresPlace();
  if (place && response.getResponseHeader("X-Reference")) place.innerHTML = response.responseText;
  else showMessage(response.status ? "failed" : "unreached");
}

// The texts stand in the page, where they are translated.
function showMessage(name) {
  const place = failuresPlace();
  const text = document.querySelector(`template[data-${name}]`);
  if (place && text) place.replaceChildren(text.content.cloneNode(true));
}

// A page with a bar where the thumb is says it there; any other at its top.
function failuresPlace() {
  return document.querySelector("[data-failures]") ?? document.getElementById("messages");
}
