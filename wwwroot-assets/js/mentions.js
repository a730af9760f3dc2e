// After an @ in a text: offers people, and completes the name. The field itself keeps the focus all along.
const watched = new Map();   // field id → { list, component, options, active, from }
const typing = new Map();    // field id → { component, toldAt }
const word = /(?:^|[^\p{L}\p{N}_.@/+-])@([\p{L}\p{N}_.-]*)$/u;
const tellEvery = 4000;

export function watchMentions(fieldId, list, component) {
  watched.set(fieldId, { list, component, options: [], active: 0, from: 0 });
  list.addEventListener('mousedown', e => {
    e.preventDefault();
    const at = [...list.children].indexOf(e.target.closest('[role="option"]'));
    if (at >= 0) take(document.getElementById(fieldId), watched.get(fieldId), at);
  });
}

/** Tells a component, every few seconds at most, that somebody types in a field. */
export function watchTyping(fieldId, component) {
  typing.set(fieldId, { component, toldAt: 0 });
}

document.addEventListener('input', e => {
  const at = watched.get(e.target.id);
  if (at) offer(e.target, at);
  const teller = typing.get(e.target.id);
  if (teller && Date.now() - teller.toldAt > tellEvery) {
    teller.toldAt = Date.now();
    teller.component.invokeMethodAsync('TypedAsync').catch(() => {});   // its page has gone
  }
});
document.addEventListener('focusout', e => { const at = watched.get(e.target.id); if (at) close(e.target, at); });
document.addEventListener('keydown', e => {
  const at = watched.get(e.target.id);
  if (at?.options.length) press(e, at);
}, true);

async function offer(field, at) {
  const before = field.value.slice(0, field.selectionStart);
  const found = word.exec(before);
  if (!found) return close(field, at);
  at.from = before.length - found[1].length;
  const people = await at.component.invokeMethodAsync('SuggestAsync', found[1]).catch(() => []);
  if (field.value.slice(0, field.selectionStart) !== before) return;   // typed on meanwhile
  if (people.length) open(field, at, people);
  else close(field, at);
}

function open(field, at, people) {
  at.options = people;
  at.active = 0;
  at.list.replaceChildren(...people.map((person, i) => {
    const option = Object.assign(document.createElement('li'), { id: `${at.list.id}-${i}` });
    option.setAttribute('role', 'option');
    const name = document.createElement('span');
    const user = document.createElement('small');
    name.textContent = person.name;
    user.textContent = `@${person.userName}`;
    option.append(name, user);
    return option;
  }));
  if (!at.list.matches(':popover-open')) at.list.showPopover();
  place(field, at.list);
  field.setAttribute('aria-controls', at.list.id);
  mark(field, at);
}

function place(field, list) {
  const box = field.getBoundingClientRect();
  const below = innerHeight - box.bottom > list.offsetHeight + 12;
  list.style.left = `${Math.round(box.left)}px`;
  list.style.top = `${Math.round(below ? box.bottom + 4 : Math.max(8, box.top - list.offsetHeight - 4))}px`;
}

function mark(field, at) {
  [...at.list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === at.active)));
  field.setAttribute('aria-activedescendant', `${at.list.id}-${at.active}`);
  at.list.children[at.active].scrollIntoView({ block: 'nearest' });
}

function press(e, at) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step) { at.active = (at.active + step + at.options.length) % at.options.length; mark(e.target, at); }
  else if (e.key === 'Enter' || e.key === 'Tab') take(e.target, at, at.active);
  else if (e.key === 'Escape') close(e.target, at);
  else return;
  e.preventDefault();
  e.stopPropagation();
}

function take(field, at, index) {
  field.setRangeText(`${at.options[index].userName} `, at.from, field.selectionStart, 'end');
  close(field, at);
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

function close(field, at) {
  at.options = [];
  if (at.list.isConnected && at.list.matches(':popover-open')) at.list.hidePopover();
  field.removeAttribute('aria-activedescendant');
}
