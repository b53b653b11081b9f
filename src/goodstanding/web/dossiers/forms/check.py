"""The form that takes a document to check."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

#: A pack of a large branch is a few megabytes.
MOST_BYTES = 50 << 20


class CheckForm(forms.Form):
    """A document to check. It is read and not stored."""

    file = forms.FileField(
        label=_("Document to check"),
        help_text=_("The PDF or the data file (JSON) as you got it. It is read here and not stored."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.json"}),
        error_messages={"empty": _("The file is empty. Choose the document as you got it.")},
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["file"].error_messages["required"] = _too_large()

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for a file that is larger than any document from here."""
        found: UploadedFile = self.cleaned_data["file"]
        if found.size is not None and found.size > MOST_BYTES:
            raise forms.ValidationError(_too_large())
        return found


def _too_large() -> str:
    return _("The file is larger than %(most)s MB, and no document from here is. Choose another one.") % {
        "most": MOST_BYTES >> 20
    }
