// Says when the device has lost the network, and stops saying so when the network is back.

const banner = document.querySelector("[data-offline-banner]");
if (banner) {
  window.addEventListener("offline", update);
  window.addEventListener("online", update);
  update();
}

function update() {
  banner.textContent = navigator.onLine ? "" : banner.dataset.text;
}
