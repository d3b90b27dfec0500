// After the question whether notes may leave, what it interrupted goes on by its own button.
(() => {
  window.tlbcAgain = (selector) => {
    if (selector) setTimeout(() => document.querySelector(selector)?.click(), 200);
  };
})();
