// Canned replies: "/" at the beginning of a line opens their picker, and what was picked is written at the cursor.
let slash = null;

export function watchReplies() {
  document.addEventListener('keydown', e => {
    if (e.target.tagName !== 'TEXTAREA') return;
    slash = null;
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const at = e.target.selectionStart;
    const opener = document.querySelector(`[data-replies="${CSS.escape(e.target.id)}"]`);
    if (!opener || (at > 0 && e.target.value[at - 1] !== '\n')) return;
    // The sign stays in the text: whoever goes on without picking has typed what he typed.
    slash = { field: e.target, at };
    e.target.addEventListener('input', () => opener.click(), { once: true });
  }, true);
}

/** Replaces the "/" that opened the picker, else the selection. As if typed, so that draft and page hear of it. */
export function insertReply(id, text) {
  const field = document.getElementById(id);
  if (!field) return;
  const typed = slash?.field === field && field.value[slash.at] === '/';
  const [start, end] = typed ? [slash.at, slash.at + 1] : [field.selectionStart, field.selectionEnd];
  slash = null;
  field.setRangeText(text, start, end, 'end');
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  field.focus();
}
