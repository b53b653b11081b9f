// Scans members' codes into the form of the roll, which is then sent as if the code had been typed.

import { offerScanner } from "./qr_scanner.js";

const root = document.querySelector("[data-roll-scan]");
const CODE = /^[\w-]{76}$/;
// The camera sees one code many times; after so many milliseconds it counts as shown again.
const AGAIN = 3000;
let last = "";
let lastAt = 0;

if (root) offerScanner(root, scanned);
// The next code is typed into an empty field.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches?.("[data-scan-form]")) event.target.reset();
});

function scanned(text) {
  const isNew = text !== last || performance.now() - lastAt > AGAIN;
  if (CODE.test(text) && isNew) submit(text);
}

function submit(code) {
  last = code;
  lastAt = performance.now();
  const form = root.querySelector("[data-scan-form]");
  form.elements.code.value = code;
  navigator.vibrate?.([80]);
  form.requestSubmit();
}
