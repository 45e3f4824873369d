import type { MailContent } from './mail-content.ts';

/** The mail for programs and people that read no HTML. */
export function mailText({ heading, greeting, paragraphs, details, closing, footer }: MailContent): string {
  const rows = details.map(({ label, lines }) =>
    lines.length === 1 ? `${label}: ${lines[0]}` : [`${label}:`, ...lines.map((line) => `  ${line}`)].join('\n'),
  );
  return [heading, greeting, ...paragraphs, rows.join('\n'), ...closing, `-- \n${footer}`].join('\n\n') + '\n';
}
