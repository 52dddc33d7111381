"""What can go wrong with keys, locks and backups: each known failure with its sentence, in one place to read them."""

from datetime import date, datetime

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext


class VaultFailure(KodikoError):
    """Any known failure of the vault."""


class ProfileNameRefused(VaultFailure):
    """The name cannot be a folder's name on every system."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce nom de profil ne convient pas : prenez de 1 à 40 lettres minuscules sans accent, chiffres "
                "ou tirets, "
                "par exemple « antenne-tours »."
            )
        )


class NotDisposable(VaultFailure):
    """Somebody asked to throw away a profile that is not a demonstration."""

    def __init__(self) -> None:
        super().__init__(_("Ce profil n’est pas une démonstration : Kodiko ne l’efface pas. Rien n’a été supprimé."))


class FolderUnwritable(VaultFailure):
    """A folder of the profile cannot be made or written."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            _(
                "Kodiko ne peut pas écrire dans son dossier de données. Ce qui était enregistré est intact. "
                "Vérifiez que le dossier n’est pas en lecture seule et que le disque n’est pas plein, puis recommencez."
            ),
            for_log=f"profile folder not writable ({cause})",
        )


class VaultLocked(VaultFailure):
    """The key has been wiped: the application is locked."""

    def __init__(self) -> None:
        super().__init__(_("Kodiko est verrouillé. Vos saisies sont gardées : déverrouillez pour continuer."))


class PassphraseTooShort(VaultFailure):
    """The pass-phrase chosen would be guessed."""

    def __init__(self, minimum: int) -> None:
        super().__init__(
            _(
                "Cette phrase secrète est trop facile à deviner : prenez au moins {count} signes variés, "
                "par exemple quatre mots qui ne vont pas ensemble."
            ).format(count=minimum)
        )


class PassphraseNeeded(VaultFailure):
    """No keyring will keep the key and no pass-phrase was given."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cet ordinateur n’a pas de trousseau de clés utilisable. "
                "Choisissez une phrase secrète : elle ouvrira vos données à chaque démarrage."
            )
        )


class WrongPassphrase(VaultFailure):
    """The pass-phrase does not open the key."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette phrase secrète n’ouvre pas vos données. Rien n’est perdu : vérifiez les majuscules et "
                "réessayez, "
                "ou utilisez le code de secours imprimé au premier démarrage."
            )
        )


class NoPassphrase(VaultFailure):
    """This profile has no pass-phrase."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce profil n’a pas de phrase secrète. Rien n’est perdu : ouvrez-le avec le code de secours imprimé.")
        )


class RecoveryCodeMistyped(VaultFailure):
    """Some groups fail their check letter. `groups`: their numbers, from 1; empty when the length is wrong."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        if not groups:
            sentence = _(
                "Le code de secours a 8 groupes de 5 signes. Rien n’est perdu : comparez avec la feuille et "
                "recommencez."
            )
        else:
            sentence = ngettext(
                "Le groupe {groups} n’est pas bien recopié. Rien n’est perdu : comparez-le avec la feuille.",
                "Les groupes {groups} ne sont pas bien recopiés. Rien n’est perdu : comparez-les avec la feuille.",
                len(groups),
            ).format(groups=", ".join(str(number) for number in groups))
        super().__init__(sentence)


class WrongRecoveryCode(VaultFailure):
    """A well-typed code, of another store or one that has been replaced since."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce code est bien recopié, mais il n’ouvre pas ces données : il vient d’un autre profil, "
                "ou une feuille plus récente l’a remplacé. Rien n’est perdu."
            )
        )


class KeysDamaged(VaultFailure):
    """`keys.json` and its copy are both missing, cut or altered."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le fichier des clés (keys.json) est absent ou abîmé, et sa copie aussi. Les données n’ont pas "
                "été touchées. "
                "Remettez le fichier keys.json d’une sauvegarde à côté des données, puis recommencez."
            )
        )


class KeysAlreadyThere(VaultFailure):
    """Keys are asked for a profile that has some, or that has a store."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce profil contient déjà des données ou des clés. Rien n’a été modifié : choisissez un autre "
                "nom de profil."
            )
        )


class AlreadyOpen(VaultFailure):
    """Another window holds this profile. `since`: local wall time; None when the lock says nothing."""

    def __init__(self, login: str, machine: str, since: datetime | None) -> None:
        self.login, self.machine, self.since = login, machine, since
        if since is None:
            sentence = _(
                "Ces données sont déjà ouvertes dans une autre fenêtre de Kodiko. Rien n’est perdu : retrouvez "
                "cette fenêtre, "
                "ou fermez-la."
            )
        else:
            sentence = _(
                "Ces données sont déjà ouvertes dans une autre fenêtre de Kodiko, par {login} sur {machine} "
                "depuis le {day} à {hour}. Rien n’est perdu : retrouvez cette fenêtre, ou fermez-la."
            ).format(login=login, machine=machine, day=since.strftime("%d/%m/%Y"), hour=since.strftime("%H:%M"))
        super().__init__(sentence, for_log="profile already open")


class StoreIncomplete(VaultFailure):
    """The file opens, but pages are missing or altered. `last_backup`: day of the newest backup, if any."""

    def __init__(self, last_backup: date | None) -> None:
        if last_backup is None:
            advice = _(
                "Le fichier de données est incomplet ou abîmé (coupure, copie interrompue). Il n’a pas été modifié. "
                "Aucune sauvegarde n’a été trouvée dans ce profil : gardez ce fichier, et restaurez la copie que vous "
                "aviez emportée, ou demandez de l’aide."
            )
        else:
            advice = _(
                "Le fichier de données est incomplet ou abîmé (coupure, copie interrompue). Il n’a pas été modifié. "
                "Restaurez la sauvegarde du {day} : le fichier abîmé sera gardé de côté."
            ).format(day=last_backup.strftime("%d/%m/%Y"))
        super().__init__(advice, for_log="store incomplete or altered")


class NoStore(VaultFailure):
    """There is no store to open or to back up."""

    def __init__(self) -> None:
        super().__init__(_("Il n’y a pas encore de données dans ce profil : commencez par le créer."))


class BackupTorn(VaultFailure):
    """A backup that does not open, or whose pages or counts are wrong."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette sauvegarde est incomplète ou ne s’ouvre pas avec votre clé : Kodiko ne s’en sert pas. "
                "Vos données actuelles n’ont pas été touchées. Choisissez une autre sauvegarde."
            )
        )


class BackupDiskFull(VaultFailure):
    """No room for the copy."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Il n’y a pas assez de place sur le disque pour cette copie. Vos données et les sauvegardes "
                "précédentes sont intactes. Libérez de la place, puis recommencez."
            )
        )


class BackupFolderUnwritable(VaultFailure):
    """The folder of the copy cannot be written."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            _(
                "Kodiko ne peut pas écrire dans le dossier de la copie. Vos données et les sauvegardes "
                "précédentes sont "
                "intactes. Choisissez un autre dossier, ou vérifiez qu’il n’est pas en lecture seule."
            ),
            for_log=f"backup folder not writable ({cause})",
        )


class ExportUnusable(VaultFailure):
    """The folder given is not a complete exported backup."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce dossier ne contient pas une sauvegarde complète : il faut le fichier « keys.json » et un fichier "
                "« sauvegarde-….kodiko ». Rien n’a été modifié."
            )
        )
