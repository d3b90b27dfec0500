// Nothing typed is lost. What the program has not yet confirmed is kept in the browser and put back
// when the page comes again; an action that goes by the text waits until the text is saved.
(() => {
  const find = (query) => document.querySelector(query);
  // The boxes that save themselves, each with what the program last said it holds.
  const BOXES = {
    editor: {
      typed: () => find("#editor textarea"),
      saved: () => find("#flag-layer [data-version]")?.textContent,
    },
    notes: {
      typed: () => find("#notes textarea"),
      saved: () => find("#notes-seen textarea")?.value,
    },
  };
  const same = (one, other) => one.trimEnd() === other.trimEnd();
  const unsaved = (box) => {
    const typed = box.typed();
    const saved = box.saved();
    return Boolean(typed?.offsetParent) && saved !== undefined && !same(typed.value, saved);
  };
  const anyUnsaved = () => Object.values(BOXES).some(unsaved);

  // --- kept until confirmed ---------------------------------------------------------------------

  const place = () => {
    const asked = new URL(window.location.href).searchParams;
    return asked.get("bao-cao") ? `${asked.get("bao-cao")}/${asked.get("muc") ?? ""}` : null;
  };
  const slot = (at, name) => `unsaved:${at}:${name}`;
  const keep = (name, box) => {
    const typed = box.typed();
    if (!place()) return;
    try {
      window.localStorage.setItem(
        slot(place(), name),
        JSON.stringify({ text: typed.value, caret: typed.selectionStart, held: document.activeElement === typed }),
      );
    } catch {
      // Without storage (a private window, a full disk) the text still stands in the box.
    }
  };

  document.addEventListener("input", (event) => {
    for (const [name, box] of Object.entries(BOXES)) {
      if (event.target === box.typed()) keep(name, box);
    }
  });

  const putBack = (name, box) => {
    const kept = JSON.parse(window.localStorage.getItem(slot(place(), name)) ?? "null");
    const typed = box.typed();
    if (!kept || !typed || same(kept.text, typed.value)) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(typed, kept.text);
    typed.dispatchEvent(new Event("input", { bubbles: true })); // saves it, as typing would
    if (kept.held) {
      typed.focus();
      typed.setSelectionRange(kept.caret, kept.caret);
    }
    window.tlbcSay("voice", "polite", "Đã đưa lại phần chữ chưa kịp lưu.");
  };

  let settled = null; // the place whose boxes have shown what the program holds
  setInterval(() => {
    if (!place() || !BOXES.editor.typed()?.offsetParent || BOXES.editor.saved() === undefined) return;
    if (settled !== place()) {
      if (anyUnsaved()) return; // the parts of the answer are still coming in
      settled = place();
      Object.entries(BOXES).forEach(([name, box]) => putBack(name, box));
    }
    for (const [name, box] of Object.entries(BOXES)) {
      if (!unsaved(box)) window.localStorage.removeItem(slot(settled, name));
    }
  }, 250);

  // --- actions wait -----------------------------------------------------------------------------

  const LONGEST_WAIT_MS = 5000; // then the action goes ahead, and says itself what is wrong
  // An answer draws lists anew: the same button by what it says of itself.
  const again = (button) => {
    if (button.isConnected) return button;
    const asked = Object.entries(button.dataset).map(([name, value]) => `[data-${name}="${CSS.escape(value)}"]`);
    return asked.length ? find(`button${asked.join("")}`) : null;
  };
  let passing = null;
  window.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".studio button");
      if (!button || button === passing || button.matches("[data-mode], [data-goto], [data-next]")) return;
      if (!anyUnsaved()) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      const since = Date.now();
      const wait = setInterval(() => {
        if (anyUnsaved() && Date.now() - since < LONGEST_WAIT_MS) return;
        clearInterval(wait);
        passing = again(button);
        passing?.click();
        passing = null;
      }, 50);
    },
    true,
  );
})();
