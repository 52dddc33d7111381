"""What the command line says of itself and of what is badly typed: in French, with the usage exit code."""

import pytest

from kodiko_desktop.cli.arguments import parser


@pytest.mark.parametrize(
    "typed, said",
    [
        ([], "il manque commande"),
        (["dancer"], "dancer"),
        (["lister", "truc"], "'truc' n’existe pas"),
        (["lister"], "il manque quoi"),
        (["lister", "personnes", "--texte"], "--texte demande une valeur"),
        (["ouvrir", "--phrase-fd", "trois"], "'trois' ne convient pas"),
        (["ouvrir", "de", "trop"], "de trop\u00a0: de trop"),
    ],
)
def test_a_command_badly_written_is_refused_in_french(typed, said, capsys):
    with pytest.raises(SystemExit) as left:
        parser().parse_args(typed)
    told = capsys.readouterr()
    assert left.value.code == 2 and told.out == ""
    assert told.err.startswith("Commande mal écrite\u00a0: ") and said in told.err
    assert "usage\u00a0: kodiko" in told.err and "error" not in told.err


@pytest.mark.parametrize(
    "french, english",
    [
        (["creer", "--association", "A", "--antenne", "B", "--personne", "C"], None),
        (["ouvrir"], ["unlock"]),
        (["importer", "f.xlsx"], ["import", "f.xlsx"]),
        (["lister", "personnes"], ["list", "personnes"]),
        (["montrer", "Zahra"], ["show", "Zahra"]),
        (["imprimer", "suivi", "Zahra", "--vers", "x.pdf"], ["print", "suivi", "Zahra", "--vers", "x.pdf"]),
        (["sauvegarder"], ["backup"]),
        (["restaurer"], ["restore"]),
        (["verifier"], ["check"]),
    ],
)
def test_each_command_has_a_french_and_an_english_name(french, english):
    named = parser().parse_args(french)
    alias = parser().parse_args(english or ["create", *french[1:]])
    assert named.name == alias.name == french[0]


def test_no_option_takes_a_secret_on_the_command_line(capsys):
    for name in ("creer", "ouvrir", "importer", "restaurer"):
        with pytest.raises(SystemExit):
            parser().parse_args([name, "--aide"])
        told = capsys.readouterr().out
        assert "--phrase-fichier" in told and "--phrase-fd" in told
        assert "--phrase " not in told and "--cle" not in told
