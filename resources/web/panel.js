// Makes the plain pages nicer where the browser can; nothing needs it. No inline code, no request to another host.
'use strict'

// What the browser kept from before logging out is not shown again.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload() })

// A form that is on its way is not sent twice, and says so.
for (const form of document.querySelectorAll('form[data-busy]')) {
    form.addEventListener('submit', (event) => {
        if (form.dataset.sent) event.preventDefault()
        form.dataset.sent = 'yes'
        form.querySelector('[role=status]').textContent = form.dataset.busy
    })
    addEventListener('pageshow', () => { delete form.dataset.sent })
}

// The crop, moved under the finger. The sliders stay the truth: they are what is sent, and the server cuts.
function moveCrop(form) {
    const aspect = 19 / 26
    const sliders = { zoom: form.elements.zoom, across: form.elements.across, down: form.elements.down }
    const { turns, fine } = form.dataset
    const sideways = turns % 2 === 1
    const still = document.querySelector('.frame .photo')
    const canvas = document.createElement('canvas')
    const whole = new Image()

    const share = (slider) => (slider ? slider.value / 100 : 1)
    // The rectangle in parts of the turned picture, as the server computes it.
    function rectangle() {
        const width = sideways ? whole.naturalHeight : whole.naturalWidth
        const height = sideways ? whole.naturalWidth : whole.naturalHeight
        const zoom = share(sliders.zoom)
        const wide = width / height > aspect
        const w = (wide ? (height * aspect) / width : 1) / zoom
        const h = (wide ? 1 : width / aspect / height) / zoom
        return { width, height, w, h, x: (1 - w) * share(sliders.across), y: (1 - h) * share(sliders.down) }
    }

    function draw() {
        const r = rectangle()
        const context = canvas.getContext('2d')
        const scale = canvas.width / (r.w * r.width)
        context.setTransform(1, 0, 0, 1, canvas.width / 2, canvas.height / 2)
        context.rotate((fine * Math.PI) / 180)
        context.scale(scale, scale)
        context.translate((0.5 - r.x - r.w / 2) * r.width, (0.5 - r.y - r.h / 2) * r.height)
        context.rotate((turns * Math.PI) / 2)
        context.drawImage(whole, -whole.naturalWidth / 2, -whole.naturalHeight / 2)
    }

    const exact = {} // sliders count in whole hundredths; a finger is finer
    function put(slider, value) {
        if (!slider) return
        exact[slider.name] = Math.min(slider.max, Math.max(slider.min, value))
        slider.value = exact[slider.name]
    }
    const valueOf = (slider) => (Math.abs((exact[slider.name] ?? -9) - slider.value) < 1 ? exact[slider.name] : +slider.value)
    function pan(dx, dy) {
        const r = rectangle()
        if (r.w < 0.999) put(sliders.across, valueOf(sliders.across) - (100 * dx * r.w) / (1 - r.w))
        if (r.h < 0.999) put(sliders.down, valueOf(sliders.down) - (100 * dy * r.h) / (1 - r.h))
        draw()
    }

    const fingers = new Map()
    const spread = () => {
        const [a, b] = [...fingers.values()]
        return Math.hypot(a.x - b.x, a.y - b.y)
    }
    canvas.addEventListener('pointerdown', (e) => {
        canvas.setPointerCapture(e.pointerId)
        fingers.set(e.pointerId, { x: e.clientX, y: e.clientY })
    })
    canvas.addEventListener('pointermove', (e) => {
        const before = fingers.get(e.pointerId)
        if (!before) return
        const was = fingers.size === 2 ? spread() : 0
        fingers.set(e.pointerId, { x: e.clientX, y: e.clientY })
        if (was > 0 && sliders.zoom) {
            put(sliders.zoom, (valueOf(sliders.zoom) * spread()) / was)
            draw()
        } else if (fingers.size === 1) {
            pan((e.clientX - before.x) / canvas.clientWidth, (e.clientY - before.y) / canvas.clientHeight)
        }
    })
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, (e) => fingers.delete(e.pointerId))
    form.addEventListener('input', draw)

    whole.addEventListener('load', () => {
        canvas.width = 2 * still.width
        canvas.height = 2 * still.height
        canvas.className = 'photo movable'
        canvas.setAttribute('role', 'img')
        canvas.setAttribute('aria-label', still.alt)
        still.replaceWith(canvas)
        form.querySelector('[value=preview]').hidden = true
        draw()
    })
    whole.src = form.dataset.whole
}

const crop = document.querySelector('form[data-whole]')
if (crop) moveCrop(crop)

if ('serviceWorker' in navigator)
    navigator.serviceWorker.register('/static/worker.js', { scope: '/' }).catch(() => {}) // the panel works without it
