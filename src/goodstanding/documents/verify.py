"""Says of a file whether it is as the organization sealed it. Needs the file and the certificates, and nothing else.

Stricter than readers of PDF: a file in which any byte differs from what was sealed is refused, also where that byte
means nothing, such as the padding behind a signature.
"""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms
from asn1crypto.x509 import Certificate
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from goodstanding.documents import copy
from goodstanding.documents.seal import DIGEST, FIELD
from goodstanding.documents.verdict import Outcome, Verdict, Where


def verify(content: bytes, certificates: Collection[Certificate]) -> Verdict:
    """Says of a file whether it is as it was sealed with one of the certificates. Never fails on a file."""
    try:
        return _json(content, certificates) if content.lstrip()[:1] == b"{" else _pdf(content, certificates)
    except Exception:  # Readers of PDF fail in many ways on a file with a wrong byte.
        return _unreadable(content, certificates)


def _unreadable(content: bytes, certificates: Collection[Certificate]) -> Verdict:
    """A file that cannot be read at all: ours, where it holds one of the certificates."""
    ours = _inside(content, certificates)
    if ours is None:
        return Verdict(Outcome.NOT_OURS, Where.UNREADABLE)
    return Verdict(Outcome.CHANGED, Where.UNDER_THE_SEAL, _name(ours))


def _pdf(content: bytes, certificates: Collection[Certificate]) -> Verdict:
    found = PdfFileReader(BytesIO(content)).embedded_signatures
    if not found:
        return _unreadable(content, certificates) if _inside(content, certificates) else _no_seal()
    seal = found[0]
    used = next((one for one in certificates if one.dump() == seal.signer_cert.dump()), None)
    if used is None:
        return Verdict(Outcome.NOT_OURS, Where.OTHER_SEAL, _name(seal.signer_cert))
    where = _differs(content, found, used)
    return Verdict(
        Outcome.CHANGED if where else Outcome.GOOD, where, _name(used), str(seal.sig_object.get("/Reason", "")),
        seal.self_reported_timestamp,
    )  # fmt: skip


def _differs(content: bytes, found: Sequence[EmbeddedPdfSignature], used: Certificate) -> Where:
    """In what a file differs from what was sealed with this certificate."""
    seal = found[0]
    if len(found) > 1 or len(content) != sum(list(seal.byte_range)[2:]):
        return Where.AFTER_THE_SEAL
    if seal.field_name != FIELD or not _is_exact(content, seal, used):
        return Where.IN_THE_SEAL
    trusted = ValidationContext(trust_roots=[used], moment=seal.self_reported_timestamp, allow_fetching=False)
    status = validate_pdf_signature(seal, trusted)
    if not status.valid:
        return Where.IN_THE_SEAL
    whole = status.intact and status.coverage is SignatureCoverageLevel.ENTIRE_FILE and status.bottom_line
    return Where.NOWHERE if whole else Where.UNDER_THE_SEAL


def _inside(content: bytes, certificates: Collection[Certificate]) -> Certificate | None:
    """The certificate that a file holds, however broken it is."""
    return next((one for one in certificates if _hex(one.dump()) in content), None)


def _no_seal() -> Verdict:
    return Verdict(Outcome.NOT_OURS, Where.NO_SEAL)


def _is_exact(content: bytes, seal: EmbeddedPdfSignature, used: Certificate) -> bool:
    """Whether the part that the seal leaves out of itself is written in the one way in which it is written here."""
    start, first, second, _length = seal.byte_range
    hole = content[first:second]
    text = hole[1:-1]
    raw = bytes.fromhex(text.decode("ascii"))
    exact = _written(seal.signed_data, used)
    shape = start == 0 and hole[:1] == b"<" and hole[-1:] == b">" and _hex(raw) == text
    return shape and raw[: len(exact)] == exact and not any(raw[len(exact) :])


def _hex(raw: bytes) -> bytes:
    """Bytes as they stand in a seal: in capitals."""
    return raw.hex().upper().encode()


def _written(found: cms.SignedData, used: Certificate) -> bytes:
    """A signature as it is written here, from what cannot be changed unseen: what is signed, and the signature."""
    signer, algorithm = found["signer_infos"][0], {"algorithm": DIGEST}
    content = {
        "version": "v1",
        "digest_algorithms": [algorithm],
        "encap_content_info": {"content_type": "data"},
        "certificates": [used],
        "signer_infos": [
            {
                "version": "v1",
                "sid": {"issuer_and_serial_number": {"issuer": used.issuer, "serial_number": used.serial_number}},
                "digest_algorithm": algorithm,
                "signed_attrs": signer["signed_attrs"],
                "signature_algorithm": {"algorithm": f"{DIGEST}_rsa"},
                "signature": signer["signature"].native,
            }
        ],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)}).dump())


def _json(content: bytes, certificates: Collection[Certificate]) -> Verdict:
    found: dict[str, Any] = json.loads(content)
    if found.get("form") != copy.FORM or "seal" not in found:
        return _no_seal()
    signed = {name: value for name, value in found.items() if name != "seal"}
    about, made_at = found["about"], datetime.fromisoformat(found["about"]["made_at"]).astimezone(UTC)
    used = next((one for one in certificates if _signed(copy.canonical(signed), found["seal"], one)), None)
    if used is not None and copy.canonical(found) == content:
        return Verdict(Outcome.GOOD, Where.NOWHERE, _name(used), f"{about['title']} · {about['code']}", made_at)
    digests, sealed = copy.section_digests(found["data"]), found["digests"]
    differing = tuple(name for name in sorted({*digests, *sealed}) if digests.get(name) != sealed.get(name))
    return Verdict(Outcome.CHANGED, Where.SECTIONS if differing else Where.UNDER_THE_SEAL, sections=differing)


def _signed(content: bytes, signature: str, certificate: Certificate) -> bool:
    key = load_der_public_key(certificate.public_key.dump())
    assert isinstance(key, rsa.RSAPublicKey), "seals are RSA keys"
    if bytes.fromhex(signature).hex() != signature:
        return False
    try:
        key.verify(bytes.fromhex(signature), content, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _name(certificate: Certificate) -> str:
    return str(certificate.subject.native.get("common_name", ""))
