"""What is said of all, against counts of fewer (CLM003)."""

from datetime import date

import pytest

from assistant.checking import CheckContext, check


def _quotes(text: str) -> list[str]:
    result = check(text, CheckContext(date(2024, 12, 5)))
    return [d.quote for d in result.diagnostics if d.code == "CLM003"]


@pytest.mark.parametrize(
    "text",
    [
        # A share of the things, told with the same words.
        "Có 11/14 bản đã thành lập tổ an ninh. Bản nào cũng đã thành lập tổ an ninh.",
        "18/25 nhà văn hóa có tủ sách. Nhà văn hóa nào cũng có tủ sách.",
        "Các hộ trong xã đều đã lắp đồng hồ nước. Đến nay có 640/712 hộ lắp đồng hồ nước.",
        "Hòa giải thành 12/17 vụ. Các vụ hòa giải đều thành.",
        "Đã cấp giấy cho 41/50 hộ. Mọi hộ đều đã được cấp giấy.",
        "Có 07/09 trường học đạt chuẩn. Tất cả các trường học đều đạt chuẩn quốc gia.",
        "Toàn bộ đảng viên đều tham gia học tập chuyên đề. Đã có 188/201 đảng viên học tập chuyên đề.",
        "Có 33/40 cơ sở kinh doanh ký cam kết. Các cơ sở kinh doanh đều đã ký cam kết.",
        "Các ấp đều có đội văn nghệ; 6/8 ấp có đội văn nghệ hoạt động thường xuyên.",
        "Kiểm tra 15/20 cơ sở. Cơ sở nào cũng đã được kiểm tra.",
        # A part done of a whole named in front.
        "Xảy ra 16 vụ trộm, làm rõ 13 vụ. Các vụ trộm đều đã được làm rõ.",
        "Nhận 24 đơn, giải quyết 20 đơn. Mọi đơn đều đã được giải quyết.",
        "Tiếp nhận 30 ý kiến, đã trả lời 27 ý kiến. Các ý kiến đều đã được trả lời.",
        "Có 06 công trình: xong 04, đang làm 02. Các công trình đều đã xong.",
        "Cử tri nêu 18 kiến nghị; đã trả lời 15. Không kiến nghị nào còn bỏ ngỏ.",
        # A rest.
        "Còn 12 hộ chưa tham gia bảo hiểm. Hộ nào cũng đã tham gia bảo hiểm.",
        "Các thôn đều đã họp; còn 02 thôn chưa họp.",
        "Trên địa bàn đã hết nhà dột nát; còn 09 nhà dột nát.",
        "Đến nay xã không còn nhà tạm. Còn 14 nhà tạm cần xóa.",
        "Không còn hộ nào chưa có nước sạch. Tuy nhiên còn 21 hộ chưa có nước sạch.",
        "Tất cả các tổ đều đã kiện toàn. Riêng 03 tổ chưa kiện toàn do thiếu người.",
        "Các chi bộ đều sinh hoạt chuyên đề; 04 chi bộ chưa sinh hoạt chuyên đề quý III.",
        "Mọi hồ sơ đều được số hóa. Hiện 130 hồ sơ chưa được số hóa.",
        "Các vụ việc hòa giải đều thành; những vụ không thành được chuyển huyện.",
        # Nothing left over by the counts, and a rest all the same.
        "Gửi thư xin lỗi 22/22 trường hợp; còn 03 trường hợp chưa nhận được thư xin lỗi.",
        "Nhận 15 phản ánh, đã xử lý 15; 02 phản ánh hiện còn đang xử lý.",
        "Có 9/9 thôn tổ chức họp dân. Tuy nhiên, còn thôn Khe Nà chưa họp lần nào.",
        "Có 10/10 tổ ký cam kết phòng cháy; song 02 tổ chưa ký cam kết phòng cháy.",
        "Tiếp nhận 44 phản ánh, đã giải quyết 44; hiện 05 phản ánh chưa giải quyết.",
        "Có 27/27 hộ nhận tiền bồi thường. Còn 04 hộ chưa nhận tiền bồi thường.",
        # A denial against a label, a count in words, the rest in the heading.
        "b) Tiếp đột xuất: 03 lượt.\nTrong kỳ không phát sinh trường hợp tiếp đột xuất.",
        "Không có đơn khiếu nại. Một đơn khiếu nại đang được xác minh.",
        "Có 01 đoàn đông người. Trong kỳ không có đoàn đông người đến trụ sở.",
        "## 1. Hồ sơ trực tuyến\nPhát sinh 12 hồ sơ. Chưa phát sinh hồ sơ trực tuyến nào.",
    ],
)
def test_fewer_than_all(text: str) -> None:
    assert len(_quotes(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        # Of other things, or of a part of them.
        "Có 11/14 bản đã thành lập tổ an ninh. Bản nào cũng có nhà văn hóa.",
        "Tiếp nhận 24 đơn, giải quyết 20 đơn. Các đơn đã giải quyết đều đúng hạn.",
        "Nhận 24 đơn, giải quyết 20 đơn. Các đơn đều được giải quyết đúng quy định.",
        "Hòa giải thành 12/17 vụ. Các vụ đều được ghi sổ.",
        "Có 640/712 hộ lắp đồng hồ nước. Các thôn đều có đường bê tông.",
        "Thôn 3 các hộ đều đã ký cam kết. Toàn xã 600/712 hộ ký cam kết.",
        "Các hộ nghèo đều được cấp thẻ bảo hiểm. Có 5.200/5.600 người tham gia bảo hiểm.",
        "Các hồ sơ đất đai đều đúng hạn. Còn 03 hồ sơ hộ tịch chưa trả kết quả.",
        "Tất cả các cuộc họp đều có biên bản; họp 14/16 thôn.",
        # All, and the counts say so.
        "Có 14/14 bản thành lập tổ an ninh. Bản nào cũng có tổ an ninh.",
        "Nhận 15 phản ánh, đã xử lý 15. Các phản ánh đều đã được xử lý.",
        "Gửi thư xin lỗi 22/22 trường hợp; không còn trường hợp chưa nhận thư.",
        "Xã không còn nhà tạm; đã xóa 32/32 nhà tạm.",
        # Another time, or what is to be done.
        "Các thôn đều đã họp; năm 2022 còn 02 thôn chưa họp.",
        "Phấn đấu các hộ đều có nước sạch. Còn 21 hộ chưa có nước sạch.",
        "Các công trình đều đã xong; năm trước còn 03 công trình chưa xong.",
        # A rest of something else.
        "Gửi thư xin lỗi 22/22 trường hợp; còn 03 hồ sơ chưa trả.",
        "Có 10/10 tổ ký cam kết; 02 tổ chưa có trụ sở.",
        "Các tổ đều hoạt động tốt. Còn 04 tổ chưa có loa.",
        "Đã hết nhà tạm. Còn 37 nhà văn hóa cần sửa chữa.",
        "Hộ nghèo đều được vay vốn. Hộ nghèo giảm còn 37 hộ.",
        "Mọi người dân đều được thông tin. Có 120/300 người tham gia lớp tập huấn.",
        "Các văn bản đều được ký số. Xử lý 300/320 văn bản đến đúng hạn.",
        "Các đồng chí trong Ban Chỉ đạo đều có mặt. Còn 02 đồng chí đi học.",
        "Cấp ủy các cấp đều quan tâm; 5/7 chi bộ hoàn thành tốt nhiệm vụ.",
        "Có 9/9 thôn tổ chức họp dân. Một số thôn chưa có nhà văn hóa.",
        "b) Tiếp định kỳ: 03 lượt.\nTrong kỳ không phát sinh trường hợp tiếp đột xuất.",
        "Không có đơn tố cáo. Một đơn khiếu nại đang được xác minh.",
        "## 1. Hồ sơ trực tuyến\nPhát sinh 12 hồ sơ. Chưa phát sinh hồ sơ quá hạn nào.",
        "## 1. Khiếu nại, tố cáo\nTiếp nhận 03 đơn khiếu nại. Không có đơn tố cáo.",
    ],
)
def test_all_or_of_something_else(text: str) -> None:
    assert _quotes(text) == []
