"""Accounts and acts as the page shows them."""

from __future__ import annotations

from html import escape

from assistant.workspace.actor import Actor, Role
from assistant.workspace.audit_store import Audit
from assistant.workspace.records import AuditRecord, UserRecord

_ROLES = {Role.READER: "chỉ xem", Role.EDITOR: "soạn thảo", Role.ADMIN: "quản trị"}
ACTS = {
    Audit.LOGIN: "đăng nhập",
    Audit.LOGIN_FAILED: "đăng nhập sai",
    Audit.USER_ADDED: "tạo tài khoản",
    Audit.USER_CHANGED: "sửa tài khoản",
    Audit.PASSWORD_CHANGED: "đổi mật khẩu",
    Audit.REPORT_CREATED: "lập báo cáo",
    Audit.REPORT_DELETED: "xóa báo cáo",
    Audit.REPORT_SHARED: "cho cả cơ quan xem",
    Audit.REPORT_MADE_PRIVATE: "để riêng",
    Audit.EXPORTED: "xuất tệp",
    Audit.INGESTED: "đưa vào thư viện",
    Audit.OFFICE_CHANGED: "đổi dữ liệu chung",
}


def who_html(actor: Actor, said: str = "") -> str:
    """Who is logged in and with which role, what was just done, and the way out."""
    told = f'<p class="ok" role="status">{escape(said)}</p>' if said else ""
    return (
        f"<p>Đang đăng nhập: <b>{escape(actor.name)}</b> ({_ROLES[actor.role]}). "
        f'<a href="logout?all_session=false">Đăng xuất</a></p>{told}'
    )


def people_html(people: list[UserRecord]) -> str:
    rows = "".join(
        f"<tr><td>{escape(each.name)}</td><td>{_ROLES[each.role]}</td>"
        f"<td>{'dùng được' if each.active else 'đã khóa'}</td>"
        f"<td>{each.created_at.astimezone():%d/%m/%Y}</td></tr>"
        for each in people
    )
    return (
        "<h2>Các tài khoản</h2><table><thead><tr><th>Tên</th><th>Vai trò</th>"
        f"<th>Trạng thái</th><th>Tạo ngày</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def acts_html(acts: list[AuditRecord]) -> str:
    """The acts, newest first; nobody's name stands for whoever sat at the machine itself."""
    rows = "".join(
        f"<tr><td>{each.at.astimezone():%H:%M %d/%m/%Y}</td>"
        f"<td>{escape(each.actor) or 'tại máy chủ'}</td>"
        f"<td>{escape(ACTS.get(Audit(each.action), each.action))}</td>"
        f"<td>{escape(each.detail)}{f' (báo cáo {each.report_id})' if each.report_id else ''}</td>"
        "</tr>"
        for each in acts
    )
    return (
        "<table><thead><tr><th>Lúc</th><th>Ai</th><th>Việc</th><th>Nội dung</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
