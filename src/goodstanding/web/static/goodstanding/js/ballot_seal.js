// Seals votes on the phone and opens them in a teller's browser, with WebCrypto alone. docs/adr/0042 says why like this; the
// server knows only the lengths (proofs/sealed_vote.py).

import { decryptBytes, encryptBytes } from "./aes_gcm.js";
import { fromBase64url, toBase64url } from "./base64url.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const POINT = 65;
const MARK = 16;
// Letters and digits that are not taken for one another; five groups of five are 125 random bits.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 5;
const letters = new TextEncoder();
const { subtle } = globalThis.crypto ?? {};

export function isAvailable() {
  return Boolean(subtle);
}

// A vote sealed twice, once in each order of the tellers. choices: for each subject the place of a choice.
export async function sealVote(choices, publicKeys, ballot) {
  const vote = joined(crypto.getRandomValues(new Uint8Array(MARK)), Uint8Array.from(choices));
  const [first, second] = publicKeys.map(fromBase64url);
  const ways = [
    [second, first],
    [first, second],
  ];
  return Promise.all(ways.map(async ([inner, outer]) => toBase64url(await seal(await seal(vote, inner, ballot), outer, ballot))));
}

// What is below one layer, as text, or null for what this key cannot open.
export async function openLayer(text, key, ballot) {
  const data = fromBase64url(text);
  const point = data.slice(0, POINT);
  try {
    const sender = await subtle.importKey("raw", point, CURVE, false, []);
    const shared = await subtle.deriveBits({ name: "ECDH", public: sender }, key.private, 256);
    const { aes, iv } = await derive(shared, point, key.public, ballot);
    return new Uint8Array(await decryptBytes(aes, iv, data.slice(POINT)));
  } catch {
    return null;
  }
}

// The code that shows that a sealed vote is in the box.
export async function receiptOf([first, second]) {
  const digest = new Uint8Array(await subtle.digest("SHA-256", letters.encode(`${first}.${second}`)));
  const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let text = "";
  for (let at = 0; at < 50; at += 5) text += base32[bitsAt(digest, at)];
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

export function newCode() {
  const places = Array.from(crypto.getRandomValues(new Uint8Array(GROUPS * 5)), (byte) => ALPHABET[byte % 32]);
  return Array.from({ length: GROUPS }, (_, group) => places.slice(group * 5, group * 5 + 5).join("")).join("-");
}

// A code as it was meant, however it was typed.
export function plainCode(typed) {
  const upper = typed.normalize("NFKC").toUpperCase();
  return upper.replaceAll("O", "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
}

// A new key of a teller: the public point, and the private key encrypted with the code.
export async function newKey(code, ballot) {
  const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const exported = await subtle.exportKey("pkcs8", pair.privateKey);
  const locked = await encryptBytes(await codeKey(code, ballot), iv, exported);
  const raw = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  return { publicKey: toBase64url(raw), lockedKey: toBase64url(joined(iv, new Uint8Array(locked))) };
}

// The key of a teller. Rejects for another code.
export async function unlockKey({ publicKey, lockedKey }, code, ballot) {
  const data = fromBase64url(lockedKey);
  const plain = await decryptBytes(await codeKey(code, ballot), data.slice(0, 12), data.slice(12));
  const key = await subtle.importKey("pkcs8", plain, CURVE, false, ["deriveBits"]);
  return { private: key, public: fromBase64url(publicKey) };
}

// One fingerprint of all opened votes: the same in both browsers unless a vote was changed on the way.
export async function fingerprintOf(groups) {
  const text = Object.keys(groups)
    .sort()
    .map((number) => `${number}:${groups[number].map(toBase64url).sort().join(",")}`)
    .join(";");
  return toBase64url(await subtle.digest("SHA-256", letters.encode(text)));
}

// The choices of an opened vote, or null for one that the rules of the ballot do not let count. limits: for each choice on how
// many subjects it can be, or null.
export function choicesOf(vote, subjects, limits) {
  if (!vote || vote.length !== MARK + subjects) return null;
  const choices = [...vote.slice(MARK)];
  const isKnown = choices.every((place) => place < limits.length);
  const fits = limits.every((limit, place) => limit === null || choices.filter((choice) => choice === place).length <= limit);
  return isKnown && fits ? choices : null;
}

async function seal(data, publicKey, ballot) {
  const once = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
  const teller = await subtle.importKey("raw", publicKey, CURVE, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: teller }, once.privateKey, 256);
  const { aes, iv } = await derive(shared, point, publicKey, ballot);
  return joined(point, new Uint8Array(await encryptBytes(aes, iv, data)));
}

async function derive(shared, point, publicKey, ballot) {
  const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const info = letters.encode(`goodstanding ballot 1 ${ballot}`);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: joined(point, publicKey), info };
  const bytes = new Uint8Array(await subtle.deriveBits(algorithm, base, 44 * 8));
  const aes = await subtle.importKey("raw", bytes.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { aes, iv: bytes.slice(32) };
}

// The code has as many random bits as a key, so that no slow derivation is needed.
async function codeKey(code, ballot) {
  const base = await subtle.importKey("raw", letters.encode(plainCode(code)), "HKDF", false, ["deriveKey"]);
  const info = letters.encode("goodstanding teller 1");
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: letters.encode(ballot), info };
  return subtle.deriveKey(algorithm, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

function bitsAt(bytes, at) {
  const pair = (bytes[at >> 3] << 8) | (bytes[(at >> 3) + 1] ?? 0);
  return (pair >> (11 - (at & 7))) & 31;
}
