"""The accounts of an office where several people use one program, with Argon2id password hashes."""

from __future__ import annotations

import re
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.domain import UserError
from assistant.workspace.actor import Actor, Role
from assistant.workspace.audit_store import Audit, record
from assistant.workspace.database import Database
from assistant.workspace.models import AuditRow, User, utc_now
from assistant.workspace.records import UserRecord

#: Length, and nothing else, as NIST SP 800-63B §5.1.1.2 advises.
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
#: So many wrong passwords within this time and the account has to wait.
MOST_FAILURES = 5
WAIT = timedelta(minutes=10)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")


class PeopleStore:
    """``actor`` is who acts; None is whoever sits at the machine itself (the command line)."""

    def __init__(self, database: Database, actor: Actor | None = None) -> None:
        self._database = database
        self._actor = actor
        self._hasher = PasswordHasher()
        self._nobody = ""  # a hash to compare with when there is no such account

    def all(self) -> list[UserRecord]:
        """Every account by name. Raises UserError unless an admin asks."""
        self._require_admin()
        with self._database.read() as session:
            return [_user(row) for row in session.scalars(select(User).order_by(User.name))]

    def any_admin(self) -> bool:
        """Whether somebody could log in who may keep the accounts."""
        with self._database.read() as session:
            return _admins(session) > 0

    def add(self, name: str, password: str, role: Role) -> UserRecord:
        """A new account.

        Raises:
            UserError: not an admin, a name or password that will not do, or a name that is taken.
        """
        self._require_admin()
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise UserError(
                f"Tên đăng nhập “{name}” không dùng được: chỉ gồm chữ thường không dấu, chữ số, "
                "dấu chấm, gạch ngang, gạch dưới; dài 1–32 ký tự, ví dụ “lan.vp”."
            )
        _check_password(name, password)
        with self._database.write() as session:
            if session.scalar(select(User).where(User.name == name)):
                raise UserError(f"Đã có tài khoản “{name}”. Hãy chọn tên khác.")
            row = User(name=name, role=role.value, password_hash=self._hasher.hash(password))
            session.add(row)
            record(session, self._actor, Audit.USER_ADDED, f"{name} ({role.value})")
            session.flush()
            return _user(row)

    def set_password(self, name: str, password: str, *, old: str) -> None:
        """Change one's own password, knowing the ``old`` one.

        Raises:
            UserError: somebody else's, the old one is wrong, or the new one will not do.
        """
        if self._actor is not None and self._actor.name != name:
            raise UserError("Chỉ quản trị viên được đặt lại mật khẩu của người khác.")
        if self._known(name, old) is None:
            with self._database.write() as session:
                record(session, None, Audit.LOGIN_FAILED, name[:64])
            raise UserError("Mật khẩu hiện tại không đúng. Hãy nhập lại.")
        self._store_password(name, password)

    def reset_password(self, name: str, password: str) -> None:
        """Give an account a new password.

        Raises:
            UserError: not an admin, no such account, or the password will not do.
        """
        self._require_admin()
        self._store_password(name, password)

    def change(self, name: str, *, role: Role | None = None, active: bool | None = None) -> None:
        """Another role, or whether the account may log in.

        Raises:
            UserError: not an admin, no such account, or no admin would be left.
        """
        self._require_admin()
        with self._database.write() as session:
            row = _find(session, name)
            was_admin = row.active and row.role == Role.ADMIN.value
            if role is not None:
                row.role = role.value
            if active is not None:
                row.active = active
            session.flush()
            if was_admin and _admins(session) == 0:
                raise UserError(
                    f"“{name}” là quản trị viên cuối cùng. Hãy cử một quản trị viên khác trước."
                )
            state = "" if row.active else ", đã khóa"
            record(session, self._actor, Audit.USER_CHANGED, f"{name} ({row.role}{state})")

    def verify(self, name: str, password: str) -> Actor | None:
        """Who logs in with this name and password, None when it is nobody.

        After ``MOST_FAILURES`` wrong passwords within ``WAIT`` nobody does, whatever the password.
        """
        name = name.strip().lower()
        actor = self._known(name, password)
        with self._database.write() as session:
            record(session, actor, Audit.LOGIN if actor else Audit.LOGIN_FAILED, name[:64])
            if actor:
                row = _find(session, name)
                if self._hasher.check_needs_rehash(row.password_hash):
                    row.password_hash = self._hasher.hash(password)
        return actor

    def actor(self, name: str) -> Actor:
        """The account that is logged in under ``name``, as it stands now.

        Raises:
            UserError: it is gone or may no longer log in.
        """
        with self._database.read() as session:
            row = session.scalar(select(User).where(User.name == name.strip().lower(), User.active))
            if row is None:
                raise UserError(
                    "Tài khoản này đã bị khóa. Hãy liên hệ người quản trị, rồi đăng nhập lại."
                )
            return Actor(row.name, Role(row.role))

    def _known(self, name: str, password: str) -> Actor | None:
        with self._database.read() as session:
            row = session.scalar(select(User).where(User.name == name))
            found = _user(row) if row else None
            stored = row.password_hash if row else ""
            failures = session.scalar(
                select(func.count())
                .select_from(AuditRow)
                .where(
                    AuditRow.action == Audit.LOGIN_FAILED.value,
                    AuditRow.detail == name[:64],
                    AuditRow.at > utc_now() - WAIT,
                )
            )
        # An unknown name takes as long as a known one, so that names cannot be found by the clock.
        right = self._matches(stored or self._of_nobody(), password)
        allowed = found is not None and found.active and (failures or 0) < MOST_FAILURES
        return Actor(found.name, found.role) if found and right and allowed else None

    def _store_password(self, name: str, password: str) -> None:
        _check_password(name, password)
        with self._database.write() as session:
            _find(session, name).password_hash = self._hasher.hash(password)
            record(session, self._actor, Audit.PASSWORD_CHANGED, name)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return False

    def _of_nobody(self) -> str:
        if not self._nobody:
            self._nobody = self._hasher.hash("không ai")
        return self._nobody

    def _require_admin(self) -> None:
        if self._actor is not None and not self._actor.may_administer:
            raise UserError("Chỉ quản trị viên được xem và sửa các tài khoản.")


def _check_password(name: str, password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(
            f"Mật khẩu quá ngắn: cần ít nhất {SHORTEST_PASSWORD} ký tự. Một câu ngắn dễ nhớ là tốt."
        )
    if len(password) > LONGEST_PASSWORD:
        raise UserError(f"Mật khẩu quá dài: nhiều nhất {LONGEST_PASSWORD} ký tự.")
    if password.lower() == name.lower() or len(set(password)) < 3:
        raise UserError("Mật khẩu quá dễ đoán. Hãy chọn mật khẩu khác với tên đăng nhập.")


def _admins(session: Session) -> int:
    found = session.scalar(
        select(func.count()).select_from(User).where(User.role == Role.ADMIN.value, User.active)
    )
    return found or 0


def _find(session: Session, name: str) -> User:
    row = session.scalar(select(User).where(User.name == name.strip().lower()))
    if row is None:
        raise UserError(f"Không có tài khoản “{name}”. Hãy xem danh sách tài khoản.")
    return row


def _user(row: User) -> UserRecord:
    return UserRecord(
        name=row.name, role=Role(row.role), active=row.active, created_at=row.created_at
    )
