// Messages about what went wrong stay until they are dealt with: closed by the cross or by Escape,
// or overtaken by the same button pressed again. Escape also leaves the form of a new report.
(() => {
  const toasts = () => [...document.querySelectorAll(".toast-body")];
  const close = (toast) => toast.querySelector(".toast-close")?.click();

  // Which button a message answers: the one pressed last before it came.
  let pressed = "";
  const nameOf = (button) => `${button.closest("[id]")?.id ?? ""}/${button.textContent.trim()}`;
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button");
      if (!button || button.closest(".toast-wrap")) return;
      pressed = nameOf(button);
      toasts().filter((toast) => toast.dataset.answers === pressed).forEach(close);
    },
    true,
  );
  new MutationObserver(() => {
    toasts().forEach((toast) => (toast.dataset.answers ??= pressed));
  }).observe(document, { subtree: true, childList: true });

  const leaveForm = () => {
    const leave = document.querySelector("#new-report-close");
    if (!leave?.offsetParent) return false;
    leave.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (event.target.getAttribute?.("aria-expanded") === "true") return; // closes its own list
    const last = toasts().at(-1);
    if (last) close(last);
    else if (!leaveForm()) return;
    event.preventDefault();
  });

  // The keyboard goes into the form when it opens, and back when it is left.
  window.tlbcFocus = (place) => {
    const look = (tries) => {
      const box = [...document.querySelectorAll(place)].find((each) => each.offsetParent);
      if (box) box.focus();
      else if (tries > 0) setTimeout(() => look(tries - 1), 50);
    };
    look(40);
  };
})();
