// What happens when the circuit drops: a quiet notice, and attempts until the server answers. A server that still knows
// the circuit takes it up again; one that does not (it was restarted, or is another instance) gives a new page at the same
// address, whose drafts are back from the server and from drafts.js.
import { keepTyped, releaseTyped } from './drafts.js';

const pauses = [300, 700, 1500, 2500, 4000, 5000];
let isRetrying = false;

export const connectionHandler = {
  onConnectionDown() { if (!isRetrying) retry(); },
  onConnectionUp() { },
};

export async function startCircuit(reconnectionHandler) {
  try {
    await Blazor.start({ circuit: { reconnectionHandler } });
  } catch {
    await untilServerAnswers();
    location.reload();
  }
}

async function retry() {
  isRetrying = true;
  keepTyped(true);
  show(true);
  await untilServerAnswers();
  if (await reconnects()) {
    show(false);
    keepTyped(false);
    releaseTyped();
    isRetrying = false;
  } else {
    location.reload();
  }
}

async function untilServerAnswers() {
  for (let attempt = 0; ; attempt++) {
    await new Promise(done => setTimeout(done, pauses[Math.min(attempt, pauses.length - 1)]));
    try {
      // A gateway in front answers 502 or 504 for a server that is away; 503 is the server itself waiting for its database.
      const answer = await fetch('/health', { cache: 'no-store' });
      if (answer.status !== 502 && answer.status !== 504) return;
    } catch { /* nobody there yet */ }
  }
}

async function reconnects() {
  try { return await Blazor.reconnect(); } catch { return false; }
}

function show(isDown) {
  const notice = document.getElementById('connection');
  if (!notice) return;
  notice.hidden = !isDown;
  // The live region is announced when its text changes, not when it appears.
  notice.textContent = isDown ? notice.dataset.text : '';
}
