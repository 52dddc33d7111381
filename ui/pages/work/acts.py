"""The small dialogs of a hire: an absence, the end of the job, a point moved by hand or given up."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import check_ins, corrections
from kodiko_desktop.services.work.follow_up import Point
from kodiko_desktop.services.work.hires import Hire
from ui.acts.ask_dialog import AskDialog, Refused
from ui.desk import Desk
from ui.widgets.date_field import DateField
from ui.widgets.line_field import LineField

Corrected = Callable[[corrections.Correction], None]


def absence_dialog(desk: Desk, hire: Hire, corrected: Corrected, parent: QWidget) -> AskDialog:
    """Days away from work: the points not done move, and it is said."""
    first, last = DateField(today=desk.today), DateField(today=desk.today)
    first.edited.connect(lambda day: last.set_value(day) if last.value() is None else None)

    def submit(refused: Refused) -> None:
        if first.value() is None or last.value() is None:
            dialog.say(_("Écrivez le premier et le dernier jour d’absence."))
            return
        desk.write(
            corrections.add_absence,
            receiver=dialog,
            then=_closing(dialog, corrected),
            failed=refused,
            told=_("L’absence est notée."),
            placement_id=hire.placement.id,
            first_day=first.value(),
            last_day=last.value(),
            today=desk.today(),
        )

    dialog = AskDialog(
        _("Noter une absence"),
        _("Aucune raison n’est demandée ni gardée. Les points qui ne sont pas faits se décalent."),
        _("Noter l’absence"),
        submit,
        parent,
    )
    dialog.add(_("Premier jour d’absence"), first)
    dialog.add(_("Dernier jour d’absence"), last)
    return dialog


def end_dialog(desk: Desk, hire: Hire, corrected: Corrected, parent: QWidget) -> AskDialog:
    """The job is over: no further point is due."""
    ended, reason = DateField(today=desk.today), LineField()
    ended.set_value(hire.placement.ended_on or desk.today())

    def submit(refused: Refused) -> None:
        desk.write(
            corrections.end_hire,
            receiver=dialog,
            then=_closing(dialog, corrected),
            failed=refused,
            told=_("La fin de l’emploi est notée."),
            placement_id=hire.placement.id,
            ended_on=ended.value(),
            reason=str(reason.value()),
            seen=hire.seen,
            today=desk.today(),
        )

    dialog = AskDialog(
        _("Fin de l’emploi"),
        _("Les points prévus après cette date ne sont plus à faire. Ce qui est fait reste."),
        _("Noter la fin"),
        submit,
        parent,
    )
    dialog.add(_("Dernier jour travaillé"), ended)
    dialog.add(_("Ce qui s’est passé"), reason, help_text=_("Par exemple\u00a0: fin du contrat, autre emploi trouvé."))
    return dialog


def move_dialog(desk: Desk, hire: Hire, point: Point, parent: QWidget) -> AskDialog:
    """A point put on another day by hand, with the reason."""
    to = DateField(today=desk.today)
    to.set_value(point.due)
    return _point_dialog(
        desk,
        hire,
        point,
        check_ins.move_point,
        title=_("Déplacer le point"),
        explanation=_("{title}, prévu {day}."),
        act=_("Déplacer"),
        told=_("Le point est déplacé."),
        to=to,
        parent=parent,
    )


def give_up_dialog(desk: Desk, hire: Hire, point: Point, parent: QWidget) -> AskDialog:
    """A point that will not be held, with the reason."""
    return _point_dialog(
        desk,
        hire,
        point,
        check_ins.give_up,
        title=_("Ce point n’aura pas lieu"),
        explanation=_("{title}, prévu {day}. On peut revenir dessus."),
        act=_("Ne pas faire ce point"),
        told=_("Le point n’est plus à faire."),
        parent=parent,
    )


def _point_dialog(
    desk: Desk,
    hire: Hire,
    point: Point,
    service: Callable[..., Any],
    *,
    title: str,
    explanation: str,
    act: str,
    told: str,
    to: DateField | None = None,
    parent: QWidget,
) -> AskDialog:
    """What is decided by hand of one point, with the reason; `to`: the field of its new day."""
    reason = LineField()

    def submit(refused: Refused) -> None:
        if to is not None and to.value() is None:
            dialog.say(_("Écrivez la nouvelle date."))
            return
        desk.write(
            service,
            receiver=dialog,
            then=_closing(dialog),
            failed=refused,
            told=told,
            placement_id=hire.placement.id,
            point=point.planned.key,
            reason=str(reason.value()),
            seen=hire.seen_points.get(point.planned.key),
            **({"to": to.value()} if to is not None else {}),
        )

    said = explanation.format(title=point.planned.title, day=long_date(point.due))
    dialog = AskDialog(title, said, act, submit, parent)
    if to is not None:
        dialog.add(_("Nouvelle date"), to)
    dialog.add(_("Pourquoi"), reason)
    return dialog


def take_back_absence(desk: Desk, hire: Hire, absence_id: str, corrected: Corrected, receiver: QWidget) -> None:
    """Take back an absence written by mistake."""
    desk.write(
        corrections.take_back_absence,
        receiver=receiver,
        then=corrected,
        told=_("L’absence est retirée."),
        placement_id=hire.placement.id,
        absence_id=absence_id,
        today=desk.today(),
    )


def _closing(dialog: AskDialog, then: Callable[[Any], None] | None = None) -> Callable[[Any], None]:
    def done(result: Any) -> None:
        dialog.accept()
        if then is not None:
            then(result)

    return done
