// The search box opens at once and is walked through by the keyboard here; what it finds comes from the server.
// The pattern is a combobox: the field keeps the focus and names the option that Enter would choose.
const palette = () => document.getElementById('palette');
const field = () => document.getElementById('palette-words');
const options = () => [...document.querySelectorAll('#palette-found [role="option"]')];
let chosen = null;

export function watchPalette() {
  document.addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k') { if (palette()) { e.preventDefault(); open(); } }
    else if (e.target === field()) walk(e);
  });
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-palette]')) open();
    else if (palette()?.open && (e.target === palette() || e.target.closest('#palette [data-close], #palette [role="option"]'))) palette().close();
  });
  document.addEventListener('pointermove', e => {
    const option = e.target.closest?.('#palette [role="option"]');
    if (option && option.id !== chosen) choose(option, false);
  });
  new MutationObserver(() => {
    if (palette()?.open && !document.getElementById(chosen)) choose(options()[0] ?? null, false);
  }).observe(document.body, { subtree: true, childList: true });
}

function open() {
  if (palette().open || document.querySelector('dialog[open]')) return;
  const opener = document.activeElement;
  palette().addEventListener('close', () => opener?.isConnected && document.activeElement === document.body && opener.focus(), { once: true });
  palette().showModal();
  field().focus();
  field().select();
  choose(options()[0] ?? null, false);
}

function walk(e) {
  const all = options(), at = all.findIndex(o => o.id === chosen);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 5, PageUp: at - 5 }[e.key];
  if (to !== undefined && all.length > 0) {
    e.preventDefault();
    const isStep = e.key.startsWith('Arrow');
    choose(all[isStep ? (to + all.length) % all.length : Math.max(0, Math.min(all.length - 1, to))], true);
  } else if (e.key === 'Enter') {
    e.preventDefault();
    if (document.getElementById('palette-found').getAttribute('aria-busy') !== 'true') document.getElementById(chosen)?.click();
  }
}

function choose(option, show) {
  document.getElementById(chosen)?.setAttribute('aria-selected', 'false');
  chosen = option?.id ?? null;
  option?.setAttribute('aria-selected', 'true');
  if (chosen) field().setAttribute('aria-activedescendant', chosen);
  else field().removeAttribute('aria-activedescendant');
  if (show) option.scrollIntoView({ block: 'nearest' });
}
