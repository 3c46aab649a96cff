// What the documentation does beyond being read: search, the language of the samples, copying. It calls nobody.

const search = document.querySelector('nav input');
const entries = [...document.querySelectorAll('nav li[data-find]')];
const nothing = document.querySelector('nav .nothing');

/** Accents do not matter to a search: few people type them there. */
function withoutAccents(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

search.addEventListener('input', () => {
  const words = withoutAccents(search.value.toLowerCase()).split(/\s+/).filter(Boolean);
  for (const entry of entries)
    entry.hidden = !words.every((word) => withoutAccents(entry.dataset.find).includes(word));
  for (const group of document.querySelectorAll('nav details')) {
    const found = group.querySelectorAll('li[data-find]:not([hidden])').length;
    const isGuide = group.classList.contains('of-guide');
    group.hidden = words.length > 0 && (isGuide || found === 0);
    if (words.length > 0 && found > 0) group.open = true;
  }
  nothing.hidden = entries.some((entry) => !entry.hidden);
});

search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') document.querySelector('nav li[data-find]:not([hidden]) a')?.click();
});

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if ((event.key === '/' && !isTyping) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    search.focus();
  }
});

/** One language for all samples, also the next time. */
function choose(language) {
  for (const sample of document.querySelectorAll('pre[data-language]'))
    sample.hidden = sample.dataset.language !== language;
  for (const tab of document.querySelectorAll('button[data-language]'))
    tab.setAttribute('aria-pressed', String(tab.dataset.language === language));
}

const remembered = localStorage.getItem('language');
if (remembered && document.querySelector(`button[data-language="${CSS.escape(remembered)}"]`))
  choose(remembered);

// The guide's pieces of code come without a button, since they must be readable without this script.
for (const sample of document.querySelectorAll('.guide .samples')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = document.querySelector('.tabs .copy').textContent;
  sample.append(button);
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.language) {
    const before = button.getBoundingClientRect().top;
    choose(button.dataset.language);
    localStorage.setItem('language', button.dataset.language);
    scrollBy(0, button.getBoundingClientRect().top - before);
  }
  if (button?.classList.contains('copy')) {
    const code = button.closest('.samples').querySelector('pre:not([hidden])');
    await navigator.clipboard.writeText(code.textContent);
    const label = button.textContent;
    button.textContent = document.body.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
    }, 1_500);
  }
});
