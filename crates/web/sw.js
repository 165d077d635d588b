// Without network: the application itself, and what the API answered last. Commands wait in the page, not here.

const SHELL = 'shell';
/** The answers to a person are in a cache of his own: this and his number. */
const ANSWERS = 'answers-';
const MOST_FILES = 24;
const MOST_ANSWERS = 500;
/** A cache is looked through once for so many new entries. */
const TRIMMED_EVERY = 32;
/** What is asked for anew each time, or is too large to keep. */
const NOT_KEPT = /^\/(auth|setup|events|attachments|search|bulk)\b|\/(export|draft|similar)\b/;
const AUTHENTICATION = /^\/auth\/(login|logout|refresh|accept-invite)$/;
const HAS_HASH = /-[0-9a-f]{8,}(_bg)?\.\w+$/;

/** Counts sessions: an answer that comes after its session is not kept. */
let session = 0;
let puts = 0;

addEventListener('install', (event) =>
  event.waitUntil(
    fetch('/')
      .then((page) => (page.ok ? keepApplication(page) : Promise.reject(page)))
      .then(() => skipWaiting()),
  ),
);
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  const path = pathname.split('/api/v1')[1];
  if (path) {
    if (method === 'GET' && !NOT_KEPT.test(path)) {
      event.respondWith(answer(event));
    } else if (AUTHENTICATION.test(path)) {
      event.respondWith(authenticate(event, path));
    }
  } else if (method === 'GET' && origin === location.origin && !pathname.startsWith('/api')) {
    event.respondWith(file(event, mode === 'navigate' ? '/' : url));
  }
});

/** The page last, when all that it names is there. */
async function keepApplication(page) {
  const shell = await caches.open(SHELL);
  const named = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path);
  const texts = ['uk', 'ru', 'en'].map((language) => `/locales/${language}.json`);
  const all = [...new Set([...named, ...texts])];
  const known = await Promise.all(all.map((path) => shell.match(path, { ignoreVary: true })));
  await shell.addAll(all.filter((_, index) => !known[index]));
  await shell.put('/', page);
}

/** A file of the application, under the name by which it is kept: all pages are one. */
async function file(event, name) {
  const kept = await caches.match(name, { ignoreVary: true });
  // Its name changes with its content.
  if (kept && HAS_HASH.test(name)) {
    return kept;
  }
  try {
    const file = await fetch(event.request);
    if (file.status >= 500 && kept) {
      return kept;
    }
    if (file.ok && name !== '/') {
      event.waitUntil(keep(SHELL, name, file.clone(), MOST_FILES));
    } else if (file.ok && file.headers.get('Content-Type')?.startsWith('text/html')) {
      // What is not HTML is no page of the application. When its files are not to be had, the page before stays.
      event.waitUntil(keepApplication(file.clone()).catch(() => {}));
    }
    return file;
  } catch (error) {
    return kept ?? Promise.reject(error);
  }
}

/** What the server says; what it said last to this person when it is not reached. */
async function answer(event) {
  const { headers, url } = event.request;
  const token = headers.get('Authorization')?.slice('Bearer '.length) ?? '';
  const cache = await caches.open(ANSWERS + personOf(token));
  const last = () => cache.match(url, { ignoreVary: true });
  // The client has no token because it has just not reached the server.
  if (token.startsWith('-')) {
    return (await last()) ?? Response.error();
  }
  const now = session;
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    if (answer.ok && now === session) {
      event.waitUntil(keep(ANSWERS + personOf(token), url, copy, MOST_ANSWERS));
    } else if (answer.status === 404) {
      event.waitUntil(cache.delete(url));
    }
    return answer.status >= 500 ? ((await last()) ?? answer) : answer;
  } catch (error) {
    return (await last()) ?? Promise.reject(error);
  }
}

/** Whose an access token is; while there is none, the client gives his number behind a dash. */
function personOf(token) {
  const [, claims] = token.split('.');
  return claims ? JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub : token.slice(1);
}

/** Whoever comes or leaves finds and leaves nothing of a person. */
async function authenticate(event, path) {
  const isOver = (answer) => path !== '/auth/refresh' || answer?.status === 401;
  const answer = fetch(event.request);
  if (isOver(await answer.catch(() => undefined))) {
    session += 1;
    const names = (await caches.keys()).filter((name) => name.startsWith(ANSWERS));
    await Promise.all(names.map((name) => caches.delete(name)));
  }
  return answer;
}

/** Keeps an answer; the oldest go. */
async function keep(name, url, answer, most) {
  const cache = await caches.open(name);
  await cache.put(url, answer);
  if ((puts += 1) % TRIMMED_EVERY === 0) {
    const kept = await cache.keys();
    await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((old) => cache.delete(old)));
  }
}
