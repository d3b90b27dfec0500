"""The kinds of what identifies a private person, and where one stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from assistant.domain import Span


class PersonalKind(Enum):
    """``value`` is the stem of the placeholders, ``told`` how a person reads of it."""

    NAME = "TEN"
    IDENTITY = "GIAYTO"
    PHONE = "DIENTHOAI"
    ACCOUNT = "TAIKHOAN"
    ADDRESS = "DIACHI"
    EMAIL = "THUDIENTU"
    LITERAL = "KYHIEU"  # what only looks like a placeholder

    @property
    def told(self) -> str:
        return _TOLD[self]


_TOLD = {
    PersonalKind.NAME: "tên người",
    PersonalKind.IDENTITY: "số giấy tờ",
    PersonalKind.PHONE: "số điện thoại",
    PersonalKind.ACCOUNT: "số tài khoản",
    PersonalKind.ADDRESS: "địa chỉ nhà",
    PersonalKind.EMAIL: "thư điện tử",
    PersonalKind.LITERAL: "ký hiệu",
}


@dataclass(frozen=True, slots=True)
class Personal:
    span: Span
    kind: PersonalKind
