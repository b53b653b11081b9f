// Signs a challenge with a passkey of this device, and writes the assertion as the server reads it.

import { fromBase64url, toBase64url } from "./base64url.js";

export function hasPasskeys() {
  return Boolean(window.PublicKeyCredential && navigator.credentials);
}

// The assertion as JSON. Rejects where the member or the device declines. `passkeys` are the identifiers of the member's own.
export async function sign({ challenge, rpId, passkeys }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge,
      rpId,
      userVerification: "required",
      timeout: 60000,
      allowCredentials: passkeys.map((id) => ({ type: "public-key", id: fromBase64url(id) })),
    },
  });
  return asJson(credential);
}

function asJson({ type, id, rawId, response }) {
  const signed = {};
  for (const name of ["clientDataJSON", "authenticatorData", "signature"]) signed[name] = toBase64url(response[name]);
  if (response.userHandle) signed.userHandle = toBase64url(response.userHandle);
  return { type, id, rawId: toBase64url(rawId), response: signed };
}
