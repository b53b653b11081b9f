// Encrypts what a phone stores of a roll: AES-GCM, with a key that PBKDF2 makes of the host's passphrase.

import { decryptBytes, encryptBytes } from "./aes_gcm.js";

const ROUNDS = 600000;
const letters = new TextEncoder();

export function isAvailable() {
  return Boolean(globalThis.crypto?.subtle);
}

// How a new key is made; it is stored in clear beside what the key encrypts.
export function newDerivation() {
  return { salt: crypto.getRandomValues(new Uint8Array(16)), rounds: ROUNDS };
}

export async function deriveKey(passphrase, { salt, rounds }) {
  const base = await crypto.subtle.importKey("raw", letters.encode(normalized(passphrase)), "PBKDF2", false, ["deriveKey"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(algorithm, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// The same passphrase typed with another keyboard is the same passphrase.
export function normalized(passphrase) {
  return passphrase.normalize("NFKC");
}

// `purpose` is sealed in, so that one row cannot be put in the place of another.
export async function encrypt(value, purpose, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await encryptBytes(key, iv, letters.encode(JSON.stringify(value)), letters.encode(purpose)) };
}

// Rejects where the key or the purpose is another one.
export async function decrypt({ iv, data }, purpose, key) {
  return JSON.parse(new TextDecoder().decode(await decryptBytes(key, iv, data, letters.encode(purpose))));
}
