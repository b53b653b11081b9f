// The venue's screen: fetches each code when its time comes, keeps the server's time, and never shows a dead code.

const root = document.querySelector("[data-venue]");
const clock = root.querySelector("[data-clock]");
const place = root.querySelector("[data-now]");
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: root.dataset.timeZone });
let ahead = 0;
let wait = 1000;

take(place.firstElementChild);
tick();
setInterval(tick, 250);
root.querySelector("[data-full]")?.addEventListener("click", () => document.documentElement.requestFullscreen?.());
stayAwake();
document.addEventListener("visibilitychange", stayAwake);

// How far the server is ahead of a clock that nobody can change.
function take(told) {
  ahead = Number(told.dataset.now) - performance.now();
  const until = Number(told.dataset.until) || 0;
  setTimeout(fetchNext, until ? Math.max(200, until - serverNow() + 50) : 5000);
}

function serverNow() {
  return performance.now() + ahead;
}

async function fetchNext() {
  try {
    const answer = await fetch(root.dataset.address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (!answer.ok) throw new Error(String(answer.status));
    place.innerHTML = await answer.text();
    root.dataset.cut = "";
    wait = 1000;
    take(place.firstElementChild);
  } catch {
    root.dataset.cut = "yes";
    setTimeout(fetchNext, wait);
    wait = Math.min(wait * 1.5, 8000) * (0.8 + Math.random() * 0.4);
  }
}

function tick() {
  clock.textContent = hour.format(serverNow());
  const told = place.firstElementChild;
  const dead = Number(told?.dataset.dead) || Infinity;
  root.toggleAttribute("data-over", serverNow() > dead);
  root.querySelector("[data-cut-off]").hidden = root.dataset.cut !== "yes";
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}
