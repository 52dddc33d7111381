"""The demonstration's own profile: made when it is missing or not of today, found again otherwise."""

from db import settings
from db.store import Now, wall_clock
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.services.demo.antenna import make_antenna
from kodiko_desktop.services.laptop.opening import OpenProfile, create_profile, open_profile
from kodiko_desktop.vault import keybox, profiles
from kodiko_desktop.vault.failures import AlreadyOpen, FolderUnwritable, NotDisposable
from kodiko_desktop.vault.profiles import Profile

PASSPHRASE = "antenne inventée"
"""Known to all: it protects nobody, and lets anyone lock and unlock the demonstration."""
MADE_ON = "demonstration_made_on"


def open_demonstration(*, fresh: bool = False, progress: Progress = silent, now: Now = wall_clock) -> OpenProfile:
    """The demonstration, open: the one made today, else a new one in its place (`fresh`: a new one in any case).

    A demonstration that does not open any more is thrown away. Raises AlreadyOpen when it is open in another window,
    NotDisposable when a real profile has its name, FolderUnwritable.
    """
    profile = profiles.demo_profile()
    if profile.has_store:
        found = _of_today(profile, now)
        if found is not None and not fresh:
            return found
        if found is not None:
            found.close()
        profiles.throw_away(profile)
        profile = profiles.demo_profile()
    return _make(profile, progress, now)


def _of_today(profile: Profile, now: Now) -> OpenProfile | None:
    """The demonstration as it was left, when it was made whole, today. Raises AlreadyOpen."""
    try:
        opened = open_profile(profile, lambda: keybox.unlock_with_passphrase(profile, PASSPHRASE), now=now)
    except (AlreadyOpen, FolderUnwritable, NotDisposable):
        raise
    except KodikoError:
        return None
    if opened is None or settings.read(opened.store.read(), MADE_ON, "") == now().date().isoformat():
        return opened
    opened.close()
    return None


def _make(profile: Profile, progress: Progress, now: Now) -> OpenProfile:
    opened = create_profile(profile, passphrase=PASSPHRASE, keyring=None, now=now).opened
    try:
        with opened.store.not_flushing():
            make_antenna(opened.store, progress=progress)
        with opened.store.note() as connection:
            settings.write(connection, MADE_ON, now().date().isoformat())
    except BaseException:
        opened.close()
        raise
    return opened
