// Lets the clock of "openings today" run on from the server's instant. Without this script it stands still.
(() => {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  const served = Number(clock.dataset.clock), loaded = performance.now();
  const show = () => {
    const beijing = new Date(served + (performance.now() - loaded) + 8 * 3600e3);
    clock.textContent = beijing.toISOString().slice(11, 19);
  };
  setInterval(show, 1000);
})();
