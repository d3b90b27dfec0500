"""The words of Gradio's own controls in Vietnamese; our own stand where they are used.

Gradio has no Vietnamese locale and picks one by the browser's language, so that the same table goes
under Vietnamese and under English, its fallback.
"""

from __future__ import annotations

import gradio as gr

PAGE_TITLE = "Trợ lý báo cáo cấp xã"
LOGIN_MESSAGE = (
    f"<h1>{PAGE_TITLE}</h1><p>Nhập tên và mật khẩu do quản trị viên của cơ quan cấp. Nhập sai "
    "5 lần thì phải chờ 10 phút.</p>"
)

_BUILT_IN = {
    "blocks.connection_can_break": "Trên điện thoại, kết nối có thể ngắt khi rời trang.",
    "blocks.long_requests_queue": "Đang có nhiều yêu cầu chờ xử lý, vui lòng đợi.",
    "blocks.lost_connection": "Mất kết nối do rời trang; đang kết nối lại…",
    "blocks.waiting_for_inputs": "Đang chờ tải tệp lên xong, vui lòng thử lại.",
    "chatbot.edit": "Sửa",
    "chatbot.retry": "Thử lại",
    "chatbot.undo": "Hoàn tác",
    "chatbot.submit": "Gửi",
    "chatbot.cancel": "Hủy",
    "chatbot.like": "Hữu ích",
    "chatbot.dislike": "Chưa đúng",
    "chatbot.clear": "Xóa hội thoại",
    "chatbot.complete": "Xong",
    "chatbot.copy_message": "Sao chép",
    "chatbot.copied_message": "Đã sao chép",
    "chat_interface.message_placeholder": "Nhập nội dung…",
    "chat_interface.chatbot": "Trò chuyện",
    "chat_interface.conversation": "Hội thoại",
    "common.clear": "Xóa",
    "common.complete": "Xong",
    "common.download": "Tải về",
    "common.download_all": "Tải tất cả",
    "common.edit": "Sửa",
    "common.empty": "Trống",
    "common.error": "Lỗi",
    "common.loading": "Đang tải",
    "common.or": "hoặc",
    "common.remove": "Bỏ",
    "common.runs": "Lượt chạy",
    "common.settings": "Cài đặt",
    "common.share": "Chia sẻ",
    "common.submit": "Gửi",
    "common.undo": "Hoàn tác",
    "common.language": "Ngôn ngữ",
    "common.display_theme": "Giao diện sáng/tối",
    "common.progress": "Tiến độ",
    "common.run": "Chạy",
    "dropdown.dropdown": "Danh sách",
    "errors.build_error": "Trang bị lỗi khi dựng",
    "errors.config_error": "Trang bị lỗi cấu hình",
    "errors.contact_page_author": "Vui lòng báo người quản trị trang.",
    "errors.runtime_error": "Trang bị lỗi khi chạy",
    "file.uploading": "Đang tải lên…",
    "label.label": "Nhãn",
    "login.username": "Tên đăng nhập",
    "login.password": "Mật khẩu",
    "login.login": "Đăng nhập",
    "login.incorrect_credentials": "Tên đăng nhập hoặc mật khẩu không đúng",
    "number.number": "Số",
    "status.queue_position": "Đang chờ: {position}/{size}",
    "upload_text.click_to_upload": "Bấm để chọn tệp",
    "upload_text.drop_file": "Kéo thả tệp vào đây",
    "upload_text.paste_clipboard": "Dán từ bộ nhớ tạm",
}


def vietnamese() -> gr.I18n:
    return gr.I18n(**{"vi": _BUILT_IN, "vi-VN": _BUILT_IN, "en": _BUILT_IN})
