"""Papers as files to take away: Word, PDF and plain text, built in memory and never written to disk.

Word and PDF carry real headings, a title and their language for whoever listens to them. A character that cannot stand in a file is
told in its place and never stops the file from being made.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.documents.pdf import to_pdf
from assistant.documents.plain import to_text
from assistant.documents.word import to_docx
from assistant.record import Paper

__all__ = ["FORMATS", "Format", "to_docx", "to_pdf", "to_text"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its name's ending, its media type, and what makes it."""

    name: str
    ending: str
    media_type: str
    make: Callable[[Paper], bytes]


FORMATS = (
    Format("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    Format("PDF", "pdf", "application/pdf", to_pdf),
    Format("plain text", "txt", "text/plain", to_text),
)
