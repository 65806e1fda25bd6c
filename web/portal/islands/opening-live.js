// Follows an opening: whenever the server sends one of the kinds that the page names, the part that changes is fetched
// again and put in place, as the server drew it. Requests are spread over two seconds, because ten thousand
// people may be watching. Without this script the page is read again by its "reload" link.
(() => {
  let live = document.getElementById("live");
  if (!live || !live.dataset.stream || !window.EventSource) return;
  let waiting = false;
  const say = (state, text) => {
    const place = live.querySelector("[data-conn]");
    if (!place || place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = text;
  };
  const refresh = async () => {
    waiting = false;
    try {
      const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("live");
      if (!fresh) return;
      const scrolled = live.querySelector(".scroll")?.scrollLeft ?? 0;
      live.replaceWith(fresh);
      live = fresh;
      const table = live.querySelector(".scroll");
      if (table) table.scrollLeft = scrolled;
      if (!live.dataset.stream) return stream.close();
      say("on", live.dataset.followed);
    } catch {
      say("off", live.dataset.lost);
    }
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(refresh, 200 + Math.random() * 1800);
  };
  const stream = new EventSource(live.dataset.stream);
  stream.onopen = () => say("on", live.dataset.followed);
  stream.onerror = () => say("off", live.dataset.lost);
  for (const kind of live.dataset.kinds.split(" ").filter(Boolean))
    stream.addEventListener(kind, later);
})();
