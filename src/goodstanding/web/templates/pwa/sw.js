{% load static i18n %}{% get_current_language as LANGUAGE_CODE %}{% get_available_languages as LANGUAGES %}// Stores the styles and modules, the offline page, the pages to check in and to keep a roll without signal, and of
// pages of a person only the roll that its host has open. A classic script: not every browser runs a service worker that is a module, so it imports nothing.
const STORE = "goodstanding-{{ version|escapejs }}";
const OFFLINE = "{% url 'offline' %}";
const CHECK_IN = "{% url 'check_in_kept' %}";
const ROLL = "{% url 'roll_kept' %}";
const LANGUAGES = [{% for code, name in LANGUAGES %}"{{ code|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const LANGUAGE = "{{ LANGUAGE_CODE|escapejs }}";
// Where a code leads and where one scans; after so long without an answer the kept page comes instead.
const CODE = new RegExp(`^${"{% url 'check_in_with' 'CODE' %}".replace("CODE", "[\\w-]+")}$`);
const CHECKING_IN = "{% url 'check_in' %}";
const PATIENCE = 4000;
// The roll of a meeting as the host last opened it: the one page of a person that is stored, for a reload without signal. Only the
// last one, for so many milliseconds; signing out, and a visit that has ended, remove it.
const HOST_ROLL = new RegExp(`^${"{% url 'meeting_roll' 'KEY' %}".replace("KEY", "[\\w-]{22}")}$`);
const ROLL_PAGE = "goodstanding-roll-page";
const ROLL_GOOD_FOR = 12 * 60 * 60 * 1000;
const STATIC = "{% get_static_prefix %}";
const LOOK = [{% for path in look %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const MODULES = [{% for path in modules %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldStores().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(look(request));
  else if (request.mode === "navigate" && CODE.test(url.pathname)) event.respondWith(atOnce(request));
  else if (request.mode === "navigate" && url.pathname === CHECKING_IN) event.respondWith(kept(request, CHECK_IN));
  else if (request.mode === "navigate" && url.pathname === ROLL) event.respondWith(kept(request, ROLL));
  else if (request.mode === "navigate" && HOST_ROLL.test(url.pathname)) event.respondWith(hostRoll(request, url.pathname));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function fill() {
  const store = await caches.open(STORE);
  // Without cookies, so that the stored page is nobody's.
  const spoken = LANGUAGES.flatMap((language) => [said(CHECK_IN, language), said(ROLL, language)]);
  for (const path of [OFFLINE, ...spoken]) {
    await store.put(path, await fetch(new Request(path, { credentials: "omit", cache: "reload" })));
  }
  // All or none: a module does nothing without those that it imports.
  await store.addAll(MODULES);
  await Promise.allSettled(LOOK.map((path) => store.add(path)));
}

async function dropOldStores() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name.startsWith("goodstanding-") && ![STORE, ROLL_PAGE].includes(name)).map((name) => caches.delete(name)));
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

// The page of a roll as the server has it; without signal, as it was when it was last opened here. Marks that wait are put on it by
// roll.js, which has stored them.
async function hostRoll(request, path) {
  const late = new Promise((answer) => setTimeout(answer, PATIENCE));
  const asked = fetch(request).then((answer) => storeRoll(answer, path), () => undefined);
  return (await Promise.race([asked, late])) ?? (await storedRoll(path)) ?? (await asked) ?? page(request);
}

async function storeRoll(answer, path) {
  const failed = answer.status >= 500;
  if (failed) return answer;
  await caches.delete(ROLL_PAGE);
  if (answer.ok && answer.headers.get("X-Roll") === "open") {
    const headers = new Headers(answer.headers);
    headers.set("X-Stored-At", String(Date.now()));
    const copy = new Response(await answer.clone().blob(), { headers });
    await (await caches.open(ROLL_PAGE)).put(path, copy);
  }
  return answer;
}

async function storedRoll(path) {
  const stored = await (await caches.open(ROLL_PAGE)).match(path);
  if (!stored) return undefined;
  if (Date.now() - Number(stored.headers.get("X-Stored-At")) < ROLL_GOOD_FOR) return stored;
  await caches.delete(ROLL_PAGE);
  return undefined;
}

async function kept(request, path) {
  const late = new Promise((answer) => setTimeout(answer, PATIENCE));
  const asked = fetch(request).catch(() => undefined);
  return (await Promise.race([asked, late])) ?? (await fromBefore(path)) ?? (await asked) ?? page(request);
}

// In the language in which its member last read these pages.
async function fromBefore(path, me) {
  const member = me ?? (await itsMember().catch(() => undefined));
  return caches.match(said(path, LANGUAGES.includes(member?.language) ? member.language : LANGUAGE));
}

function said(path, language) {
  return `${path}?language=${language}`;
}

// A code lives for seconds, and with it comes everybody else in the room. A phone that knows its member and their passkey
// has all it needs: the kept page, without a question to anybody.
async function atOnce(request) {
  const me = await itsMember().catch(() => undefined);
  const page = me?.passkeys && me.token ? await fromBefore(CHECK_IN, me) : undefined;
  return page ?? kept(request, CHECK_IN);
}

// The account that check_in_store.js stores, under the same names.
function itsMember() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open("goodstanding");
    // Not made here: whoever keeps something makes it.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction("who").objectStore("who").get("me");
      asked.onsuccess = () => {
        opening.result.close();
        done(asked.result);
      };
      asked.onerror = () => fail(asked.error);
    };
  });
}

async function look(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") store.put(request, answer.clone());
    return answer;
  } catch {
    return (await store.match(request)) ?? Response.error();
  }
}
