"""The form for a lesson, with the fields that its kind has."""

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.operations.attachments import Sent
from goodstanding.actions.study.lessons import LANGUAGES, MOST_PDF_MB, LessonParticulars
from goodstanding.models import Lesson
from goodstanding.queries.study.captions import MOST_BYTES

_CAPTIONS = tuple(f"captions_{language}" for language in LANGUAGES)
#: The fields of each kind.
KINDS = {
    "text": ("title", "text"),
    "pdf": ("title", "file", "text"),
    "video": ("title", "file", *_CAPTIONS, "text"),
    "link": ("title", "link", "text"),
}
_ANY = ("title", "text", "link")


class LessonForm(forms.Form):
    """A lesson of a kind; sent without a kind, it is a text, a link or both."""

    title = forms.CharField(label=_("Title"), max_length=200)
    link = forms.CharField(
        label=_("Link"), max_length=500, required=False, widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("To a page, a document, or a video with captions."),
    )  # fmt: skip
    file = forms.FileField(label=_("File"), required=False, widget=forms.FileInput, allow_empty_file=True)
    captions_zh = forms.FileField(
        label=_("Captions in Chinese"), required=False, widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        allow_empty_file=True,
        help_text=_("A WebVTT file (.vtt). Captions in Chinese or English are needed, both are welcome."),
    )  # fmt: skip
    captions_en = forms.FileField(
        label=_("Captions in English"), required=False, widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        allow_empty_file=True,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Text to read"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )

    def __init__(self, *args: Any, kind: str = "", too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind, self._too_large = kind, too_large
        names = KINDS.get(kind, _ANY)
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.order_fields(names)
        if kind in Lesson.FileKind:
            self._describe_file(kind)
            # What was too large is not here any more, and is not said to be missing.
            self.fields["file"].required = not too_large

    def _describe_file(self, kind: str) -> None:
        field, text = self.fields["file"], self.fields["text"]
        if kind == Lesson.FileKind.PDF:
            field.label, field.help_text = "PDF", _("Up to %(most)s MB.") % {"most": MOST_PDF_MB}
            field.error_messages["required"] = _("Choose the PDF.")
            field.widget.attrs["accept"] = "application/pdf"
        else:
            field.label = _("Video")
            field.help_text = _(
                "MP4 with H.264 and AAC, or WebM, up to %(most)s MB. A small picture (480p) saves members' data."
            ) % {"most": settings.MOST_VIDEO_MB}
            field.error_messages["required"] = _("Choose the video.")
            field.widget.attrs["accept"] = "video/mp4,video/webm"
        text.label, text.widget.attrs["rows"] = _("A few words about it"), 4

    def particulars(self) -> LessonParticulars:
        """What was said."""
        data = self.cleaned_data
        sent: UploadedFile | None = data.get("file")
        captions = {language: data.get(name) for language, name in zip(LANGUAGES, _CAPTIONS, strict=True)}
        return LessonParticulars(
            data["title"], data.get("text", ""), data.get("link", ""),
            file_kind=self._kind if self._kind in Lesson.FileKind else "",
            file=Sent(sent.name or "", cast(BinaryIO, sent.file)) if sent else None,
            is_too_large=self._too_large,
            captions={language: file.read(MOST_BYTES + 1) for language, file in captions.items() if file},
        )  # fmt: skip
