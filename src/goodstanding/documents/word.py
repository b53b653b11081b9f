"""Fills Word templates, which an organization can replace by its own. What is at fault in one is named by its place.

Templates are Jinja in a sandbox: they repeat and print what they are given, and reach nothing else. The same template
and data give the same bytes.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from goodstanding.engine.problems import InputError

DEFAULT = Path(__file__).parent / "templates" / "dossier.docx"
#: A ZIP file has no earlier day.
_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
#: No letter of the first 32 but tab and end of line can stand in a document.
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def filled(template: Path, data: Mapping[str, Any]) -> bytes:
    """The document. Raises InputError for a template that is at fault, with its place and what to do."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    out = BytesIO()
    try:
        document = DocxTemplate(str(template))
        document.render(_printable(data), environment, autoescape=True)
        document.save(out)
    except TemplateSyntaxError as error:
        raise InputError(
            f"{template}: {error.message} (line {error.lineno} of the text in it). Mend the tag in Word, or take the "
            "file away to use the one that comes along."
        ) from None
    except UndefinedError as error:
        raise InputError(
            f"{template}: {error.message}. Its tags can name what the template that comes along names; correct the "
            "word, or take the file away."
        ) from None
    except TemplateError as error:
        raise InputError(f"{template}: {error}. Mend the tag in Word, or take the file away.") from None
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError(f"{template} is no Word document ({error}). Save it as .docx, or take it away.") from None
    return same_bytes(out.getvalue())


def same_bytes(package: bytes) -> bytes:
    """An office document without the moment at which it was written."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNPRINTED.sub("", value)
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value
