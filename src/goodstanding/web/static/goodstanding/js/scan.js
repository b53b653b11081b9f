// The scanner in the page, where the browser has one. A code leads where its link would have led.

const root = document.querySelector("[data-check-in]");
const button = root?.querySelector("[data-scan]");
const LINK = /^\/in\/[\w-]{55}\/$/;
if (button && "BarcodeDetector" in window && navigator.mediaDevices) {
  root.querySelector("[data-scanner]").hidden = false;
  button.addEventListener("click", scan);
}

async function scan() {
  const video = root.querySelector("[data-video]");
  try {
    const seen = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    window.addEventListener("pagehide", () => seen.getTracks().forEach((one) => one.stop()), { once: true });
    video.srcObject = seen;
    await video.play();
    root.querySelector("[data-viewfinder]").hidden = false;
    look(new BarcodeDetector({ formats: ["qr_code"] }), video);
  } catch {
    root.querySelector("[data-camera-refused]").hidden = false;
  }
}

async function look(detector, video) {
  for (const found of await detector.detect(video).catch(() => [])) {
    const address = URL.canParse(found.rawValue) ? new URL(found.rawValue) : null;
    if (address?.origin === location.origin && LINK.test(address.pathname)) return location.assign(address.pathname);
  }
  setTimeout(() => look(detector, video), 150);
}
