// Requests to this server. A redirect is never followed, because it leads to the sign-in page; no response is stored; and
// after `timeout` milliseconds, if given, the request fails.

const MOST_KEPT_ALIVE = 60_000;

export function get(address, { timeout, headers = {} } = {}) {
  return request(address, { headers }, timeout);
}

// Sends `body`, if there is one, as JSON, with the CSRF token that the server gave to the page or to the visit.
export function post(address, { token, body, timeout }) {
  const headers = { "X-CSRFToken": token };
  if (body === undefined) return request(address, { method: "POST", headers }, timeout);
  headers["Content-Type"] = "application/json";
  return request(address, { method: "POST", headers, body: JSON.stringify(body) }, timeout);
}

// Sends a form, which has its own CSRF token in it; it goes out even where the page is being left, if browsers let it.
export function postForm(address, form, timeout) {
  const body = new URLSearchParams(form);
  return request(address, { method: "POST", body, keepalive: body.toString().length < MOST_KEPT_ALIVE }, timeout);
}

// Sends the fields of a form that may have been filled in long before, with the token of this page; the answer is JSON.
export function postFields(address, fields, { timeout }) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  const headers = { "X-CSRFToken": token, "X-Delivery": "1", Accept: "application/json" };
  return request(address, { method: "POST", body: new URLSearchParams(fields), headers }, timeout);
}

// The account of the visit and a new CSRF token: JSON, or the response of a visit that has ended.
export function getReady(address, timeout) {
  return get(address, { timeout, headers: { Accept: "application/json" } });
}

export function isSignedOut(response) {
  return response.type === "opaqueredirect" || response.status === 401;
}

function request(address, options, timeout) {
  const abort = new AbortController();
  if (timeout) setTimeout(() => abort.abort(), timeout);
  return fetch(address, { ...options, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: abort.signal });
}
