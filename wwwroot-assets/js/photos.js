// Photos are made smaller, and lose what a camera writes into them (where, when, with what), before they leave the device.
const usualSide = 2048;
const photo = /^image\/(jpeg|png|webp|heic|heif)$/;

/** The same picture, drawn anew: nothing but its pixels comes along. What this browser cannot draw is sent as it is. */
export async function withoutMetadata(file, longestSide = usualSide) {
  if (!photo.test(file.type) && !/\.(heic|heif)$/i.test(file.name)) return file;
  let bitmap;
  try { bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }); } catch { return file; }
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  // A screenshot that is not too large stays a PNG: its letters would blur.
  const type = file.type === 'image/png' && scale === 1 ? 'image/png' : 'image/jpeg';
  const blob = await drawn(bitmap, scale, type);
  const name = type === file.type ? file.name : file.name.replace(/\.[^.]*$/, '') + '.jpg';
  return new File([blob], name, { type });
}

async function drawn(bitmap, scale, type) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff';   // JPEG knows no transparency, and would show black
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise(done => canvas.toBlob(done, type, 0.9));
}
