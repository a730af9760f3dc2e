// Clocks count on by themselves: what remained, and the working windows from there on, stand in the page. The server hears nothing of it.
const told = Number(document.querySelector('meta[name="server-now"]')?.content);
const arrived = performance.timeOrigin + (performance.getEntriesByType('navigation')[0]?.responseStart ?? 0);
const skew = told ? told - arrived : 0;   // a browser's own clock may be wrong

export function watchClocks() {
  setInterval(() => { if (!document.hidden) tick(); }, 1000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });
}

function tick() {
  const now = (Date.now() + skew) / 1000;
  for (const clock of document.querySelectorAll('[data-windows]')) {
    const left = remaining(clock.dataset, now), words = length(left);
    if (clock.firstChild && clock.firstChild.nodeValue !== words) clock.firstChild.nodeValue = words;   // the node stays the server's to replace
    clock.classList.toggle('late', left <= 0);
    const allowed = Number(clock.dataset.allowed);
    if (allowed > 0) clock.parentElement.style.setProperty('--p', `${Math.min(100, Math.max(0, Math.floor((allowed - left) * 100 / allowed)))}%`);
  }
}

/** Seconds; negative once it is late. */
function remaining({ left, windows }, now) {
  let worked = 0;
  for (const window of windows.split(',').filter(Boolean)) {
    const [from, to] = window.split('-').map(Number);
    worked += Math.max(0, Math.min(now, to) - from);
  }
  return Number(left) - worked;
}

/** As the server writes it. */
function length(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '−\u00a0' : ''}${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}`;
}
