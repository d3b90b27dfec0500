"""Claims against the notes (CLM001, CLM002) and the standing of their facts."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check, notes_as_evidence
from assistant.checking.claims import ClaimKind, FactKind, Standing
from assistant.checking.document import Document
from assistant.checking.inspection import Inspection
from assistant.language.periods import year_period
from assistant.register import load_register

NOTES = """tn 200 hs, dung han 190; hs dat tre han do cc dia chinh kiem nhiem
mo 2 lop tap huan 120 luot nguoi; nam 2022 mo 5 lop
khao sat 241 phieu, hai long 229; 118 tthc niem yet qr
may tinh cho cbcc 46/46; ko co don vuot cap; thon Gò Da chua hop dan
duoc huyen tang giay khen ve CCHC; lap camera nen ko con mat trom"""


def _context(notes: str = NOTES) -> CheckContext:
    evidence = notes_as_evidence("ghi-chu.txt", notes, year_period(2023))
    return CheckContext(date(2023, 12, 5), period=year_period(2023), notes=evidence)


def _alarms(text: str, code: str, notes: str = NOTES) -> list[str]:
    result = check(text, _context(notes))
    return [d.quote for d in result.diagnostics if d.code == code and d.severity != "info"]


@pytest.mark.parametrize(
    "text",
    [
        "Nguyên nhân là do công chức địa chính kiêm nhiệm.",  # in the notes
        "Hồ sơ đất đai trễ hạn là do công chức địa chính phải kiêm nhiệm nhiều việc.",
        "Xã được huyện tặng giấy khen về cải cách hành chính.",
        "Nhờ đó, không còn mất trộm từ khi lắp camera.",
        "Cấp ủy, chính quyền luôn quan tâm lãnh đạo, chỉ đạo.",  # claims nothing
        "Năm 2023 mở 02 lớp tập huấn, giảm 03 lớp so với năm 2022 (05 lớp).",  # by its figures
        "## Nhiệm vụ\n1. Nâng cao rõ rệt chất lượng giải quyết hồ sơ.",  # a task
        "Thực hiện Kế hoạch số 15/KH-UBND ngày 16/01/2023 về khen thưởng đột xuất.",  # a title
    ],
)
def test_claims_with_evidence(text: str) -> None:
    assert _alarms(text, "CLM001") == []


@pytest.mark.parametrize(
    "text",
    [
        "Nguyên nhân chính là do cấp huyện chậm luân chuyển giấy tờ.",
        "Nhờ vậy, tình hình trộm cắp ma túy giảm rõ rệt.",
        "Kết quả này được Tỉnh ủy gửi thư biểu dương toàn tỉnh.",
        "Đời sống hộ nghèo vùng cao chuyển biến rõ rệt so với cùng kỳ.",
        "Xã đứng thứ nhất toàn tỉnh về chuyển đổi số.",
        "Nguyên nhân là người dân không chịu bàn giao mặt bằng.",
    ],
)
def test_claims_without_evidence(text: str) -> None:
    notes = NOTES.replace("duoc huyen tang giay khen ve CCHC; ", "")
    assert len(_alarms(text, "CLM001", notes)) == 1
    assert _alarms(text, "CLM001", notes="") == []  # nothing to judge by


@pytest.mark.parametrize(
    "text",
    [
        "Toàn bộ 118 thủ tục hành chính được niêm yết bằng mã QR.",  # the count is in the notes
        "100% cán bộ, công chức có máy tính.",  # 46/46
        "Trong kỳ không có trường hợp nào gửi đơn vượt cấp.",
        "Toàn thể cán bộ nghiêm túc chấp hành nội quy.",  # every report says so
        "## Nhiệm vụ\n1. Phấn đấu 100% hồ sơ được số hóa.",
        "Điều kiện là không có cán bộ nào bị xử lý hình sự.",
    ],
)
def test_absolute_claims_with_evidence(text: str) -> None:
    assert _alarms(text, "CLM002") == []


@pytest.mark.parametrize(
    "text",
    [
        "Toàn bộ người dân đều hài lòng với thái độ phục vụ.",
        "100% hộ dân đã ký bản cam kết giữ rừng.",
        "Không có vụ việc nào khiếu kiện kéo dài.",
        "Tất cả các thôn đều có nhà văn hóa đạt chuẩn.",
        "Không có thôn, bản nào bị lõm sóng di động.",
    ],
)
def test_absolute_claims_without_evidence(text: str) -> None:
    assert _alarms(text, "CLM002") == [text]
    assert _alarms(text, "CLM002", notes="") == []


def test_facts_and_their_standing() -> None:
    text = "Xã mở 02 lớp tập huấn ở thôn Gò Da; mở 05 lớp tập huấn; tặng 35 suất quà."
    register = load_register()
    inspection = Inspection(Document(text, register.law_names), _context(), register)
    found = [
        (fact.kind, fact.span.of(text), fact.standing)
        for claim in inspection.claims
        for fact in claim.facts
    ]
    assert found == [
        (FactKind.FIGURE, "02", Standing.SUPPORTED),
        (FactKind.PLACE, "Gò Da", Standing.SUPPORTED),
        (FactKind.FIGURE, "05", Standing.OTHER_PERIOD),
        (FactKind.FIGURE, "35", Standing.UNSUPPORTED),
    ]
    assert [claim.standing for claim in inspection.claims] == [
        Standing.SUPPORTED, Standing.OTHER_PERIOD, Standing.UNSUPPORTED,
    ]  # fmt: skip


def test_a_sentence_without_facts_claims_nothing() -> None:
    text = "Cấp ủy, chính quyền luôn quan tâm lãnh đạo, chỉ đạo."
    register = load_register()
    inspection = Inspection(Document(text, register.law_names), _context(), register)
    assert [claim.kind for claim in inspection.claims] == [ClaimKind.GENERIC]


def test_support_is_where_the_note_says_it() -> None:
    text = "Thôn Gò Da chưa họp dân."
    register = load_register()
    inspection = Inspection(Document(text, register.law_names), _context(), register)
    (fact,) = inspection.claims[0].facts
    assert fact.evidence is not None
    assert fact.support is not None
    assert fact.support.of(fact.evidence.text) == "Gò Da"
