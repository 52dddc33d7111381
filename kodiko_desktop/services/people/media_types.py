"""What a file is, from its first bytes: the extension is only what somebody called it."""

import io
import zipfile

_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim")

EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    _OFFICE["word/document.xml"]: ".docx",
    _OFFICE["xl/workbook.xml"]: ".xlsx",
    _OPEN_DOCUMENT + "text": ".odt",
    _OPEN_DOCUMENT + "spreadsheet": ".ods",
}
"""The extension a copy takes, for each media type we keep."""


def media_type_of(content: bytes) -> str | None:
    """The media type of a file we keep (PDF, image, office document), or None for anything else."""
    if content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "image/heic"
    if content.startswith(b"PK\x03\x04"):
        return _inside_zip(content)
    return None


def _inside_zip(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            for member, media_type in _OFFICE.items():
                if member in names:
                    return media_type
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in EXTENSIONS else None
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError):
        return None
    return None
