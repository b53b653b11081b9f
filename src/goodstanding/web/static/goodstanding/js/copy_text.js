// Copies a text that stands in the button itself, where the browser lets a page copy at all.

const button = document.querySelector("[data-copy-text]");

if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copyText);
    document.querySelector("[data-copy-status]").textContent = button.dataset.copied;
  });
}
