// Keeps what is typed into [data-draft] fields while the server cannot hear it, and gives it back, as if typed, once it can.
// The server's own copy is written half a second after a pause in typing: this covers the gap and the outage.
const prefix = 'opsflux-draft:';
let isDown = false;

/** Begins or ends keeping. Begins with everything on the page: the last words may not have reached the server. */
export function keepTyped(down) {
  isDown = down;
  if (down) document.querySelectorAll('[data-draft]').forEach(keep);
}

/** The same circuit is back: tells it what was typed meanwhile. */
export function releaseTyped() {
  document.querySelectorAll('[data-draft]').forEach(field => {
    if (sessionStorage.getItem(prefix + field.dataset.draft) !== null) tell(field, field.value);
  });
}

export function watchDrafts() {
  for (const type of ['input', 'change']) document.addEventListener(type, e => {
    if (!isDown) return;
    e.stopPropagation();   // the script of the circuit would throw: it has nobody to tell
    if (e.target.dataset?.draft) keep(e.target);
  }, true);
  // A field gets its name when the server is ready for it, which may be after the field itself.
  new MutationObserver(restore).observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-draft'] });
  restore();
}

function keep(field) {
  if (field.value) sessionStorage.setItem(prefix + field.dataset.draft, field.value);
}

function restore() {
  if (isDown) return;
  document.querySelectorAll('[data-draft]').forEach(field => {
    const text = sessionStorage.getItem(prefix + field.dataset.draft);
    if (text !== null) tell(field, text);
  });
}

function tell(field, text) {
  sessionStorage.removeItem(prefix + field.dataset.draft);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
