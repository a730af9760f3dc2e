// Signing on a [data-sign] canvas with finger, pen or mouse. What is kept are the strokes, as whole points of the canvas's
// own width and height, however large it is shown.
const drawings = new WeakMap();   // canvas → list of strokes, each x, y, x, y …
const nearest = 4;                // points closer than this say nothing more

export function watchSignatures() {
  document.addEventListener('pointerdown', begin);
  document.addEventListener('pointermove', goOn);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, e => { if (e.target.pointer === e.pointerId) e.target.pointer = null; });
}

export const signature = {
  read: canvas => drawings.get(canvas) ?? [],
  clear(canvas) {
    drawings.delete(canvas);
    canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
  },
};

function begin(e) {
  const canvas = e.target;
  if (!canvas.matches?.('canvas[data-sign]') || e.button > 0 || canvas.pointer != null) return;   // a second finger draws nothing
  e.preventDefault();
  canvas.setPointerCapture(e.pointerId);
  canvas.pointer = e.pointerId;
  const strokes = drawings.get(canvas) ?? [];
  drawings.set(canvas, strokes);
  const [x, y] = pointOf(canvas, e);
  strokes.push([x, y]);
  draw(canvas, x, y, x, y);
}

function goOn(e) {
  const canvas = e.target;
  if (canvas.pointer == null || canvas.pointer !== e.pointerId) return;
  const strokes = drawings.get(canvas);
  if (!strokes) return;   // cleared under the pen
  for (const step of e.getCoalescedEvents?.() ?? [e]) add(canvas, strokes, pointOf(canvas, step));
}

function add(canvas, strokes, [x, y]) {
  const stroke = strokes.at(-1);
  const [lastX, lastY] = stroke.slice(-2);
  if (Math.hypot(x - lastX, y - lastY) < nearest) return;
  if (strokes.reduce((sum, s) => sum + s.length, 0) >= 2 * Number(canvas.dataset.most)) return;
  stroke.push(x, y);
  draw(canvas, lastX, lastY, x, y);
}

function pointOf(canvas, e) {
  const box = canvas.getBoundingClientRect();
  const at = (offset, shown, size) => Math.min(size, Math.max(0, Math.round(offset / shown * size)));
  return [at(e.clientX - box.left, box.width, canvas.width), at(e.clientY - box.top, box.height, canvas.height)];
}

function draw(canvas, fromX, fromY, toX, toY) {
  const pen = canvas.getContext('2d');
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.lineWidth = 4;
  pen.lineCap = pen.lineJoin = 'round';
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.stroke();
}
