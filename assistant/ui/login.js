// Gradio's log-in page comes before our translations do.
(() => {
  const WORDS = {
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
    "login": "Đăng nhập",
    "incorrect credentials": "Tên đăng nhập hoặc mật khẩu không đúng",
  };
  const translate = () => {
    if (!document.querySelector("input[type=password]")) return;
    document.documentElement.lang = "vi";
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const said = WORDS[words.currentNode.data.trim().toLowerCase()];
      if (said) words.currentNode.data = said;
    }
  };
  new MutationObserver(translate).observe(document, { subtree: true, childList: true, characterData: true });
})();
