// Says when the device has lost the network, and stops saying so when it is back.

const banner = document.querySelector("[data-offline-banner]");
if (banner) {
  window.addEventListener("offline", tell);
  window.addEventListener("online", tell);
  tell();
}

function tell() {
  banner.textContent = navigator.onLine ? "" : banner.dataset.text;
}
