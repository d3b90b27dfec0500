// What readers of the screen and people without a mouse need and Gradio does not give: names and
// regions in Vietnamese, news read out, the keyboard's place kept, a way past the outline.
(() => {
  // Gradio, which has no Vietnamese locale, puts its own language on the page when it starts.
  const root = document.documentElement;
  const speakVietnamese = () => {
    if (root.lang !== "vi") root.lang = "vi";
  };
  speakVietnamese();
  new MutationObserver(speakVietnamese).observe(root, {
    attributes: true, attributeFilter: ["lang"],
  });

  // What Gradio names in English or not at all.
  const NAMES = {
    "chatbot conversation": "Hội thoại với trợ lý",
    "Clear": "Bỏ tệp đã chọn",
    "Click to upload or drop files": "Bấm để chọn tệp, hoặc kéo thả tệp vào đây",
    "Close": "Đóng thông báo",
    "Dismiss": "Đóng thông báo",
    "File upload": "Chọn tệp",
    "More tabs": "Các thẻ khác",
    "Remove this file": "Bỏ tệp này",
  };
  const TITLES = { Error: "Cần xem lại", Warning: "Lưu ý", Info: "Thông tin", Success: "Đã xong" };
  const REGIONS = {
    ".side": "Các báo cáo và các mục",
    ".middle": "Mục đang soạn",
    ".chat": "Trò chuyện với trợ lý",
  };
  const SPEAKERS = { bot: "Trợ lý", user: "Bạn" };
  const put = (element, attribute, value) => {
    if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  };
  const nameParts = () => {
    document.querySelectorAll("[aria-label]").forEach((one) => {
      const name = NAMES[one.getAttribute("aria-label")];
      if (name) put(one, "aria-label", name);
    });
    for (const [part, name] of Object.entries(REGIONS)) {
      const region = document.querySelector(`.studio > ${part}`);
      if (region) put(region, "role", "region"), put(region, "aria-label", name);
    }
    document.querySelectorAll("#chat [data-testid=bot], #chat [data-testid=user]").forEach((one) => {
      put(one, "role", "group");
      put(one, "aria-label", SPEAKERS[one.dataset.testid]);
    });
    document.querySelectorAll(".toast-title").forEach((title) => {
      const name = TITLES[title.firstChild?.nodeValue.trim()];
      if (name) title.firstChild.nodeValue = `${name} `;
    });
    // A label around a box and its button would give the box the name of both.
    document.querySelectorAll("label:has(button) textarea").forEach((box) => {
      put(box, "aria-label", box.closest("label").querySelector("[data-testid=block-info]").textContent.trim());
    });
  };

  window.tlbcSay = (id, urgency, said) => {
    let region = document.querySelector(`#${id}`);
    if (!region) {
      region = document.createElement("div");
      region.id = id;
      region.className = "hide";
      region.setAttribute("aria-live", urgency);
      document.querySelector(".gradio-container main").append(region);
    }
    region.textContent = said;
  };

  // A status that comes with its text is not read out everywhere; one region that stays is. The
  // chat is a log and speaks for itself.
  let said = new Set();
  const sayStatus = () => {
    const shown = [...document.querySelectorAll(".gradio-container [role=status]")]
      .filter((status) => status.offsetParent && !status.closest("#chat"))
      .map((status) => status.textContent.trim())
      .filter(Boolean);
    const timeless = (text) => text.replace(/\d+:\d+:\d+/, ""); // saved a second later is no news
    const news = shown.filter((text) => !said.has(timeless(text)));
    said = new Set(shown.map(timeless));
    if (news.length) window.tlbcSay("news", "polite", news.join(". "));
  };

  // An answer of the server draws lists anew; the keyboard goes on where it was.
  let left = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#outline button, #flag-cards button, #offers button");
    if (!button) return;
    const cards = [...document.querySelectorAll("#flag-cards .card")];
    left = { button, list: button.closest("#outline, #flag-cards, #offers").id, card: cards.indexOf(button.closest(".card")) };
  });
  const goOn = () => {
    if (!left || left.button.isConnected) return;
    const cards = [...document.querySelectorAll("#flag-cards .card")];
    const next = {
      "outline": () => document.querySelector("#outline [aria-current]"),
      "flag-cards": () => cards.at(Math.min(Math.max(left.card, 0), cards.length - 1))?.querySelector("button") ?? document.querySelector("#editor textarea"),
      "offers": () => document.querySelector("#message textarea"),
    }[left.list]();
    if (document.activeElement === document.body) next?.focus({ preventScroll: true });
    left = null;
  };

  const skips = () => {
    if (document.querySelector(".skips")) return;
    const nav = Object.assign(document.createElement("nav"), { className: "skips" });
    nav.setAttribute("aria-label", "Đi nhanh");
    for (const [box, words] of [["#editor", "Đến ô soạn thảo"], ["#message", "Đến ô trò chuyện"]]) {
      const skip = Object.assign(document.createElement("a"), { href: box, textContent: words });
      skip.addEventListener("click", (event) => {
        event.preventDefault();
        document.querySelector("#tabs [role=tab]")?.click();
        document.querySelector(`${box} textarea`)?.focus();
      });
      nav.append(skip);
    }
    document.body.prepend(nav);
  };

  new MutationObserver(() => {
    nameParts();
    if (!document.querySelector(".masthead")) return;
    skips();
    sayStatus();
    goOn();
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-label"],
  });
})();
