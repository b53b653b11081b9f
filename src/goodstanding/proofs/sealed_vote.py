"""A sealed vote as the server sees it: its shape, never what it says.

A layer is made by the phone for the public key of a teller: a new key pair for this once (its public point comes
first, 65 bytes), ECDH on P-256, HKDF-SHA256, AES-256-GCM (16 bytes more). A vote has two layers, so that it takes both
tellers, and is sealed twice, once in each order. Every vote of a ballot is equally long.
"""

import re
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

POINT, SEAL, MARK = 65, 16, 16
LAYER = POINT + SEAL
#: Letters of a receipt: 50 bits of the digest of the sealed vote.
RECEIPT = 10
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    """The same back. Raises ValueError for any other text, and for a second way to write the same bytes."""
    if not _LETTERS.fullmatch(text):
        raise ValueError("not base64url")
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_text(data) != text:
        raise ValueError("written in another way")
    return data


def is_public_key(text: object) -> bool:
    """Whether a text is a point on P-256."""
    try:
        data = to_bytes(text) if isinstance(text, str) else b""
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data)
    except ValueError:
        return False
    return len(data) == POINT


def is_sealed(text: object, *, subjects: int, layers: int) -> bool:
    """Whether a text has the length of a vote for so many subjects under so many layers."""
    try:
        return isinstance(text, str) and len(to_bytes(text)) == MARK + subjects + layers * LAYER
    except ValueError:
        return False


def receipt(first: str, second: str) -> str:
    """The code of a sealed vote: it shows that the vote is in the box, and nothing of what the vote says."""
    letters = b32encode(sha256(f"{first}.{second}".encode()).digest()).decode()[:RECEIPT]
    return f"{letters[:5]}-{letters[5:]}"
