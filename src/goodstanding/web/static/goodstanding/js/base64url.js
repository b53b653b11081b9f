// Bytes as base64url text without padding, as passkeys, codes and identifiers are written, and back.

export function toBase64url(bytes) {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

// A random identifier of 128 bits.
export function randomId() {
  return toBase64url(crypto.getRandomValues(new Uint8Array(16)));
}
