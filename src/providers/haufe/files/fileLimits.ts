/** What the vendor takes (docs.haufe.ai, Uploading Files). */
export const haufeFileLimits = {
  maximumBytes: 10_485_760,
  types: {
    pdf: 'application/pdf',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    csv: 'text/csv',
    txt: 'text/plain',
  },
} as const;
