"""A place for the key in the system's keyring, tried for real each time: any failure means "ask the pass-phrase"."""

import base64
import binascii
import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from kodiko_desktop.vault import secret_service
from kodiko_desktop.vault.store_key import KEY_BYTES, StoreKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Kodiko Desktop"
TRUSTED_MODULES = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Keyrings of the systems themselves. Others are refused: `keyring.backends.null` accepts and forgets, `keyrings.alt`
writes in clear, `keyring.backends.fail` is no keyring."""
ANSWER_SECONDS = 5.0
"""How long a start waits for the keyring before the pass-phrase or the code is asked. A locked keyring asks its own
password in a window of its own: it can be asked again once that is typed."""
TYPING_SECONDS = 30.0
"""How long leaving a key may last, once the keyring has shown that it answers: time to type its password."""

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)


class KeyringSlot:
    """The system's keyring, or `backend` when one is given (it is then trusted as it is). `patience`: seconds for an
    answer, in all."""

    def __init__(self, backend: "KeyringBackend | None" = None, *, patience: float = ANSWER_SECONDS) -> None:
        self._given = backend
        self._patience = patience

    def save(self, store_id: str, key: StoreKey) -> bool:
        """Leave `key` to the keyring. True only when it could be read back, after a first trial with a throwaway."""
        if self._given is None and not self._patiently(secret_service.answers, self._patience):
            return False
        typing = max(TYPING_SECONDS, self._patience) if self._given is None else self._patience
        return self._try(lambda backend: _save(backend, store_id, key), typing) or False

    def is_here(self) -> bool:
        """Whether this computer has a keyring that answers now. Slow: to be asked off the window's thread."""
        if self._given is not None:
            return True
        if not self._patiently(secret_service.answers, self._patience):
            return False
        return bool(self._patiently(lambda: trusted_backend() is not None, self._patience))

    def load(self, store_id: str) -> StoreKey | None:
        """The key left for `store_id`, or None: no keyring, locked, refused, too slow, nothing there, not a key."""
        if self._given is not None:
            return self._try(lambda backend: _load(backend, store_id), self._patience)
        if not secret_service.may_be_asked():
            _log.info("keyring unavailable: no session bus")
            return None
        until = time.monotonic() + self._patience
        found = self._patiently(lambda: _key(secret_service.read(SERVICE, store_id)), self._patience)
        left = until - time.monotonic()
        if found is not None or left <= 0:
            return found
        return self._try(lambda backend: _load(backend, store_id), left)

    def forget(self, store_id: str) -> bool:
        """Take the key of `store_id` out of the keyring. True when it is no longer there."""
        return self._try(lambda backend: _forget(backend, store_id), self._patience) or False

    def _try(self, act: Callable[["KeyringBackend"], _Answer], patience: float) -> _Answer | None:
        def ask() -> _Answer | None:
            backend = self._given or trusted_backend()
            return None if backend is None else act(backend)

        return self._patiently(ask, patience)

    def _patiently(self, ask: Callable[[], _Answer | None], patience: float) -> _Answer | None:
        """The answer of `ask` in a thread of its own, or None when it fails or takes longer than `patience` (seconds).

        The thread is a daemon: a keyring service that never answers must not keep the application from closing. A key
        that comes too late is wiped.
        """
        answers: queue.SimpleQueue[_Answer | None] = queue.SimpleQueue()
        nobody_waits = threading.Event()

        def work() -> None:
            try:
                answers.put(ask())
            except Exception as error:
                # Each system has its own exceptions, and D-Bus libraries theirs: whatever they are, we do without.
                _log.info("keyring unavailable: %s", type(error).__name__)
                answers.put(None)
            if nobody_waits.is_set():
                _wipe_late(answers)

        threading.Thread(target=work, name="keyring", daemon=True).start()
        try:
            return answers.get(timeout=patience)
        except queue.Empty:
            nobody_waits.set()
            _wipe_late(answers)
            _log.info("keyring unavailable: no answer after %.1f s", patience)
            return None


def trusted_backend() -> "KeyringBackend | None":
    """The system's own keyring, or None. Slow (imports, D-Bus): call it off the window's thread."""
    import keyring

    chosen = keyring.get_keyring()
    candidates = getattr(chosen, "backends", None) or [chosen]
    for backend in candidates:
        if type(backend).__module__ in TRUSTED_MODULES:
            return backend
    _log.info("keyring refused: %s", type(chosen).__module__)
    return None


def _save(backend: "KeyringBackend", store_id: str, key: StoreKey) -> bool:
    trial, word = f"{store_id}-trial", secrets.token_hex(8)
    backend.set_password(SERVICE, trial, word)
    if backend.get_password(SERVICE, trial) != word:
        return False
    backend.delete_password(SERVICE, trial)
    if backend.get_password(SERVICE, trial) is not None:
        return False
    backend.set_password(SERVICE, store_id, base64.b64encode(key.reveal()).decode("ascii"))
    return _load(backend, store_id) == key


def _load(backend: "KeyringBackend", store_id: str) -> StoreKey | None:
    return _key(backend.get_password(SERVICE, store_id))


def _key(text: str | None) -> StoreKey | None:
    if text is None:
        return None
    try:
        bits = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return StoreKey(bits) if len(bits) == KEY_BYTES else None


def _wipe_late(answers: "queue.SimpleQueue[Any]") -> None:
    """Wipe a key that arrived when nobody waited for it any more."""
    try:
        late = answers.get_nowait()
    except queue.Empty:
        return
    if isinstance(late, StoreKey):
        late.wipe()


def _forget(backend: "KeyringBackend", store_id: str) -> bool:
    if backend.get_password(SERVICE, store_id) is not None:
        backend.delete_password(SERVICE, store_id)
    return backend.get_password(SERVICE, store_id) is None
