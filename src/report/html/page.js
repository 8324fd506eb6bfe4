// The page: files with their changes and findings, filters, keys, and addresses. What is far from the view is only
// a heading with room under it; its code is drawn when it comes near.

const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

const OUTCOMES = [
  ['safe', '✓', 'Safe'],
  ['unsafe', '!', 'Needs --unsafe'],
  ['refused', '✕', 'Refused'],
  ['ignored', '–', 'Ignored'],
  ['note', 'i', 'Note'],
];
const URGENCIES = {
  'leaks-now': 'leaks now',
  'kept-alive': 'kept alive by the event loop; leaks once its handler is async',
  unreached: 'no handler is known to reach it',
  refused: `${data.target} refuses the handler`,
};

function outcome({ status }) {
  if (status.kind === 'fixed') return status.caveat ? 'unsafe' : 'safe';
  return { 'needs-unsafe': 'unsafe' }[status.kind] ?? status.kind;
}

const rule = (finding) => data.rules[finding.rule];
const plain = (number) => number.toLocaleString('en');
const count = (number, one, more = `${one}s`) => `${plain(number)} ${number === 1 ? one : more}`;
const text = (name, words, attributes = {}) => show(element(name, attributes), words);

/** Words in which `code` stands between backticks. */
function prose(name, words, attributes = {}) {
  const made = element(name, attributes);
  words.split('`').forEach((part, at) => (at % 2 ? made.append(text('code', part)) : show(made, part)));
  return made;
}

const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

// ---- Addresses -------------------------------------------------------------------------------------------------

const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');
const fileAddress = (path) => `#file/${encoded(path)}`;
const lineAddress = (path, line) => `#line/${encoded(path)}/${line}`;
const handlerAddress = (it) => `#handler/${encoded(it.exported_in)}/${encodeURIComponent(it.export)}`;

/** A link to a place, where this page shows its file. */
function placeLink({ path, line }) {
  const words = `${path}:${line}`;
  return files.has(path) ? text('a', words, { href: lineAddress(path, line) }) : text('span', words);
}

// ---- What there is ---------------------------------------------------------------------------------------------

const files = new Map(data.files.map((it) => [it.path, it]));
const units = new Map();
for (const finding of data.findings) {
  finding.outcome = outcome(finding);
  if (finding.unit !== null) unit(finding.unit).findings.push(finding);
}
for (const file of data.files) {
  file.blocks.forEach((block, at) => {
    Object.assign(block, { file, at, isHunk: block.lines !== undefined });
    block.start = block.isHunk ? block.old : block.line;
    const removed = block.isHunk ? block.lines.filter((it) => it[0] !== '+' && it[0] !== '\\').length : 1;
    block.end = block.start + removed;
    if (block.isHunk) unit(block.unit).hunks.push(block);
  });
  file.findings = new Set(file.blocks.flatMap((it) => (it.isHunk ? it.findings : [it.finding])));
}
for (const file of data.files) {
  for (const block of file.blocks) block.about = block.isHunk ? unit(block.unit).findings : [data.findings[block.finding]];
}

function unit(number) {
  if (!units.has(number)) units.set(number, { findings: [], hunks: [] });
  return units.get(number);
}

const filters = { text: '', outcomes: new Set(), transforms: new Set(), handler: null };
const allOutcomes = OUTCOMES.filter(([key]) => data.findings.some((it) => it.outcome === key)).map(([key]) => key);
const allTransforms = [...new Set(data.rules.map((it) => it.transform))].sort();

const preferences = {
  get(key) {
    try {
      return localStorage.getItem(`leakfix-${key}`);
    } catch {
      return null; // Some servers let a page keep nothing.
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`leakfix-${key}`, value);
    } catch {
      // It holds for this visit.
    }
  },
};
let view = preferences.get('view') === 'split' ? 'split' : 'unified';
let current = null;

// ---- Notes beside the code -------------------------------------------------------------------------------------

function badge(key, words) {
  const [, sign, label] = OUTCOMES.find(([it]) => it === key);
  return element('span', { class: `badge ${key}` }, element('span', { 'aria-hidden': 'true' }, `${sign} `), words ?? label);
}

function reasons(finding) {
  const { status } = finding;
  if (status.caveat) return [prose('p', sentence(status.caveat))];
  if (status.kind === 'refused') {
    return [prose('p', sentence(status.reason), { class: 'reason' }), prose('p', sentence(status.help))];
  }
  if (status.kind === 'ignored') return [prose('p', status.reason ? `The author: ${sentence(status.reason)}` : 'No reason is given.')];
  return [];
}

function way(finding) {
  const steps = finding.way.map((it) => element('li', {}, prose('span', it.name), ' ', placeLink(it)));
  const end = element('li', {}, 'here: ', placeLink(finding));
  return element('ol', { class: 'way', 'aria-label': 'From the handler' }, ...steps, end);
}

/** What is told of a finding; `isHere` is false where its own place is elsewhere. */
function note(finding, isHere) {
  const { transform, message, why, help } = rule(finding);
  const applied = finding.status.kind === 'fixed' && finding.status.caveat ? 'With --unsafe' : undefined;
  const more = isHere && finding.handlers.length > 1 && text('p', `Run by ${count(finding.handlers.length, 'handler')}.`, { class: 'dim' });
  return element(
    'div',
    { class: 'note' },
    element('p', { class: 'head' }, badge(finding.outcome, applied), ' ', text('code', transform)),
    !isHere && element('p', { class: 'dim' }, 'Because of ', placeLink(finding)),
    prose('p', sentence(message)),
    ...reasons(finding),
    isHere && text('p', URGENCIES[finding.urgency], { class: 'dim' }),
    finding.way.length > 0 && way(finding),
    more,
    isHere && element('details', {}, element('summary', {}, 'Why'), prose('p', sentence(why)), prose('p', sentence(help))),
  );
}

const MANY = 3;

/** A list of which the first few are shown, and the rest when asked for. */
function few(items, rest) {
  if (items.length <= MANY + 1) return items.map((it) => it());
  const details = element('details', {}, element('summary', {}, `${items.length - MANY} more ${rest}`));
  details.addEventListener('toggle', () => details.childElementCount === 1 && details.append(...items.slice(MANY).map((it) => it())));
  return [...items.slice(0, MANY).map((it) => it()), details];
}

function notes(block) {
  const made = element('div', { class: 'notes' });
  if (!block.isHunk) {
    const finding = data.findings[block.finding];
    made.append(note(finding, true));
    return made;
  }
  const own = block.findings.map((it) => data.findings[it]);
  const { findings, hunks } = unit(block.unit);
  const shown = own.length > 0 ? own : findings;
  made.append(...few(shown.map((it) => () => note(it, own.length > 0)), 'findings'));
  const others = hunks.filter((it) => it !== block);
  if (others.length > 0) {
    const links = others.map((it) => () => element('li', {}, placeLink({ path: it.file.path, line: it.start })));
    made.append(element('div', { class: 'together' }, element('p', { class: 'dim' }, 'Only together with'), element('ul', {}, ...few(links, 'changes'))));
  }
  return made;
}

// ---- Blocks and files ------------------------------------------------------------------------------------------

function blockElement(block) {
  const { file } = block;
  const lines = block.end - block.start > 1 ? `Lines ${block.start} to ${block.end - 1}` : `Line ${block.start}`;
  const heading = element('h3', { tabindex: '-1' }, element('a', { href: lineAddress(file.path, block.start) }, lines));
  if (block.heading) heading.append(' ', text('code', block.heading));
  const code = element('div', { class: 'code' }, heading);
  if (block.isHunk) code.append(hunkTable(`Changes in ${file.path}, ${lines.toLowerCase()}`, block, view));
  else {
    const { excerpt, blocker, unit: number } = data.findings[block.finding];
    code.append(excerptTable(`Found in ${file.path}, ${lines.toLowerCase()}`, excerpt));
    if (blocker) {
      const place = element('p', { class: 'blocker' }, 'The reason stands in ', placeLink({ path: blocker.path, line: blocker.hit[0] }));
      code.append(place, excerptTable(`The reason, in ${blocker.path}`, blocker));
    }
    if (number !== null && unit(number).hunks.length > 0) {
      const [first] = unit(number).hunks;
      code.append(element('p', { class: 'blocker' }, 'It is rewritten by the change of ', placeLink({ path: first.file.path, line: first.start })));
    }
  }
  const article = element('article', { class: `block ${block.isHunk ? 'hunk' : block.about[0].outcome}` }, code, notes(block));
  article.hidden = !isShown(block);
  if (block === current) article.setAttribute('aria-current', 'true');
  return article;
}

function tally(file) {
  const made = element('span', { class: 'tally' });
  for (const [key, sign, label] of OUTCOMES) {
    const number = [...file.findings].filter((it) => data.findings[it].outcome === key).length;
    if (number > 0) made.append(element('span', { class: key, title: `${number} ${label}` }, `${sign}${number}`, element('span', { class: 'sr' }, ` ${label} `)));
  }
  return made;
}

const room = (block) => 64 + 19 * (block.isHunk ? Math.max(block.lines.length, 12) : 14);

/** The place of a file, with the room that it will take. */
function fileElement(file) {
  file.element = element('section', { class: 'file' });
  file.element.file = file;
  clearFile(file);
  return file.element;
}

/** Its heading, with which it can be found. */
function drawHead(file) {
  if (file.body) return;
  file.fold = element('button', { type: 'button', class: 'fold', 'aria-expanded': 'true', 'aria-label': `Changes of ${file.path}` });
  const link = text('a', file.path, { href: fileAddress(file.path) });
  const mark = file.is_written && element('span', { class: 'badge written' }, 'written');
  file.body = element('div', { class: 'blocks' });
  file.element.append(element('div', { class: 'path' }, file.fold, element('h2', { tabindex: '-1' }, link), mark, tally(file)), file.body);
}

/** Takes the code away; the room that it had stays. */
function clearFile(file) {
  const size = file.blocks.reduce((sum, it) => sum + (isShown(it) ? room(it) : 0), 36);
  file.isDrawn = false;
  file.body?.replaceChildren();
  file.element.style.minHeight = `${size}px`;
  file.element.style.containIntrinsicSize = `auto ${size}px`;
}

function draw(file) {
  if (file.isDrawn) return;
  file.isDrawn = true;
  drawHead(file);
  for (const block of file.blocks) block.element = blockElement(block);
  file.body.append(...file.blocks.map((it) => it.element));
  file.element.style.minHeight = '';
}

function setFolded(file, isFolded) {
  drawHead(file);
  file.body.hidden = isFolded;
  file.fold.setAttribute('aria-expanded', String(!isFolded));
}

const near = new IntersectionObserver(
  (entries) => entries.forEach((it) => it.isIntersecting && draw(it.target.file)),
  { rootMargin: '1000px 0px' },
);

// ---- Filters ---------------------------------------------------------------------------------------------------

function isShown(block) {
  if (filters.text && !block.file.path.toLowerCase().includes(filters.text)) return false;
  // What is due to nothing that is known is shown with everything.
  if (block.about.length === 0) return filters.handler === null && isEverything();
  return block.about.some(
    (it) =>
      filters.outcomes.has(it.outcome) &&
      filters.transforms.has(rule(it).transform) &&
      (filters.handler === null || it.handlers.includes(filters.handler)),
  );
}

const isEverything = () => filters.outcomes.size === allOutcomes.length && filters.transforms.size === allTransforms.length;
const isFiltered = () => filters.text !== '' || filters.handler !== null || !isEverything();

function clearFilters() {
  Object.assign(filters, { text: '', handler: null, outcomes: new Set(allOutcomes), transforms: new Set(allTransforms) });
  byId('text').value = '';
  applyFilters();
}

function applyFilters() {
  let blocks = 0;
  let shownFiles = 0;
  for (const file of data.files) {
    const shown = file.blocks.filter(isShown).length;
    blocks += shown;
    shownFiles += shown > 0;
    file.element.hidden = shown === 0;
    if (file.item) file.item.hidden = shown === 0;
    if (file.isDrawn) for (const block of file.blocks) block.element.hidden = !isShown(block);
    else if (isFiltered() || file.isNarrowed) clearFile(file);
    file.isNarrowed = isFiltered();
  }
  if (current && !isShown(current)) setCurrent(null);
  for (const it of document.querySelectorAll('[data-outcome]')) it.setAttribute('aria-pressed', String(filters.outcomes.has(it.dataset.outcome)));
  for (const it of document.querySelectorAll('[data-transform]')) it.checked = filters.transforms.has(it.dataset.transform);
  const chosen = filters.transforms.size;
  byId('transforms').firstElementChild.textContent = chosen === allTransforms.length ? 'Transforms' : `Transforms: ${chosen} of ${allTransforms.length}`;
  byId('clear').hidden = !isFiltered();
  const words = `${count(blocks, 'place')} in ${count(shownFiles, 'file')}`;
  byId('shown').textContent = isFiltered() ? `${words} shown, of ${count(data.files.length, 'file')}` : words;
  drawHandler();
}

function drawFilters() {
  for (const [key, , label] of OUTCOMES.filter(([it]) => allOutcomes.includes(it))) {
    const number = data.findings.filter((it) => it.outcome === key).length;
    const button = element('button', { type: 'button', 'data-outcome': key, class: key }, badge(key, label), ` ${number.toLocaleString('en')}`);
    button.addEventListener('click', () => toggle(filters.outcomes, key));
    byId('outcomes').append(button);
  }
  for (const name of allTransforms) {
    const number = data.findings.filter((it) => rule(it).transform === name).length;
    const box = element('input', { type: 'checkbox', 'data-transform': name });
    box.addEventListener('change', () => toggle(filters.transforms, name));
    const only = element('button', { type: 'button', 'aria-label': `Only ${name}` }, 'only');
    only.addEventListener('click', () => ((filters.transforms = new Set([name])), applyFilters()));
    byId('transforms').lastElementChild.append(element('div', {}, element('label', {}, box, ` ${name} `, element('span', { class: 'dim' }, String(number))), only));
  }
  byId('text').addEventListener('input', (event) => ((filters.text = event.target.value.trim().toLowerCase()), applyFilters()));
  byId('clear').addEventListener('click', () => (clearFilters(), byId('text').focus()));
}

function toggle(set, key) {
  if (!set.delete(key)) set.add(key);
  applyFilters();
}
