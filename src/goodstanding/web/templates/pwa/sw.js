{% load static %}// Keeps the look and the offline page on the device, and never a page of a person.
const STORE = "goodstanding-{{ version|escapejs }}";
const OFFLINE = "{% url 'offline' %}";
const STATIC = "{% get_static_prefix %}";
const LOOK = [{% for path in precache %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

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
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function fill() {
  const store = await caches.open(STORE);
  // Without cookies, so that the stored page is nobody's.
  await store.put(OFFLINE, await fetch(new Request(OFFLINE, { credentials: "omit", cache: "reload" })));
  await Promise.allSettled(LOOK.map((path) => store.add(path)));
}

async function dropOldStores() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name.startsWith("goodstanding-") && name !== STORE).map((name) => caches.delete(name)));
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
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
