"""A paper as plain text."""

from assistant.documents.pieces import Piece, to_pieces
from assistant.record import Paper


def to_text(paper: Paper) -> bytes:
    """The paper as plain text in UTF-8, with the mark that tells older editors so."""
    return "".join(map(_plain, to_pieces(paper))).strip().encode("utf-8-sig") + b"\n"


def _plain(piece: Piece) -> str:
    match piece.kind:
        case "title":
            return f"{piece.text}\n{'=' * len(piece.text)}\n\n"
        case "heading":
            return f"\n{piece.text}\n{'-' * len(piece.text)}\n\n"
        case "item":
            return f"- {piece.text}\n"
        case "option":
            return f"[x] {piece.text}\n" if piece.ticked else f"[ ] {piece.text}\n"
        case "blank":
            return f"{piece.text} {'_' * 30}\n".lstrip()
        case "quote":
            return "\n" + "".join(f"> {line}\n" for line in piece.text.splitlines())
        case "citation":
            return f"  ({piece.text})\n"
    return f"{piece.text}\n"
