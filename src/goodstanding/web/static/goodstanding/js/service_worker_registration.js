// Registers the service worker, which stores styles, modules and the offline pages. The page names its address.

const address = document.querySelector('meta[name="service-worker"]')?.content;
if (address && "serviceWorker" in navigator) {
  window.addEventListener("load", () => navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {}));
}
