"""The procedure is cut into its 29 clauses from its structure, and altered editions parse as well."""

from pathlib import Path

import pytest
import yaml

from ingest.clauses import CORPUS_FOLDER
from ingest.parse import ClauseName, Parsed, PieceKind, parse_procedure

RAW = yaml.safe_load((CORPUS_FOLDER / "derby" / "clauses.yaml").read_text("utf-8"))
NAMES = tuple(ClauseName(**name) for name in RAW["clauses"])
TEXT = (CORPUS_FOLDER / "derby" / "1.1.8-information-sharing-guide.txt").read_bytes().decode("utf-8")
IN_ORDER = "S1 S2 S3 S4 I1 I2 J1 O1 P1 P2 P3 P4 P5 P6 P7 A1 A2 C1 C2 C3 C4 C5 C8 C6 C7 E1 E2 E3 L1".split()


def parsed(text: str) -> Parsed:
    return parse_procedure(text, NAMES, RAW["sections"])


def ids(result: Parsed) -> list[str]:
    return [piece.name.id for piece in result.clauses() if piece.name]


def test_the_published_text_has_exactly_the_29_clauses_in_order() -> None:
    result = parsed(TEXT)
    assert ids(result) == IN_ORDER
    assert result.faults == ()
    assert result.missing_headings == ("3",)


def test_every_character_is_in_exactly_one_piece() -> None:
    result = parsed(TEXT)
    assert "".join(TEXT[piece.start : piece.end] for piece in result.pieces) == TEXT
    stray = [TEXT[p.start : p.end] for p in result.pieces if p.kind is PieceKind.LAYOUT]
    assert all(not gap.replace("•", "").strip() for gap in stray)


@pytest.mark.parametrize(("id", "begins", "ends"), [
    ("A1", "If a practitioner is in doubt", "where possible."),
    ("A2", "Alternatively", "from their manager."),
    ("C5", "If consent needs to be overridden", "Safeguard Children 2018\"."),
    ("E1", "Where there is evidence", "Significant Harm;"),
    ("L1", "Effective sharing", "Guidance for Practitioners"),
])  # fmt: skip
def test_a_clause_is_the_exact_run_of_whole_sentences(id: str, begins: str, ends: str) -> None:
    piece = next(piece for piece in parsed(TEXT).clauses() if piece.name and piece.name.id == id)
    words = TEXT[piece.start : piece.end]
    assert words.startswith(begins)
    assert words.endswith(ends)


def test_an_edition_with_the_heading_restored_parses() -> None:
    restored = TEXT.replace("Consent to share information should be", "3. Consent\n\nConsent to share information should be", 1)
    result = parsed(restored)
    assert (ids(result), result.faults, result.missing_headings) == (IN_ORDER, (), ())
    assert {piece.section for piece in result.clauses() if piece.name and piece.name.id.startswith(("C", "E"))} == {"3"}


def test_an_edition_with_bullets_moved_and_other_marks_parses() -> None:
    lines = TEXT.split("\n")
    bullets = [number for number, line in enumerate(lines) if line.startswith("  •")]
    lines[bullets[0]], lines[bullets[4]] = lines[bullets[4]], lines[bullets[0]]
    result = parsed("\r\n".join(lines).replace("  •", " -"))
    assert sorted(ids(result)) == sorted(IN_ORDER)
    assert result.faults == ()


def test_a_clause_that_is_gone_and_text_that_is_new_are_both_named() -> None:
    faults = parsed(TEXT.replace("Only information which is relevant", "Only facts which are relevant")).faults
    assert any(fault.startswith("clause P2 is not in the text") for fault in faults)
    assert any("belongs to no clause" in fault for fault in faults)


def test_a_clause_that_begins_twice_is_a_fault() -> None:
    twice = TEXT.replace("4. Legislation and further", "The overruling consideration again.\n\n4. Legislation and further", 1)
    assert any("O1 begins more than once" in fault for fault in parsed(twice).faults)


def test_an_empty_text_names_every_clause() -> None:
    assert len(parsed("").faults) == 29


def test_the_text_is_carried_byte_for_byte() -> None:
    import hashlib

    content = (Path(CORPUS_FOLDER) / "derby" / "1.1.8-information-sharing-guide.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "da17c524cab9a990b5acacdae849c9c62e7926d6a86d7972f290e92dea04b949"
