"""What can go wrong with the shared folder and the team: each known failure with its sentence, in one place."""

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import N_, _


class SyncFailure(KodikoError):
    """Any known failure of the exchange."""


class FolderAway(SyncFailure):
    """The folder is not there (stick unplugged, share out of reach): a fact, not an error to worry about."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le dossier partagé n’est pas joignable pour le moment. "
                "Vos saisies sont gardées ici\u00a0: elles partiront."
            ),
            for_log="shared folder away",
        )


class FolderRefuses(SyncFailure):
    """The folder is there and cannot be read or written. `cause`: the name of the system's error (ENOSPC…), or words
    for the log; each has its sentence and its remedy."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(_(_REFUSALS.get(cause, _REFUSED)), for_log=f"shared folder refuses ({cause})")


_FULL = N_(
    "Il n’y a plus de place dans le dossier partagé. Vos saisies sont gardées ici\u00a0: elles partiront. Libérez de "
    "la place sur la clé ou le partage (videz aussi sa corbeille), puis synchronisez."
)
_QUOTA = N_(
    "Le dossier partagé a atteint la place qui lui est permise. Vos saisies sont gardées ici\u00a0: elles partiront. "
    "Demandez plus de place à la personne qui gère le partage, puis synchronisez."
)
_READ_ONLY = N_(
    "Le dossier partagé ne laisse que lire. Vos saisies sont gardées ici\u00a0: elles partiront. Sur une clé ou une "
    "carte, relevez le petit loquet de protection, ou débranchez-la et rebranchez-la\u00a0; sur un partage, demandez "
    "le droit d’écrire."
)
_NO_RIGHTS = N_(
    "Votre session n’a pas le droit d’écrire ou de lire dans le dossier partagé. Vos saisies sont gardées ici\u00a0: "
    "elles partiront. Demandez le droit d’y lire et d’y écrire à la personne qui gère ce dossier, puis synchronisez."
)
_DISK = N_(
    "Le disque ou la clé du dossier partagé répond mal. Vos saisies sont gardées ici\u00a0: elles partiront. "
    "Débranchez la clé et rebranchez-la\u00a0; si cela recommence, prenez-en une autre\u00a0: tout y sera remis."
)
_REFUSED = N_(
    "Kodiko ne peut pas écrire ou lire dans le dossier partagé. Vos saisies sont gardées ici. "
    "Vérifiez la place et les droits de ce dossier, puis recommencez."
)
_REFUSALS = {
    "ENOSPC": _FULL,
    "EDQUOT": _QUOTA,
    "EROFS": _READ_ONLY,
    "EACCES": _NO_RIGHTS,
    "EPERM": _NO_RIGHTS,
    "EIO": _DISK,
}


class OtherTeam(SyncFailure):
    """The folder belongs to another team, or is not a folder of Kodiko."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce dossier est celui d’une autre équipe, ou n’est pas un dossier Kodiko. Rien n’y a été écrit. "
                "Choisissez le dossier de votre équipe."
            ),
            for_log="folder of another team",
        )


class TeamThere(SyncFailure):
    """A team meets in this folder already: another one cannot be made there."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Une équipe se retrouve déjà dans ce dossier. Pour en être, choisissez «\u00a0Rejoindre une "
                "équipe\u00a0»\u00a0; pour en créer une autre, prenez un dossier vide. Rien n’a changé."
            ),
            for_log="folder has a team",
        )


class NoTeam(SyncFailure):
    """This laptop is in no team yet."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cet ordinateur n’est dans aucune équipe. Créez l’équipe, ou rejoignez-la avec le code donné "
                "par une personne qui l’administre."
            ),
            for_log="no team",
        )


class AlreadyInTeam(SyncFailure):
    """This laptop is in a team already."""

    def __init__(self) -> None:
        super().__init__(_("Cet ordinateur est déjà dans une équipe. Rien n’a changé."), for_log="already in a team")


class NotAdministrator(SyncFailure):
    """Only an administrator's laptop may do this."""

    def __init__(self) -> None:
        super().__init__(
            _("Seul un ordinateur qui administre l’équipe peut faire cela. Rien n’a changé."), for_log="not an admin"
        )


class CodeMistyped(SyncFailure):
    """Some groups of a code fail their check letter. `groups`: their numbers, from 1; empty for a wrong length."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        if groups:
            sentence = _("Le code est mal recopié au groupe {groups}. Relisez-le et recommencez.").format(
                groups=", ".join(map(str, groups))
            )
        else:
            sentence = _("Ce code n’a pas la bonne longueur. Relisez-le et recommencez.")
        super().__init__(sentence, for_log="code mistyped")


class InviteUnusable(SyncFailure):
    """The grant found does not open with this code."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette invitation ne s’ouvre pas avec ce code\u00a0: elle a expiré, ou elle a déjà servi. "
                "Demandez-en une autre. Rien n’a changé."
            ),
            for_log="invitation unusable",
        )


class DeviceUnknown(SyncFailure):
    """No such device in the team."""

    def __init__(self) -> None:
        super().__init__(_("Cet ordinateur n’est pas dans l’équipe. Rien n’a changé."), for_log="unknown device")


class OwnRemoval(SyncFailure):
    """A laptop does not take itself out, nor what shares its disk."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Un ordinateur ne peut pas se retirer lui-même, ni la copie de son disque. Faites-le depuis un autre "
                "ordinateur qui administre l’équipe. Rien n’a changé."
            ),
            for_log="own removal",
        )


class NotRemoved(SyncFailure):
    """Nobody has taken that laptop out."""

    def __init__(self) -> None:
        super().__init__(
            _("Cet ordinateur n’a pas été retiré de l’équipe\u00a0: il n’y a rien à décider. Rien n’a changé."),
            for_log="laptop not removed",
        )


class RootCodeWrong(SyncFailure):
    """Not the root code of this team."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce code racine n’est pas celui de cette équipe. Rien n’a changé."), for_log="root code of another team"
        )


class NameTaken(SyncFailure):
    """Another laptop of the team is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Un autre ordinateur de l’équipe s’appelle déjà «\u00a0{name}\u00a0». Choisissez un autre nom.").format(
                name=name
            ),
            for_log="laptop name taken",
        )


class StreamUnknown(SyncFailure):
    """This laptop has no key of a stream it is asked to hand over."""

    def __init__(self) -> None:
        super().__init__(
            _("Cet ordinateur n’a pas la clé de cette antenne\u00a0: il ne peut pas la transmettre. Rien n’a changé."),
            for_log="no key of that stream",
        )


class NotInQuarantine(SyncFailure):
    """No such device is put aside."""

    def __init__(self) -> None:
        super().__init__(
            _("Cet ordinateur n’est plus mis de côté\u00a0: il n’y a rien à décider. Rien n’a changé."),
            for_log="not in quarantine",
        )


class DocumentAway(SyncFailure):
    """The bytes of a document are in a folder that is not within reach."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette pièce vient d’un autre ordinateur, et aucun dossier partagé n’est joignable pour l’apporter. "
                "Branchez la clé ou le partage, puis recommencez."
            ),
            for_log="document bytes out of reach",
        )


class DocumentNotHere(SyncFailure):
    """The bytes of a document have not been found in the folder."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette pièce n’est pas encore arrivée dans le dossier partagé. Elle viendra avec un prochain échange."),
            for_log="document bytes not in the folder",
        )
