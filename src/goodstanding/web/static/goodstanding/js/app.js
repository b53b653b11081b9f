// What concerns every page: where the eye goes after an answer, and what is said when an answer fails.

document.addEventListener("htmx:responseError", (event) => tell(event.detail.xhr));
document.addEventListener("htmx:sendError", () => say(0));
document.addEventListener("htmx:afterSwap", (event) => focusOn(event.target));
focusOn(document);

function focusOn(root) {
  root.querySelector?.("[data-focus]")?.focus();
}

// What failed on the server says so itself, with its reference.
function tell(answer) {
  const place = document.getElementById("messages");
  if (place && answer.getResponseHeader("X-Reference")) place.innerHTML = answer.responseText;
  else say(answer.status);
}

// The words stand in the page, where they are translated.
function say(status) {
  const place = document.getElementById("messages");
  const words = document.querySelector(status ? "template[data-failed]" : "template[data-unreached]");
  if (place && words) place.replaceChildren(words.content.cloneNode(true));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
