// Typing a paper roll in: a key goes to the next line by itself, arrows go up and down, and the rest can be filled.

const form = document.querySelector("form[data-paper]");
const lines = [...(form?.querySelectorAll(".paper-line input") ?? [])];
const rest = form?.querySelector("[data-paper-rest]");

for (const [place, line] of lines.entries()) {
  line.addEventListener("focus", () => line.select());
  line.addEventListener("input", () => {
    if (/^[1-4plea]$/i.test(line.value)) lines[place + 1]?.focus();
  });
  line.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      lines[place + step]?.focus();
    }
  });
}

if (rest) {
  rest.hidden = false;
  rest.addEventListener("click", () => {
    for (const line of lines) line.value ||= "1";
  });
}
