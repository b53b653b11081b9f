// The venue's screen: fetches each code when its time comes, shows the server's time, and never shows an expired code.

import { retryAfter, waitAfter } from "./backoff.js";
import { get } from "./request.js";

const TIMEOUT = 4000;
// A code lives for seconds, so the screen never waits long.
const WAIT = { shortest: 500, longest: 6000 };
const root = document.querySelector("[data-venue]");
const clock = root.querySelector("[data-clock]");
const place = root.querySelector("[data-now]");
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: root.dataset.timeZone });
// How far the server's clock is ahead of performance.now(), which nobody can set.
let ahead = 0;
let failures = 0;

display(place.firstElementChild);
tick();
setInterval(tick, 250);
root.querySelector("[data-full]")?.addEventListener("click", () => document.documentElement.requestFullscreen?.());
stayAwake();
document.addEventListener("visibilitychange", stayAwake);

function display(code) {
  ahead = Number(code.dataset.now) - performance.now();
  const until = Number(code.dataset.until) || 0;
  setTimeout(fetchNext, until ? Math.max(200, until - serverNow() + 50) : 5000);
}

function serverNow() {
  return performance.now() + ahead;
}

async function fetchNext() {
  let asked = 0;
  try {
    const response = await get(root.dataset.address, { timeout: TIMEOUT });
    asked = retryAfter(response);
    if (!response.ok) throw new Error(String(response.status));
    place.innerHTML = await response.text();
    root.dataset.cut = "";
    failures = 0;
    display(place.firstElementChild);
  } catch {
    root.dataset.cut = "yes";
    failures += 1;
    setTimeout(fetchNext, waitAfter(failures, { ...WAIT, asked }));
  }
}

function tick() {
  clock.textContent = hour.format(serverNow());
  const expires = Number(place.firstElementChild?.dataset.dead) || Infinity;
  root.toggleAttribute("data-over", serverNow() > expires);
  root.querySelector("[data-cut-off]").hidden = root.dataset.cut !== "yes";
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}
