// A scanner of QR codes in the page, where the browser has a barcode reader and a camera.

const PAUSE = 150;

// Shows the button inside `root` where the browser can scan. `onCode` gets the text of each code that is seen, again and
// again as long as the camera sees it; the scanner stops once `onCode` returns true.
export function offerScanner(root, onCode) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  root.querySelector("[data-scanner]").hidden = false;
  root.querySelector("[data-scan]").addEventListener("click", () => scan(root, onCode));
}

async function scan(root, onCode) {
  const video = root.querySelector("[data-video]");
  try {
    video.srcObject = await openCamera();
    await video.play();
    root.querySelector("[data-viewfinder]").hidden = false;
    root.querySelector("[data-scanner]").hidden = true;
    look(new BarcodeDetector({ formats: ["qr_code"] }), video, onCode);
  } catch {
    root.querySelector("[data-camera-refused]").hidden = false;
  }
}

async function openCamera() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  window.addEventListener("pagehide", () => stream.getTracks().forEach((track) => track.stop()), { once: true });
  return stream;
}

async function look(detector, video, onCode) {
  for (const code of await detector.detect(video).catch(() => [])) if (onCode(code.rawValue)) return;
  setTimeout(() => look(detector, video, onCode), PAUSE);
}
