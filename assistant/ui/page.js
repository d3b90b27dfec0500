// The few things that only the browser can do: keep the flags under the editor in step with it,
// lead from a card to its place in the text and back, and keep the open report in the address.
(() => {
  const editor = () => document.querySelector("#editor textarea");
  const layer = () => document.querySelector("#flag-layer");

  document.addEventListener("input", (event) => {
    // The marks stand where the text was; they come back with the server's answer.
    if (event.target === editor()) layer()?.classList.add("stale");
  });

  document.addEventListener("click", (event) => {
    if (!editor()) return;
    const goto = event.target.closest("[data-goto]");
    const span = goto
      ? goto.dataset.goto.split(",").map(Number)
      : event.target.closest("[data-next]") && nextFlag();
    if (span) select(...span);
  });

  // What is to be looked at and what is to be filled in, in the order of the text.
  const places = () =>
    [...document.querySelectorAll("#flag-cards .card")].sort(
      (one, other) => one.dataset.start - other.dataset.start,
    );
  const spans = () =>
    places().map((card) => [Number(card.dataset.start), Number(card.dataset.end)]);
  // The first flag after the caret, after the last one the first again; or the other way round.
  const nextFlag = () =>
    spans().find(([start]) => start > editor().selectionStart) ?? spans()[0];
  const previousFlag = () =>
    spans().findLast(([start]) => start < editor().selectionStart) ?? spans().at(-1);

  // F8 or Alt+Down leads to the next flag, with Shift or Alt+Up to the one before it.
  document.addEventListener("keydown", (event) => {
    const onward = (event.key === "F8" && !event.shiftKey) || (event.altKey && event.key === "ArrowDown");
    const back = (event.key === "F8" && event.shiftKey) || (event.altKey && event.key === "ArrowUp");
    if (!(onward || back) || !editor()?.offsetParent) return;
    event.preventDefault();
    const span = onward ? nextFlag() : previousFlag();
    if (span) select(...span);
    else announce("Không có chỗ nào cần xem hoặc cần điền.");
  });

  // What a screen reader is told when the place changes and not the page.
  const announce = (said) => window.tlbcSay("voice", "assertive", said);
  const announceFlag = (start) => {
    const cards = places();
    const at = cards.findIndex((card) => Number(card.dataset.start) === start);
    if (at < 0) return;
    const words = (part) => cards[at].querySelector(part)?.textContent.trim() ?? "";
    announce(`Chỗ ${at + 1} trên ${cards.length}. ${words(".badge")}: ${words(".reason")} ${words(".quote")}`);
    cards[at].scrollIntoView({ block: "nearest", behavior: pace() });
  };

  const pace = () =>
    window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const select = (start, end) => {
    editor().focus({ preventScroll: true });
    editor().setSelectionRange(start, end);
    announceFlag(start);
    document
      .querySelectorAll("#flag-layer mark")
      .forEach((mark) => mark.classList.toggle("current", Number(mark.dataset.start) === start));
    document
      .querySelector(`#flag-layer mark[data-start="${start}"]`)
      ?.scrollIntoView({ block: "center", behavior: pace() });
  };

  // Editing or reading: the style sheet goes by which of the two buttons is pressed.
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("button[data-mode]");
    if (!chosen) return;
    document.querySelectorAll("button[data-mode]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button === chosen));
    });
  });

  // The evidence of one sentence: chosen in the reading view, or the one with the caret.
  const showGrounds = (block) => {
    if (!block || !block.hidden) return;
    document.querySelectorAll("#grounds [data-of]").forEach((each) => {
      each.hidden = each !== block;
    });
    document.querySelector("#grounds .hint").hidden = true;
    document.querySelectorAll("#reading .sentence").forEach((each) => {
      each.classList.toggle("current", each.dataset.sentence === block.dataset.of);
    });
  };
  const chooseSentence = (event) => {
    const sentence = event.target.closest?.("#reading [data-sentence]");
    if (!sentence) return false;
    showGrounds(document.querySelector(`#grounds [data-of="${sentence.dataset.sentence}"]`));
    return true;
  };
  document.addEventListener("click", chooseSentence);
  // After its lock has turned: the same sentence again, and the keyboard where it was.
  window.tlbcShowSentence = (number) => {
    setTimeout(() => {
      showGrounds(document.querySelector(`#grounds [data-of="${number}"]`));
      if (document.activeElement !== document.body) return;
      const sentence = document.querySelector(`#reading [data-sentence="${number}"]`);
      const button = document.querySelector(`#grounds [data-lock="${number}"]`);
      (byKey && sentence?.offsetParent ? sentence : button)?.focus({ preventScroll: true });
    }, 0);
  };
  let byKey = false;
  document.addEventListener("keydown", (event) => {
    const sentence = event.target.closest?.("#reading [data-sentence]");
    if (!sentence || event.key.toLowerCase() !== "k" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    byKey = true;
    document.querySelector(`#grounds [data-lock="${sentence.dataset.sentence}"]`)?.click();
  });
  document.addEventListener("click", (event) => {
    if (event.isTrusted && event.target.closest("[data-lock]")) byKey = false;
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && chooseSentence(event)) {
      event.preventDefault();
    }
  });

  // The caret inside a flag points at its card, inside a sentence at its evidence.
  document.addEventListener("selectionchange", () => {
    const text = editor();
    if (!text || document.activeElement !== text) return;
    const at = text.selectionStart;
    document.querySelectorAll("#flag-cards .card").forEach((card) => {
      const inside = Number(card.dataset.start) <= at && at < Number(card.dataset.end);
      card.classList.toggle("current", inside);
    });
    showGrounds(
      [...document.querySelectorAll("#grounds [data-of]")].find(
        (each) => Number(each.dataset.start) <= at && at <= Number(each.dataset.end),
      ),
    );
  });

  // The download button is there as soon as there is something to fetch.
  window.tlbcDownload = () => {
    const fetch = (tries) => {
      const button = document.querySelector("#download");
      if (button) button.click();
      else if (tries > 0) setTimeout(() => fetch(tries - 1), 100);
    };
    setTimeout(() => fetch(20), 150);
  };

  window.tlbcShowAddress = (element) => {
    const nav = element.querySelector("[data-report]");
    if (!nav) return;
    const address = new URL(window.location.href);
    address.searchParams.set("bao-cao", nav.dataset.report);
    if (nav.dataset.section) address.searchParams.set("muc", nav.dataset.section);
    window.history.replaceState(window.history.state, "", address);
  };
})();
