"""The backups: made now, checked, carried away, put back; and a check of the data themselves."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMessageBox, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association import settings
from kodiko_desktop.services.laptop import backup
from ui.desk import Desk
from ui.jobs import Job
from ui.start.cover import button
from ui.start.gatekeeper import Gatekeeper
from ui.start.restore_cover import described
from ui.widgets.card import Card
from ui.widgets.file_choice import folder_to_use
from ui.widgets.flow import FlowLayout
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text import label


class BackupsCard(Card):
    """The list, and what can be done of it. Long work shows how far it is, and can be stopped."""

    def __init__(self, desk: Desk, gate: Gatekeeper) -> None:
        super().__init__(_("Sauvegardes"))
        self._desk, self._gate = desk, gate
        self.add(
            label(
                _("Une copie chiffrée et vérifiée est faite chaque jour. Emportez-en une sur une clé, loin d’ici."),
                tone="muted",
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sauvegardes, la plus récente en premier"))
        self.list.setMinimumHeight(120)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(self.list)
        self._progress: ProgressRow | None = None
        self.now_button = button(_("&Sauvegarder maintenant"), kind="primary")
        self.check_button = button(_("&Vérifier celle-ci"))
        self.restore_button = button(_("&Restaurer celle-ci…"))
        self.carry_button = button(_("&Emporter une copie…"))
        self.data_button = button(_("Vérifier les &données"))
        for each, act in (
            (self.now_button, self._make),
            (self.check_button, self._check),
            (self.restore_button, self._restore),
            (self.carry_button, self._carry),
            (self.data_button, self._check_data),
        ):
            each.clicked.connect(lambda _checked=False, act=act: act())
        holder = QWidget()
        flow = FlowLayout(holder)
        for each in (self.now_button, self.check_button, self.restore_button, self.carry_button, self.data_button):
            flow.addWidget(each)
        self.add(holder)

    def look(self) -> None:
        """Read the list again."""
        self._desk.jobs.run(backup.listed, self._gate.profile, receiver=self, on_success=self._show, store=False)

    def _show(self, backups: tuple[Any, ...]) -> None:
        self.list.clear()
        for each in backups:
            item = QListWidgetItem(described(each))
            item.setData(Qt.ItemDataRole.UserRole, str(each.path))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.check_button.setEnabled(bool(backups))
        self.restore_button.setEnabled(bool(backups))
        self.set_meta(ngettext("{count} copie", "{count} copies", len(backups)).format(count=len(backups)))

    def _chosen(self) -> Path | None:
        item = self.list.currentItem()
        return Path(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    # -- acts -----------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self._run(_("Copie des données"), backup.make_now, then=lambda _made: self._made())

    def _made(self) -> None:
        self.look()
        self._desk.told.emit(_("La sauvegarde est faite et vérifiée."), None)

    def _check(self) -> None:
        path = self._chosen()
        if path is not None:
            self._run(
                _("Vérification de la copie"),
                backup.check,
                path,
                then=lambda _rows: self._desk.told.emit(_("Cette sauvegarde s’ouvre, et elle est entière."), None),
            )

    def _carry(self) -> None:
        chosen = folder_to_use(self, _("Où mettre la copie (une clé USB, un partage)"))
        if chosen is not None:
            self.carry_to(chosen)

    def carry_to(self, folder: Path) -> None:
        """Put a copy that opens elsewhere in `folder`."""
        self._run(
            _("Copie des données"),
            backup.carry_away,
            folder,
            then=lambda made: self._desk.told.emit(
                _("La copie est dans le dossier «\u00a0{name}\u00a0».").format(name=made.name), None
            ),
        )

    def _restore(self) -> None:
        path = self._chosen()
        if path is None:
            return
        question = QMessageBox(
            QMessageBox.Icon.Question,
            _("Restaurer une sauvegarde"),
            _(
                "Vos données redeviendront ce qu’elles étaient\u00a0: {when}. Celles d’aujourd’hui ne sont pas "
                "effacées\u00a0: elles sont mises de côté, en bas de la liste des sauvegardes, et se restaurent de la "
                "même façon. Aucune sauvegarde n’est supprimée."
            ).format(when=self.list.currentItem().text()),
            parent=self.window(),
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        agreed = question.addButton(_("Restaurer"), QMessageBox.ButtonRole.AcceptRole)
        # Enter on a question read too fast must change nothing.
        question.setDefaultButton(question.addButton(_("Annuler"), QMessageBox.ButtonRole.RejectRole))
        question.buttonClicked.connect(lambda pressed: pressed is agreed and self.put_back(path))
        question.open()

    def put_back(self, path: Path) -> None:
        """Put a backup in the place of the data of now: everything closes first, and opens again on it."""
        self._gate.put_back(path)

    def _check_data(self) -> None:
        self._run(_("Lecture de toutes les données"), settings.check_data, then=self._say_health)

    def _say_health(self, health: settings.Health) -> None:
        if health.problems:
            self._desk.refused.emit(
                _(
                    "La vérification a trouvé des pages abîmées. Ce qui se lit encore est intact\u00a0: restaurez la "
                    "dernière sauvegarde, les données de maintenant seront gardées de côté."
                )
            )
        else:
            said = ngettext(
                "Tout est lisible et entier\u00a0: {count} personne.",
                "Tout est lisible et entier\u00a0: {count} personnes.",
                health.people,
            )
            self._desk.told.emit(said.format(count=health.people), None)

    # -- long work ------------------------------------------------------------------------------------------------

    def _run(self, sentence: str, function: Any, *arguments: Any, then: Any) -> None:
        if self._gate.held is None or self._progress is not None:
            return
        self._progress = ProgressRow(sentence, cancellable=function is not settings.check_data)
        self.add(self._progress)
        job = self._gate.with_key(
            function,
            *arguments,
            then=then,
            failed=self._refused,
            progress=self._progress.show_progress,
            receiver=self,
        )
        self._progress.cancel_asked.connect(job.cancel)
        job.finished.connect(lambda: self._done(job))

    def _done(self, _job: Job) -> None:
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None

    def _refused(self, failure: KodikoError) -> None:
        self._desk.refused.emit(failure.sentence)
