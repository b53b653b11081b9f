// The service worker keeps the look and the offline page; the page names its address.

const address = document.querySelector('meta[name="service-worker"]')?.content;
if (address && "serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {}));
}
