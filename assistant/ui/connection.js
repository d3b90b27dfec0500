// The page notices by itself that the program is gone and that it is back. Gradio sees it only when
// something is being asked at that moment.
(() => {
  const EVERY_MS = 2000;
  const SAID =
    "Chương trình đang tắt hoặc đang khởi động lại. Chữ đã gõ được giữ trên máy này và sẽ được lưu khi chương trình mở lại.";
  const programRun = async () => {
    const answer = await fetch(new URL("gradio_api/app_id", window.location.href.split("?")[0]), {
      cache: "no-store",
      signal: AbortSignal.timeout(EVERY_MS * 5),
    });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).app_id;
  };
  const show = (away) => {
    let bar = document.querySelector("#away");
    if (!bar && away) {
      bar = Object.assign(document.createElement("p"), { id: "away", textContent: SAID });
      bar.setAttribute("role", "alert");
      document.body.prepend(bar);
    } else if (bar && !away) bar.remove();
  };

  let known = null;
  let missed = 0;
  const look = async () => {
    try {
      const run = await programRun();
      if (known !== null && run !== known) return window.location.reload();
      known = run;
      missed = 0;
    } catch {
      missed += 1; // one may be a busy moment or the page being left
    }
    show(missed > 1);
    setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);
})();
