// What lists do in the browser alone: selecting rows, narrowing long lists of options, looking at a row without opening it.
// The server hears of a selection in one message for all of it, and holds nothing per row.
const chosen = new Map();   // id → "id:version:number", as the box hands it over
let scope = '', last = null, preview = null;

export function watchLists() {
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-unselect]')) clearSelection();
    if (e.target.matches?.('.pick input')) select(e.target, e.shiftKey);
  });
  document.addEventListener('input', e => { if (e.target.matches?.('[data-narrow]')) narrow(e.target); });
  document.addEventListener('keydown', keys);
  document.addEventListener('pointerover', e => { if (e.pointerType === 'mouse') hover(e.target.closest?.('table[data-preview] tbody tr'), e.target); });
  document.addEventListener('scroll', () => closePreview(), { capture: true, passive: true });
  document.addEventListener('pointerdown', e => { if (!e.target.closest?.('#list-preview')) closePreview(); });
  new MutationObserver(follow).observe(document.body, { subtree: true, childList: true });
}

export function clearSelection() {
  chosen.clear();
  last = null;
  follow();
  tell();
}

const boxes = () => [...document.querySelectorAll('.list-card tbody .pick input')];
const idOf = box => box.value.split(':', 1)[0];
const holder = () => document.querySelector('.list-selection');

function select(box, isRange) {
  const rows = boxes();
  if (box.classList.contains('pick-all')) for (const row of rows) mark(row, box.checked);
  else {
    const from = isRange && last ? rows.findIndex(b => idOf(b) === last) : -1, to = rows.indexOf(box);
    if (from >= 0) for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) mark(row, box.checked);
    mark(box, box.checked);
    last = idOf(box);
  }
  follow();
  tell();
}

function mark(box, on) {
  const most = Number(holder()?.dataset.most ?? 0);
  if (!on) chosen.delete(idOf(box));
  else if (chosen.size < most || chosen.has(idOf(box))) chosen.set(idOf(box), box.value);
}

/** Rows come and go with pages and live changes: boxes show what is chosen, and what is chosen takes the version now seen. */
function follow() {
  if (!holder()) return;
  const where = scopeOf(location);
  if (where !== scope) {
    scope = where;
    if (chosen.size > 0) { chosen.clear(); tell(); }
  }
  let changed = false;
  const rows = boxes();
  for (const box of rows) {
    const id = idOf(box), on = chosen.has(id);
    if (box.checked !== on) box.checked = on;
    if (on && chosen.get(id) !== box.value) { chosen.set(id, box.value); changed = true; }
  }
  const all = document.querySelector('.pick-all'), count = rows.filter(b => b.checked).length;
  if (all) { all.checked = count > 0 && count === rows.length; all.indeterminate = count > 0 && count < rows.length; }
  if (changed) tell();
}

/** Another page of the same list keeps the selection; another view, filter or order begins a new one. */
function scopeOf({ pathname, search }) {
  const query = new URLSearchParams(search);
  for (const name of ['after', 'before', 'page']) query.delete(name);
  query.sort();
  return `${pathname}?${query}`;
}

function tell() {
  const to = holder();
  if (!to) return;
  to.value = [...chosen.values()].join(',');
  to.dispatchEvent(new Event('change', { bubbles: true }));
}

function keys(e) {
  if (e.key === 'Escape') { closePreview(); return; }
  const row = e.target.closest?.('.list-card tbody tr');
  if (!row || e.ctrlKey || e.metaKey || e.altKey || e.target.matches('input')) return;
  if (e.key === 'x') {
    const box = row.querySelector('.pick input');
    if (box) { e.preventDefault(); box.checked = !box.checked; select(box, e.shiftKey); }
  }
  if ((e.key === 'p' || e.key === ' ') && row.closest('table[data-preview]')) {
    e.preventDefault();
    if (preview?.row === row) closePreview(); else openPreview(row, true);
  }
}

function hover(row, target) {
  if (target.closest?.('#list-preview') || row === preview?.row) return;
  closePreview();
  if (row) preview = { row, timer: setTimeout(() => openPreview(row, false), 500) };
}

/** Asks the server when it is wanted, with the permissions of the record's page; what is left before it came is not waited for. */
async function openPreview(row, byKey) {
  const link = row.querySelector('a[href]');
  if (!link) return;
  closePreview();
  const request = new AbortController();
  const mine = preview = { row, request };
  try {
    const answer = await fetch(`${link.pathname}/preview`, { signal: request.signal, headers: { 'X-Requested-With': 'fetch' }, redirect: 'error' });
    if (!answer.ok || preview !== mine) return;
    const box = previewBox();
    box.innerHTML = await answer.text();
    if (preview !== mine || !row.isConnected) return;
    box.setAttribute('aria-live', byKey ? 'polite' : 'off');
    box.showPopover();
    place(box, row);
  } catch { /* left, or no answer: the row itself is still there */ }
}

function closePreview() {
  clearTimeout(preview?.timer);
  preview?.request?.abort();
  preview = null;
  const box = document.getElementById('list-preview');
  if (box?.matches(':popover-open')) box.hidePopover();
}

function previewBox() {
  const existing = document.getElementById('list-preview');
  if (existing) return existing;
  const box = Object.assign(document.createElement('div'), { id: 'list-preview', className: 'pop preview' });
  box.popover = 'manual';
  box.setAttribute('role', 'status');
  document.body.append(box);
  return box;
}

function place(box, row) {
  const at = row.getBoundingClientRect(), title = (row.querySelector('.ttl') ?? row).getBoundingClientRect();
  const below = at.bottom + 6 + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
  box.style.top = `${Math.max(8, Math.round(below ? at.bottom + 6 : at.top - box.offsetHeight - 6))}px`;
  box.style.left = `${Math.round(Math.max(8, Math.min(title.left + 24, innerWidth - box.offsetWidth - 8)))}px`;
}

function narrow(field) {
  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = fold(field.value);
  for (const option of field.parentElement.querySelectorAll('.option')) option.hidden = !fold(option.textContent).includes(words);
}
