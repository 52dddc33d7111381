"""Two acts on a paper: it comes back signed, or it is given up before."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from kodiko_desktop.domain.dates_in_words import short_date_with_year
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contract_signing, contract_templates, contracts
from kodiko_desktop.services.contracts.contract_fields import PaperView
from kodiko_desktop.services.contracts.contract_signing import Signatory
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField


class SignDialog(ActDialog):
    """Which version, when, where, who signed and how; for images, what the person answered."""

    def __init__(self, desk: Desk, view: PaperView, parent: QWidget) -> None:
        super().__init__(
            desk,
            _("{title} {number}\u00a0: signé").format(title=view.title, number=view.row.number),
            _("Noter comme signé"),
            self.submit,
            place=self.place_of(view),
            columns=2,
            parent=parent,
        )
        self._view = view
        self._day = DateField(today=desk.today, past=True)
        self.add("signed_on", _("Signé le"), self._day)
        self.add("place", _("À (ville)"), QLineEdit())
        if len(view.printings) > 1:
            choices = [
                (
                    each.version,
                    _("version {version}, {day}").format(version=each.version, day=short_date_with_year(each.on)),
                )
                for each in view.printings
            ]
            self.add(
                "version",
                _("Version signée"),
                ChoiceField(choices=choices),
                help_text=_("Le numéro est en bas du papier."),
                wide=True,
            )
            self.preset(version=view.printings[0].version)
        for key, role, name in view.signing:
            self.add(f"box:{key}", role, QLineEdit(), help_text=_("vide\u00a0: n’a pas signé"))
            self.preset(**{f"box:{key}": name})
        self.add("how", _("Comment"), _choices(_("Comment"), {"encre": _("À l’encre"), "electronique": _("Sur écran")}))
        self.preset(signed_on=desk.today(), how=("encre",))
        if view.kind == contract_templates.IMAGE_RIGHTS:
            answers = {"oui": _("Oui"), "en_partie": _("En partie"), "non": _("Non")}
            self.add("image_answer", _("Réponse de la personne"), _choices(_("Réponse"), answers))

    @staticmethod
    def place_of(view: PaperView) -> str:
        """Where what is typed here is kept when the window locks."""
        return f"contract:{view.row.id}:sign"

    def submit(self, values: Mapping[str, Any]) -> None:
        """Note the signature."""
        if values["signed_on"] is None:
            self.say(_("Écrivez le jour de la signature."), self._day)
            return
        how = (values["how"] or ("encre",))[0]
        aloud = "non_reader" in self._view.facts
        signatories = [
            Signatory(key, values[f"box:{key}"].strip(), how, _("lu à voix haute") if aloud and key == "person" else "")
            for key, _role, _name in self._view.signing
            if values[f"box:{key}"].strip()
        ]
        self.send(
            contract_signing.sign_contract,
            told=_("{number} est signé.").format(number=self._view.row.number),
            contract_id=self._view.row.id,
            signed_on=values["signed_on"],
            place=values["place"],
            signatories=signatories,
            version=values.get("version"),
            image_answer=(values.get("image_answer") or ("",))[0],
        )


class CancelDialog(ActDialog):
    """Why a paper is given up."""

    def __init__(self, desk: Desk, contract_id: str, parent: QWidget) -> None:
        super().__init__(desk, _("Annuler ce papier"), _("Annuler le papier"), self.submit, parent=parent)
        self._contract_id = contract_id
        self.add("reason", _("Pourquoi"), QLineEdit())

    def submit(self, values: Mapping[str, Any]) -> None:
        """Give the paper up."""
        self.send(
            contracts.cancel_contract,
            told=_("Ce papier est annulé."),
            contract_id=self._contract_id,
            reason=values["reason"],
        )


def _choices(name: str, words: Mapping[str, str]) -> AnswerButtons:
    return AnswerButtons(name, [Answer(code, word, str(n)) for n, (code, word) in enumerate(words.items(), 1)])
