"""The organization's seal: a key and a certificate. Any PDF reader can check what is signed with them.

The same document sealed with the same seal at the same time gives the same bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD, DIGEST = "Seal", "sha256"
_BITS, _EXPONENT = 3072, 65537
#: A document outlives the offices of those who made it.
_LASTS = timedelta(days=30 * 365)
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Seal:
    """A private key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: Certificate

    def signature(self, content: bytes) -> bytes:
        """The signature of some bytes: RSA with PKCS #1 v1.5 and SHA-256, the same each time."""
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def new_seal(name: str, at: datetime, bits: int = _BITS) -> tuple[bytes, bytes]:
    """A new private key and the certificate that belongs to it, both as PEM. name: the organization's."""
    key = rsa.generate_private_key(_EXPONENT, bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST_NAME])])
    use = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1)).not_valid_after(at + _LASTS)
    builder = builder.add_extension(use, critical=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private, certificate.public_bytes(pem)


def read_seal(key: bytes, certificate: bytes) -> Seal:
    """The seal from both as PEM. Raises ValueError where they are none, or do not belong together."""
    private = serialization.load_pem_private_key(key, None)
    found = read_certificate(certificate)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise ValueError("the key is no RSA key")
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    if found.public_key.dump() != public:
        raise ValueError("the key and the certificate do not belong together")
    return Seal(private, found)


def read_certificate(pem: bytes) -> Certificate:
    """A certificate from PEM. Raises ValueError where it is none."""
    found = x509.load_pem_x509_certificate(pem)
    return Certificate.load(found.public_bytes(serialization.Encoding.DER))


def sealed(pdf: bytes, seal: Seal, at: datetime, reason: str) -> bytes:
    """A PDF under the seal; no change is allowed afterwards. reason: what it is, as readers show it."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm=DIGEST, certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES, reason=reason,
    )  # fmt: skip
    signer = _Signer(signing_cert=seal.certificate, cert_registry=SimpleCertificateStore())  # type: ignore[no-untyped-call]
    signer.seal = seal
    pdf_signer = _Signing(about, signer=signer, new_field_spec=fields.SigFieldSpec(FIELD))
    pdf_signer.at = at.astimezone(UTC)
    out = BytesIO()
    pdf_signer.sign_pdf(_Addition(pdf), output=out)
    return out.getvalue()


class _Signer(signers.Signer):
    """Signs with a key that was read once."""

    seal: Seal

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature of some bytes."""
        assert digest_algorithm == DIGEST, "one digest is used"
        return bytes(self.seal.key.key_size // 8) if dry_run else self.seal.signature(data)


class _Signing(signers.PdfSigner):
    """Signs at a given time instead of now."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        """The same with the time that was given."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _Addition(IncrementalPdfFileWriter):
    """Adds to a document with a number that follows from it, instead of chance, and leaves what it says of itself."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))
        first, _second = self._document_id
        second = generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])
        self._document_id = generic.ArrayObject([first, second])

    def _update_meta(self) -> None:
        """The day on which it was made is in it already."""
