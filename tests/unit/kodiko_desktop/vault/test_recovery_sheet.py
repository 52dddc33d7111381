"""The sheet can be typed back, and says what matters."""

from datetime import date

from kodiko_desktop.vault.recovery_code import new_secret, read_code, write_code
from kodiko_desktop.vault.recovery_sheet import recovery_sheet_lines


def test_the_code_read_from_the_sheet_is_the_code(profile):
    secret = new_secret()
    lines = recovery_sheet_lines(write_code(secret), profile, date(2026, 11, 23))
    assert read_code(lines[3] + " " + lines[4]) == secret


def test_the_sheet_says_whose_it_is_when_and_what_to_do(profile):
    text = "\n".join(recovery_sheet_lines(write_code(new_secret()), profile, date(2026, 11, 23)))
    assert "antenne-essai" in text and "23/11/2026" in text and "sous clé" in text
