// Sends an invitation from the phone on which it was made: with the phone's own list of applications, or by copying it.

const place = document.querySelector("[data-share-link]");
const [share, copy] = ["[data-share]", "[data-copy]"].map((name) => place.querySelector(name));
const { shareText, shareLink } = place.dataset;

if (navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => navigator.share({ text: shareText, url: shareLink }).catch(() => undefined));
}
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${shareText} ${shareLink}`);
    place.querySelector("[data-share-status]").textContent = copy.dataset.copied;
  });
}
