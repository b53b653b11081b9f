// A scanner of QR codes in the page, where the browser has a barcode reader and a camera. The picture is shown only once there
// is one: a camera that stays dark, or that another program takes away, is said in words.

const PAUSE = 150;
const LONGEST_START = 6000;

// Shows the button inside `root` where the browser can scan; with `atOnce`, the camera opens by itself where the member has
// allowed it before. `onCode` gets the text of each code that is seen, again and again as long as the camera sees it; the
// scanner stops once `onCode` returns true.
export async function offerScanner(root, onCode, { atOnce = false } = {}) {
  if (!(await canScan())) return;
  show(root, "scanner");
  root.querySelector("[data-scan]").addEventListener("click", () => scan(root, onCode));
  if (atOnce && (await isAllowed())) await scan(root, onCode);
}

async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const formats = await BarcodeDetector.getSupportedFormats();
    return devices.some((device) => device.kind === "videoinput") && formats.includes("qr_code");
  } catch {
    return false;
  }
}

// Whether the camera opens without a question. A browser that does not say is not asked.
async function isAllowed() {
  const found = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
  return found?.state === "granted";
}

async function scan(root, onCode) {
  const video = root.querySelector("[data-video]");
  show(root, "camera-starting");
  let stream = null;
  const stop = () => stream?.getTracks().forEach((track) => track.stop());
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    window.addEventListener("pagehide", stop, { once: true });
    video.srcObject = stream;
    await firstPicture(video);
    stream.getVideoTracks()[0].addEventListener("ended", () => refuse(root, stop));
    show(root, "viewfinder");
    look(new BarcodeDetector({ formats: ["qr_code"] }), video, onCode);
  } catch {
    refuse(root, stop);
  }
}

function refuse(root, stop) {
  stop();
  show(root, "scanner", "camera-refused");
}

// Resolves when the camera shows something; rejects where it stays dark.
function firstPicture(video) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("dark")), LONGEST_START);
    const look = () => (video.videoWidth ? resolve() : video.requestVideoFrameCallback?.(look));
    video.addEventListener("loadeddata", look, { once: true });
    video.play().then(look, reject);
  });
}

async function look(detector, video, onCode) {
  if (!video.srcObject?.active) return;
  for (const code of await detector.detect(video).catch(() => [])) if (onCode(code.rawValue)) return;
  setTimeout(() => look(detector, video, onCode), PAUSE);
}

// Shows these parts of the scanner and hides the others.
function show(root, ...names) {
  for (const name of ["scanner", "camera-starting", "viewfinder", "camera-refused"]) {
    const part = root.querySelector(`[data-${name}]`);
    if (part) part.hidden = !names.includes(name);
  }
}
