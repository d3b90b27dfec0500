"""Statements of one report that contradict each other (CLM003)."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check


def _quotes(text: str) -> list[str]:
    result = check(text, CheckContext(date(2023, 12, 5)))
    return [d.quote for d in result.diagnostics if d.code == "CLM003"]


@pytest.mark.parametrize(
    "text",
    [
        # Another kind of the thing.
        "Trong kỳ không phát sinh đơn tố cáo. Đã tiếp nhận 03 đơn kiến nghị.",
        "Không có đơn thư vượt cấp. Tiếp nhận 12 đơn thư.",
        "UBND xã chưa tổ chức tự kiểm tra đột xuất. UBND xã đã tổ chức tự kiểm tra định kỳ 02 lần.",
        "UBND xã chưa ban hành văn bản quy phạm pháp luật. UBND xã đã ban hành 27 văn bản chỉ đạo.",
        "Không có cuộc họp nào đạt quá 80% số hộ dự. Các thôn đã tổ chức 14 cuộc họp.",
        "Xã không có cán bộ, công chức bị kỷ luật. Xã có 21 cán bộ, công chức.",
        "Không có khiếu nại, tố cáo đông người. Tiếp nhận 06 khiếu nại.",
        # Another field, village or part.
        "Lĩnh vực chứng thực không có hồ sơ quá hạn; lĩnh vực đất đai có 25 hồ sơ quá hạn.",
        "## 1. Hộ tịch\nKhông có hồ sơ quá hạn.\n## 2. Đất đai\nCòn 25 hồ sơ quá hạn.",
        "Thôn 3 không có hộ nghèo. Toàn xã có 38 hộ nghèo.",
        "Một số thôn chưa tổ chức họp dân quý II. UBND xã đã tổ chức họp dân quý II ở 03 thôn.",
        # Another time.
        "Trong kỳ không phát sinh đơn thư; năm 2022 tiếp nhận 05 đơn thư.",
        "Không có vụ cháy; cùng kỳ năm trước xảy ra 02 vụ cháy.",
        "Tháng 5 không phát sinh đơn thư. Cả năm tiếp nhận 57 đơn thư.",
        # Not told as a result.
        "Điều kiện là không có cán bộ bị xử lý hình sự. Có 01 cán bộ bị xử lý hình sự.",
        "## Nhiệm vụ\n1. Phấn đấu không có hồ sơ quá hạn.\n## Hạn chế\nCòn 06 hồ sơ quá hạn.",
        # Nothing against it.
        "Không có đơn thư tồn đọng. Đã giải quyết 12 đơn thư.",
        "Công tác tuyên truyền chưa được tổ chức thường xuyên. UBND xã đã tổ chức tuyên truyền.",
        "100% hồ sơ được giải quyết đúng hạn; không có hồ sơ quá hạn.",
        "Không có hồ sơ quá hạn (00 hồ sơ quá hạn).",
        "UBND xã chưa tổ chức diễn tập. UBND xã đã ban hành kế hoạch diễn tập.",
        "Số vụ vi phạm giảm 02 vụ vi phạm; không có vụ vi phạm nghiêm trọng.",
    ],
)
def test_statements_that_agree(text: str) -> None:
    assert _quotes(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Trong kỳ không phát sinh đơn thư. Đã tiếp nhận 03 đơn kiến nghị.", "không phát sinh đơn thư"),
        ("Trong kỳ không phát sinh đơn thư.\n- Ba đơn về đất rừng xử lý chậm.", "không phát sinh đơn thư"),
        ("Không có đơn thư tồn đọng. Hiện còn 03 đơn chưa giải quyết.", "Không có đơn thư tồn đọng"),
        ("Không có hồ sơ quá hạn. Có 06 hồ sơ trễ hạn do mất mạng.", "Không có hồ sơ quá hạn"),
        ("100% hồ sơ được giải quyết đúng hạn. Còn 06 hồ sơ quá hạn.", "100% hồ sơ được giải quyết đúng hạn"),
        ("Toàn bộ hồ sơ đều trả đúng hạn; 02 hồ sơ đất đai quá hạn.", "Toàn bộ hồ sơ đều trả đúng hạn"),
        ("Tất cả các kiến nghị đã được giải quyết xong. Còn 04 kiến nghị chưa giải quyết.",
         "Tất cả các kiến nghị đã được giải quyết"),
        ("Trong kỳ không có đoàn đông người. Có một đoàn đông người đến phản ánh.", "không có đoàn đông người"),
        ("Trong năm không để xảy ra vụ lừa đảo nào qua mạng. Tháng 6 xảy ra 01 vụ lừa đảo qua mạng.",
         "không để xảy ra vụ lừa đảo nào qua mạng"),
        ("Không còn tình trạng tảo hôn. Tuy nhiên vẫn còn tình trạng tảo hôn ở vùng cao.",
         "Không còn tình trạng tảo hôn"),
        ("UBND xã chưa tổ chức tự kiểm tra. UBND xã đã tổ chức tự kiểm tra 02 lần.", "chưa tổ chức tự kiểm tra"),
        ("Xã chưa tổ chức tự kiểm tra. Công tác tự kiểm tra được tiến hành 01 đợt.", "chưa tổ chức tự kiểm tra"),
        ("Đến nay xã chưa ban hành kế hoạch chuyển đổi số. UBND xã đã ban hành Kế hoạch số 15/KH-UBND về "
         "chuyển đổi số.", "chưa ban hành kế hoạch chuyển đổi số"),
        ("Xã chưa thành lập tổ công nghệ số cộng đồng. Xã đã thành lập 05 tổ công nghệ số cộng đồng.",
         "chưa thành lập tổ công nghệ số cộng đồng"),
        ("Trên địa bàn không xảy ra vụ cháy nào. Trong quý II xảy ra 02 vụ cháy nhà.", "không xảy ra vụ cháy nào"),
        ("Không có thành viên nợ quá hạn; 04 thành viên nợ quá hạn đã được nhắc.", "Không có thành viên nợ quá hạn"),
        ("Không phát hiện trường hợp sinh con thứ ba. Có 02 trường hợp sinh con thứ ba.",
         "Không phát hiện trường hợp sinh con thứ ba"),
    ],
)  # fmt: skip
def test_statements_that_contradict(text: str, quote: str) -> None:
    assert _quotes(text) == [quote]


def test_the_other_place_is_named() -> None:
    text = "Không có hồ sơ quá hạn. Còn 06 hồ sơ quá hạn."
    result = check(text, CheckContext(date(2023, 12, 5)))
    (found,) = (d for d in result.diagnostics if d.code == "CLM003")
    assert [related.quote for related in found.related] == ["Còn 06 hồ sơ quá hạn"]
