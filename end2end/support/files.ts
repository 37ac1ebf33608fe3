/** Files as somebody has them on their own machine. */
export interface FileOfSomebody {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const PDF: FileOfSomebody = {
  name: 'Proces-verbaal van oplevering.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n'),
};

export const PNG: FileOfSomebody = {
  name: 'dak.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

export const LARGE: FileOfSomebody = {
  name: 'alle foto’s.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.concat([PDF.buffer, Buffer.alloc(11 * 1024 * 1024, ' ')]),
};

/** A spreadsheet as Excel saves it in the Netherlands. */
export function csv(name: string, rows: string[][]) {
  const text = rows.map((row) => row.join(';')).join('\r\n');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}\r\n`) };
}
