"""May the office's notes go to the configured model? A model of this machine needs no leave."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chat.office import Office
from assistant.domain import UserError
from assistant.drafting.destination import Destination, destination_of
from assistant.settings import Settings
from assistant.workspace import Workspace
from assistant.workspace.audit_store import Audit
from assistant.workspace.consent_store import ConsentRecord

#: Which texts leave, as the question tells them.
SENT = (
    "ghi chú của mục đang soạn, sau khi che tên người, số giấy tờ, số điện thoại, số tài khoản và "
    "địa chỉ nhà",
    "tên xã, kỳ báo cáo, tên mục và yêu cầu viết lại",
    "câu hỏi tra cứu văn bản và câu trả lời của chương trình",
)
KEPT = (
    "các mục khác, báo cáo cũ, thư viện, sổ văn bản đi",
    "dòng ghi chú giống lời ra lệnh cho máy",
    "ghi chú có dấu MẬT, TỐI MẬT, TUYỆT MẬT (không được nhận vào chương trình)",
)


@dataclass(frozen=True, slots=True)
class ModelConsent:
    workspace: Workspace
    settings: Settings
    office: Office

    @property
    def destination(self) -> Destination | None:
        """Where text for the model goes; None without a model that could be asked."""
        if not self.settings.model:
            return None
        try:
            return destination_of(self.settings.model, self.settings)
        except UserError:  # told where the model is used
            return None

    @property
    def needed(self) -> bool:
        """The model is on another machine."""
        destination = self.destination
        return destination is not None and not destination.local

    @property
    def answer(self) -> ConsentRecord | None:
        """What the office said of this destination; None where it has not been asked."""
        destination = self.destination
        if destination is None:
            return None
        return self.workspace.consents.latest(
            self.office.identity(), destination.provider, destination.host
        )

    @property
    def undecided(self) -> bool:
        return self.needed and self.answer is None

    @property
    def allowed(self) -> bool:
        """Text may go to another machine. Meaningless, and False, for a model of this one."""
        answer = self.answer if self.needed else None
        return answer is not None and answer.allowed

    def decide(self, *, allowed: bool) -> None:
        """Keep the office's answer on the configured model's destination.

        Raises:
            UserError: with a log-in, the account is no admin's.
        """
        actor = self.workspace.actor
        if actor is not None and not actor.may_administer:
            raise UserError(
                "Chỉ quản trị viên được quyết định việc gửi nội dung tới mô hình ở máy khác."
            )
        destination = self.destination
        if destination is not None and self.needed:
            self.workspace.consents.decide(
                self.office.identity(), destination.provider, destination.host, allowed=allowed
            )
            answer = "đồng ý" if allowed else "không đồng ý"
            self.workspace.audit.record(
                Audit.OFFICE_CHANGED, f"{answer} gửi nội dung tới {destination.host}"
            )
