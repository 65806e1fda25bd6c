// Follows an opening: whenever the server says that something happened, the part that changes is fetched
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
  stream.onmessage = later;
  for (const kind of ["opening", "opening.set_closed", "opening.set_witnessed", "opening.trustee_answered", "opening.returned_unopened", "opening.read_out",
    "hall.objection_raised", "hall.objection_answered", "hall.signing_opened", "hall.record_signed", "hall.signature_refused", "hall.session_ended", "hall.record_published"])
    stream.addEventListener(kind, later);
})();
