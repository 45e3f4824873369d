import type { MailContent } from './mail-content.ts';

const ink = '#1b1a19';
const quiet = '#5c5955';
const page = 'margin:0;padding:24px 16px;background:#f6f4f1;';
const sheet =
  `max-width:36em;margin:0 auto;padding:24px;background:#ffffff;color:${ink};border-radius:8px;` +
  "font-family:'IBM Plex Sans',system-ui,'Segoe UI',Roboto,'Noto Sans','Noto Sans Thai','Noto Sans Arabic',sans-serif;" +
  'font-size:16px;line-height:1.5;';
const cell = 'padding:6px 0;vertical-align:top;text-align:start;border-top:1px solid #e5e1db;';

/**
 * The mail as HTML that reads well without styles too: headings, paragraphs and a table whose rows have headers, in the
 * language and direction that the document says. Nothing is loaded from elsewhere.
 */
export function mailHtml(content: MailContent): string {
  const { locale, direction, subject, heading, greeting, paragraphs, details, closing, footer } = content;
  const rows = details.map(
    ({ label, lines }) =>
      `<tr><th scope="row" style="${cell}padding-inline-end:16px;font-weight:normal;color:${quiet};">${escape(label)}</th>` +
      `<td style="${cell}">${lines.map(escape).join('<br>')}</td></tr>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${escape(locale)}" dir="${direction}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>`,
    `<body style="${page}">`,
    `<div dir="${direction}" style="${sheet}">`,
    `<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;">${escape(heading)}</h1>`,
    ...[greeting, ...paragraphs].map(paragraph),
    `<table style="width:100%;border-collapse:collapse;margin:16px 0;">${rows.join('')}</table>`,
    ...closing.map(paragraph),
    `<p style="margin:24px 0 0;font-size:14px;color:${quiet};">${escape(footer)}</p>`,
    '</div></body></html>',
  ].join('\n');
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 12px;">${escape(text)}</p>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
