// What the marks of an offline roll mean: which verdict holds for a person on this phone, what a scanned code says, and how
// many are there. Pure functions of the roll and of the marks that wait.

import { fromBase64url, toBase64url } from "./base64url.js";

const CAME = ["present", "late"];

// The last mark of this phone about a person that was not undone: of those that wait, else of those that were delivered.
export function lastMark(person, waiting) {
  const last = waiting.filter((mark) => mark.member === person.member).at(-1);
  if (!last) return person.mine ?? null;
  return last.do === "undo" ? null : { once: last.once, code: last.code, verdict: last.verdict ?? last.do, waits: true };
}

// The mark without its identifier that undoes the last one of a person; null where there is none.
export function undoing(person, waiting, reason) {
  const last = lastMark(person, waiting);
  if (!last) return null;
  return { do: "undo", member: person.member, reason, ...(last.code ? { code: last.code } : { of: last.once }) };
}

// The verdict for each member: this phone's own, else what the server counted when the roll was downloaded.
export function verdictsOf(roll, waiting) {
  return new Map(roll.people.map((person) => [person.member, lastMark(person, waiting)?.verdict ?? person.said]));
}

// Writes the server's answer to a mark into the roll.
export function settleMark(person, mark, result) {
  if (mark.do === "undo") person.mine = null;
  else person.mine = { once: mark.once, code: mark.code, verdict: result.verdict || mark.do };
}

// The same rule as on the server: who is due, who has a vote (a guest by coming), and how many must come.
export function countsOf(roll, verdicts) {
  const isHere = (person) => CAME.includes(verdicts.get(person.member));
  const due = roll.people.filter((person) => person.due);
  const guests = roll.people.filter((person) => !person.due && isHere(person));
  const voters = roll.people.filter((person) => person.votes && (person.due || isHere(person)));
  return { due: due.length, came: due.filter(isHere).length, guests: guests.length, voters: voters.length, there: voters.filter(isHere).length };
}

// { meeting, member, verdict } of a member's code as `proofs.member_code` writes it; null for any other text. Whether the
// code is genuine only the server can tell.
export function readCode(code, lateAfter) {
  if (!/^[\w-]{76}$/.test(code)) return null;
  const bytes = fromBase64url(code);
  const madeAt = bytes.slice(37, 41).reduce((sum, byte) => sum * 256 + byte, 0);
  const verdict = madeAt <= lateAfter ? "present" : "late";
  return { meeting: toBase64url(bytes.slice(5, 21)), member: toBase64url(bytes.slice(21, 37)), verdict };
}
