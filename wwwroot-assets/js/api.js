// The page about the REST API: every call of the document, to read and to try. Built here, since the answers come here.

const words = (root, name) => root.dataset[name];

export async function showApi(root) {
  const answer = await fetch('/openapi/v1.json').catch(() => null);
  if (!answer?.ok) { root.replaceChildren(element('p', { role: 'alert', text: words(root, 'unavailable') })); return; }
  const document = await answer.json();
  const calls = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, call]) => ({ path, method, call })));
  const list = element('div', { class: 'api-calls' });
  for (const tag of document.tags) {
    list.append(element('h2', { text: tag.name }), element('p', { class: 'hint', text: tag.description }));
    list.append(...calls.filter(c => c.call.tags.includes(tag.name)).map(c => describe(root, document, c)));
  }
  const none = element('p', { class: 'empty', role: 'status' });
  none.hidden = true;
  root.replaceChildren(list, none);
  watchSearch(root, list, none);
}

/** A button that names an element by data-copy puts its text on the clipboard. Where there is none, as over plain http, the text is selected instead, and nothing is said to be copied. */
export function watchCopies() {
  document.addEventListener('click', async e => {
    const button = e.target.closest('[data-copy]');
    if (!button) return;
    const shown = document.getElementById(button.dataset.copy);
    if (await copy(shown.textContent)) button.textContent = button.dataset.copied;
    else getSelection().selectAllChildren(shown);
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function watchSearch(root, list, none) {
  const search = document.getElementById('api-search');
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const call of list.querySelectorAll('details')) {
      call.hidden = !call.dataset.words.includes(wanted);
      if (!call.hidden) shown++;
    }
    for (const heading of list.querySelectorAll('h2, h2 + .hint')) heading.hidden = wanted !== '';
    none.hidden = shown > 0;
    none.textContent = words(root, 'none').replace('{0}', search.value.trim());
  });
}

function describe(root, document, { path, method, call }) {
  const details = element('details', { class: 'card api-call', id: call.operationId });
  details.dataset.words = `${method} ${path} ${call.summary} ${call.operationId}`.toLowerCase();
  details.append(element('summary', {}, [
    element('span', { class: `api-method ${method}`, text: method.toUpperCase() }), element('code', { text: path }), element('span', { text: call.summary }),
  ]));
  details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) details.append(...body(root, document, path, method, call)); });
  return details;
}

function body(root, document, path, method, call) {
  const parts = [element('p', { text: call.description })];
  const answers = element('ul', { class: 'api-answers' }, Object.entries(call.responses).map(([status, a]) => element('li', {}, [element('strong', { text: status }), ` ${a.description}`])));
  parts.push(tryForm(root, document, path, method, call), element('h3', { text: words(root, 'answers') }), answers);
  return parts;
}

function tryForm(root, document, path, method, call) {
  const form = element('form', { class: 'form api-try' });
  const inputs = (call.parameters ?? []).map(parameter => field(root, form, call, parameter));
  const content = call.requestBody?.content ?? {};
  const sendsFiles = 'multipart/form-data' in content;
  const type = Object.keys(content)[0];
  let text = null, files = null;
  if (sendsFiles) {
    files = element('input', { type: 'file', id: `${call.operationId}-files`, multiple: '' });
    form.append(labelled(files, words(root, 'file')));
  } else if (type) {
    text = element('textarea', { id: `${call.operationId}-body`, rows: '8', spellcheck: 'false' });
    text.value = JSON.stringify(content[type].example ?? {}, null, 2);
    form.append(labelled(text, words(root, 'body')));
  }
  const button = element('button', { type: 'submit', class: 'btn main', text: words(root, 'send') });
  const shown = element('div', { class: 'api-answer', 'aria-live': 'polite' });
  form.append(element('p', {}, [button]), shown);
  form.addEventListener('submit', async e => {
    e.preventDefault();
    button.disabled = true;
    shown.textContent = words(root, 'sending');
    await send(root, shown, path, method, inputs, type, text, files);
    button.disabled = false;
  });
  return form;
}

function field(root, form, call, parameter) {
  const id = `${call.operationId}-${parameter.name}`;
  const values = parameter.schema.enum ?? (parameter.schema.type === 'boolean' ? ['true', 'false'] : null);
  const input = values
    ? element('select', { id }, ['', ...values].map(v => element('option', { value: v, text: v })))
    : element('input', { id, type: 'text', autocomplete: 'off', placeholder: parameter.example ?? '' });
  if (parameter.required) input.required = true;
  form.append(labelled(input, parameter.required ? `${parameter.name} (${words(root, 'required')})` : parameter.name, parameter.description));
  return { parameter, input };
}

async function send(root, shown, path, method, inputs, type, text, files) {
  const query = new URLSearchParams(), headers = {};
  for (const { parameter, input } of inputs) {
    if (input.value === '') continue;
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (parameter.in === 'query') query.set(parameter.name, input.value);
    else headers[parameter.name] = input.value;
  }
  const credential = document.getElementById('api-credential').value.trim();
  if (credential.startsWith('ofk_')) headers['X-Api-Key'] = credential;
  else if (credential) headers.Authorization = `Bearer ${credential}`;
  else headers.RequestVerificationToken = document.querySelector('[name="__RequestVerificationToken"]')?.value ?? '';
  let body;
  if (files) {
    body = new FormData();
    for (const file of files.files) body.append('files', file);
  } else if (text) {
    headers['Content-Type'] = type;
    body = text.value;
  }
  try {
    const address = query.size ? `${path}?${query}` : path;
    await show(root, shown, await fetch(address, { method: method.toUpperCase(), headers, body }));
  } catch {
    shown.textContent = words(root, 'failed');
  }
}

async function show(root, shown, answer) {
  const heads = ['etag', 'location', 'retry-after'].filter(h => answer.headers.has(h)).map(h => `${h}: ${answer.headers.get(h)}`);
  const isText = /json|text/.test(answer.headers.get('content-type') ?? 'text');
  let text = isText ? await answer.text() : '';
  try { text = JSON.stringify(JSON.parse(text), null, 2); } catch { /* shown as it came */ }
  if (!isText) save(await answer.blob());
  shown.replaceChildren(
    element('h3', { text: `${words(root, 'answer')} ${answer.status}` }),
    element('pre', { tabindex: '0', text: [...heads, isText ? text : words(root, 'saved')].filter(Boolean).join('\n') }));
}

function save(blob) {
  const link = element('a', { href: URL.createObjectURL(blob), download: 'opsflux' });
  link.click();
  URL.revokeObjectURL(link.href);
}

function labelled(input, label, hint) {
  const parts = [element('label', { for: input.id, text: label }), input];
  if (hint) {
    parts.push(element('p', { class: 'hint', id: `${input.id}-hint`, text: hint }));
    input.setAttribute('aria-describedby', `${input.id}-hint`);
  }
  return element('div', { class: 'f' }, parts);
}

function element(name, { text, ...attributes } = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}
