// After the question whether notes may leave, what it interrupted goes on by its own button.
(() => {
  let again = "";
  // Read before the answer is sent: the question is gone when it has been kept.
  window.tlbcInterrupted = () => {
    again = document.querySelector("#consent [data-again]")?.dataset.again ?? "";
    return [];
  };
  window.tlbcAgain = () => {
    if (again) setTimeout(() => document.querySelector(again)?.click(), 600);
  };
})();
