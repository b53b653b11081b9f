// Scans members' codes where the browser can. What is found goes into the form, which is sent as if it had been typed.

const root = document.querySelector("[data-roll-scan]");
const CODE = /^[\w-]{76}$/;
const AGAIN = 3000;
let last = "";
let lastAt = 0;
if (root && "BarcodeDetector" in window && navigator.mediaDevices) {
  root.querySelector("[data-scanner]").hidden = false;
  root.querySelector("[data-scan]").addEventListener("click", scan);
}
// What was sent is sent; the next one comes into an empty field.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches?.("[data-scan-form]")) event.target.reset();
});

async function scan() {
  const video = root.querySelector("[data-video]");
  try {
    const seen = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    window.addEventListener("pagehide", () => seen.getTracks().forEach((one) => one.stop()), { once: true });
    video.srcObject = seen;
    await video.play();
    root.querySelector("[data-viewfinder]").hidden = false;
    root.querySelector("[data-scanner]").hidden = true;
    look(new BarcodeDetector({ formats: ["qr_code"] }), video);
  } catch {
    root.querySelector("[data-camera-refused]").hidden = false;
  }
}

async function look(detector, video) {
  for (const found of await detector.detect(video).catch(() => [])) {
    const fresh = found.rawValue !== last || performance.now() - lastAt > AGAIN;
    if (CODE.test(found.rawValue) && fresh) send(found.rawValue);
  }
  setTimeout(() => look(detector, video), 150);
}

function send(code) {
  last = code;
  lastAt = performance.now();
  const form = root.querySelector("[data-scan-form]");
  form.elements.code.value = code;
  navigator.vibrate?.([80]);
  form.requestSubmit();
}
