import type { Language } from '../http/language.ts';

interface Page {
  title: string;
  language: Language;
  /** Its own address, for the link to the other language. */
  path: string;
  body: string;
}

/** A page of text in the style of the documentation, without a script. */
export function htmlPage({ title, language, path, body }: Page): string {
  const other = language === 'en' ? { lang: 'pt', name: 'Português' } : { lang: 'en', name: 'English' };
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)} · Remessa API</title>
    <link rel="icon" href="data:,">
    <style>${style}</style>
  </head>
  <body>
    <nav><a href="/docs">Remessa API</a> · <a href="/docs/problems">${language === 'en' ? 'Problems' : 'Problemas'}</a> · <a href="${path}?lang=${other.lang}">${other.name}</a></nav>
    <main>
${body}
    </main>
  </body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; margin: 0; }
nav { padding: 12px 24px; border-bottom: 1px solid #8884; }
main { max-width: 52rem; margin: 0 auto; padding: 0 24px 30vh; }
section { border-top: 1px solid #8884; }
section:target, tr:target { background: #ffd54f33; outline: 8px solid #ffd54f33; }
h3 a { color: inherit; text-decoration: none; }
small { font-weight: normal; opacity: .85; }
code { font: .92em ui-monospace, monospace; }
td { padding: 6px 16px 6px 0; vertical-align: top; border-top: 1px solid #8884; }
`;
