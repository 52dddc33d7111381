"""What a paper will say, blank by blank, as the store knows it; what is typed here replaces it, on this paper only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts.contract_fields import DraftField, PaperView
from ui.pages.plan.chosen_text import ChosenText
from ui.pages.plan.words import language
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.text_area import TextArea


class PaperFields(Card):
    """`edited` carries (blank, text): "" gives the blank back to the store; `language_chosen` a language code."""

    edited = Signal(str, str)
    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce que dit le papier"), " ", parent)
        self._drawn: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._fields: dict[str, QWidget] = {}
        self._texts: dict[str, str] = {}
        self._language = ChoiceField(_("Langues du papier"))
        self._language.edited.connect(lambda code: code and self.language_chosen.emit(code))

    def show_view(self, view: PaperView, *, editable: bool) -> None:
        """Show the blanks of a paper; a field being typed in stays as it is."""
        drawn = tuple((field.name, field.offered) for field in view.fields)
        if drawn != self._drawn or not self._fields:
            self._draw(view)
            self._drawn = drawn
        self._language.set_choices([(code, language(code)) for code in view.languages])
        self._language.set_value(view.row.language)
        self._texts = {field.name: field.text for field in view.fields}
        for field in view.fields:
            self._show_text(field)
        for shown in (self._language, *self._fields.values()):
            shown.setEnabled(editable)
        self.set_meta(_("repris de la fiche, modifiable pour ce papier") if editable else "")

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for shown in self._fields.values():
            if isinstance(shown, TextArea | ChosenText):
                shown.flush()
            elif isinstance(shown, LineField):
                shown.settle()

    def _draw(self, view: PaperView) -> None:
        self._language.setParent(None)
        self.clear()
        self._fields.clear()
        form = Form(2)
        form.add(_("Langues du papier"), self._language, wide=True)
        for field in view.fields:
            if field.choices:
                shown: QWidget = ChoiceField(choices=[*field.choices])
                shown.edited.connect(lambda code, name=field.name: self._give(name, code or ""))
            elif field.offered:
                shown = ChosenText(field.title, field.offered)
                shown.edited.connect(lambda text, name=field.name: self._give(name, text.strip()))
            elif field.long:
                shown = TextArea(lines=2)
                shown.edited.connect(lambda text, name=field.name: self._give(name, text.strip()))
            else:
                shown = LineField()
                shown.edited.connect(lambda text, name=field.name: self._give(name, str(text)))
            self._fields[field.name] = shown
            chosen = _("Proposé par les diagnostics\u00a0: n’est écrit que ce qui est choisi, avec la personne.")
            form.add(field.title, shown, help_text=chosen if field.offered else "", wide=field.long)
        self.add(form)

    def _show_text(self, field: DraftField) -> None:
        shown = self._fields[field.name]
        if isinstance(shown, ChoiceField):
            offered = [*field.choices]
            if field.text and field.text not in dict(offered):
                offered.append((field.text, field.text))
            shown.set_choices(offered)
            shown.set_value(field.text or None)
        elif isinstance(shown, ChosenText):
            shown.set_text(field.text)
        elif isinstance(shown, TextArea):
            if not shown.hasFocus():
                shown.set_text(field.text)
        elif isinstance(shown, LineField) and not shown.hasFocus():
            shown.set_value(field.text)

    def _give(self, name: str, text: str) -> None:
        if text != self._texts.get(name):
            self._texts[name] = text
            self.edited.emit(name, text)
