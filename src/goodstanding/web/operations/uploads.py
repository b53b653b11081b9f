"""Takes files that are uploaded: to disk as they come, and no more of them than an import may have."""

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from goodstanding.sheets.limits import MOST_BYTES


class Bounded(TemporaryFileUploadHandler):
    """Stops at the limit and deletes what came; `too_large` on the request tells the view why there is no file."""

    _received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a piece."""
        self._received += len(raw_data)
        if self._received > MOST_BYTES:
            self.request.too_large = True  # type: ignore[union-attr]
            self.file.close()
            # The rest is read and thrown away, so that the page can say what was wrong.
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)
