// Encrypts bytes with AES-GCM, and opens them again. `purpose`, if given, is sealed in with them.

export function encryptBytes(key, iv, bytes, purpose = new Uint8Array()) {
  return crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: purpose }, key, bytes);
}

// Rejects where the key, the IV or the purpose is another one.
export function decryptBytes(key, iv, bytes, purpose = new Uint8Array()) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: purpose }, key, bytes);
}
