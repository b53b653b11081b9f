// How long to wait before the next try: twice as long after each failure, never less than the server asked for, and with
// jitter, so that the phones of one room do not all come back at the same moment. All times are in milliseconds.

const LONGEST = 10 * 60 * 1000;

// `failures` counts the tries without an answer, this one included; `asked` is what the server asked for.
export function waitAfter(failures, { shortest, longest = LONGEST, asked = 0 }) {
  const doubled = Math.min(longest, shortest * 2 ** Math.min(failures, 20));
  return Math.max(asked, doubled * (0.5 + Math.random()), shortest);
}

// What the header Retry-After of a response asks for; 0 where it asks for nothing.
export function retryAfter(response) {
  return 1000 * (Number(response.headers.get("Retry-After")) || 0);
}
