'use strict';

const get = id => document.getElementById(id);
const words = get('words');
const file = get('file');
const given = get('given');
const balance = get('balance');
const status = get('status');
const results = get('results');

let picture = null;
let asked = 0;

function say(text, bad = false) {
  status.textContent = text;
  status.classList.toggle('bad', bad);
  status.hidden = !text;
}

function card(found) {
  const item = get('card').content.cloneNode(true);
  const what = item.querySelector('.what');
  what.textContent = found.description ?? found.file;
  what.title = found.file;
  what.classList.toggle('unnamed', found.description === null);
  const image = item.querySelector('img');
  image.src = found.url;
  image.alt = found.description ?? found.file;
  item.querySelector('a').href = found.url;
  item.querySelector('meter').value = found.score;
  item.querySelector('.score').textContent = found.score.toFixed(3);
  item.querySelector('button').onclick = () => go({like: found.url.split('/').pop()});
  return item;
}

/** Only the latest question is answered: an earlier one may still be under way. */
async function show(request) {
  const number = ++asked;
  get('welcome').hidden = true;
  results.classList.add('waiting');
  const slow = setTimeout(() => say('Searching… The first search also reads the model.'), 800);
  try {
    const response = await request();
    const body = await response.json();
    if (number !== asked) return;
    if (!response.ok) throw new Error(body.detail ?? body.title ?? 'The search failed.');
    results.replaceChildren(...body.map(card));
    say(body.length ? '' : 'There are no pictures to search.');
  } catch (error) {
    if (number !== asked) return;
    results.replaceChildren();
    say(error instanceof TypeError ? 'The server does not answer.' : error.message, true);
  } finally {
    clearTimeout(slow);
    if (number === asked) results.classList.remove('waiting');
  }
}

/** A search by words or likeness has an address, so that it can be shared and gone back to. */
function go(parameters) {
  const address = new URLSearchParams(parameters);
  if (address.toString() !== location.search.slice(1)) {
    history.pushState(null, '', '?' + address);
  }
  setPicture(null);
  open();
}

function open() {
  const address = new URLSearchParams(location.search);
  const like = address.get('like');
  const q = address.get('q');
  words.value = q ?? '';
  document.title = q ? `${q} · ImageSpace` : 'ImageSpace: search pictures';
  if (like) {
    show(() => fetch('search?' + new URLSearchParams({like})));
    scrollTo(0, 0);
  } else if (q && q.trim()) {
    show(() => fetch('search?' + new URLSearchParams({q})));
  } else {
    asked++;
    results.replaceChildren();
    results.classList.remove('waiting');
    say('');
    get('welcome').hidden = false;
  }
}

function setPicture(next) {
  if (picture) URL.revokeObjectURL(given.querySelector('img').src);
  picture = next;
  given.hidden = !picture;
  if (picture) given.querySelector('img').src = URL.createObjectURL(picture);
  file.value = '';
  weigh();
}

function weigh() {
  balance.hidden = !(picture && words.value.trim());
}

function search() {
  if (!picture) {
    if (words.value.trim()) go({q: words.value.trim()});
    return;
  }
  const form = new FormData();
  form.set('image', picture);
  if (words.value.trim()) {
    const share = balance.querySelector('input').value / 100;
    form.set('q', words.value);
    form.set('textWeight', 1 - share);
    form.set('imageWeight', share);
  }
  show(() => fetch('search', {method: 'POST', body: form}));
}

function searchBy(next) {
  if (next) {
    setPicture(next);
    search();
  }
}

get('search').onsubmit = event => {
  event.preventDefault();
  words.blur();
  search();
};
words.oninput = weigh;
balance.querySelector('input').onchange = search;
file.onchange = () => searchBy(file.files[0]);
given.querySelector('button').onclick = () => {
  setPicture(null);
  words.value.trim() ? search() : open();
};
for (const example of get('examples').children) {
  example.onclick = () => go({q: example.textContent});
}
document.ondragover = event => {
  event.preventDefault();
  document.body.classList.add('dropping');
};
document.ondragleave = () => document.body.classList.remove('dropping');
document.ondrop = event => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  searchBy(event.dataTransfer.files[0]);
};
document.onpaste = event => searchBy(event.clipboardData.files[0]);
onpopstate = () => {
  setPicture(null);
  open();
};

fetch('collection')
  .then(response => response.ok ? response.json() : null)
  .then(about => {
    if (about) {
      get('collection').textContent =
        `${about.pictures} pictures in the ${about.name} · ${about.model} · ${about.dimension} dimensions`;
    }
  })
  .catch(() => {});
open();
