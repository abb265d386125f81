// For a phone that has lost the network: says so instead of the browser's own page. It keeps files that are the same for
// everybody (/static/...) and nothing else; no page and no photo of a family is ever put into its cache.
'use strict'

const kept = 'esek-static-1'
const offline = {
    pl: ['Brak połączenia', 'Panel działa tylko z siecią. Zdjęcie, które zostało już przesłane, czeka na serwerze.', 'Spróbuj ponownie'],
    en: ['No connection', 'The panel works with a network only. A photo that was uploaded already waits on the server.', 'Try again'],
    uk: ['Немає з’єднання', 'Панель працює лише з мережею. Фото, яке вже передано, чекає на сервері.', 'Спробувати ще раз'],
}

function offlinePage() {
    const language = offline[navigator.language.slice(0, 2)] ? navigator.language.slice(0, 2) : 'pl'
    const [title, text, again] = offline[language]
    const page = `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – e-Sekretariat</title>
<link rel="stylesheet" href="/static/panel.css"></head>
<body><main><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">${again}</a></p></main></body></html>`
    return new Response(page, { status: 503, headers: {
        'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'; style-src 'self'" } })
}

addEventListener('install', (event) => {
    event.waitUntil(caches.open(kept).then((cache) => cache.add('/static/panel.css')))
})

addEventListener('fetch', (event) => {
    const { request } = event
    if (request.mode === 'navigate' && request.method === 'GET')
        event.respondWith(fetch(request).catch(offlinePage))
    else if (request.method === 'GET' && new URL(request.url).pathname === '/static/panel.css')
        event.respondWith(fetch(request).catch(() => caches.match('/static/panel.css')))
})
