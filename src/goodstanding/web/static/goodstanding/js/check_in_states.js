// The large states of the check-in page: one is shown at a time, read out, felt, and heard where the member wants a sound.

const root = document.querySelector("[data-check-in]");
const sound = root.querySelector("[data-sound]");
const SOUND = "check-in-sound";
const GOOD = ["present", "late", "already", "kept"];
const BAD = ["refused", "disagrees", "taken_back", "unknown"];

sound.checked = localStorage.getItem(SOUND) === "on";
sound.addEventListener("change", () => localStorage.setItem(SOUND, sound.checked ? "on" : "off"));

// Shows a state, with its own `heading` and the texts `about`, `detail` and `text` where the state has a place for them.
export function show(state, texts = {}) {
  for (const section of root.querySelectorAll("[data-state]")) section.hidden = section.dataset.state !== state;
  const shown = root.querySelector(`[data-state="${state}"]`);
  if (texts.heading) shown.querySelector("[data-heading]").textContent = texts.heading;
  for (const name of ["about", "detail", "text"]) {
    const place = shown.querySelector(`[data-${name}]`);
    if (place) place.textContent = texts[name] ?? "";
  }
  root.querySelector("[data-said]").textContent = state === "busy" ? "" : shown.querySelector("h2").textContent;
  if (shown.tabIndex === -1 && shown.hasAttribute("tabindex")) shown.focus();
  if (GOOD.includes(state)) signal([120], 880);
  else if (BAD.includes(state)) signal([80, 60, 80, 60, 80], 220);
}

// Shows that it failed. `reason` names a text in the page.
export function refuse(reason) {
  show("refused", { text: root.querySelector(`template[data-words="${reason}"]`).content.textContent });
}

function signal(pattern, frequency) {
  navigator.vibrate?.(pattern);
  if (!sound.checked) return;
  const audio = new AudioContext();
  const tone = new OscillatorNode(audio, { frequency });
  tone.connect(new GainNode(audio, { gain: 0.2 })).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.25);
}
