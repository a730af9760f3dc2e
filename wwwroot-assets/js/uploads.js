// Sends files from a [data-uploads] area by plain requests: past the circuit, which may drop and come back meanwhile. The
// server's components list what has arrived; the lines of what is on its way are ours, in a list that they never touch.
import { withoutMetadata } from './photos.js';

const atOnce = 3;
const queue = [];
const running = new Map();   // area address → number of files on their way
let sending = 0;

export function watchUploads() {
  // Capturing, like drafts.js: a circuit that is down lets no event through to anybody else.
  document.addEventListener('change', chosen, true);
  document.addEventListener('paste', pasted);
  document.addEventListener('dragover', draggedOver);
  document.addEventListener('dragleave', e => { if (!e.relatedTarget) highlight(null); });
  document.addEventListener('drop', dropped);
  document.addEventListener('click', waitForUploads, true);
  addEventListener('beforeunload', e => { if (sending > 0) e.preventDefault(); });
}

function chosen(e) {
  if (!e.target.matches?.('[data-upload-input]')) return;
  add(e.target.closest('[data-uploads]'), [...e.target.files]);
  e.target.value = '';
}

function pasted(e) {
  const area = areaOf(e.target);
  const files = [...(e.clipboardData?.files ?? [])];
  if (!area || files.length === 0) return;
  e.preventDefault();
  const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  // A screenshot is always called image.png: the hour tells one from the next.
  add(area, files.map(f => f.name === 'image.png' ? new File([f], `${texts(area).Pasted}-${stamp}.png`, { type: f.type }) : f));
}

function draggedOver(e) {
  const area = e.dataTransfer?.types.includes('Files') && areaOf(e.target);
  if (!area) return;
  e.preventDefault();
  highlight(area);
}

function dropped(e) {
  highlight(null);
  const area = e.dataTransfer?.files.length > 0 && areaOf(e.target);
  if (!area) return;
  e.preventDefault();
  add(area, [...e.dataTransfer.files]);
}

/** The form's own area, else the page's. */
function areaOf(target) {
  const dialog = document.querySelector('dialog[open]');
  const scope = target.closest?.('[data-upload-scope]');
  if (dialog && !dialog.contains(scope)) return null;
  return scope?.querySelector('[data-uploads]') ?? document.querySelector('[data-uploads][data-page]');
}

const highlight = area => document.querySelectorAll('[data-uploads]').forEach(a => a.classList.toggle('dropping', a === area));
const texts = area => JSON.parse(area.dataset.texts);

function add(area, files) {
  for (const file of files) {
    const upload = { area, file, address: area.dataset.uploads, line: lineOf(area, file) };
    // A file that is far too large is not sent at all; the server would say the same after the first bytes.
    if (file.size > Number(area.dataset.max) && !file.type.startsWith('image/')) fail(upload, texts(area).TooLarge.replace('{0}', file.name), false);
    else enqueue(upload);
  }
}

function enqueue(upload) {
  running.set(upload.address, (running.get(upload.address) ?? 0) + 1);
  queue.push(upload);
  next();
}

function next() {
  while (sending < atOnce && queue.length > 0) {
    sending++;
    const upload = queue.shift();
    send(upload).finally(() => {
      sending--;
      running.set(upload.address, running.get(upload.address) - 1);
      next();
      continueAfter(upload);
    });
  }
}

async function send(upload) {
  if (upload.isCancelled) return;
  const words = texts(upload.area);
  show(upload, words.Preparing, [[words.Cancel, () => cancel(upload)]]);
  const file = await withoutMetadata(upload.file, Number(upload.area.dataset.longest) || undefined);
  if (upload.isCancelled) return;
  show(upload, words.Sending, [[words.Cancel, () => cancel(upload)]], 0);
  const answer = await post(upload, file);
  if (upload.isCancelled) return;
  if (answer.status === 201) succeed(upload);
  else if (answer.status === 0) fail(upload, words.Lost, true);
  else if (answer.isSignedOut) fail(upload, words.SignedOut, true);
  else fail(upload, answer.title ?? words.Failed, answer.status >= 500);
}

function post(upload, file) {
  const form = new FormData();
  const internal = upload.area.querySelector('[data-upload-internal]');
  if (internal?.checked) form.append('internal', 'true');
  form.append('file', file, file.name);
  return new Promise(done => {
    const request = upload.request = new XMLHttpRequest();
    request.upload.onprogress = e => { if (e.lengthComputable) progress(upload, e.loaded / e.total); };
    request.onloadend = () => done({
      status: request.status,
      isSignedOut: request.responseURL.includes('/sign-in'),
      title: parsed(request.responseText)?.title,
    });
    request.open('POST', upload.address);
    request.setRequestHeader('RequestVerificationToken', upload.area.querySelector('[name="__RequestVerificationToken"]').value);
    request.send(form);
  });
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function cancel(upload) {
  upload.isCancelled = true;
  upload.request?.abort();
  upload.line.remove();
}

function succeed(upload) {
  upload.line.remove();
  say(upload.area, texts(upload.area).Added.replace('{0}', upload.file.name));
}

function fail(upload, reason, mayRetry) {
  const words = texts(upload.area);
  upload.hasFailed = true;
  const retry = [words.Retry, () => { upload.hasFailed = false; enqueue(upload); }];
  show(upload, reason, [...(mayRetry ? [retry] : []), [words.Dismiss, () => upload.line.remove()]]);
  upload.line.classList.add('failed');
  say(upload.area, reason, false);
}

function lineOf(area, file) {
  const line = document.createElement('li');
  const name = document.createElement('b');
  name.dir = 'auto';
  name.textContent = file.name;
  line.append(name, document.createElement('span'), document.createElement('div'));
  area.querySelector('[data-upload-list]').append(line);
  return line;
}

/** What is known of a file on its way, and what may be done about it. */
function show({ line, file }, text, actions, share) {
  line.classList.remove('failed');
  line.children[1].textContent = text;
  const bar = share === undefined ? [] : [document.createElement('progress')];
  for (const b of bar) { b.max = 1; b.value = share; b.setAttribute('aria-label', file.name); }
  line.children[2].replaceChildren(...bar, ...actions.map(([label, act]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn ghost small';
    button.textContent = label;
    button.setAttribute('aria-label', `${label} – ${file.name}`);
    button.onclick = act;
    return button;
  }));
}

function progress({ line }, share) {
  const bar = line.querySelector('progress');
  if (bar) bar.value = share;
}

/** Told to who listens; shown only where no line of a file says the same already. */
function say(area, text, isShown = true) {
  const live = area.querySelector('[data-upload-live]');
  live?.classList.toggle('visually-hidden', !isShown);
  if (live) live.textContent = text;
}

/** Sending a form whose files are still on their way waits for them, and then goes on by itself. */
function waitForUploads(e) {
  const button = e.target.closest?.('[data-after-uploads]');
  const area = button?.closest('[data-upload-scope]')?.querySelector('[data-uploads]');
  if (!area || !(running.get(area.dataset.uploads) > 0)) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  area.continueWith = button;
  say(area, texts(area).Waiting);
}

function continueAfter({ area, address, hasFailed }) {
  if (hasFailed) area.continueWith = null;   // its sender has to see why first
  if (running.get(address) > 0 || !area.continueWith) return;
  const button = area.continueWith;
  area.continueWith = null;
  button.click();
}
