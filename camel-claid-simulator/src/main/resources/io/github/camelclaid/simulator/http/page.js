'use strict';

// Everything that clients have sent is hostile until proven otherwise: it becomes text, never markup, and links only
// where it is an http(s) address.

const SHOWN = 200;
const PAUSE = 2000;
const rows = new Map();
const figures = new Map();
const byId = id => document.getElementById(id);

byId('address').textContent = location.origin;
byId('try').textContent = [
  `curl ${location.origin}/v1/image/edit/async \\`,
  "  -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\",
  `  -d '{"input": "http://localhost:8000/shoe.jpg", "operations": {"resizing": {"width": "50%"}}}'`
].join('\n');

/** Characters that cannot be seen, or that turn the rest around, by their numbers. */
function visible(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    hidden => `⟨U+${hidden.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

function show(element, text) {
  const shown = visible(text);
  if (element.textContent !== shown) {
    element.textContent = shown;
  }
}

function isWebAddress(text) {
  if (/\s/.test(text)) {
    return false;
  }
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch (e) {
    return false;
  }
}

function showAddress(element, text, label = text) {
  if (element.dataset.address === text) {
    return;
  }
  element.dataset.address = text;
  element.title = visible(text);
  if (!isWebAddress(text)) {
    element.textContent = visible(text);
    return;
  }
  const link = document.createElement('a');
  link.href = text;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = visible(label);
  element.replaceChildren(link);
}

/** A web address by its last part only: the token in a temporary URL tells nobody anything. */
function showResult(item, result) {
  const parts = item.children.length ? item.children : ['address', 'facts'].map(name => {
    const part = document.createElement('span');
    part.className = name;
    return item.appendChild(part);
  });
  showAddress(parts[0], result.address, result.address.split('/').pop());
  show(parts[1], `${result.width} × ${result.height} ${result.format}`);
}

/** As many items as there are texts, each shown by the function. */
function showList(list, texts, each) {
  while (list.children.length > texts.length) {
    list.lastElementChild.remove();
  }
  texts.forEach((text, i) => each(list.children[i] || list.appendChild(document.createElement('li')), text));
}

function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

function some(...parts) {
  return parts.filter(part => !part.startsWith('0 ')).join(' · ');
}

function seconds(duration) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration);
  return parts ? `${(parts[1] || 0) * 3600 + (parts[2] || 0) * 60 + Number(parts[3] || 0)} s` : duration;
}

function size(bytes) {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function figure(name, value, detail, alarm) {
  let element = figures.get(name);
  if (!element) {
    element = byId('figure').content.firstElementChild.cloneNode(true);
    element.querySelector('.name').textContent = name;
    byId('figures').append(element);
    figures.set(name, element);
  }
  show(element.querySelector('strong'), value);
  show(element.querySelector('.detail'), detail);
  element.classList.toggle('alarm', Boolean(alarm));
}

function showFigures(ledger) {
  figure('Charges', ledger.charges, some(
    counted(ledger.submits, 'submit', 'submits'), counted(ledger.batches, 'batch', 'batches'),
    counted(ledger.ai_edits || 0, 'ai-edit', 'ai-edits'), counted(ledger.edits || 0, 'edit', 'edits'),
    counted(ledger.uploads, 'upload', 'uploads')));
  const requests = Object.values(ledger.requests).reduce((sum, count) => sum + count, 0);
  figure('Requests', requests, some(
    counted(ledger.polls, 'poll', 'polls'), counted(ledger.downloads, 'download', 'downloads')));
  figure('Answered 429', ledger.too_many_requests, some(`${ledger.unauthorized} × 401`));
  const peaks = Object.entries(ledger.peaks);
  figure('Peaks', peaks.map(([, count]) => count).join(' / '),
    peaks.length ? `in ${peaks.map(([length]) => seconds(length)).join(' / ')}` : '');
  const failed = ledger.webhooks.filter(webhook => !arrived(webhook)).length;
  figure('Webhooks', ledger.webhooks.length, some(`${failed} failed`));
  figure('Violations', ledger.violations.length, '', ledger.violations.length > 0);
  byId('violations').hidden = ledger.violations.length === 0;
  showList(byId('violations').querySelector('ul'), ledger.violations.map(v => `${new Date(v.at).toLocaleTimeString()}: ${v.what}`), show);
}

function arrived(webhook) {
  return webhook.status >= 200 && webhook.status < 300;
}

/** The picture that is remembered, or a place for it. */
function picture(task, side, index) {
  if (index >= (task.thumbnails || 0)) {
    const none = document.createElement('div');
    none.className = 'none';
    none.textContent = side;
    return none;
  }
  const holder = document.createElement('div');
  const image = document.createElement('img');
  image.src = `_simulator/tasks/${task.id}/${side}/${index}`;
  image.alt = `${side} of ${task.id}`;
  image.title = side;
  holder.append(image);
  return holder;
}

function showPictures(element, task) {
  const known = task.thumbnails || 0;
  const state = `${known} of ${task.pictures}`;
  if (element.dataset.state === state) {
    return;
  }
  element.dataset.state = state;
  element.classList.toggle('several', known > 1);
  const pairs = [];
  for (let i = 0; i < Math.max(1, known); i++) {
    const pair = document.createElement('div');
    pair.className = 'pair';
    const arrow = document.createElement('span');
    arrow.textContent = '→';
    pair.append(picture(task, 'input', i), arrow, picture(task, 'output', i));
    pairs.push(pair);
  }
  if (known > 0 && task.pictures > known) {
    const more = document.createElement('div');
    more.className = 'more';
    more.textContent = `${known} of ${task.pictures} pictures`;
    pairs.push(more);
  }
  element.replaceChildren(...pairs);
}

function showTask(row, task, webhooks) {
  const part = name => row.querySelector(`.${name}`);
  const status = task.status || task.outcome || 'forgotten';
  row.className = `task ${{DONE: 'good', ERROR: 'bad', CANCELLED: 'bad'}[status] || 'busy'}`;
  showPictures(part('pictures'), task);
  show(part('status'), status);
  show(part('id'), task.id);
  const family = (task.family || 'task').replace('_', '-');
  show(part('family'), task.pictures > 1 ? `${family} of ${task.pictures}` : family);
  showAddress(part('input'), task.input);
  const results = (task.results || []).slice(0, 4);
  showList(part('results'), results, showResult);
  const errors = [...new Set(task.errors || [])];
  showList(part('errors'), errors.length > 4 ? [...errors.slice(0, 4), `and ${errors.length - 4} more`] : errors, show);
  show(part('accepted'), new Date(task.accepted_at).toLocaleTimeString());
  part('accepted').title = task.accepted_at;
  show(part('took'), task.ended_at ? `${((new Date(task.ended_at) - new Date(task.accepted_at)) / 1000).toFixed(1)} s` : '–');
  show(part('polls'), task.polls);
  show(part('downloads'), task.downloads);
  show(part('size'), task.result_bytes ? size(task.result_bytes) : '–');
  show(part('webhook'), webhooks.map(webhook => webhook.failure || webhook.status).join(', ') || '–');
  part('webhook').classList.toggle('failed', webhooks.some(webhook => !arrived(webhook)));
}

function showTasks(ledger) {
  const webhooks = new Map();
  ledger.webhooks.forEach(webhook =>
    webhooks.set(webhook.task, [...(webhooks.get(webhook.task) || []), webhook]));
  const list = byId('tasks');
  const present = new Set(ledger.tasks.map(task => task.id));
  rows.forEach((row, id) => {
    if (!present.has(id)) {
      row.remove();
      rows.delete(id);
    }
  });
  ledger.tasks.forEach((task, place) => {
    let row = rows.get(task.id);
    if (!row) {
      row = byId('task').content.firstElementChild.cloneNode(true);
      rows.set(task.id, row);
    }
    showTask(row, task, webhooks.get(task.id) || []);
    if (list.children[place] !== row) {
      list.insertBefore(row, list.children[place] || null);
    }
  });
  const all = ledger.submits + ledger.batches + (ledger.ai_edits || 0);
  show(byId('count'), all > ledger.tasks.length ? `the newest ${ledger.tasks.length} of ${all}` : '');
  byId('empty').hidden = all > 0;
}

function state(name, text) {
  byId('state').className = name;
  show(byId('state'), text);
}

async function refresh() {
  try {
    const answer = await fetch(`_simulator/ledger?newest=${SHOWN}`);
    if (!answer.ok) {
      throw new Error(`status ${answer.status}`);
    }
    const ledger = await answer.json();
    showFigures(ledger);
    showTasks(ledger);
    state('live', 'live');
  } catch (e) {
    state('lost', 'the simulator does not answer');
  }
}

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, PAUSE);
}

document.addEventListener('visibilitychange', () => document.hidden || refresh());
keepFresh();
